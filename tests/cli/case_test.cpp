// SPDX-License-Identifier: GPL-3.0-or-later
// case: from draft to certificate, by different people.
#include <filesystem>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"
#include "tests/support/staffed_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

bool anywhere(const std::string& folder, const std::string& words)
{
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && read_file(entry.path().string()).find(words) != std::string::npos) return true;
    return false;
}

/// Of an answer in JSON.
Json said(const ProgramResult& result)
{
    INFO(result.out << result.err);
    REQUIRE((result.exit_code == 0 || result.exit_code == 3));
    return parse_json(result.out);
}

/// Files a contract whose thirty years ended long ago.
std::string old_contract(const StaffedArchive& office, const std::string& name, const CommandLine& options = {})
{
    CommandLine all{"--category", "HT", "--date", "1990-03-05", "--title", "题名" + name};
    all.insert(all.end(), options.begin(), options.end());
    return office.file(name + ".txt", "words of document " + name + " 特有词句" + name, all);
}

}  // namespace

TEST_CASE("Records go through a case to their end, and nothing of them stays but tombstones and signed papers")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one"), two = old_contract(office, "two", {"--party", "华为"});
    const std::string young =
        office.file("young.txt", "words of document young", {"--category", "HT", "--date", "2026-01-05"});
    CHECK(office.as("sun", {"case", "draft"}).exit_code == 5);
    const auto drafted = office.good_as("li", {"case", "draft", "--title", "1990 合同", "--basis", "鉴定办法"});
    CHECK(contains(drafted.out, "D-2026-0001"));
    CHECK(contains(drafted.err, "fonds case decide"));
    CHECK(contains(office.good({"show", one}).out, "D-2026-0001"));
    CHECK(office.as("li", {"case", "register", "D-2026-0001"}).exit_code == 5);
    CHECK(office.as("li", {"case", "decide", "D-2026-0001"}).exit_code == 2);
    CHECK(office.as("li", {"case", "decide", "D-2026-0001", young, "--destroy"}).exit_code == 4);
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li, wang"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    CHECK(office.fonds({"case", "sign", "D-2026-0001", "unit_head"}).exit_code == 5);
    CHECK(office.as("administrator", {"case", "sign", "D-2026-0001", "unit_head"}).exit_code != 0);
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    CHECK(office.as("zhao", {"case", "sign", "D-2026-0001", "archives_head"}).exit_code == 5);
    CHECK(office.fonds({"case", "destroy", "D-2026-0001", "--yes"}).exit_code == 5);
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head", "--note", "同意"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});

    CHECK(anywhere(office.root(), "特有词句two"));
    office.good({"backup", "create", office.beside("backup/../backup")});
    // A filing of the same bytes that died left them behind.
    write_file(office.root() + "/staging/batch-dead.lock", "1 gone\n");
    write_file(office.root() + "/staging/batch-dead.0", "words of document one 特有词句one");
    const auto asked = office.fonds({"case", "destroy", "D-2026-0001"});
    CHECK(asked.exit_code == 2);
    CHECK(contains(asked.err, "--yes"));
    const Json done =
        said(office.fonds({"case", "destroy", "D-2026-0001", "--yes", "--method", "删除", "--place", "机房", "--json"}));
    CHECK(done.get("destroyed").number() == 2);
    CHECK(done.get("files").number() == 2);
    CHECK(done.get("state").text() == "destroyed");
    CHECK_FALSE(anywhere(office.root(), "特有词句"));
    CHECK_FALSE(anywhere(office.root(), "words of document one"));
    CHECK(office.fonds({"get", one, "-o", "-"}).exit_code == 4);
    CHECK(contains(office.good({"show", one}).out, "D-2026-0001"));
    CHECK(said(office.fonds({"search", "document", "--json"})).get("total").number() == 1);
    CHECK(office.as("li", {"case", "close", "D-2026-0001"}).exit_code == 5);
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--after"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--after"});
    office.good({"backup", "create", office.beside("too-late")});
    const Json closed = said(office.as("li", {"case", "close", "D-2026-0001", "--backup", "磁带 2026-10", "--json"}));
    REQUIRE(closed.get("papers").size() == 3);
    // Closing again changes nothing.
    CHECK(said(office.as("li", {"case", "close", "D-2026-0001", "--json"})).get("papers").size() == 3);

    const Json shown = said(office.fonds({"case", "show", "D-2026-0001", "--json"}));
    CHECK(shown.get("state").text() == "closed");
    CHECK(shown.get("signatures").size() == 6);
    CHECK(shown.get("records").at(0).get("title").text() == "题名one");
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string paper = closed.get("papers").at(i).text();
        CHECK(said(office.fonds({"retention", "show", paper, "--json"})).get("state").text() == "permanent");
        const Json record = said(office.fonds({"show", paper, "--json"}));
        CHECK(record.get("components").size() == 2);
        CHECK_FALSE(record.get("responsible").text().empty());
    }
    const auto printed = office.good({"case", "print", "D-2026-0001", "certificate", "--format", "json", "-o", "-"});
    const Json certificate = parse_json(printed.out);
    CHECK(certificate.get("format").text() == "fonds-destruction-certificate/1");
    CHECK(certificate.get("records").size() == 2);
    CHECK(certificate.get("records").at(0).get("files").at(0).get("before").text() == "verified");
    CHECK(certificate.get("witnesses").size() == 4);
    CHECK(certificate.get("verification").get("files_absent").number() == 2);
    // Those that the log knows of by themselves, and what was named.
    REQUIRE(certificate.get("backups_pending").size() == 2);
    CHECK(certificate.get("backups_pending").at(0).text() == office.beside("backup"));
    CHECK(certificate.get("backups_pending").at(1).text() == "磁带 2026-10");
    const auto tombstone = office.fonds({"backup", "mend", office.beside("backup"), one});
    CHECK(tombstone.exit_code == 3);
    CHECK(contains(tombstone.err, "tombstone"));
    CHECK_FALSE(contains(tombstone.out, "whole"));
    const auto csv = office.good({"case", "print", "D-2026-0001", "register", "--format", "csv", "-o", "-"});
    CHECK(contains(csv.out, "题名two"));
    CHECK(office.good({"case", "print", "D-2026-0001", "certificate", "-o", "-"}).out.starts_with("%PDF"));
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
    CHECK(contains(office.good({"log", "list", "--action", "case.*", "--limit", "30"}).out, "case.destroyed"));
    CHECK(office.fonds({"file", office.write("again.txt", "words of document one 特有词句one"), "--category", "HT"})
              .exit_code == 0);
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("What is to be transferred is packed as a bag that anyone can check, and leaves a stub")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one");
    REQUIRE(office.fonds({"attach", one, office.write("附件 一.txt", "annex")}).exit_code == 0);
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--transfer", "--reason", "进馆"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li", "--receiver", "省档案馆"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    const auto listed = office.good({"case", "print", "D-2026-0001", "register", "--format", "csv", "-o", "-"});
    CHECK_FALSE(contains(listed.out, "销毁"));
    CHECK(contains(office.good({"case", "show", "D-2026-0001"}).out, "Register of transfers"));
    CHECK(office.as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("bag")}).exit_code == 5);
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    CHECK(office.as("li", {"case", "handover", "D-2026-0001", "--yes", "--receipt", "r"}).exit_code == 5);
    // A folder of somebody else's beside it is neither written into nor removed.
    std::filesystem::create_directory(office.beside("bag.part"));
    write_file(office.beside("bag.part/own.txt"), "own");
    CHECK(office.as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("bag")}).exit_code == 3);
    CHECK(read_file(office.beside("bag.part/own.txt")) == "own");
    std::filesystem::remove_all(office.beside("bag.part"));
    const Json packed = said(office.as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("bag"), "--json"}));
    CHECK(packed.get("files").number() == 2);
    CHECK(office.as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("bag")}).exit_code == 3);
    ProgramCall checker;
    checker.path = "/bin/sh";
    checker.arguments = {"-c", "sha256sum -c --quiet manifest-sha256.txt && sha256sum -c --quiet tagmanifest-sha256.txt"};
    checker.directory = office.beside("bag");
    CHECK(run(checker).exit_code == 0);
    const std::string info = read_file(office.beside("bag/bag-info.txt"));
    CHECK(contains(info, "Payload-Oxum: "));
    CHECK(read_file(office.beside("bag/bagit.txt")) == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    const Json list = parse_json(read_file(office.beside("bag/data/metadata.json")));
    CHECK(list.get("receiver").text() == "省档案馆");
    const std::string eep = read_file(office.beside("bag/" + list.get("records").at(0).get("encapsulation").text()));
    CHECK(contains(eep, "<档号>" + one + "</档号>"));
    // Still here, until the receiver has it.
    CHECK(office.good({"get", one, "-o", "-"}).out == "words of document one 特有词句one");
    CHECK(office.as("li", {"case", "handover", "D-2026-0001", "--receipt", "r"}).exit_code == 2);
    const Json package = said(office.fonds({"examine", "run", "--package", office.beside("bag"), "--json"}));
    CHECK(package.get("failed").number() == 0);
    CHECK(package.get("records").number() == 1);
    const auto handed = office.good_as("li", {"case", "handover", "D-2026-0001", "--yes", "--receipt", "回执 7 号"});
    CHECK(contains(handed.out, "1 record handed over, leaving a stub;"));
    CHECK(contains(handed.out, "handed over"));
    CHECK_FALSE(contains(handed.out, "approved"));
    CHECK(contains(office.good({"case", "list"}).out, "handed over"));
    CHECK(
        contains(office.fonds({"case", "show", "D-2026-0001"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).out, "已移交"));
    CHECK(said(office.fonds({"case", "show", "D-2026-0001", "--json"})).get("state").text() == "handed_over");
    CHECK(office.as("li", {"case", "withdraw", "D-2026-0001", "--reason", "r"}).exit_code == 5);
    CHECK(office.as("li", {"case", "reopen", "D-2026-0001", "--reason", "r"}).exit_code == 5);
    CHECK(contains(office.as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"}).err, "handed over"));
    CHECK_FALSE(anywhere(office.root(), "特有词句one"));
    // Once is enough, and the receipt stays.
    CHECK(contains(office.good_as("li", {"case", "handover", "D-2026-0001", "--yes", "--receipt", "回执 7 号"}).out,
                   "Nothing was handed over now"));
    const auto again = office.as("li", {"case", "handover", "D-2026-0001", "--yes", "--receipt", "回执 8 号"});
    CHECK(again.exit_code == 5);
    CHECK(contains(again.err, "回执 7 号"));
    const auto stub = office.good({"show", one});
    CHECK(contains(stub.out, "题名one"));
    CHECK(contains(stub.out, "省档案馆"));
    CHECK(office.fonds({"get", one, "-o", "-"}).exit_code == 4);
    const Json closed = said(office.as("li", {"case", "close", "D-2026-0001", "--json"}));
    CHECK(said(office.fonds({"case", "show", "D-2026-0001", "--json"})).get("state").text() == "closed");
    for (std::size_t i = 0; i < closed.get("papers").size(); ++i)
        CHECK_FALSE(contains(office.good({"show", closed.get("papers").at(i).text()}).out, "Destruction register"));
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A package that holds what came under a hold is packed again, and the filed list names what went")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one"), two = old_contract(office, "two");
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--transfer", "--reason", "进馆"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li", "--receiver", "省档案馆"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("bag")});
    office.good({"hold", "add", two, "--reason", "诉讼", "--authority", "法院"});
    const auto stale = office.as("li", {"case", "handover", "D-2026-0001", "--yes", "--receipt", "r"});
    CHECK(stale.exit_code == 5);
    CHECK(contains(stale.err, two));
    CHECK(contains(stale.err, "fonds case pack"));
    CHECK(said(office.fonds({"search", "words", "--json"})).get("total").number() == 2);
    const auto packed = office.as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("bag2"), "--json"});
    CHECK(packed.exit_code == 3);
    CHECK(parse_json(packed.out).get("records").number() == 1);
    CHECK(parse_json(packed.out).get("left").at(0).get("code").text() == two);
    CHECK_FALSE(contains(read_file(office.beside("bag2/data/metadata.json")), two));
    CHECK(office.as("li", {"case", "handover", "D-2026-0001", "--yes", "--receipt", "r"}).exit_code == 3);
    office.good_as("li", {"case", "close", "D-2026-0001"});
    const auto list = office.good({"case", "print", "D-2026-0001", "transfer", "--format", "json", "-o", "-"});
    CHECK(parse_json(list.out).get("records").size() == 1);
    CHECK(parse_json(list.out).get("records").at(0).get("code").text() == one);
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A case that destroys and transfers tells the next step of both")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one");
    old_contract(office, "two");
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", one, "--transfer", "--reason", "进馆"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li", "--receiver", "省档案馆"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    CHECK(contains(office.good({"case", "print", "D-2026-0001", "register", "--format", "csv", "-o", "-"}).out, "题名one"));
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    const auto approved = office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    CHECK(contains(approved.err, "--before"));
    CHECK(contains(approved.err, "fonds case pack"));
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    office.good({"case", "destroy", "D-2026-0001", "--yes"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--after"});
    const auto watched = office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--after"});
    CHECK(contains(watched.err, "fonds case pack"));
    CHECK_FALSE(contains(watched.err, "case close"));
    office.good_as("li", {"case", "pack", "D-2026-0001", "-o", office.beside("bag")});
    CHECK(contains(office.good_as("li", {"case", "handover", "D-2026-0001", "--yes", "--receipt", "r"}).err, "case close"));
    CHECK(said(office.as("li", {"case", "close", "D-2026-0001", "--json"})).get("papers").size() == 4);
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A stack goes with the first of its records, and the others keep what was cut from it for them")
{
    const StaffedArchive office;
    const std::string stack = small_pdf({"first page", "second page", "third page"}), other = small_pdf({"fourth page"});
    write_file(office.root() + "/inbox/a.pdf", stack);
    write_file(office.root() + "/inbox/b.pdf", other);
    office.good({"inbox", "run"});
    office.good({"inbox", "split", "1", "2"});
    office.good({"inbox", "merge", "3", "2"});
    const auto young = office.good({"inbox", "accept", "1", "--category", "HT", "--date", "2026-01-05", "--title", "young"});
    office.good({"inbox", "accept", "3", "--category", "HT", "--date", "1990-01-05", "--title", "old"});
    const std::string code = young.out.substr(0, young.out.find(' '));
    const auto drafted = office.good_as("li", {"case", "draft"});
    CHECK(contains(drafted.err, "Scanned in one stack with others: 1 record."));
    CHECK(contains(drafted.err, code + " came in the same scanned stack"));
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    const Json listed = said(office.as("li", {"case", "register", "D-2026-0001", "--json"}));
    CHECK(listed.get("stack_count").number() == 1);
    CHECK(contains(listed.get("stacks").at(0).get("why").text(), code));
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    const std::string mine = office.good({"get", code, "-o", "-"}).out;
    // A repair of a volume that was killed may have left such bytes.
    const std::string repair = office.root() + "/volumes/repair-99999999-0123456789abcdef";
    std::filesystem::create_directories(repair);
    write_file(repair + "/J001-V0001.zip", stack);
    const Json done = said(office.fonds({"case", "destroy", "D-2026-0001", "--yes", "--json"}));
    CHECK_FALSE(std::filesystem::exists(repair));
    // The file that was made of its pages, and both that they came with.
    CHECK(done.get("files").number() == 3);
    for (const std::string& bytes : {stack, other}) {
        const std::string digest = Digest::of(bytes).hex();
        CHECK_FALSE(std::filesystem::exists(office.root() + "/objects/" + digest.substr(0, 2) + "/" + digest.substr(2)));
        CHECK_FALSE(std::filesystem::exists(office.root() + "/objects/" + digest.substr(0, 2) + "/" + digest));
        CHECK_FALSE(anywhere(office.root(), bytes));
    }
    CHECK(office.good({"get", code, "-o", "-"}).out == mine);
    CHECK(office.good({"inbox", "get", "1", "-o", "-"}).out == mine);
    const auto gone = office.fonds({"inbox", "get", "3", "-o", "-"});
    CHECK(gone.exit_code == 4);
    CHECK(contains(gone.err, "destroyed or handed over"));
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("That a stack keeps its records here is told when they are drafted and listed, not when they are to go")
{
    const StaffedArchive office;
    write_file(office.root() + "/inbox/a.pdf", small_pdf({"first page", "second page"}));
    office.good({"inbox", "run"});
    office.good({"inbox", "split", "1", "2"});
    office.good({"inbox", "accept", "1", "--category", "HT", "--date", "1990-01-05", "--title", "old"});
    CHECK(contains(office.good_as("li", {"case", "draft"}).err, "pages of its scanned stack wait on the desk"));
    const auto young = office.good({"inbox", "accept", "2", "--category", "HT", "--date", "2026-01-05", "--title", "young"});
    const std::string code = young.out.substr(0, young.out.find(' '));
    office.good({"hold", "add", code, "--reason", "诉讼", "--authority", "法院"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    CHECK(contains(office.good_as("li", {"case", "register", "D-2026-0001"}).err,
                   code + " came in the same scanned stack and is on hold"));
}

TEST_CASE("A case of which everything was left out is closed with a statement")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one");
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    const auto signed_for =
        office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head", "--except", one, "--note", "仍需查考"});
    CHECK(contains(signed_for.err, "Everything was left out: fonds case close"));
    const auto closed = office.good_as("li", {"case", "close", "D-2026-0001"});
    CHECK(contains(closed.err, "Nothing was destroyed"));
    const auto instead = office.good({"case", "print", "D-2026-0001", "certificate", "--format", "json", "-o", "-"});
    CHECK(contains(instead.err, "statement takes the place"));
    const Json paper = parse_json(instead.out);
    CHECK(paper.get("format").text() == "fonds-closing-statement/1");
    CHECK(paper.get("left_out").at(0).get("code").text() == one);
    // A paper of its own, and a record like the others.
    CHECK(office.good({"case", "print", "D-2026-0001", "statement", "--format", "json", "-o", "-"}).out == instead.out);
    CHECK(office.good({"case", "print", "D-2026-0001", "statement", "-o", "-"}).out.starts_with("%PDF"));
    CHECK(
        contains(office.good({"case", "print", "D-2026-0001", "statement", "--format", "csv", "-o", "-"}).out, "仍需查考"));
    const Json papers = said(office.fonds({"case", "show", "D-2026-0001", "--json"})).get("papers");
    REQUIRE(papers.size() == 3);
    std::string statement;
    for (std::size_t i = 0; i < papers.size(); ++i)
        if (papers.at(i).get("kind").text() == "statement") statement = papers.at(i).get("record").text();
    REQUIRE_FALSE(statement.empty());
    CHECK(said(office.fonds({"retention", "show", statement, "--json"})).get("state").text() == "permanent");
    CHECK(contains(office.good({"show", statement}).out, "D-2026-0001-statement"));
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A case that ends with its opinion says, too, that nothing was destroyed and why")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one"), two = old_contract(office, "two");
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", one, "--keep-until", "2040-01-01", "--reason", "仍在使用"});
    office.good_as("li", {"case", "decide", "D-2026-0001", two, "--unsettled", "--reason", "债权未清"});
    CHECK(office.fonds({"case", "print", "D-2026-0001", "statement", "-o", "-"}).exit_code == 4);
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    CHECK(said(office.as("li", {"case", "close", "D-2026-0001", "--json"})).get("papers").size() == 2);
    const Json paper =
        parse_json(office.good({"case", "print", "D-2026-0001", "statement", "--format", "json", "-o", "-"}).out);
    CHECK(paper.get("left_out").at(0).get("code").text() == two);
    CHECK(paper.get("left_out").at(0).get("held").boolean());
    CHECK(paper.get("kept").at(0).get("code").text() == one);
    CHECK(paper.get("kept").at(0).get("until").text() == "2040-01-01");
}

TEST_CASE("Papers speak one language, name people by name, and pass the house's own checks")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one"), two = old_contract(office, "two");
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    office.good({"hold", "add", two, "--reason", "诉讼", "--authority", "法院"});
    CHECK(office.fonds({"case", "destroy", "D-2026-0001", "--yes"}).exit_code == 3);
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--after"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--after"});
    office.good_as("li", {"case", "close", "D-2026-0001"});
    const auto printed = [&](const CommandLine& command, const char* language) {
        const auto result = office.fonds(command, with_environment({{"LANG", language}}));
        INFO(result.err);
        REQUIRE(result.exit_code == 0);
        return result.out;
    };
    const CommandLine paper{"case", "print", "D-2026-0001", "register", "--format", "csv", "-o", "-"};
    CHECK(contains(printed(paper, "zh_CN.UTF-8"), "剔出:已被冻结"));
    CHECK_FALSE(contains(printed(paper, "zh_CN.UTF-8"), "hold"));
    CHECK(contains(printed(paper, "C.UTF-8"), "left out: it came under a hold"));
    CHECK_FALSE(contains(printed(paper, "C.UTF-8"), "冻结"));
    const Json certificate =
        parse_json(printed({"case", "print", "D-2026-0001", "certificate", "--format", "json", "-o", "-"}, "C.UTF-8"));
    CHECK(certificate.get("left_out").at(0).get("reason").text() == "已被冻结");
    CHECK(certificate.get("left_out").at(0).get("reason_en").text() == "it came under a hold");
    CHECK(certificate.get("executor").text() == "wang");
    CHECK(certificate.get("executor_name").text() == "王芳");
    CHECK(contains(printed({"case", "show", "D-2026-0001"}, "C.UTF-8"), "王芳 (wang)"));
    // What was signed passes beside its PDF; other JSON does not.
    const auto examined = [&] {
        const Json report = parse_json(office.fonds({"examine", "run", "--json"}).out);
        for (std::size_t i = 0; i < report.get("checks").size(); ++i)
            if (report.get("checks").at(i).get("id").text() == "U3") return report.get("checks").at(i);
        return Json();
    };
    CHECK(examined().get("result").text() == "pass");
    CHECK(contains(examined().dump(), "3 papers of cases are JSON beside the PDF"));
    office.good({"attach", two, office.write("other.json", "{}")});
    CHECK(examined().get("result").text() == "fail");
}

