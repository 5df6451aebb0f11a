// SPDX-License-Identifier: GPL-3.0-or-later
// show, edit, note, tag, attach.
#include <filesystem>
#include <memory>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

Json show(const ArchiveFixture& archive, const std::string& code)
{
    return answer(archive, {"show", code, "--json", "--history"});
}

/// before → after of a field's last change.
std::string last_change(const Json& record, const std::string& field)
{
    std::string found;
    const Json history = record.get("history");
    for (std::size_t i = 0; i < history.size(); ++i)
        if (history.at(i).get("field").text() == field)
            found = history.at(i).get("before").text() + " → " + history.at(i).get("after").text();
    return found;
}

std::vector<std::string> tags(const Json& record)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < record.get("tags").size(); ++i) all.push_back(record.get("tags").at(i).text());
    return all;
}

}  // namespace

TEST_CASE("show tells everything in lines, and an unknown code suggests others")
{
    const ArchiveFixture archive;
    const auto code =
        archive.file("a.txt", "正文", {"--title", "题", "--party", "Acme", "--date", "2024-03-05", "--amount", "1234.5"});
    const auto shown = archive.fonds({"show", code});
    CHECK(shown.exit_code == 0);
    for (const char* part : {"题", "Acme", "2024-03-05", "1,234.50 CNY", "original", "a.txt", "text/plain", "sha256 "}) {
        INFO(part);
        CHECK(contains(shown.out, part));
    }
    const auto missing = archive.fonds({"show", "J001-HT·2024-D30-0001"});
    CHECK(missing.exit_code == 4);
    CHECK(contains(missing.err, code));
    CHECK(archive.fonds({"show", "???"}).exit_code == 2);
}

TEST_CASE("edit changes what is named, keeps the rest and every old value")
{
    const ArchiveFixture archive;
    const auto code =
        archive.file("a.txt", "正文", {"--title", "旧题", "--party", "Acme", "--date", "2024-03-05", "--tag", "甲"});
    const auto edited =
        archive.fonds({"edit",     code,  "--title",  "新题", "--party", "华为", "--date", "2024-04-01", "--grade", "A",
                       "--number", "N-1", "--amount", "1万",  "--note",  "注",   "--tag",  "乙",         "--untag", "甲"});
    CHECK(edited.exit_code == 0);
    CHECK(contains(edited.out, "新题"));
    const Json record = show(archive, code);
    CHECK(record.get("title").text() == "新题");
    CHECK(record.get("date").text() == "2024-04-01");
    CHECK(record.get("amount").text() == "10000.00");
    CHECK(record.get("currency").text() == "CNY");
    CHECK(tags(record) == std::vector<std::string>{"乙"});
    CHECK(last_change(record, "title") == "旧题 → 新题");
    CHECK(last_change(record, "party") == "Acme → 华为");
    CHECK(last_change(record, "tags") == "甲 → 乙");
    CHECK(record.get("code").text() == code);

    const auto history = archive.fonds({"show", code, "--history"});
    CHECK(contains(history.out, "title: 旧题 → 新题"));
}

TEST_CASE("an empty value clears a field, but title, category and grade stay")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文",
                                   {"--title", "题", "--party", "Acme", "--date", "2024-03-05", "--number", "N", "--amount",
                                    "5", "--note", "注", "--grade", "A"});
    REQUIRE(
        archive.fonds({"edit", code, "--party", "", "--date", "", "--number", "", "--amount", "", "--note", ""}).exit_code ==
        0);
    const Json record = show(archive, code);
    for (const char* field : {"party", "date", "number", "amount", "currency", "note"}) {
        INFO(field);
        CHECK(record.get(field).is_null());
    }
    CHECK(last_change(record, "party") == "Acme → ");
    CHECK(archive.fonds({"edit", code, "--title", ""}).exit_code == 2);
    CHECK(archive.fonds({"edit", code, "--grade", ""}).exit_code == 2);
    CHECK(archive.fonds({"edit", code, "--category", ""}).exit_code != 0);
    CHECK(show(archive, code).get("grade").text() == "A");
    CHECK(show(archive, code).get("title").text() == "题");
}

TEST_CASE("edit refuses what cannot be and changes nothing then")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文", {"--title", "题"});
    CHECK(archive.fonds({"edit", code, "--title", "新", "--date", "2024-13-01"}).exit_code == 2);
    CHECK(archive.fonds({"edit", code, "--title", "新", "--category", "XX"}).exit_code == 4);
    CHECK(archive.fonds({"edit", code, "--title", "新", "--folder", "009"}).exit_code == 4);
    CHECK(archive.fonds({"edit", "J001-QT·1999-D10-0001", "--title", "新"}).exit_code == 4);
    const Json record = show(archive, code);
    CHECK(record.get("title").text() == "题");
    CHECK(record.get("history").size() == 0);
}

TEST_CASE("an edit is found at once")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    REQUIRE(archive.fonds({"edit", code, "--title", "竣工验收报告"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "title:竣工验收"}).out, code));
}

