// SPDX-License-Identifier: GPL-3.0-or-later
// Recognition of scans whose words are known, and of odd ones that must each come to an end. Uses the corpora beside the
// checkout; where they are absent, or the main engine is not installed, the cases say so and pass.
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>

#include <catch2/catch.hpp>

#include "schema/core/escape.hpp"
#include "schema/core/json.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"

namespace {

using fonds::Json;
using fonds::test::ArchiveFixture;

std::optional<std::string> corpus(const std::string& name)
{
    const std::string folder = fonds::test::source_tree() + "/../shared/corpus/" + name;
    if (std::filesystem::is_directory(folder)) return folder;
    WARN("skipped: there is no corpus " << name << " beside the checkout");
    return std::nullopt;
}

bool main_engine_is_there()
{
    const auto told = fonds::test::fonds({"ocr", "setup", "--json"});
    const auto json = Json::parse(told.out);
    REQUIRE(json.ok());
    return json->get("engines").at(0).get("available").boolean();
}

/// Without white space, in half width.
std::u32string folded(const std::string& text)
{
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = fonds::next_code_point(text, at);
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (c > ' ' && c != 0x3000 && c != 0xA0) result.push_back(c);
    }
    return result;
}

std::map<std::u32string, int> pairs_of(const std::u32string& text)
{
    std::map<std::u32string, int> pairs;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) ++pairs[text.substr(i, 2)];
    return pairs;
}

struct Score {
    int fields = 0, found = 0;
    int pairs = 0, seen = 0;

    void take(const std::string& page, const std::string& text)
    {
        const std::u32string got = folded(text);
        std::istringstream lines(fonds::test::read_file(page + ".fields"));
        for (std::string line; std::getline(lines, line);) {
            const auto tab = line.find('\t');
            if (tab == std::string::npos) continue;
            ++fields;
            found += got.find(folded(line.substr(tab + 1))) != std::u32string::npos ? 1 : 0;
        }
        auto have = pairs_of(got);
        for (const auto& [pair, count] : pairs_of(folded(fonds::test::read_file(page + ".txt")))) {
            pairs += count;
            seen += std::min(count, have[pair]);
        }
    }
};

/// Its bar shows that it is at work.
fonds::test::ProgramResult recognise(const ArchiveFixture& archive, const std::string& engine)
{
    fonds::test::ProgramCall call;
    call.errors_terminal = true;
    return archive.fonds({"ocr", "--engine", engine, "--json"}, call);
}

/// Files the scans, recognises them, and compares the records' texts with the truth.
Score score_of(const std::string& folder, const std::string& engine)
{
    const ArchiveFixture archive;
    std::filesystem::create_directory(archive.beside("in"));
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".pdf")
            std::filesystem::copy(entry.path(), archive.beside("in/" + entry.path().filename().string()));
    const auto filed = archive.fonds({"file", "in"});
    REQUIRE(filed.exit_code == 0);
    const auto done = recognise(archive, engine);
    INFO(done.out << done.err);
    REQUIRE(done.exit_code == 0);
    Score score;
    for (const auto& line : filed.lines()) {
        const std::string code = line.substr(0, line.find(' '));
        const std::string name = std::filesystem::path(line.substr(line.find_last_of(' ') + 1)).stem();
        score.take(folder + "/" + name, archive.fonds({"text", code}).out);
    }
    REQUIRE(score.fields > 100);
    WARN(engine << ": fields " << score.found << "/" << score.fields << ", pairs of characters " << score.seen << "/"
                << score.pairs);
    return score;
}

TEST_CASE("the main engine reads Chinese scans: 96 % of the key fields, 99 % of the pairs of characters")
{
    const auto folder = corpus("scans-zh");
    if (!folder) return;
    if (!main_engine_is_there()) {
        WARN("skipped: the main engine is not installed (./dev setup)");
        return;
    }
    const Score score = score_of(*folder, "ppocr");
    CHECK(score.found * 100 >= score.fields * 96);
    CHECK(score.seen * 100 >= score.pairs * 99);
}

TEST_CASE("the fallback reads 80 % and 94 % of them")
{
    const auto folder = corpus("scans-zh");
    if (!folder) return;
    const Score score = score_of(*folder, "tesseract");
    CHECK(score.found * 100 >= score.fields * 80);
    CHECK(score.seen * 100 >= score.pairs * 94);
}

TEST_CASE("every odd scan comes to an end within the limits, and the archive is clean behind it")
{
    const auto folder = corpus("scanned");
    if (!folder) return;
    const ArchiveFixture archive;
    (void)archive.fonds({"file", *folder});
    const auto done = recognise(archive, "tesseract");
    INFO(done.out << done.err);
    CHECK((done.exit_code == 0 || done.exit_code == 3));
    const auto json = Json::parse(done.out);
    REQUIRE(json.ok());
    CHECK(json->get("documents").number() > 15);
    CHECK(json->get("pages").number() >= json->get("documents").number());
    const auto status = Json::parse(archive.fonds({"status", "--json"}).out);
    REQUIRE(status.ok());
    CHECK(status->get("text").get("needs_ocr").number() == 0);
    CHECK(status->get("owed").number() == 0);
    const auto checked = archive.fonds({"check", "--full"});
    INFO(checked.out << checked.err);
    CHECK(checked.exit_code == 0);
}

}  // namespace
