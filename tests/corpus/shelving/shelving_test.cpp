// SPDX-License-Identifier: GPL-3.0-or-later
// Real documents from the scanner to the shelf: filed under two schemes, labelled, their labels read back from the printed
// page, and counted with those readings. Where the corpus is absent the case says so and passes.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/codes/code_reader.hpp"
#include "indexer/image/image_file.hpp"
#include "schema/core/json.hpp"
#include "tests/support/place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

constexpr std::size_t files_a_corpus = 24;
constexpr std::size_t papers_a_box = 10;

/// Files from all of the folder, evenly.
Lines sample_of(const std::string& folder)
{
    Lines all, some;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".pdf") all.push_back(entry.path().string());
    std::ranges::sort(all);
    const std::size_t step = std::max<std::size_t>(1, all.size() / files_a_corpus);
    for (std::size_t at = 0; at < all.size() && some.size() < files_a_corpus; at += step) some.push_back(all[at]);
    return some;
}

/// The texts of all codes on the pages of a PDF as a scanner of 200 dpi sees them; not one is there twice.
std::set<std::string> codes_on(const std::string& pdf)
{
    const TemporaryDirectory place{Medium::memory};
    ProgramCall call;
    call.path = "/usr/bin/pdftoppm";
    call.arguments = {"-r", "200", "-gray", "-png", pdf, place / "page"};
    REQUIRE(run(call).exit_code == 0);
    std::set<std::string> texts;
    for (const auto& entry : fs::directory_iterator(place.path())) {
        const std::string bytes = read_file(entry.path().string());
        const auto file = ImageFile::open(bytes);
        REQUIRE(file.ok());
        auto page = file->decode(1);
        REQUIRE(page.ok());
        page->dpi = 200;
        for (const PageCode& code : read_codes(ink_of(*page)))
            if (code.format == CodeFormat::qr) CHECK(texts.insert(code.text).second);
    }
    return texts;
}

/// An archive under one scheme with its storeroom.
class Office {
public:
    explicit Office(const std::string& scheme)
    {
        must({"init", root_, "--code", "J001", "--name", "示范公司", "--scheme", scheme}, false);
        must({"location", "add", "KF01", "--kind", "storeroom"});
    }

    std::string must(Lines arguments, bool in_archive = true, const std::string& input = {}) const
    {
        const ProgramResult done = call(std::move(arguments), in_archive, input);
        INFO(done.out << done.err);
        REQUIRE(done.exit_code == 0);
        return done.out;
    }

    [[nodiscard]] ProgramResult call(Lines arguments, bool in_archive = true, const std::string& input = {}) const
    {
        ProgramCall call;
        call.path = programs() + "/fonds";
        if (in_archive) arguments.insert(arguments.begin(), {"-C", root_});
        call.arguments = std::move(arguments);
        call.input = input;
        return run(call);
    }

    /// Files them into a folder of the category; their codes. A damaged one is filed as well.
    Lines file(const std::string& category, const Lines& files) const
    {
        must({"folder", "add", category, "001", "--title", "样本", "--mixed", "yes"});
        Lines arguments{"file", "--json", "--category", category, "--folder", "001", "--date", "2024-03-05"};
        arguments.insert(arguments.end(), files.begin(), files.end());
        const ProgramResult filed = call(arguments);
        INFO(filed.err);
        REQUIRE((filed.exit_code == 0 || filed.exit_code == 3));
        Lines codes;
        for (const std::string& line : filed.lines()) {
            const auto json = Json::parse(line);
            REQUIRE(json.ok());
            CHECK(json->get("status").text() == "filed");
            codes.push_back(json->get("code").text());
        }
        CHECK(codes.size() == files.size());
        return codes;
    }

    /// Labels for all of the category, as they are read again.
    std::set<std::string> labels(const std::string& category, const std::string& sheet) const
    {
        const std::string pdf = place_ / (category + ".pdf");
        must({"labels", "code", "--category", category, "--sheet", sheet, "-o", pdf});
        return codes_on(pdf);
    }

private:
    TemporaryDirectory place_{Medium::memory};
    std::string root_ = place_ / "archive";
};

/// The code as a label has it.
std::string on_label(std::string code)
{
    constexpr std::string_view dot = "·";
    for (auto at = code.find(dot); at != std::string::npos; at = code.find(dot)) code.replace(at, dot.size(), ".");
    return "FONDS:CODE:" + code;
}

