// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows who has which paper. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/loan.hpp"

namespace fonds {

struct CatalogState;

struct LoanRequest {
    bool open_only = true;
    std::optional<Date> overdue_on;  ///< only what was due before that day and is out; the longest overdue first
    std::optional<PaperName> paper;
    std::string reader;  ///< empty: any
    bool oldest_first = false;
    std::size_t limit = 50, offset = 0;
};

/// Lives no longer than its catalog.
class Loans {
public:
    explicit Loans(Catalog& catalog);

    /// The paper leaves its place on the day `today`, which is that of loan.lent_at where it is said. One that is out, by
    /// itself or with its folder, and one of grade A or on hold without an approval are ErrorKind::refused; so is a folder
    /// with such a record, or that a hold names.
    [[nodiscard]] Result<Loan> lend(const NewLoan& loan, const Date& today, const Stamp& stamp);
    /// It goes back to its place. Fewer pages than were lent make the condition pages_missing; said to be good they are
    /// ErrorKind::refused, and so is what was lent out without a count of its pages, where they are known.
    [[nodiscard]] Result<Loan> give_back(const PaperName& paper, const LoanReturn& seen, const Stamp& stamp);
    [[nodiscard]] Result<Loan> renew(const PaperName& paper, const Date& due, const Date& today, const Stamp& stamp);
    [[nodiscard]] Result<Loan> loan(LoanId id);
    /// By due day while they are out, else the newest first; with oldest_first by number.
    [[nodiscard]] Result<std::vector<Loan>> list(const LoanRequest& request);
    /// Loans that brought back fewer pages than went out, till somebody counts the paper anew or it comes back whole from
    /// another loan; oldest first. Those of `paper`, of its folder and of what is in it; none: all.
    [[nodiscard]] Result<std::vector<Loan>> lost_pages(const std::optional<PaperName>& paper);

private:
    CatalogState& state_;
};

}  // namespace fonds