TEST_CASE("What is destroyed in cold volumes is told with its bytes, and when the volumes are written anew")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one");
    old_contract(office, "two");
    const auto young = office.file("young.txt", "words that stay", {"--category", "HT", "--date", "2026-01-05"});
    write_file(office.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    office.good({"cold", "run", "--all", "--yes"});
    office.good_as("li", {"case", "draft", one});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    // Copies that could be none are told before anything begins.
    const std::string twice = office.beside("copies");
    std::filesystem::create_directory(twice);
    write_file(office.root() + "/fonds.toml", "[cold]\nparity = 0\ncopies = [\"" + twice + "\", \"" + twice + "\"]\n");
    CHECK(contains(office.fonds({"case", "destroy", "D-2026-0001", "--yes"}).err, "names one folder twice"));
    CHECK(said(office.fonds({"case", "show", "D-2026-0001", "--json"})).get("state").text() == "witnessed");
    // So is a key that cannot be read.
    write_file(office.root() + "/fonds.toml", "[cold]\nparity = 0\nkey_file = \"" + office.beside("no key") + "\"\n");
    CHECK(contains(office.fonds({"case", "destroy", "D-2026-0001", "--yes"}).err, "The file of the key cannot be read"));
    CHECK(said(office.fonds({"case", "show", "D-2026-0001", "--json"})).get("state").text() == "witnessed");
    write_file(office.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    const auto done = office.good({"case", "destroy", "D-2026-0001", "--yes"});
    CHECK(contains(done.out, "1 file, 37 B"));
    CHECK(contains(done.err, "1 cold volume with such files: written anew without them just now"));
    CHECK(office.good({"get", young, "-o", "-"}).out == "words that stay");
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A volume tells nothing of a destroyed record, though another has its bytes")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one");
    const auto same = office.file("same.txt", "words of document one 特有词句one",
                                  {"--category", "HT", "--date", "2026-01-05", "--allow-duplicate"});
    write_file(office.root() + "/fonds.toml", "[cold]\nparity = 0\n");
    office.good({"cold", "run", "--all", "--yes"});
    const std::string before = said(office.good({"volume", "list", "--json"})).at(0).get("name").text();
    office.good_as("li", {"case", "draft", one});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    const auto done = office.good({"case", "destroy", "D-2026-0001", "--yes"});
    CHECK(contains(done.err, "1 cold volume with such files: written anew without them just now"));
    const Json volumes = said(office.good({"volume", "list", "--json"}));
    REQUIRE(volumes.size() == 1);
    const std::string after = volumes.at(0).get("name").text();
    CHECK(after != before);
    CHECK(!std::filesystem::exists(office.root() + "/volumes/" + before + ".zip"));
    CHECK_FALSE(contains(office.good({"volume", "show", after, "--json"}).out, one));
    CHECK(office.good({"get", same, "-o", "-"}).out == "words of document one 特有词句one");
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("Copies of the same bytes, scanned stacks and a hold in between")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one"), two = old_contract(office, "two");
    const std::string same = office.file("same.txt", "words of document one 特有词句one",
                                         {"--category", "HT", "--date", "2026-01-05", "--allow-duplicate"});
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    office.good({"hold", "add", two, "--reason", "诉讼", "--authority", "法院"});
    const auto result = office.fonds({"case", "destroy", "D-2026-0001", "--yes", "--json"});
    CHECK(result.exit_code == 3);
    const Json done = parse_json(result.out);
    CHECK(done.get("destroyed").number() == 1);
    CHECK(done.get("files_kept_for_others").number() == 1);
    REQUIRE(done.get("left").size() == 1);
    CHECK(done.get("left").at(0).get("code").text() == two);
    CHECK(office.good({"get", two, "-o", "-"}).out == "words of document two 特有词句two");
    CHECK(office.good({"get", same, "-o", "-"}).out == "words of document one 特有词句one");
    CHECK(said(office.fonds({"search", "document", "--json"})).get("total").number() == 2);
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

namespace {

/// Past Fonds, which never changes an event.
void sql(const StaffedArchive& office, const std::string& statements)
{
    ProgramCall call;
    call.path = "/usr/bin/sqlite3";
    call.arguments = {office.root() + "/catalog.db", statements};
    REQUIRE(run(call).exit_code == 0);
}

}  // namespace

TEST_CASE("Nobody signs for or watches what is not due at that moment")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one"), two = old_contract(office, "two");
    office.good_as("li", {"case", "draft"});
    const std::string number = "D-2026-0001";
    office.good_as("li", {"case", "decide", number, "--destroy"});
    office.good_as("li", {"case", "opinion", number, "--participants", "li"});
    // It was listed by a clock that showed a later day.
    const std::string later =
        "UPDATE retention_clock SET due = '2999-01-01' WHERE record = (SELECT id FROM record WHERE code"
        " = '" +
        one + "')";
    office.good_as("li", {"case", "register", number});
    sql(office, later);
    const auto refused = office.as("zhao", {"case", "sign", number, "unit_head"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "has not ended"));
    CHECK(contains(refused.err, one));
    CHECK(parse_json(office.good({"case", "show", number, "--json"}).out).get("signatures").size() == 0);
    office.good_as("zhao", {"case", "sign", number, "unit_head", "--except", one, "--note", "未届满"});
    office.good_as("qian", {"case", "sign", number, "archives_head"});
    sql(office, "UPDATE retention_clock SET due = '2999-01-01'");
    const auto unwatched = office.as("sun", {"case", "witness", number, "archives", "--before"});
    CHECK(unwatched.exit_code == 5);
    CHECK(contains(unwatched.err, two));
}

