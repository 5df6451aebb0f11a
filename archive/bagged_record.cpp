// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/bagged_record.hpp"

#include <algorithm>

#include "archive/bag_names.hpp"
#include "indexer/extract/extractor.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

Error no_record(const Text& what)
{
    return error(ErrorKind::bad_input, say("Not a record of a package: {}", "不是包内档案的著录:{}", {what}));
}

void put(Json& json, std::string_view key, const std::string& value)
{
    if (!value.empty()) json.set(key, value);
}

Json json_of(const BaggedComponent& component)
{
    const NewComponent& facts = component.facts;
    Json json = Json::object();
    json.set("role", name_of(facts.role)).set("file_name", to_valid_utf8(facts.file_name));
    if (to_valid_utf8(facts.file_name) != facts.file_name) json.set("file_name_bytes", hex_of(facts.file_name));
    json.set("media_type", facts.media_type).set("size", facts.size).set("sha256", facts.digest.hex());
    if (facts.added_at) json.set("added_at", to_iso8601(*facts.added_at));
    json.set("path", component.path.empty() ? Json() : Json(component.path));
    return json;
}

Result<BaggedComponent> component_of(const Json& json)
{
    BaggedComponent component;
    NewComponent& facts = component.facts;
    const auto role = component_role(json.get("role").text());
    if (!role) return no_record(say("the role of a component", "数字对象的类型"));
    facts.role = *role;
    TRY_ASSIGN(facts.digest, Digest::parse(json.get("sha256").text()));
    if (json.get("size").number() < 0) return no_record(say("the size of a component", "数字对象的大小"));
    facts.size = static_cast<std::uint64_t>(json.get("size").number());
    facts.media_type = json.get("media_type").text();
    facts.file_name = json.get("file_name").text();
    if (json.has("file_name_bytes")) {
        const auto bytes = bytes_of_hex(json.get("file_name_bytes").text());
        if (!bytes) return no_record(say("the name of a file", "文件名"));
        facts.file_name = *bytes;
    }
    if (json.has("added_at")) {
        TRY_ASSIGN(facts.added_at, parse_instant(json.get("added_at").text()));
    }
    if (!has_text_reader(facts.media_type)) facts.text = TextState::none;
    component.path = json.get("path").text();
    if (!component.path.empty() && (!stays_below(component.path) || !component.path.starts_with("data/")))
        return no_record(say("the path {}", "路径 {}", {component.path}));
    return component;
}

Json json_of(const BaggedHold& hold)
{
    return std::move(Json::object()
                         .set("number", hold.number)
                         .set("kind", name_of(hold.kind))
                         .set("reason", hold.reason)
                         .set("authority", hold.authority)
                         .set("placed_at", hold.placed_at)
                         .set("placed_by", hold.placed_by));
}

/// A hold is never lost for a word in it: a kind that is not known here is `other`.
BaggedHold hold_of(const Json& json)
{
    const auto text = [&](std::string_view name) { return json.get(name).text(); };
    BaggedHold hold{text("number"),    HoldKind::other,   text("reason"),
                    text("authority"), text("placed_at"), text("placed_by")};
    if (const auto kind = parse_hold_kind(text("kind")); kind.ok()) hold.kind = *kind;
    return hold;
}

Result<void> read_metadata(const Json& json, RecordMetadata& said)
{
    const auto text = [&](std::string_view name) { return json.get(name).text(); };
    said.title = text("title");
    said.category = text("category");
    said.folder = text("folder");
    said.party = text("party");
    said.number = text("number");
    said.currency = text("currency");
    said.note = text("note");
    said.responsible = text("responsible");
    said.unit = text("unit");
    said.project = text("project");
    if (const auto date = text("date"); !date.empty()) {
        TRY_ASSIGN(said.date, Date::parse(date));
    }
    TRY_ASSIGN(said.grade, parse_grade(text("grade")));
    if (const auto amount = text("amount"); !amount.empty()) {
        TRY_ASSIGN(said.amount, Amount::parse(amount));
    }
    if (const auto security = text("security"); !security.empty()) {
        TRY_ASSIGN(said.security, parse_security(security));
    }
    const auto pages = json.get("paper_pages").number();
    if (pages < 0 || pages > largest_page_number) return no_record(say("its number of pages", "页数"));
    said.paper_pages = static_cast<std::int32_t>(pages);
    if (const auto range = text("page_range"); !range.empty()) {
        TRY_ASSIGN(said.page_range, parse_page_range(range));
    }
    const Json tags = json.get("tags");
    for (std::size_t i = 0; i < tags.size(); ++i) said.tags.push_back(tags.at(i).text());
    std::ranges::sort(said.tags);
    return {};
}

/// The list's own form, line by line; false: it has another.
Result<bool> each_line(std::string_view text, const std::function<Result<void>(const Result<Json>&)>& visit)
{
    constexpr std::string_view opening = "\"records\":[";
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || !text.substr(0, end).ends_with(opening)) return false;
    const auto head = Json::parse(std::string(text.substr(0, end)) + "]}");
    if (!head.ok() || head->get("schema").text() != records_schema) return false;
    std::size_t at = end + 1;
    while (at < text.size()) {
        const std::size_t stop = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, stop - at);
        at = stop + 1;
        if (line == "]}") return true;
        if (line.ends_with(',')) line.remove_suffix(1);
        if (!line.empty()) TRY(visit(Json::parse(line)));
    }
    return error(ErrorKind::bad_input, say("The list of records breaks off", "档案清单不完整"));
}

}  // namespace

