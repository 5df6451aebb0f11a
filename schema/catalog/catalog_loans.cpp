// SPDX-License-Identifier: GPL-3.0-or-later
// Loans: lending, taking back, renewing.
#include <algorithm>

#include "schema/catalog/field_changes.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/loan_rows.hpp"
#include "schema/catalog/loans.hpp"
#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

using sqlite::Value;

constexpr std::int64_t longest_loan = 3650;  // days

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

Result<void> check_due(const Date& due, const Date& today)
{
    const auto days = days_between(today, due);
    if (days >= 0 && days <= longest_loan) return {};
    return error(ErrorKind::usage, say("{} is no day to be due on", "应还日期 {} 不合理", {due.text()}))
        .with_hint(say("From today to {} days ahead.", "须在今天至 {} 天之内。", {longest_loan}));
}

Result<NewLoan> checked(NewLoan loan, const Date& today)
{
    TRY_ASSIGN(loan.reader, clean_name(loan.reader, {"Reader", "借阅人"}));
    TRY_ASSIGN(loan.unit, clean_line(loan.unit, {"Unit", "单位"}));
    TRY_ASSIGN(loan.contact, clean_line(loan.contact, {"Contact", "联系方式"}));
    TRY_ASSIGN(loan.purpose, clean_line(loan.purpose, {"Purpose", "事由"}));
    TRY_ASSIGN(loan.approved_by, clean_line(loan.approved_by, {"Approved by", "批准人"}));
    TRY_ASSIGN(loan.note, clean_text(loan.note, {"Note", "备注"}));
    if (!is_one_of(loan_manners, loan.manner))
        return error(ErrorKind::usage,
                     say("There is no manner of lending called {}", "没有名为 {} 的借阅方式", {loan.manner}))
            .with_hint(say("Known: reading, lending, copying.", "可用:reading 阅览、lending 外借、copying 复制。"));
    TRY_ASSIGN(loan.lent_by, clean_line(loan.lent_by, {"Lent by", "经办人"}));
    if (loan.renewals < 0 || loan.pages.value_or(0) < 0)
        return error(ErrorKind::usage, say("Renewals and pages are counted from 0", "续借次数与页数不能为负"));
    if (!loan.due) return error(ErrorKind::usage, say("It is not said when it is due", "未说明应还日期"));
    TRY(check_due(*loan.due, today));
    return loan;
}

/// A folder goes out whole: with none of the papers that stand in it lent by itself.
Result<void> check_whole(CatalogState& state, std::int64_t folder, const PaperName& name)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT min(record.code), count(*) FROM paper JOIN record ON record.id ="
                                         " paper.record WHERE record.folder = ?1 AND paper.loan IS NOT NULL AND paper.home"
                                         " IS NULL AND record.id NOT IN (SELECT record FROM tombstone)",
                                         {folder}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found || rows.integer(1) == 0) return {};
    return error(ErrorKind::refused,
                 say("Folder {} is not whole: {} {paper of it is|papers of it are} on loan, such as {}",
                     "案卷 {} 不全:其中 {} 件已借出,例如 {}", {name.text(), rows.integer(1), rows.view(0)}))
        .with_hint(say("Take it back first: fonds loan return {}.", "请先归还:fonds loan return {}。", {rows.view(0)}))
        .at(name.text());
}

/// A paper goes back into its folder, so that has to be here.
Result<void> check_folder_here(CatalogState& state, const Loan& loan)
{
    if (loan.paper.is_folder() || !loan.home.empty()) return {};
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT category.code || '/' || folder.number FROM record JOIN folder ON folder.id ="
                              " record.folder JOIN category ON category.id = folder.category JOIN paper ON paper.folder ="
                              " folder.id WHERE record.code = ?1 AND paper.loan IS NOT NULL",
                              {loan.paper.number}));
    TRY_ASSIGN(const bool out, rows.next());
    if (!out) return {};
    return error(ErrorKind::refused, say("{} cannot go back into folder {}, which is on loan itself",
                                         "{} 无法归入案卷 {}:该案卷已借出", {loan.paper.text(), rows.view(0)}))
        .with_hint(
            say("Take the folder back first: fonds loan return {}.", "请先归还案卷:fonds loan return {}。", {rows.view(0)}))
        .at(loan.paper.text());
}

