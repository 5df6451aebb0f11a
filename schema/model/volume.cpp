// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/volume.hpp"

#include <array>

namespace fonds {

namespace {

constexpr std::array<std::string_view, 3> copy_states{"good", "missing", "damaged"};

}  // namespace

std::string_view name_of(CopyState state)
{
    return copy_states.at(static_cast<std::size_t>(state));
}

std::optional<CopyState> copy_state(std::string_view name)
{
    for (std::size_t i = 0; i < copy_states.size(); ++i)
        if (copy_states.at(i) == name) return static_cast<CopyState>(i);
    return std::nullopt;
}

Text text_of(CopyState state)
{
    switch (state) {
    case CopyState::good: return say("good", "完好");
    case CopyState::missing: return say("missing", "缺失");
    case CopyState::damaged: return say("DAMAGED", "损坏");
    }
    return {};
}

Text text_of(const VolumeCopy& copy)
{
    switch (copy.sight) {
    case CopySight::out_of_reach: return say("out of reach", "无法访问");
    case CopySight::back: return say("there again, not verified", "已重新出现,尚未校验");
    case CopySight::as_known: break;
    }
    return text_of(copy.state);
}

}  // namespace fonds
