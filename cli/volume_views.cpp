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
