// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of copies counts once, whatever its names, and none of the archive's own counts.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("Copies in one folder under two names, or within the archive, are refused, and bytes stay")
{
    ColdArchive archive;
    const std::string copies = archive.beside("copies");
    std::filesystem::create_directory(copies);
    std::filesystem::create_directory_symlink(copies, archive.beside("link"));
    std::filesystem::create_directory_symlink(archive.root() + "/volumes", archive.beside("inner"));
    const std::string gone = archive.beside("gone");
    const auto refused = [&](const std::string& list, const std::string& words) {
        archive.set("parity = 0\ncopies = [" + list + "]\n");
        for (const CommandLine& command : {CommandLine{"cold", "run", "--all", "--yes"}, CommandLine{"scrub", "--all"},
                                           CommandLine{"volume", "rewrite", "J001-V0001"}}) {
            const auto result = archive.fonds(command);
            INFO(list << ": " << command[0] << "\n" << result.out << result.err);
            CHECK(result.exit_code == 1);
            CHECK(result.err.find(words) != std::string::npos);
            CHECK(result.err.find("name each folder once") != std::string::npos);
        }
    };
    const auto quoted = [](const std::string& name) { return "\"" + name + "\""; };
    refused(quoted(copies) + ", " + quoted(copies), "one folder twice");
    refused(quoted(copies) + ", " + quoted(copies + "/"), "one folder twice");
    refused(quoted(copies) + ", " + quoted(copies + "/../copies"), "one folder twice");
    refused(quoted(copies) + ", " + quoted(archive.beside("link")), "one folder twice");
    refused(quoted(gone) + ", " + quoted(gone + "/../gone"), "one folder twice");
    refused(quoted(archive.root() + "/volumes"), "within the archive");
    refused(quoted(archive.root() + "/more/copies"), "within the archive");
    refused(quoted(archive.beside("inner")), "within the archive");
    CHECK(files_below(archive.root() + "/objects") == 3);
    archive.all_readable();
    archive.set("parity = 0\ncopies = [" + quoted(copies) + "]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(files_below(copies) == 2);  // and the mark of the folder
}

TEST_CASE("A copy that settings name otherwise than before is no further copy of what is held")
{
    ColdArchive archive;
    const std::string copies = archive.beside("copies");
    std::filesystem::create_directory(copies);
    archive.set("parity = 0\n");
    archive.good({"hold", "add", "--reason", "case 9", "--authority", "法务部", "--kind", "litigation", archive.codes[1]});
    CHECK(archive.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    archive.good({"volume", "move", "J001-V0001", "--to", copies});
    std::filesystem::create_directory_symlink(copies, archive.beside("link"));
    // The same file, known by both names.
    archive.set("parity = 0\ncopies = [\"" + archive.beside("link") + "\"]\n");
    CHECK(archive.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    CHECK(files_below(archive.root() + "/objects") == 1);
    archive.all_readable();
}

TEST_CASE("A volume is not moved onto itself under another name")
{
    ColdArchive archive;
    const std::string copies = archive.beside("copies");
    std::filesystem::create_directory(copies);
    std::filesystem::create_directory_symlink(copies, archive.beside("link"));
    std::filesystem::create_directory_symlink(archive.root() + "/volumes", archive.beside("inner"));
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(archive.fonds({"volume", "move", "J001-V0001", "--to", archive.beside("inner")}).exit_code == 2);
    archive.good({"volume", "move", "J001-V0001", "--to", copies});
    const auto refused = archive.fonds({"volume", "move", "J001-V0001", "--from", copies, "--to", archive.beside("link")});
    INFO(refused.out << refused.err);
    CHECK(refused.exit_code != 0);
    CHECK(refused.err.find("has a copy there already") != std::string::npos);
    archive.all_readable();
}

TEST_CASE("More copies asked for than there are folders is said before anything is sealed")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\nleast_copies = 3\ncopies = [\"" + archive.beside("second") + "\"]\n");
    for (const CommandLine& command : {CommandLine{"cold", "plan", "--all"}, CommandLine{"cold", "run", "--all", "--yes"}}) {
        const auto refused = archive.fonds(command);
        INFO(refused.out << refused.err);
        CHECK(refused.exit_code == 2);
        CHECK(refused.err.find("least_copies") != std::string::npos);
    }
    CHECK(files_below(archive.root() + "/volumes") == 0);
    archive.set("parity = 0\nleast_copies = 2\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
}
