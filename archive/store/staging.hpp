// SPDX-License-Identifier: GPL-3.0-or-later
// The staging folder: names nobody else has, and the batches in it (docs/formats/archive.md).
#pragma once

#include <string>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// A name that no other process or thread uses: `prefix`, the process and a random number.
[[nodiscard]] Result<std::string> unique_name(std::string_view prefix);

inline constexpr std::string_view batch_prefix = "batch-";
inline constexpr std::string_view draft_prefix = "text-";  ///< a text file on its way to text/

/// A batch directory.
struct Batch {
    explicit Batch(std::string folder) : path(std::move(folder)) {}
    std::string path;
    [[nodiscard]] std::string owner_lock() const { return path + "/owner.lock"; }
    [[nodiscard]] std::string intent() const { return path + "/intent"; }
    [[nodiscard]] std::string slot(std::size_t number) const { return path + "/" + std::to_string(number); }
};

/// The names in a folder in byte order; none when it does not exist.
[[nodiscard]] Result<std::vector<std::string>> names_in(const std::string& folder);

/// The digests of an intent; none when there is no intent. Lines that are no digests were cut off by a crash before anything
/// was moved, and count for nothing.
[[nodiscard]] Result<std::vector<Digest>> read_intent(FileOps& ops, const Batch& batch);

/// Removes the batch's files, the intent and the lock last, and the directory.
[[nodiscard]] Result<void> remove_batch(FileOps& ops, const Batch& batch);

}  // namespace fonds
