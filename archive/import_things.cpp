// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of folders, parties, locations, and of what stands where.
#include <array>
#include <charconv>

#include "archive/import_run.hpp"
#include "indexer/text/fold.hpp"
#include "schema/catalog/places.hpp"

namespace fonds {

namespace {

class ThingTaker : public RowTaker {
public:
    explicit ThingTaker(const ImportPlace& place) : place_(place), catalog_(place.state.catalog) {}

protected:
    [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view name) const
    {
        return place_.table.cell(row, name);
    }
    /// What the row says of a field; nothing when it says nothing, empty when it says (none).
    [[nodiscard]] std::optional<std::string> said(const CsvRow& row, std::string_view name) const
    {
        const std::string_view value = cell(row, name);
        if (value.empty()) return std::nullopt;
        return says_none(value) ? std::string() : std::string(value);
    }
    /// The same, where it differs from what is there.
    [[nodiscard]] std::optional<std::string> news(const CsvRow& row, std::string_view name, const std::string& now) const
    {
        auto wanted = said(row, name);
        if (wanted && *wanted == now) wanted.reset();
        return wanted;
    }
    [[nodiscard]] static ImportedRow told(const CsvRow& row, RowFate fate, std::string thing, std::string title = {})
    {
        ImportedRow told;
        told.line = row.line;
        told.fate = fate;
        told.thing = std::move(thing);
        told.title = std::move(title);
        return told;
    }

    const ImportPlace& place_;
    Catalog& catalog_;
};

/// yes, no and their like, in either language.
Result<std::optional<bool>> yes_or_no(const std::optional<std::string>& text, std::string_view column,
                                      std::array<std::string_view, 5> yes, std::array<std::string_view, 5> no)
{
    if (!text) return std::optional<bool>();
    for (const auto word : yes)
        if (*text == word) return std::optional(true);
    for (const auto word : no)
        if (*text == word) return std::optional(false);
    return error(ErrorKind::usage,
                 say("{} is {} or {}, not {}", "{} 应为 {} 或 {},而不是 {}", {column, yes[0], no[0], *text}));
}

class FolderTaker final : public ThingTaker {
public:
    using ThingTaker::ThingTaker;

    Result<ImportedRow> take(const CsvRow& row) override
    {
        const std::string category(cell(row, "category")), number(cell(row, "number"));
        if (category.empty() || number.empty())
            return error(ErrorKind::usage, say("A folder needs its category and its number", "案卷须有门类与案卷号"));
        TRY_ASSIGN(const auto open, yes_or_no(said(row, "open"), "open", {"open", "开放", "未封卷", "yes", "是"},
                                              {"closed", "已封卷", "封卷", "no", "否"}));
        const auto known = catalog_.folder(category, number);
        if (known.ok()) {
            FolderEdit edit;
            edit.title = news(row, "title", known->title);
            edit.period = news(row, "period", known->period);
            if (open && *open != known->open) edit.open = open;
            const bool any = edit.title || edit.period || edit.open;
            if (any) TRY(catalog_.edit_folder(category, number, edit, place_.stamp));
            return told(row, any ? RowFate::changed : RowFate::unchanged, known->category_code + "/" + known->number,
                        edit.title.value_or(known->title));
        }
        if (known.error().kind != ErrorKind::not_found) return known.error();
        Folder folder;
        folder.category_code = category;
        folder.number = number;
        folder.title = said(row, "title").value_or("");
        folder.period = said(row, "period").value_or("");
        folder.open = open.value_or(true);
        TRY(catalog_.add_folder(folder, place_.stamp));
        TRY_ASSIGN(const Folder made, catalog_.folder(category, number));
        return told(row, RowFate::added, made.category_code + "/" + made.number, made.title);
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
        const std::string name(cell(row, "name"));
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

class LocationTaker final : public ThingTaker {
public:
    explicit LocationTaker(const ImportPlace& place) : ThingTaker(place), places_(place.state.catalog) {}

    Result<ImportedRow> take(const CsvRow& row) override
    {
        const std::string address(cell(row, "address"));
        if (address.empty()) return error(ErrorKind::usage, say("A location needs its address", "库位须有库位号"));
        TRY_ASSIGN(const auto capacity, capacity_of(said(row, "capacity")));
        TRY_ASSIGN(const auto retired, yes_or_no(said(row, "retired"), "retired", {"yes", "是", "停用", "retired", "true"},
                                                 {"no", "否", "在用", "in use", "false"}));
        const auto known = places_.location(address);
        if (known.ok()) return change(row, *known, capacity, retired);
        if (known.error().kind != ErrorKind::not_found) return known.error();
        NewLocation location;
        location.part = address;
        location.parent = said(row, "parent").value_or("");
        if (!location.parent.empty()) {
            // The whole address stands there; its last part is what lies in the parent, if it begins with it.
            const std::string beginning = location.parent + "-";
            if (address.starts_with(beginning))
                location.part = address.substr(beginning.size());
            else
                location.code = address;
        }
        if (const auto kind = said(row, "kind")) {
            location.kind = location_kind(*kind);
            if (!location.kind)
                return error(ErrorKind::usage, say("Not a kind of location: {}", "不是库位类型:{}", {*kind}));
        }
        location.name = said(row, "name").value_or("");
        location.climate = said(row, "climate").value_or("");
        location.note = said(row, "note").value_or("");
        if (capacity) location.capacity = *capacity;
        TRY_ASSIGN(const auto made, places_.add(location, place_.stamp));
        if (retired.value_or(false)) TRY(places_.edit(made.front().code, retirement(), place_.stamp));
        return told(row, RowFate::added, made.front().code, made.front().name);
    }

private:
    static LocationEdit retirement()
    {
        LocationEdit edit;
        edit.retired = true;
        return edit;
    }

    static Result<std::optional<std::optional<std::int64_t>>> capacity_of(const std::optional<std::string>& text)
    {
        using Capacity = std::optional<std::optional<std::int64_t>>;
        if (!text) return Capacity();
        if (text->empty()) return Capacity(std::optional<std::int64_t>());
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), number);
        if (problem == std::errc() && end == text->data() + text->size() && number > 0) return Capacity(number);
        return error(ErrorKind::usage, say("Not a capacity: {}", "不是有效容量:{}", {*text}))
            .with_hint(say("Write a whole number, or (none).", "请填写整数或(无)。"));
    }

