// SPDX-License-Identifier: GPL-3.0-or-later
// 清点: what is on the shelves against what ought to be there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/text.hpp"
#include "schema/model/grade.hpp"
#include "schema/model/identifiers.hpp"

namespace fonds {

enum class StocktakeId : std::int64_t {};

struct Stocktake {
    StocktakeId id{};
    std::string scope;  ///< "location KF01", "category HT", "folder HT/001", "all"
    Instant started_at{};
    std::string started_by;
    std::int64_t expected = 0, scanned = 0;
    std::optional<Instant> closed_at;
    std::string closed_by;
    std::string first_counter, second_counter;
    std::string digest;  ///< hexadecimal SHA-256 of the report; empty while it is open
};

/// What may be wrong with a paper, in the order a report tells it.
enum class CountFault {
    missing,      ///< expected, not scanned, not on loan
    misplaced,    ///< scanned in another place than its own, or not expected here at all
    unknown,      ///< a code that the archive does not have
    not_counted,  ///< a folder's or a location's code among contents: what is in it is counted, not what holds it
    lent_found,   ///< the catalog says it is on loan
    on_loan,      ///< expected and out: accounted for
    gone,         ///< expected, and merged into another or destroyed since the count began: accounted for
    twice         ///< scanned more than once
};
inline constexpr std::array count_faults{CountFault::missing,     CountFault::misplaced,  CountFault::unknown,
                                         CountFault::not_counted, CountFault::lent_found, CountFault::on_loan,
                                         CountFault::gone,        CountFault::twice};
[[nodiscard]] std::string_view name_of(CountFault fault);
[[nodiscard]] Text text_of(CountFault fault);
/// One that somebody must look into: all but on_loan, gone, twice and not_counted.
[[nodiscard]] bool is_serious(CountFault fault);

struct CountLine {
    CountFault fault{};
    std::string code;      ///< reference code, or what was scanned
    std::string title;     ///< of a known record, or a location's name
    std::string expected;  ///< address where it should be; empty: not known, or not expected
    std::string found;     ///< address where it was scanned; empty: not said
    std::string heir{};    ///< reference code of the record that it was merged into; empty: it was not
};

struct CountReport {
    Stocktake stocktake;
    std::int64_t found = 0;        ///< expected and scanned where they should be
    std::vector<CountLine> lines;  ///< by fault, then by place and code

    [[nodiscard]] std::int64_t count(CountFault fault) const;
    [[nodiscard]] bool has_serious() const;
};

/// How many records of a grade and category were last counted too long ago.
struct InspectionDue {
    Grade grade = Grade::B;
    std::string category;
    std::int64_t records = 0;  ///< due now
    std::int64_t of = 0;       ///< all of that grade and category
    std::string since;         ///< day on which the first of them became due; empty when none is
    std::string next;          ///< day on which the next one becomes due; empty: none
};

}  // namespace fonds
