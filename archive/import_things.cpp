// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of categories, folders and parties.
#include <map>
#include <optional>

#include "archive/category_row.hpp"
#include "archive/thing_taker.hpp"
#include "indexer/text/fold.hpp"
#include "schema/catalog/folders.hpp"

namespace fonds {

namespace {

class CategoryTaker final : public ThingTaker {
public:
    explicit CategoryTaker(const ImportPlace& place)
        : ThingTaker(place), standard_(place.state.config.code_template.empty() ? std::string(CodeTemplate::standard)
                                                                                : place.state.config.code_template),
          scheme_(place.state.catalog, place.state.today(), ForceBy::list)
    {
    }

    Result<ImportedRow> take(const CsvRow& row) override
    {
        const std::string code = canonical_category_code(cell(row, "code"));
        const std::size_t first = lines_.try_emplace(code, row.line).first->second;
        if (first != row.line)
            return error(ErrorKind::bad_input, say("{} stands in the list twice, first in line {}",
                                                   "{} 在清单中出现两次,首次在第 {} 行", {code, first}))
                .with_hint(say("Leave one of the rows out.", "请删去其中一行。"))
                .at(code);
        TRY_ASSIGN(const SchemeRowStatus status,
                   take_category(catalog_, scheme_, place_.table, row, standard_, place_.request.forced, place_.stamp));
        TRY_ASSIGN(const Category now, catalog_.category(code));
        const RowFate fate = status == SchemeRowStatus::added     ? RowFate::added
                             : status == SchemeRowStatus::changed ? RowFate::changed
                                                                  : RowFate::unchanged;
        return told(row, fate, now.code, now.name_zh.empty() ? now.name_en : now.name_zh);
    }

    void ended(bool committed) override
    {
        if (!committed) scheme_.forget();
    }

private:
    std::string standard_;
    LawfulScheme scheme_;
    std::map<std::string, std::size_t> lines_;
};

class FolderTaker final : public ThingTaker {
public:
    using ThingTaker::ThingTaker;

    Result<ImportedRow> take(const CsvRow& row) override
    {
        const std::string category(cell(row, "category")), number(cell(row, "number"));
        if (category.empty() || number.empty())
            return error(ErrorKind::usage, say("A folder needs its category and its number", "案卷须有门类与案卷号"));
        TRY_ASSIGN(const auto open,
                   yes_or_no(said(row, "open"), say("open", "状态"), {"open", "未封卷", "开放", "yes", "是"},
                             {"closed", "已封卷", "封卷", "no", "否"}));
        TRY_ASSIGN(const auto pieces, whole_number(said(row, "most_pieces"), say("most_pieces", "件数上限")));
        TRY_ASSIGN(const auto pages, whole_number(said(row, "most_pages"), say("most_pages", "页数上限")));
        TRY_ASSIGN(const auto spine, whole_number(said(row, "spine"), say("spine", "卷脊厚度")));
        TRY_ASSIGN(const auto mixed, yes_or_no(said(row, "mixed"), say("mixed", "可混放"), {"yes", "是", "可", "true", "1"},
                                               {"no", "否", "不可", "false", "0"}));
        TRY_ASSIGN(const auto records, whole_number(said(row, "records"), say("records", "件数")));
        const auto reason = said(row, "reason");
        const auto known = catalog_.folder(category, number);
        // A closed folder takes no records: it is closed once those are in that it had.
        const std::int64_t awaited = open && !*open && records ? *records : 0;
        if (known.ok()) {
            const bool waits = known->open && known->records < awaited;
            FolderEdit edit;
            edit.title = news(row, "title", known->title);
            edit.period = news(row, "period", known->period);
            if (open && *open != known->open && !waits) {
                edit.open = open;
                edit.reason = reason.value_or("");
                TRY_ASSIGN(const std::string closing, closing_reason(*known));
                // The list tells why it was closed; that is no reason to open it.
                if (*open && edit.reason == closing) edit.reason.clear();
            }
            if (pieces && *pieces != known->most_pieces) edit.most_pieces = pieces;
            if (pages && *pages != known->most_pages) edit.most_pages = pages;
            if (spine && *spine != known->spine) edit.spine = spine;
            if (mixed && *mixed != known->mixed) edit.mixed = mixed;
            const bool any =
                edit.title || edit.period || edit.open || edit.most_pieces || edit.most_pages || edit.spine || edit.mixed;
            if (any) {
                auto edited = catalog_.edit_folder(category, number, edit, place_.stamp);
                if (!edited.ok() && edit.open && edit.reason.empty())
                    return std::move(edited).error().with_hint(
                        *edit.open ? say("Say in the column reason why it is opened, in place of why it was closed.",
                                         "请在“启封原因”(reason)列写明启封的原因,不要保留封卷原因。")
                                   : say("Say why in the column reason.", "请在“封卷原因”列说明原因。"));
                TRY(std::move(edited));
            }
            ImportedRow done = told(row, any ? RowFate::changed : RowFate::unchanged,
                                    known->category_code + "/" + known->number, edit.title.value_or(known->title));
            if (waits) done.remark = waiting(known->records, awaited);
            return done;
        }
        if (known.error().kind != ErrorKind::not_found) return known.error();
        Folder folder;
        folder.category_code = category;
        folder.number = number;
        folder.title = said(row, "title").value_or("");
        folder.period = said(row, "period").value_or("");
        folder.open = open.value_or(true) || awaited > 0 || (reason && !reason->empty());
        folder.most_pieces = pieces.value_or(0);
        folder.most_pages = pages.value_or(0);
        folder.spine = spine.value_or(0);
        folder.mixed = mixed.value_or(false);
        TRY(catalog_.add_folder(folder, place_.stamp));
        if (folder.open && !open.value_or(true) && awaited == 0)
            TRY(Folders(catalog_).close({category, number}, *reason, place_.stamp));
        TRY_ASSIGN(const Folder made, catalog_.folder(category, number));
        ImportedRow done = told(row, RowFate::added, made.category_code + "/" + made.number, made.title);
        if (awaited > 0) done.remark = waiting(0, awaited);
        return done;
    }

private:
    /// Why it was closed the last time; empty where nobody had to say.
    Result<std::string> closing_reason(const Folder& folder)
    {
        if (!closing_) {
            TRY_ASSIGN(closing_, Folders(catalog_).closing_reasons());
        }
        const auto found = closing_->find(folder.category_code + "/" + folder.number);
        return found == closing_->end() ? std::string() : found->second;
    }

