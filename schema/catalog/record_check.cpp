// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/record_check.hpp"

#include <algorithm>
#include <set>

#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

constexpr std::int64_t largest_amount = 90'000'000'000'000'000;  // see Amount

Result<std::int64_t> ensure_tag(CatalogState& state, const std::string& name)
{
    TRY_ASSIGN(const auto known, state.db.number("SELECT id FROM tag WHERE name = ?1", {name}));
    if (known != 0) return known;
    TRY(state.db.run("INSERT INTO tag (name) VALUES (?1)", {name}));
    state.tag_names.learn(name, state.db.last_row());
    return state.db.last_row();
}

/// The tag's first spelling; nothing when there is no such tag.
Result<std::string> known_spelling(CatalogState& state, const std::string& tag)
{
    TRY_ASSIGN(auto id, state.db.number("SELECT id FROM tag WHERE name = ?1", {tag}));
    if (id != 0) return tag;
    TRY_ASSIGN(id, state.tag_names.find(state.db, tag));
    TRY_ASSIGN(auto rows, state.db.query("SELECT name FROM tag WHERE id = ?1", {id}));
    TRY_ASSIGN(const bool found, rows.next());
    return found ? rows.text(0) : std::string();
}

/// clean_name, where nothing is a name, too.
Result<std::string> name_or_nothing(std::string_view text, const Text& what)
{
    TRY_ASSIGN(std::string clean, clean_text(text, what));
    if (clean.empty()) return clean;
    return clean_name(clean, what);
}

Result<void> check_pages(const RecordMetadata& metadata)
{
    if (metadata.paper_pages < 0 || metadata.paper_pages > largest_page_number)
        return error(ErrorKind::usage, say("{} is no number of pages", "页数 {} 无效", {metadata.paper_pages}))
            .with_hint(say("Write a whole number from 0 to {}.", "请写 0 到 {} 的整数。", {largest_page_number}));
    const PageRange& range = metadata.page_range;
    if (range == PageRange() || (range.open() && range.first >= 1 && range.first <= largest_page_number) ||
        (range.first >= 1 && range.last >= range.first && range.last <= largest_page_number))
        return {};
    return error(ErrorKind::usage, say("There are no pages {} to {}", "页号 {} 至 {} 无效", {range.first, range.last}))
        .with_hint(say("Pages are counted from 1 to {}.", "页号从 1 到 {}。", {largest_page_number}));
}

/// The end follows from the pages that were counted; and one page, said as 7-7, has been counted.
void settle_pages(RecordMetadata& metadata)
{
    metadata.page_range = metadata.page_range.with(metadata.paper_pages);
    if (metadata.paper_pages == 0 && metadata.page_range.count() == 1) metadata.paper_pages = 1;
}

}  // namespace

Result<RecordMetadata> checked_metadata(RecordMetadata metadata)
{
    TRY_ASSIGN(metadata.title, clean_line(metadata.title, {"Title", "题名"}));
    if (metadata.title.empty())
        return error(ErrorKind::usage, say("A record needs a title", "件必须有题名"))
            .with_hint(say("Give it a title.", "请填写题名。"));
    TRY_ASSIGN(metadata.folder, name_or_nothing(metadata.folder, {"Folder", "案卷"}));
    TRY_ASSIGN(metadata.party, name_or_nothing(metadata.party, {"Party", "往来单位"}));
    TRY_ASSIGN(metadata.number, clean_line(metadata.number, {"Number", "编号"}));
    TRY_ASSIGN(metadata.currency, clean_line(metadata.currency, {"Currency", "币种"}));
    TRY_ASSIGN(metadata.note, clean_text(metadata.note, {"Note", "备注"}));
    TRY_ASSIGN(metadata.responsible, clean_line(metadata.responsible, {"Responsible", "责任者"}));
    TRY_ASSIGN(metadata.unit, parse_unit(metadata.unit));
    TRY_ASSIGN(metadata.project, clean_line(metadata.project, {"Project", "项目号"}));
    settle_pages(metadata);
    TRY(check_pages(metadata));
    if (!metadata.amount)
        metadata.currency.clear();
    else if (metadata.amount->hundredths >= largest_amount || metadata.amount->hundredths <= -largest_amount)
        return error(ErrorKind::usage, say("The amount is too large", "金额过大"))
            .with_hint(say("Amounts stay below 900 million million.", "金额须小于 900 万亿。"));
    if (metadata.date && !metadata.date->day().ok())
        return error(ErrorKind::usage, say("There is no such day", "日期不存在"))
            .with_hint(say("Write dates like 2024-03-05.", "日期请写成 2024-03-05 的形式。"));
    for (auto& tag : metadata.tags) {
        TRY_ASSIGN(tag, clean_name(tag, {"Tag", "标签"}));
    }
    std::ranges::sort(metadata.tags);
    const auto doubles = std::ranges::unique(metadata.tags);
    metadata.tags.erase(doubles.begin(), doubles.end());
    return metadata;
}

