// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/folders.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/catalog/loans.hpp"
#include "schema/catalog/places.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const Date today = day("2026-03-01");

PaperName paper(const std::string& text)
{
    return must(PaperName::parse(text));
}

NewLoan to(const std::string& reader, const std::string& what)
{
    NewLoan loan;
    loan.paper = paper(what);
    loan.reader = reader;
    loan.purpose = "审计";
    loan.due = add_days(today, 14);
    return loan;
}

/// One storeroom, and a record of five pages in it.
struct Store {
    SampleCatalog catalog;
    Places places{*catalog};
    Loans loans{*catalog};
    std::string code;

    Store()
    {
        NewLocation room;
        room.part = "KF01";
        must(places.add(room, stamp()));
        code = file("one", "");
        must(places.put({paper(code)}, "KF01", "", stamp()));
    }

    std::string file(const std::string& title, const std::string& folder, Grade grade = Grade::B)
    {
        NewRecord record = contract(title, title);
        record.metadata.folder = folder;
        record.metadata.grade = grade;
        const auto filed = must(catalog->file_record(record, stamp()));
        must(catalog->set_text(record.original.digest, TextState::done, "", 5));
        return filed.code.text();
    }
};

}  // namespace

TEST_CASE("What is lent leaves its place, cannot be lent or moved, and comes back to it")
{
    Store store;
    const Loan lent = must(store.loans.lend(to("李明", store.code), today, stamp()));
    CHECK(lent.home == "KF01");
    CHECK(lent.pages == 5);
    CHECK(lent.due.text() == "2026-03-15");
    const auto out = must(store.places.whereabouts(lent.paper));
    CHECK(out.location.empty());
    CHECK(out.loan == lent.id);
    CHECK(out.home == "KF01");
    CHECK(must(store.places.location("KF01")).papers == 1);  // its room is kept

    const Error again = refused(store.loans.lend(to("王芳", store.code), today, stamp()));
    CHECK(again.kind == ErrorKind::refused);
    CHECK(again.what.en.find("李明") != std::string::npos);
    CHECK(must(store.places.put({lent.paper}, "", "", stamp())).front().what == Placed::on_loan);

    const Loan ended = must(store.loans.give_back(lent.paper, {5, "", "无误"}, stamp("bob")));
    CHECK(ended.condition == "good");
    CHECK(ended.received_by == "bob");
    CHECK(must(store.places.whereabouts(lent.paper)).location == "KF01");
    CHECK(refused(store.loans.give_back(lent.paper, {5, "", ""}, stamp())).kind == ErrorKind::not_found);
    must(store.loans.lend(to("王芳", store.code), today, stamp()));
    LoanRequest all;
    all.open_only = false;
    CHECK(must(store.loans.list(all)).size() == 2);
    CHECK(check(*store.catalog).empty());
}

TEST_CASE("Pages are counted when a paper comes back")
{
    Store store;
    must(store.loans.lend(to("李明", store.code), today, stamp()));
    CHECK(refused(store.loans.give_back(paper(store.code), {}, stamp())).kind == ErrorKind::refused);
    CHECK(refused(store.loans.give_back(paper(store.code), {4, "good", ""}, stamp())).kind == ErrorKind::refused);
    CHECK(refused(store.loans.give_back(paper(store.code), {4, "eaten", ""}, stamp())).kind == ErrorKind::usage);
    const Loan ended = must(store.loans.give_back(paper(store.code), {4, "", ""}, stamp()));
    CHECK(ended.condition == "pages_missing");
    CHECK(ended.pages_returned == 4);
    NewLoan reading = to("李明", store.code);
    reading.manner = "reading";
    must(store.loans.lend(reading, today, stamp()));
    CHECK(must(store.loans.give_back(paper(store.code), {}, stamp())).condition == "good");
    CHECK(check(*store.catalog).empty());
}

TEST_CASE("Pages lost on a loan are told of the paper, of its folder and of what is in that")
{
    Store store;
    must(store.catalog->add_folder(folder("HT", "001"), stamp()));
    const auto inside = store.file("in", "001"), beside = store.file("beside", "001");
    const auto lost = [&](const std::string& what) {
        std::string told;
        for (const Loan& loan : must(store.loans.lost_pages(what.empty() ? std::nullopt : std::optional(paper(what)))))
            told += loan.paper.text() + ":" + std::to_string(*loan.pages_returned) + "/" + std::to_string(loan.pages) + " ";
        return told;
    };
    must(store.loans.lend(to("李明", inside), today, stamp()));
    CHECK(lost("").empty());
    must(store.loans.give_back(paper(inside), {4, "", ""}, stamp()));
    CHECK(lost("") == inside + ":4/5 ");
    CHECK(lost(inside) == inside + ":4/5 ");
    CHECK(lost("HT/001") == inside + ":4/5 ");
    CHECK(lost(beside).empty());
    CHECK(lost(store.code).empty());
    must(store.loans.lend(to("李明", "HT/001"), today, stamp()));
    must(store.loans.give_back(paper("HT/001"), {7, "", ""}, stamp()));
    CHECK(lost(inside) == inside + ":4/5 HT/001:7/10 ");
    CHECK(lost(beside) == "HT/001:7/10 ");
    CHECK(refused(store.loans.lost_pages(paper("HT/9"))).kind == ErrorKind::not_found);
    RecordEdit counted;
    counted.paper_pages = 4;
    must(store.catalog->edit_record(must(ReferenceCode::parse(inside)), counted, stamp("alice", 1'700'000'100'000)));
    // One of two is counted, and together there are more on paper than came back.
    CHECK(lost("") == "HT/001:7/10 ");
    counted.paper_pages = 3;
    must(store.catalog->edit_record(must(ReferenceCode::parse(beside)), counted, stamp("alice", 1'700'000'200'000)));
    CHECK(lost("").empty());
}