TEST_CASE("people who add to a note or edit a category at the same time lose nothing")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    std::vector<std::unique_ptr<RunningProgram>> running;
    const auto start = [&](CommandLine arguments) {
        ProgramCall call;
        call.path = programs() + "/fonds";
        arguments.insert(arguments.begin(), {"-C", archive.root()});
        call.arguments = std::move(arguments);
        running.push_back(std::make_unique<RunningProgram>(call));
    };
    constexpr int clerks = 8;
    for (int i = 0; i < clerks; ++i) start({"note", code, "line" + std::to_string(i)});
    start({"category", "edit", "HT", "--name-en", "Agreements"});
    start({"category", "edit", "HT", "--scope", "框架协议"});
    start({"category", "edit", "HT", "--retention", "D10"});
    for (auto& each : running) {
        const auto result = each->finish();
        INFO(result.out << result.err);
        CHECK(result.exit_code == 0);
    }
    const std::string note = archive.fonds({"note", code}).out;
    INFO(note);
    for (int i = 0; i < clerks; ++i) CHECK(contains(note, "line" + std::to_string(i) + "\n"));
    CHECK(show(archive, code).get("history").size() == clerks);
    const Json category = answer(archive, {"category", "show", "HT", "--json"});
    CHECK(category.get("name_en").text() == "Agreements");
    CHECK(category.get("scope").text() == "框架协议");
    CHECK(category.get("retention").text() == "D10");
}

TEST_CASE("a change that the index does not have yet is told as made, with why and what to do")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文", {"--party", "旧名"});
    std::filesystem::remove_all(archive.root() + "/index");
    for (const CommandLine& change :
         {CommandLine{"edit", code, "--title", "新题"}, CommandLine{"note", code, "注"}, CommandLine{"tag", code, "急件"},
          CommandLine{"party", "edit", "旧名", "--name", "新名"}}) {
        INFO(change.front());
        const auto changed = archive.fonds(change);
        CHECK(changed.exit_code == 3);
        CHECK_FALSE(changed.out.empty());
        CHECK(contains(changed.err, "no index"));
        CHECK(contains(changed.err, "fonds reindex"));
        CHECK(contains(changed.err, "The change is made"));
    }
    // Nothing new that the index should know: nothing to report.
    CHECK(archive.fonds({"edit", "J001-QT·1999-D10-0001", "--title", "新"}).exit_code == 4);
    REQUIRE(archive.fonds({"reindex"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "title:新题 party:新名 tag:急件"}).out, code));
    std::filesystem::remove_all(archive.root() + "/index");
    CHECK(archive.fonds({"edit", code, "--title", "新题"}).exit_code == 0);
    CHECK(archive.fonds({"party", "edit", "新名", "--note", "供应商"}).exit_code == 0);
}

TEST_CASE("note shows, adds lines, replaces and clears")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    CHECK(archive.fonds({"note", code}).out.empty());
    CHECK(archive.fonds({"note", code, "续签至", "2027", "年"}).exit_code == 0);
    CHECK(archive.fonds({"note", code}).out == "续签至 2027 年\n");
    CHECK(archive.fonds({"note", code, "原件在二号库"}).exit_code == 0);
    CHECK(archive.fonds({"note", code}).out == "续签至 2027 年\n原件在二号库\n");
    CHECK(archive.fonds({"note", "--replace", code, "作废"}).exit_code == 0);
    CHECK(archive.fonds({"note", code}).out == "作废\n");
    CHECK(archive.fonds({"note", "--replace", code}).exit_code == 0);
    CHECK(archive.fonds({"note", code}).out.empty());
    CHECK(archive.fonds({"note", "J001-QT·1999-D10-0001"}).exit_code == 4);
}

TEST_CASE("tag shows, adds and removes")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    CHECK(archive.fonds({"tag", code, "急件", "采购"}).exit_code == 0);
    CHECK(archive.fonds({"tag", code, "急件"}).exit_code == 0);
    CHECK(archive.fonds({"tag", code}).lines().size() == 2);
    CHECK(archive.fonds({"tag", "--remove", code, "采购", "没有的"}).exit_code == 0);
    CHECK(archive.fonds({"tag", code}).out == "急件\n");
    CHECK(contains(archive.fonds({"search", "tag:急件"}).out, code));
    CHECK(archive.fonds({"tag", code, "two\nlines"}).exit_code == 2);
}

