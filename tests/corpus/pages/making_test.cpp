// SPDX-License-Identifier: GPL-3.0-or-later
// Documents made of hostile files: each attempt ends within its limits, with a document or a plain error. Where the corpus
// is absent the case says so and passes.
#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/extract/page_maker.hpp"
#include "tests/corpus/pages/looker.hpp"
#include "tests/support/place.hpp"

using namespace fonds;

namespace {

PageMaker careful_maker()
{
    PageMaker maker;
    maker.program = test::programs() + "/fonds-scan";
    maker.deadline = std::chrono::seconds(20);
    maker.memory = std::uint64_t{1} << 30;
    maker.largest = std::uint64_t{256} << 20;
    return maker;
}

std::vector<PageSource> sources_of(const std::string& path)
{
    std::vector<PageSource> sources;
    sources.push_back({Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), "application/pdf", {}});
    return sources;
}

ScannedPage page_with_words()
{
    ScannedPage page;
    page.number = 1;
    page.width = 595;
    page.height = 842;
    page.engine = "test 1";
    page.lines = {{{{{100, 100}, {300, 100}, {300, 120}, {100, 120}}}, 0.9F, {{"采购合同", 0, 1, 0.9F, false}}}};
    return page;
}

/// How many came, and how many failed; requires that each failure is a plain one, and that whatever came begins as a PDF.
struct Tally {
    std::size_t made = 0, failed = 0;

    void count(const Result<void>& result, const std::string& bytes)
    {
        if (result.ok()) {
            ++made;
            CHECK(bytes.substr(0, 1024).find("%PDF-") != std::string::npos);
            return;
        }
        ++failed;
        const ErrorKind kind = result.error().kind;
        CHECK((kind == ErrorKind::bad_input || kind == ErrorKind::refused || kind == ErrorKind::not_found ||
               kind == ErrorKind::unavailable));
        CHECK_FALSE(result.error().what.zh.empty());
    }
};

}  // namespace

TEST_CASE("documents made of real ones look as they did, are sound, and have the words")
{
    const test::Looker looker;
    for (const char* const corpus : {"scans-zh", "scanned", "e-invoices", "born-digital"}) {
        const std::string folder = test::source_tree() + "/../shared/corpus/" + corpus;
        if (!std::filesystem::is_directory(folder)) {
            WARN("skipped: there is no corpus " << corpus << " beside the checkout");
            continue;
        }
        std::size_t assembled = 0, updated = 0, anew = 0, refused = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string path = entry.path().string();
            if (!path.ends_with(".pdf")) continue;
            CAPTURE(path);
            const std::string before = test::read_file(path);
            const auto sources = sources_of(path);
            std::string bytes;
            const ByteSink sink = [&](std::string_view piece) -> Result<void> {
                bytes += piece;
                return {};
            };
            if (!assemble_pages(careful_maker(), sources, {{0, 1, 0}}, sink).ok()) {
                ++refused;
                continue;
            }
            ++assembled;
            const int faults = looker.faults(before);
            const std::string drawn = looker.drawn(before);
            CHECK((looker.faults(bytes) == 0 || faults != 0));
            CHECK(looker.drawn(bytes) == drawn);
            bytes.clear();
            CHECK(make_searchable(careful_maker(), sources.front(), {page_with_words()}, sink).ok());
            const bool kept = bytes.substr(0, before.size()) == before;
            ++(kept ? updated : anew);
            CHECK((looker.faults(bytes) == 0 || faults != 0));
            CHECK(looker.drawn(bytes) == drawn);
            CHECK(looker.text(bytes).find("采购合同") != std::string::npos);
        }
        CHECK(updated >= anew * 9);  // encrypted ones, and such as other programs just put up with
        WARN(corpus << ": " << assembled << " assembled, " << refused << " refused, " << updated << " updated, " << anew
                    << " written anew");
    }
}

TEST_CASE("documents made of hostile files end within their limits")
{
    const std::string folder = test::source_tree() + "/../shared/corpus/hostile";
    if (!std::filesystem::is_directory(folder)) {
        WARN("skipped: there is no corpus hostile beside the checkout");
        return;
    }
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path().string());
    std::ranges::sort(files);
    const PageMaker maker = careful_maker();
    Tally assembled;
    Tally searchable;
    for (const std::string& file : files) {
        INFO(file);
        const auto sources = sources_of(file);
        std::string bytes;
        const ByteSink sink = [&](std::string_view piece) -> Result<void> {
            bytes += piece;
            return {};
        };
        const auto begin = std::chrono::steady_clock::now();
        assembled.count(assemble_pages(maker, sources, {{0, 1, 90}}, sink), bytes);
        bytes.clear();
        searchable.count(make_searchable(maker, sources.front(), {page_with_words()}, sink), bytes);
        CHECK(std::chrono::steady_clock::now() - begin < 3 * maker.deadline);
    }
    WARN(files.size() << " hostile files: " << assembled.made << " gave a page, " << searchable.made << " took a layer");
    CHECK(assembled.made + assembled.failed == files.size());
    CHECK(searchable.made + searchable.failed == files.size());
}
