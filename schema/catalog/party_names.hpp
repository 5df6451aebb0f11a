// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// In the detail of a renaming: the number of records whose history tells it. Older renamings have none and told nobody.
inline constexpr std::string_view renamed_in = "renamed_in";

inline constexpr std::int64_t end_of_log = std::numeric_limits<std::int64_t>::max();

/// Which party a name meant when an event was written, as the audit log tells it: parties are renamed, and an alias may pass
/// from one to another. Holds what was ever renamed or had an alias, not every party.
class PartyNames {
public:
    [[nodiscard]] static Result<PartyNames> replayed(CatalogState& state);
    /// Today's name of the party that `name` meant at that event.
    [[nodiscard]] std::string today(const std::string& name, std::int64_t event) const;

    struct Renaming {
        std::int64_t event;
        std::string before, after;
    };
    /// What the party of that name today was renamed to after one event and before another, as the history of its records
    /// tells.
    [[nodiscard]] std::vector<Renaming> renamings(const std::string& today, std::int64_t after, std::int64_t before) const;

private:
    using Party = std::size_t;  ///< index into names_now_
    static constexpr Party nobody = static_cast<Party>(-1);
    struct Holder {
        std::int64_t since;
        Party party;
    };

    void added(std::int64_t event, const std::string& name, std::string_view aliases);
    void edited(std::int64_t event, const std::string& name, const std::string& detail);
    void give(const std::string& name, std::int64_t event, Party party);
    void give_all(std::string_view names, std::int64_t event, Party party);
    [[nodiscard]] Party holder(const std::string& name, std::int64_t event) const;
    [[nodiscard]] Party new_party(const std::string& name, std::int64_t since);

    std::map<std::string, std::vector<Holder>> holders_;
    std::vector<std::string> names_now_;
    std::map<Party, std::vector<Renaming>> renamings_;
};

}  // namespace fonds