TEST_CASE("A loan tells the holds over what is out, while it is out")
{
    Store store;
    Holds holds(*store.catalog);
    must(store.catalog->add_folder(folder("HT", "001"), stamp()));
    const auto inside = store.file("in", "001");
    const auto hold = [&](HoldScope scope) {
        Hold one;
        one.kind = HoldKind::litigation;
        one.scope = std::move(scope);
        one.reason = "诉讼";
        one.authority = "法院";
        return must(holds.place(one, {}, stamp()));
    };
    must(store.catalog->add_party(party("华为"), stamp()));
    RecordEdit concerned;
    concerned.party = "华为";
    for (const std::string& each : {store.code, inside})
        must(store.catalog->edit_record(must(ReferenceCode::parse(each)), concerned, stamp()));
    const LoanId alone = must(store.loans.lend(to("李明", store.code), today, stamp())).id;
    const LoanId whole = must(store.loans.lend(to("李明", "HT/001"), today, stamp())).id;
    CHECK(must(store.loans.loan(alone)).holds.empty());
    const std::string over_record = hold({{must(ReferenceCode::parse(store.code))}, {}, {}, ""});
    const std::string over_inside = hold({{must(ReferenceCode::parse(inside))}, {}, {}, ""});
    const std::string over_folder = hold({{}, {"HT/001"}, {}, ""});
    CHECK(must(store.loans.loan(alone)).holds == std::vector<std::string>{over_record});
    CHECK(must(store.loans.loan(whole)).holds == std::vector<std::string>{over_inside, over_folder});
    LoanRequest all;
    all.open_only = false;
    all.oldest_first = true;
    CHECK(must(store.loans.list(all)).back().holds == std::vector<std::string>{over_inside, over_folder});
    must(holds.release(over_inside, "settled", stamp()));
    CHECK(must(store.loans.loan(whole)).holds == std::vector<std::string>{over_folder});
    must(store.loans.give_back(paper("HT/001"), {5, "", ""}, stamp()));
    CHECK(must(store.loans.loan(whole)).holds.empty());
    // By their party both are meant.
    NewLoan again = to("李明", "HT/001");
    again.approved_by = "张总";
    const LoanId third = must(store.loans.lend(again, today, stamp())).id;
    const std::string over_party = hold({{}, {}, {"华为"}, ""});
    CHECK(must(store.loans.loan(alone)).holds == std::vector<std::string>{over_record, over_party});
    CHECK(must(store.loans.loan(third)).holds == std::vector<std::string>{over_folder, over_party});
}

TEST_CASE("Grade A is lent with an approval only, alone or in its folder")
{
    Store store;
    must(store.catalog->add_folder(folder("HT", "001"), stamp()));
    const auto important = store.file("A", "001", Grade::A);
    CHECK(refused(store.loans.lend(to("李明", important), today, stamp())).kind == ErrorKind::refused);
    NewLoan whole = to("李明", "HT/001");
    CHECK(refused(store.loans.lend(whole, today, stamp())).kind == ErrorKind::refused);
    whole.approved_by = "张总";
    must(store.loans.lend(whole, today, stamp()));
    // It is out with its folder.
    NewLoan alone = to("王芳", important);
    alone.approved_by = "张总";
    CHECK(refused(store.loans.lend(alone, today, stamp())).kind == ErrorKind::refused);
    CHECK(must(store.places.whereabouts(paper(important))).with_folder);
    const auto findings = summary(must(store.places.order(add_days(today, 15), 50)));
    CHECK(findings == std::vector<std::string>{"order.grade_a_lent " + important, "order.loan_overdue HT/001"});
    must(store.loans.give_back(paper("HT/001"), {5, "", ""}, stamp()));
    CHECK(summary(must(store.places.order(today, 50))) == std::vector<std::string>{"order.grade_a_unlocated " + important});
    CHECK(check(*store.catalog).empty());
}

