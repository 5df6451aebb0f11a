// SPDX-License-Identifier: GPL-3.0-or-later
// An office whose files go cold, with a second folder for copies, that can be put back to where it was.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"

namespace fonds::test {

struct ColdOffice : ArchiveFixture {
    std::vector<std::string> codes, contents;

    ColdOffice()
    {
        std::filesystem::create_directory(beside("second"));
        write_file(root() + "/fonds.toml", "[cold]\nparity = 0\nvolume_size = 1\ncopies = [\"" + beside("second") + "\"]\n");
        for (int i = 0; i < 3; ++i) {
            contents.push_back("words of paper " + std::to_string(i) +
                               std::string(static_cast<std::size_t>(i) * 300'000, 'x'));
            codes.push_back(file("paper" + std::to_string(i) + ".txt", contents.back(), {"--category", "HT"}));
        }
    }

    void good(const CommandLine& command) const
    {
        const auto result = fonds(command);
        INFO(result.out << result.err);
        REQUIRE(result.exit_code == 0);
    }

    void all_there() const
    {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::filesystem::remove(beside("out"));
            const auto got = fonds({"get", codes[i], "-o", beside("out")});
            INFO(codes[i] << got.out << got.err);
            REQUIRE(got.exit_code == 0);
            REQUIRE(read_file(beside("out")) == contents[i]);
        }
    }

    /// With the shim that fails or kills at a step, see fault_shim.cpp.
    [[nodiscard]] ProgramResult shimmed(const CommandLine& command, const std::string& variable,
                                        const std::string& value) const
    {
        return fonds(command, with_environment({{"LD_PRELOAD", fault_shim()}, {variable, value}}));
    }
    /// How many writes a command makes that ends well.
    [[nodiscard]] long count_steps(const CommandLine& command) const
    {
        const auto whole = shimmed(command, "FONDS_TEST_COUNT", beside("count"));
        INFO(whole.out << whole.err);
        REQUIRE(whole.exit_code == 0);
        return std::stol(read_file(beside("count")));
    }

    /// Everything beside and in the archive as it is now, and back.
    void keep() const
    {
        for (const char* name : {"archive", "second"})
            std::filesystem::copy(beside(name), beside(std::string("kept-") + name),
                                  std::filesystem::copy_options::recursive);
    }
    void restart() const
    {
        for (const char* name : {"archive", "second"}) {
            std::filesystem::remove_all(beside(name));
            std::filesystem::copy(beside(std::string("kept-") + name), beside(name),
                                  std::filesystem::copy_options::recursive);
        }
    }
};

}  // namespace fonds::test
