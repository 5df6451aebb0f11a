// SPDX-License-Identifier: GPL-3.0-or-later
// Places, loans and stock-takes as JSON (docs/formats/json.md) and as text.
#pragma once

#include <string>
#include <vector>

#include "archive/lending.hpp"
#include "archive/placing.hpp"
#include "archive/stocktaking.hpp"
#include "cli/output.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

[[nodiscard]] Json json_of(const Location& location);
[[nodiscard]] Json json_of(const PaperPlace& place);
/// Its place, the names around it, and who has it; without its moves.
[[nodiscard]] Json json_of(const Whereabouts& found);
[[nodiscard]] Json json_of(const PaperMove& move);
[[nodiscard]] Json json_of(const PlacingReport& report);
[[nodiscard]] Json json_of(const ClimateReading& reading);
[[nodiscard]] Json json_of(const Incident& incident);
/// `today` tells how long it is overdue.
[[nodiscard]] Json json_of(const Loan& loan, const Date& today);
[[nodiscard]] Json json_of(const Stocktake& stocktake);
/// The stock-take, and `problems`.
[[nodiscard]] Json json_of(const ScanReport& report);
[[nodiscard]] Json json_of(const InspectionDue& due);

/// "KF01-L03-W12 (一号库 / 12 号盒)"; on loan to whom until when; nowhere known.
[[nodiscard]] std::string where_text(Output& output, const Whereabouts& found);

/// How many pages of which paper came back from a loan.
[[nodiscard]] Text lost_pages_text(const Output& output, const Lending& lending, const Loan& loan);
/// Loans that lost pages, for `pages_lost`.
[[nodiscard]] Json lost_pages_json(const std::vector<Loan>& loans);

/// A list as {"name": [ … ]}.
template <class Thing>
[[nodiscard]] Json json_list(const char* name, const std::vector<Thing>& things)
{
    Json all = Json::array();
    for (const Thing& thing : things) all.push(json_of(thing));
    return Json::object().set(name, std::move(all));
}

}  // namespace fonds::cli
