// SPDX-License-Identifier: GPL-3.0-or-later
// Stock-takes: starting, scanning, closing.
#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/stocktake_count.hpp"
#include "schema/catalog/stocktakes.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/model/stocktake_json.hpp"

namespace fonds {

namespace {

using sqlite::Value;

constexpr std::size_t scans_an_event = 200;

constexpr std::string_view select_stocktake =
    "SELECT id, scope, started_at, started_by, expected, scanned, closed_at, closed_by, counters, lower(hex(digest))"
    " FROM stocktake";

Result<Stocktake> to_stocktake(const sqlite::Rows& row)
{
    Stocktake stocktake;
    stocktake.id = StocktakeId{row.integer(0)};
    stocktake.scope = row.text(1);
    TRY_ASSIGN(stocktake.started_at, parse_instant(row.view(2)));
    stocktake.started_by = row.text(3);
    stocktake.expected = row.integer(4);
    stocktake.scanned = row.integer(5);
    if (!row.is_null(6)) {
        TRY_ASSIGN(stocktake.closed_at, parse_instant(row.view(6)));
    }
    stocktake.closed_by = row.text(7);
    const std::string counters = row.text(8);
    stocktake.first_counter = counters.substr(0, counters.find('\n'));
    if (const auto end = counters.find('\n'); end != std::string::npos) stocktake.second_counter = counters.substr(end + 1);
    stocktake.digest = row.text(9);
    return stocktake;
}

Result<Stocktake> load(CatalogState& state, StocktakeId id)
{
    TRY_ASSIGN(auto rows, state.db.query(std::string(select_stocktake) + " WHERE id = ?1", {raw(id)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (found) return to_stocktake(rows);
    return error(ErrorKind::not_found, say("There is no stock-take {}", "没有编号为 {} 的清点", {raw(id)}))
        .with_hint(say("fonds stocktake list shows them.", "可用 fonds stocktake list 查看。"));
}

Result<Stocktake> load_open(CatalogState& state, StocktakeId id)
{
    TRY_ASSIGN(auto stocktake, load(state, id));
    if (!stocktake.closed_at) return stocktake;
    return error(ErrorKind::refused, say("Stock-take {} is closed", "第 {} 次清点已结束", {raw(id)}))
        .with_hint(say("fonds stocktake start begins another.", "可用 fonds stocktake start 开始新的清点。"));
}

std::string subject_of(StocktakeId id)
{
    return "stocktake " + std::to_string(raw(id));
}

/// The scope as rows and as text.
struct Scope {
    std::int64_t location = 0, category = 0, folder = 0;
    std::string text = "all";
};

Result<Scope> resolve(CatalogState& state, const StocktakeScope& asked)
{
    Scope scope;
    const int said = (asked.location.empty() ? 0 : 1) + (asked.category.empty() ? 0 : 1) + (asked.folder ? 1 : 0);
    if (said > 1)
        return error(ErrorKind::usage, say("A stock-take has one scope", "一次清点只能有一个范围"))
            .with_hint(say("Say a location, a category or a folder.", "请给出库位、门类或案卷之一。"));
    if (!asked.location.empty()) {
        TRY_ASSIGN(const Location location, find_location(state, asked.location));
        scope.location = raw(location.id);
        scope.text = "location " + location.code;
    }
    if (!asked.category.empty()) {
        TRY_ASSIGN(const Category category, find_category(state, asked.category));
        scope.category = raw(category.id);
        scope.text = "category " + category.code;
    }
    if (asked.folder) {
        TRY_ASSIGN(const Folder folder, find_folder(state, asked.folder->category, asked.folder->number));
        scope.folder = raw(folder.id);
        scope.text = "folder " + folder.category_code + "/" + folder.number;
    }
    return scope;
}

Result<void> fix_expected(CatalogState& state, StocktakeId id, const Scope& scope)
{
    constexpr std::string_view insert = "INSERT INTO stocktake_expected (stocktake, record, location, loan) ";
    constexpr std::string_view of_records = "SELECT ?2, record.id, belongs, loan FROM record JOIN record_place"
                                            " ON record_place.record = record.id"
                                            " WHERE record.id NOT IN (SELECT record FROM tombstone) AND ";
    constexpr std::string_view of_location =
        "SELECT ?2, record, belongs, loan FROM record_place WHERE belongs IN (SELECT id FROM below) AND record IN"
        " (SELECT paper.record FROM paper WHERE paper.place IN (SELECT id FROM below) AND paper.record IS NOT NULL"
        " UNION SELECT record.id FROM paper JOIN record ON record.folder = paper.folder"
        " WHERE paper.place IN (SELECT id FROM below)) AND record NOT IN (SELECT record FROM tombstone)";
    const std::string on_paper = " AND record NOT IN (" + std::string(records_without_paper) + ")";
    if (scope.location != 0)
        return state.db.run(std::string(with_below) + std::string(insert) + std::string(of_location) + on_paper,
                            {scope.location, raw(id)});
    const std::string rest = scope.category != 0 ? "record.category = ?1"
                             : scope.folder != 0 ? "record.folder = ?1"
                                                 : "?1 = 0";
    return state.db.run(std::string(insert) + std::string(of_records) + rest + on_paper,
                        {scope.category != 0 ? scope.category : scope.folder, raw(id)});
}

}  // namespace

Stocktakes::Stocktakes(Catalog& catalog) : state_(*catalog.state_) {}

Result<Stocktake> Stocktakes::start(const StocktakeScope& asked, const Stamp& stamp)
{
    Stocktake started;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Scope scope, resolve(state_, asked));
        TRY(state_.db.run("INSERT INTO stocktake (location, category, folder, scope, started_at, started_by)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                          {Value::when(scope.location != 0, scope.location),
                           Value::when(scope.category != 0, scope.category), Value::when(scope.folder != 0, scope.folder),
                           scope.text, to_iso8601(stamp.at), stamp.actor}));
        const StocktakeId id{state_.db.last_row()};
        TRY(fix_expected(state_, id, scope));
        TRY(state_.db.run("UPDATE stocktake SET expected = (SELECT count(*) FROM stocktake_expected WHERE stocktake = ?1)"
                          " WHERE id = ?1",
                          {raw(id)}));
        TRY_ASSIGN(started, load(state_, id));
        if (started.expected == 0)
            return error(ErrorKind::not_found,
                         say("Nothing is expected there: {}", "该范围内没有应在的档案:{}", {scope.text}))
                .with_hint(say("Say first where papers are: fonds place.", "请先登记档案的库位:fonds place。"));
        Json detail = Json::object();
        detail.set("scope", scope.text).set("expected", started.expected);
        TRY(append_event(state_, "stocktake.started", subject_of(id), detail.dump(), stamp));
        return {};
    }));
    return started;
}