/// Puts the papers into boxes and counts them with what was read from their labels, with a fault of each kind; `codes` has
/// more than two boxes of them.
void count_shelves(const Office& office, const Lines& codes)
{
    const std::size_t boxes = (codes.size() + papers_a_box - 1) / papers_a_box;
    office.must({"location", "add", "W1..W" + std::to_string(boxes), "--in", "KF01", "--kind", "box"});
    const auto box_of = [](std::size_t paper) { return "KF01-W" + std::to_string(paper / papers_a_box + 1); };
    std::string placed;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (i % papers_a_box == 0) placed += box_of(i) + "\n";
        placed += on_label(codes[i]) + "\n";
    }
    office.must({"place", "--from", "-"}, true, placed);
    CHECK(office.call({"check"}).exit_code == 0);

    const std::size_t missing = 1, lent = 4, twice = 7, misplaced = 2 * papers_a_box;
    const std::string stranger = "J001-XX·1999-D30-0001";
    office.must({"loan", "lend", codes[lent], "--reader", "王芳", "--approved-by", "李明"});
    office.must({"stocktake", "start", "--location", "KF01"});
    std::string scanned;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (i % papers_a_box == 0) scanned += "FONDS:PLACE:" + box_of(i) + "\n";
        if (i == 0) scanned += on_label(codes[misplaced]) + "\n";
        if (i == 3) scanned += on_label(stranger) + "\n";
        if (i == missing || i == lent || i == misplaced) continue;
        scanned += on_label(codes[i]) + "\n";
        if (i == twice) scanned += on_label(codes[i]) + "\n";
    }
    CHECK(office.call({"stocktake", "scan", "1", "--from", "-"}, true, scanned).exit_code == 3);  // the stranger
    const ProgramResult told = office.call({"stocktake", "report", "1", "--json"});
    CHECK(told.exit_code == 3);
    const auto report = Json::parse(told.out);
    REQUIRE(report.ok());
    std::set<std::string> faults;
    for (std::size_t i = 0; i < report->get("lines").size(); ++i) {
        const Json line = report->get("lines").at(i);
        faults.insert(line.get("fault").text() + " " + line.get("code").text() + " " + line.get("found").text());
    }
    CHECK(faults == std::set<std::string>{"missing " + codes[missing] + " ", "on_loan " + codes[lent] + " ",
                                          "twice " + codes[twice] + " KF01-W1", "misplaced " + codes[misplaced] + " KF01-W1",
                                          "unknown " + stranger + " KF01-W1"});
    CHECK(report->get("found").number() == static_cast<std::int64_t>(codes.size() - 3));
}

}  // namespace

TEST_CASE("real documents are filed, labelled, placed and counted under two schemes; every label is read")
{
    struct Scheme {
        const char* name;
        const char* sheet;
        std::map<std::string, std::string> categories;  ///< by corpus
    };
    const std::vector<Scheme> schemes{
        {"da-t-13",
         "70x37",
         {{"born-digital", "WS"}, {"e-invoices", "KU"}, {"scanned", "KJ"}, {"scans-zh", "ZY"}, {"hostile", "SJ"}}},
        {"enterprise",
         "63.5x38.1",
         {{"born-digital", "QT"}, {"e-invoices", "FP"}, {"scanned", "GC"}, {"scans-zh", "HT"}, {"hostile", "WX"}}}};
    for (const Scheme& scheme : schemes) {
        INFO(scheme.name);
        const Office office(scheme.name);
        Lines codes;
        std::size_t read = 0;
        for (const auto& [corpus, category] : scheme.categories) {
            const std::string folder = source_tree() + "/../shared/corpus/" + corpus;
            if (!fs::is_directory(folder)) {
                WARN("skipped: there is no corpus " << corpus << " beside the checkout");
                continue;
            }
            INFO(corpus);
            const Lines filed = office.file(category, sample_of(folder));
            std::set<std::string> expected;
            for (const std::string& code : filed) expected.insert(on_label(code));
            const auto labels = office.labels(category, scheme.sheet);
            CHECK(labels == expected);
            read += labels.size();
            codes.insert(codes.end(), filed.begin(), filed.end());
        }
        if (codes.size() <= 2 * papers_a_box) continue;
        count_shelves(office, codes);
        WARN(scheme.name << ": " << codes.size() << " papers, " << read << " labels read");
    }
}
