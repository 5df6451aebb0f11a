// SPDX-License-Identifier: GPL-3.0-or-later
// 借阅: a paper original out of its place.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/text.hpp"
#include "schema/model/date.hpp"
#include "schema/model/location.hpp"

namespace fonds {

// Stored and printed by these names: 阅览 外借 复制, and 完好 缺页 损坏.
inline constexpr std::array<std::string_view, 3> loan_manners{"reading", "lending", "copying"};
inline constexpr std::array<std::string_view, 3> loan_conditions{"good", "pages_missing", "damaged"};
[[nodiscard]] Text loan_text(std::string_view manner_or_condition);
/// The manner of that name, or of its words in either language.
[[nodiscard]] std::optional<std::string_view> loan_manner(std::string_view text);

struct NewLoan {
    PaperName paper;
    std::string reader;
    std::string unit, contact, purpose;
    std::string manner = "lending";
    std::string approved_by;  ///< needed for grade A
    std::optional<Date> due;  ///< needed; front ends have a default
    std::string note;
    // Of a loan that began elsewhere, and runs on here:
    std::optional<Instant> lent_at;     ///< else now
    std::string lent_by;                ///< empty: who enters it
    std::optional<std::int64_t> pages;  ///< that went out; else those that are known of it
    std::int64_t renewals = 0;
};

/// What is seen when a paper comes back.
struct LoanReturn {
    std::optional<std::int64_t> pages;  ///< counted; needed for what was lent out, where its pages are known
    std::string condition;              ///< empty: good, or pages_missing when fewer came back
    std::string note;                   ///< a further line of the loan's note
};

struct Loan {
    LoanId id{};
    PaperName paper;
    std::string title;
    std::string home;  ///< address it goes back to, while it is out
    std::string reader, unit, contact, purpose, manner, approved_by;
    Instant lent_at{};
    std::string lent_by;
    Date due = Date(std::chrono::year_month_day{});
    std::int64_t renewals = 0;
    std::int64_t pages = 0;  ///< of the originals; 0: not known
    std::string note;
    std::optional<Instant> returned_at;
    std::string received_by, condition;
    std::optional<std::int64_t> pages_returned;
    std::vector<std::string> holds;  ///< numbers of those in force, while it is out, over it or something in it

    [[nodiscard]] bool open() const { return !returned_at; }
};

/// Days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] std::int64_t days_between(const Date& from, const Date& to);
[[nodiscard]] Date add_days(const Date& date, std::int64_t days);

/// What the reader of a paper that is due, or soon will be, is told, ready to be sent. `offset`: minutes of the archive's
/// clock east of Greenwich.
[[nodiscard]] Text reminder_of(const Loan& loan, const Date& today, int offset, std::string_view organisation);

}  // namespace fonds