Result<void> Stocktakes::scan(StocktakeId id, const std::vector<Scan>& scans, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY(load_open(state_, id));
        const std::string at = to_iso8601(stamp.at);
        std::string code_of_place;
        std::int64_t place = 0;
        Json codes = Json::array();
        const auto tell = [&]() -> Result<void> {
            if (codes.size() == 0) return {};
            Json detail = Json::object();
            detail.set("location", code_of_place).set("codes", std::move(codes));
            codes = Json::array();
            TRY(append_event(state_, "stocktake.scanned", subject_of(id), detail.dump(), stamp));
            return {};
        };
        for (const Scan& scan : scans) {
            if (scan.location != code_of_place || codes.size() >= scans_an_event) TRY(tell());
            if (scan.location != code_of_place) {
                TRY_ASSIGN(place, id_of_location(state_, scan.location));
                code_of_place = scan.location;
            }
            TRY_ASSIGN(const std::string code, clean_name(scan.code, {"Code", "编号"}));
            const auto name = PaperName::parse(code);
            std::int64_t record = 0;
            if (name.ok() && !name->is_folder()) {
                TRY_ASSIGN(record, state_.db.number("SELECT id FROM record WHERE code = ?1", {name->number}));
            }
            const std::string kept = name.ok() ? name->text() : code;
            TRY(state_.db.run(
                "INSERT INTO stocktake_scan (stocktake, code, record, location, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                {raw(id), kept, Value::when(record != 0, record), Value::when(place != 0, place), at}));
            codes.push(kept);
        }
        return tell();
    });
}

