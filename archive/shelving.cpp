// SPDX-License-Identifier: GPL-3.0-or-later
// Locations, and the air of the store.
#include "archive/local_time.hpp"
#include "archive/placing.hpp"
#include "archive/state.hpp"
#include "schema/catalog/places.hpp"

namespace fonds {

namespace {

/// What a person says of when it was; nothing: now.
Result<Instant> time_of(std::string_view said, const Stamp& now, int time_zone_minutes)
{
    if (said.empty()) return now.at;
    return parse_local_time(said, time_zone_minutes);
}

}  // namespace

Result<std::vector<Location>> Placing::add(const NewLocation& location)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Places(state_.catalog).add(location, state_.stamp());
}

Result<Location> Placing::edit(std::string_view code, const LocationEdit& edit)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Places(state_.catalog).edit(code, edit, state_.stamp());
}

Result<Location> Placing::move(std::string_view code, std::string_view parent)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Places(state_.catalog).move(code, parent, state_.stamp());
}

Result<Location> Placing::location(std::string_view code)
{
    return Places(state_.catalog).location(code);
}

Result<std::vector<Location>> Placing::locations(std::string_view under)
{
    return Places(state_.catalog).locations(under);
}

Result<ClimateReading> Placing::add_climate(ClimateReading reading, std::string_view when)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const Stamp stamp = state_.stamp();
    TRY_ASSIGN(reading.at, time_of(when, stamp, state_.config.time_zone_minutes));
    if (reading.reader.empty()) reading.reader = stamp.actor;
    return Places(state_.catalog).add_climate(reading, stamp);
}

Result<std::vector<ClimateReading>> Placing::climate(std::string_view under, Readings which, std::size_t limit,
                                                     std::size_t offset)
{
    return Places(state_.catalog).climate(under, which, limit, offset);
}

Result<void> Placing::add_incident(Incident incident, std::string_view when)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const Stamp stamp = state_.stamp();
    TRY_ASSIGN(incident.at, time_of(when, stamp, state_.config.time_zone_minutes));
    if (incident.reader.empty()) incident.reader = stamp.actor;
    return Places(state_.catalog).add_incident(incident, stamp);
}

Result<std::vector<Incident>> Placing::incidents(std::string_view under, std::size_t limit, std::size_t offset)
{
    return Places(state_.catalog).incidents(under, limit, offset);
}

}  // namespace fonds
