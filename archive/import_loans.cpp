// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of loans: those that run are entered with their dates. What has ended is history, which no list makes.
#include <algorithm>

#include "archive/manifest.hpp"
#include "archive/thing_taker.hpp"
#include "schema/catalog/loans.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_loans = 10'000;  // of one paper

class LoanTaker final : public ThingTaker {
public:
    explicit LoanTaker(const ImportPlace& place)
        : ThingTaker(place), loans_(place.state.catalog), offset_(place.state.config.time_zone_minutes)
    {
    }

    Result<ImportedRow> take(const CsvRow& row) override
    {
        TRY_ASSIGN(const PaperName paper, PaperName::parse(cell(row, "paper")));
        TRY_ASSIGN(const Said says, read(row));
        LoanRequest request;
        request.open_only = false;
        request.paper = paper;
        request.limit = most_loans;
        TRY_ASSIGN(const auto known, loans_.list(request));
        const auto same = std::ranges::find_if(known, [&](const Loan& loan) { return is_same(loan, says); });
        if (says.returned) return history(row, paper, known, says);
        const auto running = std::ranges::find_if(known, [](const Loan& loan) { return loan.open(); });
        if (running != known.end() && is_same(*running, says)) return change(row, *running, says);
        if (same != known.end() && says.lent)
            return error(ErrorKind::refused,
                         say("{} came back on {}", "{} 已于 {} 归还", {paper.text(), day_of(*same->returned_at).text()}))
                .with_hint(say("The list is older than the archive: leave the row out.", "清单早于现有记载,请删去此行。"))
                .at(paper.text());
        return lend(row, paper, says);
    }

private:
    struct Said {
        std::string reader;
        std::optional<Date> lent, due, returned;
        std::optional<std::int64_t> pages, renewals;
    };

    [[nodiscard]] Date day_of(Instant at) const { return Date::of(at, offset_); }

    Result<std::optional<Date>> day(const CsvRow& row, std::string_view column) const
    {
        const auto text = said(row, column);
        if (!text || text->empty()) return std::optional<Date>();
        TRY_ASSIGN(const Date day, parse_listed_day(*text));
        return std::optional(day);
    }

    Result<Said> read(const CsvRow& row) const
    {
        Said says;
        says.reader = said(row, "reader").value_or("");
        if (says.reader.empty()) return error(ErrorKind::usage, say("A loan needs a reader", "借阅须有借阅人"));
        TRY_ASSIGN(says.lent, day(row, "lent"));
        TRY_ASSIGN(says.due, day(row, "due"));
        TRY_ASSIGN(says.returned, day(row, "returned"));
        TRY_ASSIGN(says.pages, whole_number(said(row, "pages"), say("pages", "页数")));
        TRY_ASSIGN(says.renewals, whole_number(said(row, "renewals"), say("renewals", "续借次数")));
        return says;
    }

    [[nodiscard]] bool is_same(const Loan& loan, const Said& says) const
    {
        return loan.reader == says.reader && (!says.lent || day_of(loan.lent_at) == *says.lent);
    }

    Result<ImportedRow> history(const CsvRow& row, const PaperName& paper, const std::vector<Loan>& known, const Said& says)
    {
        for (const Loan& loan : known)
            if (is_same(loan, says) && loan.returned_at && day_of(*loan.returned_at) == *says.returned)
                return told(row, RowFate::unchanged, paper.text(), loan.title);
        return error(ErrorKind::refused, say("A loan that has ended cannot be imported: {}, back on {}",
                                             "已归还的借阅不能导入:{},归还于 {}", {paper.text(), says.returned->text()}))
            .with_hint(say("The history of loans is what this archive saw. Import the loans that run; what comes back is "
                           "entered with fonds loan return.",
                           "借阅历史只记载本档案库经办的借还。请只导入未归还的借阅;归还请用 fonds loan return 办理。"))
            .at(paper.text());
    }

    Result<ImportedRow> change(const CsvRow& row, const Loan& running, const Said& says)
    {
        const auto differs = [&](std::string_view column, const std::string& now) {
            return news(row, column, now).has_value();
        };
        if (differs("unit", running.unit) || differs("contact", running.contact) || differs("purpose", running.purpose) ||
            differs("approved_by", running.approved_by) || differs("note", running.note) ||
            (says.due && *says.due < running.due))
            return error(ErrorKind::refused, say("The loan of {} runs, and was entered otherwise",
                                                 "{} 的借阅正在进行,登记内容与此行不同", {running.paper.text()}))
                .with_hint(say("Of a loan that runs only its due day can be changed, to a later one.",
                               "进行中的借阅只能延后应还日期。"))
                .at(running.paper.text());
        if (!says.due || *says.due == running.due) return told(row, RowFate::unchanged, running.paper.text(), running.title);
        TRY(loans_.renew(running.paper, *says.due, place_.state.today(), place_.stamp));
        return told(row, RowFate::changed, running.paper.text(), running.title);
    }

    Result<ImportedRow> lend(const CsvRow& row, const PaperName& paper, const Said& says)
    {
        const Date today = place_.state.today(), lent = says.lent.value_or(today);
        if (lent > today)
            return error(ErrorKind::usage,
                         say("{} has not come yet: nothing was lent then", "借阅日期 {} 尚未到来", {lent.text()}));
        if (says.due && *says.due < lent)
            return error(ErrorKind::usage, say("Due on {}, before it was lent on {}", "应还日期 {} 早于借阅日期 {}",
                                               {says.due->text(), lent.text()}))
                .with_hint(say("Look at the columns due and lent.", "请核对“应还日期”与“借阅日期”两列。"))
                .at(paper.text());
        NewLoan loan;
        loan.paper = paper;
        loan.reader = says.reader;
        loan.unit = said(row, "unit").value_or("");
        loan.contact = said(row, "contact").value_or("");
        loan.purpose = said(row, "purpose").value_or("");
        loan.approved_by = said(row, "approved_by").value_or("");
        loan.note = said(row, "note").value_or("");
        loan.lent_by = said(row, "lent_by").value_or("");
        loan.pages = says.pages;
        loan.renewals = says.renewals.value_or(0);
        loan.due = says.due.value_or(add_days(lent, place_.state.config.loan_days));
        if (const auto manner = said(row, "manner"); manner && !manner->empty())
            loan.manner = loan_manner(*manner).value_or(*manner);
        if (lent != today) loan.lent_at = std::chrono::sys_days(lent.day()) - std::chrono::minutes(offset_);
        TRY_ASSIGN(const Loan made, loans_.lend(loan, lent, place_.stamp));
        return told(row, RowFate::added, paper.text(), made.title);
    }

    Loans loans_;
    int offset_;
};

}  // namespace

std::unique_ptr<RowTaker> make_loan_taker(const ImportPlace& place)
{
    return std::make_unique<LoanTaker>(place);
}

}  // namespace fonds
