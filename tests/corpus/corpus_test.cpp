// SPDX-License-Identifier: GPL-3.0-or-later
// The main job on real documents: filed, found by a phrase on its page, given back byte for byte. Uses the corpora beside
// the checkout; where they are absent the cases say so and pass.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "schema/core/digest.hpp"
#include "schema/core/json.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"

namespace {

using fonds::Json;
using fonds::test::ArchiveFixture;
using fonds::test::ProgramCall;

std::optional<std::string> corpus(const std::string& name)
{
    const std::string folder = fonds::test::source_tree() + "/../shared/corpus/" + name;
    if (std::filesystem::is_directory(folder)) return folder;
    WARN("skipped: there is no corpus " << name << " beside the checkout");
    return std::nullopt;
}

std::vector<std::string> files_of(const std::string& folder)
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path().string());
    std::ranges::sort(files);
    return files;
}

struct Filed {
    std::string path, code, status, text;
};

/// Files a folder in one run; every file must be accounted for.
std::vector<Filed> file_folder(const ArchiveFixture& archive, const std::string& folder)
{
    const auto run = archive.fonds({"file", folder, "--json"});
    INFO(run.err);
    REQUIRE((run.exit_code == 0 || run.exit_code == 3));
    std::vector<Filed> filed;
    for (const auto& line : run.lines()) {
        const auto json = Json::parse(line);
        REQUIRE(json.ok());
        filed.push_back(
            {json->get("path").text(), json->get("code").text(), json->get("status").text(), json->get("text").text()});
    }
    REQUIRE(filed.size() == files_of(folder).size());
    return filed;
}

void require_clean(const ArchiveFixture& archive)
{
    const auto check = archive.fonds({"check", "--full"});
    INFO(check.out << check.err);
    REQUIRE(check.exit_code == 0);
}

bool is_word_byte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/// Up to four words of one line of the page, punctuation and all, as a person would copy them; empty when no line has three.
/// Quotation marks would end the phrase.
std::string phrase_of(const std::string& page)
{
    std::string best;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        if (std::ranges::any_of(line, [](unsigned char c) { return c < 0x20; })) continue;
        std::istringstream words(line);
        std::string phrase;
        int count = 0;
        for (std::string word; count < 4 && words >> word;) {
            if (word.find_first_of("\"\\") != std::string::npos || word.find("\xE2\x80\x9C") != std::string::npos ||
                word.find("\xE2\x80\x9D") != std::string::npos)
                break;
            phrase += (count == 0 ? "" : " ") + word;
            count += std::ranges::any_of(word, is_word_byte) ? 1 : 0;
        }
        if (count >= 3 && phrase.size() > best.size() && phrase.size() < 120) best = phrase;
    }
    return best;
}

std::vector<std::string> pages_of(const std::string& path)
{
    ProgramCall call;
    call.path = "/usr/bin/pdftotext";
    call.arguments = {"-q", path, "-"};
    const auto text = fonds::test::run(call).out;
    std::vector<std::string> pages;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\f', at), text.size());
        pages.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return pages;
}

/// A page out of the middle that has something to say.
std::pair<int, std::string> sample(const std::vector<std::string>& pages)
{
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::size_t page = (pages.size() / 2 + i) % pages.size();
        if (auto phrase = phrase_of(pages[page]); !phrase.empty()) return {static_cast<int>(page) + 1, phrase};
    }
    return {0, {}};
}

bool found_on(const ArchiveFixture& archive, const std::string& code, const std::string& phrase, int page)
{
    const auto run = archive.fonds({"search", "--json", "--no-relax", "--limit", "1000", "\"" + phrase + "\""});
    const auto json = Json::parse(run.out);
    if (!json.ok()) return false;
    const Json hits = json->get("hits");
    for (std::size_t i = 0; i < hits.size(); ++i) {
        if (hits.at(i).get("code").text() != code) continue;
        const Json pages = hits.at(i).get("pages");
        for (std::size_t p = 0; p < pages.size(); ++p)
            if (pages.at(p).number() == page) return true;
        return pages.size() >= 50;  // as many as a hit tells
    }
    return false;
}

}  // namespace

TEST_CASE("Born-digital PDFs are all filed, found by a phrase on its page, and given back byte for byte")
{
    const auto folder = corpus("born-digital");
    if (!folder) return;
    const ArchiveFixture archive;
    int phrases = 0;
    for (const auto& filed : file_folder(archive, *folder)) {
        INFO(filed.path);
        REQUIRE((filed.status == "filed" || filed.status == "duplicate"));
        REQUIRE(archive.fonds({"get", filed.code, "-o", "-"}).out == fonds::test::read_file(filed.path));
        if (filed.text != "done" || filed.status != "filed") continue;
        const auto [page, phrase] = sample(pages_of(filed.path));
        if (page == 0) continue;
        INFO("page " << page << ": " << phrase);
        CHECK(found_on(archive, filed.code, phrase, page));
        ++phrases;
    }
    CHECK(phrases > 60);
    require_clean(archive);
}

TEST_CASE("Hostile files are filed in one run without harm, and every one is accounted for")
{
    const auto folder = corpus("hostile");
    if (!folder) return;
    const ArchiveFixture archive;
    for (const auto& filed : file_folder(archive, *folder)) {
        INFO(filed.path);
        CHECK((filed.status == "filed" || filed.status == "duplicate"));
        CHECK(filed.text != "pending");
    }
    require_clean(archive);
}

TEST_CASE("Scans and e-invoices are filed, and say when they need recognition")
{
    const ArchiveFixture archive;
    for (const char* name : {"scanned", "scans-zh", "e-invoices"}) {
        const auto folder = corpus(name);
        if (!folder) continue;
        bool some_need_ocr = false;
        for (const auto& filed : file_folder(archive, *folder)) {
            INFO(filed.path);
            CHECK((filed.status == "filed" || filed.status == "duplicate"));
            some_need_ocr = some_need_ocr || filed.text == "needs_ocr";
        }
        if (std::string(name).starts_with("scan")) CHECK(some_need_ocr);
    }
    require_clean(archive);
}
