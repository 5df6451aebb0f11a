// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows when bytes were last proven. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/scrub.hpp"

namespace fonds {

struct CatalogState;

/// Lives no longer than its catalog.
class FixityBook {
public:
    explicit FixityBook(Catalog& catalog);

    /// Hot bytes that were last proven on or before the moment of their grade (A, B, C; the highest of their records), those
    /// first for which that is longest ago. Bytes count as proven when they were filed.
    [[nodiscard]] Result<std::vector<DueObject>> due(const std::array<Instant, 3>& before);
    /// Volumes with a copy that was last looked at on or before the moment of the highest grade in them, likewise, and those
    /// with a copy that is not good. A missing copy is none that could be looked at.
    [[nodiscard]] Result<std::vector<DueVolume>> due_volumes(const std::array<Instant, 3>& before);
    /// When the first of them is due that is not: days by grade. `objects` false: of volumes alone. None: there is nothing.
    [[nodiscard]] Result<std::optional<Instant>> next_due(const std::array<int, 3>& days, bool objects);
    /// By name, of one volume or (empty) of all, replaced ones too; days by grade.
    [[nodiscard]] Result<std::map<std::string, VolumeHealth>> volume_health(std::string_view name,
                                                                            const std::array<int, 3>& days, Instant now);
    /// Keeps what was found; event object.damaged or object.repaired for what is not simply whole.
    [[nodiscard]] Result<void> set(const std::vector<ScrubbedObject>& found, const Stamp& stamp);
    [[nodiscard]] Result<FixitySummary> summary();

private:
    CatalogState& state_;
};

}  // namespace fonds
