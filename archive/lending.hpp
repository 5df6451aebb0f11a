// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for loans.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/loan.hpp"

namespace fonds {

struct LoanListing {
    bool all = false;      ///< those that have ended too
    bool overdue = false;  ///< only what is out and was due before today
    std::optional<PaperName> paper;
    std::string reader;  ///< empty: any
    std::size_t limit = 50, offset = 0;
};

/// Lives no longer than its archive; one thread at a time. An error means that nothing changed.
class Lending {
public:
    explicit Lending(Archive& archive) : state_(*archive.state_) {}

    /// Without a due day: so many days from today as the settings say.
    [[nodiscard]] Result<Loan> lend(NewLoan loan);
    [[nodiscard]] Result<Loan> give_back(const PaperName& paper, const LoanReturn& seen);
    [[nodiscard]] Result<Loan> renew(const PaperName& paper, std::optional<Date> due);
    [[nodiscard]] Result<Loan> loan(LoanId id);
    /// Those that are out by due day; with `all` the newest first.
    [[nodiscard]] Result<std::vector<Loan>> list(const LoanListing& listing);
    /// See Loans.
    [[nodiscard]] Result<std::vector<Loan>> lost_pages(const std::optional<PaperName>& paper);
    [[nodiscard]] Date today() const;
    [[nodiscard]] Date day_of(Instant at) const;  ///< where the archive is
    [[nodiscard]] Text reminder(const Loan& loan) const;

private:
    Archive::State& state_;
};

}  // namespace fonds
