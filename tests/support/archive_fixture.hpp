// SPDX-License-Identifier: GPL-3.0-or-later
// A new archive in a temporary directory, and the real program at work on it.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fonds::test {

using CommandLine = std::vector<std::string>;

/// The real program, with nothing said about an archive.
[[nodiscard]] inline ProgramResult fonds(CommandLine arguments, ProgramCall more = {})
{
    more.path = fonds::test::programs() + "/fonds";
    more.arguments = std::move(arguments);
    return run(more);
}

/// An archive as `fonds init` makes it, once in this process.
[[nodiscard]] inline std::string fresh_archive()
{
    static const TemporaryDirectory place{Medium::memory};
    static const bool made = [] {
        const auto result = fonds({"init", place / "archive", "--code", "J001", "--name", "示范公司"});
        if (result.exit_code != 0) throw std::runtime_error("fonds init failed: " + result.err);
        return true;
    }();
    return made ? place / "archive" : "";
}

/// Each one is a copy of the fresh archive, in memory: what the program promises of a disk is tested elsewhere.
class ArchiveFixture {
public:
    ArchiveFixture() { std::filesystem::copy(fresh_archive(), root(), std::filesystem::copy_options::recursive); }

    [[nodiscard]] std::string root() const { return place_ / "archive"; }
    /// A path beside the archive.
    [[nodiscard]] std::string beside(const std::string& name) const { return place_ / name; }
    /// A file beside the archive; its path.
    [[nodiscard]] std::string write(const std::string& name, const std::string& bytes) const
    {
        write_file(beside(name), bytes);
        return beside(name);
    }

    /// `fonds -C archive` and the arguments, working beside the archive.
    [[nodiscard]] ProgramResult fonds(CommandLine arguments, ProgramCall more = {}) const
    {
        if (more.directory.empty()) more.directory = place_.path();
        arguments.insert(arguments.begin(), {"-C", root()});
        return test::fonds(std::move(arguments), std::move(more));
    }

    /// Files bytes under a name and returns the code; fails the test when that does not end well.
    std::string file(const std::string& name, const std::string& bytes, const CommandLine& options = {}) const
    {
        CommandLine arguments{"file", write(name, bytes)};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto filed = fonds(arguments);
        if (filed.exit_code != 0) throw std::runtime_error("fonds file failed: " + filed.out + filed.err);
        return filed.out.substr(0, filed.out.find(' '));
    }

private:
    TemporaryDirectory place_{Medium::memory};
};

}  // namespace fonds::test
