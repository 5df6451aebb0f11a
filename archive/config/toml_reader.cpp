// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/config/toml_reader.hpp"

#include <cstdio>
#include <optional>

// Its assertions doubt the input, not the code; with NDEBUG they become promises to the compiler, which is worse.
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

namespace fonds {

namespace {

using Settings = std::map<std::string, Setting>;

std::string text_of(const toml::date& day)
{
    char text[16];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u", unsigned{day.year}, unsigned{day.month}, unsigned{day.day});
    return text;
}

std::optional<std::vector<std::string>> strings_of(const toml::array& list)
{
    std::vector<std::string> strings;
    for (const auto& node : list) {
        const auto* text = node.as_string();
        if (text == nullptr) return std::nullopt;
        strings.push_back(text->get());
    }
    return strings;
}

/// Adds the members of `table` under `prefix`.
Result<void> flatten(const toml::table& table, const std::string& prefix, const std::string& path, Settings& settings)
{
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string(name.str());
        const std::uint32_t line = name.source().begin.line;
        if (const auto* inner = node.as_table()) {
            settings[key] = {std::monostate(), line, {}, {}};
            TRY(flatten(*inner, key + ".", path, settings));
        } else if (const auto* text = node.as_string()) {
            settings[key] = {text->get(), line, {}, {}};
        } else if (const auto* whole = node.as_integer()) {
            settings[key] = {whole->get(), line, {}, {}};
        } else if (const auto* real = node.as_floating_point()) {
            settings[key] = {real->get(), line, {}, {}};
        } else if (const auto* flag = node.as_boolean()) {
            settings[key] = {flag->get(), line, {}, {}};
        } else if (const auto* day = node.as_date()) {
            settings[key] = {text_of(day->get()), line, {}, {}};
        } else if (const auto list = node.is_array() ? strings_of(*node.as_array()) : std::nullopt) {
            const auto place = [](const toml::source_position& at) { return TextPlace{at.line, at.column}; };
            settings[key] = {*list, line, place(node.source().begin), place(node.source().end)};
        } else {
            return error(ErrorKind::bad_input, say("Line {}: {} cannot be a time, or a list of anything but strings",
                                                   "第 {} 行:{} 不能是时间,列表中也只能是字符串", {line, key}))
                .at(at_line(path, line));
        }
    }
    return {};
}

}  // namespace

Result<Settings> read_toml(std::string_view toml, const std::string& path)
{
    try {
        Settings settings;
        TRY(flatten(toml::parse(toml, path), {}, path, settings));
        return settings;
    } catch (const toml::parse_error& problem) {
        const std::uint32_t line = problem.source().begin.line;
        return error(ErrorKind::bad_input,
                     say("Line {} is not TOML: {}", "第 {} 行不是有效的 TOML:{}", {line, problem.description()}))
            .with_hint(say("Write one setting a line, like currency = \"CNY\".", "每行写一项设置,如 currency = \"CNY\"。"))
            .at(at_line(path, line));
    }
}

std::string at_line(const std::string& path, std::uint32_t line)
{
    return path + ":" + std::to_string(line);
}

}  // namespace fonds
