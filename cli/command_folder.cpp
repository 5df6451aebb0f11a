// SPDX-License-Identifier: GPL-3.0-or-later
// folder: what papers lie in, and in which order.
#include "archive/foldering.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/place_views.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

std::string days_of(const Folder& folder)
{
    if (!folder.first) return {};
    if (folder.first == folder.last) return folder.first->text();
    return folder.first->text() + "–" + folder.last->text();
}

/// 12/30: how many there are, of how many there is room for.
std::string of_room(std::int64_t count, std::int64_t most)
{
    return most > 0 ? std::to_string(count) + "/" + std::to_string(most) : std::to_string(count);
}

std::vector<std::string> cells_of(Output& output, const Folder& folder)
{
    return {folder.category_code,
            output.shown(folder.number),
            output.pick(folder.open ? say("open", "未封卷") : say("closed", "已封卷")),
            of_room(folder.records, folder.most_pieces),
            days_of(folder),
            output.shown(folder.period),
            output.shown(folder.title)};
}

void print_folder(Context& context, const Folder& folder)
{
    Table table;
    table.row(cells_of(context.output, folder));
    table.print(context.output);
}

Json number_or_null(std::int64_t number)
{
    return number > 0 ? Json(number) : Json();
}

Json json_of_contents(const FolderContents& contents)
{
    const FolderFill& fill = contents.fill;
    Json items = Json::array();
    std::int64_t number = 0;
    for (const FolderItem& item : contents.items)
        items.push(std::move(Json::object()
                                 .set("item", ++number)
                                 .set("code", item.code.text())
                                 .set("title", item.title)
                                 .set("date", item.date ? Json(item.date->text()) : Json())
                                 .set("grade", text_of(item.grade))
                                 .set("pages", number_or_null(item.pages))
                                 .set("page_from", number_or_null(item.range.first))
                                 .set("page_to", number_or_null(item.range.last))
                                 .set("lent", item.lent)));
    Json json = json_of(contents.folder);
    json.set("pages", fill.pages).set("uncounted", fill.uncounted).set("thickness", fill.spine);
    json.set("contents", std::move(items));
    return json;
}

Text fill_text(const FolderContents& contents)
{
    const FolderFill& fill = contents.fill;
    const std::string pieces = of_room(fill.pieces, contents.folder.most_pieces),
                      pages = of_room(fill.pages, contents.folder.most_pages);
    Text text;
    text.en = fonds::fill("{} {}, {} {}, about {} mm",
                          {pieces, pieces == "1" ? "record" : "records", pages, pages == "1" ? "page" : "pages",
                           of_room(fill.spine, contents.folder.spine)});
    text.zh = fonds::fill("{} 件,{} 页,约厚 {} 毫米", {pieces, pages, of_room(fill.spine, contents.folder.spine)});
    if (fill.uncounted > 0) {
        text.en += fonds::fill("; the pages of {} {record is|records are} not known", {fill.uncounted});
        text.zh += fonds::fill(";{} 件页数不明", {fill.uncounted});
    }
    return text;
}

int print_contents(Context& context, const FolderContents& contents)
{
    Output& output = context.output;
    const PaperName paper{contents.folder.category_code, contents.folder.number};
    const auto place = Placing(*context.archive).whereabouts(paper);
    Lending lending(*context.archive);
    const auto lost = lending.lost_pages(paper);
    if (context.options.json) {
        Json json = json_of_contents(contents);
        json.set("place", place.ok() ? json_of(*place) : Json());
        json.set("pages_lost", lost_pages_json(lost.ok() ? *lost : std::vector<Loan>()));
        output.json(json);
        return exit_ok;
    }
    print_folder(context, contents.folder);
    // Its papers may lie in places of their own instead.
    if (place.ok() && (!place->path.empty() || place->loan)) output.line(where_text(output, *place));
    output.line(fill_text(contents));
    for (const Text& text : excesses(contents.folder, contents.fill)) output.remark(text);
    if (lost.ok())
        for (const Loan& loan : *lost) output.line(output.marked(output.pick(lost_pages_text(output, lending, loan))));
    Table table;
    std::size_t number = 0;
    for (const FolderItem& item : contents.items)
        table.row({std::to_string(++number), item.code.text(), item.date ? item.date->text() : "",
                   std::string(text_of(item.grade)), item.range.text(),
                   item.pages > 0 ? output.pick(say("{} p.", "{} 页", {item.pages})) : "",
                   item.lent ? output.pick(say("on loan", "借出")) : "", output.shown(item.title)});
    table.print(output);
    return exit_ok;
}

int tell_moved(Context& context, const FolderMove& done)
{
    Output& output = context.output;
    if (context.options.json) {
        Json moved = Json::array();
        for (const MovedRecord& each : done.moved)
            moved.push(std::move(Json::object()
                                     .set("code", each.code.text())
                                     .set("from", each.from.empty() ? Json() : Json(each.from))
                                     .set("to", each.to)));
        output.json(Json::object().set("folder", json_of(done.folder)).set("moved", std::move(moved)));
    } else {
        for (const MovedRecord& each : done.moved)
            output.line(each.code.text() + "  " + output.shown(each.from) + " → " + output.shown(each.to));
        output.remark(
            say(done.moved.size() == 1 ? "{} record moved." : "{} records moved.", "移动了 {} 件。", {done.moved.size()}));
    }
    return tell_searchable(output, done.not_searchable);
}

