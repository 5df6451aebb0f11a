// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/volume_views.hpp"

namespace fonds::cli {

Json json_of(const Volume& volume)
{
    Json copies = Json::array();
    for (const auto& copy : volume.copies)
        copies.push(Json::object()
                        .set("place", copy.place)
                        .set("state", copy.sight == CopySight::back ? "unverified" : name_of(copy.state))
                        .set("out_of_reach", copy.sight == CopySight::out_of_reach)
                        .set("verified_at", to_iso8601(copy.verified_at)));
    return std::move(Json::object()
                         .set("name", volume.name)
                         .set("state", volume.replaced ? "replaced" : "sealed")
                         .set("sealed_at", to_iso8601(volume.sealed_at))
                         .set("size", volume.size)
                         .set("digest", volume.digest.hex())
                         .set("previous", volume.previous ? Json(volume.previous->hex()) : Json())
                         .set("files", volume.members)
                         .set("bytes", volume.bytes)
                         .set("encrypted", volume.encrypted)
                         .set("parity", volume.parity)
                         .set("copies", std::move(copies)));
}

Json json_of(const std::optional<MendedBytes>& one)
{
    if (!one) return {};
    Json json = Json::object().set("at", to_iso8601(one->at)).set(one->of_volume ? "volume" : "digest", one->subject);
    if (one->of_volume) json.set("place", one->place).set("from", one->from);
    return json;
}

Json json_of(const Volume& volume, const VolumeHealth& health)
{
    return std::move(json_of(volume)
                         .set("verified_at", health.verified ? Json(to_iso8601(*health.verified)) : Json())
                         .set("next_due", health.next_due ? Json(to_iso8601(*health.next_due)) : Json())
                         .set("repairs", health.repairs)
                         .set("last_repair", json_of(health.last_repair)));
}

Text text_of(const Output& output, const MendedBytes& one)
{
    const std::string day = to_iso8601(one.at).substr(0, 10);
    if (!one.of_volume) return say("{} objects/{}…", "{} objects/{}…", {day, one.subject.substr(0, 12)});
    const std::string place = one.place.empty() ? "volumes/" : output.shown(one.place);
    return say("{} {} {}, {}", "{} {} {},{}", {day, one.subject, place, repair_text(output.shown(one.from))});
}

Text repair_text(const std::string& from)
{
    if (from == "parity") return say("repaired by parity", "已由校验数据修复");
    if (from == "copies") return say("put together from the damaged copies", "已由各损坏副本互补修复");
    if (from == "itself") return say("parity made anew", "校验数据已重新生成");
    return say("replaced from {}", "已由 {} 替换", {from});
}

Text counted(std::int64_t count, std::string_view one, std::string_view many, std::string_view zh)
{
    const std::string number = std::to_string(count);
    return {number + " " + std::string(count == 1 ? one : many), number + " " + std::string(zh)};
}

std::string place_text(const VolumeCopy& copy)
{
    return copy.place.empty() ? std::string("volumes/") : copy.place;
}

}  // namespace fonds::cli
