// SPDX-License-Identifier: GPL-3.0-or-later
// What an appraisal made of a record goes with it into bags and volumes.
#include <filesystem>

#include "tests/cli/json_answer.hpp"
#include "tests/support/staffed_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

struct ExtendedOffice : StaffedArchive {
    ExtendedOffice()
    {
        code = file("old.txt", "words of an old contract", {"--category", "HT", "--date", "2001-02-03"});
        kept = file("kept.txt", "words of a contract that is kept", {"--category", "HT", "--date", "2001-02-04"});
        good({"rule", "add", "X-1", "--name", "短期", "--period", "5y"});
        good({"rule", "assign", "X-1", "--category", "HT"});
        for (const auto& each : {code, kept}) good({"rule", "give", "X-1", each, "--reason", "short", "--override"});
        good_as("li", {"case", "draft"});
        good_as("li", {"case", "decide", "D-2026-0001", code, "--keep-until", "2040-01-01", "--reason", "仍在使用"});
        good_as("li", {"case", "decide", "D-2026-0001", kept, "--permanent", "--reason", "史料"});
        good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    }
    std::string code, kept;
};

Json shown(const std::string& archive, const std::string& code)
{
    const auto told = test::fonds({"-C", archive, "retention", "show", code, "--json"});
    INFO(told.out << told.err);
    REQUIRE(told.exit_code == 0);
    return parse_json(told.out);
}

void is_kept(const ExtendedOffice& office, const std::string& there)
{
    const Json before = shown(office.root(), office.code), after = shown(there, office.code);
    CHECK(after.get("due").text() == "2040-01-01");
    CHECK(after.get("due").text() == before.get("due").text());
    CHECK(after.dump().find("D-2026-0001 仍在使用") != std::string::npos);
    CHECK(shown(there, office.kept).get("state").text() == "permanent");
    CHECK(test::fonds({"-C", there, "check", "--full"}).exit_code == 0);
}

}  // namespace

TEST_CASE("An extension and permanent keeping by a case come with a bag, twice too")
{
    const ExtendedOffice office;
    std::string from = office.root();
    for (const std::string name : {"one", "two"}) {
        REQUIRE(test::fonds({"-C", from, "export", "archive", office.beside("bag " + name)}).exit_code == 0);
        std::filesystem::copy(fresh_archive(), office.beside(name), std::filesystem::copy_options::recursive);
        const auto taken = test::fonds({"-C", office.beside(name), "import", "archive", office.beside("bag " + name)});
        INFO(taken.out << taken.err);
        CHECK(taken.exit_code == 0);
        from = office.beside(name);
        is_kept(office, from);
    }
    CHECK(shown(from, office.code).dump().find("taken over 随档接收: taken over") == std::string::npos);
}

TEST_CASE("An extension and permanent keeping by a case come with a volume")
{
    const ExtendedOffice office;
    write_file(office.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    office.good({"cold", "run", "--all", "--yes"});
    const std::string there = office.beside("one");
    std::filesystem::copy(fresh_archive(), there, std::filesystem::copy_options::recursive);
    write_file(there + "/fonds.toml", "[cold]\nparity = 0\n");
    const auto taken = test::fonds({"-C", there, "volume", "adopt", office.root() + "/volumes/J001-V0001.zip"});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 0);
    is_kept(office, there);
}

