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

/// The files of a batch lie side by side in staging/: a folder of its own would cost a directory block for each batch, and
/// giving blocks back is slow on file systems that discard.
struct Batch {
    std::string folder;
    std::string name;
    [[nodiscard]] std::string owner_lock() const { return folder + "/" + name + ".lock"; }
    [[nodiscard]] std::string intent() const { return folder + "/" + name + ".intent"; }
    [[nodiscard]] std::string slot(std::size_t number) const { return folder + "/" + name + "." + std::to_string(number); }
};

/// The batches that have files in staging/, living and dead, by name.
[[nodiscard]] Result<std::vector<Batch>> batches_in(const std::string& staging);

/// The names in a folder in byte order; none when it does not exist.
[[nodiscard]] Result<std::vector<std::string>> names_in(const std::string& folder);

/// The digests of an intent; none when there is no intent. Lines that are no digests were cut off by a crash before anything
/// was moved, and count for nothing.
[[nodiscard]] Result<std::vector<Digest>> read_intent(FileOps& ops, const Batch& batch);

/// Removes the batch's files, the intent and then the lock last.
[[nodiscard]] Result<void> remove_batch(FileOps& ops, const Batch& batch);

}  // namespace fonds
