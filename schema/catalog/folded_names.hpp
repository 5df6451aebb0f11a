// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "schema/catalog/sqlite.hpp"

namespace fonds {

/// Names by what they fold to, for those who write a known name another way. Read from the database when first asked, and
/// again when another connection has changed it; what this connection changes must be told here.
class FoldedNames {
public:
    using Fold = std::function<std::string(std::string_view)>;

    /// `rows` selects name and id; of names that fold to the same the first counts.
    FoldedNames(std::string_view rows, Fold fold) : rows_(rows), fold_(std::move(fold)) {}

    void fold_by(Fold fold)
    {
        fold_ = std::move(fold);
        forget();
    }
    /// The id of a name that folds like `name`; 0 when there is none.
    [[nodiscard]] Result<std::int64_t> find(sqlite::Connection& db, std::string_view name);
    /// A name that was added.
    void learn(std::string_view name, std::int64_t id);
    /// Names were changed or taken away, or a transaction that added some was undone.
    void forget() { read_ = false; }

private:
    std::string_view rows_;
    Fold fold_;
    bool read_ = false;
    std::int64_t version_ = 0;  ///< PRAGMA data_version when they were read
    std::unordered_map<std::string, std::int64_t> ids_;
};

}  // namespace fonds
