// SPDX-License-Identifier: GPL-3.0-or-later
// What a volume leaves behind when it was replaced, or when work on it was killed.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// The findings of check that have the kind.
std::vector<Json> findings_of(const ColdArchive& archive, const std::string& kind)
{
    const Json findings = Json::parse(archive.fonds({"check", "--json"}).out)->get("findings");
    std::vector<Json> found;
    for (std::size_t i = 0; i < findings.size(); ++i)
        if (findings.at(i).get("kind").text() == kind) found.push_back(findings.at(i));
    return found;
}

}  // namespace

TEST_CASE("A volume that was replaced is not adopted again, and check says that its file may go")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    std::filesystem::create_directory(archive.beside("old"));
    const std::string old = archive.beside("old") + "/J001-V0001.zip";
    std::filesystem::copy_file(archive.volume(), old);
    archive.good({"volume", "rewrite", "J001-V0001"});
    const auto refused = archive.fonds({"volume", "adopt", old});
    INFO(refused.out << refused.err);
    CHECK(refused.exit_code == 5);
    CHECK(refused.err.find("J001-V0001 was replaced on 20") != std::string::npos);
    CHECK(refused.err.find("may be removed") != std::string::npos);
    CHECK(files_below(archive.root() + "/volumes") == 1);
    CHECK(findings_of(archive, "volume.replaced").empty());
    std::filesystem::copy_file(old, archive.volume());
    CHECK(archive.fonds({"volume", "adopt", archive.volume()}).exit_code == 5);
    const auto found = findings_of(archive, "volume.replaced");
    REQUIRE(found.size() == 1);
    CHECK(found[0].dump().find("may be removed") != std::string::npos);
    CHECK(findings_of(archive, "volume.unknown").empty());
}