Text approval_hint()
{
    return say("Say who approved it: --approved-by NAME, or approved_by in a list.",
               "请用 --approved-by 姓名 或清单的“批准人”列注明批准人。");
}

/// What is on hold leaves its place with an approval only: a paper, and a folder that a hold names or that has one in it.
Result<void> check_not_held(CatalogState& state, const PaperRow& paper, const PaperName& name)
{
    const Value folder = Value::when(paper.folder != 0, paper.folder);
    TRY_ASSIGN(auto rows, state.db.query("SELECT number FROM hold_scope JOIN hold ON hold.id = hold_scope.hold WHERE"
                                         " hold_scope.kind = 'folder' AND target = ?1 AND released IS NULL"
                                         " ORDER BY hold.id LIMIT 1",
                                         {folder}));
    TRY_ASSIGN(const bool named, rows.next());
    if (named)
        return error(ErrorKind::refused, say("Folder {} is on hold ({}): lending it needs an approval",
                                             "案卷 {} 已冻结({}),借阅须经批准", {name.text(), rows.view(0)}))
            .with_hint(approval_hint())
            .at(name.text());
    TRY_ASSIGN(auto held,
               state.db.query("SELECT code FROM record WHERE (id = ?1 OR folder = ?2) AND id NOT IN (SELECT record"
                              " FROM tombstone) AND " +
                                  std::string(record_is_held) + " ORDER BY code LIMIT 1",
                              {paper.record, folder}));
    TRY_ASSIGN(const bool any, held.next());
    if (!any) return {};
    const Text what = paper.folder != 0
                          ? say("{} of folder {} is on hold: lending the folder needs an approval",
                                "{}(案卷 {})已冻结,借阅该案卷须经批准", {held.view(0), name.text()})
                          : say("{} is on hold: lending it needs an approval", "{} 已冻结,借阅须经批准", {name.text()});
    return error(ErrorKind::refused, what).with_hint(approval_hint()).at(name.text());
}

/// Refuses what is out, and what needs an approval.
Result<void> check_lendable(CatalogState& state, const PaperRow& paper, const NewLoan& loan)
{
    TRY_ASSIGN(const auto out, paper.folder != 0
                                   ? Result<std::int64_t>(paper.loan)
                                   : state.db.number("SELECT loan FROM record_place WHERE record = ?1", {paper.record}));
    if (out != 0) {
        TRY_ASSIGN(const Loan running, load_loan(state, LoanId{out}));
        return error(ErrorKind::refused, say("{} is on loan to {} until {}", "{} 已借给 {},应还日期 {}",
                                             {loan.paper.text(), running.reader, running.due.text()}))
            .with_hint(say("fonds loan return takes it back.", "归还后可再借:fonds loan return。"))
            .at(running.paper.text());
    }
    if (paper.folder != 0) TRY(check_whole(state, paper.folder, loan.paper));
    TRY_ASSIGN(const auto none, state.db.number("SELECT count(*) FROM record WHERE id = ?1 AND id IN (" +
                                                    std::string(records_without_paper) + ")",
                                                {paper.record}));
    if (none != 0)
        return error(ErrorKind::refused,
                     say("{} has no paper original: its tags say so", "{} 没有纸质原件(见其标签)", {loan.paper.text()}))
            .with_hint(say("If it has one: fonds tag --remove {} TAG.",
                           "如有纸质原件,请去掉该标签:fonds tag --remove {} 标签。", {loan.paper.text()}))
            .at(loan.paper.text());
    if (!loan.approved_by.empty()) return {};
    TRY_ASSIGN(const auto important,
               state.db.number("SELECT count(*) FROM record WHERE (id = ?1 OR folder = ?2) AND grade = 'A'",
                               {paper.record, sqlite::Value::when(paper.folder != 0, paper.folder)}));
    if (important != 0)
        return error(ErrorKind::refused, say("{} is of grade A: lending it needs an approval", "{} 为重要性 A,借阅须经批准",
                                             {loan.paper.text()}))
            .with_hint(approval_hint())
            .at(loan.paper.text());
    return check_not_held(state, paper, loan.paper);
}

