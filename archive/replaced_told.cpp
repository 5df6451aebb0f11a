// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/replaced_told.hpp"

#include <algorithm>
#include <optional>

#include "archive/cooling.hpp"
#include "archive/copy_owner.hpp"
#include "archive/sealing.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

namespace {

/// Those that its list names; none when no copy can be read.
std::optional<std::set<std::string>> codes_of(Archive::State& state, const Volume& volume, const std::string& key)
{
    for (const VolumeCopy& copy : volume.copies) {
        auto codes =
            codes_in_volume(*state.environment.files, volume_path(state.layout, copy.place, volume.name), volume.name, key);
        if (codes.ok()) return std::move(*codes);
    }
    return std::nullopt;
}

/// What lives here of a volume: by its list, or by its files where that cannot be read.
Result<std::set<std::string>> living_of(Archive::State& state, const Volume& volume, const std::string& key)
{
    std::set<std::string> living;
    const auto add = [&](const ReferenceCode& code) -> Result<void> {
        TRY_ASSIGN(const auto stone, Numbers(state.catalog).tombstone(code));
        if (!stone && state.catalog.record(code).ok()) living.insert(code.text());
        return {};
    };
    if (const auto listed = codes_of(state, volume, key)) {
        for (const auto& text : *listed) {
            TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(text));
            TRY(add(code));
        }
        return living;
    }
    TRY_ASSIGN(const auto ids, Volumes(state.catalog).records_in(volume.name));
    TRY_ASSIGN(const auto records, state.catalog.records(ids));
    for (const Record& record : records) TRY(add(record.code));
    return living;
}

}  // namespace

VolumeSays says_of_volume(Archive::State& state, const Volume& volume)
{
    for (const VolumeCopy& copy : volume.copies)
        if (const auto info =
                bag_info_in(*state.environment.files, volume_path(state.layout, copy.place, volume.name), volume.name))
            return volume_says(*info);
    return {};
}

Result<void> tell_of_replaced(Archive::State& state, const Successor& successor, AdoptReport& report)
{
    const auto is_replaced = [&](const std::string& name) {
        return std::ranges::find(successor.says.replaced, name) != successor.says.replaced.end();
    };
    TRY_ASSIGN(const auto volumes, Volumes(state.catalog).list(false));
    for (const Volume& old : volumes) {
        if (old.name == successor.name || !is_replaced(old.name)) continue;
        // One of which no copy can be read is taken for the one that is meant.
        if (const VolumeSays says = says_of_volume(state, old); says.is_volume() && says.archive != successor.says.archive)
            continue;
        TRY_ASSIGN(auto living, living_of(state, old, successor.key));
        for (const auto& code : successor.codes) living.erase(code);
        for (const Volume& other : volumes) {
            if (living.empty()) break;
            if (other.name == old.name || other.name == successor.name || is_replaced(other.name) ||
                !is_sealed_later(other.name, to_iso8601(other.sealed_at), old.name, to_iso8601(old.sealed_at)))
                continue;
            if (const auto codes = codes_of(state, other, successor.key))
                for (const auto& code : *codes) living.erase(code);
        }
        for (const auto& text : living) {
            TRY_ASSIGN(ReferenceCode code, ReferenceCode::parse(text));
            Error problem =
                error(ErrorKind::refused,
                      say("{} is here by {} alone, and {} tells that this was replaced: the record may have been "
                          "destroyed or handed over since",
                          "{} 仅由 {} 入库,而 {} 载明该卷已被替换:该档案可能此后已销毁或移交",
                          {text, old.name, successor.name}))
                    .with_hint(say("Adopt the later volumes that there are. If it is in none of them, find out what "
                                   "became of it, and end it here: fonds case draft; then fonds volume rewrite {}.",
                                   "请先接收其余较晚的卷;若均不含该件,请查明去向并在本库处置(fonds case draft),"
                                   "然后执行 fonds volume rewrite {}。",
                                   {old.name}));
            report.problems.push_back({std::move(code), std::move(problem)});
        }
    }
    return {};
}

}  // namespace fonds
