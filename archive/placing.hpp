// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for places: locations, what stands in them, the air of the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/loan.hpp"
#include "schema/model/location.hpp"

namespace fonds {

enum class PlacingStatus {
    moved,
    already,      ///< it stands there
    on_loan,      ///< it is out, and has to come back first
    unknown,      ///< neither a location nor a paper of this archive
    gone,         ///< its record was merged, destroyed or transferred
    retired,      ///< a location that is not in use any more
    no_location,  ///< a paper behind no location, or behind one that is unknown or retired
    twice         ///< the list has it at another location before
};
[[nodiscard]] std::string_view name_of(PlacingStatus status);
[[nodiscard]] Text text_of(PlacingStatus status);

struct PlacedLine {
    std::size_t line = 0;  ///< of the list, from 1
    PlacingStatus status = PlacingStatus::moved;
    std::string paper;         ///< reference code, CATEGORY/NUMBER, or what was read
    std::string location;      ///< address; empty: nowhere known
    std::string from;          ///< address before
    std::string name;          ///< of a retired location
    std::size_t ended_by = 0;  ///< of no_location: the line before it that is no known address; 0: none is
};

struct PlacingRequest {
    std::string list;  ///< as parse_scans reads it: an address, the papers put there, the next address …
    std::string reason;
    bool dry_run = false;
    bool all_or_nothing = false;  ///< with any that cannot be put nothing is
};

struct PlacingReport {
    std::vector<PlacedLine> lines;
    std::size_t moved = 0, already = 0, problems = 0;
    std::vector<Location> overfull;  ///< of those that took papers
    bool done = true;                ///< false: nothing was changed
};

struct Whereabouts {
    PaperPlace place;
    std::vector<Location> path;  ///< where it is, or on loan goes back to: from the storeroom inwards; empty: nowhere known
    std::optional<Loan> loan;    ///< it is out
    std::vector<PaperMove> moves;  ///< oldest first
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's: an error means that nothing changed.
class Placing {
public:
    explicit Placing(Archive& archive) : state_(*archive.state_) {}

    [[nodiscard]] Result<std::vector<Location>> add(const NewLocation& location);
    [[nodiscard]] Result<Location> edit(std::string_view code, const LocationEdit& edit);
    [[nodiscard]] Result<Location> move(std::string_view code, std::string_view parent);
    [[nodiscard]] Result<Location> location(std::string_view code);
    [[nodiscard]] Result<std::vector<Location>> locations(std::string_view under);

    /// In transactions of at most 1000 papers, or in one with all_or_nothing. A label's prefix (FONDS:CODE:, FONDS:PLACE:)
    /// may stand before a code. Behind what is neither a paper nor a location nothing is moved until the next location,
    /// since it may be an address that is not registered. ErrorKind::bad_input for what is no list.
    [[nodiscard]] Result<PlacingReport> place(const PlacingRequest& request);
    /// Out of their places: nobody knows where they are.
    [[nodiscard]] Result<PlacingReport> take_away(const std::vector<PaperName>& papers, const std::string& reason);
    [[nodiscard]] Result<Whereabouts> whereabouts(const PaperName& paper);
    [[nodiscard]] Result<std::vector<PaperPlace>> papers_in(std::string_view location, std::size_t limit,
                                                            std::size_t offset);

    /// Without a time: now. Without a reader: who acts.
    [[nodiscard]] Result<ClimateReading> add_climate(ClimateReading reading, std::string_view when);
    [[nodiscard]] Result<std::vector<ClimateReading>> climate(std::string_view under, Readings which, std::size_t limit,
                                                              std::size_t offset);
    [[nodiscard]] Result<void> add_incident(Incident incident, std::string_view when);
    [[nodiscard]] Result<std::vector<Incident>> incidents(std::string_view under, std::size_t limit, std::size_t offset);

private:
    Archive::State& state_;
};

}  // namespace fonds
