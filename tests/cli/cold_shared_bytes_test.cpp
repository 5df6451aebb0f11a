// SPDX-License-Identifier: GPL-3.0-or-later
// Records that have the same bytes: each has to be in a volume itself, and none loses them in objects/ by another's going.
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/core/digest.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

struct SharingArchive : ColdArchive {
    /// The bytes of the record codes[of] once more, as another record.
    [[nodiscard]] std::string file_again(std::size_t of, const CommandLine& words) const
    {
        CommandLine command{"--allow-duplicate"};
        command.insert(command.end(), words.begin(), words.end());
        return file("again.txt", contents[of], command);
    }
    void seal(const CommandLine& words = {"--all"}) const
    {
        CommandLine command{"cold", "run", "--yes"};
        command.insert(command.end(), words.begin(), words.end());
        good(command);
    }
    [[nodiscard]] std::int64_t hot() const { return json({"status"}).get("storage").get("hot_objects").number(); }
    [[nodiscard]] CommandLine volumes() const
    {
        CommandLine all;
        for (const auto& each : std::filesystem::directory_iterator(root() + "/volumes"))
            if (each.path().extension() == ".zip") all.push_back(each.path().string());
        return all;
    }
    /// In a new archive, made from all volumes and nothing else: what is there.
    void comes_back(const std::vector<std::string>& wanted) const
    {
        ArchiveFixture fresh;
        write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\n");
        CommandLine command{"volume", "adopt"};
        const CommandLine all = volumes();
        command.insert(command.end(), all.begin(), all.end());
        const auto adopted = fresh.fonds(command);
        INFO(adopted.out << adopted.err);
        CHECK(adopted.exit_code == 0);
        CHECK(Json::parse(fresh.fonds({"status", "--json"}).out)->get("records").number() ==
              static_cast<std::int64_t>(wanted.size()));
        for (const auto& code : wanted) {
            INFO(code);
            CHECK(fresh.fonds({"get", code, "-o", fresh.beside("out")}).exit_code == 0);
            std::filesystem::remove(fresh.beside("out"));
        }
        CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
        // Each is in a volume there, too: nothing is left to seal.
        CHECK(Json::parse(fresh.fonds({"cold", "plan", "--all", "--json"}).out)->get("records").number() == 0);
    }
};

}  // namespace

TEST_CASE("A record whose bytes went cold with another is sealed itself, and comes back from the volumes")
{
    SharingArchive archive;
    archive.seal();
    const std::string again = archive.file_again(1, {"--category", "HT", "--date", "2011-01-01", "--title", "another"});
    // Its bytes are in objects/ like anybody's, until it goes cold.
    CHECK(archive.hot() == 1);
    archive.good({"check", "--full"});
    const Json plan = archive.json({"cold", "plan", "--all"});
    CHECK(plan.get("records").number() == 1);
    CHECK(plan.get("list").at(0).get("code").text() == again);
    CHECK(plan.get("sealed_before").number() == 1);
    CHECK(plan.get("freed_bytes").number() == 200'000);  // once, though two records have them
    archive.good({"repair"});
    CHECK(archive.hot() == 1);
    archive.seal();
    CHECK(archive.hot() == 0);
    CHECK(files_below(archive.root() + "/objects") == 0);
    CHECK(archive.json({"volume", "list"}).size() == 2);
    archive.comes_back({archive.codes[0], archive.codes[1], archive.codes[2], again});
    // And nothing is sealed twice.
    CHECK(archive.json({"cold", "run", "--all", "--yes"}).get("records").number() == 0);
    archive.good({"check", "--full"});
}

TEST_CASE("Records of one volume that have the same bytes are both known to be in it")
{
    SharingArchive archive;
    const std::string again = archive.file_again(0, {"--category", "HT"});
    archive.seal();
    CHECK(archive.json({"cold", "plan", "--all"}).get("records").number() == 0);
    CHECK(archive.json({"volume", "show", "J001-V0001"}).get("records").size() == 4);
    archive.comes_back({archive.codes[0], archive.codes[1], archive.codes[2], again});
    // A volume lists what was sealed in it, not whoever has the same bytes.
    const std::string third = archive.file_again(0, {"--category", "HT"});
    CHECK(archive.json({"volume", "show", "J001-V0001"}).get("records").size() == 4);
    archive.seal();
    CHECK(archive.json({"volume", "show", "J001-V0002"}).get("records").size() == 1);
    archive.comes_back({archive.codes[0], archive.codes[1], archive.codes[2], again, third});
}

TEST_CASE("Bytes of a cold record that are attached to another cold record go with that one, too")
{
    SharingArchive archive;
    archive.seal();
    archive.good({"attach", archive.codes[0], archive.write("same.txt", archive.contents[2])});
    const Json plan = archive.json({"cold", "plan", "--all"});
    CHECK(plan.get("records").number() == 1);
    CHECK(plan.get("list").at(0).get("code").text() == archive.codes[0]);
    archive.seal();
    CHECK(archive.hot() == 0);
    archive.comes_back(archive.codes);
}

TEST_CASE("A volume that is written anew keeps the records that share their bytes with a later volume")
{
    SharingArchive archive;
    archive.seal();
    const std::string again = archive.file_again(1, {"--category", "HT"});
    archive.seal();
    archive.good({"volume", "rewrite", "J001-V0001"});
    CHECK(archive.json({"cold", "plan", "--all"}).get("records").number() == 0);
    archive.comes_back({archive.codes[0], archive.codes[1], archive.codes[2], again});
}

TEST_CASE("What lies on hold comes back on hold, though a later volume has the same bytes for another record")
{
    SharingArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"hold", "add", "--reason", "case 17", "--authority", "x", archive.codes[1]});
    archive.seal();
    const std::string again = archive.file_again(1, {"--category", "HT"});
    archive.seal();
    ArchiveFixture fresh;
    write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    CommandLine command{"volume", "adopt", "--json"};
    const CommandLine all = archive.volumes();
    command.insert(command.end(), all.begin(), all.end());
    CHECK(Json::parse(fresh.fonds(command).out)->get("held").number() == 1);
    CHECK(fresh.fonds({"edit", archive.codes[1], "--title", "other"}).exit_code == 5);
    CHECK(fresh.fonds({"edit", again, "--title", "other"}).exit_code == 0);
}

