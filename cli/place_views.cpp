// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/place_views.hpp"

#include <algorithm>

namespace fonds::cli {

namespace {

template <class Number>
Json number_or_null(const std::optional<Number>& number)
{
    return number ? Json(static_cast<std::int64_t>(*number)) : Json();
}

}  // namespace

Json json_of(const Location& location)
{
    return Json::object()
        .set("code", location.code)
        .set("parent", location.parent_code)
        .set("kind", name_of(location.kind))
        .set("part", location.part)
        .set("name", location.name)
        .set("capacity", number_or_null(location.capacity))
        .set("papers", location.papers)
        .set("inside", location.inside)
        .set("climate", location.climate)
        .set("note", location.note)
        .set("retired", location.retired);
}

Json json_of(const PaperPlace& place)
{
    return Json::object()
        .set("paper", place.paper.text())
        .set("location", place.location)
        .set("home", place.home)
        .set("loan", place.loan ? Json(raw(*place.loan)) : Json())
        .set("with_folder", place.with_folder);
}

Json json_of(const Whereabouts& found)
{
    Json json = json_of(found.place);
    Json names = Json::array();
    for (const Location& location : found.path)
        if (!location.name.empty()) names.push(location.name);
    json.set("names", std::move(names));
    json.set("reader", found.loan ? Json(found.loan->reader) : Json());
    return json.set("due", found.loan ? Json(found.loan->due.text()) : Json());
}

std::string where_text(Output& output, const Whereabouts& found)
{
    std::string where;
    if (!found.path.empty()) {
        std::string names;
        for (const Location& location : found.path)
            if (!location.name.empty()) names += (names.empty() ? "" : " / ") + output.shown(location.name);
        where = output.shown(found.path.back().code) + (names.empty() ? "" : " (" + names + ")");
    }
    if (found.loan) {
        const std::string reader =
            output.shown(found.loan->reader) + (found.loan->unit.empty() ? "" : " (" + output.shown(found.loan->unit) + ")");
        const auto number = raw(found.loan->id);
        where = output.pick(where.empty() ? say("on loan to {} until {} (loan {})", "借给 {},应还日期 {}(借阅编号 {})",
                                                {reader, found.loan->due.text(), number})
                                          : say("on loan to {} until {} (loan {}), back to {}",
                                                "借给 {},应还日期 {}(借阅编号 {}),归还至 {}",
                                                {reader, found.loan->due.text(), number, where}));
    } else if (where.empty()) {
        where = output.pick(say("nowhere known", "位置不明"));
    }
    if (found.place.with_folder) where += output.pick(say(" (with its folder)", "(随案卷)"));
    return where;
}

Json json_of(const PaperMove& move)
{
    return Json::object()
        .set("at", to_iso8601(move.at))
        .set("actor", move.actor)
        .set("from", move.from)
        .set("to", move.to)
        .set("reason", move.reason);
}

Json json_of(const PlacingReport& report)
{
    Json lines = Json::array(), overfull = Json::array();
    for (const PlacedLine& line : report.lines)
        lines.push(Json::object()
                       .set("line", static_cast<std::int64_t>(line.line))
                       .set("status", name_of(line.status))
                       .set("paper", line.paper)
                       .set("location", line.location)
                       .set("from", line.from)
                       .set("ended_by", line.ended_by > 0 ? Json(static_cast<std::int64_t>(line.ended_by)) : Json()));
    for (const Location& location : report.overfull) overfull.push(location.code);
    return Json::object()
        .set("done", report.done)
        .set("moved", static_cast<std::int64_t>(report.moved))
        .set("already", static_cast<std::int64_t>(report.already))
        .set("problems", static_cast<std::int64_t>(report.problems))
        .set("overfull", std::move(overfull))
        .set("lines", std::move(lines));
}

Json json_of(const ClimateReading& reading)
{
    Json faults = Json::array();
    for (const ClimateFault fault : reading.faults) faults.push(name_of(fault));
    return Json::object()
        .set("location", reading.location)
        .set("at", to_iso8601(reading.at))
        .set("temperature", reading.temperature / 10.0)
        .set("humidity", reading.humidity / 10.0)
        .set("reader", reading.reader)
        .set("climate", reading.climate)
        .set("faults", std::move(faults));
}

Json json_of(const Incident& incident)
{
    return Json::object()
        .set("location", incident.location)
        .set("at", to_iso8601(incident.at))
        .set("kind", incident.kind)
        .set("text", incident.text)
        .set("reader", incident.reader);
}

Json json_of(const Loan& loan, const Date& today)
{
    Json holds = Json::array();
    for (const std::string& number : loan.holds) holds.push(number);
    return Json::object()
        .set("id", raw(loan.id))
        .set("paper", loan.paper.text())
        .set("title", loan.title)
        .set("home", loan.home)
        .set("reader", loan.reader)
        .set("unit", loan.unit)
        .set("contact", loan.contact)
        .set("purpose", loan.purpose)
        .set("manner", loan.manner)
        .set("approved_by", loan.approved_by)
        .set("lent_at", to_iso8601(loan.lent_at))
        .set("lent_by", loan.lent_by)
        .set("due", loan.due.text())
        .set("days_overdue", loan.open() ? std::max<std::int64_t>(0, days_between(loan.due, today)) : std::int64_t{0})
        .set("renewals", loan.renewals)
        .set("pages", loan.pages)
        .set("note", loan.note)
        .set("returned_at", loan.returned_at ? Json(to_iso8601(*loan.returned_at)) : Json())
        .set("received_by", loan.received_by)
        .set("condition", loan.condition)
        .set("pages_returned", number_or_null(loan.pages_returned))
        .set("holds", std::move(holds));
}

Text lost_pages_text(const Output& output, const Lending& lending, const Loan& loan)
{
    return say("{} came back from {} on {} with {} of {} {page|pages} (loan {})",
               "{} 由 {} 于 {} 归还时仅 {} 页,借出时 {} 页(借阅编号 {})",
               {output.shown(loan.paper.text()), output.shown(loan.reader), lending.day_of(*loan.returned_at).text(),
                *loan.pages_returned, loan.pages, raw(loan.id)});
}

Json lost_pages_json(const std::vector<Loan>& loans)
{
    Json all = Json::array();
    for (const Loan& loan : loans)
        all.push(Json::object()
                     .set("loan", raw(loan.id))
                     .set("paper", loan.paper.text())
                     .set("reader", loan.reader)
                     .set("returned_at", to_iso8601(*loan.returned_at))
                     .set("pages", loan.pages)
                     .set("pages_returned", *loan.pages_returned));
    return all;
}

Json json_of(const Stocktake& stocktake)
{
    Json counters = Json::array();
    if (stocktake.closed_at) counters.push(stocktake.first_counter).push(stocktake.second_counter);
    return Json::object()
        .set("stocktake", raw(stocktake.id))
        .set("scope", stocktake.scope)
        .set("started_at", to_iso8601(stocktake.started_at))
        .set("started_by", stocktake.started_by)
        .set("expected", stocktake.expected)
        .set("scanned", stocktake.scanned)
        .set("closed_at", stocktake.closed_at ? Json(to_iso8601(*stocktake.closed_at)) : Json())
        .set("closed_by", stocktake.closed_by)
        .set("counters", std::move(counters))
        .set("digest", stocktake.digest);
}

Json json_of(const ScanReport& report)
{
    Json problems = Json::array();
    for (const ScanProblem& problem : report.problems)
        problems.push(
            Json::object()
                .set("line", static_cast<std::int64_t>(problem.line))
                .set("status", problem.ended_by > 0 ? "not_counted" : "unknown")
                .set("code", problem.code)
                .set("ended_by", problem.ended_by > 0 ? Json(static_cast<std::int64_t>(problem.ended_by)) : Json()));
    Json json = json_of(report.stocktake);
    return json.set("problems", std::move(problems));
}

Json json_of(const InspectionDue& due)
{
    return Json::object()
        .set("grade", text_of(due.grade))
        .set("category", due.category)
        .set("due", due.records)
        .set("of", due.of)
        .set("since", due.since)
        .set("next", due.next);
}

}  // namespace fonds::cli
