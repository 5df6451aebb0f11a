// SPDX-License-Identifier: GPL-3.0-or-later
// What is out of order about papers and places.
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/loan_rows.hpp"
#include "schema/catalog/order.hpp"
#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/places.hpp"
#include "schema/model/loan.hpp"

namespace fonds {

namespace {

/// Adds findings of one kind.
class Kind {
public:
    Kind(OrderFindings& findings, Severity severity, const char* kind, Text hint)
        : findings_(findings), severity_(severity), kind_(kind), hint_(std::move(hint))
    {
    }
    void add(std::string subject, Text what) { findings_.add(severity_, kind_, std::move(subject), std::move(what), hint_); }

private:
    OrderFindings& findings_;
    Severity severity_;
    const char* kind_;
    Text hint_;
};

Text place_hint()
{
    return say("Say where it is: fonds place CODE LOCATION. One that has no paper is tagged so: fonds tag CODE no-paper.",
               "请登记库位:fonds place 档号 库位号。没有纸质原件的,请加标签:fonds tag 档号 无纸质原件。");
}

}  // namespace

Result<void> add_place_findings(CatalogState& state, const Date& today, OrderFindings& findings)
{
    auto& db = state.db;
    TRY_ASSIGN(const auto placed, db.number("SELECT EXISTS (SELECT 1 FROM paper WHERE place IS NOT NULL)"));
    {
        Kind lent(findings, Severity::warning, "order.grade_a_lent",
                  say("See to its return: fonds loan show.", "请关注其归还:fonds loan show。"));
        TRY_ASSIGN(auto rows, db.query("SELECT record.code, loan.reader, loan.due FROM record JOIN record_place"
                                       " ON record_place.record = record.id JOIN loan ON loan.id = record_place.loan"
                                       " WHERE record.grade = 'A' AND record.id NOT IN (" +
                                       std::string(records_without_paper) + ")"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            lent.add(row.text(0), say("{} is of grade A and on loan to {} until {}", "{} 为重要性 A,现借给 {},应还日期 {}",
                                      {row.view(0), row.view(1), row.view(2)}));
            return {};
        }));
    }
    {
        Kind late(findings, Severity::warning, "order.loan_overdue",
                  say("fonds loan overdue --reminders writes to the readers.",
                      "可用 fonds loan overdue --reminders 生成催还通知。"));
        TRY_ASSIGN(auto rows, db.query("SELECT coalesce(category.code || '/' || folder.number, record.code), loan.reader,"
                                       " loan.due FROM loan LEFT JOIN record ON record.id = loan.record"
                                       " LEFT JOIN folder ON folder.id = loan.folder"
                                       " LEFT JOIN category ON category.id = folder.category"
                                       " WHERE loan.returned_at IS NULL AND loan.due < ?1 ORDER BY loan.due, loan.id",
                                       {today.text()}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(const Date due, Date::parse(row.view(2)));
            late.add(row.text(0), say("{}, on loan to {}, is {} days overdue", "{}(借阅人 {})已逾期 {} 天",
                                      {row.view(0), row.view(1), days_between(due, today)}));
            return {};
        }));
    }
    {
        Kind lost(
            findings, Severity::warning, "order.pages_lost",
            say("Look for them. Lost ones: count the paper anew, fonds edit CODE --paper-pages N. Found ones: lend it for "
                "reading and take it back with all its pages.",
                "请查找。确已丢失的,请重新清点页数:fonds edit 档号 --paper-pages "
                "页数;已找回的,请再办一次阅览借还并如数清点。"));
        TRY_ASSIGN(const auto loans, loans_with_lost_pages(state, {}));
        for (const Loan& loan : loans)
            lost.add(loan.paper.text(),
                     say("{} came back from {} with {} of {} {page|pages}", "{} 由 {} 归还时仅 {} 页,借出时 {} 页",
                         {loan.paper.text(), loan.reader, *loan.pages_returned, loan.pages}));
    }
    {
        Kind full(findings, Severity::warning, "order.location_overfull",
                  say("Move some of it: fonds place.", "请移走一部分:fonds place。"));
        TRY_ASSIGN(auto rows, db.query("SELECT code, fill, capacity FROM (SELECT code, capacity, papers + (SELECT count(*)"
                                       " FROM location AS inner WHERE inner.parent = location.id AND inner.retired = 0)"
                                       " AS fill FROM location WHERE capacity IS NOT NULL) WHERE fill > capacity"
                                       " ORDER BY code"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            full.add(row.text(0), say("{} holds {}, more than its capacity of {}", "{} 现有 {} 件(卷、盒),超过容量 {}",
                                      {row.view(0), row.integer(1), row.integer(2)}));
            return {};
        }));
    }
    // Whoever keeps no places does not want to be told a million times; of grade A it is told all the same.
    {
        Kind lost(findings, Severity::warning, "order.grade_a_unlocated", place_hint());
        Kind loose(findings, Severity::note, "order.no_place", place_hint());
        TRY_ASSIGN(auto rows,
                   db.query("SELECT record.code, record.grade FROM record JOIN record_place ON record_place.record ="
                            " record.id WHERE belongs IS NULL AND loan IS NULL AND (record.grade = 'A' OR ?1 <> 0)"
                            " AND record.id NOT IN (SELECT record FROM tombstone) AND record.id NOT IN (" +
                                std::string(records_without_paper) + ")",
                            {placed}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            if (row.view(1) == "A")
                lost.add(row.text(0), say("{} is of grade A, and it is not known where it is", "{} 为重要性 A,但没有库位",
                                          {row.view(0)}));
            else
                loose.add(row.text(0), say("It is not known where {} is", "{} 没有库位", {row.view(0)}));
            return {};
        }));
    }
    return {};
}

Result<std::vector<Finding>> Places::order(const Date& today, std::size_t most)
{
    return state_.read([&]() -> Result<std::vector<Finding>> {
        OrderFindings findings(most);
        TRY(add_place_findings(state_, today, findings));
        for (const auto& [kind, count] : findings.counts)
            if (count > static_cast<std::int64_t>(most))
                findings.listed.push_back({Severity::note,
                                           kind,
                                           "catalog.db",
                                           say("{} more findings of the kind {}", "另有 {} 项同类问题 {}",
                                               {count - static_cast<std::int64_t>(most), kind}),
                                           {}});
        return std::move(findings.listed);
    });
}

}  // namespace fonds
