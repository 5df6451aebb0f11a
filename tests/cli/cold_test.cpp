// SPDX-License-Identifier: GPL-3.0-or-later
// Cold volumes, by the real program and by the tools of people who do not have it.
#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/core/digest.hpp"
#include "schema/core/json.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// By the rules of RFC 8493, read by somebody else.
ProgramResult check_bag(const std::string& bag)
{
    ProgramCall call;
    call.path = "/usr/bin/python3";
    call.arguments = {source_tree() + "/tests/support/check_bag.py", bag};
    return run(call);
}

}  // namespace

TEST_CASE("Files go into a volume and come out the same, searched, held and checked as before")
{
    ColdArchive archive;
    const Json plan = archive.json({"cold", "plan"});
    CHECK(plan.get("records").number() == 0);
    CHECK(plan.get("staying").get("too_young").number() == 3);
    CHECK(archive.fonds({"cold", "run", "--all"}).exit_code == 2);  // without --yes
    CHECK(files_below(archive.root() + "/objects") == 3);

    const Json run = archive.json({"cold", "run", "--all", "--yes"});
    CHECK(run.get("records").number() == 3);
    CHECK(run.get("freed_bytes").number() == 500'061);
    CHECK(files_below(archive.root() + "/objects") == 0);
    CHECK(std::filesystem::exists(archive.volume()));
    archive.all_readable();
    CHECK(archive.good({"search", "contract"}).out.find(archive.codes[0]) != std::string::npos);
    archive.good({"check", "--full"});
    archive.good({"hold", "add", "--reason", "r", "--authority", "a", archive.codes[0]});
    CHECK(archive.fonds({"edit", archive.codes[0], "--title", "other"}).exit_code == 5);
    CHECK(archive.json({"cold", "plan", "--all"}).get("records").number() == 0);
    archive.good({"reindex"});
    CHECK(archive.good({"search", "contract"}).out.find(archive.codes[0]) != std::string::npos);
    archive.good({"log", "verify"});
}

TEST_CASE("A volume is read and verified by unzip and sha256sum")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string out = archive.beside("unzipped");
    REQUIRE(std::system(("unzip -q -d '" + out + "' '" + archive.volume() + "'").c_str()) == 0);
    CHECK(std::system(("cd '" + out +
                       "/J001-V0001' && sha256sum --quiet --strict -c manifest-sha256.txt && sha256sum --quiet "
                       "--strict -c tagmanifest-sha256.txt")
                          .c_str()) == 0);
    const auto rules = check_bag(out + "/J001-V0001");
    INFO(rules.out << rules.err);
    CHECK(rules.exit_code == 0);
    // The rules themselves can find fault.
    write_file(out + "/J001-V0001/data/extra", "x");
    CHECK(check_bag(out + "/J001-V0001").exit_code == 1);
    std::filesystem::remove(out + "/J001-V0001/data/extra");
    CHECK(read_file(out + "/J001-V0001/bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    CHECK(read_file(out + "/J001-V0001/bag-info.txt").find("Payload-Oxum: 500061.3\n") != std::string::npos);
    CHECK(files_below(out + "/J001-V0001/data") == 3);
    CHECK(read_file(out + "/J001-V0001/metadata/records.csv").find(archive.codes[2]) != std::string::npos);
    // What gains from it is deflated, what does not is stored.
    const Json shown = archive.json({"volume", "show", "J001-V0001"});
    std::size_t deflated = 0;
    for (std::size_t i = 0; i < 3; ++i) deflated += shown.get("members").at(i).get("deflated").boolean() ? 1U : 0U;
    CHECK(deflated == 1);
}

TEST_CASE("Grade A goes only when it is named; what was used lately stays")
{
    ColdArchive archive;
    archive.good({"edit", archive.codes[0], "--grade", "A"});
    CHECK(archive.json({"cold", "plan", "--all"}).get("records").number() == 2);
    CHECK(archive.json({"cold", "plan", "--all", "--grades", "A"}).get("records").number() == 1);
    CHECK(archive.json({"cold", "plan", "--older-than", "0d", "--unused", "0d"}).get("records").number() == 2);
    archive.good({"get", archive.codes[1], "-o", archive.beside("used")});
    const Json plan = archive.json({"cold", "plan", "--older-than", "0d"});
    CHECK(plan.get("records").number() == 1);
    CHECK(plan.get("staying").get("in_use").number() == 1);
    CHECK(archive.fonds({"cold", "plan", "--grades", "D"}).exit_code == 2);
    CHECK(archive.fonds({"cold", "plan", "--category", "NO"}).exit_code == 4);
    // A number alone says neither years nor days.
    for (const char* option : {"--older-than", "--unused"}) {
        const auto refused = archive.fonds({"cold", "plan", option, "5"});
        CHECK(refused.exit_code == 2);
        CHECK(refused.err.find("unit") != std::string::npos);
    }
}

TEST_CASE("A record on hold goes cold, but keeps its bytes until two copies are verified")
{
    ColdArchive archive;
    archive.good({"hold", "add", "--reason", "r", "--authority", "a", archive.codes[1]});
    const auto run = archive.fonds({"cold", "run", "--all", "--yes", "--json"});
    CHECK(run.exit_code == 3);
    CHECK(Json::parse(run.out)->get("waiting_files").number() == 1);
    CHECK(files_below(archive.root() + "/objects") == 1);
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--yes"});
    CHECK(files_below(archive.root() + "/objects") == 0);
    CHECK(read_file(archive.beside("second") + "/J001-V0001.zip") == read_file(archive.volume()));
    archive.all_readable();
}

TEST_CASE("Bytes stay in objects/ while a copy cannot be made, and leave once it is")
{
    ColdArchive archive;
    archive.set("parity = 0\ncopies = [\"" + archive.beside("disk") + "\"]\n");
    const auto run = archive.fonds({"cold", "run", "--all", "--yes"});
    CHECK(run.exit_code == 3);
    CHECK(run.err.find("There is no folder " + archive.beside("disk")) != std::string::npos);
    CHECK(run.err.find("Mount its disk") != std::string::npos);
    CHECK((run.out + run.err).find("3 files stay in objects/ too") != std::string::npos);
    CHECK(files_below(archive.root() + "/objects") == 3);
    CHECK(archive.json({"volume", "list"}).at(0).get("copies").at(1).get("state").text() == "missing");
    std::filesystem::create_directory(archive.beside("disk"));
    archive.good({"cold", "run", "--yes"});
    CHECK(files_below(archive.root() + "/objects") == 0);
    CHECK(archive.json({"volume", "list"}).at(0).get("copies").at(1).get("state").text() == "good");
}

TEST_CASE("A damaged copy is passed over, told, remembered and mended")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ndeflate = false\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    flip(archive.volume(), whole.find(archive.contents[1]) + 1000);
    archive.all_readable();
    CHECK(archive.json({"volume", "list"}).at(0).get("copies").at(0).get("state").text() == "damaged");
    const auto verified = archive.fonds({"volume", "verify", "--json"});
    CHECK(verified.exit_code == 3);
    const Json report = *Json::parse(verified.out);
    CHECK(report.at(0).get("damaged").at(0).text().find("data/") == 0);
    CHECK(report.at(0).get("state").text() == "good");
    CHECK(read_file(archive.volume()) == whole);
    // Both copies gone: nothing is handed out, and the exit code says why.
    std::filesystem::remove(archive.volume());
    std::filesystem::remove(archive.beside("second") + "/J001-V0001.zip");
    const auto lost = archive.fonds({"get", archive.codes[1], "-o", archive.beside("lost")});
    CHECK(lost.exit_code == 20);
    CHECK(!std::filesystem::exists(archive.beside("lost")));
    CHECK(archive.fonds({"check"}).exit_code == 20);
    CHECK(archive.fonds({"volume", "verify"}).exit_code != 0);
}

TEST_CASE("Parity repairs a volume that has no other copy, for readers and for good")
{
    ColdArchive archive("parity = 20\ndeflate = false\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    for (const std::size_t at : {5'000U, 90'000U, 170'000U}) flip(archive.volume(), whole.find(archive.contents[1]) + at);
    archive.all_readable();
    CHECK(read_file(archive.volume()) != whole);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    CHECK(read_file(archive.volume()) == whole);
    archive.good({"volume", "verify"});
    // Parity that is damaged is made anew.
    for (const auto& entry : std::filesystem::directory_iterator(archive.root() + "/volumes"))
        if (entry.path().string().find(".vol") != std::string::npos) flip(entry.path().string(), 3000);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    archive.good({"volume", "verify"});
}

TEST_CASE("A volume that was swapped for an older one is found")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"attach", archive.codes[0], archive.write("more.txt", "more words")});
    archive.good({"cold", "run", "--all", "--yes"});
    std::filesystem::permissions(archive.volume("2"), std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    write_file(archive.volume("2"), read_file(archive.volume("1")));
    const auto verified = archive.fonds({"volume", "verify", "J001-V0002"});
    CHECK(verified.exit_code == 20);
    CHECK(archive.fonds({"get", archive.codes[0], "-o", archive.beside("out")}).exit_code == 0);  // the first volume has it
    CHECK(read_file(archive.beside("out")) == archive.contents[0]);
}