TEST_CASE("Pages that were counted on paper are those that must come back")
{
    Store store;
    RecordEdit counted;
    counted.paper_pages = 8;
    must(store.catalog->edit_record(code(store.code), counted, stamp()));
    CHECK(must(store.loans.lend(to("李明", store.code), today, stamp())).pages == 8);
    CHECK(must(store.loans.give_back(paper(store.code), {5, "", ""}, stamp())).condition == "pages_missing");
    must(store.catalog->add_folder(folder("HT", "001"), stamp()));
    counted.paper_pages = 0;
    counted.folder = "001";
    counted.page_range = PageRange{12, 14};
    must(store.catalog->edit_record(code(store.code), counted, stamp()));
    CHECK(must(store.loans.lend(to("李明", store.code), today, stamp())).pages == 3);
    CHECK(check(*store.catalog).empty());
}

TEST_CASE("Nothing is put into, or taken from, a folder that is out, and it is not closed")
{
    Store store;
    must(store.catalog->add_folder(folder("HT", "001"), stamp()));
    must(store.catalog->add_folder(folder("HT", "002"), stamp()));
    const auto inside = store.file("a", "001");
    must(store.loans.lend(to("李明", "HT/001"), today, stamp()));
    CHECK(refused(Folders(*store.catalog).number_pages({"HT", "001"}, stamp())).kind == ErrorKind::refused);
    CHECK(refused(Folders(*store.catalog).arrange({"HT", "001"}, {code(inside)}, stamp())).kind == ErrorKind::refused);
    Folders folders(*store.catalog);
    CHECK(refused(folders.move({"HT", "002"}, {code(inside)}, stamp())).kind == ErrorKind::refused);
    CHECK(refused(folders.move({"HT", "001"}, {code(store.code)}, stamp())).kind == ErrorKind::refused);
    CHECK(refused(folders.merge({"HT", "002"}, {"001"}, stamp())).kind == ErrorKind::refused);
    CHECK(must(folders.contents({"HT", "001"})).items.front().lent);
    CHECK(must(folders.incomplete({"HT", "001"})).front().en == "1 of its papers is on loan");
    CHECK(must(store.catalog->folder("HT", "001")).open);
    must(store.loans.give_back(paper("HT/001"), {5, "", ""}, stamp()));
    CHECK(must(folders.move({"HT", "002"}, {code(inside)}, stamp())).size() == 1);
    CHECK(check(*store.catalog).empty());
}

TEST_CASE("Loans are renewed, and overdue ones listed with the longest first")
{
    Store store;
    const auto other = store.file("two", "");
    must(store.loans.lend(to("李明", store.code), today, stamp()));
    NewLoan shorter = to("王芳", other);
    shorter.due = add_days(today, 3);
    must(store.loans.lend(shorter, today, stamp()));
    LoanRequest late;
    late.overdue_on = add_days(today, 20);
    CHECK(must(store.loans.list(late)).size() == 2);
    CHECK(must(store.loans.list(late)).front().reader == "王芳");
    CHECK(refused(store.loans.renew(paper(other), today, today, stamp())).kind == ErrorKind::usage);
    const Loan renewed = must(store.loans.renew(paper(other), add_days(today, 30), today, stamp()));
    CHECK(renewed.renewals == 1);
    CHECK(must(store.loans.list(late)).size() == 1);
    const Text reminder = reminder_of(must(store.loans.list(late)).front(), *late.overdue_on, 480, "示范公司");
    CHECK(reminder.zh.find("逾期 6 天") != std::string::npos);
    CHECK(reminder.en.find("6 days overdue") != std::string::npos);
    CHECK(check(*store.catalog).empty());
}

TEST_CASE("Loans that cannot be are refused")
{
    Store store;
    NewLoan loan = to("", store.code);
    CHECK(refused(store.loans.lend(loan, today, stamp())).kind == ErrorKind::usage);
    loan = to(std::string(10'000, 'x'), store.code);
    CHECK(refused(store.loans.lend(loan, today, stamp())).kind == ErrorKind::usage);
    loan = to("李明", "J001-HT·1999-D30-0001");
    CHECK(refused(store.loans.lend(loan, today, stamp())).kind == ErrorKind::not_found);
    loan = to("李明", store.code);
    loan.due = add_days(today, -1);
    CHECK(refused(store.loans.lend(loan, today, stamp())).kind == ErrorKind::usage);
    loan = to("李明", store.code);
    loan.manner = "theft";
    CHECK(refused(store.loans.lend(loan, today, stamp())).kind == ErrorKind::usage);
}

TEST_CASE("The schema keeps loans, and changes past the program are found")
{
    Store store;
    must(store.loans.lend(to("李明", store.code), today, stamp()));
    const std::string path = store.catalog.path();
    CHECK_THROWS(sql(path, "DELETE FROM loan"));
    CHECK_THROWS(sql(path, "UPDATE paper SET location = 1"));  // in a place and out
    CHECK_THROWS(sql(path, "UPDATE paper SET loan = NULL"));   // the loan runs
    CHECK_THROWS(sql(path, "INSERT INTO loan SELECT 2, record, folder, reader, unit, contact, purpose, manner, approved_by,"
                           " lent_at, lent_by, due, renewals, pages, note, NULL, '', '', NULL FROM loan"));
    sql(path, "UPDATE loan SET due = '2030-01-01'");
    CHECK(check(*store.catalog) == std::vector<std::string>{"loan.changed loan 1"});
}
