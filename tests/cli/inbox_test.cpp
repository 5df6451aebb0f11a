// SPDX-License-Identifier: GPL-3.0-or-later
// The desk, as a clerk meets it: what lies in inbox/ waits, is looked at, accepted or rejected.
#include <filesystem>

#include "tests/cli/json_answer.hpp"
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
