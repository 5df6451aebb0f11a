// SPDX-License-Identifier: GPL-3.0-or-later
// What every kind of frame is made with.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "indexer/extract/protocol.hpp"
#include "indexer/extract/wire.hpp"

namespace fonds::protocol {

/// Header and body.
[[nodiscard]] std::string frame(FrameType type, WireWriter body);

/// 0 or 1, or the reader goes bad.
[[nodiscard]] bool flag(WireReader& reader);

template <class T>
[[nodiscard]] std::optional<T> if_finished(const WireReader& reader, T&& value)
{
    if (!reader.finished()) return std::nullopt;
    return std::forward<T>(value);
}

}  // namespace fonds::protocol
