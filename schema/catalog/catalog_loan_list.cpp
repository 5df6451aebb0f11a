// SPDX-License-Identifier: GPL-3.0-or-later
// Loans: finding and listing them.
#include "schema/catalog/loan_rows.hpp"
#include "schema/catalog/loans.hpp"
#include "schema/catalog/place_rows.hpp"
#include "schema/model/grade_rule.hpp"

namespace fonds {

namespace {

/// The numbers of the holds over the paper of a running loan, a line each.
constexpr std::string_view holds_of_loan =
    "CASE WHEN loan.returned_at IS NULL THEN (SELECT group_concat(number, char(10)) FROM (SELECT number FROM hold WHERE"
    " hold.released IS NULL AND (EXISTS (SELECT 1 FROM hold_member WHERE hold_member.hold = hold.id AND hold_member.record"
    " = loan.record) OR EXISTS (SELECT 1 FROM hold_scope WHERE hold_scope.hold = hold.id AND hold_scope.kind = 'folder' AND"
    " hold_scope.target IN (loan.folder, record.folder)) OR EXISTS (SELECT 1 FROM hold_scope WHERE hold_scope.hold ="
    " hold.id AND hold_scope.kind = 'party' AND hold_scope.target = record.party) OR EXISTS (SELECT 1 FROM record AS inside"
    " WHERE inside.folder = loan.folder AND inside.id NOT IN (SELECT record FROM tombstone) AND (EXISTS (SELECT 1 FROM"
    " hold_member WHERE hold_member.hold = hold.id AND hold_member.record = inside.id) OR EXISTS (SELECT 1 FROM hold_scope"
    " WHERE hold_scope.hold = hold.id AND hold_scope.kind = 'party' AND hold_scope.target = inside.party)))) ORDER BY"
    " hold.id)) END";

constexpr std::string_view select_columns =
    "SELECT loan.id, coalesce(category.code, ''), coalesce(folder.number, record.code), coalesce(folder.title, "
    "record.title),"
    " coalesce(location.code, ''), loan.reader, loan.unit, loan.contact, loan.purpose, loan.manner, loan.approved_by,"
    " loan.lent_at, loan.lent_by, loan.due, loan.renewals, loan.pages, loan.note, loan.returned_at, loan.received_by,"
    " loan.condition, loan.pages_returned, ";
constexpr std::string_view from_loan =
    " FROM loan LEFT JOIN record ON record.id = loan.record"
    " LEFT JOIN folder ON folder.id = loan.folder LEFT JOIN category ON category.id = folder.category"
    " LEFT JOIN paper ON paper.loan = loan.id LEFT JOIN location ON location.id = paper.home";

std::string select_loan()
{
    return std::string(select_columns).append(holds_of_loan).append(from_loan);
}

Result<Loan> to_loan(const sqlite::Rows& row)
{
    Loan loan;
    loan.id = LoanId{row.integer(0)};
    loan.paper = {row.text(1), row.text(2)};
    loan.title = row.text(3);
    loan.home = row.text(4);
    loan.reader = row.text(5);
    loan.unit = row.text(6);
    loan.contact = row.text(7);
    loan.purpose = row.text(8);
    loan.manner = row.text(9);
    loan.approved_by = row.text(10);
    TRY_ASSIGN(loan.lent_at, parse_instant(row.view(11)));
    loan.lent_by = row.text(12);
    TRY_ASSIGN(loan.due, Date::parse(row.view(13)));
    loan.renewals = row.integer(14);
    loan.pages = row.integer(15);
    loan.note = row.text(16);
    if (!row.is_null(17)) {
        TRY_ASSIGN(loan.returned_at, parse_instant(row.view(17)));
    }
    loan.received_by = row.text(18);
    loan.condition = row.text(19);
    if (!row.is_null(20)) loan.pages_returned = row.integer(20);
    loan.holds = lines_in(row.view(21));
    return loan;
}

/// A record, or what it was merged into, was counted anew since. Of a folder: all in it were, or what is counted there now
/// is no more than came back.
std::string settled_by_counting()
{
    const auto counted = [](std::string_view record) {
        return "EXISTS (SELECT 1 FROM history JOIN event ON event.sequence = history.event WHERE history.record = " +
               std::string(record) + " AND history.field = 'paper_pages' AND event.at > loan.returned_at)";
    };
    const std::string inside = "FROM record AS inside WHERE inside.folder = loan.folder AND inside.id NOT IN"
                               " (SELECT record FROM tombstone)";
    return "CASE WHEN loan.folder IS NULL THEN (" + counted("loan.record") + " OR " +
           counted("(SELECT merged_into FROM tombstone WHERE record = loan.record)") + ") ELSE EXISTS (SELECT 1 " + inside +
           " AND " + counted("inside.id") + ") AND (NOT EXISTS (SELECT 1 " + inside + " AND NOT " + counted("inside.id") +
           ") OR (SELECT min(inside.paper_pages) > 0 AND sum(inside.paper_pages) <= loan.pages_returned " + inside +
           ")) END";
}

}  // namespace

Result<Loan> load_loan(CatalogState& state, LoanId id)
{
    TRY_ASSIGN(auto rows, state.db.query(select_loan() + " WHERE loan.id = ?1", {raw(id)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (found) return to_loan(rows);
    return error(ErrorKind::not_found, say("There is no loan {}", "没有编号为 {} 的借阅", {raw(id)}));
}

Result<std::vector<Loan>> loans_with_lost_pages(CatalogState& state, const std::optional<PaperRow>& paper)
{
    std::string sql = select_loan() +
                      " WHERE loan.pages_returned < loan.pages AND NOT EXISTS (SELECT 1 FROM loan AS later WHERE later.id >"
                      " loan.id AND (later.record = loan.record OR later.folder = loan.folder) AND later.pages_returned IS"
                      " NOT NULL) AND NOT " +
                      settled_by_counting() +
                      " AND coalesce(loan.record, 0) NOT IN (SELECT record FROM tombstone WHERE kind <> 'merged')";
    if (paper)
        sql += paper->folder != 0
                   ? " AND (loan.folder = ?1 OR loan.record IN (SELECT id FROM record AS inside WHERE inside.folder = ?1))"
                   : " AND (loan.record = ?1 OR loan.record IN (SELECT record FROM tombstone WHERE merged_into = ?1) OR"
                     " loan.folder = (SELECT folder FROM record AS own WHERE own.id = ?1))";
    sql += " ORDER BY loan.id";
    std::vector<Loan> loans;
    TRY_ASSIGN(auto rows,
               paper ? state.db.query(sql, {paper->folder != 0 ? paper->folder : paper->record}) : state.db.query(sql));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(loans.emplace_back(), to_loan(row));
        return {};
    }));
    return loans;
}

Result<std::vector<Loan>> Loans::lost_pages(const std::optional<PaperName>& paper)
{
    return state_.read([&]() -> Result<std::vector<Loan>> {
        if (!paper) return loans_with_lost_pages(state_, {});
        TRY_ASSIGN(const PaperRow row, must_find_paper(state_, *paper));
        return loans_with_lost_pages(state_, row);
    });
}

Result<Loan> Loans::loan(LoanId id)
{
    return load_loan(state_, id);
}

Result<std::vector<Loan>> Loans::list(const LoanRequest& request)
{
    return state_.read([&]() -> Result<std::vector<Loan>> {
        PaperRow paper;
        if (request.paper) {
            TRY_ASSIGN(paper, must_find_paper(state_, *request.paper));
        }
        std::string sql = select_loan();
        sql += request.open_only || request.overdue_on ? " WHERE loan.returned_at IS NULL" : " WHERE TRUE";
        if (request.overdue_on) sql += " AND loan.due < ?1";
        if (request.paper) sql += paper.folder != 0 ? " AND loan.folder = ?2" : " AND loan.record = ?2";
        if (!request.reader.empty()) sql += " AND loan.reader = ?3";
        sql += request.oldest_first                      ? " ORDER BY loan.id"
               : request.open_only || request.overdue_on ? " ORDER BY loan.due, loan.id"
                                                         : " ORDER BY loan.id DESC";
        sql += " LIMIT ?4 OFFSET ?5";
        std::vector<Loan> loans;
        const std::string day = request.overdue_on ? request.overdue_on->text() : "";
        TRY_ASSIGN(auto rows, state_.db.query(sql, {day, paper.folder != 0 ? paper.folder : paper.record, request.reader,
                                                    request.limit, request.offset}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(loans.emplace_back(), to_loan(row));
            return {};
        }));
        return loans;
    });
}

}  // namespace fonds
