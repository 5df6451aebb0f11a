// SPDX-License-Identifier: GPL-3.0-or-later
// PDFs that open with a password only.
#include <cstdlib>

#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A PDF that the password "open" opens; its path. Empty when there is no qpdf to make one.
std::string encrypted_pdf(const ArchiveFixture& archive, const std::string& name, const std::string& words)
{
    const std::string plain = archive.write("plain.pdf", small_pdf({words}));
    const std::string command =
        "qpdf --encrypt open owner 256 -- '" + plain + "' '" + archive.beside(name) + "' 2>/dev/null";
    if (std::system("command -v qpdf >/dev/null 2>&1") != 0) return {};
    REQUIRE(std::system(command.c_str()) == 0);
    return archive.beside(name);
}

std::string text_state(const ArchiveFixture& archive, const std::string& code)
{
    return answer(archive, {"show", code, "--json"}).get("components").at(0).get("text").text();
}

}  // namespace

TEST_CASE("an encrypted PDF is filed without its password, and its words are found once that is given", "[qpdf]")
{
    const ArchiveFixture archive;
    const std::string path = encrypted_pdf(archive, "locked.pdf", "Confidential lease agreement");
    if (path.empty()) return;
    const auto filed = archive.fonds({"file", path});
    CHECK(filed.exit_code == 3);
    REQUIRE(filed.lines().size() == 1);
    const std::string code = filed.out.substr(0, filed.out.find(' '));
    CHECK(contains(filed.err, "encrypted"));
    CHECK(contains(filed.err, "fonds index " + code + " --password"));
    CHECK(contains(filed.err, "1 filed, 1 without readable text"));
    CHECK(text_state(archive, code) == "encrypted");
    CHECK(archive.fonds({"search", "confidential"}).exit_code == 4);

    const auto wrong = archive.fonds({"index", code, "--password", "wrong"});
    CHECK(wrong.exit_code == 3);
    CHECK(contains(wrong.err, "The password is wrong"));
    CHECK(contains(archive.fonds({"text", path, "--password", "wrong"}).err, "The password is wrong"));
    CHECK(contains(archive.fonds({"text", path}).err, "Give its password"));
    CHECK(text_state(archive, code) == "encrypted");

    CHECK(archive.fonds({"index", code, "--password", "open"}).exit_code == 0);
    CHECK(text_state(archive, code) == "done");
    CHECK(contains(archive.fonds({"search", "confidential"}).out, code));
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == test::read_file(path));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("filing with the password finds the words at once", "[qpdf]")
{
    const ArchiveFixture archive;
    const std::string path = encrypted_pdf(archive, "locked.pdf", "Confidential lease agreement");
    if (path.empty()) return;
    const auto plain = archive.write("plain.txt", "nothing to hide");
    const auto filed = archive.fonds({"file", "--json", path, plain, "--password", "open"});
    INFO(filed.out << filed.err);
    CHECK(filed.exit_code == 0);
    REQUIRE(filed.lines().size() == 2);
    for (const auto& line : filed.lines()) CHECK(parse_json(line).get("text").text() == "done");
    CHECK(archive.fonds({"search", "confidential"}).exit_code == 0);
}

TEST_CASE("a wrong password files all the same", "[qpdf]")
{
    const ArchiveFixture archive;
    const std::string path = encrypted_pdf(archive, "locked.pdf", "Confidential");
    if (path.empty()) return;
    const auto filed = archive.fonds({"file", path, "--password", "wrong"});
    CHECK(filed.exit_code == 3);
    REQUIRE(filed.lines().size() == 1);
    CHECK(text_state(archive, filed.out.substr(0, filed.out.find(' '))) == "encrypted");
}

TEST_CASE("an encrypted PDF on the desk is accepted with its password or without", "[qpdf]")
{
    const ArchiveFixture archive;
    const std::string path = encrypted_pdf(archive, "locked.pdf", "Confidential lease agreement");
    if (path.empty()) return;
    const std::string other = encrypted_pdf(archive, "other.pdf", "Confidential insurance policy");
    write_file(archive.root() + "/inbox/a.pdf", test::read_file(path));
    write_file(archive.root() + "/inbox/b.pdf", test::read_file(other));
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    CHECK(contains(archive.fonds({"inbox", "show", "1"}).out, "encrypted"));
    const auto accepted = archive.fonds({"inbox", "accept", "1", "--password", "open"});
    INFO(accepted.out << accepted.err);
    CHECK(accepted.exit_code == 0);
    const std::string code = accepted.out.substr(0, accepted.out.find(' '));
    CHECK(text_state(archive, code) == "done");
    CHECK(contains(archive.fonds({"search", "lease"}).out, code));
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == test::read_file(path));

    const auto wrong = archive.fonds({"inbox", "accept", "2", "--password", "wrong"});
    CHECK(wrong.exit_code == 3);
    const std::string second = wrong.out.substr(0, wrong.out.find(' '));
    CHECK(contains(wrong.err, "fonds index " + second + " --password"));
    CHECK(text_state(archive, second) == "encrypted");
    CHECK(archive.fonds({"index", second, "--password", "open"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "insurance"}).out, second));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a stamped copy of an encrypted PDF asks for its password, and says how to give it", "[qpdf]")
{
    const ArchiveFixture archive;
    const std::string path = encrypted_pdf(archive, "locked.pdf", "Confidential");
    if (path.empty()) return;
    const auto filed = archive.fonds({"file", path});
    const std::string code = filed.out.substr(0, filed.out.find(' '));
    const auto locked = archive.fonds({"get", code, "--stamped", "-o", "copy.pdf"});
    CHECK(locked.exit_code == 5);
    CHECK(contains(locked.err, "needs a password"));
    CHECK(contains(locked.err, "fonds get " + code + " --stamped --password"));
    const auto wrong = archive.fonds({"get", code, "--stamped", "--password", "wrong", "-o", "copy.pdf"});
    CHECK(wrong.exit_code == 5);
    CHECK(contains(wrong.err, "This password does not open"));
    CHECK(archive.fonds({"get", code, "--stamped", "--password", "open", "-o", "copy.pdf"}).exit_code == 0);
}
