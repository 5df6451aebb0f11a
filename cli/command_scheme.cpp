// SPDX-License-Identifier: GPL-3.0-or-later
// category, party.
#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>

#include "archive/scheme_book.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"
#include "cli/work_display.hpp"
#include "schema/model/grade_rule.hpp"

namespace fonds::cli {

namespace {

template <class Thing>
Result<int> tell(Context& context, const Thing& thing, std::vector<std::string> cells)
{
    if (context.options.json) {
        context.output.json(json_of(thing));
    } else {
        Table table;
        table.row(std::move(cells));
        table.print(context.output);
    }
    return exit_ok;
}

template <class Thing, class Cells>
Result<int> tell_all(Context& context, const char* name, const std::vector<Thing>& things, Cells cells,
                     std::optional<std::int64_t> total = std::nullopt)
{
    if (context.options.json) {
        Json all = Json::array();
        for (const auto& thing : things) all.push(json_of(thing));
        Json json = Json::object();
        json.set(name, std::move(all));
        if (total) json.set("total", *total);
        context.output.json(json);
        return exit_ok;
    }
    Table table;
    for (const auto& thing : things) table.row(cells(context.output, thing));
    table.print(context.output);
    return exit_ok;
}

/// When it takes documents; empty: always.
std::string term_of(Output& output, const Category& category)
{
    std::string term;
    if (category.effective_from) term = output.pick(say("from {}", "自 {} 起", {category.effective_from->text()}));
    if (category.effective_until)
        term += (term.empty() ? "" : " ") + output.pick(say("until {}", "至 {} 止", {category.effective_until->text()}));
    return term;
}

std::vector<std::string> cells_of(Output& output, const Category& category)
{
    const std::string& name =
        output.language() == Language::chinese || category.name_en.empty() ? category.name_zh : category.name_en;
    return {category.code,
            output.shown(name),
            category.retention,
            std::string(text_of(category.default_grade)),
            std::to_string(category.records),
            category.code_template,
            category.auto_accept ? output.pick(say("auto", "自动")) : std::string(),
            term_of(output, category)};
}

std::vector<std::string> cells_of(Output& output, const Party& party)
{
    std::string aliases = party.aliases;
    std::ranges::replace(aliases, '\n', ';');
    return {output.shown(party.name), party.initials, std::to_string(party.records), output.shown(aliases),
            output.shown(party.note)};
}

/// What its grades mean, what gives them, and which papers its records should have.
void print_demands(Output& output, const Category& category)
{
    Table table;
    const bool in_chinese = output.language() == Language::chinese;
    for (const Grade grade : {Grade::A, Grade::B, Grade::C}) {
        const std::string wanted = meaning_of(grade, in_chinese ? category.grade_meanings_zh : category.grade_meanings_en);
        const std::string other = meaning_of(grade, in_chinese ? category.grade_meanings_en : category.grade_meanings_zh);
        if (const std::string& meaning = wanted.empty() ? other : wanted; !meaning.empty())
            table.row({"  " + output.pick(say("grade {}", "重要性 {}", {text_of(grade)})), output.shown(meaning)});
    }
    for (const std::string& rule : lines_in(category.grade_rules))
        table.row({"  " + output.pick(say("rule", "规则")), output.shown(rule)});
    for (const std::string& name : lines_in(category.expects))
        table.row({"  " + output.pick(say("expects", "应有")), output.shown(name)});
    if (category.mixed_folders)
        table.row({"  " + output.pick(say("folders", "案卷")),
                   output.pick(say("may mix years and retention periods", "可混放不同年度或保管期限"))});
    table.print(output);
}

constexpr auto cells = [](Output& output, const auto& thing) { return cells_of(output, thing); };

Result<CategoryEdit> category_edit(const Options& options)
{
    const auto& said = options.scheme;
    CategoryEdit edit;
    edit.name_zh = said.name_zh;
    edit.name_en = said.name_en;
    edit.retention = said.retention;
    edit.scope_note = said.scope;
    if (options.metadata.grade) {
        TRY_ASSIGN(edit.default_grade, parse_grade(*options.metadata.grade));
    }
    if (said.code_template) {
        TRY_ASSIGN(const CodeTemplate checked, CodeTemplate::parse(*said.code_template));
        edit.code_template = checked.text();
    }
    if (!said.numbering.empty()) edit.numbering = numbering_named(said.numbering == "template" ? "" : said.numbering);
    edit.parent = said.parent;
    const auto day = [](const std::optional<std::string>& text, std::optional<std::optional<Date>>& wanted) -> Result<void> {
        if (!text) return {};
        wanted.emplace();
        if (text->empty()) return {};
        TRY_ASSIGN(*wanted, Date::parse(*text));
        return {};
    };
    TRY(day(said.effective_from, edit.effective_from));
    TRY(day(said.effective_until, edit.effective_until));
    if (!said.auto_accept.empty()) edit.auto_accept = said.auto_accept == "yes";
    if (!said.mixed.empty()) edit.mixed_folders = said.mixed == "yes";
    edit.grade_meanings_zh = said.meaning_zh;
    edit.grade_meanings_en = said.meaning_en;
    edit.grade_rules = said.grade_rules;
    edit.expects = said.expects;
    return edit;
}

/// Names parted by semicolons of either width, or by line ends.
std::string one_a_line(std::string_view names)
{
    constexpr std::string_view wide = "；";
    std::string lines;
    for (std::size_t at = 0; at < names.size();) {
        const bool is_wide = names.substr(at).starts_with(wide);
        const bool parts = is_wide || names[at] == ';' || names[at] == '\r';
        lines += parts ? '\n' : names[at];
        at += is_wide ? wide.size() : 1;
    }
    return lines;
}

PartyEdit party_edit(const Options& options)
{
    PartyEdit edit;
    edit.name = options.scheme.name;
    edit.note = options.scheme.note;
    edit.aliases = options.scheme.aliases;
    if (edit.aliases) edit.aliases = one_a_line(*edit.aliases);
    return edit;
}

}  // namespace

Result<int> run_category_add(Context& context)
{
    TRY_ASSIGN(const CategoryEdit said, category_edit(context.options));
    const Category category = new_category(canonical_category_code(context.options.arguments.at(0)), said, "");
    TRY(context.archive->add_category(category));
    TRY_ASSIGN(const Category made, context.archive->category(category.code));
    return tell(context, made, cells_of(context.output, made));
}

Result<int> run_category_edit(Context& context)
{
    TRY_ASSIGN(const CategoryEdit edit, category_edit(context.options));
    const std::string& code = context.options.arguments.at(0);
    const std::string& reason = context.options.retention.forced;
    TRY_ASSIGN(const Category category, reason.empty() ? context.archive->edit_category(code, edit)
                                                       : SchemeBook(*context.archive).edit_forced(code, edit, reason));
    return tell(context, category, cells_of(context.output, category));
}

Result<int> run_category_list(Context& context)
{
    TRY_ASSIGN(const auto all, context.archive->categories());
    std::vector<Category> tree;
    std::vector<std::size_t> levels;
    const std::function<void(const std::string&, std::size_t)> below = [&](const std::string& parent, std::size_t level) {
        for (const Category& category : all) {
            if (category.parent != parent) continue;
            tree.push_back(category);
            levels.push_back(level);
            below(category.code, level + 1);
        }
    };
    below("", 0);
    return tell_all(context, "categories", tree,
                    [&, next = std::size_t{0}](Output& output, const Category& category) mutable {
                        auto row = cells_of(output, category);
                        row.front().insert(0, 2 * levels[next++], ' ');
                        return row;
                    });
}

Result<int> run_category_show(Context& context)
{
    TRY_ASSIGN(const Category category, context.archive->category(context.options.arguments.at(0)));
    auto shown = cells_of(context.output, category);
    shown.push_back(context.output.shown(category.scope_note));
    TRY(tell(context, category, std::move(shown)));
    if (!context.options.json) print_demands(context.output, category);
    return exit_ok;
}

Result<int> run_party_add(Context& context)
{
    Party party;
    party.name = context.options.arguments.at(0);
    const PartyEdit said = party_edit(context.options);
    party.note = said.note.value_or("");
    party.aliases = said.aliases.value_or("");
    TRY(context.archive->add_party(party));
    TRY_ASSIGN(const Party made, context.archive->party(party.name));
    return tell(context, made, cells_of(context.output, made));
}

Result<int> run_party_edit(Context& context)
{
    WorkDisplay display(context.output);
    const PartyEdit edit = party_edit(context.options);
    TRY_ASSIGN(const Party before, context.archive->party(context.options.arguments.at(0)));
    TRY_ASSIGN(const auto changed, context.archive->edit_party(before.name, edit, display));
    TRY(tell(context, changed.now, cells_of(context.output, changed.now)));
    if (before.name != changed.now.name && !edit.aliases)
        context.output.remark(say("{} stays as an alias.", "{} 保留为别名。", {context.output.shown(before.name)}));
    return tell_searchable(context.output, changed.not_searchable);
}

Result<int> run_party_list(Context& context)
{
    TRY_ASSIGN(const auto all, context.archive->parties(context.options.limit.value_or(50), context.options.offset));
    TRY_ASSIGN(const auto total, context.archive->party_count());
    TRY(tell_all(context, "parties", all, cells, total));
    if (!context.options.json) tell_rest(context.output, context.options.offset, all.size(), total);
    return exit_ok;
}

Result<int> run_party_show(Context& context)
{
    TRY_ASSIGN(const Party party, context.archive->party(context.options.arguments.at(0)));
    return tell(context, party, cells_of(context.output, party));
}

}  // namespace fonds::cli
