// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog as a whole: what goes with an archive that is handed on or kept twice. Transactions, threads and errors as in
// catalog.hpp.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "schema/catalog/catalog.hpp"
#include "schema/model/number.hpp"

namespace fonds {

struct CatalogState;

/// What is left of a record, and what was said of it.
struct BuriedRecord {
    Record record;  ///< with the components it had
    Tombstone stone;
};

struct GivenExtension {
    Date until;          ///< first day after it
    std::string reason;  ///< with the case that gave it
};

/// Lives no longer than its catalog.
class WholeCatalog {
public:
    explicit WholeCatalog(Catalog& catalog);

    /// A copy of the database as it stands at this moment, in a new file (SQLite's online backup): whole by itself, without
    /// side files. Others read and write meanwhile. A failure leaves nothing behind; the caller makes the copy durable.
    [[nodiscard]] Result<void> copy_to(const std::string& path);
    /// The folder of the last backup, as the log tells it.
    [[nodiscard]] Result<std::optional<std::string>> last_backup();
    /// Every number that is, or was, held for or from records, by code; those that records took are left out.
    [[nodiscard]] Result<void> each_held(const std::function<Result<void>(const HeldNumber&)>& visit);
    /// Every tombstone, in the order in which the records were filed.
    [[nodiscard]] Result<void> each_tombstone(const std::function<Result<void>(const BuriedRecord&)>& visit);

    // How long an appraisal keeps a record, whatever the rules say.
    [[nodiscard]] Result<std::optional<GivenExtension>> extension(const ReferenceCode& code);
    /// Of a record that came from another archive; its reason says so from then on.
    [[nodiscard]] Result<void> take_extension(const ReferenceCode& code, const GivenExtension& extension,
                                              const Stamp& stamp);

private:
    Catalog& catalog_;
    CatalogState& state_;
};

}  // namespace fonds
