// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that keeps the signed ends of the audit log. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <optional>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/checkpoint.hpp"

namespace fonds {

struct CatalogState;

/// Lives no longer than its catalog.
class Checkpoints {
public:
    explicit Checkpoints(Catalog& catalog);

    /// An event tells of it, so that its loss is noticed. An event that has one already is ErrorKind::duplicate.
    [[nodiscard]] Result<void> add(const Checkpoint& checkpoint, const Stamp& stamp);
    /// By event.
    [[nodiscard]] Result<std::vector<Checkpoint>> list();
    [[nodiscard]] Result<std::optional<Checkpoint>> last();

private:
    CatalogState& state_;
};

}  // namespace fonds
