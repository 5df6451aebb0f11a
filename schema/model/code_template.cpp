// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/code_template.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "schema/model/code_collision.hpp"
#include "schema/model/code_pattern.hpp"

namespace fonds {

namespace {

using Element = CodeTemplate::Element;
using Kind = Element::Kind;

constexpr std::string_view open_number = "{SEQ}";
constexpr std::string_view digits = "0123456789";

Text missing_of(Kind kind)
{
    switch (kind) {
    case Kind::fonds: return {"a fonds code", "全宗号"};
    case Kind::category: return {"a category", "门类代码"};
    case Kind::year: return {"a year", "年度"};
    case Kind::retention: return {"a retention period", "保管期限"};
    case Kind::folder: return {"a folder", "案卷号"};
    case Kind::unit: return {"a unit", "机构(问题)代码"};
    case Kind::project: return {"a project", "项目号"};
    case Kind::grade: return {"a grade", "重要性"};
    case Kind::literal:
    case Kind::seq: break;
    }
    return {};
}

std::string padded(std::string text, int width)
{
    const auto wanted = static_cast<std::size_t>(std::max(width, 0));
    if (text.size() < wanted) text.insert(0, wanted - text.size(), '0');
    return text;
}

std::string value_of(const Element& element, const CodeTemplate::Values& values)
{
    switch (element.kind) {
    case Kind::fonds: return values.fonds;
    case Kind::category: return values.category;
    case Kind::retention: return values.retention;
    case Kind::unit: return values.unit;
    case Kind::project: return values.project;
    case Kind::grade: return values.grade;
    case Kind::folder:
        return !values.folder.empty() && values.folder.find_first_not_of(digits) == std::string::npos
                   ? padded(values.folder, element.width)
                   : values.folder;
    case Kind::year:
        if (values.year < 1 || values.year > 9999) return {};
        return padded(std::to_string(values.year), 4).substr(element.width == 2 ? 2 : 0);
    case Kind::literal:
    case Kind::seq: break;
    }
    return {};
}

}  // namespace

std::string_view name_of(Numbering numbering)
{
    switch (numbering) {
    case Numbering::by_template: return "";
    case Numbering::fonds: return "fonds";
    case Numbering::category: return "category";
    case Numbering::year: return "year";
    case Numbering::folder: return "folder";
    }
    return "";
}

std::optional<Numbering> numbering_named(std::string_view name)
{
    for (const Numbering each :
         {Numbering::by_template, Numbering::fonds, Numbering::category, Numbering::year, Numbering::folder})
        if (name == name_of(each)) return each;
    return std::nullopt;
}

std::optional<CodeNumber> last_number(const ReferenceCode& code)
{
    const std::string& text = code.text();
    const auto last = text.find_last_of(digits);
    if (last == std::string::npos) return std::nullopt;
    const auto before = text.find_last_not_of(digits, last);
    const auto first = before == std::string::npos ? 0 : before + 1;
    if (last - first >= 9) return std::nullopt;
    CodeNumber number;
    for (auto at = first; at <= last; ++at) number.serial = number.serial * 10 + (text[at] - '0');
    if (number.serial == 0) return std::nullopt;
    number.scope = text.substr(0, first).append(open_number).append(text, last + 1);
    return number;
}

bool CodeTemplate::is_open(Element::Kind kind) const
{
    if (kind == Kind::literal || kind == Kind::fonds || kind == Kind::seq) return false;
    switch (numbering_) {
    case Numbering::by_template: return false;
    case Numbering::fonds: return true;
    case Numbering::category: return kind != Kind::category;
    case Numbering::year: return kind != Kind::category && kind != Kind::year;
    case Numbering::folder: return kind != Kind::category && kind != Kind::folder;
    }
    return false;
}

int CodeTemplate::width() const
{
    return std::ranges::find(elements_, Kind::seq, &Element::kind)->width;
}

std::int64_t CodeTemplate::capacity() const
{
    std::int64_t numbers = 1;
    for (int i = 0; i < width(); ++i) numbers *= 10;
    return numbers - 1;
}

std::optional<CodeTemplate::Parts> CodeTemplate::parts_of(const ReferenceCode& code, std::string_view fonds,
                                                          std::string_view category) const
{
    const auto match = match_pattern(pattern_of(elements_, fonds, category), code.text());
    if (!match) return std::nullopt;
    Parts parts;
    for (const MatchedElement& part : *match) {
        const Kind kind = elements_[part.element].kind;
        if (kind == Kind::year) parts.year = part.text;
        if (kind == Kind::unit) parts.unit = part.text;
        if (kind == Kind::project) parts.project = part.text;
        if (kind == Kind::retention) parts.retention = part.text;
    }
    return parts;
}

bool CodeTemplate::needs_folder() const
{
    return std::ranges::any_of(elements_, [](const Element& e) { return e.kind == Kind::folder && e.group == 0; });
}

Result<std::string> CodeTemplate::expand(const Values& values, std::string_view seq_text, bool as_scope) const
{
    std::set<int> vanished;
    for (const Element& element : elements_)
        if (element.group != 0 && element.kind != Kind::literal && value_of(element, values).empty())
            vanished.insert(element.group);
    std::string code;
    for (const Element& element : elements_) {
        const bool open = as_scope && is_open(element.kind);
        if (vanished.contains(element.group) || (open && element.group != 0)) continue;
        if (element.kind == Kind::literal) {
            // What is open leaves its group out whole, or the sequence would fall in two.
            const bool of_open = as_scope && element.group != 0 && std::ranges::any_of(elements_, [&](const Element& e) {
                                     return e.group == element.group && is_open(e.kind);
                                 });
            if (!of_open) code += element.literal;
            continue;
        }
        if (element.kind == Kind::seq) {
            code += seq_text;
            continue;
        }
        const std::string value = without_spaces(value_of(element, values));
        if (value.empty()) {
            const Text what = missing_of(element.kind);
            return error(ErrorKind::usage,
                         {"The code template " + text_ + " needs " + what.en, "档号模板 " + text_ + " 需要" + what.zh})
                .with_hint(
                    say("Give it, or choose another template for the category.", "请补上该项,或为该门类改用其他模板。"));
        }
        // Braces in a value would look like an open sequence.
        if (value.find_first_of("{}") != std::string::npos)
            return error(ErrorKind::usage, say("Not usable in a code: {}", "不能用于档号:{}", {value}));
        code += open ? "{" + std::string(element_name(element.kind)) + "}" : value;
    }
    return code;
}

Result<std::string> CodeTemplate::scope(const Values& values) const
{
    // Normalised like a code, so that two spellings of one code share one sequence; the width of the number is no part of
    // it, or 0100 and 100 would be drawn twice.
    TRY_ASSIGN(const std::string open, expand(values, open_number, true));
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(open));
    return code.text();
}

