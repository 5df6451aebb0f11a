// SPDX-License-Identifier: GPL-3.0-or-later
// Records that were one when they were sealed are made so again in the last step of an adoption. Before they come in as two,
// a file in staging/ says which; a run that was killed leaves it for the next adoption, import or repair. Private to the
// facade.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/state.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

using Merges = std::vector<std::pair<ReferenceCode, ReferenceCode>>;  ///< each with the record that it is part of

/// Durable when it returns; gives the file.
[[nodiscard]] Result<std::string> leave_merges(Archive::State& state, const Merges& merges);

struct MergesLeft {
    std::vector<std::string> files;  ///< to be removed when it is done
    Merges merges;
};
/// What runs left; with the cold lock held all of them are gone.
[[nodiscard]] Result<MergesLeft> merges_left(Archive::State& state);
[[nodiscard]] Result<void> forget_merges(Archive::State& state, const std::vector<std::string>& files);

struct MergesFinished {
    std::size_t runs = 0;            ///< of which something was left
    std::size_t still_left = 0;      ///< pairs that could not be merged; a file in staging/ keeps them
    std::optional<Error> problem{};  ///< of the first of them
};
/// Does what was left, as far as both records are here and apart. Not to be called by who has the cold lock:
/// ErrorKind::locked while somebody has.
[[nodiscard]] Result<MergesFinished> finish_merges(Archive& archive, Archive::State& state, Archive::State::Turn turn,
                                                   WorkObserver& observer);

}  // namespace fonds
