// SPDX-License-Identifier: GPL-3.0-or-later
// What docs/formats/index.md says of a document.
#include <set>

#include <catch2/catch.hpp>

#include "indexer/search/document_builder.hpp"
#include "indexer/search/document_data.hpp"
#include "indexer/search/index_terms.hpp"
#include "indexer/text/terms.hpp"
#include "tests/unit/search/small_index.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

using Positions = std::vector<Xapian::termpos>;

/// A document made by the builder, to be looked into.
class Built {
public:
    explicit Built(const SmallDocument& document)
    {
        DocumentBuilder builder;
        const Filed filed(document);
        built_ = builder.build(filed.view());
        weight_ = builder.weight();
    }

    [[nodiscard]] bool has(const std::string& term) const
    {
        auto at = built_.termlist_begin();
        at.skip_to(term);
        return at != built_.termlist_end() && *at == term;
    }
    [[nodiscard]] Xapian::termcount count(const std::string& term) const
    {
        auto at = built_.termlist_begin();
        at.skip_to(term);
        return at != built_.termlist_end() && *at == term ? at.get_wdf() : 0;
    }
    [[nodiscard]] Positions positions(const std::string& term) const
    {
        auto at = built_.termlist_begin();
        at.skip_to(term);
        if (at == built_.termlist_end() || *at != term) return {};
        return {at.positionlist_begin(), at.positionlist_end()};
    }
    [[nodiscard]] std::set<std::string> with_prefix(const std::string& prefix) const
    {
        std::set<std::string> terms;
        for (auto at = built_.termlist_begin(); at != built_.termlist_end(); ++at)
            if ((*at).starts_with(prefix)) terms.insert(*at);
        return terms;
    }
    [[nodiscard]] std::string value(Slot slot) const { return built_.get_value(number_of(slot)); }
    [[nodiscard]] DocumentData data() const { return decode_document_data(built_.get_data()).value(); }
    [[nodiscard]] std::size_t weight() const { return weight_; }

private:
    Xapian::Document built_;
    std::size_t weight_ = 0;
};

using Terms = std::set<std::string>;

}  // namespace

TEST_CASE("a title counts five times, free and in its field")
{
    const Built document(with_title(1, "合同 abc"));
    CHECK(document.count("合") == 5);
    CHECK(document.count("合同") == 5);
    CHECK(document.count("S合同") == 5);
    CHECK(document.count("Sabc") == 5);
    CHECK(document.positions("合") == Positions{1});
    CHECK(document.positions("S合") == Positions{1});
    CHECK(document.positions("同") == Positions{2});
    CHECK(document.positions("abc") == Positions{3});
    CHECK(document.positions("合同").empty());
    CHECK_FALSE(document.has("XP合"));
}

TEST_CASE("texts follow one another with gaps, and pages are known by their beginnings")
{
    auto source = with_text(1, {"甲 a", "", "甲 b"});
    source.attachment = {"甲 c"};
    const Built document(source);
    const auto data = document.data();
    REQUIRE(data.page_starts.size() == 3);
    const auto positions = document.positions("甲");
    REQUIRE(positions.size() == 3);
    CHECK(positions[0] == data.page_starts[0]);
    CHECK(positions[1] == data.page_starts[2]);
    CHECK(positions[2] == data.pages_end);
    CHECK(data.page_starts[1] > positions[0] + 2);
    CHECK(data.page_of(document.positions("b").front()) == 3);
    CHECK_FALSE(data.page_of(document.positions("c").front()));
}

TEST_CASE("digits in a row have grams of their own, also in fields")
{
    auto source = with_text(1, {"12345"});
    source.metadata.number = "CG-9876";
    const Built document(source);
    CHECK(document.has("D1234"));
    CHECK(document.has("D2345"));
    CHECK(document.positions("D2345").front() == document.positions("D1234").front() + 1);
    CHECK(document.positions("D1234").front() / gram_positions_per_token == document.positions("12345").front());
    CHECK(document.has("D9876"));
    CHECK(document.with_prefix("DX") == Terms{"DXN9876"});
}

TEST_CASE("responsible and project are words, unit and secrecy exact values")
{
    auto source = with_title(1, "");
    source.metadata.responsible = "财务";
    source.metadata.project = "GC";
    source.metadata.unit = "BGS";
    source.metadata.security = Security::secret;
    const Built document(source);
    CHECK(document.with_prefix("XR") == Terms{"XR财", "XR务", "XR财务"});
    CHECK(document.with_prefix("XJ") == Terms{"XJgc"});
    CHECK(document.with_prefix("XU") == Terms{"XUbgs"});
    CHECK(document.with_prefix("XS") == Terms{"XSsecret"});
}

