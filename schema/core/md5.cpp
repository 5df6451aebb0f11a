// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/md5.hpp"

#include <array>
#include <cstdint>

#include <nettle/md5.h>

namespace fonds {

struct Md5::State {
    State() { md5_init(&context); }

    md5_ctx context;
};

Md5::Md5() : state_(std::make_unique<State>()) {}
Md5::~Md5() = default;

void Md5::update(std::string_view bytes)
{
    md5_update(&state_->context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::string Md5::finish()
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<std::uint8_t, MD5_DIGEST_SIZE> bytes{};
    md5_digest(&state_->context, bytes.size(), bytes.data());  // and begins anew
    std::string text;
    for (const auto byte : bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

}  // namespace fonds
