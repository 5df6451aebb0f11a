// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows holds. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/hold.hpp"

namespace fonds {

struct CatalogState;

/// A hold whose query is asked again, and the records it has.
struct StandingQuery {
    std::string number, query;
};

/// Lives no longer than its catalog.
class Holds {
public:
    explicit Holds(Catalog& catalog);

    /// Places a hold and gives its number: the next of the year, or `hold.number`, which it had elsewhere, where no other
    /// has it here. Members are the records of `scope` and `found`, those that its query finds now. A hold needs a reason,
    /// an authority and something it covers.
    [[nodiscard]] Result<std::string> place(const Hold& hold, const std::vector<RecordId>& found, const Stamp& stamp);
    /// Records that the query of a hold finds now; gives how many are new to it.
    [[nodiscard]] Result<std::int64_t> join(std::string_view number, const std::vector<RecordId>& found, const Stamp& stamp);
    /// Ends it; ErrorKind::refused when it has ended, usage without a reason.
    [[nodiscard]] Result<void> release(std::string_view number, std::string_view reason, const Stamp& stamp);
    /// Newest first.
    [[nodiscard]] Result<std::vector<Hold>> list(bool released_too);
    [[nodiscard]] Result<Hold> hold(std::string_view number);
    /// In force, with a query.
    [[nodiscard]] Result<std::vector<StandingQuery>> standing_queries();
    /// Numbers of the holds in force that cover a record.
    [[nodiscard]] Result<std::vector<std::string>> over(const ReferenceCode& code);
    /// Records that a hold covers and that are there, by id.
    [[nodiscard]] Result<std::vector<ReferenceCode>> covered(std::string_view number, std::size_t limit);

private:
    CatalogState& state_;
};

}  // namespace fonds