TEST_CASE("Records are recalled, and go again")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(archive.json({"recall", archive.codes[1]}).get("files").number() == 1);
    CHECK(files_below(archive.root() + "/objects") == 1);
    CHECK(archive.json({"recall", archive.codes[1]}).get("files").number() == 0);
    CHECK(archive.fonds({"recall", "NO-1"}).exit_code == 4);
    archive.good({"check", "--full"});
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(files_below(archive.root() + "/objects") == 0);
    archive.all_readable();
}

TEST_CASE("A damaged record stays where it is, and the others go")
{
    ColdArchive archive;
    const std::string hex = Digest::of(archive.contents[1]).hex();
    flip(archive.root() + "/objects/" + hex.substr(0, 2) + "/" + hex, 100);
    const auto run = archive.fonds({"cold", "run", "--all", "--yes", "--json"});
    CHECK(run.exit_code == 20);
    const Json report = *Json::parse(run.out);
    CHECK(report.get("records").number() == 2);
    CHECK(report.get("stayed").at(0).get("code").text() == archive.codes[1]);
    CHECK(files_below(archive.root() + "/objects") == 1);
}

TEST_CASE("An encrypted volume needs its key, and nothing of it lies about unpacked")
{
    ColdArchive archive;
    CHECK(archive.fonds({"cold", "run", "--all", "--yes", "--encrypt"}).exit_code == 2);  // no key
    write_file(archive.beside("key"), "sixteen letters or more\n");
    archive.set("parity = 0\nkey_file = \"" + archive.beside("key") + "\"\n");
    archive.good({"cold", "run", "--all", "--yes", "--encrypt"});
    CHECK(read_file(archive.volume()).find(archive.contents[0]) == std::string::npos);
    archive.all_readable();
    archive.good({"text", archive.codes[0]});
    archive.good({"check", "--full"});
    CHECK(files_below(archive.root() + "/cache") == 0);
    write_file(archive.beside("key"), "another key of many letters\n");
    const auto refused = archive.fonds({"get", archive.codes[0], "-o", archive.beside("no")});
    CHECK(refused.exit_code == 5);
    CHECK(!std::filesystem::exists(archive.beside("no")));
    // To write it anew takes the key, too: the same answer from every command.
    std::filesystem::remove(archive.beside("key"));
    for (const CommandLine& command : {CommandLine{"volume", "rewrite", "J001-V0001"}, {"recall", archive.codes[0]}}) {
        const auto without = archive.fonds(command);
        INFO(without.err);
        CHECK(without.exit_code == 5);
        CHECK(without.err.find("file of the key cannot be read") != std::string::npos);
        CHECK(without.err.find("key_file in fonds.toml") != std::string::npos);
    }
}

