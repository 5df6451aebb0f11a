// SPDX-License-Identifier: GPL-3.0-or-later
// Putting papers in their places.
#include "archive/placing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "archive/scan_sections.hpp"
#include "archive/state.hpp"
#include "schema/catalog/loans.hpp"

namespace fonds {

namespace {

constexpr std::size_t papers_a_transaction = 1000;

PlacingStatus status_of(Placed placed)
{
    switch (placed) {
    case Placed::moved: return PlacingStatus::moved;
    case Placed::already: return PlacingStatus::already;
    case Placed::on_loan: return PlacingStatus::on_loan;
    case Placed::unknown: return PlacingStatus::unknown;
    }
    return PlacingStatus::unknown;
}

/// Papers that go to one location together.
struct Group {
    std::string location;
    std::vector<PaperName> papers;
    std::vector<std::size_t> lines;  ///< of the report
};

/// A line that has a paper again, and the one that has it first.
struct Repeat {
    std::size_t line = 0, first = 0;
};

/// The list's lines in the report, those that can be put in groups.
std::vector<Group> group(const std::vector<SectionedScan>& scans, PlacingReport& report, std::vector<Repeat>& repeats)
{
    std::vector<Group> groups;
    std::map<std::string, std::size_t> seen;
    for (const SectionedScan& scan : scans) {
        PlacedLine line{
            scan.code.line, PlacingStatus::moved, scan.paper ? scan.paper->text() : scan.text, scan.location, "", "", 0};
        if (scan.retired) {
            line.status = PlacingStatus::retired;
            line.name = scan.retired->name;
        } else if (!scan.paper) {
            line.status = PlacingStatus::unknown;
        } else if (!scan.placed) {
            line.status = PlacingStatus::no_location;
            line.ended_by = scan.ended_by;
        } else if (const auto [at, fresh] = seen.emplace(line.paper, report.lines.size()); !fresh) {
            line.status = report.lines[at->second].location == scan.location ? PlacingStatus::already : PlacingStatus::twice;
            repeats.push_back({report.lines.size(), at->second});
        } else {
            if (groups.empty() || groups.back().location != scan.location ||
                groups.back().papers.size() == papers_a_transaction)
                groups.push_back({scan.location, {}, {}});
            groups.back().papers.push_back(*scan.paper);
            groups.back().lines.push_back(report.lines.size());
        }
        report.lines.push_back(std::move(line));
    }
    return groups;
}

void take_told(const Group& group, const std::vector<PlacedPaper>& told, PlacingReport& report)
{
    for (std::size_t i = 0; i < told.size(); ++i) {
        PlacedLine& line = report.lines[group.lines[i]];
        line.status = status_of(told[i].what);
        line.from = told[i].from;
    }
}

/// What could not be put the first time is neither there nor elsewhere when it is read again.
void take_repeats(const std::vector<Repeat>& repeats, PlacingReport& report)
{
    for (const Repeat& repeat : repeats) {
        const PlacingStatus first = report.lines[repeat.first].status;
        if (first == PlacingStatus::unknown || first == PlacingStatus::on_loan) report.lines[repeat.line].status = first;
    }
}

/// Numbers of records that ended are known, though nothing is put under them.
void tell_gone(Catalog& catalog, PlacingReport& report)
{
    for (PlacedLine& line : report.lines) {
        if (line.status != PlacingStatus::unknown) continue;
        const auto code = ReferenceCode::parse(line.paper);
        if (code.ok() && catalog.record(*code).ok()) line.status = PlacingStatus::gone;
    }
}

void count(PlacingReport& report)
{
    report.moved = report.already = report.problems = 0;
    for (const PlacedLine& line : report.lines) {
        if (line.status == PlacingStatus::moved)
            ++report.moved;
        else if (line.status == PlacingStatus::already)
            ++report.already;
        else
            ++report.problems;
    }
}

}  // namespace

std::string_view name_of(PlacingStatus status)
{
    switch (status) {
    case PlacingStatus::moved: return "moved";
    case PlacingStatus::already: return "already";
    case PlacingStatus::on_loan: return "on_loan";
    case PlacingStatus::unknown: return "unknown";
    case PlacingStatus::gone: return "gone";
    case PlacingStatus::retired: return "retired";
    case PlacingStatus::no_location: return "no_location";
    case PlacingStatus::twice: return "twice";
    }
    return "";
}

Text text_of(PlacingStatus status)
{
    switch (status) {
    case PlacingStatus::moved: return say("moved", "已上架");
    case PlacingStatus::already: return say("was there", "原已在此");
    case PlacingStatus::on_loan: return say("is on loan: take it back first", "已借出,请先办理归还");
    case PlacingStatus::unknown: return say("is neither a paper nor a location known here", "既不是本库的档案也不是库位");
    case PlacingStatus::gone:
        return say("is the number of a record that is no more: fonds show tells what became of it",
                   "的档案已合并、销毁或移交,可用 fonds show 查看");
    case PlacingStatus::retired:
        return say("is a retired location: choose another, or take it into use again",
                   "是已停用的库位,请另选库位或重新启用");
    case PlacingStatus::no_location: return say("comes behind no known location in use", "之前没有可用的库位");
    case PlacingStatus::twice: return say("was put elsewhere by the same list", "同一清单中已放在别处");
    }
    return {};
}

Result<PlacingReport> Placing::place(const PlacingRequest& request)
{
    TRY_ASSIGN(const auto codes, parse_scans(request.list));
    if (codes.empty())
        return error(ErrorKind::bad_input, say("The list is empty", "清单是空的"))
            .with_hint(say("Write an address, then the codes of what is put there, a line each.",
                           "请先写库位号,再逐行写放在该处的档号。"));
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Places places(state_.catalog);
    TRY_ASSIGN(const auto scans, section_scans(places, codes, ""));
    PlacingReport report;
    std::vector<Repeat> repeats;
    const std::vector<Group> groups = group(scans, report, repeats);
    const Stamp stamp = state_.stamp();
    const auto put_all = [&]() -> Result<void> {
        for (const Group& each : groups) {
            TRY_ASSIGN(const auto told, request.dry_run ? places.would_put(each.papers, each.location)
                                                        : places.put(each.papers, each.location, request.reason, stamp));
            take_told(each, told, report);
        }
        take_repeats(repeats, report);
        tell_gone(state_.catalog, report);
        count(report);
        return {};
    };
    if (!request.all_or_nothing || request.dry_run) {
        TRY(put_all());
        report.done = !request.dry_run;
    } else {
        const auto whole = state_.catalog.transaction([&]() -> Result<void> {
            TRY(put_all());
            if (report.problems == 0) return {};
            report.done = false;
            return error(ErrorKind::refused, say("Not all can be put", "并非全部可以上架"));
        });
        if (!whole.ok() && report.done) return whole.error();
    }
    std::set<std::string> touched;
    for (const Group& each : groups) touched.insert(each.location);
    for (const std::string& code : touched) {
        TRY_ASSIGN(Location location, places.location(code));
        if (location.overfull()) report.overfull.push_back(std::move(location));
    }
    return report;
}

Result<PlacingReport> Placing::take_away(const std::vector<PaperName>& papers, const std::string& reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    PlacingReport report;
    TRY_ASSIGN(const auto told, Places(state_.catalog).put(papers, "", reason, state_.stamp()));
    for (std::size_t i = 0; i < told.size(); ++i)
        report.lines.push_back({i + 1, status_of(told[i].what), papers[i].text(), "", told[i].from, "", 0});
    count(report);
    return report;
}

Result<Whereabouts> Placing::whereabouts(const PaperName& paper)
{
    Places places(state_.catalog);
    Whereabouts found;
    TRY_ASSIGN(found.place, places.whereabouts(paper));
    TRY_ASSIGN(found.moves, places.moves(paper));
    std::string at = found.place.loan ? found.place.home : found.place.location;
    while (!at.empty()) {
        TRY_ASSIGN(Location location, places.location(at));
        at = location.parent_code;
        found.path.insert(found.path.begin(), std::move(location));
    }
    if (found.place.loan) {
        TRY_ASSIGN(found.loan, Loans(state_.catalog).loan(*found.place.loan));
    }
    return found;
}

Result<std::vector<PaperPlace>> Placing::papers_in(std::string_view location, std::size_t limit, std::size_t offset)
{
    return Places(state_.catalog).papers_in(location, limit, offset);
}

}  // namespace fonds