TEST_CASE("What an opinion keeps for ever no rule ends that is given or taken by hand, and attempts are told")
{
    const ExtendedOffice office;
    const auto state = [&](const std::string& code) { return shown(office.root(), code).get("state").text(); };
    REQUIRE(state(office.kept) == "permanent");
    const auto taken = office.as("li", {"rule", "take", office.kept, "--reason", "q"});
    CHECK(taken.exit_code == 5);
    CHECK(contains(taken.err, "was appraised as permanent: D-2026-0001 史料"));
    CHECK(office.as("li", {"rule", "give", "X-1", office.kept, "--override", "--reason", "q"}).exit_code == 5);
    CHECK(office.as("li", {"rule", "give", "X-1", office.kept, "--reason", "q"}).exit_code == 5);
    CHECK(office.as("li", {"rule", "give", "FONDS-PERMANENT", office.code, "--reason", "q"}).exit_code == 5);
    CHECK(office.as("li", {"rule", "edit", "FONDS-PERMANENT", "--period", "1y", "--action", "review"}).exit_code == 5);
    CHECK(state(office.kept) == "permanent");
    CHECK(parse_json(office.good({"retention", "due", "--json"}).out).get("total").number() == 0);
    const auto log = office.good({"log", "list", "--action", "access.refused"}).out;
    CHECK(contains(log, "rule take"));
    CHECK(contains(log, "rule give"));
    const auto told = office.good_as("wu", {"report", "exceptions", "--format", "csv", "-o", "-"}).out;
    CHECK(contains(told, "rule take"));
    CHECK(contains(told, office.kept + " was appraised as permanent"));

    // Not through a record that it goes up into, either; nor is an extension lost that way.
    const auto heir = [&](const std::string& gone, const std::string& name) {
        const std::string code =
            office.file(name + ".txt", "words of " + name, {"--category", "HT", "--date", "2001-02-05"});
        office.good({"rule", "give", "X-1", code, "--reason", "short", "--override"});
        office.good({"merge", code, gone, "--reason", "twice"});
        return code;
    };
    CHECK(state(heir(office.kept, "first")) == "permanent");
    CHECK(shown(office.root(), heir(office.code, "second")).get("due").text() == "2040-01-01");
    CHECK(parse_json(office.good({"retention", "due", "--json"}).out).get("total").number() == 0);
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("Nobody makes the rule beforehand that an opinion will give")
{
    const StaffedArchive office;
    for (const std::string code : {"FONDS-PERMANENT", "FONDS-DISPOSITION"}) {
        CHECK(office.fonds({"rule", "add", code, "--name", "x", "--period", "1y"}).exit_code == 5);
        CHECK(office
                  .fonds({"rule", "add", code, "--name", "x", "--period", "permanent", "--action", "permanent", "--until",
                          "2026-01-01"})
                  .exit_code == 5);
    }
    const std::string list = office.write("rules.csv", "code,name,period\nFONDS-PERMANENT,x,1y\n");
    CHECK(office.fonds({"rule", "import", list}).exit_code != 0);
    CHECK_FALSE(contains(office.good({"rule", "list"}).out, "FONDS-"));
}

TEST_CASE("Forms print how long a record is kept by its rules and decisions, not what its number says")
{
    const ExtendedOffice office;
    const auto printed = [&](const CommandLine& words, const char* language) {
        CommandLine all{"print"};
        all.insert(all.end(), words.begin(), words.end());
        for (const auto* each : {"--category", "HT", "--format", "csv", "-o", "-"}) all.emplace_back(each);
        const auto result = office.fonds(all, with_environment({{"LANG", language}}));
        INFO(result.err);
        REQUIRE(result.exit_code == 0);
        return result.out;
    };
    const std::string usual =
        office.file("usual.txt", "words of a usual contract", {"--category", "HT", "--date", "2024-02-03"});
    const auto cell = [](const std::string& list, const std::string& code, const std::string& words) {
        const auto line = list.substr(list.find(code), list.find('\n', list.find(code)) - list.find(code));
        INFO(line);
        CHECK(contains(line, "," + words + ","));
    };
    const std::string english = printed({"transfer"}, "C.UTF-8"), chinese = printed({"transfer"}, "zh_CN.UTF-8");
    cell(english, office.kept, "permanent");
    cell(english, office.code, "through 2039-12-31");
    cell(english, usual, "30 years");
    cell(chinese, office.kept, "永久");
    cell(chinese, office.code, "至 2039-12-31");
    office.good({"labels", "stamp", office.kept, "--sheet", "48.5x25.4", "-o", office.beside("stamps.pdf")});
    ProgramCall call;
    call.path = "/usr/bin/pdftotext";
    call.arguments = {office.beside("stamps.pdf"), "-"};
    const std::string stamp = run(call).out;
    CHECK(contains(stamp, "永久"));
    CHECK_FALSE(contains(stamp, "30年"));
    // A folder is kept as long as anything in it.
    office.good({"folder", "add", "HT", "7", "--title", "合同", "--mixed", "yes"});
    for (const auto& code : {office.kept, usual}) office.good({"edit", code, "--folder", "7"});
    office.good({"print", "cover", "--category", "HT", "--folder", "7", "-o", office.beside("cover.pdf")});
    call.arguments = {office.beside("cover.pdf"), "-"};
    CHECK(contains(run(call).out, "permanent"));
}
