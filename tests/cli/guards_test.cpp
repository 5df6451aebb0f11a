// SPDX-License-Identifier: GPL-3.0-or-later
// What no road leads past: folders that are closed or out, and what became of merged records.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// HT/001 with one record in it, and HT/002; a loose record.
struct Binders {
    ArchiveFixture archive;
    std::string in, loose;

    Binders()
    {
        for (const char* number : {"001", "002"}) run({"folder", "add", "HT", number, "--title", "合同"});
        in = archive.file("in.txt", "in", {"--category", "HT", "--folder", "001", "--date", "2024-03-05"});
        loose = archive.file("loose.txt", "loose", {"--category", "HT", "--date", "2024-03-05"});
    }
    void run(const CommandLine& arguments) const
    {
        const auto done = archive.fonds(arguments);
        INFO(done.out << done.err);
        REQUIRE(done.exit_code == 0);
    }
    void refuse(const CommandLine& arguments, const std::string& why, int exit_code = 5) const
    {
        const auto done = archive.fonds(arguments);
        INFO(done.out << done.err);
        CHECK(done.exit_code == exit_code);
        CHECK(contains(done.err, why));
    }
    [[nodiscard]] std::string folder_of(const std::string& code) const
    {
        const Json folder = answer(archive, {"show", code, "--json"}).get("folder");
        return folder.is_null() ? std::string() : folder.text();
    }
};

}  // namespace

TEST_CASE("no edit, list or filing takes a record out of a closed folder or puts one in")
{
    Binders all;
    all.run({"folder", "edit", "HT", "001", "--close", "--reason", "as it is"});
    all.refuse({"edit", all.in, "--folder", ""}, "closed");
    all.refuse({"edit", all.in, "--folder", "002"}, "closed");
    all.refuse({"edit", all.loose, "--folder", "001"}, "closed");
    (void)all.archive.write("list.csv", "档号,案卷\n" + all.in + ",002\n" + all.loose + ",001\n");
    all.refuse({"import", "records", "list.csv"}, "closed", 3);
    (void)all.archive.write("new.csv", "题名,门类,案卷,日期\n新件,HT,001,2024-03-05\n");
    all.refuse({"import", "records", "new.csv"}, "closed", 3);
    CHECK(all.folder_of(all.in) == "001");
    CHECK(all.folder_of(all.loose).empty());
    all.run({"edit", all.in, "--title", "题名可改"});
    all.run({"check", "--full"});
}

TEST_CASE("nothing leaves a folder that is on loan, or comes into it, by any road")
{
    Binders all;
    all.run({"loan", "lend", "HT/001", "--reader", "王芳"});
    all.refuse({"edit", all.in, "--folder", ""}, "on loan");
    all.refuse({"folder", "move", "HT", "002", all.in}, "on loan");
    all.refuse({"edit", all.loose, "--folder", "001"}, "on loan");
    all.refuse({"merge", all.loose, all.in}, "on loan");
    (void)all.archive.write("list.csv", "档号,案卷\n" + all.in + ",(无)\n" + all.loose + ",001\n");
    all.refuse({"import", "records", "list.csv"}, "on loan", 3);
    all.refuse({"file", all.archive.write("new.txt", "new"), "--category", "HT", "--folder", "001", "--date", "2024-03-05"},
               "on loan");
    CHECK(all.folder_of(all.in) == "001");
    all.run({"check", "--full"});
}

TEST_CASE("another category says another folder, and a list says both in one row")
{
    Binders all;
    all.run({"folder", "add", "FP", "001", "--title", "发票"});
    all.run({"edit", all.in, "--page-range", "1-3"});
    all.refuse({"edit", all.in, "--category", "FP"}, "--folder");
    CHECK(answer(all.archive, {"show", all.in, "--json"}).get("category").text() == "HT");
    (void)all.archive.write("short.csv", "档号,门类\n" + all.in + ",FP\n");
    all.refuse({"import", "records", "short.csv"}, "--folder", 3);
    (void)all.archive.write("whole.csv", "档号,门类,案卷\n" + all.in + ",FP,001\n");
    all.run({"import", "records", "whole.csv"});
    CHECK(answer(all.archive, {"folder", "show", "FP", "001", "--json"}).get("records").size() == 1);
    all.run({"edit", all.in, "--category", "HT", "--folder", ""});
    CHECK(all.folder_of(all.in).empty());
    all.run({"check", "--full"});
}

TEST_CASE("a new date is held to the time of its category")
{
    Binders all;
    all.run({"category", "edit", "HT", "--from", "2024-01-01"});
    all.refuse({"edit", all.loose, "--date", "2023-05-05"}, "2024-01-01");
    all.run({"edit", all.loose, "--date", "2024-05-05"});
}

TEST_CASE("labels and slips of a record that was merged tell its heir and are not printed")
{
    Binders all;
    all.run({"merge", all.loose, all.in});
    for (const CommandLine& print : {CommandLine{"labels", "code", all.in}, CommandLine{"labels", "stamp", all.in},
                                     CommandLine{"print", "slip", all.in}, CommandLine{"print", "contents", all.in}})
        all.refuse(print, "merged into " + all.loose);
}