Result<SignedReport> Stocktakes::report(StocktakeId id)
{
    return state_.read([&]() -> Result<SignedReport> {
        TRY_ASSIGN(const Stocktake stocktake, load(state_, id));
        SignedReport report;
        if (!stocktake.closed_at) {
            TRY_ASSIGN(report.counts, count(state_, stocktake));
            report.json = encode_report(report.counts).dump();
            return report;
        }
        TRY_ASSIGN(auto rows, state_.db.query("SELECT report FROM stocktake WHERE id = ?1", {raw(id)}));
        TRY_ASSIGN(const bool found, rows.next());
        if (found) report.json = rows.text(0);
        TRY_ASSIGN(report.counts, decode_report(report.json));
        report.counts.stocktake.digest = stocktake.digest;
        return report;
    });
}

Result<SignedReport> Stocktakes::close(StocktakeId id, std::string_view first_counter, std::string_view second_counter,
                                       const Stamp& stamp)
{
    SignedReport report;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(Stocktake stocktake, load_open(state_, id));
        TRY_ASSIGN(stocktake.first_counter, clean_name(first_counter, {"First counter", "清点人"}));
        TRY_ASSIGN(stocktake.second_counter, clean_name(second_counter, {"Second counter", "复核人"}));
        if (stocktake.first_counter == stocktake.second_counter)
            return error(ErrorKind::refused, say("Two people count, and both sign", "清点须由两人进行并分别签名"))
                .with_hint(say("Name another second counter.", "请另填复核人。"));
        stocktake.closed_at = stamp.at;
        stocktake.closed_by = stamp.actor;
        TRY_ASSIGN(report.counts, count(state_, stocktake));
        report.json = encode_report(report.counts).dump();
        const Digest digest = Digest::of(report.json);
        report.counts.stocktake.digest = digest.hex();
        TRY(state_.db.run("UPDATE stocktake SET closed_at = ?2, closed_by = ?3, counters = ?4, report = ?5, digest = ?6"
                          " WHERE id = ?1",
                          {raw(id), to_iso8601(stamp.at), stamp.actor,
                           stocktake.first_counter + "\n" + stocktake.second_counter, report.json, digest}));
        Json detail = Json::object();
        detail.set("counters", Json::array().push(stocktake.first_counter).push(stocktake.second_counter));
        detail.set("digest", digest.hex()).set("expected", stocktake.expected).set("scanned", stocktake.scanned);
        detail.set("found", report.counts.found);
        for (const CountFault fault : count_faults) detail.set(name_of(fault), report.counts.count(fault));
        TRY(append_event(state_, "stocktake.closed", subject_of(id), detail.dump(), stamp));
        return {};
    }));
    return report;
}

Result<Stocktake> Stocktakes::stocktake(StocktakeId id)
{
    return load(state_, id);
}

Result<std::vector<Stocktake>> Stocktakes::list(std::size_t limit, std::size_t offset)
{
    std::vector<Stocktake> all;
    TRY_ASSIGN(auto rows,
               state_.db.query(std::string(select_stocktake) + " ORDER BY id DESC LIMIT ?1 OFFSET ?2", {limit, offset}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(all.emplace_back(), to_stocktake(row));
        return {};
    }));
    return all;
}

}  // namespace fonds
