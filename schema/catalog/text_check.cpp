// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/text_check.hpp"

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t longest_text = 100'000;
constexpr std::size_t longest_line = 1'000;
constexpr std::size_t longest_name = 200;

bool is_line_end(char32_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_blank(char32_t c)
{
    return c == ' ' || c == '\t' || is_line_end(c) || c == 0x3000 || c == 0xA0;
}

Error bad_text(const Text& what, const Text& why)
{
    return error(ErrorKind::usage, {what.en + ": " + why.en, what.zh + ":" + why.zh});
}

enum class Lines { kept, joined };

Result<std::string> clean(std::string_view text, const Text& what, Lines lines, std::size_t longest)
{
    std::string kept;
    std::size_t behind_last = 0, characters = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = next_code_point(text, at);
        if (c == invalid_code_point)
            return bad_text(what, say("the text is not valid UTF-8", "文本不是有效的 UTF-8"))
                .with_hint(say("Type it again, or convert it to UTF-8.", "请重新输入,或转换为 UTF-8。"));
        if (is_control_character(c) && !is_blank(c))
            return bad_text(what, say("the text holds a control character", "文本含有控制字符"))
                .with_hint(say("Type it again without that character.", "请去掉该字符后重新输入。"));
        if (is_blank(c) && kept.empty()) continue;
        if (lines == Lines::joined && (is_line_end(c) || c == '\t')) {
            if (kept.back() != ' ') kept += ' ';
        } else if (is_line_end(c)) {
            if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
            kept += '\n';
        } else {
            kept += text.substr(here, at - here);
        }
        ++characters;
        if (!is_blank(c)) behind_last = kept.size();
    }
    kept.resize(behind_last);
    if (characters > longest)
        return bad_text(what, say("it has more than {} characters", "超过 {} 个字符", {longest}))
            .with_hint(say("Shorten it.", "请缩短。"));
    return kept;
}

}  // namespace

Result<std::string> clean_text(std::string_view text, const Text& what)
{
    return clean(text, what, Lines::kept, longest_text);
}

Result<std::string> clean_line(std::string_view text, const Text& what)
{
    return clean(text, what, Lines::joined, longest_line);
}

Result<std::string> clean_name(std::string_view text, const Text& what)
{
    TRY_ASSIGN(std::string name, clean(text, what, Lines::kept, longest_name));
    if (name.empty())
        return bad_text(what, say("it is empty", "不能为空")).with_hint(say("Give it a value.", "请填写内容。"));
    if (name.find_first_of("\n\t") != std::string::npos)
        return bad_text(what, say("it has more than one line", "不能超过一行"))
            .with_hint(say("Write it on one line.", "请写在一行内。"));
    return name;
}

}  // namespace fonds