TEST_CASE("a merge takes over what the kept record lacks, tells what differs, and gives it back")
{
    const ArchiveFixture archive;
    const auto keep = archive.file("a.txt", "one", {"--category", "FP", "--title", "发票", "--number", "0417"});
    const auto other = archive.file("b.txt", "two apples", {"--category", "FP", "--title", "电子发票", "--party", "Acme"});
    const auto merged = archive.fonds({"merge", keep, other});
    INFO(merged.out << merged.err);
    CHECK(merged.exit_code == 0);
    CHECK(contains(merged.out, "took over: party"));
    CHECK(contains(merged.out, "got the files: b.txt"));
    CHECK(contains(merged.err, "title"));
    CHECK(contains(merged.err, "电子发票"));
    CHECK(contains(archive.fonds({"show", keep}).out, "Acme"));
    CHECK(contains(archive.fonds({"search", "apples"}).out, keep));
    CHECK(archive.fonds({"get", keep, "--component", "1", "-o", "b2.txt"}).exit_code == 0);
    CHECK(read_file(archive.beside("b2.txt")) == "two apples");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    const auto undone = archive.fonds({"merge", keep, other, "--undo"});
    CHECK(contains(undone.out, "gave back: party"));
    CHECK_FALSE(contains(archive.fonds({"show", keep}).out, "Acme"));
    CHECK_FALSE(contains(archive.fonds({"search", "apples"}).out, keep));
    CHECK(contains(archive.fonds({"search", "apples"}).out, other));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("what two records have in common is told as it is, and too little is no duplicate")
{
    const ArchiveFixture archive;
    const auto file = [&](const std::string& name, CommandLine options) { return archive.file(name, name, options); };
    const CommandLine day{"--date", "2024-04-17", "--amount", "100"};
    const auto with = [](CommandLine options, const CommandLine& more) {
        options.insert(options.end(), more.begin(), more.end());
        return options;
    };
    (void)file("slip1", with({"--category", "FP"}, day));
    (void)file("slip2", with({"--category", "FP"}, day));
    (void)file("contract", with({"--category", "HT", "--party", "Acme"}, day));
    (void)file("invoice", with({"--category", "FP", "--party", "Acme"}, day));
    (void)file("n1", {"--category", "FP", "--number", "1"});
    (void)file("n2", {"--category", "FP", "--number", "1"});
    CHECK(archive.fonds({"duplicates", "--quick"}).exit_code == 0);
    const auto again = file("invoice2", with({"--category", "FP", "--party", "Acme"}, day));
    const auto found = archive.fonds({"duplicates", "--quick"});
    CHECK(found.exit_code == 3);
    CHECK(contains(found.out, "same party, date and amount"));
    CHECK_FALSE(contains(found.out, "number"));
    const Json json = answer(archive, {"duplicates", "--quick", "--json"}, 3);
    REQUIRE(json.get("duplicates").size() == 1);
    CHECK(json.get("duplicates").at(0).get("same").size() == 3);
    CHECK(contains(archive.fonds({"duplicates", "--quick"}, with_environment({{"LC_ALL", "zh_CN.UTF-8"}})).out,
                   "往来单位、日期、金额相同"));
    // A number of its own and one fact more is enough, whatever the category.
    (void)file("n3", {"--category", "FP", "--number", "77", "--date", "2024-01-01"});
    (void)file("n4", {"--category", "QT", "--number", "77", "--date", "2024-01-01"});
    CHECK(contains(archive.fonds({"duplicates", "--quick"}).out, "same number and date"));
    CHECK(contains(archive.fonds({"duplicates", "--quick"}).out, again));
}

TEST_CASE("the paper of a record that is out with its folder is not put on a shelf, nor lent again")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"location", "add", "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"folder", "add", "HT", "001", "--title", "案卷"}).exit_code == 0);
    const std::string one =
        archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05", "--folder", "001", "--grade", "B"});
    REQUIRE(archive.fonds({"place", "--folder", "HT/001", "KF1"}).exit_code == 0);
    REQUIRE(archive.fonds({"loan", "lend", "HT/001", "--reader", "王芳"}).exit_code == 0);
    CHECK(archive.fonds({"place", one, "KF1"}).exit_code != 0);
    CHECK(contains(archive.fonds({"show", one}).out, "王芳"));
    CHECK(archive.fonds({"loan", "lend", one, "--reader", "李明"}).exit_code == 5);
}

TEST_CASE("undoing one of two merges leaves what the other brings as well")
{
    const ArchiveFixture archive;
    const auto file = [&](const std::string& name, const CommandLine& more) {
        CommandLine options{"--category", "HT", "--date", "2024-03-05"};
        options.insert(options.end(), more.begin(), more.end());
        return archive.file(name, name, options);
    };
    const std::string kept = file("p.txt", {});
    const std::string first = file("q.txt", {"--party", "乙公司", "--tag", "k"});
    const std::string second = file("r.txt", {"--party", "丙公司", "--tag", "k"});
    REQUIRE(archive.fonds({"merge", kept, first}).exit_code == 0);
    REQUIRE(archive.fonds({"merge", kept, second}).exit_code == 0);
    REQUIRE(archive.fonds({"merge", kept, first, "--undo"}).exit_code == 0);
    const auto shown = archive.fonds({"show", kept}).out;
    CHECK(contains(shown, "丙公司"));
    CHECK(contains(shown, "tags"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
