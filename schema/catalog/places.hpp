// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows where paper originals are. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/location.hpp"

namespace fonds {

struct CatalogState;

enum class Placed {
    moved,
    already,  ///< it stands there
    on_loan,  ///< it is out, and has to come back first
    unknown   ///< there is no such record or folder
};

struct PlacedPaper {
    Placed what = Placed::moved;
    std::string from;  ///< address it stood at before; empty: nowhere known
};

/// Lives no longer than its catalog.
class Places {
public:
    explicit Places(Catalog& catalog);

    // --- locations ---
    /// One, or a range of them (see location_parts). A retired parent, or one of a kind that is not larger, is
    /// ErrorKind::refused.
    [[nodiscard]] Result<std::vector<Location>> add(const NewLocation& location, const Stamp& stamp);
    /// Retiring one with papers or locations in it is ErrorKind::refused.
    [[nodiscard]] Result<Location> edit(std::string_view code, const LocationEdit& edit, const Stamp& stamp);
    /// Below another parent (empty: below none), with all that is in it; addresses built of parts follow. A parent that is
    /// the location itself, or in it, is ErrorKind::refused.
    [[nodiscard]] Result<Location> move(std::string_view code, std::string_view parent, const Stamp& stamp);
    [[nodiscard]] Result<Location> location(std::string_view code);
    /// Those in `under` and itself (empty: all), each behind its parent, brothers by address.
    [[nodiscard]] Result<std::vector<Location>> locations(std::string_view under);

    // --- papers ---
    /// Each of `papers` to that location (empty: nowhere known), in one transaction with an event for every 200 moved.
    /// A retired location is ErrorKind::refused. More than the capacity is allowed: the catalog tells what is so.
    [[nodiscard]] Result<std::vector<PlacedPaper>> put(const std::vector<PaperName>& papers, std::string_view location,
                                                       std::string_view reason, const Stamp& stamp);
    /// The same, and nothing changes.
    [[nodiscard]] Result<std::vector<PlacedPaper>> would_put(const std::vector<PaperName>& papers,
                                                             std::string_view location);
    [[nodiscard]] Result<PaperPlace> whereabouts(const PaperName& paper);
    /// Is there such a record or folder, or may there be: a number that was given or that a category's template makes, or
    /// any folder of a category that there is.
    [[nodiscard]] Result<bool> may_be_paper(const PaperName& paper);
    /// Oldest first; of the paper itself, not of the folder it is in.
    [[nodiscard]] Result<std::vector<PaperMove>> moves(const PaperName& paper);
    /// Papers whose place this is, folders first; those on loan with them.
    [[nodiscard]] Result<std::vector<PaperPlace>> papers_in(std::string_view location, std::size_t limit,
                                                            std::size_t offset);

    // --- the store ---
    /// What it gives tells of limits that are broken, and of drift since readings of the last 24 hours there.
    [[nodiscard]] Result<ClimateReading> add_climate(const ClimateReading& reading, const Stamp& stamp);
    /// Newest first, of a location and those in it (empty: all); limit and offset count those that are asked for.
    [[nodiscard]] Result<std::vector<ClimateReading>> climate(std::string_view under, Readings which, std::size_t limit,
                                                              std::size_t offset);
    [[nodiscard]] Result<void> add_incident(const Incident& incident, const Stamp& stamp);
    [[nodiscard]] Result<std::vector<Incident>> incidents(std::string_view under, std::size_t limit, std::size_t offset);

    /// What is out of order on `today`: originals of grade A that are lent or nowhere known, overdue loans, locations with
    /// more than their capacity, and once any paper has a place, records without one. At most `most` of a kind, and then
    /// one that says how many more there are.
    [[nodiscard]] Result<std::vector<Finding>> order(const Date& today, std::size_t most);

private:
    CatalogState& state_;
};

}  // namespace fonds