TEST_CASE("aliases of the party are found like its name, and no phrase crosses them")
{
    auto source = with_title(1, "");
    source.metadata.party = "华为";
    source.party_aliases = "Huawei Co\nHW";
    const Built document(source);
    CHECK(document.with_prefix("XP") == Terms{"XP华", "XP为", "XP华为", "XPhuawei", "XPco", "XPhw"});
    CHECK(document.has("huawei"));
    CHECK(document.positions("XPhw").front() > document.positions("XPco").front() + 1);
    CHECK(document.data().party == "华为");
}

TEST_CASE("exact terms, flags and values")
{
    auto source = with_title(1, "");
    source.code = "j001-ht.2024-d30-0001";
    source.metadata.category = "HT";
    source.metadata.folder = "A01";
    source.metadata.party = "甲";
    source.metadata.tags = {"急件", "重 点"};
    source.metadata.date = *Date::parse("2024-03-05");
    source.metadata.amount = Amount{100};
    source.metadata.grade = Grade::A;
    source.year = 987;
    source.state = TextState::pending;
    source.revision = 42;
    const Built document(source);
    CHECK(document.with_prefix("XC") == Terms{"XCJ001-HT·2024-D30-0001"});
    CHECK(document.with_prefix("XG") == Terms{"XGht"});
    CHECK(document.with_prefix("XF") == Terms{"XFa01"});
    CHECK(document.with_prefix("XA") == Terms{"XAA"});
    CHECK(document.with_prefix("XT") == Terms{"XT急件", "XT重点"});
    CHECK(document.with_prefix("XY") == Terms{"XY0987"});
    CHECK(document.with_prefix("XM") == Terms{"XMpdf"});
    CHECK(document.with_prefix("XH") == Terms{"XHparty", "XHdate", "XHamount", "XHfolder"});
    CHECK(document.with_prefix("XI") == Terms{"XIpending"});
    CHECK(document.value(Slot::date) == "20240305");
    CHECK(document.value(Slot::amount) == amount_value(100));
    CHECK(document.value(Slot::code) == code_value("J001-HT·2024-D30-0001"));
    CHECK(document.data().revision == 42);
    CHECK(document.data().party == "甲");
    CHECK(document.data().page_starts.empty());
    CHECK(document.count("XGht") == 0);
}

TEST_CASE("a bare record has no dates, sums or flags")
{
    auto source = with_title(1, "");
    source.kind = "";
    const Built document(source);
    CHECK(document.value(Slot::date).empty());
    CHECK(document.value(Slot::amount).empty());
    for (const char* prefix : {"XG", "XF", "XT", "XH", "XI", "XM", "XP", "S"}) CHECK(document.with_prefix(prefix).empty());
}

TEST_CASE("derivatives are not indexed, whatever text is given for them")
{
    Record record;
    record.id = RecordId{1};
    record.code = *ReferenceCode::parse("A-1");
    record.components.resize(3);
    record.components[1].role = ComponentRole::derivative;
    record.components[1].text = TextState::failed;
    record.components[2].role = ComponentRole::attachment;
    DocumentText original, derivative, attachment;
    original.pages.push_back({"one", 0, 0, TextLayer::trusted, {}});
    derivative.pages.push_back({"two", 0, 0, TextLayer::trusted, {}});
    attachment.pages.push_back({"three", 0, 0, TextLayer::trusted, {}});
    IndexDocument source;
    source.record = &record;
    source.texts = {&original, &derivative, &attachment};
    DocumentBuilder builder;
    const auto document = builder.build(source);
    Terms terms;
    for (auto at = document.termlist_begin(); at != document.termlist_end(); ++at) terms.insert(*at);
    CHECK(terms.contains("one"));
    CHECK_FALSE(terms.contains("two"));
    CHECK(terms.contains("three"));
    CHECK_FALSE(terms.contains("XIdamaged"));
    CHECK(decode_document_data(document.get_data())->page_starts.size() == 1);
}

TEST_CASE("the memory a document will take grows with its text")
{
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "w" + std::to_string(i) + " ";
    CHECK(Built(with_text(1, {text})).weight() > 20 * Built(with_text(1, {"w"})).weight());
}
