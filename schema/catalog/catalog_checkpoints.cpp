// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/checkpoints.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::string_view select_checkpoint = "SELECT sequence, at, key, signature FROM log_checkpoint ORDER BY sequence";

template <std::size_t size>
std::string_view view(const std::array<std::uint8_t, size>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), size};
}

template <std::size_t size>
Result<void> take(std::string_view stored, std::array<std::uint8_t, size>& bytes)
{
    if (stored.size() != size) return error(ErrorKind::corrupt, say("A checkpoint has an odd size", "检查点长度有误"));
    std::ranges::copy(stored, bytes.begin());
    return {};
}

Result<Checkpoint> to_checkpoint(const sqlite::Rows& row)
{
    Checkpoint checkpoint;
    checkpoint.sequence = row.integer(0);
    TRY_ASSIGN(checkpoint.at, parse_instant(row.view(1)));
    TRY(take(row.view(2), checkpoint.key.bytes));
    TRY(take(row.view(3), checkpoint.signature.bytes));
    return checkpoint;
}

}  // namespace

Checkpoints::Checkpoints(Catalog& catalog) : state_(*catalog.state_) {}

Result<void> Checkpoints::add(const Checkpoint& checkpoint, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const auto there,
                   state_.db.number("SELECT count(*) FROM log_checkpoint WHERE sequence = ?1", {checkpoint.sequence}));
        if (there != 0)
            return error(ErrorKind::duplicate, say("Event {} is signed already", "第 {} 条已签名", {checkpoint.sequence}));
        const Json detail = std::move(Json::object().set("key", checkpoint.key.hex()));
        TRY(append_event(state_, "log.signed", std::to_string(checkpoint.sequence), detail.dump(), stamp));
        return state_.db.run("INSERT INTO log_checkpoint (sequence, at, key, signature) VALUES (?1, ?2, ?3, ?4)",
                             {checkpoint.sequence, to_iso8601(checkpoint.at),
                              sqlite::Value::blob(view(checkpoint.key.bytes)),
                              sqlite::Value::blob(view(checkpoint.signature.bytes))});
    });
}

Result<std::vector<Checkpoint>> Checkpoints::list()
{
    std::vector<Checkpoint> all;
    TRY_ASSIGN(auto rows, state_.db.query(select_checkpoint));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(auto checkpoint, to_checkpoint(row));
        all.push_back(checkpoint);
        return {};
    }));
    return all;
}

Result<std::optional<Checkpoint>> Checkpoints::last()
{
    TRY_ASSIGN(auto rows, state_.db.query(std::string(select_checkpoint) + " DESC LIMIT 1"));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<Checkpoint>();
    TRY_ASSIGN(auto checkpoint, to_checkpoint(rows));
    return std::optional(checkpoint);
}

}  // namespace fonds
