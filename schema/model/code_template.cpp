// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <optional>

#include "schema/model/reference_code.hpp"

namespace fonds {

namespace {

Error bad_template(std::string_view text, const Text& why)
{
    return error(ErrorKind::usage, {"Not a code template: " + std::string(text) + " (" + why.en + ")",
                                    "不是有效的档号模板:" + std::string(text) + "(" + why.zh + ")"})
        .with_hint(say("Use {fonds} {category} {year} {retention} {folder} and one {seq:4}.",
                       "可用 {fonds} {category} {year} {retention} {folder},以及一个 {seq:4}。"));
}

Error missing(const Text& what, std::string_view text)
{
    return error(ErrorKind::usage, {"The code template " + std::string(text) + " needs " + what.en,
                                    "档号模板 " + std::string(text) + " 需要" + what.zh})
        .with_hint(say("Give it, or choose another template for the category.", "请补上该项,或为该门类改用其他模板。"));
}

/// The width of {seq:N}, from "seq:N".
std::optional<int> seq_width(std::string_view name)
{
    if (name.size() != 5 || !name.starts_with("seq:") || name[4] < '1' || name[4] > '9') return std::nullopt;
    return name[4] - '0';
}

std::string padded(std::int64_t number, std::size_t width)
{
    std::string text = std::to_string(number);
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return text;
}

constexpr std::string_view open_number = "{SEQ}";
constexpr std::string_view digits = "0123456789";

}  // namespace

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

Result<CodeTemplate> CodeTemplate::parse(std::string_view text)
{
    using Kind = Element::Kind;
    CodeTemplate parsed;
    parsed.text_ = text;
    int seqs = 0;
    std::string sample;
    for (std::string_view rest = text; !rest.empty();) {
        const auto brace = rest.find_first_of("{}");
        if (brace != 0) {
            parsed.elements_.push_back({Kind::literal, std::string(rest.substr(0, brace)), 0});
            sample += rest.substr(0, brace);
            rest.remove_prefix(std::min(brace, rest.size()));
            continue;
        }
        const auto end = rest.find('}');
        if (rest.front() == '}' || end == std::string_view::npos)
            return bad_template(text, say("a brace is not closed", "花括号不成对"));
        const std::string_view name = rest.substr(1, end - 1);
        rest.remove_prefix(end + 1);
        sample += '0';
        if (name == "fonds")
            parsed.elements_.push_back({Kind::fonds, {}, 0});
        else if (name == "category")
            parsed.elements_.push_back({Kind::category, {}, 0});
        else if (name == "year")
            parsed.elements_.push_back({Kind::year, {}, 0});
        else if (name == "retention")
            parsed.elements_.push_back({Kind::retention, {}, 0});
        else if (name == "folder")
            parsed.elements_.push_back({Kind::folder, {}, 0});
        else if (const auto width = seq_width(name))
            ++seqs, parsed.elements_.push_back({Kind::seq, {}, *width});
        else
            return bad_template(text, say("unknown element {}", "未知元素 {}", {name}));
    }
    if (seqs != 1) return bad_template(text, say("exactly one {seq:4} is needed", "必须有且只有一个 {seq:4}"));
    if (const auto code = ReferenceCode::parse(sample); !code.ok()) return bad_template(text, code.error().hint);
    return parsed;
}

Result<std::string> CodeTemplate::expand(const Values& values, std::string_view seq_text) const
{
    using Kind = Element::Kind;
    std::string code;
    const auto put = [&](const std::string& value, const Text& what) -> Result<void> {
        if (value.empty()) return missing(what, text_);
        // Braces in a value would look like an open sequence.
        if (value.find_first_of("{}") != std::string::npos)
            return error(ErrorKind::usage, say("Not usable in a code: {}", "不能用于档号:{}", {value}));
        code += value;
        return {};
    };
    for (const auto& element : elements_) {
        switch (element.kind) {
        case Kind::literal: code += element.literal; break;
        case Kind::fonds: TRY(put(values.fonds, {"a fonds code", "全宗号"})); break;
        case Kind::category: TRY(put(values.category, {"a category", "门类代码"})); break;
        case Kind::retention: TRY(put(values.retention, {"a retention period", "保管期限"})); break;
        case Kind::folder: TRY(put(values.folder, {"a folder", "案卷号"})); break;
        case Kind::year:
            if (values.year < 1 || values.year > 9999) return missing({"a year", "年度"}, text_);
            code += padded(values.year, 4);
            break;
        case Kind::seq: code += seq_text; break;
        }
    }
    return code;
}

Result<std::string> CodeTemplate::scope(const Values& values) const
{
    // Normalised like a code, so that two spellings of one code share one sequence; the width of the number is no part of
    // it, or 0100 and 100 would be drawn twice.
    TRY_ASSIGN(const std::string open, expand(values, open_number));
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(open));
    return code.text();
}

Result<ReferenceCode> CodeTemplate::render(const Values& values, std::int64_t seq) const
{
    if (seq < 1) return error(ErrorKind::internal, say("A code's number starts from 1", "档号序号从 1 开始"));
    std::size_t width = 1;
    for (const auto& element : elements_)
        if (element.kind == Element::Kind::seq) width = static_cast<std::size_t>(element.width);
    TRY_ASSIGN(const std::string text, expand(values, padded(seq, width)));
    return ReferenceCode::parse(text);
}

std::optional<CodeNumber> CodeTemplate::number_in(const ReferenceCode& code, const Values& values) const
{
    const auto open = scope(values);
    if (!open.ok()) return std::nullopt;
    const auto at = open->find(open_number);
    const std::size_t behind = open->size() - at - open_number.size();
    if (code.text().size() <= at + behind) return std::nullopt;
    const std::string number = code.text().substr(at, code.text().size() - at - behind);
    if (number.size() > 18 || number.find_first_not_of(digits) != std::string::npos) return std::nullopt;
    const std::int64_t serial = std::stoll(number);
    const auto made = serial > 0 ? render(values, serial) : Result<ReferenceCode>(ReferenceCode());
    if (!made.ok() || *made != code) return std::nullopt;
    return CodeNumber{*open, serial};
}

}  // namespace fonds
