// SPDX-License-Identifier: GPL-3.0-or-later
// The desk, as a clerk meets it: what lies in inbox/ waits, is looked at, accepted or rejected.
#include <filesystem>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/scan_pictures.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

TEST_CASE("what scanners drop into the inbox waits as pieces and becomes records on accept, with its very bytes")
{
    const ArchiveFixture archive;
    const std::string pdf = small_pdf({"Lease agreement"});
    fs::create_directory(archive.root() + "/inbox/HT");
    write_file(archive.root() + "/inbox/HT/a.pdf", pdf);
    write_file(archive.root() + "/inbox/HT/a.toml", "title = \"仓库租赁合同\"\n");
    write_file(archive.root() + "/inbox/b.txt", "text");
    const auto run = archive.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    CHECK(run.exit_code == 0);
    CHECK_FALSE(fs::exists(archive.root() + "/inbox/HT/a.pdf"));
    CHECK_FALSE(fs::exists(archive.root() + "/inbox/b.txt"));
    CHECK(archive.fonds({"list"}).out.find("仓库") == std::string::npos);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);

    const auto listed = archive.fonds({"inbox", "list"});
    CHECK(contains(listed.out, "仓库租赁合同"));
    CHECK(contains(listed.out, "b.txt"));
    const auto accepted = archive.fonds({"inbox", "accept", "1", "--party", "某某公司"});
    INFO(accepted.out << accepted.err);
    CHECK(accepted.exit_code == 0);
    const std::string code = accepted.out.substr(0, accepted.out.find(' '));
    CHECK(contains(code, "J001-HT"));
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == pdf);
    CHECK(contains(archive.fonds({"search", "租赁"}).out, code));
    CHECK(archive.fonds({"inbox", "accept", "1"}).exit_code == 5);
    CHECK(archive.fonds({"inbox", "reject", "2", "--reason", "重复"}).exit_code == 0);
    CHECK_FALSE(contains(archive.fonds({"inbox", "list"}).out, "b.txt"));
    CHECK(archive.fonds({"inbox", "show", "9"}).exit_code == 4);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("the inbox leaves alone what is hidden, unfinished or no file, and takes the same bytes once")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    write_file(inbox + "a.txt", "the same");
    write_file(inbox + "b.txt", "the same");
    write_file(inbox + ".hidden.txt", "hidden");
    write_file(inbox + "scan.pdf.part", "half of it");
    fs::create_directory(inbox + "folder.pdf");
    const auto run = archive.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    CHECK(answer(archive, {"inbox", "list", "--json"}).size() > 0);
    CHECK(fs::exists(inbox + ".hidden.txt"));
    CHECK(fs::exists(inbox + "scan.pdf.part"));
    CHECK(fs::exists(inbox + "folder.pdf"));
    CHECK_FALSE(fs::exists(inbox + "a.txt"));
    CHECK(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a stack is divided at its separator sheets, and each part becomes a record of its own pages")
{
    const ArchiveFixture archive;
    write_file(archive.root() + "/inbox/stack.pdf", small_pdf({"FONDS:SEPARATOR:1", "Lease agreement", "second page of it",
                                                               "FONDS:SEPARATOR:1", "Packing list"}));
    const auto run = archive.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    REQUIRE(run.exit_code == 0);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 2);
    CHECK(pieces.at(0).get("pages").number() == 2);
    CHECK(pieces.at(1).get("pages").number() == 1);
    const auto accepted = archive.fonds({"inbox", "accept", "1", "2"});
    INFO(accepted.out << accepted.err);
    REQUIRE(accepted.exit_code == 0);
    const auto lines = accepted.lines();
    REQUIRE(lines.size() == 2);
    const std::string lease = lines[0].substr(0, lines[0].find(' ')), list = lines[1].substr(0, lines[1].find(' '));
    CHECK(contains(archive.fonds({"text", lease}).out, "second page of it"));
    CHECK_FALSE(contains(archive.fonds({"text", lease}).out, "SEPARATOR"));
    CHECK(contains(archive.fonds({"text", list}).out, "Packing list"));
    CHECK(contains(archive.fonds({"search", "lease"}).out, lease));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a code label on the first page adds the piece to its record, and one that names nothing waits with its reason")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "the contract itself");
    std::string ascii = code;
    if (const auto dot = ascii.find("·"); dot != std::string::npos) ascii.replace(dot, std::string("·").size(), ".");
    write_file(archive.root() + "/inbox/annex.pdf", small_pdf({"FONDS:CODE:" + ascii}));
    write_file(archive.root() + "/inbox/lost.pdf", small_pdf({"FONDS:CODE:J001-QT.1999-D10-0001"}));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 2);
    CHECK(pieces.at(0).get("reasons").size() == 0);
    CHECK(pieces.at(1).get("reasons").at(0).get("reason").text() == "unknown_label");
    const auto accepted = archive.fonds({"inbox", "accept", "1"});
    CHECK(accepted.exit_code == 0);
    CHECK(contains(accepted.out, code));
    CHECK(answer(archive, {"show", code, "--json"}).get("components").size() == 2);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("what a piece says of itself is suggested and taken over, and what is here already is flagged")
{
    const ArchiveFixture archive;
    const std::string invoice = "Invoice No. 4711-2024   Date: 2024-03-05   Total: USD 1,250.00";
    const auto filed = archive.file("first.pdf", small_pdf({invoice, "paid"}), {"--number", "4711-2024"});
    write_file(archive.root() + "/inbox/same.pdf", small_pdf({invoice, "paid"}));
    write_file(archive.root() + "/inbox/a.pdf", small_pdf({invoice}));
    write_file(archive.root() + "/inbox/broken.pdf", "%PDF-1.4 and no more");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 3);
    const auto reasons = [&](std::size_t piece) {
        std::string all;
        const Json list = pieces.at(piece).get("reasons");
        for (std::size_t i = 0; i < list.size(); ++i) all += list.at(i).get("reason").text() + " ";
        return all;
    };
    CHECK(contains(reasons(0), "number_filed"));
    CHECK(contains(reasons(1), "unreadable"));
    CHECK(contains(reasons(2), "duplicate"));
    const auto shown = archive.fonds({"inbox", "show", "1"});
    CHECK(contains(shown.out, "4711-2024"));
    CHECK(contains(shown.out, "2024-03-05"));
    CHECK(contains(shown.out, filed));
    CHECK(archive.fonds({"inbox", "accept", "3"}).exit_code != 0);
    CHECK(archive.fonds({"inbox", "accept", "1"}).exit_code == 0);
    CHECK(contains(archive.fonds({"list"}).out, "2024-03-05"));
}

