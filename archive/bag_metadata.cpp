// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/bag_metadata.hpp"

#include <algorithm>
#include <map>

#include "archive/bag_names.hpp"
#include "archive/retaining.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/retention.hpp"
#include "schema/catalog/volumes.hpp"
#include "schema/catalog/whole_catalog.hpp"

namespace fonds {

namespace {

constexpr std::size_t records_at_a_time = 1'000;
constexpr std::size_t most_covered = 10'000'000;

std::string_view name_of(Tombstone::Kind kind)
{
    if (kind == Tombstone::Kind::merged) return "merged";
    return kind == Tombstone::Kind::transferred ? "transferred" : "destroyed";
}

Json texts(const std::vector<std::string>& all)
{
    Json list = Json::array();
    for (const auto& each : all) list.push(each);
    return list;
}

}  // namespace

Result<void> BagMetadata::each_part(const std::function<Result<void>(const std::vector<Record>&)>& visit)
{
    if (!request_.records) {
        for (RecordId after{};;) {
            TRY_ASSIGN(const auto part, state_.catalog.records_after(after, records_at_a_time));
            if (part.empty()) return {};
            TRY(visit(part));
            after = part.back().id;
        }
    }
    const auto& all = *request_.records;
    for (std::size_t at = 0; at < all.size(); at += records_at_a_time) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(records_at_a_time, all.size() - at));
        TRY_ASSIGN(const auto part, state_.catalog.records({begin, end}));
        TRY(visit(part));
    }
    return {};
}

Result<void> BagMetadata::find_names()
{
    if (!request_.records) return {};
    categories_.emplace();
    folders_.emplace();
    parties_.emplace();
    Retention retention(state_.catalog);
    TRY(each_part([&](const std::vector<Record>& part) -> Result<void> {
        for (const Record& record : part) {
            const RecordMetadata& said = record.metadata;
            if (request_.with_holds) {
                touched_.insert({EventScope::record, record.code.text()});
                if (!said.project.empty()) touched_.insert({EventScope::project, said.project});
                TRY_ASSIGN(const auto given, retention.given_rule(record.code));
                if (given) rules_.insert(given->rule);
            }
            categories_->insert(said.category);
            if (!said.folder.empty()) folders_->insert(said.category + "/" + said.folder);
            if (!said.party.empty()) parties_->insert(said.party);
        }
        return {};
    }));
    // And those that they are below.
    TRY_ASSIGN(const auto all, state_.catalog.categories());
    std::map<std::string, std::string> parents;
    for (const Category& each : all) parents.emplace(each.code, each.parent);
    const std::set<std::string> named = *categories_;
    for (const auto& code : named)
        for (std::string at = parents[code]; !at.empty() && categories_->insert(at).second;) at = parents[at];
    for (const auto& folder : *folders_) touched_.insert({EventScope::folder, folder});
    for (const auto& party : *parties_) touched_.insert({EventScope::party, party});
    TRY_ASSIGN(const auto assigned, retention.assignments());
    for (const RuleAssignment& each : assigned)
        if (categories_->contains(each.category)) rules_.insert(each.rule);
    return {};
}

Result<void> BagMetadata::each_text(const TextReceiver& visit)
{
    TRY(find_names());
    const auto table = [&](TableKind kind) {
        return visit("metadata/" + std::string(name_of(kind)) + ".csv",
                     [this, kind](const ByteReceiver& sink) { return write_table(kind, sink); });
    };
    for (const TableKind kind : {TableKind::categories, TableKind::folders, TableKind::parties, TableKind::records})
        TRY(table(kind));
    TRY(visit("metadata/records.json", [this](const ByteReceiver& sink) { return write_records(sink); }));
    if (request_.records && !request_.with_holds) return {};
    if (request_.records) {
        TRY(visit("metadata/rules.csv", [this](const ByteReceiver& sink) { return write_rules(sink); }));
        return visit("metadata/retention.json", [this](const ByteReceiver& sink) { return write_retention(sink); });
    }
    for (const TableKind kind : {TableKind::locations, TableKind::papers, TableKind::loans}) TRY(table(kind));
    TRY(visit("metadata/rules.csv", [this](const ByteReceiver& sink) { return write_rules(sink); }));
    TRY(visit("metadata/retention.json", [this](const ByteReceiver& sink) { return write_retention(sink); }));
    return visit("metadata/numbers.json", [this](const ByteReceiver& sink) { return write_numbers(sink); });
}

