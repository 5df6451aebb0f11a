// SPDX-License-Identifier: GPL-3.0-or-later
// loan.
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/place_views.hpp"
#include "cli/whole_number.hpp"

namespace fonds::cli {

namespace {

Result<std::optional<Date>> due_of(const Options& options, const Lending& lending)
{
    const Options::Places& said = options.places;
    if (said.due && said.days)
        return error(ErrorKind::usage, say("Say --due or --days, not both", "--due 与 --days 只能给出一个"));
    if (said.days) return std::optional(add_days(lending.today(), *said.days));
    if (!said.due) return std::optional<Date>();
    TRY_ASSIGN(const Date due, Date::parse(*said.due));
    return std::optional(due);
}

std::string list_of(const Output& output, const std::vector<std::string>& texts)
{
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + output.shown(text);
    return list;
}

std::vector<std::string> cells_of(Output& output, const Loan& loan, const Lending& lending)
{
    std::string state;
    if (!loan.open())
        state = output.pick(loan_text(loan.condition)) + " " + lending.day_of(*loan.returned_at).text();
    else if (const auto late = days_between(loan.due, lending.today()); late > 0)
        state = output.marked(output.pick(say("{} {day|days} overdue", "逾期 {} 天", {late})));
    if (!loan.holds.empty())
        state += (state.empty() ? "" : " ") +
                 output.marked(output.pick(say("on hold ({})", "已冻结({})", {list_of(output, loan.holds)})));
    return {std::to_string(raw(loan.id)),
            output.shown(loan.paper.text()),
            output.shown(loan.reader),
            output.shown(loan.unit),
            output.pick(loan_text(loan.manner)),
            loan.due.text(),
            state,
            output.shown(loan.title)};
}

Result<int> tell_all(Context& context, const Lending& lending, const std::vector<Loan>& loans)
{
    Output& output = context.output;
    if (context.options.json) {
        Json all = Json::array();
        for (const Loan& loan : loans) {
            Json json = json_of(loan, lending.today());
            if (context.options.places.reminders) {
                const Text reminder = lending.reminder(loan);
                json.set("reminder_zh", reminder.zh).set("reminder_en", reminder.en);
            }
            all.push(std::move(json));
        }
        output.json(Json::object().set("loans", std::move(all)));
        return exit_ok;
    }
    if (context.options.places.reminders) {
        for (const Loan& loan : loans) {
            const Text reminder = lending.reminder(loan);
            output.text(reminder.zh + "\n" + reminder.en + "\n");
            if (!loan.contact.empty()) output.text("→ " + loan.contact + "\n");
            output.text("\n");
        }
        return exit_ok;
    }
    Table table;
    for (const Loan& loan : loans) table.row(cells_of(output, loan, lending));
    table.print(output);
    return exit_ok;
}

/// What the line of a listing has no room for.
void tell_details(Output& output, const Loan& loan, const Lending& lending)
{
    Table table;
    const auto row = [&](const Text& label, const std::string& value) {
        if (!value.empty()) table.row({"  " + output.pick(label), value});
    };
    const auto count = [](std::int64_t number) { return number > 0 ? std::to_string(number) : std::string(); };
    row(say("contact", "联系方式"), output.shown(loan.contact));
    row(say("purpose", "事由"), output.shown(loan.purpose));
    row(say("approved by", "批准人"), output.shown(loan.approved_by));
    row(say("lent on", "借阅日期"), lending.day_of(loan.lent_at).text() + "  " + output.shown(loan.lent_by));
    row(say("renewals", "续借次数"), count(loan.renewals));
    row(say("pages", "页数"), count(loan.pages));
    row(say("goes back to", "归还至"), output.shown(loan.home));
    if (loan.pages_returned) row(say("pages returned", "归还页数"), std::to_string(*loan.pages_returned));
    row(say("received by", "接收人"), output.shown(loan.received_by));
    table.print(output);
    if (!loan.note.empty()) output.text(loan.note + "\n");
}

Result<int> tell(Context& context, const Lending& lending, const Loan& loan)
{
    if (context.options.json) {
        context.output.json(json_of(loan, lending.today()));
        return exit_ok;
    }
    return tell_all(context, lending, {loan});
}

}  // namespace

Result<int> run_loan_lend(Context& context)
{
    const Options& options = context.options;
    Lending lending(*context.archive);
    NewLoan loan;
    TRY_ASSIGN(loan.paper, PaperName::parse(options.arguments.at(0)));
    const Options::Places& said = options.places;
    loan.reader = said.reader;
    loan.unit = said.unit.value_or("");
    loan.contact = said.contact.value_or("");
    loan.purpose = said.purpose.value_or("");
    if (said.purpose && loan.purpose.find_first_not_of(" \t") == std::string::npos)
        return error(ErrorKind::usage, say("{} says nothing", "{} 没有内容", {"--purpose"}))
            .with_hint(say("Say what the paper is lent for, or leave it out.", "请写明事由,或去掉此选项。"));
    loan.approved_by = said.approved_by.value_or("");
    loan.note = said.note.value_or("");
    if (!said.manner.empty()) loan.manner = said.manner;
    TRY_ASSIGN(loan.due, due_of(options, lending));
    TRY_ASSIGN(const Loan lent, lending.lend(loan));
    return tell(context, lending, lent);
}

Result<int> run_loan_return(Context& context)
{
    const Options& options = context.options;
    Lending lending(*context.archive);
    TRY_ASSIGN(const PaperName paper, PaperName::parse(options.arguments.at(0)));
    LoanReturn seen;
    if (options.places.pages) seen.pages = *options.places.pages;
    seen.condition = options.places.condition;
    seen.note = options.places.note.value_or("");
    TRY_ASSIGN(const Loan ended, lending.give_back(paper, seen));
    TRY(tell(context, lending, ended));
    if (ended.pages_returned && ended.pages > 0 && *ended.pages_returned != ended.pages)
        context.output.remark(say("Lent with {} {page|pages}, returned with {}.", "借出时 {} 页,归还时 {} 页。",
                                  {ended.pages, *ended.pages_returned}));
    return ended.condition == "good" ? exit_ok : exit_partial;
}

Result<int> run_loan_renew(Context& context)
{
    Lending lending(*context.archive);
    TRY_ASSIGN(const PaperName paper, PaperName::parse(context.options.arguments.at(0)));
    TRY_ASSIGN(const auto due, due_of(context.options, lending));
    TRY_ASSIGN(const Loan renewed, lending.renew(paper, due));
    return tell(context, lending, renewed);
}

Result<int> run_loan_list(Context& context)
{
    Lending lending(*context.archive);
    LoanListing listing;
    listing.all = context.options.places.all;
    listing.reader = context.options.places.reader;
    listing.limit = context.options.limit.value_or(50);
    listing.offset = context.options.offset;
    TRY_ASSIGN(const auto loans, lending.list(listing));
    return tell_all(context, lending, loans);
}

Result<int> run_loan_overdue(Context& context)
{
    Lending lending(*context.archive);
    LoanListing listing;
    listing.overdue = true;
    listing.limit = context.options.limit.value_or(1000);
    listing.offset = context.options.offset;
    TRY_ASSIGN(const auto loans, lending.list(listing));
    TRY(tell_all(context, lending, loans));
    return loans.empty() ? exit_ok : exit_partial;
}

Result<int> run_loan_show(Context& context)
{
    Lending lending(*context.archive);
    const std::string& named = context.options.arguments.at(0);
    if (const auto number = whole_number(named); number && *number >= 0) {
        TRY_ASSIGN(const Loan loan, lending.loan(LoanId{*number}));
        TRY(tell(context, lending, loan));
        if (!context.options.json) tell_details(context.output, loan, lending);
        return exit_ok;
    }
    LoanListing listing;
    listing.all = true;
    TRY_ASSIGN(listing.paper, PaperName::parse(named));
    TRY_ASSIGN(const auto loans, lending.list(listing));
    return tell_all(context, lending, loans);
}

}  // namespace fonds::cli
