// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/holding.hpp"

#include "archive/list_text.hpp"
#include "archive/state.hpp"
#include "schema/catalog/holds.hpp"

namespace fonds {

namespace {

Result<std::vector<RecordId>> found_by(Archive::State& state, std::string_view query)
{
    TRY_ASSIGN(const Query parsed, Query::parse(query));
    TRY_ASSIGN(const auto reader, state.index->reader());
    return reader->matching(parsed);
}

}  // namespace

Result<std::int64_t> join_standing_holds(Archive::State& state)
{
    Holds holds(state.catalog);
    TRY_ASSIGN(const auto queries, holds.standing_queries());
    std::int64_t joined = 0;
    for (const auto& [number, query] : queries) {
        TRY_ASSIGN(const auto found, found_by(state, query));
        TRY_ASSIGN(const auto some, holds.join(number, found, state.stamp()));
        joined += some;
    }
    return joined;
}

Result<Hold> Holding::place(Hold wanted, std::string_view list)
{
    TRY_ASSIGN(const auto listed, parse_scans(list));
    for (const ScannedCode& one : listed) {
        auto code = ReferenceCode::parse(one.text);
        if (!code.ok()) return Error(std::move(code).error()).at(std::to_string(one.line));
        wanted.scope.records.push_back(std::move(*code));
    }
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    std::vector<RecordId> found;
    if (!wanted.scope.query.empty()) {
        TRY_ASSIGN(found, found_by(state_, wanted.scope.query));
    }
    Holds holds(state_.catalog);
    TRY_ASSIGN(const std::string number, holds.place(wanted, found, state_.stamp()));
    return holds.hold(number);
}

Date Holding::day_of(Instant at) const
{
    return Date::of(at, state_.config.time_zone_minutes);
}

Result<Hold> Holding::release(std::string_view number, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Holds holds(state_.catalog);
    TRY(holds.release(number, reason, state_.stamp()));
    return holds.hold(number);
}

Result<Hold> Holding::hold(std::string_view number)
{
    return Holds(state_.catalog).hold(number);
}

Result<std::vector<Hold>> Holding::list(bool released_too)
{
    return Holds(state_.catalog).list(released_too);
}

Result<std::vector<ReferenceCode>> Holding::covered(std::string_view number, std::size_t limit)
{
    return Holds(state_.catalog).covered(number, limit);
}

Result<std::vector<std::string>> Holding::over(const ReferenceCode& code)
{
    return Holds(state_.catalog).over(code);
}

Result<std::int64_t> Holding::review()
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return join_standing_holds(state_);
}

}  // namespace fonds
