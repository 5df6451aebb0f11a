// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes that lie for years: their copies are proven, mended, moved, written anew. Private to the facade; call with the
// cold lock held, and while nobody destroys.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/copies_ahead.hpp"
#include "archive/sealing.hpp"

namespace fonds {

/// See Cooling::verify. `digests`: what was read of copies just now; the others are read.
[[nodiscard]] Result<std::vector<CopyReport>> care_for_copies(Archive::State& state, const std::string& name,
                                                              const ByteProgress& go_on,
                                                              const CopyDigests* digests = nullptr);
/// Of the copies of a volume that can be read, by place.
[[nodiscard]] Result<std::map<std::string, std::string>> paths_of_copies(Archive::State& state, const Volume& volume);
/// ErrorKind::refused for whoever wants the files of a volume that was replaced: since when, and by which.
[[nodiscard]] Error was_replaced(Archive::State& state, const std::string& name);
/// See Cooling::rewrite; `why` is for the log. Done again after it broke off, it goes on: what was sealed meanwhile is not
/// sealed again.
[[nodiscard]] Result<std::optional<Volume>> rewrite_volumes(Archive& archive, Archive::State& state,
                                                            const std::vector<std::string>& names, std::string_view why,
                                                            const ByteProgress& go_on);
/// See Cooling::move.
[[nodiscard]] Result<Volume> move_volume(Archive::State& state, std::string_view name, std::string_view from,
                                         const std::string& to, const ByteProgress& go_on);

}  // namespace fonds
