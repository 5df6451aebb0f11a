// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/lending.hpp"

#include "archive/state.hpp"
#include "schema/catalog/loans.hpp"

namespace fonds {

Date Lending::today() const
{
    return state_.today();
}

Date Lending::day_of(Instant at) const
{
    return Date::of(at, state_.config.time_zone_minutes);
}

Text Lending::reminder(const Loan& loan) const
{
    return reminder_of(loan, today(), state_.config.time_zone_minutes, state_.catalog.identity().name);
}

Result<Loan> Lending::lend(NewLoan loan)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    if (!loan.due) loan.due = add_days(today(), state_.config.loan_days);
    return Loans(state_.catalog).lend(loan, today(), state_.stamp());
}

Result<Loan> Lending::give_back(const PaperName& paper, const LoanReturn& seen)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Loans(state_.catalog).give_back(paper, seen, state_.stamp());
}

Result<Loan> Lending::renew(const PaperName& paper, std::optional<Date> due)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Loans(state_.catalog)
        .renew(paper, due.value_or(add_days(today(), state_.config.loan_days)), today(), state_.stamp());
}

Result<Loan> Lending::loan(LoanId id)
{
    return Loans(state_.catalog).loan(id);
}

Result<std::vector<Loan>> Lending::list(const LoanListing& listing)
{
    LoanRequest request;
    request.open_only = !listing.all;
    if (listing.overdue) request.overdue_on = today();
    request.paper = listing.paper;
    request.reader = listing.reader;
    request.limit = listing.limit;
    request.offset = listing.offset;
    return Loans(state_.catalog).list(request);
}

Result<std::vector<Loan>> Lending::lost_pages(const std::optional<PaperName>& paper)
{
    return Loans(state_.catalog).lost_pages(paper);
}

}  // namespace fonds
