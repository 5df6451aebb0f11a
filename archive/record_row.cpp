// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/record_row.hpp"

#include <algorithm>
#include <functional>

#include "archive/manifest.hpp"
#include "archive/table_columns.hpp"
#include "schema/catalog/doubles.hpp"

namespace fonds {

namespace {

/// Of the row itself, not of what is said of the record.
bool is_about_row(std::string_view column)
{
    return column.empty() || column == "code" || column == "path" || column == "location" || column == "line" ||
           column == "position" || column.starts_with("printed_") || column == "attachments" || column == "same_as" ||
           is_told_only(TableKind::records, column);
}

std::string chinese_name(std::string_view column)
{
    const auto known = std::ranges::find(manifest_columns(), column, &TableColumn::name);
    return std::string(known == manifest_columns().end() ? column : known->others.front());
}

/// Printed lists name the party where nobody said who wrote a paper, and the pages of files where nobody counted; they tell
/// so in a column beside. What somebody wrote there instead is taken.
bool only_printed(const NamedTable& table, const CsvRow& row, std::string_view column)
{
    const std::string_view printed = column == "responsible"   ? table.cell(row, "printed_responsible")
                                     : column == "paper_pages" ? table.cell(row, "printed_pages")
                                                               : std::string_view();
    return !printed.empty() && printed == table.cell(row, column);
}

/// Without its amount; nothing where too little else is said.
std::optional<std::size_t> key_of_alike(RecordMetadata said)
{
    if (!said.date || said.title.empty() || (said.number.empty() && said.party.empty())) return std::nullopt;
    said.amount.reset();
    return KnownRecords::key_of(said);
}

}  // namespace

Result<void> read_record_row(const ImportPlace& place, const CsvRow& row, RecordMetadata& said, bool& grade_given)
{
    const auto take = [&](std::string_view name) -> Result<void> {
        const std::string_view value = place.table.cell(row, name);
        if (value.empty() || is_about_row(name) || is_of_page_range(name) || only_printed(place.table, row, name)) return {};
        if (says_none(value)) {
            if (clear_metadata(said, name)) return {};
            return error(ErrorKind::usage, {fill("The {} of a record cannot be taken away", {name}),
                                            fill("件的“{}”不能清除", {chinese_name(name)})})
                .with_hint(say("Write another value, or empty the cell: then it stays as it is.",
                               "请填写其他内容,或清空该单元格(保持不变)。"));
        }
        grade_given = grade_given || name == "grade";
        if (name == "amount") said.currency.clear();  // that of the amount before
        return set_listed(said, name, text_said(value), place.table.unit(name));
    };
    for (const std::string_view name : place.table.names)
        if (name != "currency") TRY(take(name));
    TRY(take("currency"));  // above what an amount says of itself
    TRY(set_page_range(said, place.table, row));
    if (said.amount && said.currency.empty()) said.currency = place.state.config.currency;
    return {};
}

std::optional<RecordEdit> edit_of_row(const ImportPlace& place, const CsvRow& row, const RecordMetadata& before,
                                      const RecordMetadata& after)
{
    auto edit = edit_between(before, after);
    const auto& names = place.table.names;
    const bool says_pages = std::ranges::any_of(
        names, [&](std::string_view name) { return is_of_page_range(name) && !place.table.cell(row, name).empty(); });
    if (edit && edit->folder && !after.folder.empty() && says_pages) edit->page_range = after.page_range;
    return edit;
}

std::size_t KnownRecords::key_of(const RecordMetadata& said)
{
    std::string text = said.category;
    for (const std::string& part : {said.title, said.date ? said.date->text() : std::string(), said.number, said.party,
                                    said.amount ? said.amount->text() + said.currency : std::string()})
        text += '\x1F' + part;
    return std::hash<std::string>()(text);
}

Result<void> KnownRecords::read(Catalog& catalog)
{
    keys_.emplace();
    alike_.clear();
    bool is_merged = false;
    const auto learn = [&](const Likeness& one) -> Result<void> {
        RecordMetadata said;
        said.category = one.category;
        said.title = one.title;
        said.number = one.number;
        said.party = one.party;
        said.currency = one.currency;
        if (!one.date.empty()) {
            TRY_ASSIGN(said.date, Date::parse(one.date));
        }
        if (one.amount) said.amount = Amount{*one.amount};
        keys_->emplace(key_of(said), one.id);
        if (const auto key = key_of_alike(std::move(said)); key && !is_merged) alike_.emplace(*key, one.id);
        return {};
    };
    TRY(Doubles(catalog).each(learn));
    is_merged = true;
    return Doubles(catalog).each_merged(learn);
}

Result<std::optional<RecordId>> KnownRecords::find(Catalog& catalog, std::size_t key)
{
    if (!keys_) TRY(read(catalog));
    const auto known = keys_->find(key);
    if (known == keys_->end()) return std::optional<RecordId>();
    return std::optional(known->second);
}

Result<std::optional<RecordId>> KnownRecords::find_alike(Catalog& catalog, const RecordMetadata& said)
{
    const auto key = key_of_alike(said);
    if (!key) return std::optional<RecordId>();
    if (!keys_) TRY(read(catalog));
    const auto known = alike_.find(*key);
    return known == alike_.end() ? std::nullopt : std::optional(known->second);
}

void KnownRecords::add(std::size_t key, RecordId record)
{
    if (!keys_)
        read_late_ = true;
    else if (keys_->emplace(key, record).second)
        fresh_.push_back(key);
}

void KnownRecords::keep()
{
    fresh_.clear();
    read_late_ = false;
}

void KnownRecords::undo()
{
    if (read_late_) keys_.reset();
    if (keys_)
        for (const std::size_t key : fresh_) keys_->erase(key);
    keep();
}

}  // namespace fonds
