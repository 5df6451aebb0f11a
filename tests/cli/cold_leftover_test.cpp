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

/// No process has so high a number.
const std::string dead_repair = "/repair-99999999-0123456789abcdef";

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

TEST_CASE("Of volumes given together, one that a later one took the place of is left out")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string old = archive.beside("old") + "/J001-V0001.zip";
    std::filesystem::create_directory(archive.beside("old"));
    std::filesystem::copy_file(archive.volume(), old);
    archive.good({"volume", "rewrite", "J001-V0001"});
    archive.good({"volume", "rewrite", "J001-V0002"});
    const ArchiveFixture fresh;
    write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    const auto adopted = fresh.fonds({"volume", "adopt", old, archive.volume("3")});
    INFO(adopted.out << adopted.err);
    CHECK(adopted.exit_code == 3);
    CHECK(adopted.err.find("J001-V0003 tells that it was replaced") != std::string::npos);
    CHECK(files_below(fresh.root() + "/volumes") == 1);
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("Folders that a killed repair of a volume left are named by check and removed by repair")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::vector<std::string> left{archive.root() + "/volumes" + dead_repair, archive.beside("second") + dead_repair,
                                        archive.root() + "/staging" + dead_repair,
                                        archive.root() + "/staging/adopt-99999999-0123456789abcdef"};
    for (const auto& folder : left) {
        std::filesystem::create_directory(folder);
        std::filesystem::copy_file(archive.volume(), folder + "/J001-V0001.zip");
    }
    // Somebody else's, and of a process that lives, in a folder that archives may share.
    const std::string others = archive.beside("second") + "/repair-notes";
    const std::string living = archive.beside("second") + "/repair-1-0123456789abcdef";
    std::filesystem::create_directory(others);
    std::filesystem::create_directory(living);
    write_file(living + "/K002-V0001.zip", "another archive's");
    const auto found = findings_of(archive, "volume.left_over");
    CHECK(found.size() == left.size());
    archive.good({"check", "--repair"});
    for (const auto& folder : left) CHECK(!std::filesystem::exists(folder));
    CHECK(std::filesystem::exists(others));
    CHECK(std::filesystem::exists(living));
    CHECK(findings_of(archive, "volume.left_over").empty());
    archive.all_readable();
}

TEST_CASE("A key that is missing or wrong is no damage to check and to backup verify")
{
    ColdArchive archive;
    write_file(archive.beside("key"), "sixteen letters or more\n");
    archive.set("parity = 0\nkey_file = \"" + archive.beside("key") + "\"\n");
    archive.good({"cold", "run", "--all", "--yes", "--encrypt"});
    archive.good({"backup", "create", archive.beside("backup")});
    const auto told = [&](const CommandLine& command) {
        const auto result = archive.fonds(command);
        INFO(result.out << result.err);
        CHECK(result.exit_code == 3);
        const Json findings = Json::parse(result.out)->get("findings");
        REQUIRE(findings.size() == 1);
        CHECK(findings.at(0).get("kind").text() == "volume.key");
        CHECK(findings.at(0).get("severity").text() == "warning");
        CHECK(findings.at(0).get("subject").text() == "J001-V0001");
        CHECK(findings.at(0).dump().find("key_file") != std::string::npos);
        CHECK(result.out.find("backup mend") == std::string::npos);
    };
    write_file(archive.beside("key"), "another key of many letters\n");
    told({"check", "--full", "--json"});
    told({"backup", "verify", archive.beside("backup"), "--json"});
    CHECK(archive.json({"status"}).get("storage").get("volumes_without_key").number() == 0);
    std::filesystem::remove(archive.beside("key"));
    told({"check", "--json"});
    told({"check", "--full", "--json"});
    CHECK(archive.json({"status"}).get("storage").get("volumes_without_key").number() == 1);
    CHECK(archive.good({"status"}).out.find("key_file") != std::string::npos);
    CHECK(archive.fonds({"recall", archive.codes[0]}).exit_code == 5);
    told({"backup", "verify", archive.beside("backup"), "--json"});
    write_file(archive.beside("key"), "sixteen letters or more\n");
    archive.good({"check", "--full"});
}

TEST_CASE("Damage seen while a volume is replaced is not remembered of a volume that is no more")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    const std::string copy = archive.beside("second") + "/J001-V0001.zip";
    archive.set("parity = 0\ndeflate = false\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    flip(archive.volume(), whole.find(archive.contents[1]) + 1000);
    flip(copy, whole.find(archive.contents[2]) + 1000);
    // Damaged in both in one place that no file lies in: nothing puts them together.
    for (const std::string& path : {archive.volume(), copy}) flip(path, whole.size() - 30);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 20);
    CHECK(archive.fonds({"check"}).exit_code == 20);
    const auto rewritten = archive.fonds({"volume", "rewrite", "J001-V0001"});
    INFO(rewritten.out << rewritten.err);
    CHECK(rewritten.exit_code == 0);
    CHECK(rewritten.err.find("is damaged") != std::string::npos);
    CHECK(rewritten.err.find("volume verify") == std::string::npos);
    archive.good({"check", "--full"});
    CHECK(archive.json({"volume", "show", "J001-V0001"}).get("copies").size() == 0);
    archive.all_readable();
    // As an older version left it.
    ProgramCall call;
    call.path = "/usr/bin/sqlite3";
    call.arguments = {archive.root() + "/catalog.db", "INSERT INTO volume_copy (volume, place, state, verified_at)"
                                                      " SELECT id, '', 'damaged', '2026-11-01T00:00:00.000Z' FROM volume"
                                                      " WHERE name = 'J001-V0001'"};
    REQUIRE(run(call).exit_code == 0);
    archive.good({"check", "--full"});
    CHECK(archive.json({"volume", "show", "J001-V0001"}).get("copies").size() == 1);
    archive.good({"repair"});
    CHECK(archive.json({"volume", "show", "J001-V0001"}).get("copies").size() == 0);
    archive.good({"check"});
}
