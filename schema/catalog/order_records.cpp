// SPDX-License-Identifier: GPL-3.0-or-later
// What is missing of records, and numbers that do not fit.
#include <algorithm>
#include <map>

#include "schema/catalog/alike_facts.hpp"
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/checking.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/order.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/grade_rule.hpp"

namespace fonds {

namespace {

constexpr std::size_t chunk = 500;
constexpr std::size_t most_named = 5;  // of records that may be one

constexpr std::string_view living = "id NOT IN (SELECT record FROM tombstone)";

/// Each record that is there and of which `lacks` (SQL) is true lacks something.
Result<void> add_lacking(CatalogState& state, std::string_view lacks, const char* kind, const Text& what, const Text& hint,
                         OrderFindings& findings)
{
    const std::string sql =
        "SELECT code FROM record WHERE " + std::string(living) + " AND " + std::string(lacks) + " ORDER BY id";
    TRY_ASSIGN(auto rows, state.db.query(sql));
    return rows.each([&](const sqlite::Rows& row) -> Result<void> {
        findings.add(Severity::note, kind, row.text(0), {fill(what.en, {row.view(0)}), fill(what.zh, {row.view(0)})}, hint);
        return {};
    });
}

/// What a category says of its records, beyond where they belong.
struct Demands {
    std::string code;
    std::vector<GradeRule> rules;
    std::vector<std::string> expects;
};

/// Other names of the parties that have some, by name.
using Aliases = std::map<std::string, std::string>;

Result<Aliases> all_aliases(CatalogState& state)
{
    Aliases all;
    TRY_ASSIGN(auto rows, state.db.query("SELECT party.name, group_concat(party_alias.name, char(10)) FROM party_alias"
                                         " JOIN party ON party.id = party_alias.party GROUP BY party.id"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        all.emplace(row.text(0), row.text(1));
        return {};
    }));
    return all;
}

void add_demands(const Record& record, const Demands& demands, const Aliases& aliases, OrderFindings& findings)
{
    const std::string& code = record.code.text();
    const auto named = aliases.find(record.metadata.party);
    const auto suggested =
        suggest_grade(demands.rules, record.metadata, named == aliases.end() ? std::string_view() : named->second);
    if (suggested && suggested->grade < record.metadata.grade) {
        const Text hint = say("Look at it: fonds edit CODE --grade {}, or leave it as somebody chose.",
                              "请核对:fonds edit 档号 --grade {},或保留人工选择。", {text_of(suggested->grade)});
        Text what;
        what.en =
            fill("{} is of grade {}, and the rules of {} say {}: {}",
                 {code, text_of(record.metadata.grade), demands.code, text_of(suggested->grade), suggested->reason.en});
        what.zh = fill("{} 的重要性为 {},而门类 {} 的规则为 {}:{}", {code, text_of(record.metadata.grade), demands.code,
                                                                     text_of(suggested->grade), suggested->reason.zh});
        findings.add(Severity::note, "order.grade_below_rule", code, std::move(what), hint);
    }
    for (const std::string& name : demands.expects)
        if (!has_expected_paper(record, name))
            findings.add(Severity::warning, "order.paper_absent", code,
                         say("{} has no paper named {}, which records of {} should have", "{} 缺少“{}”(门类 {} 应有)",
                             {code, name, demands.code}),
                         say("Add it: fonds attach CODE FILE.", "请补充:fonds attach 档号 文件。"));
}

Result<std::vector<Demands>> all_demands(CatalogState& state)
{
    std::vector<Demands> all;
    TRY_ASSIGN(auto rows, state.db.query("SELECT code, grade_rules, expects FROM category WHERE grade_rules <> ''"
                                         " OR expects <> '' ORDER BY code"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        Demands demands;
        demands.code = row.text(0);
        TRY_ASSIGN(demands.rules, parse_grade_rules(row.view(1)));
        demands.expects = lines_in(row.view(2));
        all.push_back(std::move(demands));
        return {};
    }));
    return all;
}

}  // namespace