TEST_CASE("Offices have Chinese names, and the log tells of everybody who tries what is for somebody else")
{
    const StaffedArchive office;
    (void)old_contract(office, "one");
    const std::string number = "D-2026-0001";
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", number, "--destroy"});
    office.good_as("li", {"case", "opinion", number, "--participants", "li"});
    CHECK(office.as("zhao", {"case", "sign", number, "单位负责人"}).exit_code == 5);  // not at this step
    office.good_as("li", {"case", "register", number});
    CHECK(office.as("zhao", {"case", "sign", number, "厂长"}).exit_code == 2);
    const auto mute = office.as("zhao", {"case", "sign", number, "单位负责人", "--refuse"});
    CHECK(mute.exit_code == 2);
    CHECK(contains(mute.err, "--note TEXT"));
    CHECK_FALSE(contains(mute.err, "--reason"));
    CHECK(office.as("zhao", {"case", "sign", number, "档案管理机构负责人"}).exit_code == 5);  // of another
    office.good_as("zhao", {"case", "sign", number, "单位负责人"});
    CHECK(office.as("zhao", {"case", "sign", number, "unit_head"}).exit_code == 5);  // twice
    office.good_as("qian", {"case", "sign", number, "archives-head"});
    CHECK(office.as("sun", {"case", "witness", number, "业务", "--before"}).exit_code == 5);
    office.good_as("sun", {"case", "witness", number, "档案", "--before"});
    office.good_as("zhou", {"case", "witness", number, "业务部门", "--before"});
    const Json told = said(office.fonds({"log", "list", "--action", "access.refused", "--json"})).get("events");
    REQUIRE(told.size() == 3);
    for (std::size_t i = 0; i < told.size(); ++i) {
        CHECK(told.at(i).get("detail").get("why").text() == "separation");
        CHECK(told.at(i).get("detail").get("case").text() == number);
    }
    const auto listed = office.fonds({"report", "exceptions"}).out;
    CHECK(contains(listed, "zhao has signed D-2026-0001 already"));
    CHECK(office.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("By a clock that has leapt nothing is judged until auditor or security officer say that it is right")
{
    const StaffedArchive office;
    (void)old_contract(office, "one");
    // As if all of that was done years ago.
    sql(office, "DROP TRIGGER event_never_changes; UPDATE event SET at = '2020-01-05T00:00:00.000Z'; DELETE FROM job_run");
    const auto refused = office.as("li", {"case", "draft"});
    INFO(refused.out << refused.err);
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "may have leapt"));
    CHECK(contains(refused.err, "fonds log clock --right"));
    // Jobs that nobody vouched for hide nothing.
    CHECK(office.fonds({"jobs", "run", "holds", "--clock-is-right"}).exit_code == 0);
    CHECK(office.as("li", {"case", "draft"}).exit_code == 5);
    CHECK(office.as("li", {"log", "clock", "--right", "--reason", "停用"}).exit_code == 5);
    const auto looked = office.as("wu", {"log", "clock"});
    CHECK(looked.exit_code == 3);
    CHECK(contains(looked.out, "2020-01-05"));
    CHECK(office.as("wu", {"log", "clock", "--right"}).exit_code == 2);
    CHECK(contains(office.good_as("wu", {"log", "clock", "--right", "--reason", "停用六年"}).out, "Noted"));
    CHECK(said(office.good_as("wu", {"log", "clock", "--json"})).get("jump").is_null());
    CHECK(contains(office.good({"log", "list", "--action", "clock.assured"}).out, "停用六年"));
    office.good_as("li", {"case", "draft"});
}

