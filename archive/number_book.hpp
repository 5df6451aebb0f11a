// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for numbers apart from their records.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/number.hpp"

namespace fonds {

enum class NumberRowStatus {
    reserved,  ///< held for a record that will bring it along
    made_void,
    ended,    ///< a tombstone: its record was merged, destroyed or transferred elsewhere
    already,  ///< it is held so
    in_use,   ///< a record has it: nothing to do
    unusable  ///< the row's problem says why
};
[[nodiscard]] std::string_view name_of(NumberRowStatus status);
[[nodiscard]] Text text_of(NumberRowStatus status);

/// What is told of a number whose retention code has no meaning.
[[nodiscard]] Text unmeant_retention_text(std::string_view code, std::string_view retention);

/// What is told where a number tells another year than its document is of.
[[nodiscard]] Text other_year_text(const ReferenceCode& code, std::string_view year, const std::optional<Date>& date);

struct NumberRow {
    std::size_t line = 0;  ///< of the list, from 1
    NumberRowStatus status = NumberRowStatus::unusable;
    std::string code;  ///< canonical, or as it was read
    std::string category;
    std::string merged_into;  ///< of ended: the code of the record that stands for it
    bool odd = false;         ///< the category's template makes no such number
    std::string unmeant;      ///< the retention code that it tells and that means nothing; empty: none
    std::optional<Error> problem;
};

struct NumberImport {
    std::string_view
        list;              ///< text of the list, see list_text_of; columns as in docs/formats/tables.md, only code is needed
    std::string category;  ///< of rows that name none; empty: that whose template makes the number
    bool dry_run = false;
    bool all_or_nothing = false;
    Leap leap = Leap::refused;
};

struct NumberReport {
    std::vector<NumberRow> rows;
    std::size_t held = 0, known = 0, problems = 0;
    bool done = true;  ///< false: nothing was changed
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's: an error means that nothing changed.
class NumberBook {
public:
    explicit NumberBook(Archive& archive) : state_(*archive.state_) {}

    /// The next numbers; nothing is assigned.
    [[nodiscard]] Result<std::vector<ReferenceCode>> preview(const NumberRequest& request);
    /// Keeps them for records that will bring them along (FilingItem::code, or a label on a scan).
    [[nodiscard]] Result<std::vector<ReferenceCode>> reserve(const NumberRequest& request, std::string_view note);
    [[nodiscard]] Result<HeldNumber> make_void(const ReferenceCode& code, std::string_view note);
    /// Holds the numbers of an old list, and makes tombstones of those whose records it tells are no more. One transaction;
    /// rows that cannot be held are told and cost the others nothing, unless all_or_nothing. Two that the list writes
    /// differently are never held as one. ErrorKind::bad_input for what is no list.
    [[nodiscard]] Result<NumberReport> import(const NumberImport& request);
    [[nodiscard]] Result<std::optional<HeldNumber>> held(const ReferenceCode& code);
    /// Reserved ones that no record took; `category` empty: of all.
    [[nodiscard]] Result<std::vector<HeldNumber>> unused(std::string_view category);
    /// What became of a record that is no more; none: it is there, or never was.
    [[nodiscard]] Result<std::optional<Tombstone>> tombstone(const ReferenceCode& code);
    // See Numbers.
    [[nodiscard]] Result<std::string> unmeant_retention(const ReferenceCode& code, std::string_view category);
    [[nodiscard]] Result<std::string> other_year(const ReferenceCode& code, const RecordMetadata& said);
    /// Where the archive is. Midnight in Greenwich is a day that a list told without a time: that day.
    [[nodiscard]] Date day_of(Instant at) const;
    /// Typed findings (docs/formats/json.md).
    [[nodiscard]] Result<std::vector<Finding>> check();

private:
    Archive::State& state_;
};

}  // namespace fonds