TEST_CASE("Several volumes become one, and what they were is gone everywhere")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    archive.codes.push_back(archive.file("late.txt", "late words", {"--category", "HT"}));
    archive.contents.emplace_back("late words");
    archive.good({"cold", "run", "--all", "--yes"});
    const Json made = archive.json({"volume", "rewrite", "J001-V0001", "J001-V0002"});
    CHECK(made.get("name").text() == "J001-V0003");
    CHECK(made.get("files").number() == 4);
    CHECK(files_below(archive.root() + "/volumes") == 1);
    CHECK(files_below(archive.beside("second")) == 2);  // and the mark of the folder
    archive.all_readable();
    archive.good({"check", "--full"});
    const auto gone = archive.fonds({"volume", "rewrite", "J001-V0001"});
    CHECK(gone.exit_code == 5);
    CHECK(gone.err.find("replaced by J001-V0003") != std::string::npos);
    CHECK(archive.fonds({"volume", "show", "J001-V0009"}).exit_code == 4);
    archive.good({"log", "verify"});
}

TEST_CASE("A volume is moved to another disk")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    std::filesystem::create_directory(archive.beside("disk"));
    archive.good({"volume", "move", "J001-V0001", "--to", archive.beside("disk")});
    const auto nowhere =
        archive.fonds({"volume", "move", "J001-V0001", "--from", archive.beside("disk"), "--to", archive.beside("never")});
    CHECK(nowhere.err.find("There is no folder " + archive.beside("never")) != std::string::npos);
    CHECK(nowhere.err.find("mkdir -p") != std::string::npos);
    CHECK(nowhere.err.find("copies of volumes in it") == std::string::npos);
    CHECK(!std::filesystem::exists(archive.volume()));
    archive.all_readable();
    CHECK(archive.fonds({"volume", "move", "J001-V0001", "--to", "relative", "--from", archive.beside("disk")}).exit_code ==
          2);
    archive.good({"volume", "move", "J001-V0001", "--from", archive.beside("disk"), "--to", "volumes"});
    CHECK(std::filesystem::exists(archive.volume()));
    archive.all_readable();
}