TEST_CASE("Bytes stay in objects/ while a record needs them there that does not go cold")
{
    SharingArchive archive;
    const std::string grave = archive.file_again(1, {"--category", "HT", "--grade", "A"});
    const Json plan = archive.json({"cold", "plan", "--all"});
    CHECK(plan.get("records").number() == 3);
    const auto freed = static_cast<std::int64_t>(archive.contents[0].size() + archive.contents[2].size());
    CHECK(plan.get("freed_bytes").number() == freed);
    CHECK(archive.json({"cold", "run", "--all", "--yes"}).get("freed_bytes").number() == freed);
    CHECK(archive.hot() == 1);
    archive.good({"repair"});
    CHECK(archive.hot() == 1);
    archive.good({"check", "--full"});
    // Named, it goes, and with it the bytes.
    archive.seal({"--all", "--grades", "ABC"});
    CHECK(archive.hot() == 0);
    archive.comes_back({archive.codes[0], archive.codes[1], archive.codes[2], grave});
}

TEST_CASE("Bytes on hold that came back stay in objects/ as long as one copy alone has them, also after a repair")
{
    SharingArchive archive;
    archive.seal();
    const std::string again = archive.file_again(1, {"--category", "HT"});
    archive.good({"hold", "add", "--reason", "case 17", "--authority", "x", again});
    CHECK(archive.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);  // its bytes wait for a second copy
    CHECK(archive.hot() == 1);
    archive.good({"repair"});
    CHECK(archive.hot() == 1);
    CHECK(files_below(archive.root() + "/objects") == 1);
    archive.good({"check", "--full"});
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.seal();
    CHECK(archive.hot() == 0);
}

TEST_CASE("Repair leaves bytes on hold in objects/ as long as one copy alone has them, and they count as recalled")
{
    SharingArchive archive;
    archive.seal();
    archive.good({"hold", "add", "--reason", "case 17", "--authority", "x", archive.codes[1]});
    // As whoever was killed while bringing them back leaves them.
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
        const std::string name = Digest::of(archive.contents[i]).hex();
        const std::string folder = archive.root() + "/objects/" + name.substr(0, 2);
        std::filesystem::create_directories(folder);
        write_file(folder + "/" + name, archive.contents[i]);
    }
    CHECK(archive.fonds({"check"}).exit_code == 3);
    archive.good({"repair"});
    CHECK(files_below(archive.root() + "/objects") == 1);
    CHECK(archive.hot() == 1);
    archive.good({"check", "--full"});
    archive.all_readable();
}
