// SPDX-License-Identifier: GPL-3.0-or-later
// The generations of an index: folder/current names one of folder/gen-1, gen-2 …
#pragma once

#include <string>
#include <utility>
#include <variant>

#include <xapian.h>

#include "indexer/search/search_index.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// The generation in use, opened.
struct OpenGeneration {
    Xapian::Database database;
    std::string folder;
};

/// Why there is none: its state, and what the library said of it.
struct NoGeneration {
    IndexState state = IndexState::missing;
    std::string reason;
};

class Generations {
public:
    Generations(std::string folder, std::string archive_id) : folder_(std::move(folder)), archive_id_(std::move(archive_id))
    {
    }

    [[nodiscard]] std::variant<OpenGeneration, NoGeneration> open() const;
    /// What `open` has, or the error that tells to rebuild.
    [[nodiscard]] Result<OpenGeneration> require() const;
    /// The folder that `current` names now; empty when there is none. A name is never used again.
    [[nodiscard]] std::string current_folder() const;

    /// Sweeps what an earlier rebuild left and returns the folder of an empty next generation (not yet made).
    [[nodiscard]] Result<std::string> next() const;
    /// Makes `folder` (from `next`) the current generation and removes the others.
    [[nodiscard]] Result<void> adopt(const std::string& folder) const;

    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] const std::string& archive_id() const { return archive_id_; }

private:
    [[nodiscard]] std::string current_name() const;  ///< gen-N; empty when there is none
    /// Throws when two commits come between its first look and its last.
    [[nodiscard]] std::variant<OpenGeneration, NoGeneration> open_once(const std::string& folder) const;
    [[nodiscard]] std::variant<OpenGeneration, NoGeneration> open_between_commits(const std::string& folder) const;
    void remove_all_but(const std::string& name) const;

    std::string folder_;
    std::string archive_id_;
};

}  // namespace fonds
