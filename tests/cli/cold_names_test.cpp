// SPDX-License-Identifier: GPL-3.0-or-later
// Names that Windows forbids are in no volume, and come back from one.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

/// By the rules of Microsoft's "Naming Files, Paths, and Namespaces".
bool is_fine_on_windows(const std::string& part)
{
    if (part.empty() || part.back() == '.' || part.back() == ' ') return false;
    for (const char c : part)
        if (static_cast<unsigned char>(c) < 0x20 || std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos)
            return false;
    const std::string stem = upper(part.substr(0, part.find('.')));
    for (const char* device : {"CON", "PRN", "AUX", "NUL", "COM1", "COM9", "LPT1", "LPT9"})
        if (stem == device) return false;
    return true;
}

}  // namespace

TEST_CASE("Files whose names Windows forbids go into volumes under others, and keep their own in the archive")
{
    const std::vector<std::string> names{
        "CON",       "con.txt",    "aux.txt",     "NUL.tar.txt",     "LPT1.txt",      "dots...", "space ", "a:b.txt",
        "a?b*c.txt", "a<b>|c.txt", "quo\"te.txt", "back\\slash.txt", "合同:正本.txt", "x.con",   "y.a b",  "z.p?f"};
    ColdArchive archive;
    for (std::size_t i = 0; i < names.size(); ++i) {
        archive.codes.push_back(archive.file(names[i], "words of file " + std::to_string(i), {"--category", "HT"}));
        archive.contents.push_back("words of file " + std::to_string(i));
    }
    archive.good({"cold", "run", "--all", "--yes"});
    ProgramCall list;
    list.path = "/usr/bin/python3";
    list.arguments = {"-c", "import sys, zipfile\nfor n in zipfile.ZipFile(sys.argv[1]).namelist(): print(n)",
                      archive.volume()};
    const auto members = run(list).lines();
    CHECK(members.size() > names.size() + 3);
    std::vector<std::string> folded;
    for (const auto& member : members) {
        std::istringstream parts(member);
        for (std::string part; std::getline(parts, part, '/');) {
            INFO(member);
            CHECK(is_fine_on_windows(part));
        }
        CHECK(member.size() < 200);
        folded.push_back(upper(member));
    }
    // Nor do two differ in case alone.
    std::ranges::sort(folded);
    CHECK(std::ranges::adjacent_find(folded) == folded.end());

    archive.all_readable();
    ArchiveFixture fresh;
    write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    REQUIRE(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 0);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string& code = archive.codes[i + 3];
        INFO(names[i]);
        const Json shown = *Json::parse(fresh.fonds({"show", code, "--json"}).out);
        CHECK(shown.get("components").at(0).get("file_name").text() == names[i]);
    }
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
}
