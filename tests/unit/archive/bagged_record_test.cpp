// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/bagged_record.hpp"
#include "schema/catalog/record_fields.hpp"

using namespace fonds;

namespace {

template <class T>
T must(Result<T> result)
{
    if (!result.ok()) FAIL(result.error().what.en << " " << result.error().where);
    return std::move(result).value();
}

BaggedRecord full_record()
{
    BaggedRecord record;
    record.facts.code = must(ReferenceCode::parse("J001-HT·2024-D30-0007"));
    RecordMetadata& said = record.facts.metadata;
    said.title = "采购\"合同\"";
    said.category = "HT";
    said.folder = "003";
    said.party = "华为技术";
    said.date = must(Date::parse("2024-02-29"));
    said.grade = Grade::A;
    said.number = "HT-7";
    said.amount = must(Amount::parse("-12.05"));
    said.currency = "EUR";
    said.note = "一\n二";
    said.tags = {"a", "重要"};
    said.responsible = "王芳";
    said.security = Security::secret;
    said.unit = "CW1";
    said.project = "P-1";
    said.paper_pages = 12;
    said.page_range = {3, 14};
    record.facts.earlier = EarlierFiling{must(parse_instant("2024-03-01T08:15:30.123Z")), "lan"};
    record.components.push_back({{ComponentRole::original, Digest::of("a"), 1, "application/pdf", "合同.pdf",
                                  TextState::pending, must(parse_instant("2024-03-01T08:15:30.123Z"))},
                                 "data/J001/1.pdf"});
    record.components.push_back({{ComponentRole::attachment, Digest::of("b"), 2, "text/plain", "a\xff.txt"}, ""});
    record.rule = GivenRule{"CN-1", "because", true};
    record.position = 4;
    record.location = "R1-B2";
    record.holds = {{"H-2026-0001", HoldKind::litigation, "案件 17", "法务部", "2026-01-02T03:04:05.000Z", "lan"},
                    {"H-2026-0002", HoldKind::audit, "r", "a", "", ""}};
    return record;
}

struct Listed {
    std::vector<BaggedRecord> good;
    std::vector<std::size_t> bad;
    Result<void> done;
};

Listed listed(std::string_view text)
{
    Listed all;
    all.done = each_bagged_record(text, [&](std::size_t number, Result<BaggedRecord> record) -> Result<void> {
        if (record.ok())
            all.good.push_back(std::move(*record));
        else
            all.bad.push_back(number);
        return {};
    });
    return all;
}

const ArchiveIdentity fonds_of_test{"00112233445566778899aabbccddeeff", "J001", "某某公司", {}};

}  // namespace

TEST_CASE("a record goes into the list and comes out as it was")
{
    const BaggedRecord before = full_record();
    const BaggedRecord after = must(bagged_record(must(Json::parse(json_of(before).dump()))));
    CHECK(*after.facts.code == *before.facts.code);
    CHECK(texts_of(after.facts.metadata) == texts_of(before.facts.metadata));
    CHECK(after.facts.earlier->at == before.facts.earlier->at);
    CHECK(after.facts.earlier->actor == "lan");
    REQUIRE(after.components.size() == 2);
    CHECK(after.components[0].facts.digest == Digest::of("a"));
    CHECK(after.components[0].facts.added_at == before.components[0].facts.added_at);
    CHECK(after.components[0].path == "data/J001/1.pdf");
    CHECK(after.components[1].facts.role == ComponentRole::attachment);
    CHECK(after.components[1].facts.file_name == "a\xff.txt");  // no UTF-8
    CHECK(after.components[1].path.empty());
    CHECK(after.rule->rule == "CN-1");
    CHECK(after.rule->overrides);
    CHECK(after.position == 4);
    CHECK(after.location == "R1-B2");
    REQUIRE(after.holds.size() == 2);
    CHECK(after.holds[0].number == "H-2026-0001");
    CHECK(after.holds[0].kind == HoldKind::litigation);
    CHECK(after.holds[0].reason == "案件 17");
    CHECK(after.holds[0].authority == "法务部");
    CHECK(after.holds[0].placed_by == "lan");
    CHECK(after.holds[1].kind == HoldKind::audit);
}

