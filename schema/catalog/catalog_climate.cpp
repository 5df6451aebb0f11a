// SPDX-License-Identifier: GPL-3.0-or-later
// The store: what the air is like, and what happened.
#include <algorithm>
#include <map>

#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

// The extremes of the 24 hours before are those that drift is measured against.
constexpr std::string_view select_reading =
    "SELECT location.code, climate.at, temperature, humidity, reader, location.id,"
    " (SELECT max(abs(other.temperature - climate.temperature)) FROM climate AS other WHERE other.location = "
    "climate.location"
    "  AND other.at < climate.at AND other.at >= strftime('%Y-%m-%dT%H:%M:%fZ', climate.at, '-1 day')),"
    " (SELECT max(abs(other.humidity - climate.humidity)) FROM climate AS other WHERE other.location = climate.location"
    "  AND other.at < climate.at AND other.at >= strftime('%Y-%m-%dT%H:%M:%fZ', climate.at, '-1 day'))"
    " FROM climate JOIN location ON location.id = climate.location";

/// The limits that hold at each location, looked up once.
class Limits {
public:
    explicit Limits(CatalogState& state) : state_(state) {}

    Result<std::string> of(std::int64_t location)
    {
        if (const auto known = known_.find(location); known != known_.end()) return known->second;
        std::string name;
        std::int64_t parent = 0;
        {
            TRY_ASSIGN(auto rows,
                       state_.db.query("SELECT climate, coalesce(parent, 0) FROM location WHERE id = ?1", {location}));
            TRY_ASSIGN(const bool found, rows.next());
            if (found) {
                name = rows.text(0);
                parent = rows.integer(1);
            }
        }
        if (name.empty() && parent != 0) {
            TRY_ASSIGN(name, of(parent));
        }
        if (name.empty()) name = climate_table.front().name;
        known_[location] = name;
        return name;
    }

private:
    CatalogState& state_;
    std::map<std::int64_t, std::string> known_;
};

Result<ClimateReading> to_reading(const sqlite::Rows& row, Limits& limits)
{
    ClimateReading reading;
    reading.location = row.text(0);
    TRY_ASSIGN(reading.at, parse_instant(row.view(1)));
    reading.temperature = static_cast<int>(row.integer(2));
    reading.humidity = static_cast<int>(row.integer(3));
    reading.reader = row.text(4);
    TRY_ASSIGN(reading.climate, limits.of(row.integer(5)));
    const ClimateLimits& right = climate_limits(reading.climate);
    const auto tell = [&](bool wrong, ClimateFault fault) {
        if (wrong) reading.faults.push_back(fault);
    };
    tell(reading.temperature < right.coldest, ClimateFault::cold);
    tell(reading.temperature > right.hottest, ClimateFault::hot);
    tell(reading.humidity < right.driest, ClimateFault::dry);
    tell(reading.humidity > right.dampest, ClimateFault::damp);
    tell(row.integer(6) > most_temperature_drift, ClimateFault::temperature_drift);
    tell(row.integer(7) > most_humidity_drift, ClimateFault::humidity_drift);
    return reading;
}

Result<void> check_time(Instant at, const Stamp& stamp)
{
    if (at <= stamp.at) return {};
    return error(ErrorKind::usage, say("{} is in the future", "{} 尚未到来", {to_iso8601(at)}));
}

}  // namespace

Result<ClimateReading> Places::add_climate(const ClimateReading& reading, const Stamp& stamp)
{
    ClimateReading told;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Location location, find_location(state_, reading.location));
        TRY(check_time(reading.at, stamp));
        TRY_ASSIGN(const std::string reader, clean_name(reading.reader, {"Reader", "读数人"}));
        if (reading.temperature < -500 || reading.temperature > 700 || reading.humidity < 0 || reading.humidity > 1000)
            return error(ErrorKind::usage,
                         say("{} °C and {} % cannot be the air of a store", "温度 {} ℃、相对湿度 {}% 不可能是库房的读数",
                             {text_of_tenths(reading.temperature), text_of_tenths(reading.humidity)}))
                .with_hint(say("Degrees from -50 to 70, percent from 0 to 100.", "温度 -50 至 70 ℃,湿度 0 至 100%。"));
        const std::string at = to_iso8601(reading.at);
        TRY_ASSIGN(const auto known,
                   state_.db.number("SELECT 1 FROM climate WHERE location = ?1 AND at = ?2", {raw(location.id), at}));
        if (known != 0)
            return error(ErrorKind::duplicate,
                         say("{} has a reading of {} already", "{} 在 {} 已有读数", {location.code, at}))
                .at(location.code);
        TRY(state_.db.run("INSERT INTO climate (location, at, temperature, humidity, reader) VALUES (?1, ?2, ?3, ?4, ?5)",
                          {raw(location.id), at, reading.temperature, reading.humidity, reader}));
        const auto row = state_.db.last_row();
        Json detail = Json::object();
        detail.set("at", at).set("temperature", text_of_tenths(reading.temperature));
        detail.set("humidity", text_of_tenths(reading.humidity)).set("reader", reader);
        TRY(append_event(state_, "climate.read", location.code, detail.dump(), stamp));
        Limits limits(state_);
        TRY_ASSIGN(auto rows, state_.db.query(std::string(select_reading) + " WHERE climate.id = ?1", {row}));
        TRY_ASSIGN(const bool found, rows.next());
        if (found) {
            TRY_ASSIGN(told, to_reading(rows, limits));
        }
        return {};
    }));
    return told;
}

