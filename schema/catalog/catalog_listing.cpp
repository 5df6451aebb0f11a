// SPDX-License-Identifier: GPL-3.0-or-later
// Listing with filters. SQLite's planner knows no counts here, so we choose how to find the rows: by the filter that has the
// fewest, or by walking the wanted order until enough rows passed the filters.
#include <algorithm>
#include <array>

#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/scheme_lookup.hpp"

namespace fonds {

namespace {

using sqlite::Value;

struct Filter {
    std::string_view column;  ///< of record; empty: the tag filter
    std::string_view index;
    std::int64_t number = 0;   ///< what the column must equal …
    std::string text;          ///< … or this, when not empty
    std::int64_t records = 0;  ///< how many records pass; for a column without a tally, counted up to a limit

    [[nodiscard]] Value value() const { return text.empty() ? Value(number) : Value(text); }
};

/// Rows that are cheaper to fetch and sort than to look for along the order.
std::int64_t worth_sorting(std::int64_t records)
{
    return std::max<std::int64_t>(20'000, records / 4);
}

Result<std::int64_t> count_up_to(CatalogState& state, const Filter& filter, std::int64_t limit)
{
    const std::string rows = filter.column.empty() ? "SELECT 1 FROM record_tag WHERE tag = ?1"
                                                   : "SELECT 1 FROM record INDEXED BY " + std::string(filter.index) +
                                                         " WHERE " + std::string(filter.column) + " = ?1";
    return state.db.number("SELECT count(*) FROM (" + rows + " LIMIT ?2)", {filter.value(), limit});
}

/// The folder of that number; without a category there must be only one.
Result<Folder> sole_folder(CatalogState& state, const ListRequest& request)
{
    if (!request.category.empty()) return find_folder(state, request.category, request.folder);
    std::vector<std::string> categories;
    TRY_ASSIGN(auto rows, state.db.query("SELECT category.code FROM folder JOIN category ON category.id = folder.category"
                                         " WHERE folder.number IN (?1, ?2) LIMIT 2",
                                         {request.folder, canonical_folder_number(request.folder)}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        categories.push_back(row.text(0));
        return {};
    }));
    if (categories.size() == 1) return find_folder(state, categories.front(), request.folder);
    if (categories.empty())
        return error(ErrorKind::not_found, say("There is no folder {}", "没有案卷 {}", {request.folder}))
            .with_hint(say("fonds folder list shows the folders.", "可用 fonds folder list 查看案卷。"))
            .at(request.folder);
    return error(ErrorKind::usage, say("Several categories have a folder {}", "多个门类都有案卷 {}", {request.folder}))
        .with_hint(say("Name the category too.", "请同时指定门类。"));
}

/// What the request asks for, each with its number of records.
Result<std::vector<Filter>> filters_of(CatalogState& state, const ListRequest& request, std::int64_t limit)
{
    std::vector<Filter> filters;
    if (!request.category.empty()) {
        TRY_ASSIGN(const Category category, find_category(state, request.category));
        filters.push_back({"category", "record_by_category", raw(category.id), {}, category.records});
    }
    if (!request.folder.empty()) {
        TRY_ASSIGN(const Folder folder, sole_folder(state, request));
        filters.push_back({"folder", "record_by_folder", raw(folder.id), {}, folder.records});
    }
    if (!request.party.empty()) {
        TRY_ASSIGN(const Party party, find_party(state, request.party));
        filters.push_back({"party", "record_by_party", raw(party.id), {}, party.records});
    }
    if (request.grade) filters.push_back({"grade", "record_by_grade", 0, std::string(text_of(*request.grade)), -1});
    if (request.year) filters.push_back({"year", "record_by_year", *request.year, {}, -1});
    if (!request.tag.empty()) {
        TRY_ASSIGN(auto tag, state.db.number("SELECT id FROM tag WHERE name = ?1", {request.tag}));
        if (tag == 0) {
            TRY_ASSIGN(tag, state.tag_names.find(state.db, request.tag));
        }
        filters.push_back({"", "", tag, {}, -1});
    }
    for (auto& filter : filters) {
        if (filter.records >= 0) continue;
        TRY_ASSIGN(filter.records, count_up_to(state, filter, limit));
    }
    return filters;
}

std::string_view order_by(ListOrder order)
{
    switch (order) {
    case ListOrder::newest: return " ORDER BY record.id DESC";
    // By number and not by text, which puts 10000 before 9999.
    case ListOrder::code: return " ORDER BY sequence.scope, record.serial";
    case ListOrder::date: return " ORDER BY record.date DESC, record.id DESC";  // SQLite sorts what has none last
    case ListOrder::chronological: return " ORDER BY record.date NULLS LAST, record.id";
    }
    return "";
}

/// How the rows are found.
enum class Way {
    by_filter,      ///< through the index of one filter, and sorted when that is not the order
    along_order,    ///< through the index of the order
    along_category  ///< through the numbers of one category
};

struct Plan {
    std::string sql;
    std::vector<const Filter*> bound;  ///< in the order of the parameters
};

/// CROSS JOIN keeps SQLite from another order of the loops; ?1 is the value of `driver`.
std::string source_of(Way way, const Filter* driver, ListOrder order)
{
    constexpr const char* by_number = "sequence CROSS JOIN record INDEXED BY ";
    if (way == Way::along_category)
        return std::string(by_number) +
               "record_by_category_number ON record.sequence = sequence.id AND record.category = ?1";
    if (way == Way::along_order && order == ListOrder::code)
        return std::string(by_number) + "record_by_number ON record.sequence = sequence.id";
    if (way == Way::along_order) return "record";
    std::string source = driver->column.empty()
                             ? "record_tag CROSS JOIN record ON record_tag.tag = ?1 AND record.id = record_tag.record"
                             : "record INDEXED BY " + std::string(driver->index);
    if (order == ListOrder::code) source += " CROSS JOIN sequence ON sequence.id = record.sequence";
    return source;
}

/// A unary plus keeps the planner from the index of a column.
Plan plan_of(Way way, const std::vector<Filter>& filters, const Filter* driver, ListOrder order)
{
    Plan plan;
    constexpr std::string_view there = " AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.record = record.id)";
    std::string where = " WHERE 1";
    if (driver != nullptr) {
        plan.bound.push_back(driver);
        if (!driver->column.empty()) where = " WHERE record." + std::string(driver->column) + " = ?1";
    }
    for (const auto& filter : filters) {
        if (&filter == driver) continue;
        plan.bound.push_back(&filter);
        const std::string parameter = "?" + std::to_string(plan.bound.size());
        where += filter.column.empty() ? " AND EXISTS (SELECT 1 FROM record_tag AS has WHERE has.tag = " + parameter +
                                             " AND has.record = record.id)"
                                       : " AND +record." + std::string(filter.column) + " = " + parameter;
    }
    where += there;
    const bool by_tag = driver != nullptr && driver->column.empty() && order == ListOrder::newest;
    plan.sql = "SELECT record.id FROM " + source_of(way, driver, order) + where +
               (by_tag ? " ORDER BY record_tag.record DESC" : std::string(order_by(order))) + " LIMIT ?9 OFFSET ?10";
    return plan;
}

using Bound = std::array<Value, 8>;

/// Six filters at most; unused parameters stay null.
Bound values_of(const Plan& plan)
{
    Bound bound{nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
    for (std::size_t i = 0; i < plan.bound.size(); ++i) bound.at(i) = plan.bound[i]->value();
    return bound;
}

/// `records` is the number of all records.
Plan choose(const std::vector<Filter>& filters, ListOrder order, std::int64_t records)
{
    if (filters.empty()) return plan_of(Way::along_order, filters, nullptr, order);
    const Filter& fewest = *std::ranges::min_element(filters, {}, &Filter::records);
    // Every filter's index is in the order of ids, so the newest need no sorting.
    const bool sorts_well = order == ListOrder::newest || fewest.records <= worth_sorting(records);
    const Filter& first = filters.front();
    if (order == ListOrder::code && first.column == "category" && (&first == &fewest || !sorts_well))
        return plan_of(Way::along_category, filters, &first, order);
    if (sorts_well) return plan_of(Way::by_filter, filters, &fewest, order);
    return plan_of(Way::along_order, filters, nullptr, order);
}

}  // namespace

Result<std::vector<Record>> Catalog::list(const ListRequest& request)
{
    return state_->read([&]() -> Result<std::vector<Record>> {
        TRY_ASSIGN(const auto all, state_->db.number("SELECT value FROM tally WHERE name = 'records'"));
        TRY_ASSIGN(const auto filters, filters_of(*state_, request, worth_sorting(all) + 1));
        const Plan plan = choose(filters, request.order, all);
        const Bound bound = values_of(plan);
        TRY_ASSIGN(auto rows, state_->db.query(plan.sql, {bound[0], bound[1], bound[2], bound[3], bound[4], bound[5],
                                                          bound[6], bound[7], request.limit, request.offset}));
        TRY_ASSIGN(const auto ids, ids_in(rows));
        return load_records(*state_, ids);
    });
}

Result<std::int64_t> Catalog::count(const ListRequest& request)
{
    return state_->read([&]() -> Result<std::int64_t> {
        TRY_ASSIGN(const auto all, state_->db.number("SELECT value FROM tally WHERE name = 'records'"));
        TRY_ASSIGN(const auto filters, filters_of(*state_, request, worth_sorting(all) + 1));
        if (filters.empty()) return all;
        const Filter& fewest = *std::ranges::min_element(filters, {}, &Filter::records);
        const Plan plan = plan_of(Way::by_filter, filters, &fewest, ListOrder::newest);
        const Bound bound = values_of(plan);
        constexpr std::int64_t no_limit = -1;
        return state_->db.number(
            "SELECT count(*) FROM (" + plan.sql + ")",
            {bound[0], bound[1], bound[2], bound[3], bound[4], bound[5], bound[6], bound[7], no_limit, 0});
    });
}

}  // namespace fonds
