// SPDX-License-Identifier: GPL-3.0-or-later
// log list, export, verify.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("an exported log is checked without its archive, and told apart from a changed one")
{
    const ArchiveFixture archive;
    const std::string one = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"edit", one, "--title", "新题名"}).exit_code == 0);
    const auto exported = archive.fonds({"log", "export", "-o", "all.log"});
    INFO(exported.err);
    REQUIRE(exported.exit_code == 0);
    CHECK(archive.fonds({"log", "export", "-o", "all.log"}).exit_code == 3);  // it is there
    CHECK(archive.fonds({"log", "export", "-o", "all.log", "--force"}).exit_code == 0);
    const Json whole = answer(archive, {"log", "verify", "all.log", "--json"});
    CHECK(whole.get("whole").boolean());
    CHECK(whole.get("code").text() == "J001");
    const Json own = answer(archive, {"log", "verify", "--json"});
    CHECK(own.get("events").number() == whole.get("events").number());
    CHECK(own.get("hash").text() == whole.get("hash").text());

    // The log went on: what was written is a beginning of it.
    REQUIRE(archive.fonds({"note", one, "later"}).exit_code == 0);
    CHECK(archive.fonds({"log", "verify", "all.log"}).exit_code == 0);

    std::string bytes = archive.fonds({"log", "export"}).out;
    (void)archive.write("good.log", bytes);
    CHECK(archive.fonds({"log", "verify", "good.log"}).exit_code == 0);
    const auto place = bytes.find("新题名");
    REQUIRE(place != std::string::npos);
    bytes.replace(place, 3, "旧");
    (void)archive.write("forged.log", bytes);
    const auto forged = archive.fonds({"log", "verify", "forged.log"});
    CHECK(forged.exit_code == 20);
    CHECK(contains(forged.out, "was changed"));
    (void)archive.write("short.log", bytes.substr(0, bytes.rfind("end:")));
    CHECK(archive.fonds({"log", "verify", "short.log"}).exit_code == 20);
    CHECK(archive.fonds({"log", "verify", "absent.log"}).exit_code == 4);
}

TEST_CASE("an exported log tells that the archive's own was cut short, and is whole beside another archive")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "1", "--title", "案卷"}).exit_code == 0);
    const std::string bytes = archive.fonds({"log", "export"}).out;
    const ArchiveFixture earlier;  // the same archive before that
    (void)earlier.write("later.log", bytes);
    const auto cut = earlier.fonds({"log", "verify", "later.log"});
    CHECK(cut.exit_code == 20);
    CHECK(contains(cut.out, "fewer"));
    REQUIRE(earlier.fonds({"folder", "add", "HT", "2", "--title", "别的"}).exit_code == 0);
    const auto replaced = earlier.fonds({"log", "verify", "later.log"});
    CHECK(replaced.exit_code == 20);
    CHECK(contains(replaced.out, "another one in this archive"));
    const std::string other = earlier.beside("other");
    REQUIRE(fonds::test::fonds({"init", other, "--code", "X1", "--name", "别处"}).exit_code == 0);
    CHECK(fonds::test::fonds({"-C", other, "log", "verify", earlier.beside("later.log")}).exit_code == 0);
}

TEST_CASE("an exported log is checked where the archive around it cannot be opened")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"log", "export", "-o", "all.log"}).exit_code == 0);
    write_file(archive.root() + "/catalog.db", "no catalog");
    CHECK(archive.fonds({"log", "verify", "all.log"}).exit_code == 0);
}

TEST_CASE("events are listed by what they are on, by whom and which they are")
{
    const ArchiveFixture archive;
    const std::string one = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"edit", one, "--title", "=1+1"}).exit_code == 0);
    const Json of_one = answer(archive, {"log", "list", one, "--json"});
    REQUIRE(of_one.get("events").size() == 2);
    CHECK(of_one.get("events").at(0).get("action").text() == "record.edited");
    CHECK(of_one.get("events").at(0).get("detail").get("title").get("after").text() == "=1+1");
    CHECK(answer(archive, {"log", "list", "--action", "record.*", "--json"}).get("events").size() == 2);
    CHECK(answer(archive, {"log", "list", "--action", "record.filed", "--json"}).get("events").size() == 1);
    CHECK(answer(archive, {"log", "list", "--actor", "nobody", "--json"}).get("events").size() == 0);
    CHECK(answer(archive, {"log", "list", "--until", "2001-01-01", "--json"}).get("events").size() == 0);
    CHECK(answer(archive, {"log", "list", "--limit", "1", "--offset", "1", "--action", "record.*", "--json"})
              .get("events")
              .at(0)
              .get("action")
              .text() == "record.filed");
    const auto csv = archive.fonds({"log", "list", one, "--csv"});
    CHECK(contains(csv.out, "sequence,at,actor"));
    CHECK(contains(archive.fonds({"log", "list", one}).out, "record.edited"));
    CHECK(archive.fonds({"log", "list", "--from", "someday"}).exit_code == 2);
}

TEST_CASE("where reading is logged, the log tells who took bytes or text")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "words");
    const auto seen = [&] {
        return answer(archive, {"log", "list", "--action", "record.seen", "--json"}).get("events").size();
    };
    REQUIRE(archive.fonds({"get", code, "-o", "-"}).exit_code == 0);
    CHECK(seen() == 0);
    std::string settings = read_file(archive.root() + "/fonds.toml");
    const auto at = settings.find("log_reading = false");
    REQUIRE(at != std::string::npos);
    write_file(archive.root() + "/fonds.toml", settings.replace(at, 19, "log_reading = true"));
    REQUIRE(archive.fonds({"get", code, "-o", "-"}).exit_code == 0);
    REQUIRE(archive.fonds({"text", code}).exit_code == 0);
    CHECK(seen() == 2);
    CHECK(!answer(archive, {"log", "list", "--action", "record.seen", "--json"})
               .get("events")
               .at(0)
               .get("actor")
               .text()
               .empty());
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