TEST_CASE("Files that are damaged or missing before they are destroyed are told")
{
    const StaffedArchive office;
    (void)old_contract(office, "one");
    (void)old_contract(office, "two");
    office.good_as("li", {"case", "draft"});
    const std::string number = "D-2026-0001";
    office.good_as("li", {"case", "decide", number, "--destroy"});
    office.good_as("li", {"case", "opinion", number, "--participants", "li"});
    office.good_as("li", {"case", "register", number});
    office.good_as("zhao", {"case", "sign", number, "unit_head"});
    office.good_as("qian", {"case", "sign", number, "archives_head"});
    office.good_as("sun", {"case", "witness", number, "archives", "--before"});
    office.good_as("zhou", {"case", "witness", number, "business", "--before"});
    bool damaged = false;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(office.root() + "/objects")) {
        if (!entry.is_regular_file()) continue;
        std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
        if (!damaged)
            write_file(entry.path().string(), std::string(entry.file_size(), 'x'));
        else
            std::filesystem::remove(entry.path());
        damaged = true;
    }
    const auto destroyed = office.fonds({"case", "destroy", number, "--yes"});
    CHECK(destroyed.exit_code == 3);
    CHECK(contains(destroyed.out, "2 records destroyed: 2 files"));
    CHECK(contains(destroyed.err, "1 file damaged, 1 missing"));
}

