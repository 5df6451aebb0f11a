// SPDX-License-Identifier: GPL-3.0-or-later
// What an open catalog holds, and the transactions everything in this folder runs in. Private to schema/catalog.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "schema/catalog/catalog.hpp"
#include "schema/catalog/folded_names.hpp"
#include "schema/catalog/sqlite.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

struct CatalogState {
    sqlite::Connection db;
    Access access = Access::read;
    ArchiveIdentity identity{};
    bool writing = false;  ///< within write()
    bool reading = false;  ///< within read()
    std::map<std::string, CodeTemplate> templates{};
    FoldedNames party_names{"SELECT name, id FROM (SELECT name, id, 0 AS alias FROM party UNION ALL"
                            " SELECT name, party, 1 FROM party_alias) ORDER BY alias, id",
                            spelling_key};
    FoldedNames tag_names{"SELECT name, id FROM tag ORDER BY id", spelling_key};
    std::optional<Error> lost{};  ///< why the transaction that runs cannot be committed any more

    /// Runs `body` in the transaction that runs, or in one of its own. See Catalog::transaction.
    [[nodiscard]] Result<void> write(const std::function<Result<void>()>& body);

    /// Runs `body`, which returns a Result of several queries, on one state of the database.
    template <class Body>
    auto read(Body&& body) -> decltype(body())
    {
        if (writing || reading) return body();
        TRY(db.run("BEGIN"));
        reading = true;
        auto answer = body();
        reading = false;
        // SQLite itself has ended the transaction when reading failed badly.
        if (const auto ended = db.run("COMMIT"); !ended.ok() && db.in_transaction()) TRY(db.run("ROLLBACK"));
        return answer;
    }
};

struct Catalog::State : CatalogState {};

/// Appends to the audit log, within write(); gives the event's sequence number.
[[nodiscard]] Result<std::int64_t> append_event(CatalogState& state, std::string_view action, std::string_view subject,
                                                std::string_view detail_json, const Stamp& stamp);

}  // namespace fonds
