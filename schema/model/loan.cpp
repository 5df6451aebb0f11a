// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/loan.hpp"

namespace fonds {

Text loan_text(std::string_view name)
{
    if (name == "reading") return say("reading room", "阅览");
    if (name == "lending") return say("lent out", "外借");
    if (name == "copying") return say("copying", "复制");
    if (name == "good") return say("good", "完好");
    if (name == "pages_missing") return say("pages missing", "缺页");
    if (name == "damaged") return say("damaged", "损坏");
    return {std::string(name), std::string(name)};
}

std::optional<std::string_view> loan_manner(std::string_view text)
{
    for (const std::string_view manner : loan_manners) {
        const Text words = loan_text(manner);
        if (text == manner || text == words.en || text == words.zh) return manner;
    }
    return std::nullopt;
}

std::int64_t days_between(const Date& from, const Date& to)
{
    return (std::chrono::sys_days(to.day()) - std::chrono::sys_days(from.day())).count();
}

Date add_days(const Date& date, std::int64_t days)
{
    return Date(std::chrono::year_month_day(std::chrono::sys_days(date.day()) + std::chrono::days(days)));
}

Text reminder_of(const Loan& loan, const Date& today, int offset, std::string_view organisation)
{
    const auto late = days_between(loan.due, today);
    const std::string paper = loan.paper.text() + (loan.title.empty() ? "" : " " + loan.title);
    const std::string lent = Date::of(loan.lent_at, offset).text();
    Text text;
    text.zh = fill("{}:您好!您于 {} 借阅的档案 {} 应于 {} 归还,", {loan.reader, lent, paper, loan.due.text()}) +
              (late > 0 ? fill("现已逾期 {} 天。请尽快归还或办理续借。", {late})
                        : fill("距到期还有 {} 天。请按期归还或办理续借。", {-late})) +
              std::string(organisation);
    text.en = fill("Dear {}, {}, which you borrowed on {}, is due on {}. ", {loan.reader, paper, lent, loan.due.text()}) +
              (late > 0 ? fill("It is {} days overdue. Please return it, or have the loan renewed. ", {late})
                        : fill("{} days are left. Please return it in time, or have the loan renewed. ", {-late})) +
              std::string(organisation);
    return text;
}

}  // namespace fonds
