// SPDX-License-Identifier: GPL-3.0-or-later
// What real invoices and scanned pages say about themselves. Uses the corpora beside the checkout; where they are absent the
// cases say so and pass.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include <catch2/catch.hpp>

#include "indexer/capture/capture.hpp"
#include "indexer/worker/pdf_reader.hpp"
#include "schema/model/amount.hpp"
#include "schema/model/date.hpp"
#include "schema/model/full_width.hpp"
#include "tests/support/place.hpp"

namespace {

using namespace fonds;

std::optional<std::string> folder_of(const std::string& name)
{
    const std::string folder = fonds::test::source_tree() + "/../shared/corpus/" + name;
    if (std::filesystem::is_directory(folder)) return folder;
    WARN("skipped: there is no corpus " << name << " beside the checkout");
    return std::nullopt;
}

std::string bytes_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

struct Facts final : PageSink {
    void properties(std::int32_t, const Properties& values) override
    {
        for (const auto& [name, value] : values) facts[name] = value;
    }
    bool page(PageText) override { return true; }
    std::map<std::string, std::string> facts;
};

std::string first_value(const std::vector<Suggestion>& all, SuggestedField field)
{
    const auto found = std::ranges::find_if(all, [&](const Suggestion& one) { return one.field == field; });
    return found == all.end() ? std::string() : found->value;
}

TEST_CASE("electronic invoices: the correct ones are read, the broken ones refused")
{
    const auto folder = folder_of("e-invoices");
    if (!folder) return;
    int broken = 0, refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        if (entry.path().extension() != ".pdf") continue;
        Facts read;
        CHECK(read_pdf(bytes_of(entry.path()), {}, read).state == TextState::done);
        auto& facts = read.facts;
        CAPTURE(entry.path().filename().string());
        CHECK_FALSE(facts["invoice.form"].empty());
        if (entry.path().filename().string().find("__fail__") == std::string::npos) {
            CHECK(facts["invoice.fault"] == "");
            for (const char* name : {"invoice.number", "invoice.date", "invoice.total", "invoice.currency", "invoice.seller",
                                     "invoice.buyer"}) {
                CAPTURE(name);
                CHECK_FALSE(facts[name].empty());
            }
        } else {
            ++broken;
            refused += facts["invoice.fault"].empty() ? 0 : 1;
        }
    }
    CAPTURE(broken, refused);
    // One of them differs in nothing that its standard forbids from another one that is called correct.
    CHECK(refused >= broken - 1);
}

TEST_CASE("scanned pages: what their text says about itself is found")
{
    const auto folder = folder_of("scans-zh");
    if (!folder) return;
    std::map<std::string, std::pair<int, int>> score;  // found, wanted
    const auto count = [&](const std::string& field, bool found) {
        score[field].first += found ? 1 : 0;
        ++score[field].second;
    };
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        if (entry.path().extension() != ".fields") continue;
        auto text = entry.path();
        DocumentText document;
        document.pages.push_back({bytes_of(text.replace_extension(".txt")), 595, 842, TextLayer::trusted, {}});
        const auto all = capture({&document, {}}, {});
        std::map<std::string, std::vector<std::string>> truth;
        std::istringstream lines(bytes_of(entry.path()));
        for (std::string line; std::getline(lines, line);)
            if (const auto tab = line.find('\t'); tab != std::string::npos)
                truth[line.substr(0, tab)].push_back(half_width(line.substr(tab + 1)));
        const auto date = Date::parse(truth["date"].at(0));
        REQUIRE(date.ok());
        count("date", first_value(all, SuggestedField::date) == date.value().text());
        std::int64_t largest = 0;  // the total of all the others
        for (const std::string& amount : truth["amount"])
            if (const auto value = Amount::parse(amount); value.ok()) largest = std::max(largest, value.value().hundredths);
        count("amount", first_value(all, SuggestedField::amount) == Amount{largest}.text());
        count("number", first_value(all, SuggestedField::number) == truth["no"].at(0));
        const std::vector<std::string> sides{first_value(all, SuggestedField::party),
                                             first_value(all, SuggestedField::counterparty)};
        for (const std::string& company : truth["company"])
            count("company", std::ranges::find(sides, company) != sides.end());
    }
    for (const auto& [field, counts] : score) {
        CAPTURE(field, counts.first, counts.second);
        CHECK(counts.first * 10 >= counts.second * 9);
    }
}

}  // namespace
