// SPDX-License-Identifier: GPL-3.0-or-later
// The one road by which categories come into the catalog or change: each is measured by the law first. Private to the
// facade.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "archive/law_book.hpp"

namespace fonds {

/// How whoever is refused says why, if it is right.
enum class ForceBy { adding, editing, list };

/// Lives no longer than its catalog. Within a transaction or by itself; errors as the catalog's.
class LawfulScheme {
public:
    LawfulScheme(Catalog& catalog, const Date& today, ForceBy by) : catalog_(catalog), today_(today), by_(by) {}

    /// As Catalog::add_category and edit_category. What would end records sooner than the law has it, or sooner than before
    /// where that is too soon already, is ErrorKind::refused unless `forced` says why; the audit log tells that then.
    [[nodiscard]] Result<void> add(const Category& category, std::string_view forced, const Stamp& stamp);
    [[nodiscard]] Result<void> edit(std::string_view code, const CategoryEdit& edit, std::string_view forced,
                                    const Stamp& stamp);
    /// The transaction has been undone: what it learnt there does not hold.
    void forget() { book_.reset(); }

private:
    [[nodiscard]] Result<void> write(Category wanted, const std::function<Result<void>()>& put, std::string_view forced,
                                     const Stamp& stamp);

    Catalog& catalog_;
    Date today_;
    ForceBy by_;
    std::optional<LawBook> book_;
};

/// Tells the audit log what was forced, and why.
[[nodiscard]] Result<void> tell_forced(Catalog& catalog, const std::vector<Shortfall>& all, std::string_view forced,
                                       const Stamp& stamp);

}  // namespace fonds