/// Pages of the originals, as they were counted or else those of their files; 0 when those of one are not known.
Result<std::int64_t> pages_of(CatalogState& state, const PaperRow& paper)
{
    return state.db.number(
        "SELECT CASE WHEN min(pages) > 0 THEN sum(pages) ELSE 0 END FROM (SELECT " + std::string(paper_pages_column) +
            " AS pages FROM record"
            " LEFT JOIN component ON component.record = record.id AND component.role = 'original'"
            " LEFT JOIN object ON object.id = component.object"
            " LEFT JOIN paper ON paper.record = record.id"
            " WHERE record.id = ?1 OR (record.folder = ?2 AND paper.location IS NULL AND paper.loan IS NULL AND record.id"
            " NOT IN (" +
            std::string(records_without_paper) + ")))",
        {paper.record, sqlite::Value::when(paper.folder != 0, paper.folder)});
}

Result<Loan> running_loan(CatalogState& state, const PaperName& name)
{
    TRY_ASSIGN(const PaperRow paper, must_find_paper(state, name));
    if (paper.loan != 0) return load_loan(state, LoanId{paper.loan});
    return error(ErrorKind::not_found, say("{} is not on loan", "{} 没有借出", {name.text()}))
        .with_hint(say("fonds loan list tells what is out.", "可用 fonds loan list 查看借出的档案。"))
        .at(name.text());
}

/// The condition it came back in, by what is said and by its pages.
Result<std::string> condition_of(const Loan& loan, const LoanReturn& seen)
{
    if (!seen.condition.empty() && !is_one_of(loan_conditions, seen.condition))
        return error(ErrorKind::usage, say("There is no condition called {}", "没有名为 {} 的归还状态", {seen.condition}))
            .with_hint(say("Known: good, pages_missing, damaged.", "可用:good 完好、pages_missing 缺页、damaged 损坏。"));
    if (seen.pages && *seen.pages < 0) return error(ErrorKind::usage, say("Pages are counted from 0", "页数不能为负"));
    if (!seen.pages && loan.pages > 0 && loan.manner == "lending")
        return error(ErrorKind::refused, say("{} was lent with {} {page: count it|pages: count them}",
                                             "{} 借出时为 {} 页,归还须清点页数", {loan.paper.text(), loan.pages}))
            .with_hint(say("Say what you counted: --pages N.", "请用 --pages 页数 填写清点结果。"))
            .at(loan.paper.text());
    const bool fewer = seen.pages && *seen.pages < loan.pages;
    if (fewer && seen.condition == "good")
        return error(ErrorKind::refused, say("{} of {} pages are not good", "仅点得 {} 页,借出时为 {} 页,不能登记为完好",
                                             {*seen.pages, loan.pages}))
            .with_hint(say("Count again, or leave out --condition.", "请重新清点,或不给 --condition。"))
            .at(loan.paper.text());
    // What came back has more than went out: somebody says what that is.
    const bool more = seen.pages && loan.pages > 0 && *seen.pages > loan.pages;
    if (more && seen.note.find_first_not_of(" \t\n") == std::string::npos)
        return error(ErrorKind::refused, say("{} {page|pages} of {} came back, which was lent with {}",
                                             "归还 {} 页({}),借出时为 {} 页", {*seen.pages, loan.paper.text(), loan.pages}))
            .with_hint(say("Count again, look whether another paper is among them, and say so with --note.",
                           "请重新清点,查看是否夹有其他文件,并用 --note 说明。"))
            .at(loan.paper.text());
    if (!seen.condition.empty()) return seen.condition;
    return std::string(fewer ? "pages_missing" : "good");
}

}  // namespace

Loans::Loans(Catalog& catalog) : state_(*catalog.state_) {}

