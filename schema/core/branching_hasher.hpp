// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 of streams that begin alike and go on differently.
#pragma once

#include <memory>
#include <string_view>

#include "schema/core/digest.hpp"

namespace fonds {

/// A Hasher that can be copied with all it was told so far. One thread at a time.
class BranchingHasher {
public:
    BranchingHasher();
    ~BranchingHasher();
    BranchingHasher(const BranchingHasher& other);
    BranchingHasher& operator=(const BranchingHasher& other);

    void update(std::string_view bytes);
    /// The digest of all updates; this one then starts afresh.
    [[nodiscard]] Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace fonds