TEST_CASE("without a scan worker what lies in the inbox is taken all the same, and looked at later")
{
    const ArchiveFixture archive;
    write_file(archive.root() + "/inbox/a.pdf", small_pdf({"Lease agreement"}));
    const auto run = archive.fonds({"inbox", "run"}, with_environment({{"FONDS_SCAN", "/nowhere/fonds-scan"}}));
    CHECK(run.exit_code == 3);
    CHECK(contains(run.err, "fonds-scan"));
    CHECK(answer(archive, {"inbox", "list", "--json"}).get("pieces").size() == 1);
    const auto again = archive.fonds({"inbox", "run"});
    INFO(again.err);
    CHECK(again.exit_code == 0);
    CHECK(contains(again.err, "1 file looked at"));
}

TEST_CASE("pieces are cut, put together and turned until they are right, and every page stays in one of them")
{
    const ArchiveFixture archive;
    write_file(archive.root() + "/inbox/a.pdf", small_pdf({"first page", "second page", "third page"}));
    write_file(archive.root() + "/inbox/b.pdf", small_pdf({"fourth page"}));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const auto cut = archive.fonds({"inbox", "split", "1", "2"});
    INFO(cut.out << cut.err);
    REQUIRE(cut.exit_code == 0);
    CHECK(cut.out == "1  1 page\n3  2 pages\n");
    CHECK(archive.fonds({"inbox", "split", "1", "2"}).exit_code != 0);
    const auto merged = archive.fonds({"inbox", "merge", "3", "2"});
    CHECK(merged.out == "3  3 pages\n");
    CHECK(archive.fonds({"inbox", "accept", "2"}).exit_code == 5);
    CHECK(archive.fonds({"inbox", "merge", "3", "3"}).exit_code == 2);
    CHECK(archive.fonds({"inbox", "rotate", "3", "45"}).exit_code == 2);
    CHECK(archive.fonds({"inbox", "rotate", "3", "90", "9"}).exit_code == 2);
    CHECK(archive.fonds({"inbox", "rotate", "3", "90", "3"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    const auto accepted = archive.fonds({"inbox", "accept", "3"});
    INFO(accepted.out << accepted.err);
    REQUIRE(accepted.exit_code == 0);
    const std::string code = accepted.out.substr(0, accepted.out.find(' '));
    const auto text = archive.fonds({"text", code});
    CHECK(text.out.find("second") < text.out.find("third"));
    CHECK(text.out.find("third") < text.out.find("fourth"));
    CHECK_FALSE(contains(text.out, "first"));
    const Json pages = answer(archive, {"text", code, "--json"}).get("pages");
    REQUIRE(pages.size() == 3);
    CHECK(pages.at(2).get("width").real().value_or(0) > pages.at(2).get("height").real().value_or(0));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("what was written beside a scan stays in the inbox when it cannot be understood, or was not read")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    write_file(inbox + "a.txt", "one");
    write_file(inbox + "a.toml", "title = not in quotation marks\n");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK_FALSE(fs::exists(inbox + "a.txt"));
    CHECK(fs::exists(inbox + "a.toml"));
    write_file(inbox + "again.txt", "one");
    write_file(inbox + "again.toml", "title = \"more is known of it now\"\n");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 3);
    CHECK_FALSE(fs::exists(inbox + "again.txt"));
    CHECK(fs::exists(inbox + "again.toml"));
}

TEST_CASE("what was written beside two scans is said of both, and leaves with the last of them")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    write_file(inbox + "a.pdf", small_pdf({"Lease agreement"}));
    write_file(inbox + "a.txt", "its words");
    write_file(inbox + "a.toml", "title = \"仓库租赁合同\"\n");
    write_file(inbox + "a.pdf.toml", "party = \"某某公司\"\n");
    write_file(inbox + "a.md", "");  // empty: for a later run
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 3);
    CHECK(fs::exists(inbox + "a.toml"));
    CHECK_FALSE(fs::exists(inbox + "a.pdf.toml"));
    write_file(inbox + "a.md", "its summary");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(fs::is_empty(archive.root() + "/inbox"));
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(pieces.at(i).get("defaults").get("title").text() == "仓库租赁合同");
        CHECK(pieces.at(i).get("defaults").has("party") == (pieces.at(i).get("file_name").text() == "a.pdf"));
    }
}

