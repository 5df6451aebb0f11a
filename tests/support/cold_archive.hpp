// SPDX-License-Identifier: GPL-3.0-or-later
// An archive whose files go into volumes, and what befalls volumes.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "schema/core/json.hpp"
#include "tests/support/archive_fixture.hpp"

namespace fonds::test {

/// Bytes that no compressor makes smaller.
[[nodiscard]] inline std::string noise(std::size_t size, unsigned seed)
{
    std::string out(size, '\0');
    std::uint64_t state = seed + 1;
    for (char& c : out) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        c = static_cast<char>(state >> 24);
    }
    return out;
}

/// Changes one bit of the byte at `at`.
inline void flip(const std::string& path, std::uint64_t at)
{
    std::filesystem::permissions(path, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(at));
    const char c = static_cast<char>(file.get() ^ 1);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(c);
}

/// Regular files in a folder and below; none when it is not there.
[[nodiscard]] inline std::size_t files_below(const std::string& folder)
{
    std::size_t count = 0;
    if (!std::filesystem::exists(folder)) return 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        count += entry.is_regular_file() ? 1U : 0U;
    return count;
}

/// Three records with a file each; settings that make small volumes quickly.
struct ColdArchive : ArchiveFixture {
    std::string settings;
    std::vector<std::string> codes;
    std::vector<std::string> contents{"words of a contract, words of a contract, words of a contract", noise(200'000, 1),
                                      std::string(300'000, 'x')};

    explicit ColdArchive(const std::string& more = "parity = 0\n")
    {
        set(more);
        for (std::size_t i = 0; i < contents.size(); ++i)
            codes.push_back(file("paper " + std::to_string(i) + ".txt", contents[i],
                                 {"--category", "HT", "--date", "2010-01-0" + std::to_string(i + 1)}));
    }

    void set(const std::string& more) const { write_file(root() + "/fonds.toml", "[cold]\n" + more); }

    ProgramResult good(const CommandLine& command) const
    {
        auto result = fonds(command);
        INFO(result.out << result.err);
        REQUIRE(result.exit_code == 0);
        return result;
    }
    Json json(CommandLine command) const
    {
        command.emplace_back("--json");
        auto parsed = Json::parse(good(command).out);
        REQUIRE(parsed.ok());
        return *parsed;
    }
    [[nodiscard]] std::string volume(const std::string& number = "1") const
    {
        return root() + "/volumes/J001-V000" + number + ".zip";
    }
    void all_readable() const
    {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::filesystem::remove(beside("out"));
            const auto got = fonds({"get", codes[i], "-o", beside("out")});
            INFO(got.out << got.err);
            REQUIRE(got.exit_code == 0);
            REQUIRE(read_file(beside("out")) == contents[i]);
        }
    }
};

}  // namespace fonds::test
