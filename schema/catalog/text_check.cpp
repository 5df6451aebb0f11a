// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/text_check.hpp"

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

bool is_blank(char32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000 || c == 0xA0;
}

Error bad_text(const Text& what, const Text& why)
{
    return error(ErrorKind::usage, {what.en + ": " + why.en, what.zh + ":" + why.zh});
}

}  // namespace

Result<std::string> clean_text(std::string_view text, const Text& what)
{
    std::size_t begin = text.size(), end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = next_code_point(text, at);
        if (c == invalid_code_point)
            return bad_text(what, say("the text is not valid UTF-8", "文本不是有效的 UTF-8"))
                .with_hint(say("Type it again, or convert it to UTF-8.", "请重新输入,或转换为 UTF-8。"));
        if ((c < 0x20 && !is_blank(c)) || c == 0x7F)
            return bad_text(what, say("the text holds a control character", "文本含有控制字符"))
                .with_hint(say("Type it again without that character.", "请去掉该字符后重新输入。"));
        if (is_blank(c)) continue;
        begin = std::min(begin, here);
        end = at;
    }
    return begin < end ? std::string(text.substr(begin, end - begin)) : std::string();
}

Result<std::string> clean_name(std::string_view text, const Text& what)
{
    TRY_ASSIGN(std::string name, clean_text(text, what));
    if (name.empty())
        return bad_text(what, say("it is empty", "不能为空")).with_hint(say("Give it a value.", "请填写内容。"));
    if (name.find_first_of("\r\n") != std::string::npos)
        return bad_text(what, say("it has more than one line", "不能超过一行"))
            .with_hint(say("Write it on one line.", "请写在一行内。"));
    return name;
}

}  // namespace fonds