TEST_CASE("a part that cannot be accepted leaves nothing unfinished, and the bytes of one lost file stop no other")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    write_file(inbox + "stack.pdf",
               small_pdf({"FONDS:SEPARATOR:1", "Lease agreement", "FONDS:SEPARATOR:1", "Packing list"}));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(archive.fonds({"inbox", "accept", "1", "--category", "NONE"}).exit_code != 0);
    CHECK(answer(archive, {"status", "--json"}).get("unfinished_filings").number() == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    CHECK(archive.fonds({"inbox", "accept", "1"}).exit_code == 0);

    const std::string lost = "bytes that will be lost";
    write_file(inbox + "a.txt", lost);
    write_file(inbox + "b.pdf", small_pdf({"Insurance policy"}));
    const auto nobody = with_environment({{"FONDS_SCAN", "/nowhere"}, {"FONDS_EXTRACT", "/nowhere"}});
    CHECK(archive.fonds({"inbox", "run"}, nobody).exit_code == 3);
    const std::string digest = Digest::of(lost).hex();
    fs::remove(archive.root() + "/objects/" + digest.substr(0, 2) + "/" + digest);
    const auto run = archive.fonds({"inbox", "run"});
    INFO(run.out << run.err);
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "2 files looked at"));
    CHECK(contains(archive.fonds({"inbox", "show", "3"}).out, "missing"));
}