Result<void> BagMetadata::each_file(const std::function<Result<void>(const BaggedFile&)>& visit)
{
    return each_part([&](const std::vector<Record>& part) -> Result<void> {
        for (const Record& record : part)
            for (std::size_t i = 0; i < record.components.size(); ++i) {
                const Component& each = record.components[i];
                if (!request_.has_bytes || request_.has_bytes(record, each))
                    TRY(visit({bag_path(record.code, i + 1, each.file_name), each.digest, each.size}));
            }
        return {};
    });
}

Result<void> BagMetadata::write_table(TableKind kind, const ByteReceiver& sink)
{
    ExportRequest request;
    request.kind = kind;
    request.in_chinese = false;
    if (kind == TableKind::records) request.only = request_.records;
    if (kind == TableKind::categories) request.names = categories_;
    if (kind == TableKind::folders) request.names = folders_;
    if (kind == TableKind::parties) request.names = parties_;
    TRY(Exporting(archive_).write(request, sink));
    return {};
}

Result<void> BagMetadata::find_holds(const std::vector<RecordId>& records, std::map<RecordId, std::vector<BaggedHold>>& all)
{
    if (!request_.with_holds) return {};
    TRY_ASSIGN(const auto held, Volumes(state_.catalog).held(records));
    if (held.empty()) return {};
    Holds holds(state_.catalog);
    std::map<std::string, BaggedHold> in_force;
    TRY_ASSIGN(const auto standing, holds.list(false));
    for (const Hold& each : standing)
        in_force[each.number] = {each.number,   each.kind, each.reason, each.authority, to_iso8601(each.placed_at),
                                 each.placed_by};
    TRY_ASSIGN(const auto found, state_.catalog.records({held.begin(), held.end()}));
    for (const Record& record : found) {
        TRY_ASSIGN(const auto numbers, holds.over(record.code));
        for (const auto& number : numbers)
            if (const auto at = in_force.find(number); at != in_force.end()) all[record.id].push_back(at->second);
    }
    return {};
}

Result<void> BagMetadata::write_records(const ByteReceiver& sink)
{
    Folders folders(state_.catalog);
    Places places(state_.catalog);
    Retention retention(state_.catalog);
    TRY(sink(records_json_begin(state_.catalog.identity(), state_.environment.clock->now())));
    bool first = true;
    TRY(each_part([&](const std::vector<Record>& part) -> Result<void> {
        std::vector<RecordId> ids;
        for (const Record& record : part) ids.push_back(record.id);
        TRY_ASSIGN(const auto ranks, folders.ranks(ids));
        std::map<RecordId, std::vector<BaggedHold>> holds;
        TRY(find_holds(ids, holds));
        std::string text;
        for (const Record& record : part) {
            BaggedRecord bagged;
            bagged.facts.code = record.code;
            bagged.facts.metadata = record.metadata;
            bagged.facts.earlier = EarlierFiling{record.filed_at, record.filed_by};
            for (std::size_t i = 0; i < record.components.size(); ++i) {
                const Component& each = record.components[i];
                const bool here = !request_.has_bytes || request_.has_bytes(record, each);
                bagged.components.push_back(
                    {{each.role, each.digest, each.size, each.media_type, each.file_name, TextState::pending, each.added_at},
                     here ? bag_path(record.code, i + 1, each.file_name) : std::string()});
            }
            TRY_ASSIGN(bagged.rule, retention.given_rule(record.code));
            TRY_ASSIGN(bagged.extended, WholeCatalog(state_.catalog).extension(record.code));
            if (const auto rank = ranks.find(record.id); rank != ranks.end()) bagged.position = rank->second;
            // A record that was merged into another has no place of its own any more, but still its bytes.
            const auto at = places.whereabouts(PaperName{"", record.code.text()});
            if (!at.ok() && at.error().kind != ErrorKind::refused) return at.error();
            if (at.ok() && !at->with_folder) bagged.location = at->loan ? at->home : at->location;
            if (const auto of = holds.find(record.id); of != holds.end()) bagged.holds = of->second;
            if (request_.with_holds) {
                TRY_ASSIGN(const auto stone, Numbers(state_.catalog).tombstone(record.code));
                if (stone && stone->kind == Tombstone::Kind::merged) bagged.merged_into = stone->merged_into;
            }
            text += (first ? "" : ",\n") + json_of(bagged).dump();
            first = false;
        }
        return sink(text);
    }));
    return sink(records_json_end);
}