Result<std::vector<ClimateReading>> Places::climate(std::string_view under, Readings which, std::size_t limit,
                                                    std::size_t offset)
{
    return state_.read([&]() -> Result<std::vector<ClimateReading>> {
        TRY_ASSIGN(const std::int64_t top, id_of_location(state_, under));
        std::vector<ClimateReading> all;
        Limits limits(state_);
        TRY_ASSIGN(auto rows, state_.db.query(std::string(with_below) + std::string(select_reading) +
                                                  " WHERE ?1 = 0 OR climate.location IN (SELECT id FROM below)"
                                                  " ORDER BY climate.at DESC, climate.id DESC",
                                              {top}));
        std::size_t passed = 0;
        while (all.size() < limit) {
            TRY_ASSIGN(const bool more, rows.next());
            if (!more) break;
            TRY_ASSIGN(auto reading, to_reading(rows, limits));
            // What a limit is depends on the location and those around it: the query cannot leave out the others.
            if (which == Readings::faulty && reading.faults.empty()) continue;
            if (passed++ >= offset) all.push_back(std::move(reading));
        }
        return all;
    });
}

Result<void> Places::add_incident(const Incident& incident, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Location location, find_location(state_, incident.location));
        TRY(check_time(incident.at, stamp));
        if (std::ranges::find(incident_kinds, incident.kind) == incident_kinds.end())
            return error(ErrorKind::usage,
                         say("There is no kind of incident called {}", "没有名为 {} 的事件类别", {incident.kind}))
                .with_hint(say("Known: pest, water, fire, light, dust, theft, other.",
                               "可用:pest、water、fire、light、dust、theft、other。"));
        TRY_ASSIGN(const std::string text, clean_text(incident.text, {"Text", "情况说明"}));
        if (text.empty()) return error(ErrorKind::usage, say("It is not said what happened", "未说明发生了什么"));
        TRY_ASSIGN(const std::string reader, clean_name(incident.reader, {"Reader", "记录人"}));
        const std::string at = to_iso8601(incident.at);
        TRY(state_.db.run("INSERT INTO incident (location, at, kind, text, reader) VALUES (?1, ?2, ?3, ?4, ?5)",
                          {raw(location.id), at, incident.kind, text, reader}));
        Json detail = Json::object();
        detail.set("at", at).set("kind", incident.kind).set("text", text).set("reader", reader);
        TRY(append_event(state_, "incident.noted", location.code, detail.dump(), stamp));
        return {};
    });
}

Result<std::vector<Incident>> Places::incidents(std::string_view under, std::size_t limit, std::size_t offset)
{
    return state_.read([&]() -> Result<std::vector<Incident>> {
        TRY_ASSIGN(const std::int64_t top, id_of_location(state_, under));
        std::vector<Incident> all;
        TRY_ASSIGN(auto rows,
                   state_.db.query(std::string(with_below) +
                                       "SELECT location.code, incident.at, incident.kind, incident.text, incident.reader"
                                       " FROM incident JOIN location ON location.id = incident.location"
                                       " WHERE ?1 = 0 OR incident.location IN (SELECT id FROM below)"
                                       " ORDER BY incident.at DESC, incident.id DESC LIMIT ?2 OFFSET ?3",
                                   {top, limit, offset}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            Incident& incident = all.emplace_back();
            incident.location = row.text(0);
            TRY_ASSIGN(incident.at, parse_instant(row.view(1)));
            incident.kind = row.text(2);
            incident.text = row.text(3);
            incident.reader = row.text(4);
            return {};
        }));
        return all;
    });
}

}  // namespace fonds
