// SPDX-License-Identifier: GPL-3.0-or-later
// TOML (toml.io, 1.0) as flat, typed settings. The one place that knows the TOML library.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds {

/// From 1; columns count characters, not bytes.
struct TextPlace {
    std::uint32_t line = 0, column = 0;
};

/// A setting's value is std::monostate for a table, whose members are settings of their own; a day is a string, YYYY-MM-DD.
struct Setting {
    std::variant<std::monostate, std::string, std::int64_t, double, bool, std::vector<std::string>> value;
    std::uint32_t line = 0;    ///< of its name
    TextPlace begin{}, end{};  ///< of a list: its brackets; `end` is behind it
};

/// Settings by dotted key (extraction.workers). Text that is no TOML, and values that are no string, number, boolean, day,
/// list of strings or table, are ErrorKind::bad_input with `path`:line.
[[nodiscard]] Result<std::map<std::string, Setting>> read_toml(std::string_view toml, const std::string& path);

[[nodiscard]] std::string at_line(const std::string& path, std::uint32_t line);

}  // namespace fonds