bool has_expected_paper(const Record& record, const std::string& name)
{
    const std::string key = spelling_key(name);
    const auto names_it = [&](const std::string& text) { return spelling_key(text).find(key) != std::string::npos; };
    const auto is_it = [&](const Component& component) {
        const bool part = component.role == ComponentRole::attachment ? key == "附件" || key == "attachment"
                                                                      : key == "原件" || key == "original";
        return part || names_it(to_valid_utf8(component.file_name));
    };
    return names_it(record.metadata.title) || std::ranges::any_of(record.metadata.tags, names_it) ||
           std::ranges::any_of(record.components, is_it);
}

Result<void> add_number_findings(Catalog& catalog, OrderFindings& findings)
{
    TRY_ASSIGN(auto numbers, Numbers(catalog).check());
    for (Finding& each : numbers)
        // Labels that were printed beforehand are no disorder, nor is what old numbers leave open.
        if (each.kind != "number.unused" && (each.kind != "number.open" || each.severity != Severity::note))
            findings.add(each.severity, each.kind, std::move(each.subject), std::move(each.what), each.hint);
    AlikeGroups groups;
    TRY(add_alike_by_facts(catalog, groups));
    for (const AlikeGroup& group : groups.take()) {
        const Text same = text_of(group);
        std::string codes;
        for (std::size_t i = 1; i < group.codes.size() && i <= most_named; ++i)
            codes += (i == 1 ? "" : ", ") + group.codes[i].text();
        if (group.codes.size() > most_named + 1) codes += " …";
        const std::string& first = group.codes.front().text();
        findings.add(Severity::note, "order.same_document", first,
                     {fill("{} may be one with {} ({})", {first, codes, same.en}),
                      fill("{} 与 {} 疑似重复({})", {first, codes, same.zh})},
                     say("Look at them: fonds duplicates --quick; fonds merge makes one of two.",
                         "请核对:fonds duplicates --quick;可用 fonds merge 合并。"));
    }
    return {};
}

Result<void> add_record_findings(CatalogState& state, OrderFindings& findings)
{
    TRY(add_lacking(state, "date IS NULL", "order.no_date", say("{} has no date", "{} 没有日期"),
                    say("Say it: fonds edit CODE --date.", "请补录:fonds edit 档号 --date。"), findings));
    // Not every kind of papers has a party, nor is every kind kept in folders.
    TRY(add_lacking(state,
                    "party IS NULL AND category IN (SELECT category FROM record AS other WHERE other.party IS NOT NULL)",
                    "order.no_party", say("{} has no party", "{} 没有往来单位"),
                    say("Say it: fonds edit CODE --party.", "请补录:fonds edit 档号 --party。"), findings));
    TRY(add_lacking(state, "folder IS NULL AND category IN (SELECT category FROM folder)", "order.no_folder",
                    say("{} is in no folder", "{} 未入案卷"),
                    say("Put it into one: fonds folder move.", "请归入案卷:fonds folder move。"), findings));
    TRY_ASSIGN(const auto all, all_demands(state));
    TRY_ASSIGN(const Aliases aliases, all_aliases(state));
    for (const Demands& demands : all) {
        std::int64_t after = 0;
        for (;;) {
            std::vector<RecordId> ids;
            {
                TRY_ASSIGN(auto rows, state.db.query("SELECT id FROM record WHERE id NOT IN (SELECT record FROM tombstone) "
                                                     "AND category = (SELECT id FROM category WHERE"
                                                     " code = ?1) AND id > ?2 ORDER BY id LIMIT ?3",
                                                     {demands.code, after, chunk}));
                TRY_ASSIGN(ids, ids_in(rows));
            }
            if (ids.empty()) break;
            after = raw(ids.back());
            TRY_ASSIGN(const auto records, load_records(state, ids));
            for (const Record& record : records) add_demands(record, demands, aliases, findings);
        }
    }
    return {};
}

}  // namespace fonds