Result<ReferenceCode> CodeTemplate::render(const Values& values, std::int64_t seq) const
{
    if (seq < 1) return error(ErrorKind::internal, say("A code's number starts from 1", "档号序号从 1 开始"));
    TRY_ASSIGN(const std::string text, expand(values, padded(std::to_string(seq), width()), false));
    return ReferenceCode::parse(text);
}

std::optional<CodeNumber> CodeTemplate::number_in(const ReferenceCode& code, const Values& values) const
{
    const auto open = expand(values, open_number, false);
    const auto shape = open.ok() ? ReferenceCode::parse(*open) : Result<ReferenceCode>(open.error());
    if (!shape.ok()) return std::nullopt;
    const auto at = shape->text().find(open_number);
    const std::size_t behind = shape->text().size() - at - open_number.size();
    if (code.text().size() <= at + behind) return std::nullopt;
    const std::string number = code.text().substr(at, code.text().size() - at - behind);
    if (number.size() > 18 || number.find_first_not_of(digits) != std::string::npos) return std::nullopt;
    const std::int64_t serial = std::stoll(number);
    const auto made = serial > 0 ? render(values, serial) : Result<ReferenceCode>(ReferenceCode());
    auto sequence = scope(values);
    if (!made.ok() || *made != code || !sequence.ok()) return std::nullopt;
    return CodeNumber{std::move(*sequence), serial};
}

std::optional<CodeNumber> CodeTemplate::shaped_number(const ReferenceCode& code, std::string_view fonds,
                                                      std::string_view category, bool* too_wide) const
{
    const auto match = match_pattern(pattern_of(elements_, fonds, category), code.text());
    if (!match) return std::nullopt;
    std::string scope;
    std::int64_t serial = 0;
    for (const MatchedElement& part : *match) {
        const Element& element = elements_[part.element];
        const bool open = is_open(element.kind);
        const bool of_open = element.group != 0 && std::ranges::any_of(elements_, [&](const Element& e) {
                                 return e.group == element.group && is_open(e.kind);
                             });
        if (of_open) continue;
        if (element.kind == Kind::seq) {
            if (part.text.size() > 18) return std::nullopt;
            serial = std::stoll(part.text);
            if (too_wide != nullptr) *too_wide = part.text.size() > static_cast<std::size_t>(element.width);
            scope += open_number;
        } else {
            scope += open ? "{" + std::string(element_name(element.kind)) + "}" : part.text;
        }
    }
    const auto canonical = ReferenceCode::parse(scope);
    if (!canonical.ok() || serial < 1) return std::nullopt;
    return CodeNumber{canonical->text(), serial};
}

std::string CodeTemplate::collision(std::string_view category, const CodeTemplate& other, std::string_view other_category,
                                    std::string_view fonds) const
{
    const TemplateIn mine{elements_, category, fonds}, theirs{other.elements_, other_category, fonds};
    const bool one_sequence = numbering_ == other.numbering_ &&
                              (numbering_ == Numbering::by_template || numbering_ == Numbering::fonds) &&
                              sequence_identity(mine) == sequence_identity(theirs);
    return one_sequence ? std::string() : common_code(mine, theirs);
}

}  // namespace fonds
