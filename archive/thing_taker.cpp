// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/thing_taker.hpp"

#include <charconv>

#include "schema/model/full_width.hpp"

namespace fonds {

Result<std::optional<bool>> yes_or_no(const std::optional<std::string>& text, const Text& column,
                                      std::array<std::string_view, 5> yes, std::array<std::string_view, 5> no)
{
    if (!text) return std::optional<bool>();
    for (const auto word : yes)
        if (*text == word) return std::optional(true);
    for (const auto word : no)
        if (*text == word) return std::optional(false);
    return error(ErrorKind::usage, {fill("{} is {} or {}, not {}", {column.en, yes[0], no[0], *text}),
                                    fill("“{}”应填 {} 或 {},而不是 {}", {column.zh, yes[1], no[1], *text})});
}

Result<std::optional<std::int64_t>> whole_number(const std::optional<std::string>& text, const Text& column)
{
    if (!text) return std::optional<std::int64_t>();
    if (text->empty()) return std::optional<std::int64_t>(0);
    const std::string folded = half_width(*text);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(folded.data(), folded.data() + folded.size(), number);
    if (problem == std::errc() && end == folded.data() + folded.size() && number >= 0) return std::optional(number);
    return error(ErrorKind::usage, {fill("{} is a whole number, not {}", {column.en, *text}),
                                    fill("“{}”应为整数,而不是 {}", {column.zh, *text})})
        .with_hint(say("Write a whole number, or (none).", "请填写整数或(无)。"));
}

}  // namespace fonds
