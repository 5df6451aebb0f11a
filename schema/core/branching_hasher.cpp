// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/branching_hasher.hpp"

#include <nettle/sha2.h>

namespace fonds {

struct BranchingHasher::State {
    sha256_ctx context;
};

BranchingHasher::BranchingHasher() : state_(std::make_unique<State>())
{
    sha256_init(&state_->context);
}

BranchingHasher::~BranchingHasher() = default;
BranchingHasher::BranchingHasher(const BranchingHasher& other) : state_(std::make_unique<State>(*other.state_)) {}

BranchingHasher& BranchingHasher::operator=(const BranchingHasher& other)
{
    *state_ = *other.state_;
    return *this;
}

void BranchingHasher::update(std::string_view bytes)
{
    sha256_update(&state_->context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

Digest BranchingHasher::finish()
{
    Digest::Bytes bytes{};
    sha256_digest(&state_->context, bytes.size(), bytes.data());
    return Digest(bytes);
}

}  // namespace fonds