/// The arguments from `first` on as reference codes.
Result<std::vector<ReferenceCode>> codes_from(const std::vector<std::string>& arguments, std::size_t first)
{
    std::vector<ReferenceCode> codes;
    for (std::size_t i = first; i < arguments.size(); ++i) {
        TRY_ASSIGN(auto code, ReferenceCode::parse(arguments[i]));
        codes.push_back(std::move(code));
    }
    return codes;
}

Result<FolderEdit> edit_of(const Options& options)
{
    const auto& said = options.scheme;
    if (said.open && said.close)
        return error(ErrorKind::usage, say("A folder cannot be both opened and closed", "不能同时封卷和启封"))
            .with_hint(say("Say --open or --close.", "请只用 --open 或 --close。"));
    FolderEdit edit;
    edit.title = said.title;
    edit.period = said.period;
    edit.most_pieces = said.most_pieces;
    edit.most_pages = said.most_pages;
    edit.spine = said.spine;
    if (!said.mixed.empty()) edit.mixed = said.mixed == "yes";
    if (said.close) edit.open = false;
    if (said.open) edit.open = true;
    edit.reason = options.reason;
    return edit;
}

}  // namespace

Result<int> run_folder_add(Context& context)
{
    TRY_ASSIGN(const FolderEdit said, edit_of(context.options));
    Folder folder;
    folder.category_code = context.options.arguments.at(0);
    folder.number = context.options.arguments.at(1);
    folder.title = said.title.value_or("");
    folder.period = said.period.value_or("");
    folder.most_pieces = said.most_pieces.value_or(0);
    folder.most_pages = said.most_pages.value_or(0);
    folder.spine = said.spine.value_or(0);
    folder.mixed = said.mixed.value_or(false);
    TRY(context.archive->add_folder(folder));
    TRY_ASSIGN(const Folder made, context.archive->folder(folder.category_code, folder.number));
    print_folder(context, made);
    return exit_ok;
}

Result<int> run_folder_edit(Context& context)
{
    TRY_ASSIGN(const FolderEdit edit, edit_of(context.options));
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const Folder folder, context.archive->edit_folder(arguments.at(0), arguments.at(1), edit));
    print_folder(context, folder);
    return exit_ok;
}

Result<int> run_folder_list(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const auto all, context.archive->folders(arguments.empty() ? "" : arguments.front()));
    if (context.options.json) {
        Json folders = Json::array();
        for (const Folder& folder : all) folders.push(json_of(folder));
        context.output.json(Json::object().set("folders", std::move(folders)));
        return exit_ok;
    }
    Table table;
    for (const Folder& folder : all) table.row(cells_of(context.output, folder));
    table.print(context.output);
    return exit_ok;
}

Result<int> run_folder_show(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const auto contents, Foldering(*context.archive).contents(arguments.at(0), arguments.at(1)));
    return print_contents(context, contents);
}

Result<int> run_folder_order(Context& context)
{
    const auto& arguments = context.options.arguments;
    const auto& said = context.options.scheme;
    TRY_ASSIGN(const auto codes, codes_from(arguments, 2));
    if (said.by_time != codes.empty() && !(said.number_pages && !said.by_time))
        return error(ErrorKind::usage, codes.empty() ? say("It is not said in which order", "未指明顺序")
                                                     : say("An order is by hand or by time", "顺序或由人工,或按时间"))
            .with_hint(say("Name the records in their order, or say --by-time, or --pages.",
                           "请按顺序给出档号,或用 --by-time、--pages。"));
    Foldering foldering(*context.archive);
    if (said.by_time || !codes.empty()) TRY(foldering.arrange(arguments.at(0), arguments.at(1), codes));
    if (said.number_pages) {
        WorkDisplay display(context.output);
        TRY(foldering.number_pages(arguments.at(0), arguments.at(1), display));
    }
    TRY_ASSIGN(const auto contents, foldering.contents(arguments.at(0), arguments.at(1)));
    return print_contents(context, contents);
}

Result<int> run_folder_move(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const auto codes, codes_from(arguments, 2));
    WorkDisplay display(context.output);
    TRY_ASSIGN(const auto done, Foldering(*context.archive).move(arguments.at(0), arguments.at(1), codes, display));
    return tell_moved(context, done);
}

Result<int> run_folder_split(Context& context)
{
    const auto& arguments = context.options.arguments;
    TRY_ASSIGN(const auto codes, codes_from(arguments, 3));
    WorkDisplay display(context.output);
    TRY_ASSIGN(const auto done,
               Foldering(*context.archive).split(arguments.at(0), arguments.at(1), arguments.at(2), codes, display));
    return tell_moved(context, done);
}

Result<int> run_folder_merge(Context& context)
{
    const auto& arguments = context.options.arguments;
    WorkDisplay display(context.output);
    TRY_ASSIGN(const auto done,
               Foldering(*context.archive)
                   .merge(arguments.at(0), arguments.at(1), {arguments.begin() + 2, arguments.end()}, display));
    return tell_moved(context, done);
}

}  // namespace fonds::cli
