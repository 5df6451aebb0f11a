// SPDX-License-Identifier: GPL-3.0-or-later
// retention: the clocks of records; event: what they wait for.
#include "archive/holding.hpp"
#include "archive/number_book.hpp"
#include "archive/retaining.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

namespace {

Json json_of(const std::optional<Date>& day)
{
    return day ? Json(day->text()) : Json();
}

Json json_of(const ClockRow& row)
{
    return std::move(Json::object()
                         .set("code", row.code.text())
                         .set("title", row.title)
                         .set("category", row.category)
                         .set("grade", text_of(row.grade))
                         .set("state", name_of(row.state))
                         .set("rule", row.rule)
                         .set("origin", name_of(row.origin))
                         .set("waits_for", row.waits_for.empty() ? Json() : Json(row.waits_for))
                         .set("start", json_of(row.start))
                         .set("due", json_of(row.due))
                         .set("held", row.held));
}

/// The last day that was told of what it waits for: it waits all the same, so that day is before the paper.
std::optional<Date> before_paper(const RetentionClock& clock, const std::vector<RetentionEvent>& events)
{
    std::optional<Date> last;
    if (clock.state() != ClockState::waiting) return last;
    const ClockCandidate& one = clock.candidates.front();
    for (const auto& event : events)
        if (one.origin != RuleOrigin::merged && event.trigger == one.rule.trigger && (!last || *last < *event.day))
            last = event.day;
    return last;
}

Json json_of(const Output& output, const RetentionClock& clock, const Date& today, const std::vector<std::string>& holds)
{
    Json candidates = Json::array(), on_hold = Json::array();
    for (const auto& one : clock.candidates)
        candidates.push(std::move(Json::object()
                                      .set("rule", one.rule.code)
                                      .set("version", one.rule.version)
                                      .set("origin", name_of(one.origin))
                                      .set("from", one.from)
                                      .set("set_aside", one.yields)
                                      .set("starts", name_of(one.rule.trigger))
                                      .set("period", one.rule.period.code())
                                      .set("action", name_of(one.rule.action))
                                      .set("source", one.rule.source)
                                      .set("state", name_of(one.wound.state))
                                      .set("basis", json_of(one.basis))
                                      .set("start", json_of(one.wound.start))
                                      .set("due", json_of(one.wound.due))));
    for (const auto& number : holds) on_hold.push(number);
    return std::move(Json::object()
                         .set("code", clock.code.text())
                         .set("state", name_of(clock.state()))
                         .set("start", json_of(clock.start()))
                         .set("due", json_of(clock.due()))
                         .set("conflict", clock.in_conflict())
                         .set("extended_until", json_of(clock.extended))
                         .set("rules", std::move(candidates))
                         .set("holds", std::move(on_hold))
                         .set("explanation", output.pick(explanation(clock, today))));
}

Text state_text(const ClockRow& row)
{
    switch (row.state) {
    case ClockState::permanent: return say("permanent", "永久");
    case ClockState::waiting:
        return say("waits for {}", "待{}", {[&]() -> Text {
                       const auto trigger = parse_retention_trigger(row.waits_for);
                       return trigger.ok() ? text_of(*trigger) : Text{row.waits_for, row.waits_for};
                   }()});
    case ClockState::running: return row.due ? Text{row.due->text(), row.due->text()} : Text{};
    case ClockState::none: return say("no rule", "无规则");
    }
    return {};
}

Result<int> tell_clocks(Context& context, const ClockRequest& request)
{
    Output& output = context.output;
    Retaining retaining(*context.archive);
    TRY_ASSIGN(const auto wound, retaining.wind(false));
    static_cast<void>(wound);
    TRY_ASSIGN(const ClockPart part, retaining.list(request));
    if (context.options.json) {
        Json all = Json::array();
        for (const auto& row : part.rows) all.push(json_of(row));
        output.json(Json::object().set("total", part.total).set("records", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const auto& row : part.rows)
        table.row({output.pick(state_text(row)), output.bold(row.code.text()), std::string(text_of(row.grade)), row.rule,
                   row.held ? output.marked(output.pick(say("on hold", "冻结"))) : std::string(), output.shown(row.title)});
    table.print(output);
    if (part.rows.empty()) output.remark(say("There are none.", "没有。"));
    tell_rest(output, request.offset, part.rows.size(), part.total);
    return exit_ok;
}

Result<ClockRequest> request_of(const Options& options)
{
    ClockRequest request;
    request.category = options.metadata.category.value_or("");
    request.limit = options.limit.value_or(100);
    request.offset = options.offset;
    if (options.retention.from) {
        TRY_ASSIGN(request.due_from, Date::parse(*options.retention.from));
    }
    if (options.retention.until) {
        TRY_ASSIGN(request.due_until, Date::parse(*options.retention.until));
    }
    return request;
}

}  // namespace

Result<int> run_retention_show(Context& context)
{
    Output& output = context.output;
    Retaining retaining(*context.archive);
    Holding holding(*context.archive);
    const Date today = retaining.today();
    for (const auto& word : context.options.arguments) {
        TRY_ASSIGN(const auto code, ReferenceCode::parse(word));
        TRY_ASSIGN(const RetentionClock clock, retaining.clock(code));
        TRY_ASSIGN(const auto holds, holding.over(code));
        TRY_ASSIGN(const auto events, retaining.events(code, false));
        const auto early = before_paper(clock, events);
        TRY_ASSIGN(const Record record, context.archive->record(code));
        TRY_ASSIGN(const std::string unmeant,
                   NumberBook(*context.archive).unmeant_retention(record.code, record.metadata.category));
        if (context.options.json) {
            Json json = json_of(output, clock, today, holds);
            json.set("before_paper", json_of(early));
            json.set("unmeant_retention", unmeant.empty() ? Json() : Json(unmeant));
            output.json(json);
            continue;
        }
        output.line(output.shown(output.pick(explanation(clock, today))));
        if (early)
            output.line(say("  What was told of {} is before this paper, and does not count for it.",
                            "  已登记的 {} 早于本件,对本件不计。", {early->text()}));
        if (!unmeant.empty()) output.line(output.marked(output.pick(unmeant_retention_text(code.text(), unmeant))));
        for (std::size_t i = 1; i < clock.candidates.size(); ++i) {
            const auto& one = clock.candidates[i];
            const Text until = one.wound.due ? Text{one.wound.due->text(), one.wound.due->text()}
                               : one.wound.state == ClockState::permanent ? say("permanent", "永久")
                                                                          : say("not known yet", "未定");
            output.line(say(one.yields ? "  set aside for a rule of its type or grade: rule {}, {}: {}"
                                       : "  also weighed: rule {}, {}: {}",
                            one.yields ? "  让位于其类型或重要性的规则:规则 {},{}:{}" : "  另有:规则 {},{}:{}",
                            {one.rule.code, one.rule.period.text(), until}));
        }
        for (const auto& number : holds) {
            TRY_ASSIGN(const Hold hold, holding.hold(number));
            output.line(output.marked(output.pick(
                say("  on hold {}: {} ({}): it must not be destroyed or changed, whatever the rules say",
                    "  已冻结 {}:{}({}):无论期限如何,不得销毁或修改", {hold.number, hold.reason, hold.authority}))));
        }
    }
    return exit_ok;
}

Result<int> run_retention_list(Context& context)
{
    TRY_ASSIGN(ClockRequest request, request_of(context.options));
    if (!context.options.retention.state.empty()) request.state = clock_state(context.options.retention.state);
    if (context.options.retention.held) request.held = true;
    return tell_clocks(context, request);
}

Result<int> run_retention_due(Context& context)
{
    TRY_ASSIGN(ClockRequest request, request_of(context.options));
    if (!request.due_until) request.due_until = Retaining(*context.archive).today();
    return tell_clocks(context, request);
}

Result<int> run_retention_summary(Context& context)
{
    Output& output = context.output;
    Retaining retaining(*context.archive);
    TRY_ASSIGN(const auto wound, retaining.wind(false));
    static_cast<void>(wound);
    TRY_ASSIGN(const ClockTally tally, retaining.tally());
    TRY_ASSIGN(const auto years, retaining.due_by_year(1, 9999));
    if (context.options.json) {
        Json by_year = Json::array();
        for (const auto& year : years)
            by_year.push(std::move(Json::object()
                                       .set("year", year.year)
                                       .set("records", year.records)
                                       .set("held", year.held)
                                       .set("grade_a", year.grade_a)));
        output.json(Json::object()
                        .set("permanent", tally.permanent)
                        .set("waiting", tally.waiting)
                        .set("running", tally.running)
                        .set("none", tally.none)
                        .set("overdue", tally.overdue)
                        .set("held", tally.held)
                        .set("by_year", std::move(by_year)));
        return exit_ok;
    }
    Table table;
    const auto row = [&](const Text& label, std::int64_t number) {
        table.row({output.pick(label), std::to_string(number)});
    };
    row(say("Kept for ever", "永久"), tally.permanent);
    row(say("Counting", "计时中"), tally.running);
    row(say("  of these due", "  其中已到期"), tally.overdue);
    row(say("Waiting for an event", "待事项"), tally.waiting);
    row(say("Without a rule", "无规则"), tally.none);
    row(say("On hold", "冻结"), tally.held);
    table.print(output);
    if (years.empty()) return exit_ok;
    output.line("");
    Table by_year;
    by_year.row({output.pick(say("Due in", "到期年度")), output.pick(say("records", "件")),
                 output.pick(say("on hold", "冻结")), output.pick(say("grade A", "重要 A"))});
    for (const auto& year : years)
        by_year.row({std::to_string(year.year), std::to_string(year.records), std::to_string(year.held),
                     std::to_string(year.grade_a)});
    by_year.print(output);
    return exit_ok;
}

Result<int> run_retention_wind(Context& context)
{
    TRY_ASSIGN(const auto wound, Retaining(*context.archive).wind(context.options.retention.all));
    context.output.line(say("{} clocks were wound.", "已计算 {} 件的期限。", {wound}));
    return exit_ok;
}

Result<int> run_event_add(Context& context)
{
    const Options& options = context.options;
    RetentionEvent event;
    TRY_ASSIGN(event.trigger, parse_retention_trigger(options.arguments[0]));
    TRY_ASSIGN(event.day, Date::parse(options.arguments[1]));
    event.note = options.retention.note.value_or("");
    event.before_papers = options.retention.before_papers;
    struct Target {
        EventScope scope;
        std::string name;
    };
    std::vector<Target> targets;
    for (std::size_t i = 2; i < options.arguments.size(); ++i) targets.push_back({EventScope::record, options.arguments[i]});
    for (const auto& folder : options.retention.folders) targets.push_back({EventScope::folder, folder});
    for (const auto& party : options.retention.parties) targets.push_back({EventScope::party, party});
    for (const auto& project : options.retention.projects) targets.push_back({EventScope::project, project});
    if (targets.empty())
        return error(ErrorKind::usage, say("It is not said of what", "未说明对象"))
            .with_hint(say("Name records, or give --folder, --party or --project.",
                           "请给出档号,或用 --folder、--party、--project。"));
    Retaining retaining(*context.archive);
    int code = exit_ok;
    for (const auto& target : targets) {
        event.scope = target.scope;
        event.target = target.name;
        const auto added = retaining.add_event(event);
        if (!added.ok()) {
            if (targets.size() == 1) return added.error();
            context.output.problem(added.error());
            code = exit_partial;
            continue;
        }
        const auto later = added->later_papers;
        if (options.json)
            context.output.json(
                Json::object().set("number", added->number).set("target", target.name).set("later_papers", later));
        else
            context.output.line(
                say("{}: {} on {}, {}", "{}:{} {},{}",
                    {added->number, text_of(event.trigger), event.day->text(), context.output.shown(target.name)}));
        if (later > 0 && !options.json)
            context.output.remark(say(
                "It does not count for {} {paper that is|papers that are} later than it. If it does end their time, too, "
                "tell it again with --before-papers, or of each of them.",
                "晚于该日的 {} 件不计在内。如确应计入,请加 --before-papers 再登记一次,或逐件登记。", {later}));
    }
    return code;
}

Result<int> run_event_list(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    std::optional<ReferenceCode> code;
    if (!options.arguments.empty()) {
        TRY_ASSIGN(code, ReferenceCode::parse(options.arguments.front()));
    }
    TRY_ASSIGN(const auto events, Retaining(*context.archive).events(code, options.retention.all));
    if (options.json) {
        Json all = Json::array();
        for (const auto& event : events)
            all.push(std::move(Json::object()
                                   .set("number", event.id)
                                   .set("event", name_of(event.trigger))
                                   .set("day", json_of(event.day))
                                   .set("scope", name_of(event.scope))
                                   .set("target", event.target)
                                   .set("note", event.note)
                                   .set("before_papers", event.before_papers)
                                   .set("at", to_iso8601(event.at))
                                   .set("actor", event.actor)
                                   .set("withdrawn", event.withdrawn.empty() ? Json() : Json(event.withdrawn))));
        output.json(Json::object().set("events", std::move(all)));
        return exit_ok;
    }
    Table table;
    for (const auto& event : events)
        table.row({std::to_string(event.id), event.day->text(), output.pick(text_of(event.trigger)),
                   output.shown(event.target), output.shown(event.note),
                   event.withdrawn.empty()
                       ? std::string()
                       : output.pick(say("withdrawn: {}", "已撤回:{}", {output.shown(event.withdrawn)}))});
    table.print(output);
    if (events.empty()) output.remark(say("There are none.", "没有。"));
    return exit_ok;
}

Result<int> run_event_withdraw(Context& context)
{
    const std::string& word = context.options.arguments.front();
    if (word.empty() || word.size() > 18 || word.find_first_not_of("0123456789") != std::string::npos)
        return error(ErrorKind::usage, say("Not the number of an event: {}", "不是事项编号:{}", {word}))
            .with_hint(say("fonds event list shows them.", "可用 fonds event list 查看。"));
    TRY(Retaining(*context.archive).withdraw_event(std::stoll(word), context.options.reason));
    context.output.line(say("Event {} does not count any more.", "事项 {} 已撤回。", {word}));
    return exit_ok;
}

}  // namespace fonds::cli
