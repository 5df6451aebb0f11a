// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/hold.hpp"

namespace fonds {

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's: an error means that nothing changed.
class Holding {
public:
    explicit Holding(Archive& archive) : state_(*archive.state_) {}

    /// Places a hold over what `hold.scope` and `list` name (codes as parse_scans reads them), and over what its query finds
    /// now and later. An error about the list has its line in `where`.
    [[nodiscard]] Result<Hold> place(Hold hold, std::string_view list);
    [[nodiscard]] Result<Hold> release(std::string_view number, std::string_view reason);
    [[nodiscard]] Result<Hold> hold(std::string_view number);
    /// Newest first.
    [[nodiscard]] Result<std::vector<Hold>> list(bool released_too);
    [[nodiscard]] Result<std::vector<ReferenceCode>> covered(std::string_view number, std::size_t limit);
    /// Numbers of the holds in force over a record.
    [[nodiscard]] Result<std::vector<std::string>> over(const ReferenceCode& code);
    /// Asks the queries of all holds again; gives how many records joined one.
    [[nodiscard]] Result<std::int64_t> review();

    /// Its day where the archive is.
    [[nodiscard]] Date day_of(Instant at) const;

private:
    Archive::State& state_;
};

/// What the queries of holds find by now joins them. Asked after the index has changed; gives how many records joined.
[[nodiscard]] Result<std::int64_t> join_standing_holds(Archive::State& state);

}  // namespace fonds