TEST_CASE("a picture that is too large to look at waits and says so")
{
    const ArchiveFixture archive;
    std::string huge = scan_picture({"What nobody can look at"}, "png");
    const std::string side("\0\0\x75\x30", 4);  // 30,000 pixels
    huge.replace(16, 8, side + side);
    write_file(archive.root() + "/inbox/huge.png", huge);
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const auto shown = archive.fonds({"inbox", "show", "1"}).out;
    INFO(shown);
    CHECK(contains(shown, "it cannot be read: page 1: Image 1 has 30000 x 30000 pixels, more than can be looked at"));
}

TEST_CASE("what a piece seems to be is told in the language of the office, and pages that are alike on one line")
{
    const ArchiveFixture archive;
    const std::string page = scan_picture({"采购合同", "合同编号:CG-2024-0015", "签订日期:2024年3月5日"});
    write_file(archive.root() + "/inbox/stack.pdf", scan_pdf({page, page, page}));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const auto english = archive.fonds({"inbox", "show", "1"}).out;
    const auto chinese = archive.fonds({"inbox", "show", "1"}, with_environment({{"LC_ALL", "zh_CN.UTF-8"}})).out;
    INFO(english << chinese);
    CHECK(contains(english, "  pages 1–3: below 200 dpi\n"));
    CHECK(contains(chinese, "  第 1–3 页:低于 200 dpi\n"));
    CHECK(contains(chinese, "  日期  2024-03-05"));
    CHECK(contains(chinese, "文字,第 1 页"));
}

TEST_CASE("a file whose stored bytes are lost or damaged mends them, and no code is given to bytes that are gone")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    const std::string bytes = "the only copy";
    const std::string digest = Digest::of(bytes).hex();
    const std::string object = archive.root() + "/objects/" + digest.substr(0, 2) + "/" + digest;
    write_file(inbox + "a.txt", bytes);
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);

    fs::remove(object);
    const auto refused = archive.fonds({"inbox", "accept", "1"});
    INFO(refused.out << refused.err);
    CHECK(refused.exit_code == 20);
    CHECK(contains(refused.err, "The bytes of piece 1 are missing"));
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == 0);

    write_file(inbox + "again.txt", bytes);
    CHECK(contains(archive.fonds({"inbox", "run"}).err, "1 waiting already"));
    CHECK_FALSE(fs::exists(inbox + "again.txt"));
    CHECK(read_file(object) == bytes);

    fs::permissions(object, fs::perms::owner_all);
    write_file(object, "the damaged!!");
    write_file(inbox + "once-more.txt", bytes);
    CHECK(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(read_file(object) == bytes);
    CHECK(archive.fonds({"inbox", "accept", "1", "--category", "QT"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a file of separator sheets alone says so, and is taken by no rule")
{
    const ArchiveFixture archive;
    write_file(archive.root() + "/inbox/sheet.pdf", small_pdf({"FONDS:SEPARATOR:1"}));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(contains(archive.fonds({"inbox", "show", "1"}).out, "nothing but separator sheets"));
    const auto all = archive.fonds({"inbox", "accept", "--all", "--category", "HT", "--title", "x", "--date", "2024-01-01"});
    CHECK(contains(all.err, "1 waits: it has nothing but separator sheets"));
    CHECK(all.out.empty());
}

TEST_CASE("of two papers with one number accept --all takes the first")
{
    const ArchiveFixture archive;
    for (const std::string name : {"a", "b"}) {
        write_file(archive.root() + "/inbox/" + name + ".txt", name);
        write_file(archive.root() + "/inbox/" + name + ".toml",
                   "category = 'FP'\ntitle = 'invoice'\nnumber = '4711'\ndate = 2024-03-05\n");
    }
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const auto all = archive.fonds({"inbox", "accept", "--all"});
    INFO(all.out << all.err);
    CHECK(contains(all.out, "J001-FP·2024-D30-0001  1"));
    CHECK_FALSE(contains(all.out, "0002"));
    CHECK(contains(all.err, "2 waits: its number is filed already: J001-FP·2024-D30-0001"));
}
