// SPDX-License-Identifier: GPL-3.0-or-later
// list, show, get, open: records and their bytes.
#include "archive/deduplicating.hpp"
#include "archive/disposing.hpp"
#include "archive/number_book.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/field_names.hpp"
#include "cli/made_copy.hpp"
#include "cli/place_views.hpp"
#include "cli/record_display.hpp"
#include "cli/viewing.hpp"
#include "cli/views.hpp"

namespace fonds::cli {

namespace {

/// A file name for a component: the code, and the suffix the file came with.
std::string export_name(const Record& record, ComponentNumber number)
{
    std::string name = record.code.file_name();
    if (number > 0) name += "_" + std::to_string(number);
    const std::string& original = record.components.at(number).file_name;
    const auto dot = original.find_last_of('.');
    if (dot != std::string::npos && dot > 0 && original.size() - dot <= 8 && original.find('/', dot) == std::string::npos)
        name += original.substr(dot);
    return name;
}

Result<Record> record_with_component(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    TRY_ASSIGN(Record record, context.archive->record(code));
    if (record.components.empty()) {
        TRY_ASSIGN(const auto stone, NumberBook(*context.archive).tombstone(code));
        if (stone && stone->kind != Tombstone::Kind::merged)
            return error(ErrorKind::not_found, stone->kind == Tombstone::Kind::destroyed
                                                   ? say("{} was destroyed", "{} 已销毁", {code.text()})
                                                   : say("{} was transferred", "{} 已移交", {code.text()}))
                .with_hint(say("fonds show {} tells when, by whom and in which case.",
                               "可用 fonds show {} 查看时间、经办人与案号。", {code.text()}))
                .at(code.text());
        return error(ErrorKind::not_found,
                     say("{} is of paper alone: it has no file", "{} 仅有纸质原件,没有文件", {code.text()}))
            .with_hint(say("fonds attach {} FILE adds its scan.", "可用 fonds attach {} 文件 补充扫描件。", {code.text()}))
            .at(code.text());
    }
    if (context.options.component >= record.components.size())
        return error(ErrorKind::not_found,
                     say(record.components.size() == 1 ? "{} has {} component" : "{} has {} components",
                         "{} 只有 {} 个数字对象", {code.text(), record.components.size()}))
            .with_hint(say("fonds show {} lists them.", "fonds show {} 可列出全部。", {code.text()}));
    return record;
}

/// A category, and a folder, is read as it grew.
ListOrder order_of(const std::string& sort, bool of_one_category)
{
    if (sort == "code") return ListOrder::code;
    if (sort == "date") return ListOrder::date;
    if (sort == "oldest" || (sort.empty() && of_one_category)) return ListOrder::chronological;
    return ListOrder::newest;
}

}  // namespace

Result<int> run_list(Context& context)
{
    const Options& options = context.options;
    ListRequest request;
    request.category = options.metadata.category.value_or("");
    request.folder = options.metadata.folder.value_or("");
    request.party = options.metadata.party.value_or("");
    if (!options.metadata.tags.empty()) request.tag = options.metadata.tags.front();
    if (options.metadata.grade) {
        TRY_ASSIGN(request.grade, parse_grade(*options.metadata.grade));
    }
    request.year = options.list.year;
    request.order = order_of(options.list.sort, !request.category.empty() || !request.folder.empty());
    request.limit = options.limit.value_or(50);
    request.offset = options.offset;
    TRY_ASSIGN(const auto records, context.archive->list(request));
    TRY_ASSIGN(const auto total, context.archive->count(request));
    if (options.json) {
        Json all = Json::array();
        for (const auto& record : records) all.push(json_of(record));
        context.output.json(Json::object().set("records", std::move(all)).set("total", total));
        return exit_ok;
    }
    print_records(context.output, records);
    tell_rest(context.output, request.offset, records.size(), total);
    return exit_ok;
}

namespace {

/// What became of a record that is no more.
Json json_of(const Tombstone& stone)
{
    const bool merged = stone.kind == Tombstone::Kind::merged;
    const bool transferred = stone.kind == Tombstone::Kind::transferred;
    return std::move(Json::object()
                         .set("kind", merged        ? "merged"
                                      : transferred ? "transferred"
                                                    : "destroyed")
                         .set("into", merged ? Json(stone.merged_into.text()) : Json())
                         .set("reason", stone.reason)
                         .set("case", stone.case_number.empty() ? Json() : Json(stone.case_number))
                         .set("elsewhere", stone.elsewhere)
                         .set("at", stone.day_known ? Json(to_iso8601(stone.at)) : Json())
                         .set("actor", stone.actor.empty() ? Json() : Json(stone.actor)));
}

void tell(Output& output, const NumberBook& numbers, const Tombstone& stone)
{
    const std::string at = stone.day_known ? numbers.day_of(stone.at).text()
                                           : output.pick(say("a day not known", "日期不详")),
                      who = stone.actor.empty() ? output.pick(say("somebody not known", "经办人不详"))
                                                : output.shown(stone.actor),
                      in_case = stone.case_number.empty() || stone.reason.starts_with(stone.case_number)
                                    ? std::string()
                                    : " (" + output.shown(stone.case_number) + ")",
                      why = output.shown(stone.reason) + in_case;
    output.line(output.marked(output.pick(
        stone.kind == Tombstone::Kind::merged
            ? say("Merged into {} on {} by {}: {}", "已并入 {}({},{}):{}", {stone.merged_into.text(), at, who, why})
        : stone.kind == Tombstone::Kind::transferred
            ? say("Transferred on {} by {}: {}", "已移交({},{}):{}", {at, who, why})
            : say("Destroyed on {} by {}: {}", "已销毁({},{}):{}", {at, who, why}))));
    if (stone.elsewhere)
        output.remark(say("Told by the archive that the number came from.", "以上为移入档号的原档案库所载。"));
}

/// A number that has no record yet tells so instead of being unknown.
Error no_record_yet(const Output& output, const NumberBook& numbers, const HeldNumber& held)
{
    const std::string since = numbers.day_of(held.at).text(), note = output.shown(held.note);
    if (held.is_void)
        return error(ErrorKind::not_found, note.empty() ? say("{} is void", "{} 已作废", {held.code.text()})
                                                        : say("{} is void ({})", "{} 已作废({})", {held.code.text(), note}))
            .at(held.code.text());
    return error(ErrorKind::not_found, say("{} is reserved since {} for category {}, and no record has it yet",
                                           "{} 自 {} 起预留(门类 {}),尚未使用", {held.code.text(), since, held.category}))
        .with_hint(
            say("fonds file --code {} files a document under it.", "可用 fonds file --code {} 归档。", {held.code.text()}))
        .at(held.code.text());
}

}  // namespace

Result<int> run_show(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    NumberBook numbers(*context.archive);
    auto found = context.archive->record(code);
    if (!found.ok() && found.error().kind == ErrorKind::not_found) {
        TRY_ASSIGN(const auto held, numbers.held(code));
        if (held) return no_record_yet(context.output, numbers, *held);
    }
    TRY_ASSIGN(const Record record, std::move(found));
    TRY_ASSIGN(const auto tombstone, numbers.tombstone(code));
    Deduplicating doubles(*context.archive);
    TRY_ASSIGN(const auto merged, doubles.merged_into(record.code));
    std::vector<FieldChange> history;
    if (context.options.history) {
        TRY_ASSIGN(history, context.archive->history(code));
    }
    if (context.options.json) {
        Json json = json_of(record);
        const auto place = Placing(*context.archive).whereabouts({"", record.code.text()});
        json.set("place", place.ok() ? json_of(*place) : Json());
        const auto lost = Lending(*context.archive).lost_pages(PaperName{"", record.code.text()});
        json.set("pages_lost", lost_pages_json(lost.ok() ? *lost : std::vector<Loan>()));
        if (tombstone) json.set("tombstone", json_of(*tombstone));
        if (context.options.history) {
            Json changes = Json::array();
            for (const auto& change : history) changes.push(json_of(change));
            json.set("history", std::move(changes));
        }
        if (tombstone && tombstone->kind == Tombstone::Kind::merged) json.set("merged_into", tombstone->merged_into.text());
        if (!merged.empty()) {
            Json codes = Json::array();
            for (const auto& each : merged) codes.push(each.text());
            json.set("merged", std::move(codes));
        }
        context.output.json(json);
        return exit_ok;
    }
    if (tombstone) tell(context.output, numbers, *tombstone);
    if (tombstone && record.metadata.title == "—" &&
        (tombstone->elsewhere || tombstone->kind == Tombstone::Kind::destroyed)) {
        context.output.line(record.code.text() +
                            (tombstone->title.empty() ? "" : "  " + context.output.shown(tombstone->title)));
        return exit_ok;
    }
    show_record(context, record);
    if (!tombstone) {
        TRY_ASSIGN(const auto open, Disposing(*context.archive).case_of(record.code));
        if (open) context.output.line(context.output.pick(say("  in case {}", "  在鉴定销毁案 {} 中", {*open})));
    }
    for (const auto& each : merged)
        context.output.line(context.output.pick(say("  {} was merged into it", "  {} 已并入此件", {each.text()})));
    for (const auto& change : history) {
        const auto value = [&](const std::string& said) {
            return context.output.shown(context.output.pick(value_text(change.field, said)));
        };
        context.output.line("  " + to_iso8601(change.at) + "  " + context.output.shown(change.actor) + "  " +
                            context.output.pick(field_text(change.field)) + ": " + value(change.before) + " → " +
                            value(change.after));
    }
    return exit_ok;
}

Result<int> run_get(Context& context)
{
    TRY_ASSIGN(const Record record, record_with_component(context));
    const Options& options = context.options;
    if (options.stamped || options.searchable) return get_made(context, record);
    if (options.output == "-") {
        TRY(context.archive->read(record.code, options.component, [&](std::string_view bytes) {
            context.output.raw(bytes);
            return Result<void>();
        }));
        return exit_ok;
    }
    const std::string path = options.output.empty() ? export_name(record, options.component) : options.output;
    TRY(context.archive->save(record.code, options.component, path, options.force));
    context.output.line(record.code.text() + " → " + context.output.shown(path));
    return exit_ok;
}

Result<int> run_open(Context& context)
{
    TRY_ASSIGN(const Record record, record_with_component(context));
    TRY(view_copy(export_name(record, context.options.component), [&](const std::string& path) {
        return context.archive->save(record.code, context.options.component, path, false);
    }));
    return exit_ok;
}

}  // namespace fonds::cli
