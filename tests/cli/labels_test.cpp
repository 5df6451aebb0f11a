// SPDX-License-Identifier: GPL-3.0-or-later
// Sheets and labels: printed, scanned with documents, and known again at the desk.
#include <filesystem>

#include "tests/cli/json_answer.hpp"
#include "tests/support/scan_pictures.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

/// The first page of a PDF as a scanner gives it.
std::string picture_of(const std::string& pdf)
{
    const TemporaryDirectory place{Medium::memory};
    ProgramCall call;
    call.path = "/usr/bin/pdftoppm";
    call.arguments = {"-r", "150", "-gray", "-jpeg", "-singlefile", pdf, place / "page"};
    REQUIRE(run(call).exit_code == 0);
    return read_file(place / "page.jpg");
}

}  // namespace

TEST_CASE("a stack with a printed separator and a printed label is divided, and the label names its record")
{
    const ArchiveFixture archive;
    const auto code =
        archive.file("a.txt", "the contract itself", {"--category", "HT", "--title", "仓库租赁合同", "--grade", "A"});
    REQUIRE(archive.fonds({"labels", "separator", "-o", "separator.pdf"}).exit_code == 0);
    REQUIRE(archive.fonds({"labels", "code", code, "--sheet", "99.1x38.1", "-o", "label.pdf"}).exit_code == 0);
    const std::string separator = picture_of(archive.beside("separator.pdf"));
    const std::string labelled = picture_of(archive.beside("label.pdf"));
    write_file(archive.root() + "/inbox/stack.pdf",
               scan_pdf({scan_picture({"Packing list"}), separator, labelled, scan_picture({"Annex to it"})}));
    const auto taken = archive.fonds({"inbox", "run"});
    INFO(taken.out << taken.err);
    REQUIRE(taken.exit_code == 0);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 2);
    CHECK(pieces.at(0).get("pages").number() == 1);
    CHECK(pieces.at(1).get("pages").number() == 2);
    const auto accepted = archive.fonds({"inbox", "accept", "2"});
    INFO(accepted.out << accepted.err);
    CHECK(accepted.exit_code == 0);
    CHECK(contains(accepted.out, code));
    CHECK(answer(archive, {"show", code, "--json"}).get("components").size() == 2);
}

TEST_CASE("a printed sheet that was never scanned divides as well: its text says so")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"labels", "separator", "-o", archive.root() + "/inbox/a.pdf", "--count", "2"}).exit_code == 0);
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    const Json piece = answer(archive, {"inbox", "show", "1", "--json"});
    CHECK(contains(piece.dump(), "FONDS:SEPARATOR:1"));
}

TEST_CASE("sheets go to the file that was named or to standard output, and never over another file")
{
    const ArchiveFixture archive;
    const auto printed = archive.fonds({"labels", "separator"});
    CHECK(printed.exit_code == 0);
    CHECK(printed.out == "separators.pdf\n");
    CHECK(contains(printed.err, "100 %"));
    CHECK(archive.fonds({"labels", "separator"}).exit_code == 3);
    CHECK(archive.fonds({"labels", "separator", "--force"}).exit_code == 0);
    const auto piped = archive.fonds({"labels", "separator", "-o", "-"});
    CHECK(piped.out.starts_with("%PDF-"));
    CHECK(archive.fonds({"labels", "separator", "-o", "nowhere/a.pdf"}).exit_code == 4);
    CHECK(archive.fonds({"labels", "separator", "-o", "."}).exit_code == 2);

    // Separators need no archive.
    const TemporaryDirectory elsewhere{Medium::memory};
    CHECK(test::fonds({"labels", "separator", "--paper", "letter"}, working_in(elsewhere.path())).exit_code == 0);
    CHECK(fs::exists(elsewhere / "separators.pdf"));
}

TEST_CASE("labels are for records by code, category or folder, from any place of the sheet")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"folder", "add", "HT", "7", "--title", "租赁"}).exit_code == 0);
    const auto first = archive.file("a.txt", "one", {"--category", "HT", "--folder", "7"});
    const auto second = archive.file("b.txt", "two", {"--category", "HT"});
    const auto third = archive.file("c.txt", "three", {"--category", "FP"});
    const auto text_of_labels = [&](CommandLine arguments) {
        arguments.insert(arguments.begin(), {"labels", "code"});
        arguments.insert(arguments.end(), {"-o", "l.pdf", "--force"});
        const auto printed = archive.fonds(arguments);
        INFO(printed.err);
        REQUIRE(printed.exit_code == 0);
        return archive.fonds({"text", archive.beside("l.pdf")}).out;
    };
    const std::string both = text_of_labels({"--category", "HT"});
    CHECK(contains(both, first));
    CHECK(contains(both, second));
    CHECK_FALSE(contains(both, third));
    const std::string one = text_of_labels({"--category", "HT", "--folder", "7"});
    CHECK(contains(one, first));
    CHECK_FALSE(contains(one, second));
    const std::string named = text_of_labels({third, first, "--start", "24", "--offset", "-1,0.5"});
    CHECK(contains(named.substr(0, named.find('\f')), third));
    CHECK(contains(named.substr(named.find('\f')), first));
}

TEST_CASE("what cannot be printed is refused with the reason, and leaves no file")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "one", {"--category", "HT"});
    const auto refused = [&](CommandLine arguments, int exit_code, const std::string& why) {
        arguments.insert(arguments.begin(), {"labels", "code"});
        const auto result = archive.fonds(arguments);
        INFO(result.err);
        CHECK(result.exit_code == exit_code);
        CHECK(contains(result.err, why));
        CHECK_FALSE(fs::exists(archive.beside("labels.pdf")));
    };
    refused({}, 2, "which records");
    refused({code, "J001-HT.1999-D30-0009"}, 4, "J001-HT·1999-D30-0009");
    refused({code, "--sheet", "9x9:70x37"}, 2, "630 mm");
    refused({code, "--sheet", "3x20:60x14"}, 2, "too small");
    refused({code, "--start", "25"}, 2, "1 to 24");
    refused({code, "--offset", "90,0"}, 2, "offset");
    refused({"--category", "FP"}, 4, "nothing to print");
    CHECK(archive.fonds({"labels", "separator", "--count", "0"}).exit_code == 2);
    CHECK(archive.fonds({"labels", "separator", "--paper", "a9"}).exit_code == 2);
    const auto missing = archive.fonds({"labels", "code", code}, with_environment({{"FONDS_DRAW", "/nowhere/fonds-draw"}}));
    CHECK(missing.exit_code == 1);
    CHECK(contains(missing.err, "fonds-draw"));
    CHECK_FALSE(fs::exists(archive.beside("labels.pdf")));
}

TEST_CASE("that bars may be cut at the edge of the paper is told only where bars are printed")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "a", {"--category", "HT", "--date", "2024-01-02"});
    const auto remarks = [&](const std::string& named) {
        const auto printed = archive.fonds({"labels", "code", named, "--sheet", "70x37", "--force"});
        CHECK(printed.exit_code == 0);
        return printed.err;
    };
    CHECK(contains(remarks(code), "cut the bars"));
    REQUIRE(
        archive.fonds({"category", "edit", "FP", "--template", "{fonds}-{category}·{year}·{retention}[-{folder:3}]-{seq:4}"})
            .exit_code == 0);
    REQUIRE(archive.fonds({"folder", "add", "FP", "001"}).exit_code == 0);
    CHECK_FALSE(
        contains(remarks(archive.file("b.txt", "b", {"--category", "FP", "--folder", "001", "--date", "2024-01-02"})),
                 "cut the bars"));
}