Result<void> check_plausible(const RecordMetadata& said, const RecordMetadata* before)
{
    if (before == nullptr || before->page_range != said.page_range || before->paper_pages != said.paper_pages)
        TRY(check_page_count(said.page_range, said.paper_pages));
    constexpr int first_year = 1000, last_year = 2999;
    if (!said.date || (before != nullptr && before->date == said.date)) return {};
    if (said.date->year() >= first_year && said.date->year() <= last_year) return {};
    return error(ErrorKind::usage, say("No paper is of the year {}: {}", "年份 {} 不合理:{}",
                                       {said.date->text().substr(0, 4), said.date->text()}))
        .with_hint(say("Look at the date again: years run from {} to {}.", "请核对日期:年份须在 {} 至 {} 之间。",
                       {first_year, last_year}));
}

Result<void> check_range_has_folder(const RecordMetadata& metadata)
{
    if (!metadata.folder.empty() || metadata.page_range.empty()) return {};
    return error(ErrorKind::usage, say("Page numbers ({}) are those of a folder, and the record is in none",
                                       "页号 {} 是案卷内的页号,而该件不在案卷中", {metadata.page_range.text()}))
        .with_hint(
            say("Name its folder, or leave the page numbers out; how many pages it has is another field, paper_pages.",
                "请给出案卷,或不填页号;有多少页请填“页数”(paper_pages)。"));
}

Result<void> refuse_tombstone(CatalogState& state, RecordId record, const ReferenceCode& code)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT kind, (SELECT code FROM record WHERE id = merged_into) FROM tombstone"
                                         " WHERE record = ?1",
                                         {raw(record)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return {};
    if (rows.view(0) == "transferred")
        return error(ErrorKind::refused, say("{} was transferred to another archive", "{} 已移交其他档案馆", {code.text()}))
            .with_hint(say("fonds show {} tells to whom.", "可用 fonds show {} 查看移交去向。", {code.text()}))
            .at(code.text());
    if (rows.view(0) != "merged")
        return error(ErrorKind::refused, say("{} was destroyed", "{} 已销毁", {code.text()})).at(code.text());
    return error(ErrorKind::refused, say("{} was merged into {}", "{} 已并入 {}", {code.text(), rows.view(1)}))
        .with_hint(say("Use {} instead, or undo it: fonds merge {} {} --undo.",
                       "请使用 {},或撤销合并:fonds merge {} {} --undo。", {rows.view(1), rows.view(1), code.text()}))
        .at(code.text());
}

Result<void> spell_tags(CatalogState& state, std::vector<std::string>& tags)
{
    std::vector<std::string> spelt;
    std::set<std::string> keys;
    for (auto& tag : tags) {
        if (!keys.insert(spelling_key(tag)).second) continue;
        TRY_ASSIGN(auto known, known_spelling(state, tag));
        spelt.push_back(known.empty() ? std::move(tag) : std::move(known));
    }
    std::ranges::sort(spelt);
    tags = std::move(spelt);
    return {};
}

Result<void> store_tags(CatalogState& state, RecordId record, const std::vector<std::string>& before,
                        const std::vector<std::string>& after)
{
    for (const auto& tag : before)
        if (std::ranges::find(after, tag) == after.end())
            TRY(state.db.run("DELETE FROM record_tag WHERE record = ?1 AND tag = (SELECT id FROM tag WHERE name = ?2)",
                             {raw(record), tag}));
    for (const auto& tag : after) {
        if (std::ranges::find(before, tag) != before.end()) continue;
        TRY_ASSIGN(const auto id, ensure_tag(state, tag));
        TRY(state.db.run("INSERT INTO record_tag (tag, record) VALUES (?1, ?2)", {id, raw(record)}));
    }
    return {};
}

std::string joined_tags(const std::vector<std::string>& tags)
{
    std::string text;
    for (const auto& tag : tags) {
        text += text.empty() ? "" : ", ";
        if (tag.find_first_of(",\"") == std::string::npos) {
            text += tag;
            continue;
        }
        text += '"';
        for (const char c : tag) text += c == '"' ? std::string("\"\"") : std::string(1, c);
        text += '"';
    }
    return text;
}

}  // namespace fonds