TEST_CASE("A case of which everything was left out in the end does not claim that anything was destroyed")
{
    const StaffedArchive office;
    const std::string one = old_contract(office, "one"), two = old_contract(office, "two");
    office.good_as("li", {"case", "draft"});
    office.good_as("li", {"case", "decide", "D-2026-0001", one, "--destroy"});
    office.good_as("li", {"case", "decide", "D-2026-0001", two, "--transfer", "--reason", "进馆"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li", "--receiver", "省档案馆"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    office.good({"hold", "add", one, "--reason", "诉讼", "--authority", "法院"});
    CHECK(office.fonds({"case", "destroy", "D-2026-0001", "--yes"}).exit_code == 3);
    const auto shown = office.good({"case", "show", "D-2026-0001"}).out;
    INFO(shown);
    CHECK(contains(shown, "nothing was destroyed; to be handed over"));
    office.good({"hold", "add", two, "--reason", "诉讼", "--authority", "法院"});
    CHECK(office.fonds({"case", "handover", "D-2026-0001", "--yes", "--receipt", "收据"}).exit_code == 3);
    const auto after = office.good({"case", "show", "D-2026-0001"}).out;
    INFO(after);
    CHECK(contains(after, "nothing was destroyed; to be closed"));
    CHECK_FALSE(contains(after, "witnesses to confirm"));
    CHECK(contains(office.good({"case", "list"}).out, "nothing was destroyed"));
    office.good_as("li", {"case", "close", "D-2026-0001"});
}
