// SPDX-License-Identifier: GPL-3.0-or-later
// JSON answers of the program, and what stands in them.
#pragma once

#include <catch2/catch.hpp>

#include "schema/core/json.hpp"
#include "tests/support/archive_fixture.hpp"

namespace fonds::test {

inline Json parse_json(const std::string& text)
{
    INFO(text);
    auto json = Json::parse(text);
    REQUIRE(json.ok());
    return *json;
}

/// The answer of a command that must end with `exit_code`.
inline Json answer(const ArchiveFixture& archive, const CommandLine& arguments, int exit_code = 0)
{
    const auto result = archive.fonds(arguments);
    INFO(result.out << result.err);
    REQUIRE(result.exit_code == exit_code);
    return parse_json(result.out);
}

/// The strings under `key` in an array of objects.
inline std::vector<std::string> texts_of(const Json& array, const char* key)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < array.size(); ++i) texts.push_back(array.at(i).get(key).text());
    return texts;
}

inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace fonds::test
