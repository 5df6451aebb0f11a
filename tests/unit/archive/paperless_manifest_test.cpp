// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/paperless_manifest.hpp"

using namespace fonds;

namespace {

constexpr std::string_view things = R"([
 {"model":"documents.correspondent","pk":3,"fields":{"name":"Acme GmbH"}},
 {"model":"documents.documenttype","pk":1,"fields":{"name":"Invoice"}},
 {"model":"documents.tag","pk":5,"fields":{"name":"paid"}},
 {"model":"documents.tag","pk":6,"fields":{"name":"2023"}},
 {"model":"documents.storagepath","pk":2,"fields":{"name":"Taxes","path":"{created_year}"}},
 {"model":"documents.customfield","pk":1,"fields":{"name":"Total","data_type":"monetary","extra_data":{}}},
 {"model":"documents.customfield","pk":2,"fields":{"name":"State","data_type":"select","extra_data":
   {"select_options":[{"id":"k1","label":"open"},{"id":"k2","label":"closed"}]}}},
 {"model":"documents.customfield","pk":3,"fields":{"name":"Old","data_type":"select","extra_data":{"select_options":["x","y"]}}},
 {"model":"documents.customfield","pk":4,"fields":{"name":"Pages","data_type":"integer","extra_data":null}},
 {"model":"documents.customfield","pk":5,"fields":{"name":"Sent","data_type":"boolean","extra_data":null}},
 {"model":"auth.user","pk":2,"fields":{"username":"x"}}
])";

constexpr std::string_view document = R"([
 {"model":"documents.document","pk":7,"fields":{"title":"Bill 7","correspondent":3,"document_type":1,"storage_path":2,"tags":[5,6,99],
   "created":"2023-04-05T00:00:00+02:00","archive_serial_number":123,"original_filename":"scan 7.pdf","deleted_at":null},
   "__exported_file_name__":"2023-04-05 Acme Bill 7.pdf","__exported_archive_name__":"2023-04-05 Acme Bill 7-archive.pdf"},
 {"model":"documents.note","pk":1,"fields":{"document":7,"note":"call them"}},
 {"model":"documents.customfieldinstance","pk":1,"fields":{"document":7,"field":1,"value_monetary":"EUR12.30"}},
 {"model":"documents.customfieldinstance","pk":2,"fields":{"document":7,"field":2,"value_select":"k2"}},
 {"model":"documents.customfieldinstance","pk":3,"fields":{"document":7,"field":3,"value_select":1}},
 {"model":"documents.customfieldinstance","pk":4,"fields":{"document":7,"field":4,"value_int":4}},
 {"model":"documents.customfieldinstance","pk":5,"fields":{"document":7,"field":5,"value_bool":false}},
 {"model":"documents.customfieldinstance","pk":6,"fields":{"document":7,"field":99,"value_int":4}}
])";

std::vector<Result<PaperlessDocument>> documents(const PaperlessManifest& manifest)
{
    std::vector<Result<PaperlessDocument>> all;
    REQUIRE(manifest
                .each([&](Result<PaperlessDocument> one) -> Result<void> {
                    all.push_back(std::move(one));
                    return {};
                })
                .ok());
    return all;
}

}  // namespace

TEST_CASE("a document has names in the place of keys, its notes and its fields")
{
    PaperlessManifest manifest;
    REQUIRE(manifest.add(document).ok());  // a manifest of its own may come first
    REQUIRE(manifest.add(things).ok());
    const auto all = documents(manifest);
    REQUIRE(all.size() == 1);
    REQUIRE(all[0].ok());
    const PaperlessDocument& one = *all[0];
    CHECK(one.title == "Bill 7");
    CHECK(one.correspondent == "Acme GmbH");
    CHECK(one.type == "Invoice");
    CHECK(one.storage_path == "Taxes");
    CHECK(one.tags == std::vector<std::string>{"paid", "2023"});
    CHECK(one.created == "2023-04-05");
    CHECK(one.serial == 123);
    CHECK(one.original_name == "scan 7.pdf");
    CHECK(one.file == "2023-04-05 Acme Bill 7.pdf");
    CHECK(one.archive_file == "2023-04-05 Acme Bill 7-archive.pdf");
    CHECK(one.notes == std::vector<std::string>{"call them"});
    REQUIRE(one.amounts.size() == 1);
    CHECK(one.amounts[0].first == "Total");
    CHECK(one.amounts[0].second.currency == "EUR");
    CHECK(one.amounts[0].second.amount.text() == "12.30");
    using Fields = std::vector<std::pair<std::string, std::string>>;
    CHECK(one.fields == Fields{{"State", "closed"}, {"Old", "y"}, {"Pages", "4"}, {"Sent", "false"}});
}

TEST_CASE("an amount without a currency, and one that is none")
{
    const auto with = [](const std::string& value) {
        PaperlessManifest manifest;
        REQUIRE(manifest.add(things).ok());
        REQUIRE(manifest
                    .add(R"([{"model":"documents.document","pk":1,"fields":{"title":"t"},"__exported_file_name__":"f"},
                             {"model":"documents.customfieldinstance","pk":1,"fields":{"document":1,"field":1,"value_monetary":")" +
                         value + "\"}}]")
                    .ok());
        return *documents(manifest)[0];
    };
    CHECK(with("12.3").amounts.at(0).second.currency.empty());
    CHECK(with("USD-5").amounts.at(0).second.amount.text() == "-5.00");
    CHECK(with("a lot").amounts.empty());
    CHECK(with("a lot").fields.at(0).second == "a lot");
}

TEST_CASE("documents without a file or in the wastebasket are told, the others come")
{
    PaperlessManifest manifest;
    REQUIRE(manifest
                .add(R"([{"model":"documents.document","pk":2,"fields":{"title":"no file"}},
                         {"model":"documents.document","pk":1,"fields":{"title":"gone","deleted_at":"2024-01-01"},"__exported_file_name__":"f"},
                         {"model":"documents.document","pk":3,"fields":{"title":"good"},"__exported_file_name__":"f"}])")
                .ok());
    const auto all = documents(manifest);
    REQUIRE(all.size() == 3);
    CHECK_FALSE(all[0].ok());
    CHECK_FALSE(all[1].ok());
    CHECK(all[2]->title == "good");
}

TEST_CASE("what is no manifest is told")
{
    PaperlessManifest manifest;
    CHECK_FALSE(manifest.add("[{\"a\":1}]").ok());
    CHECK_FALSE(manifest.add("nonsense").ok());
    CHECK(manifest.add("[]").ok());
}

TEST_CASE("the day on which a document was added is that of the archive's clock")
{
    const auto day = [](std::string_view text, int offset) {
        const auto found = day_of_moment(text, offset);
        return found ? found->text() : std::string("none");
    };
    CHECK(day("2023-05-06T22:30:00.123456Z", 0) == "2023-05-06");
    CHECK(day("2023-05-06T22:30:00.123456Z", 480) == "2023-05-07");
    CHECK(day("2023-05-07T00:30:00+02:00", 0) == "2023-05-06");
    CHECK(day("2023-05-07T00:30:00.5+0200", 120) == "2023-05-07");
    CHECK(day("2023-05-06 20:30:00-03:30", 0) == "2023-05-07");
    CHECK(day("2023-05-06", 480) == "2023-05-06");
    for (const char* none :
         {"", "yesterday", "2023-05-06T22:30:00", "2023-13-06T22:30:00Z", "2023-05-06T22:30:00+2", "2023-02-30"})
        CHECK(day(none, 0) == "none");
}