Result<Loan> Loans::lend(const NewLoan& asked, const Date& today, const Stamp& stamp)
{
    Loan lent;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const NewLoan loan, checked(asked, today));
        TRY_ASSIGN(const PaperRow paper, must_find_paper(state_, loan.paper));
        TRY(check_lendable(state_, paper, loan));
        TRY_ASSIGN(const std::int64_t known_pages, pages_of(state_, paper));
        const std::int64_t pages = loan.pages.value_or(known_pages);
        const std::string lent_at = to_iso8601(loan.lent_at.value_or(stamp.at));
        const std::string& lent_by = loan.lent_by.empty() ? stamp.actor : loan.lent_by;
        const std::string due = loan.due->text();
        TRY(state_.db.run("INSERT INTO loan (record, folder, reader, unit, contact, purpose, manner, approved_by, lent_at,"
                          " lent_by, due, pages, note, renewals)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                          {sqlite::Value::when(paper.record != 0, paper.record),
                           sqlite::Value::when(paper.folder != 0, paper.folder), loan.reader, loan.unit, loan.contact,
                           loan.purpose, loan.manner, loan.approved_by, lent_at, lent_by, due, pages, loan.note,
                           loan.renewals}));
        TRY_ASSIGN(const auto id, state_.db.number("SELECT max(id) FROM loan"));
        Json detail = Json::object();
        detail.set("loan", id).set("reader", loan.reader).set("unit", loan.unit).set("contact", loan.contact);
        detail.set("purpose", loan.purpose).set("manner", loan.manner).set("approved_by", loan.approved_by);
        detail.set("due", due).set("pages", pages).set("note", loan.note);
        if (loan.lent_at) detail.set("lent_at", lent_at);
        if (!loan.lent_by.empty()) detail.set("lent_by", lent_by);
        if (loan.renewals > 0) detail.set("renewals", loan.renewals);
        TRY(append_event(state_, "paper.lent", loan.paper.text(), detail.dump(), stamp));
        TRY_ASSIGN(lent, load_loan(state_, LoanId{id}));
        return {};
    }));
    return lent;
}

Result<Loan> Loans::give_back(const PaperName& paper, const LoanReturn& seen, const Stamp& stamp)
{
    Loan ended;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Loan loan, running_loan(state_, paper));
        TRY(check_folder_here(state_, loan));
        TRY_ASSIGN(const std::string condition, condition_of(loan, seen));
        TRY_ASSIGN(const std::string note, clean_text(seen.note, {"Note", "备注"}));
        const std::string whole = loan.note + (loan.note.empty() || note.empty() ? "" : "\n") + note;
        TRY(state_.db.run(
            "UPDATE loan SET returned_at = ?2, received_by = ?3, condition = ?4, pages_returned = ?5, note = ?6"
            " WHERE id = ?1",
            {raw(loan.id), to_iso8601(stamp.at), stamp.actor, condition, seen.pages, whole}));
        Json detail = Json::object();
        detail.set("loan", raw(loan.id)).set("condition", condition).set("location", loan.home);
        if (seen.pages) detail.set("pages", *seen.pages);
        if (!note.empty()) detail.set("note", note);
        TRY(append_event(state_, "paper.returned", loan.paper.text(), detail.dump(), stamp));
        TRY_ASSIGN(ended, load_loan(state_, loan.id));
        return {};
    }));
    return ended;
}

Result<Loan> Loans::renew(const PaperName& paper, const Date& due, const Date& today, const Stamp& stamp)
{
    Loan renewed;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const Loan loan, running_loan(state_, paper));
        TRY(check_due(due, today));
        if (due <= loan.due)
            return error(ErrorKind::usage, say("It is due on {} already", "现应还日期已是 {}", {loan.due.text()}))
                .with_hint(say("Choose a later day.", "请给出更晚的日期。"))
                .at(paper.text());
        TRY(state_.db.run("UPDATE loan SET due = ?2, renewals = renewals + 1 WHERE id = ?1", {raw(loan.id), due.text()}));
        FieldChanges changes;
        changes.compare("due", loan.due.text(), due.text());
        Json detail = changes.json();
        detail.set("loan", raw(loan.id));
        TRY(append_event(state_, "loan.renewed", loan.paper.text(), detail.dump(), stamp));
        TRY_ASSIGN(renewed, load_loan(state_, loan.id));
        return {};
    }));
    return renewed;
}

}  // namespace fonds
