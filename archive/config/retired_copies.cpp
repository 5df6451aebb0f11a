// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/config/retired_copies.hpp"

#include <algorithm>

#include "archive/config/toml_reader.hpp"

namespace fonds {

namespace {

/// Where a place of the text begins, in bytes; columns count characters.
std::size_t offset_of(std::string_view text, const TextPlace& place)
{
    std::size_t at = 0;
    for (std::uint32_t line = 1; line < place.line && at < text.size(); ++line)
        at = std::min(text.find('\n', at), text.size() - 1) + 1;
    for (std::uint32_t column = 1; column < place.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    return at;
}

/// Each line of `text`, which has whole lines, as a comment.
std::string commented(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += "# " + std::string(text.substr(0, end)) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

Result<RetiredCopies> retire_copies(std::string_view toml, const std::string& path, const Text& why)
{
    TRY_ASSIGN(const auto settings, read_toml(toml, path));
    RetiredCopies retired{std::string(toml), {}};
    const auto at = settings.find("cold.copies");
    if (at == settings.end()) return retired;
    const auto* folders = std::get_if<std::vector<std::string>>(&at->second.value);
    if (folders == nullptr || folders->empty()) return retired;
    retired.folders = *folders;
    const std::size_t line = offset_of(toml, {at->second.line, 1});
    const std::size_t begin = offset_of(toml, at->second.begin), end = offset_of(toml, at->second.end);
    const std::size_t after = std::min(toml.find('\n', end), toml.size());
    retired.toml = std::string(toml.substr(0, line)) + commented(why.en + "\n" + why.zh + "\n") +
                   commented(toml.substr(line, after - line)) + std::string(toml.substr(line, begin - line)) + "[]" +
                   std::string(toml.substr(end));
    // Whatever the layout was: what is written says what it should.
    TRY_ASSIGN(auto again, read_toml(retired.toml, path));
    const auto* left = std::get_if<std::vector<std::string>>(&again["cold.copies"].value);
    if (left == nullptr || !left->empty())
        return error(ErrorKind::bad_input, say("copies cannot be taken out of {}", "无法停用 {} 中的 copies", {path}))
            .at(path);
    return retired;
}

}  // namespace fonds