TEST_CASE("An archive is made again from its volumes alone")
{
    ColdArchive archive;
    archive.good({"edit", archive.codes[0], "--party", "某某公司", "--amount", "12.50", "--note", "a note"});
    archive.good({"tag", archive.codes[1], "重要"});
    archive.good({"cold", "run", "--all", "--yes"});
    archive.codes.push_back(archive.file("late.txt", "late words", {"--category", "FP"}));
    archive.contents.emplace_back("late words");
    archive.good({"cold", "run", "--all", "--yes"});

    ArchiveFixture fresh;
    write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    const auto adopted = fresh.fonds({"volume", "adopt", archive.volume("1"), archive.volume("2")});
    INFO(adopted.out << adopted.err);
    REQUIRE(adopted.exit_code == 0);
    CHECK(files_below(fresh.root() + "/objects") == 0);
    for (std::size_t i = 0; i < archive.codes.size(); ++i) {
        auto before = *Json::parse(archive.fonds({"show", archive.codes[i], "--json"}).out);
        auto after = *Json::parse(fresh.fonds({"show", archive.codes[i], "--json"}).out);
        for (const char* field : {"title", "date", "party", "amount", "note", "grade", "category", "filed_at", "filed_by"})
            CHECK(after.get(field).dump() == before.get(field).dump());
        std::filesystem::remove(fresh.beside("out"));
        REQUIRE(fresh.fonds({"get", archive.codes[i], "-o", fresh.beside("out")}).exit_code == 0);
        CHECK(read_file(fresh.beside("out")) == archive.contents[i]);
    }
    const auto checked = fresh.fonds({"check", "--full"});
    INFO(checked.out << checked.err);
    CHECK(checked.exit_code == 0);
    CHECK(fresh.fonds({"search", "contract"}).out.find(archive.codes[0]) != std::string::npos);
    // Again: everything is known.
    const Json again = *Json::parse(fresh.fonds({"volume", "adopt", "--json", archive.volume("1")}).out);
    CHECK(again.get("records").number() == 0);
    CHECK(again.get("known").number() == 3);
}

