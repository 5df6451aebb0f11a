// SPDX-License-Identifier: GPL-3.0-or-later
// Two archives with one folder for copies, by mistake; and copies of what is held.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string settings(const std::string& folder)
{
    return "parity = 0\ncopies = [\"" + folder + "\"]\n";
}

/// Both have a volume J001-V0001, and only the first has a copy of its own in the folder.
struct TwoArchives {
    ColdArchive first, second;

    TwoArchives()
    {
        std::filesystem::create_directory(folder());
        first.set(settings(folder()));
        second.set(settings(folder()));
        first.good({"cold", "run", "--all", "--yes"});
        kept = read_file(copy());
    }
    [[nodiscard]] std::string folder() const { return first.beside("shared"); }
    [[nodiscard]] std::string copy() const { return folder() + "/J001-V0001.zip"; }
    std::string kept;
};

}  // namespace

TEST_CASE("A volume that is rewritten takes no other archive's copy with it")
{
    TwoArchives two;
    const auto sealed = two.second.fonds({"cold", "run", "--all", "--yes"});
    CHECK(sealed.exit_code == 3);
    CHECK(sealed.err.find("no copy of this volume") != std::string::npos);
    CHECK(two.second.fonds({"volume", "rewrite", "J001-V0001"}).exit_code == 0);
    CHECK(read_file(two.copy()) == two.kept);
    two.first.good({"volume", "verify"});
    two.second.all_readable();
}

TEST_CASE("What has a volume's name in the folder for copies, and is no copy of it, stays as it is")
{
    TwoArchives two;
    std::string there = GENERATE(as<std::string>(), "a damaged copy of another archive", "no zip at all");
    if (there.starts_with("a")) {
        there = two.kept;
        there[there.size() - 10] ^= 1;  // in the end record, so that it opens as no zip
    }
    std::filesystem::permissions(two.copy(), std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    write_file(two.copy(), there);
    CHECK(two.second.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    CHECK(read_file(two.copy()) == there);
    CHECK(two.second.fonds({"volume", "verify"}).exit_code == 3);
    CHECK(read_file(two.copy()) == there);
    CHECK(two.second.fonds({"volume", "rewrite", "J001-V0001"}).exit_code == 0);
    CHECK(read_file(two.copy()) == there);
    two.second.all_readable();
    // The one whose copy it was has it made again.
    CHECK(two.first.fonds({"volume", "verify"}).exit_code == 3);
    CHECK(read_file(two.copy()) == two.kept);
}

TEST_CASE("A rewriting after which a held record had fewer copies is refused")
{
    ColdArchive archive;
    const std::string folder = archive.beside("copies");
    std::filesystem::create_directory(folder);
    archive.set(settings(folder));
    archive.good({"hold", "add", archive.codes.front(), "--reason", "lawsuit", "--authority", "court"});
    archive.good({"cold", "run", "--all", "--yes"});
    archive.set("parity = 0\n");
    const auto refused = archive.fonds({"volume", "rewrite", "J001-V0001"});
    CHECK(refused.exit_code == 5);
    CHECK(refused.err.find("on hold") != std::string::npos);
    CHECK(archive.json({"volume", "list"}).size() == 1);

    // The folder is there, but the new volume's copy cannot be made.
    archive.set(settings(folder));
    write_file(folder + "/J001-V0002.zip", "somebody's");
    CHECK(archive.fonds({"volume", "rewrite", "J001-V0001"}).exit_code == 5);
    CHECK(std::filesystem::exists(folder + "/J001-V0001.zip"));
    CHECK(read_file(folder + "/J001-V0002.zip") == "somebody's");
    std::filesystem::remove(folder + "/J001-V0002.zip");
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);  // makes it
    archive.good({"volume", "rewrite", "J001-V0001"});
    CHECK_FALSE(std::filesystem::exists(folder + "/J001-V0001.zip"));
    CHECK(std::filesystem::exists(folder + "/J001-V0002.zip"));
    archive.all_readable();
}
