// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/stocktake_json.hpp"

#include <algorithm>

namespace fonds {

Json encode_report(const CountReport& report)
{
    const Stocktake& stocktake = report.stocktake;
    Json json = Json::object();
    json.set("stocktake", raw(stocktake.id)).set("scope", stocktake.scope);
    json.set("started_at", to_iso8601(stocktake.started_at)).set("started_by", stocktake.started_by);
    json.set("closed_at", stocktake.closed_at ? Json(to_iso8601(*stocktake.closed_at)) : Json());
    json.set("closed_by", stocktake.closed_by);
    Json counters = Json::array();
    if (stocktake.closed_at) counters.push(stocktake.first_counter).push(stocktake.second_counter);
    json.set("counters", std::move(counters));
    json.set("expected", stocktake.expected).set("scanned", stocktake.scanned).set("found", report.found);
    for (const CountFault fault : count_faults) json.set(name_of(fault), report.count(fault));
    Json lines = Json::array();
    for (const CountLine& line : report.lines) {
        Json told = Json::object();
        told.set("fault", name_of(line.fault)).set("code", line.code).set("title", line.title);
        told.set("expected", line.expected).set("found", line.found);
        if (!line.heir.empty()) told.set("merged_into", line.heir);
        lines.push(std::move(told));
    }
    json.set("lines", std::move(lines));
    return json;
}

Result<CountReport> decode_report(std::string_view text)
{
    const auto broken = [] {
        return error(ErrorKind::corrupt, say("The report of a stock-take cannot be read", "无法读取清点报告"));
    };
    const auto json = Json::parse(text);
    if (!json.ok() || !json->has("lines")) return broken();
    CountReport report;
    Stocktake& stocktake = report.stocktake;
    stocktake.id = StocktakeId{json->get("stocktake").number()};
    stocktake.scope = json->get("scope").text();
    TRY_ASSIGN(stocktake.started_at, parse_instant(json->get("started_at").text()));
    stocktake.started_by = json->get("started_by").text();
    if (!json->get("closed_at").is_null()) {
        TRY_ASSIGN(stocktake.closed_at, parse_instant(json->get("closed_at").text()));
    }
    stocktake.closed_by = json->get("closed_by").text();
    stocktake.first_counter = json->get("counters").at(0).text();
    stocktake.second_counter = json->get("counters").at(1).text();
    stocktake.expected = json->get("expected").number();
    stocktake.scanned = json->get("scanned").number();
    report.found = json->get("found").number();
    const Json lines = json->get("lines");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Json line = lines.at(i);
        const std::string name = line.get("fault").text();
        const auto fault = std::ranges::find_if(count_faults, [&](CountFault one) { return name_of(one) == name; });
        if (fault == count_faults.end()) return broken();
        report.lines.push_back({*fault, line.get("code").text(), line.get("title").text(), line.get("expected").text(),
                                line.get("found").text(), line.get("merged_into").text()});
    }
    return report;
}

}  // namespace fonds
