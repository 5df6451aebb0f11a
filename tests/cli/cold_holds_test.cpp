// SPDX-License-Identifier: GPL-3.0-or-later
// Holds go into volumes with the records they lie on, and come out with them.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/cli/json_answer.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// With a second copy, so that bytes on hold leave objects/, too.
struct HeldArchive : ColdArchive {
    HeldArchive()
    {
        std::filesystem::create_directory(beside("second"));
        set("parity = 0\ncopies = [\"" + beside("second") + "\"]\n");
    }
    void hold(const std::string& code, const std::string& reason) const
    {
        good({"hold", "add", "--reason", reason, "--authority", "法务部", "--kind", "litigation", code});
    }
    void seal() const { good({"cold", "run", "--all", "--yes"}); }
};

struct FreshArchive : ArchiveFixture {
    FreshArchive() { write_file(root() + "/fonds.toml", "[cold]\nparity = 0\n"); }

    [[nodiscard]] Json adopt(const CommandLine& volumes) const
    {
        CommandLine command{"volume", "adopt", "--json"};
        command.insert(command.end(), volumes.begin(), volumes.end());
        const auto adopted = fonds(command);
        INFO(adopted.out << adopted.err);
        REQUIRE(adopted.exit_code == 0);
        return *Json::parse(adopted.out);
    }
    [[nodiscard]] Json holds() const { return Json::parse(fonds({"hold", "list", "--all", "--json"}).out)->get("holds"); }
    [[nodiscard]] int edit(const std::string& code) const { return fonds({"edit", code, "--title", "other"}).exit_code; }
};

}  // namespace

TEST_CASE("What lay on hold when it was sealed is on hold in an archive made from volumes alone")
{
    HeldArchive archive;
    archive.hold(archive.codes[1], "case 17");
    archive.seal();

    FreshArchive fresh;
    const Json adopted = fresh.adopt({archive.volume()});
    CHECK(adopted.get("held").number() == 1);
    REQUIRE(adopted.get("holds").size() == 1);
    const Json hold = fresh.holds().at(0);
    CHECK(hold.get("number").text() == adopted.get("holds").at(0).text());
    CHECK(hold.get("reason").text().find("case 17") == 0);
    CHECK(hold.get("reason").text().find("adopted hold") != std::string::npos);
    CHECK(hold.get("reason").text().find("H-") != std::string::npos);
    CHECK(hold.get("authority").text() == "法务部");
    CHECK(hold.get("kind").text() == "litigation");
    CHECK(fresh.edit(archive.codes[1]) == 5);
    CHECK(fresh.edit(archive.codes[0]) == 0);
    // One copy alone is too few for what is held.
    CHECK(files_below(fresh.root() + "/objects") == 1);

    // Again: one hold, not two; and what was released here stays released.
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code != 1);
    CHECK(fresh.holds().size() == 1);
    REQUIRE(fresh.fonds({"hold", "release", hold.get("number").text(), "--reason", "settled"}).exit_code == 0);
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code != 1);
    CHECK(fresh.holds().size() == 1);
    CHECK(fresh.edit(archive.codes[1]) == 0);
}

TEST_CASE("A hold over records of several volumes is one hold where they are adopted")
{
    HeldArchive archive;
    archive.hold(archive.codes[0], "case 17");
    archive.seal();
    const std::string late = archive.file("late.txt", "late words", {"--category", "HT"});
    archive.good({"hold", "add", "--reason", "audit", "--authority", "x", late});
    archive.seal();

    FreshArchive fresh;
    CHECK(fresh.adopt({archive.volume("1")}).get("held").number() == 1);
    CHECK(fresh.adopt({archive.volume("2")}).get("held").number() == 1);
    CHECK(fresh.holds().size() == 2);
    CHECK(fresh.edit(archive.codes[0]) == 5);
    CHECK(fresh.edit(late) == 5);
}

TEST_CASE("A hold keeps its number in an archive made from volumes, whatever became of those before it")
{
    HeldArchive archive;
    archive.hold(archive.codes[0], "case 16");
    archive.hold(archive.codes[1], "case 17");
    const auto numbers = texts_of(archive.json({"hold", "list"}).get("holds"), "number");
    REQUIRE(numbers.size() == 2);
    archive.good({"hold", "release", numbers[1], "--reason", "settled"});
    archive.seal();

    const FreshArchive fresh;
    CHECK(fresh.adopt({archive.volume()}).get("holds").at(0).text() == numbers[0]);
    CHECK(texts_of(fresh.holds(), "number") == std::vector<std::string>{numbers[0]});
}

TEST_CASE("A record that was sealed again is on hold as its last volume tells it")
{
    HeldArchive archive;
    archive.hold(archive.codes[0], "case 17");
    archive.seal();
    const std::string number = archive.json({"hold", "list"}).get("holds").at(0).get("number").text();
    archive.good({"hold", "release", number, "--reason", "settled"});
    archive.good({"attach", archive.codes[0], archive.write("more.txt", "more words")});
    archive.seal();

    FreshArchive fresh;
    CHECK(fresh.adopt({archive.volume("1"), archive.volume("2")}).get("held").number() == 0);
    CHECK(fresh.holds().size() == 0);
    CHECK(fresh.edit(archive.codes[0]) == 0);
}

TEST_CASE("Adopting says that later holds are in no volume; its own archive keeps its holds as they are")
{
    HeldArchive archive;
    archive.hold(archive.codes[0], "case 17");
    archive.seal();
    FreshArchive fresh;
    const auto told = fresh.fonds({"volume", "adopt", archive.volume()});
    CHECK(told.exit_code == 0);
    CHECK((told.out + told.err).find("placed or released after a volume was sealed") != std::string::npos);
    archive.good({"volume", "adopt", archive.volume()});
    CHECK(archive.json({"hold", "list", "--all"}).get("holds").size() == 1);
}

TEST_CASE("The job tells of files that wait for copies, as the run does")
{
    const ColdArchive archive;
    archive.good({"hold", "add", "--reason", "dispute", "--authority", "legal", "--kind", "litigation", archive.codes[0]});
    CHECK(archive.fonds({"cold", "run", "--all", "--yes"}).exit_code == 3);
    const auto ran = archive.fonds({"jobs", "run", "cold", "--json"});
    CHECK(ran.exit_code == 3);
    const Json report = *Json::parse(ran.out);
    CHECK(report.get("facts").get("waiting_files").number() == 1);
    REQUIRE(report.get("findings").size() == 1);
    CHECK(report.get("findings").at(0).get("kind").text() == "cold.waiting");
    const auto told = archive.fonds({"jobs", "run", "cold"});
    CHECK(told.out.find("1 file stays in objects/") != std::string::npos);
}
