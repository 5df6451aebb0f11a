// SPDX-License-Identifier: GPL-3.0-or-later
// Which number a record gets: the next of its sequence, or one it brings along.
#pragma once

#include <optional>
#include <string>

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// The sequence of codes whose number cannot be told.
inline constexpr std::string_view other_scope = "{OTHER}";

/// The number a record will get: within its sequence, and as a code.
struct Assignment {
    std::int64_t sequence = 0;  ///< row id; 0 when the scope is new
    std::string scope;
    std::int64_t next = 1;  ///< of the sequence, before
    std::int64_t serial = 1;
    std::int64_t skipped = 0;  ///< numbers whose code was taken already
    bool given = false;        ///< then the numbers from `next` to `serial` stay open
    ReferenceCode code;
};

/// The template of a category, parsed once a connection.
[[nodiscard]] Result<const CodeTemplate*> template_of(CatalogState& state, const Category& category);

/// Does a record have the code, or is it held?
[[nodiscard]] Result<bool> is_taken(CatalogState& state, const ReferenceCode& code);

/// Is it a reference code of this archive: does a record have it, is it held, or does a category's template make such?
[[nodiscard]] Result<bool> is_own_code(CatalogState& state, const ReferenceCode& code);

/// Reads only: the number is taken by `draw`.
[[nodiscard]] Result<Assignment> next_number(CatalogState& state, const CodeTemplate& code_template,
                                             const CodeTemplate::Values& values);

/// Where a number that was assigned elsewhere belongs: to the sequence of the record's template when it has its shape, else
/// to one of its own shape. ErrorKind::refused when it is in use, void, or means the same number as one that is, and for a
/// leap in a sequence of the template that is not allowed. Reads only.
[[nodiscard]] Result<Assignment> given_number(CatalogState& state, const ReferenceCode& code,
                                              const CodeTemplate& code_template, const CodeTemplate::Values& values,
                                              Leap leap);
/// Less than a tenth of the numbers of a width are left.
[[nodiscard]] bool is_nearly_used_up(std::int64_t capacity, std::int64_t left);
/// See FiledRecord::numbers_left.
[[nodiscard]] std::optional<std::int64_t> numbers_left(const CodeTemplate& code_template, const Assignment& assignment,
                                                       const CodeTemplate::Values& values);

/// A number once drawn never comes back, because its sequence and the record are written in one transaction: a rolled back
/// filing leaves no gap, a committed one leaves its number taken. `event` tells of it.
[[nodiscard]] Result<void> draw(CatalogState& state, Assignment& assignment, std::int64_t event);

}  // namespace fonds
