// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/config/toml_reader.hpp"

// Its assertions doubt the input, not the code; with NDEBUG they become promises to the compiler, which is worse.
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

namespace fonds {

namespace {

using Settings = std::map<std::string, Setting>;

/// Adds the members of `table` under `prefix`.
Result<void> flatten(const toml::table& table, const std::string& prefix, const std::string& path, Settings& settings)
{
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string(name.str());
        const std::uint32_t line = name.source().begin.line;
        if (const auto* inner = node.as_table()) {
            settings[key] = {std::monostate(), line};
            TRY(flatten(*inner, key + ".", path, settings));
        } else if (const auto* text = node.as_string()) {
            settings[key] = {text->get(), line};
        } else if (const auto* whole = node.as_integer()) {
            settings[key] = {whole->get(), line};
        } else if (const auto* real = node.as_floating_point()) {
            settings[key] = {real->get(), line};
        } else if (const auto* flag = node.as_boolean()) {
            settings[key] = {flag->get(), line};
        } else {
            return error(ErrorKind::bad_input,
                         say("Line {}: {} cannot be a list or a date", "第 {} 行:{} 不能是列表或日期", {line, key}))
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