TEST_CASE("attach adds files behind the original, and their words are found")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const auto supplement = archive.write("补充协议.txt", "补充条款:违约金上调"),
               mail = archive.write("m.txt", "second attachment");
    const auto attached = archive.fonds({"attach", code, supplement, mail});
    CHECK(attached.exit_code == 0);
    CHECK(attached.lines().size() == 2);
    const Json components = show(archive, code).get("components");
    CHECK(texts_of(components, "role") == std::vector<std::string>{"original", "attachment", "attachment"});
    CHECK(components.at(1).get("file_name").text() == "补充协议.txt");
    CHECK(contains(archive.fonds({"search", "违约金"}).out, code));
    CHECK(archive.fonds({"get", code, "--component", "1", "-o", "-"}).out == "补充条款:违约金上调");

    CHECK(archive.fonds({"attach", code, mail}).exit_code == 3);
    CHECK(archive.fonds({"attach", code, archive.beside("missing")}).exit_code == 4);
    CHECK(archive.fonds({"attach", code, archive.beside("missing"), archive.write("n.txt", "n")}).exit_code == 3);
    CHECK(archive.fonds({"attach", code, archive.write("empty", "")}).exit_code == 1);
    CHECK(archive.fonds({"attach", "J001-QT·1999-D10-0001", mail}).exit_code == 4);
    CHECK(archive.fonds({"attach", code}).exit_code == 2);
    CHECK(show(archive, code).get("components").size() == 4);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a code may be typed as the keyboard allows")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "正文", {"--category", "HT", "--date", "2024-01-01", "--title", "题"});
    for (const char* code :
         {"J001-HT·2024-D30-0001", "J001-HT.2024-D30-0001", "J001-HT・2024-D30-0001", "j001-ht.2024-d30-0001",
          "Ｊ００１－ＨＴ．２０２４－Ｄ３０－０００１", " J001-HT · 2024-D30-0001 "}) {
        INFO(code);
        CHECK(archive.fonds({"show", code}).exit_code == 0);
        CHECK(archive.fonds({"get", code, "-o", "-"}).out == "正文");
        CHECK(archive.fonds({"text", code}).exit_code == 0);
    }
    CHECK(archive.fonds({"show", "J001-HT.2024-D30-001"}).exit_code == 4);
}

TEST_CASE("edits that say nothing or contradict themselves are mistakes, and change nothing")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文", {"--tag", "VIP"});
    const auto nothing = archive.fonds({"edit", code});
    CHECK(nothing.exit_code == 2);
    CHECK(contains(nothing.err, "nothing to change"));
    CHECK(archive.fonds({"edit", code, "--tag", "x", "--untag", "Ｘ"}).exit_code == 2);
    const auto currency = archive.fonds({"edit", code, "--currency", "USD"});
    CHECK(currency.exit_code == 2);
    CHECK(contains(currency.err, "no amount"));
    const auto absent = archive.fonds({"tag", code, "--remove", "重要"});
    CHECK(absent.exit_code == 4);
    CHECK(contains(absent.err, "has no tag 重要"));
    CHECK(show(archive, code).get("history").size() == 0);
    CHECK(archive.fonds({"tag", code, "--remove", "vip"}).exit_code == 0);
    CHECK(tags(show(archive, code)).empty());
}

TEST_CASE("who wrote it, how secret it is, unit, project and pages are said, shown, kept in history and found")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "7"}).exit_code == 0);
    const auto code = archive.file("a.txt", "正文",
                                   {"--category", "HT", "--folder", "7", "--responsible", "财务部", "--security", "内部",
                                    "--unit", "bgs", "--paper-pages", "12"});
    const auto edited =
        archive.fonds({"edit", code, "--security", "secret", "--project", "GC-03", "--page-range", "0003～0014"});
    CHECK(edited.exit_code == 0);
    for (const char* part : {"财务部", "secret", "BGS", "GC-03", "3-14", "12"}) {
        INFO(part);
        CHECK(contains(edited.out, part));
    }
    Json record = show(archive, code);
    CHECK(record.get("responsible").text() == "财务部");
    CHECK(record.get("security").text() == "secret");
    CHECK(record.get("paper_pages").number() == 12);
    CHECK(record.get("page_from").number() == 3);
    CHECK(record.get("page_to").number() == 14);
    CHECK(last_change(record, "security") == "internal → secret");
    for (const char* query : {"responsible:财务部", "密级:机密", "unit:BGS", "project:GC-03", "责任者:财务"}) {
        INFO(query);
        CHECK(contains(archive.fonds({"search", query}).out, code));
    }
    CHECK(archive.fonds({"search", "security:内部"}).exit_code != 0);
    CHECK(archive.fonds({"search", "security:何"}).exit_code == 2);

    // Its pages were those of the folder it leaves.
    CHECK(archive.fonds({"edit", code, "--folder", ""}).exit_code == 0);
    record = show(archive, code);
    CHECK(record.get("page_from").number() == 0);
    CHECK(last_change(record, "page_range") == "3-14 → ");
    CHECK(archive.fonds({"edit", code, "--security", "", "--unit", "", "--paper-pages", ""}).exit_code == 0);
    CHECK(show(archive, code).get("security").is_null());
    CHECK(archive.fonds({"edit", code, "--page-range", "5-3"}).exit_code == 2);
    CHECK(archive.fonds({"edit", code, "--unit", "办公室"}).exit_code == 2);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