    /// As it was before this list.
    std::optional<std::map<std::string, std::string>> closing_;

    static Text waiting(std::int64_t has, std::int64_t awaited)
    {
        return say(
            "still open, with {} of {} {record: import that|records: import those}, then this list again, which closes it",
            "仍未封卷,现有 {} 件,应有 {} 件:请导入这些件后再次导入本清单,届时封卷", {has, awaited});
    }
};

/// Names in one cell, as lines: they are parted by semicolons and line ends.
std::string as_lines(std::string_view names)
{
    std::string lines;
    for (std::size_t at = 0; at < names.size(); ++at) {
        const bool full_width = names.substr(at).starts_with("；");
        if (full_width || names[at] == ';' || names[at] == '\r' || names[at] == '\n')
            lines += '\n';
        else
            lines += names[at];
        if (full_width) at += std::string_view("；").size() - 1;
    }
    return lines;
}

class PartyTaker final : public ThingTaker {
public:
    using ThingTaker::ThingTaker;

    Result<ImportedRow> take(const CsvRow& row) override
    {
        const std::string name(text_said(cell(row, "name")));
        if (name.empty()) return error(ErrorKind::usage, say("A party needs a name", "往来单位须有名称"));
        auto aliases = said(row, "aliases");
        if (aliases) aliases = as_lines(*aliases);
        const auto known = catalog_.party(name);
        if (known.ok()) return change(row, *known, aliases);
        if (known.error().kind != ErrorKind::not_found) return known.error();
        Party party;
        party.name = name;
        party.aliases = aliases.value_or("");
        party.initials = pinyin_initials(name);
        party.note = said(row, "note").value_or("");
        TRY(catalog_.add_party(party, place_.stamp));
        return told(row, RowFate::added, name);
    }
    std::vector<RecordId> owing() const override { return owing_; }

private:
    Result<ImportedRow> change(const CsvRow& row, const Party& known, const std::optional<std::string>& aliases)
    {
        PartyEdit edit;
        if (aliases && *aliases != known.aliases) edit.aliases = aliases;
        edit.note = news(row, "note", known.note);
        if (!edit.aliases && !edit.note) return told(row, RowFate::unchanged, known.name);
        TRY_ASSIGN(const EditedParty edited, catalog_.edit_party(known.name, edit, place_.stamp));
        owing_.insert(owing_.end(), edited.owing.begin(), edited.owing.end());
        const bool same = edited.party.aliases == known.aliases && edited.party.note == known.note;
        return told(row, same ? RowFate::unchanged : RowFate::changed, known.name);
    }

    std::vector<RecordId> owing_;
};

}  // namespace

std::unique_ptr<RowTaker> make_category_taker(const ImportPlace& place)
{
    return std::make_unique<CategoryTaker>(place);
}
std::unique_ptr<RowTaker> make_folder_taker(const ImportPlace& place)
{
    return std::make_unique<FolderTaker>(place);
}
std::unique_ptr<RowTaker> make_party_taker(const ImportPlace& place)
{
    return std::make_unique<PartyTaker>(place);
}

}  // namespace fonds
