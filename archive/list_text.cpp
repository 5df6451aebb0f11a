// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/list_text.hpp"

#include <optional>

#include <iconv.h>

#include "schema/core/escape.hpp"
#include "schema/model/full_width.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

namespace {

constexpr std::size_t longest_code = 1000;

/// GB18030 to UTF-8; nothing when it is not that either.
std::optional<std::string> from_gb18030(std::string_view bytes)
{
    const iconv_t converter = ::iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    std::string in(bytes), out(bytes.size() * 2 + 16, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t left = in.size(), room = out.size();
    const std::size_t result = ::iconv(converter, &from, &left, &to, &room);
    ::iconv_close(converter);
    if (result == static_cast<std::size_t>(-1)) return std::nullopt;
    out.resize(out.size() - room);
    return out;
}

}  // namespace

Result<std::string> decode_list(std::string_view bytes)
{
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    if (to_valid_utf8(bytes) == bytes) return std::string(bytes);
    if (auto text = from_gb18030(bytes)) {
        if (text->starts_with(byte_order_mark)) text->erase(0, byte_order_mark.size());
        return std::move(*text);
    }
    return error(ErrorKind::bad_input,
                 say("The list is neither UTF-8 nor GB18030 text", "清单既不是 UTF-8 也不是 GB18030 文本"))
        .with_hint(say("Save it as CSV UTF-8.", "请另存为 CSV UTF-8 格式。"));
}

Result<std::vector<ScannedCode>> parse_scans(std::string_view bytes)
{
    TRY_ASSIGN(const std::string text, decode_list(bytes));
    if (text.find('\0') != std::string::npos)
        return error(ErrorKind::bad_input, say("The list is no text", "清单不是文本文件"))
            .with_hint(say("Save it as UTF-8.", "请另存为 UTF-8 格式。"));
    std::vector<ScannedCode> codes;
    std::size_t line = 1, begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char c = at < text.size() ? text[at] : '\n';
        if (c != '\n' && c != '\r' && c != ',' && c != ';' && c != '\t') continue;
        const std::string_view code = trimmed(std::string_view(text).substr(begin, at - begin));
        if (code.size() > longest_code)
            return error(ErrorKind::bad_input,
                         say("Line {} of the list is too long for a code", "清单第 {} 行过长,不是编号", {line}))
                .with_hint(say("Write a code a line.", "请每行写一个编号。"))
                .at(std::to_string(line));
        if (!code.empty()) codes.push_back({line, std::string(code)});
        begin = at + 1;
        if (c == '\n' || (c == '\r' && (at + 1 >= text.size() || text[at + 1] != '\n'))) ++line;
    }
    return codes;
}

}  // namespace fonds