TEST_CASE("a record with next to nothing goes there and back")
{
    BaggedRecord record;
    record.facts.code = must(ReferenceCode::parse("X-1"));
    record.facts.metadata.title = "t";
    record.facts.metadata.category = "QT";
    record.facts.earlier = EarlierFiling{};
    const BaggedRecord after = must(bagged_record(json_of(record)));
    CHECK(texts_of(after.facts.metadata) == texts_of(record.facts.metadata));
    CHECK(after.components.empty());
    CHECK_FALSE(after.rule);
}

TEST_CASE("a hold of a kind that is not known here is a hold nevertheless")
{
    Json json = json_of(full_record());
    Json hold = Json::object();
    hold.set("kind", "embargo").set("reason", "r").set("authority", "a");
    Json holds = Json::array();
    holds.push(std::move(hold));
    const BaggedRecord record = must(bagged_record(json.set("holds", std::move(holds))));
    REQUIRE(record.holds.size() == 1);
    CHECK(record.holds[0].kind == HoldKind::other);
    CHECK(record.holds[0].reason == "r");
}

TEST_CASE("what a list says wrongly is told, and not taken")
{
    const auto refused = [](std::string_view key, Json value) {
        Json json = json_of(full_record());
        const auto record = bagged_record(json.set(key, std::move(value)));
        CAPTURE(key);
        CHECK_FALSE(record.ok());
    };
    refused("code", "");
    refused("code", "a/b");
    refused("date", "2024-02-30");
    refused("grade", "D");
    refused("amount", "much");
    refused("security", "somewhat");
    refused("paper_pages", -1);
    refused("page_range", "5-3");
    refused("filed_at", "yesterday");
    const auto refused_part = [](std::string_view key, Json value) {
        Json json = json_of(full_record());
        Json component = json.get("components").at(0);
        component.set(key, std::move(value));
        json.set("components", std::move(Json::array().push(std::move(component))));
        CAPTURE(key);
        CHECK_FALSE(bagged_record(json).ok());
    };
    refused_part("role", "copy");
    refused_part("sha256", "abc");
    refused_part("size", -1);
    refused_part("file_name_bytes", "0g");
    for (const char* path : {"/etc/passwd", "data/../../x", "../data/x", "metadata/records.json", "data\\x", "data//x"})
        refused_part("path", path);
}

TEST_CASE("the list is read line by line, and in any other layout")
{
    const std::string one = json_of(full_record()).dump();
    const std::string head = records_json_begin(fonds_of_test, {});
    const std::string text = head + one + ",\n" + one + std::string(records_json_end);
    CHECK(must(Json::parse(text)).get("records").size() == 2);
    CHECK(listed(text).good.size() == 2);
    CHECK(listed(must(Json::parse(text)).dump()).good.size() == 2);
    CHECK(listed(must(Json::parse(text)).dump_pretty()).good.size() == 2);
    CHECK(listed(head + std::string(records_json_end)).good.empty());
    CHECK(listed(head + std::string(records_json_end)).done.ok());
    CHECK(must(Json::parse(head + std::string(records_json_end))).get("records").size() == 0);
}

TEST_CASE("one record that cannot be read costs no other, a list that breaks off is told")
{
    const std::string one = json_of(full_record()).dump(), head = records_json_begin(fonds_of_test, {});
    const Listed mixed = listed(head + one + ",\n{\"code\":7},\nnonsense,\n" + one + std::string(records_json_end));
    CHECK(mixed.done.ok());
    CHECK(mixed.good.size() == 2);
    CHECK(mixed.bad == std::vector<std::size_t>{2, 3});
    CHECK_FALSE(listed(head + one + ",\n").done.ok());
    CHECK_FALSE(listed("{\"schema\":\"other:1\",\"records\":[]}").done.ok());
    CHECK_FALSE(listed("nothing").done.ok());
    CHECK_FALSE(listed("").done.ok());
}

TEST_CASE("bytes go into hexadecimal and back")
{
    CHECK(hex_of("a\xff\n") == "61ff0a");
    CHECK(bytes_of_hex("61ff0a") == "a\xff\n");
    CHECK_FALSE(bytes_of_hex("6"));
    CHECK_FALSE(bytes_of_hex("6G"));
}