    Result<ImportedRow> change(const CsvRow& row, const Location& known,
                               const std::optional<std::optional<std::int64_t>>& capacity, std::optional<bool> retired)
    {
        std::string parent = said(row, "parent").value_or("");
        if (!parent.empty()) {
            TRY_ASSIGN(parent, canonical_location_code(parent));
        }
        if (!parent.empty() && parent != known.parent_code)
            return error(ErrorKind::refused,
                         say("{} lies in {}, not in {}", "{} 位于 {},而不是 {}", {known.code, known.parent_code, parent}))
                .with_hint(
                    say("fonds location move moves it with all that is in it.", "可用 fonds location move 整体移动。"))
                .at(known.code);
        LocationEdit edit;
        edit.name = news(row, "name", known.name);
        edit.climate = news(row, "climate", known.climate);
        edit.note = news(row, "note", known.note);
        if (capacity && *capacity != known.capacity) edit.capacity = capacity;
        if (retired && *retired != known.retired) edit.retired = retired;
        const bool any = edit.name || edit.climate || edit.note || edit.capacity || edit.retired;
        if (any) TRY(places_.edit(known.code, edit, place_.stamp));
        return told(row, any ? RowFate::changed : RowFate::unchanged, known.code, edit.name.value_or(known.name));
    }

    Places places_;
};

class PaperTaker final : public ThingTaker {
public:
    explicit PaperTaker(const ImportPlace& place) : ThingTaker(place), places_(place.state.catalog) {}

    Result<ImportedRow> take(const CsvRow& row) override
    {
        const std::string_view address = cell(row, "location");
        TRY_ASSIGN(const PaperName paper, PaperName::parse(cell(row, "paper")));
        if (address.empty()) return told(row, RowFate::unchanged, paper.text());
        const std::string target(says_none(address) ? std::string_view() : address);
        TRY_ASSIGN(const auto put, places_.put({paper}, target, "", place_.stamp));
        switch (put.front().what) {
        case Placed::moved: return told(row, RowFate::changed, paper.text());
        case Placed::already: return told(row, RowFate::unchanged, paper.text());
        case Placed::on_loan:
            return error(ErrorKind::refused, say("{} is on loan", "{} 已借出", {paper.text()}))
                .with_hint(say("Take it back first.", "请先办理归还。"))
                .at(paper.text());
        case Placed::unknown: break;
        }
        return error(ErrorKind::not_found, say("There is no record or folder {}", "没有 {} 这件档案或案卷", {paper.text()}))
            .at(paper.text());
    }

private:
    Places places_;
};

}  // namespace

std::unique_ptr<RowTaker> make_folder_taker(const ImportPlace& place)
{
    return std::make_unique<FolderTaker>(place);
}
std::unique_ptr<RowTaker> make_party_taker(const ImportPlace& place)
{
    return std::make_unique<PartyTaker>(place);
}
std::unique_ptr<RowTaker> make_location_taker(const ImportPlace& place)
{
    return std::make_unique<LocationTaker>(place);
}
std::unique_ptr<RowTaker> make_paper_taker(const ImportPlace& place)
{
    return std::make_unique<PaperTaker>(place);
}

}  // namespace fonds
