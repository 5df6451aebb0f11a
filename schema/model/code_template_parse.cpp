// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a template, and refusing one that cannot number records.
#include <algorithm>
#include <array>

#include "schema/model/code_template.hpp"

namespace fonds {

namespace {

using Element = CodeTemplate::Element;
using Kind = Element::Kind;

Error bad_template(std::string_view text, const Text& why)
{
    return error(ErrorKind::usage, {"Not a code template: " + std::string(text) + " (" + why.en + ")",
                                    "不是有效的档号模板:" + std::string(text) + "(" + why.zh + ")"})
        .with_hint(say("Use {fonds} {category} {year} {retention} {folder} {unit} {project} {grade} and one {seq:4}; "
                       "[-{unit}] vanishes without a unit.",
                       "可用 {fonds} {category} {year} {retention} {folder} {unit} {project} {grade},以及一个 "
                       "{seq:4};[-{unit}] 在无机构代码时省略。"));
}

struct Known {
    std::string_view name;
    Kind kind;
    int least, most;  ///< the width that may be said; 0, 0: none
};
constexpr std::array known{
    Known{"fonds", Kind::fonds, 0, 0},         Known{"category", Kind::category, 0, 0}, Known{"year", Kind::year, 2, 4},
    Known{"retention", Kind::retention, 0, 0}, Known{"folder", Kind::folder, 1, 9},     Known{"unit", Kind::unit, 0, 0},
    Known{"project", Kind::project, 0, 0},     Known{"grade", Kind::grade, 0, 0},       Known{"seq", Kind::seq, 1, 9}};

/// Of "seq:4". The error is its reason alone.
Result<Element> element_of(std::string_view name)
{
    const auto colon = std::min(name.find(':'), name.size());
    const std::string_view word = name.substr(0, colon), width = name.substr(std::min(colon + 1, name.size()));
    const auto row = std::ranges::find(known, word, &Known::name);
    if (word == "party")
        return error(ErrorKind::usage,
                     say("{party} has no bound: a name can be of any length", "{party} 没有长度界限:单位名称长短不一"));
    if (row == known.end()) return error(ErrorKind::usage, say("unknown element {}", "未知元素 {}", {name}));
    Element element{row->kind, {}, 0, 0};
    if (colon == name.size()) {
        if (row->kind == Kind::seq)
            return error(ErrorKind::usage,
                         say("{seq} without a width has no bound: write {seq:4}", "{seq} 未写位数,没有界限,请写成 {seq:4}"));
        return element;
    }
    const int number = width.size() == 1 && width[0] >= '0' && width[0] <= '9' ? width[0] - '0' : -1;
    if (row->most == 0 || number < row->least || number > row->most || (row->kind == Kind::year && number == 3))
        return error(ErrorKind::usage, say("{} cannot be {} wide", "{} 的位数不能是 {}", {word, width}));
    element.width = row->kind == Kind::year && number == 4 ? 0 : number;
    return element;
}

/// Of any length, so that a number beside it cannot be told from it.
bool runs_into_numbers(Kind kind)
{
    return kind == Kind::folder || kind == Kind::unit || kind == Kind::project || kind == Kind::retention;
}

/// Two elements that would make one another's codes: {folder}{seq:1}.
const Element* beside_number(const std::vector<Element>& elements)
{
    for (std::size_t i = 0; i + 1 < elements.size(); ++i) {
        const Element &left = elements[i], &right = elements[i + 1];
        if (left.kind == Kind::seq && runs_into_numbers(right.kind)) return &right;
        if (right.kind == Kind::seq && runs_into_numbers(left.kind) && left.width == 0) return &left;
    }
    return nullptr;
}

}  // namespace

Result<CodeTemplate> CodeTemplate::parse(std::string_view text, Numbering numbering)
{
    CodeTemplate parsed;
    parsed.text_ = text;
    parsed.numbering_ = numbering;
    std::string sample;
    int groups = 0, group = 0, in_group = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const auto special = std::min(rest.find_first_of("{}[]"), rest.size());
        if (special != 0) {
            // Codes that are made have no spaces: they keep nothing apart.
            if (std::string literal = without_spaces(rest.substr(0, special)); !literal.empty())
                parsed.elements_.push_back({Kind::literal, std::move(literal), 0, group});
            sample += rest.substr(0, special);
            rest.remove_prefix(special);
            continue;
        }
        const char mark = rest.front();
        if (mark == '[' || mark == ']') {
            if ((mark == '[') != (group == 0))
                return bad_template(text, say("[ and ] stand in pairs, not within one another", "方括号须成对且不能嵌套"));
            if (mark == ']' && in_group == 0)
                return bad_template(text, say("between [ and ] an element is needed", "方括号内须有元素"));
            group = mark == '[' ? ++groups : 0;
            in_group = 0;
            rest.remove_prefix(1);
            continue;
        }
        const auto end = rest.find('}');
        if (mark == '}' || end == std::string_view::npos)
            return bad_template(text, say("a brace is not closed", "花括号不成对"));
        auto element = element_of(rest.substr(1, end - 1));
        if (!element.ok()) return bad_template(text, element.error().what);
        element->group = group;
        ++in_group;
        if (group != 0 && element->kind == Kind::seq)
            return bad_template(text, say("{seq} cannot vanish", "{seq} 不能省略"));
        parsed.elements_.push_back(std::move(*element));
        sample += '0';
        rest.remove_prefix(end + 1);
    }
    if (group != 0)
        return bad_template(text, say("[ and ] stand in pairs, not within one another", "方括号须成对且不能嵌套"));
    const auto has = [&](Kind kind) { return std::ranges::count(parsed.elements_, kind, &Element::kind); };
    if (has(Kind::seq) != 1) return bad_template(text, say("exactly one {seq:4} is needed", "必须有且只有一个 {seq:4}"));
    if (const auto code = ReferenceCode::parse(sample); !code.ok()) return bad_template(text, code.error().hint);
    return parsed;
}

Result<void> CodeTemplate::check_sound() const
{
    if (const Element* beside = beside_number(elements_))
        return bad_template(text_, beside->kind == Kind::folder
                                       ? say("folder 1 with 12 would be folder 11 with 2: put a mark between them",
                                             "案卷 1 的 12 号与案卷 11 的 2 号会重号,两者之间请加分隔符")
                                       : say("the number runs into what stands beside it: put a mark between them",
                                             "序号与相邻元素连在一起会重号,两者之间请加分隔符"));
    const auto lacks = [&](Kind kind) {
        return std::ranges::none_of(elements_, [&](const Element& e) { return e.kind == kind && e.group == 0; });
    };
    if (numbering_ == Numbering::year && lacks(Kind::year))
        return bad_template(text_,
                            say("numbers would repeat each year: the code lacks {year}", "档号不含 {year},每年都会重号"));
    if (numbering_ == Numbering::folder && lacks(Kind::folder))
        return bad_template(
            text_, say("numbers would repeat in each folder: the code lacks {folder}", "档号不含 {folder},各卷会重号"));
    return {};
}

}  // namespace fonds