Result<void> BagMetadata::write_numbers(const ByteReceiver& sink)
{
    WholeCatalog whole(state_.catalog);
    Json held = Json::array(), stones = Json::array();
    TRY(whole.each_held([&](const HeldNumber& each) -> Result<void> {
        held.push(Json::object()
                      .set("code", each.code.text())
                      .set("category", each.category)
                      .set("state", each.is_void ? "void" : "reserved")
                      .set("note", each.note)
                      .set("at", to_iso8601(each.at))
                      .set("by", each.actor));
        return {};
    }));
    TRY(whole.each_tombstone([&](const BuriedRecord& each) -> Result<void> {
        const RecordMetadata& said = each.record.metadata;
        Json stone = Json::object();
        stone.set("code", each.record.code.text())
            .set("state", name_of(each.stone.kind))
            .set("category", said.category)
            .set("title", said.title)
            .set("date", said.date ? Json(said.date->text()) : Json())
            .set("grade", text_of(said.grade))
            .set("filed_at", to_iso8601(each.record.filed_at))
            .set("filed_by", each.record.filed_by);
        if (each.stone.kind == Tombstone::Kind::merged) stone.set("merged_into", each.stone.merged_into.text());
        stones.push(stone.set("reason", each.stone.reason).set("at", to_iso8601(each.stone.at)).set("by", each.stone.actor));
        return {};
    }));
    return sink(Json::object()
                    .set("schema", "fonds-numbers:1")
                    .set("held", std::move(held))
                    .set("tombstones", std::move(stones))
                    .dump_pretty() +
                "\n");
}

Result<void> BagMetadata::write_rules(const ByteReceiver& sink)
{
    TRY_ASSIGN(const auto all, Retaining(archive_).rules(true));
    std::vector<RetentionRule> newest;
    for (const RetentionRule& each : all)
        if ((newest.empty() || newest.back().code != each.code) && (!request_.records || rules_.contains(each.code)))
            newest.push_back(each);
    return sink(rules_csv(newest, false));
}

Result<void> BagMetadata::write_retention(const ByteReceiver& sink)
{
    Retention retention(state_.catalog);
    Holds holds(state_.catalog);
    Json assignments = Json::array(), events = Json::array(), in_force = Json::array();
    TRY_ASSIGN(const auto assigned, retention.assignments());
    for (const RuleAssignment& each : assigned)
        if (!categories_ || categories_->contains(each.category))
            assignments.push(Json::object()
                                 .set("category", each.category)
                                 .set("grade", each.grade ? Json(text_of(*each.grade)) : Json())
                                 .set("type", each.type)
                                 .set("rule", each.rule));
    TRY_ASSIGN(const auto told, retention.events(std::nullopt, false));
    for (const RetentionEvent& each : told)
        if (!request_.records || touched_.contains({each.scope, each.target}))
            events.push(Json::object()
                            .set("trigger", fonds::name_of(each.trigger))
                            .set("day", each.day ? Json(each.day->text()) : Json())
                            .set("scope", fonds::name_of(each.scope))
                            .set("target", each.target)
                            .set("note", each.note)
                            .set("before_papers", each.before_papers));
    // A volume tells of holds record by record.
    std::vector<Hold> standing;
    if (!request_.records) {
        TRY_ASSIGN(standing, holds.list(false));
    }
    for (const Hold& each : standing) {
        TRY_ASSIGN(const auto codes, holds.covered(each.number, most_covered));
        std::vector<std::string> covered;
        for (const auto& code : codes) covered.push_back(code.text());
        in_force.push(Json::object()
                          .set("number", each.number)
                          .set("kind", fonds::name_of(each.kind))
                          .set("reason", each.reason)
                          .set("authority", each.authority)
                          .set("query", each.scope.query)
                          .set("folders", texts(each.scope.folders))
                          .set("parties", texts(each.scope.parties))
                          .set("records", texts(covered))
                          .set("placed_at", to_iso8601(each.placed_at))
                          .set("placed_by", each.placed_by));
    }
    return sink(Json::object()
                    .set("schema", "fonds-retention:1")
                    .set("assignments", std::move(assignments))
                    .set("events", std::move(events))
                    .set("holds", std::move(in_force))
                    .dump_pretty() +
                "\n");
}

}  // namespace fonds