std::string hex_of(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        hex += digits[static_cast<unsigned char>(c) >> 4];
        hex += digits[static_cast<unsigned char>(c) & 15];
    }
    return hex;
}

std::optional<std::string> bytes_of_hex(std::string_view hex)
{
    const auto value = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = value(hex[i]), low = value(hex[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

Json json_of(const BaggedRecord& record)
{
    const RecordMetadata& said = record.facts.metadata;
    Json json = Json::object();
    json.set("code", record.facts.code ? record.facts.code->text() : std::string());
    json.set("title", said.title).set("category", said.category);
    put(json, "folder", said.folder);
    put(json, "party", said.party);
    put(json, "date", said.date ? said.date->text() : "");
    json.set("grade", text_of(said.grade));
    put(json, "number", said.number);
    put(json, "amount", said.amount ? said.amount->text() : "");
    put(json, "currency", said.currency);
    put(json, "note", said.note);
    if (!said.tags.empty()) {
        Json tags = Json::array();
        for (const auto& tag : said.tags) tags.push(tag);
        json.set("tags", std::move(tags));
    }
    put(json, "responsible", said.responsible);
    put(json, "security", said.security ? std::string(name_of(*said.security)) : "");
    put(json, "unit", said.unit);
    put(json, "project", said.project);
    if (said.paper_pages > 0) json.set("paper_pages", said.paper_pages);
    put(json, "page_range", said.page_range.text());
    if (record.facts.earlier)
        json.set("filed_at", to_iso8601(record.facts.earlier->at)).set("filed_by", record.facts.earlier->actor);
    if (record.position > 0) json.set("position", record.position);
    put(json, "location", record.location);
    if (record.rule)
        json.set("rule", Json::object()
                             .set("code", record.rule->rule)
                             .set("reason", record.rule->reason)
                             .set("overrides", record.rule->overrides));
    if (record.extended)
        json.set("extended",
                 Json::object().set("until", record.extended->until.text()).set("reason", record.extended->reason));
    if (!record.holds.empty()) {
        Json holds = Json::array();
        for (const auto& each : record.holds) holds.push(json_of(each));
        json.set("holds", std::move(holds));
    }
    if (record.merged_into) json.set("merged_into", record.merged_into->text());
    Json components = Json::array();
    for (const auto& each : record.components) components.push(json_of(each));
    return json.set("components", std::move(components));
}

Result<BaggedRecord> bagged_record(const Json& json)
{
    BaggedRecord record;
    TRY_ASSIGN(record.facts.code, ReferenceCode::parse(json.get("code").text()));
    auto read = read_metadata(json, record.facts.metadata);
    if (!read.ok()) return std::move(read).error().at(record.facts.code->text());
    EarlierFiling earlier;
    TRY_ASSIGN(earlier.at, parse_instant(json.get("filed_at").text()));
    earlier.actor = json.get("filed_by").text();
    record.facts.earlier = earlier;
    record.position = json.get("position").number();
    record.location = json.get("location").text();
    if (json.has("rule")) {
        const Json rule = json.get("rule");
        record.rule = GivenRule{rule.get("code").text(), rule.get("reason").text(), rule.get("overrides").boolean()};
    }
    if (json.has("extended")) {
        const Json extended = json.get("extended");
        TRY_ASSIGN(const Date until, Date::parse(extended.get("until").text()));
        record.extended = GivenExtension{until, extended.get("reason").text()};
    }
    const Json holds = json.get("holds");
    for (std::size_t i = 0; i < holds.size(); ++i) record.holds.push_back(hold_of(holds.at(i)));
    if (json.has("merged_into")) {
        TRY_ASSIGN(record.merged_into, ReferenceCode::parse(json.get("merged_into").text()));
    }
    const Json components = json.get("components");
    for (std::size_t i = 0; i < components.size(); ++i) {
        TRY_ASSIGN(auto component, component_of(components.at(i)));
        record.components.push_back(std::move(component));
    }
    return record;
}

std::string records_json_begin(const ArchiveIdentity& fonds, Instant made_at)
{
    std::string head = Json::object()
                           .set("schema", records_schema)
                           .set("made_at", to_iso8601(made_at))
                           .set("fonds", Json::object().set("id", fonds.id).set("code", fonds.code).set("name", fonds.name))
                           .set("records", Json::array())
                           .dump();
    head.resize(head.size() - 2);  // ]}
    return head + "\n";
}

Result<void> each_bagged_record(std::string_view text,
                                const std::function<Result<void>(std::size_t, Result<BaggedRecord>)>& visit)
{
    std::size_t number = 0;
    const auto take = [&](const Result<Json>& json) -> Result<void> {
        ++number;
        if (!json.ok()) return visit(number, json.error());
        return visit(number, bagged_record(*json));
    };
    TRY_ASSIGN(const bool done, each_line(text, take));
    if (done) return {};
    TRY_ASSIGN(const Json whole, Json::parse(text));
    if (whole.get("schema").text() != records_schema)
        return error(ErrorKind::bad_input,
                     say("Not a list of records of the form {}", "不是 {} 格式的档案清单", {records_schema}));
    const Json records = whole.get("records");
    for (std::size_t i = 0; i < records.size(); ++i) TRY(take(records.at(i)));
    return {};
}

}  // namespace fonds