TEST_CASE("Foreign and hostile files are not adopted")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    ArchiveFixture fresh;
    const std::string place = fresh.beside("hostile");
    std::filesystem::create_directory(place);
    const auto refused = [&](const std::string& file) {
        const auto result = fresh.fonds({"volume", "adopt", file});
        INFO(result.out << result.err);
        CHECK((result.exit_code == 1 || result.exit_code == 5 || result.exit_code == 20));
        CHECK(!result.err.empty());
        CHECK(files_below(fresh.root() + "/volumes") == 0);
        CHECK(fresh.fonds({"list"}).out.find("J001-") == std::string::npos);
        for (const auto& entry : std::filesystem::directory_iterator(fresh.root() + "/staging"))
            CHECK(!entry.path().filename().string().starts_with("adopt-"));
    };
    write_file(place + "/text.zip", "no zip at all");
    refused(place + "/text.zip");
    write_file(place + "/a.txt", "a");
    REQUIRE(std::system(("cd '" + place + "' && zip -q plain.zip a.txt").c_str()) == 0);
    refused(place + "/plain.zip");
    REQUIRE(std::system(("mkdir '" + place + "/in' && cd '" + place + "/in' && zip -q ../slip.zip ../a.txt").c_str()) == 0);
    refused(place + "/slip.zip");
    // A volume with a byte changed, cut short, and with another file added.
    const std::string whole = read_file(archive.volume());
    std::filesystem::create_directories(place + "/v");
    const std::string copy = place + "/v/J001-V0001.zip";
    write_file(copy, whole);
    flip(copy, whole.find("words of a contract") == std::string::npos ? 400 : whole.find("words of a contract"));
    refused(copy);
    write_file(copy, whole.substr(0, whole.size() / 2));
    refused(copy);
    write_file(copy, whole);
    REQUIRE(std::system(("mkdir -p '" + place + "/w/J001-V0001/data' && cd '" + place +
                         "/w' && echo x > J001-V0001/data/extra.txt && zip -q '" + copy + "' J001-V0001/data/extra.txt")
                            .c_str()) == 0);
    refused(copy);
}

