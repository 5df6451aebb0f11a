// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of locations, and of what stands where.
#include "archive/thing_taker.hpp"
#include "schema/catalog/places.hpp"

namespace fonds {

namespace {

class LocationTaker final : public ThingTaker {
public:
    explicit LocationTaker(const ImportPlace& place) : ThingTaker(place), places_(place.state.catalog) {}

    Result<ImportedRow> take(const CsvRow& row) override
    {
        const std::string address(cell(row, "address"));
        if (address.empty()) return error(ErrorKind::usage, say("A location needs its address", "库位须有库位号"));
        TRY_ASSIGN(const auto capacity, capacity_of(said(row, "capacity")));
        TRY_ASSIGN(const auto retired,
                   yes_or_no(said(row, "retired"), say("retired", "停用"), {"yes", "是", "停用", "retired", "true"},
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
        TRY_ASSIGN(location.kind, kind_of(row));
        location.name = said(row, "name").value_or("");
        location.climate = said(row, "climate").value_or("");
        location.note = said(row, "note").value_or("");
        if (capacity) location.capacity = *capacity;
        location.retired = retired.value_or(false);
        TRY_ASSIGN(const auto made, places_.add(location, place_.stamp));
        if (location.retired) TRY(places_.edit(made.front().code, retirement(), place_.stamp));
        return told(row, RowFate::added, made.front().code, made.front().name);
    }

private:
    Result<std::optional<LocationKind>> kind_of(const CsvRow& row) const
    {
        const auto said_kind = said(row, "kind");
        if (!said_kind) return std::optional<LocationKind>();
        if (const auto kind = location_kind(*said_kind)) return kind;
        return error(ErrorKind::usage, say("Not a kind of location: {}", "不是库位类型:{}", {*said_kind}))
            .with_hint(
                say("From large to small: storeroom, row, side, bay, tier, box.", "由大到小:库房、列、面、节、层、盒。"));
    }

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
        const auto number = whole_number(text, say("capacity", "容量"));
        if (number.ok() && **number > 0) return Capacity(*number);
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
        TRY_ASSIGN(const auto kind, kind_of(row));
        if (kind && *kind != known.kind) edit.kind = kind;
        const bool any = edit.kind || edit.name || edit.climate || edit.note || edit.capacity || edit.retired;
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
        std::string_view address = cell(row, "location");
        TRY_ASSIGN(const PaperName paper, PaperName::parse(cell(row, "paper")));
        if (address.empty()) {
            // What is on loan stands nowhere, and goes back to its home.
            if (cell(row, "home").empty()) return told(row, RowFate::unchanged, paper.text());
            address = cell(row, "home");
            TRY_ASSIGN(const PaperPlace now, places_.whereabouts(paper));
            TRY_ASSIGN(const std::string home, canonical_location_code(address));
            if (now.loan && now.home == home) return told(row, RowFate::unchanged, paper.text());
        }
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
        TRY(places_.whereabouts(paper));  // says what became of it
        return error(ErrorKind::not_found, say("There is no record or folder {}", "没有 {} 这件档案或案卷", {paper.text()}))
            .at(paper.text());
    }

private:
    Places places_;
};

}  // namespace

std::unique_ptr<RowTaker> make_location_taker(const ImportPlace& place)
{
    return std::make_unique<LocationTaker>(place);
}
std::unique_ptr<RowTaker> make_paper_taker(const ImportPlace& place)
{
    return std::make_unique<PaperTaker>(place);
}

}  // namespace fonds