TEST_CASE("What waits for copies is sealed once, and what was brought back goes again without another volume")
{
    ColdArchive archive;
    archive.set("parity = 0\ncopies = [\"" + archive.beside("disk") + "\"]\n");
    for (int i = 0; i < 3; ++i) CHECK(archive.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    CHECK(archive.json({"volume", "list"}).size() == 1);
    CHECK(files_below(archive.root() + "/objects") == 3);
    std::filesystem::create_directory(archive.beside("disk"));
    archive.good({"cold", "run", "--yes"});
    CHECK(files_below(archive.root() + "/objects") == 0);
    archive.good({"recall", archive.codes[0]});
    archive.good({"cold", "run", "--yes"});  // used lately: it stays
    CHECK(files_below(archive.root() + "/objects") == 1);
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(files_below(archive.root() + "/objects") == 0);
    CHECK(archive.json({"volume", "list"}).size() == 1);
}

TEST_CASE("A file of somebody else in the folder of copies is never overwritten")
{
    ColdArchive archive, other;
    std::filesystem::create_directory(archive.beside("shared"));
    for (const ColdArchive* each : {&archive, &other})
        each->set("parity = 0\ncopies = [\"" + archive.beside("shared") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string theirs = read_file(archive.beside("shared") + "/J001-V0001.zip");
    CHECK(other.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    CHECK(read_file(archive.beside("shared") + "/J001-V0001.zip") == theirs);
    CHECK(files_below(other.root() + "/objects") == 3);
}

TEST_CASE("Known damage is due until it is mended, and stands in the report of exceptions")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(archive.json({"scrub"}).get("copies").number() == 0);
    flip(archive.volume(), read_file(archive.volume()).size() - 5);
    CHECK(archive.fonds({"scrub", "--all"}).exit_code == 20);
    CHECK(archive.fonds({"scrub"}).exit_code == 20);
    CHECK(archive.good({"report", "exceptions"}).out.find("copy of a volume") != std::string::npos);
    flip(archive.volume(), read_file(archive.volume()).size() - 5);
    archive.good({"scrub"});
    archive.good({"scrub", "--all"});
    // A file in objects/ that is damaged while a volume has it is mended from there.
    archive.good({"recall", archive.codes[1]});
    const std::string hex = Digest::of(archive.contents[1]).hex();
    flip(archive.root() + "/objects/" + hex.substr(0, 2) + "/" + hex, 100);
    CHECK(archive.fonds({"scrub", "--all"}).exit_code == 3);
    archive.good({"scrub", "--all"});
    archive.all_readable();
}

TEST_CASE("status tells in words when bytes were proven and when they are due again")
{
    ColdArchive archive;
    CHECK(archive.json({"status"}).get("storage").get("next_scrub").get("files").number() == 3);
    const auto told = [&] { return archive.good({"status"}).out; };
    CHECK(told().find("3 files, 0 volumes (grade A every 90 days, B 180, C 365)") != std::string::npos);
    archive.good({"scrub"});  // nothing is due: it ends, and proves nothing
    CHECK(told().find("not read again since filing") != std::string::npos);
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(told().find("proven longest ago: when its volume was sealed") != std::string::npos);
    CHECK(told().find("0 files, 1 volume (") != std::string::npos);
    CHECK(told().find("due on ") != std::string::npos);
    flip(archive.volume(), read_file(archive.volume()).size() - 5);
    CHECK(archive.fonds({"scrub", "--all"}).exit_code == 20);
    CHECK(told().find("due now, by fonds scrub: 0 files, 1 volume") != std::string::npos);
    ColdArchive read;
    read.good({"scrub", "--all"});
    CHECK(read.good({"status"}).out.find("proven longest ago: 20") != std::string::npos);
}

TEST_CASE("Volumes are adopted whatever their order: the record is as it was sealed last")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"attach", archive.codes[0], archive.write("more.txt", "more words")});
    archive.good({"edit", archive.codes[0], "--title", "a new title"});
    archive.good({"cold", "run", "--all", "--yes"});
    ArchiveFixture fresh;
    const auto adopted = fresh.fonds({"volume", "adopt", archive.volume("1"), archive.volume("2")});
    INFO(adopted.out << adopted.err);
    CHECK(adopted.exit_code == 0);
    const Json shown = *Json::parse(fresh.fonds({"show", archive.codes[0], "--json"}).out);
    CHECK(shown.get("title").text() == "a new title");
    CHECK(shown.get("components").size() == 2);
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A backup takes a volume from whichever copy is whole, and stands on its own")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    flip(archive.volume(), 200);
    const auto made = archive.fonds({"backup", "create", archive.beside("backup")});
    INFO(made.out << made.err);
    CHECK((made.exit_code == 3 || made.exit_code == 20));  // the damaged copy is told
    std::filesystem::rename(archive.beside("second"), archive.beside("unmounted"));
    const auto verified = archive.fonds({"backup", "verify", archive.beside("backup")});
    INFO(verified.out << verified.err);
    CHECK(verified.exit_code == 0);
    const auto restored = archive.fonds({"backup", "restore", archive.beside("backup"), archive.beside("again")});
    INFO(restored.out << restored.err);
    CHECK(restored.exit_code == 0);
    CHECK(read_file(archive.beside("again") + "/volumes/J001-V0001.zip") == whole);
    CHECK(files_below(archive.beside("again") + "/objects") == 0);
    CHECK(test::fonds({"-C", archive.beside("again"), "check", "--full"}).exit_code == 0);
}

TEST_CASE("A volume that the catalog does not know is never removed by a run that wants its name")
{
    ColdArchive archive;
    std::filesystem::create_directories(archive.root() + "/volumes");
    write_file(archive.volume(), "the only bytes of somebody");
    CHECK(archive.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    CHECK(read_file(archive.volume()) == "the only bytes of somebody");
    CHECK(files_below(archive.root() + "/objects") == 3);
    archive.good({"repair"});
    CHECK(read_file(archive.volume()) == "the only bytes of somebody");
}

TEST_CASE("Bytes that were brought back stay when their volume was damaged meanwhile")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"recall", archive.codes[1]});
    flip(archive.volume(), read_file(archive.volume()).size() - 5);
    CHECK(archive.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    CHECK(files_below(archive.root() + "/objects") == 1);
}
