// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/accounts.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/catalog/holds.hpp"
#include "schema/catalog/loans.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/core/json.hpp"
#include "tests/support/office_people.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const ClockDay today{day("2060-11-22"), 480};

/// Three contracts of 2024 that were kept 30 years, and the people of an office.
struct Bureau {
    Bureau()
    {
        for (const char* title : {"one", "two", "three"}) codes.push_back(code(catalog.file(title)));
        people();
        must(Retention(*catalog).wind_clocks(today));
    }

    void people()
    {
        Accounts accounts(*catalog);
        seat_office([&](const Account& account) { must(accounts.add(account, stamp())); },
                    [&](const std::string& name, const Duty& duty) { must(accounts.grant(name, duty, stamp())); });
    }

    Cases cases() { return Cases(*catalog); }
    std::string drafted() { return must(cases().draft({}, today, stamp("arch"))).number; }
    /// To the state before signatures, all to be destroyed.
    std::string listed()
    {
        const std::string number = drafted();
        must(cases().decide(number, {}, today, stamp("arch")));
        must(cases().give_opinion(number, "arch, fin", "无保存价值", "", today, stamp("arch")));
        must(cases().compile_register(number, today, stamp("arch")));
        return number;
    }
    std::string approved()
    {
        const std::string number = listed();
        must(cases().sign(number, "unit_head", true, {}, "", stamp("head")));
        CHECK(must(cases().sign(number, "archives_head", true, {}, "", stamp("ahead"))) == CaseState::approved);
        return number;
    }
    std::string witnessed()
    {
        const std::string number = approved();
        must(cases().witness(number, CaseStage::before, "archives", "", stamp("wa")));
        CHECK(must(cases().witness(number, CaseStage::before, "business", "", stamp("wb"))) == CaseState::witnessed);
        return number;
    }
    /// Buries all that is condemned; gives what was left out.
    std::vector<LeftOut> bury(const std::string& number)
    {
        const auto condemned = must(cases().condemned(number, 100));
        return must(
            cases().bury(number, condemned, std::vector<std::string>(condemned.size(), "{\"files\":[]}"), stamp("arch2")));
    }

    SampleCatalog catalog;
    std::vector<ReferenceCode> codes;
};

/// A list of transfer of these records.
std::string package_of(const std::vector<ReferenceCode>& codes)
{
    Json records = Json::array();
    for (const auto& each : codes) records.push(Json::object().set("code", each.text()));
    return Json::object().set("records", std::move(records)).dump();
}

}  // namespace

TEST_CASE("A case takes what is due, neither held nor in another case, and needs three separate officers first")
{
    Bureau office;
    Hold hold;
    hold.reason = "诉讼";
    hold.authority = "法院";
    hold.scope.records = {office.codes[2]};
    must(Holds(*office.catalog).place(hold, {}, stamp()));
    const auto drafted = must(office.cases().draft({}, today, stamp("arch")));
    CHECK(drafted.items == 2);
    CHECK(drafted.held == 1);
    CHECK(refused(office.cases().draft({}, today, stamp("arch"))).kind == ErrorKind::not_found);
    CHECK(must(office.cases().case_of(office.codes[0])) == drafted.number);
    CHECK(!must(office.cases().case_of(office.codes[2])));

    CHECK(refused(office.cases().draft({}, today, stamp("alice"))).kind == ErrorKind::refused);
    CHECK(refused(office.cases().draft({}, today, stamp("head"))).kind == ErrorKind::refused);
    CaseDraft named;
    named.codes = {office.codes[2]};
    CHECK(refused(office.cases().draft(named, today, stamp("arch"))).kind == ErrorKind::refused);
    CaseDraft future;
    future.due_until = day("2070-01-01");
    CHECK(refused(office.cases().draft(future, today, stamp("arch"))).kind == ErrorKind::refused);
    sql(office.catalog.path(), "UPDATE account SET closed = 1 WHERE name = 'sec'");
    const auto error = refused(office.cases().decide(drafted.number, {}, today, stamp("arch")));
    CHECK(error.kind == ErrorKind::refused);
    CHECK(error.what.en.find("security officer") != std::string::npos);
}

TEST_CASE("What is not due is not appraised")
{
    Bureau office;
    CHECK(refused(office.cases().draft({}, {day("2030-01-01"), 480}, stamp("arch"))).kind == ErrorKind::not_found);
    CaseDraft named;
    named.codes = {office.codes[0]};
    CHECK(refused(office.cases().draft(named, {day("2030-01-01"), 480}, stamp("arch"))).kind == ErrorKind::refused);
}

TEST_CASE("Grade A is decided one by one, and by two")
{
    Bureau office;
    RecordEdit grave;
    grave.grade = Grade::A;
    must(office.catalog->edit_record(office.codes[0], grave, stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto number = office.drafted();
    const auto bulk = must(office.cases().decide(number, {}, today, stamp("arch")));
    CHECK(bulk.decided == 2);
    REQUIRE(bulk.left.size() == 1);
    CHECK(bulk.left[0].code == office.codes[0]);
    CHECK(refused(office.cases().give_opinion(number, "a", "", "", today, stamp("arch"))).kind == ErrorKind::refused);
    CaseChoice alone;
    alone.codes = {office.codes[0]};
    CHECK(must(office.cases().decide(number, alone, today, stamp("arch"))).decided == 1);
    CHECK(must(office.cases().decide(number, alone, today, stamp("arch"))).decided == 1);
    CHECK(must(office.cases().get(number)).counts.needs_second == 1);
    CHECK(refused(office.cases().give_opinion(number, "a", "", "", today, stamp("arch"))).kind == ErrorKind::refused);
    CHECK(must(office.cases().decide(number, alone, today, stamp("arch2"))).decided == 1);
    CHECK(must(office.cases().get(number)).counts.needs_second == 0);
    CHECK(office.cases().give_opinion(number, "a", "", "", today, stamp("arch")).ok());
}

TEST_CASE("Extensions and permanent keeping hold from the opinion on; what is unsettled comes under a hold")
{
    Bureau office;
    const auto number = office.drafted();
    CaseChoice longer{{office.codes[0]}, {}, CaseDecision::extend, day("2065-01-01"), "仍有查考价值", false};
    CHECK(refused(office.cases().decide(number, {{office.codes[0]}, {}, CaseDecision::extend, {}, "r", false}, today,
                                        stamp("arch")))
              .kind == ErrorKind::usage);
    CHECK(refused(office.cases().decide(number, {{office.codes[0]}, {}, CaseDecision::extend, day("2060-11-22"), "r", false},
                                        today, stamp("arch")))
              .kind == ErrorKind::usage);
    must(office.cases().decide(number, longer, today, stamp("arch")));
    must(office.cases().decide(number, {{office.codes[1]}, {}, CaseDecision::permanent, {}, "史料", false}, today,
                               stamp("arch")));
    must(office.cases().decide(number, {{office.codes[2]}, {}, CaseDecision::excepted, {}, "债权未清", true}, today,
                               stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "", today, stamp("arch")));
    must(Retention(*office.catalog).wind_clocks(today));
    CHECK(must(Retention(*office.catalog).clock(office.codes[0], today)).due() == day("2065-01-01"));
    CHECK(must(Retention(*office.catalog).clock(office.codes[1], today)).state() == ClockState::permanent);
    CHECK(must(Holds(*office.catalog).over(office.codes[2])).size() == 1);
    CHECK(refused(office.cases().compile_register(number, today, stamp("arch"))).kind == ErrorKind::refused);
    CHECK(office.cases().close(number, "", stamp("arch")).ok());
    const auto opinion = must(Json::parse(must(office.cases().paper(number, CasePaperKind::opinion)).content));
    CHECK(opinion.get("records").size() == 3);
    CHECK(opinion.get("unsettled").at(0).text() == office.codes[2].text());
    CHECK(check(*office.catalog).empty());
}

TEST_CASE("A register is signed by distinct people in distinct offices, and not by its author")
{
    Bureau office;
    const auto number = office.listed();
    sql(office.catalog.path(),
        "INSERT INTO account_role SELECT id, 'approver', 'unit_head' FROM account WHERE name = 'arch';"
        "INSERT INTO account_role SELECT id, 'approver', 'archives_head' FROM account WHERE name = 'head'");
    CHECK(refused(office.cases().sign(number, "unit_head", true, {}, "", stamp("arch"))).kind == ErrorKind::refused);
    CHECK(refused(office.cases().sign(number, "unit_head", true, {}, "", stamp("ahead"))).kind == ErrorKind::refused);
    CHECK(refused(office.cases().sign(number, "unit_head", true, {}, "", stamp("admin"))).kind == ErrorKind::refused);
    CHECK(refused(office.cases().sign(number, "accounting_head", true, {}, "", stamp("fhead"))).kind == ErrorKind::usage);
    CHECK(must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head"))) == CaseState::listed);
    CHECK(refused(office.cases().sign(number, "archives_head", true, {}, "", stamp("head"))).kind == ErrorKind::refused);
    CHECK(must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead"))) == CaseState::approved);
    // The database itself holds to it.
    CHECK_THROWS(
        sql(office.catalog.path(),
            "INSERT INTO case_signature (disposition, stage, round, office, account, verdict, note, digest,"
            " event) SELECT 1, 'before', 1, 'x', id, 'approved', '', zeroblob(32), 1 FROM account WHERE name = 'arch'"));
    CHECK_THROWS(sql(office.catalog.path(), "UPDATE disposition_case SET state = 'destroying'"));
    CHECK_THROWS(sql(office.catalog.path(), "DELETE FROM case_signature"));
}

TEST_CASE("A password that somebody else set signs nothing")
{
    Bureau office;
    const auto number = office.listed();
    sql(office.catalog.path(), "UPDATE account SET password = 'x' WHERE name = 'head'");
    CHECK(refused(office.cases().sign(number, "unit_head", true, {}, "", stamp("head"))).kind == ErrorKind::refused);
    sql(office.catalog.path(), "UPDATE account SET own_password = 1 WHERE name = 'head'");
    CHECK(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")).ok());
}

TEST_CASE("A refusal sends the case back, and the next register needs all signatures again")
{
    Bureau office;
    const auto number = office.listed();
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    CHECK(refused(office.cases().sign(number, "archives_head", false, {}, "", stamp("ahead"))).kind == ErrorKind::usage);
    CHECK(must(office.cases().sign(number, "archives_head", false, {}, "缺件", stamp("ahead"))) == CaseState::appraisal);
    must(office.cases().give_opinion(number, "a", "", "", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    CHECK(must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead"))) == CaseState::listed);
    CHECK(must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head"))) == CaseState::approved);
    CHECK(must(office.cases().papers(number)).size() == 4);
}

TEST_CASE("Bulk approval leaves single records out")
{
    Bureau office;
    const auto number = office.listed();
    CHECK(refused(office.cases().sign(number, "unit_head", true, {office.codes[1]}, "", stamp("head"))).kind ==
          ErrorKind::usage);
    must(office.cases().sign(number, "unit_head", true, {office.codes[1]}, "仍需查考", stamp("head")));
    const auto counts = must(office.cases().get(number)).counts;
    CHECK(counts.destroy == 2);
    CHECK(counts.excepted == 1);
    CHECK(!must(office.cases().case_of(office.codes[1])));
}

TEST_CASE("Accounting records need five signatures and, with files, three witnesses")
{
    Bureau office;
    RetentionRule vouchers;
    vouchers.code = "KU";
    vouchers.name_zh = "凭证";
    vouchers.trigger = RetentionTrigger::fiscal_year_end;
    vouchers.period = must(RetentionPeriod::parse("30y"));
    must(Retention(*office.catalog).put_rule(vouchers, stamp()));
    must(Retention(*office.catalog).assign({"HT", {}, "", "KU"}, stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    CaseDraft wrong;
    wrong.procedure = CaseProcedure::general;
    CHECK(refused(office.cases().draft(wrong, today, stamp("arch"))).kind == ErrorKind::refused);
    const auto number = office.listed();
    CHECK(must(office.cases().get(number)).procedure == CaseProcedure::accounting);
    for (const auto& [who, as] : std::vector<std::pair<std::string, std::string>>{
             {"head", "unit_head"}, {"ahead", "archives_head"}, {"fhead", "accounting_head"}, {"aclerk", "archives_clerk"}})
        CHECK(must(office.cases().sign(number, as, true, {}, "", stamp(who))) == CaseState::listed);
    CHECK(must(office.cases().sign(number, "accounting_clerk", true, {}, "", stamp("fclerk"))) == CaseState::approved);
    must(office.cases().witness(number, CaseStage::before, "archives", "", stamp("wa")));
    CHECK(must(office.cases().witness(number, CaseStage::before, "accounting", "", stamp("wf"))) == CaseState::approved);
    CHECK(must(office.cases().witness(number, CaseStage::before, "systems", "", stamp("ws"))) == CaseState::witnessed);
}

TEST_CASE("Nothing is destroyed before it is approved and witnessed, nor by a witness, nor while the clock is behind")
{
    Bureau office;
    const auto number = office.approved();
    CHECK(refused(office.cases().begin_destruction(number, "", "", today, stamp("arch2"))).kind == ErrorKind::refused);
    must(office.cases().witness(number, CaseStage::before, "archives", "", stamp("wa")));
    must(office.cases().witness(number, CaseStage::before, "business", "", stamp("wb")));
    sql(office.catalog.path(), "INSERT INTO account_role SELECT id, 'archivist', '' FROM account WHERE name = 'wa'");
    CHECK(refused(office.cases().begin_destruction(number, "", "", today, stamp("wa"))).kind == ErrorKind::refused);
    CHECK(refused(office.cases().begin_destruction(number, "", "", today, stamp("arch2", 1'000'000'000'000))).kind ==
          ErrorKind::refused);
    CHECK(office.cases().begin_destruction(number, "", "", today, stamp("arch2")).ok());
}

TEST_CASE("By a clock that has leapt nothing is drafted, listed, approved, watched, destroyed or handed over")
{
    Bureau office;
    Cases cases = office.cases();
    const auto later = [](const char* actor) { return stamp(actor, 2'800'000'000'000); };
    const auto leapt = [](const Error& error) {
        return error.kind == ErrorKind::refused && error.what.en.find("may have leapt") != std::string::npos;
    };
    CHECK(leapt(refused(cases.draft({}, today, later("arch")))));
    const std::string number = office.drafted();
    must(cases.decide(number, {}, today, stamp("arch")));
    must(cases.give_opinion(number, "arch, fin", "无保存价值", "", today, stamp("arch")));
    CHECK(leapt(refused(cases.compile_register(number, today, later("arch")))));
    must(cases.compile_register(number, today, stamp("arch")));
    CHECK(leapt(refused(cases.sign(number, "unit_head", true, {}, "", later("head")))));
    must(cases.sign(number, "unit_head", true, {}, "", stamp("head")));
    must(cases.sign(number, "archives_head", true, {}, "", stamp("ahead")));
    CHECK(leapt(refused(cases.witness(number, CaseStage::before, "archives", "", later("wa")))));
    must(cases.witness(number, CaseStage::before, "archives", "", stamp("wa")));
    must(cases.witness(number, CaseStage::before, "business", "", stamp("wb")));
    CHECK(leapt(refused(cases.begin_destruction(number, "", "", today, later("arch2")))));
    CHECK(leapt(refused(cases.hand_over(number, "r", today, later("arch2")))));
    CHECK(cases.begin_destruction(number, "", "", today, stamp("arch2")).ok());
}

TEST_CASE("A register is sent back even by a clock that has leapt")
{
    Bureau office;
    const std::string number = office.listed();
    CHECK(must(office.cases().sign(number, "unit_head", false, {}, "时钟有误", stamp("head", 2'800'000'000'000))) ==
          CaseState::appraisal);
}

TEST_CASE("Buried records leave tombstones, their bytes are owed, and the log and every check agree")
{
    Bureau office;
    must(office.catalog->attach(office.codes[0], attachment("annex", "a.txt"), stamp()));
    RecordEdit told;
    told.party = "华为";
    told.note = "机密备注";
    must(office.catalog->ensure_party("华为", "HW", stamp()));
    must(office.catalog->edit_record(office.codes[0], told, stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto number = office.witnessed();
    CHECK(must(office.cases().begin_destruction(number, "删除", "机房", today, stamp("arch2"))).empty());
    CHECK(office.bury(number).empty());
    CHECK(must(office.cases().condemned(number, 10)).empty());
    CHECK(refused(office.cases().end_destruction(number, "{}", stamp("arch2"))).kind == ErrorKind::internal);
    const auto owed = must(office.cases().owed_bytes(10));
    CHECK(owed.size() == 4);
    must(office.cases().settle_bytes(owed));
    must(office.cases().end_destruction(number, "{}", stamp("arch2")));
    const Record left = must(office.catalog->record(office.codes[0]));
    CHECK(left.metadata.title == "—");
    CHECK(left.metadata.party.empty());
    CHECK(left.metadata.note.empty());
    CHECK(left.components.empty());
    CHECK(sql_value(office.catalog.path(), "SELECT count(*) FROM history") == "0");
    CHECK(must(Numbers(*office.catalog).tombstone(office.codes[0]))->kind == Tombstone::Kind::destroyed);
    CHECK(must(office.catalog->tallies()).records == 0);
    CHECK(!must(office.catalog->object(Digest::of("annex"))));
    CHECK(check(*office.catalog).empty());
    // The same bytes may come again, as new ones.
    must(office.catalog->file_record(contract("again", "bytes of one"), stamp()));
    CHECK(must(office.catalog->object(Digest::of("bytes of one"))).has_value());
    CHECK(check(*office.catalog).empty());
}

TEST_CASE("A hold, an event, an extension or another file between approval and destruction leaves the record out")
{
    Bureau office;
    const auto number = office.witnessed();
    Hold hold;
    hold.reason = "审计";
    hold.authority = "审计署";
    hold.scope.records = {office.codes[0]};
    must(Holds(*office.catalog).place(hold, {}, stamp()));
    must(office.catalog->attach(office.codes[1], attachment("annex", "a.txt"), stamp()));
    RetentionRule longer;
    longer.code = "LONG";
    longer.name_zh = "更长";
    longer.trigger = RetentionTrigger::created;
    longer.period = must(RetentionPeriod::parse("90y"));
    must(Retention(*office.catalog).put_rule(longer, stamp()));
    must(Retention(*office.catalog).give_rule(office.codes[2], GivenRule{"LONG", "r", false}, "r", stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto left = must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    REQUIRE(left.size() == 3);
    CHECK(left[0].why.en.find("hold") != std::string::npos);
    CHECK(left[1].why.en.find("register") != std::string::npos);
    CHECK(left[2].why.en.find("longer") != std::string::npos);
    CHECK(must(office.cases().condemned(number, 10)).empty());
    // Of nothing no destruction was begun.
    CHECK(must(office.cases().get(number)).state == CaseState::witnessed);
    CHECK(must(office.catalog->tallies()).records == 3);
}

TEST_CASE("A hold that comes while a destruction is under way leaves the record out")
{
    Bureau office;
    const auto number = office.witnessed();
    must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    const auto condemned = must(office.cases().condemned(number, 10));
    Hold hold;
    hold.reason = "诉讼";
    hold.authority = "法院";
    hold.scope.records = {office.codes[1]};
    must(Holds(*office.catalog).place(hold, {}, stamp()));
    const auto left = must(office.cases().bury(number, condemned, {"{}", "{}", "{}"}, stamp("arch2")));
    REQUIRE(left.size() == 1);
    CHECK(left[0].code == office.codes[1]);
    CHECK(must(office.catalog->record(office.codes[1])).metadata.title == "two");
    CHECK(must(office.catalog->tallies()).records == 1);
}

TEST_CASE("Bytes that another record has stay; what was merged into a destroyed record goes with it")
{
    Bureau office;
    NewRecord same = contract("same bytes", "bytes of one");
    same.metadata.date = day("2059-01-01");
    same.duplicates = Duplicates::allowed;
    const auto other = must(office.catalog->file_record(same, stamp())).code;
    must(Doubles(*office.catalog).merge(office.codes[1], office.codes[2], "同一件", stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto number = office.witnessed();
    must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    CHECK(office.bury(number).empty());
    CHECK(must(office.catalog->object(Digest::of("bytes of one"))).has_value());
    const auto owed = must(office.cases().owed_bytes(10));
    CHECK(owed.size() == 2);
    must(office.cases().settle_bytes(owed));
    CHECK(must(office.catalog->record(office.codes[2])).metadata.title == "—");
    CHECK(must(office.catalog->record(other)).components.size() == 1);
    CHECK(check(*office.catalog).empty());
}

TEST_CASE("Only the witnesses of before confirm afterwards, and without them nothing is closed")
{
    Bureau office;
    const auto number = office.witnessed();
    must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    office.bury(number);
    must(office.cases().settle_bytes(must(office.cases().owed_bytes(10))));
    must(office.cases().end_destruction(number, "{}", stamp("arch2")));
    CHECK(refused(office.cases().close(number, "{}", stamp("arch"))).kind == ErrorKind::refused);
    sql(office.catalog.path(), "INSERT INTO account_role SELECT id, 'witness', 'archives' FROM account WHERE name = 'aud'");
    CHECK(refused(office.cases().witness(number, CaseStage::after, "archives", "", stamp("aud"))).kind ==
          ErrorKind::refused);
    must(office.cases().witness(number, CaseStage::after, "archives", "", stamp("wa")));
    must(office.cases().witness(number, CaseStage::after, "business", "", stamp("wb")));
    CHECK(office.cases().close(number, "{}", stamp("arch")).ok());
    CHECK(must(office.cases().get(number)).state == CaseState::closed);
    CHECK(refused(office.cases().withdraw(number, "r", stamp("arch"))).kind == ErrorKind::refused);
}

TEST_CASE("A register that somebody changed destroys nothing")
{
    Bureau office;
    const auto number = office.witnessed();
    sql(office.catalog.path(),
        "DROP TRIGGER case_paper_never_changes; UPDATE case_paper SET content = replace(content, 'one', 'uno')");
    CHECK(refused(office.cases().begin_destruction(number, "", "", today, stamp("arch2"))).kind == ErrorKind::corrupt);
}

TEST_CASE("What was transferred keeps its facts as a stub and loses its bytes")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {{}, {}, CaseDecision::transfer, {}, "移交省馆", false}, today, stamp("arch")));
    CHECK(refused(office.cases().give_opinion(number, "a", "", "", today, stamp("arch"))).kind == ErrorKind::usage);
    must(office.cases().give_opinion(number, "a", "", "省档案馆", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    CHECK(refused(office.cases().packed(number, "{}", stamp("arch"))).kind == ErrorKind::refused);
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    CHECK(refused(office.cases().hand_over(number, "回执1", today, stamp("arch"))).kind == ErrorKind::not_found);
    must(office.cases().packed(number, package_of(office.codes), stamp("arch")));
    CHECK(refused(office.cases().hand_over(number, "", today, stamp("arch"))).kind == ErrorKind::usage);
    CHECK(must(office.cases().hand_over(number, "回执1", today, stamp("arch"))).empty());
    CHECK(must(office.catalog->record(office.codes[0])).metadata.title == "one");
    CHECK(must(office.cases().owed_bytes(10)).size() == 3);
    CHECK(must(Numbers(*office.catalog).tombstone(office.codes[0]))->kind == Tombstone::Kind::transferred);
    must(office.cases().settle_bytes(must(office.cases().owed_bytes(10))));
    CHECK(office.cases().close(number, "", stamp("arch")).ok());
    CHECK(check(*office.catalog).empty());
}

TEST_CASE("A check finds approvals without signatures, changed papers, and records that are gone without a case")
{
    Bureau office;
    const auto number = office.witnessed();
    must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    office.bury(number);
    must(office.cases().settle_bytes(must(office.cases().owed_bytes(10))));
    CHECK(check(*office.catalog).empty());
    const auto after = [&](const std::string& statements) {
        std::string drops;
        for (const auto& row :
             sql(office.catalog.path(), "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN"
                                        " ('case_signature', 'case_paper', 'case_item', 'disposition_case')"))
            drops += "DROP TRIGGER " + row[0] + ";";
        sql(office.catalog.path(), drops + statements);
        auto lines = check(*office.catalog);
        std::erase_if(lines, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
        return lines;
    };
    CHECK(after("UPDATE case_paper SET content = '{}' WHERE kind = 'opinion'") ==
          std::vector<std::string>{"case.changed " + number});
    CHECK(after("UPDATE case_item SET outcome = 'kept' WHERE record = 1; UPDATE case_paper SET digest ="
                " (SELECT digest FROM case_paper WHERE kind = 'opinion') WHERE 0") ==
          std::vector<std::string>{"case.changed " + number, "record.gone_without_case " + office.codes[0].text()});
    CHECK(after("DELETE FROM case_signature WHERE id = 1") ==
          std::vector<std::string>{"case.changed " + number, "case.changed " + number, "case.unsigned " + number,
                                   "record.gone_without_case " + office.codes[0].text()});
}

TEST_CASE("A check finds who was made to have decided otherwise, or for another reason")
{
    Bureau office;
    RecordEdit grave;
    grave.grade = Grade::A;
    must(office.catalog->edit_record(office.codes[0], grave, stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto number = office.drafted();
    CaseChoice alone;
    alone.codes = {office.codes[0]};
    must(office.cases().decide(number, alone, today, stamp("arch")));
    must(office.cases().decide(number, alone, today, stamp("arch2")));
    must(office.cases().decide(number, {{office.codes[1]}, {}, CaseDecision::extend, day("2065-01-01"), "仍在使用", false},
                               today, stamp("arch")));
    must(office.cases().decide(number, {}, today, stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    must(office.cases().sign(number, "unit_head", true, {office.codes[2]}, "仍需查考", stamp("head")));
    CHECK(check(*office.catalog).empty());
    const auto after = [&](const std::string& change, std::size_t record) {
        sql(office.catalog.path(), "DROP TRIGGER IF EXISTS case_paper_never_changes;" + change);
        auto lines = check(*office.catalog);
        std::erase_if(lines, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
        return lines == std::vector<std::string>{"case.changed " + number + " " + office.codes[record].text()};
    };
    CHECK(after("UPDATE case_item SET reason = 'x' WHERE record = 2", 1));
    CHECK(after("UPDATE case_item SET reason = '仍在使用' WHERE record = 2; UPDATE case_item SET seen_by = (SELECT id FROM"
                " account WHERE name = 'head') WHERE record = 1",
                0));
    CHECK(after("UPDATE case_item SET seen_by = (SELECT id FROM account WHERE name = 'arch2') WHERE record = 1; UPDATE"
                " case_item SET decided_by = (SELECT id FROM account WHERE name = 'arch2') WHERE record = 3",
                2));
    sql(office.catalog.path(),
        "UPDATE case_item SET decided_by = (SELECT id FROM account WHERE name = 'arch') WHERE record = 3");
    sql(office.catalog.path(),
        "UPDATE case_paper SET content = '{}', digest = X'" + Digest::of("{}").hex() + "' WHERE kind = 'opinion'");
    auto lines = check(*office.catalog);
    std::erase_if(lines, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
    CHECK(lines == std::vector<std::string>{"case.changed " + number});
}

TEST_CASE("A check finds what a case was made to say of itself, of its signatures and of its extensions")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {{office.codes[0]}, {}, CaseDecision::extend, day("2065-01-01"), "仍在使用", false},
                               today, stamp("arch")));
    must(office.cases().decide(number, {{office.codes[1]}, {}, CaseDecision::transfer, {}, "移交", false}, today,
                               stamp("arch")));
    must(office.cases().decide(number, {}, today, stamp("arch")));
    must(office.cases().give_opinion(number, "arch, fin", "无保存价值", "省档案馆", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    must(office.cases().sign(number, "unit_head", true, {}, "同意", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    must(office.cases().packed(number, package_of({office.codes[1]}), stamp("arch")));
    must(office.cases().hand_over(number, "回执", today, stamp("arch")));
    must(office.cases().witness(number, CaseStage::before, "archives", "", stamp("wa")));
    must(office.cases().witness(number, CaseStage::before, "business", "", stamp("wb")));
    must(office.cases().begin_destruction(number, "删除", "机房", today, stamp("arch2")));
    must(Retention(*office.catalog).wind_clocks(today));
    CHECK(check(*office.catalog).empty());
    std::string drops;
    for (const auto& row : sql(office.catalog.path(), "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN"
                                                      " ('case_signature', 'disposition_case', 'tombstone')"))
        drops += "DROP TRIGGER " + row[0] + ";";
    sql(office.catalog.path(), drops);
    // Each change is found, and nothing once it is undone.
    const auto found = [&](const std::string& change, const std::string& back) {
        const auto lines = [&](const std::string& statement) {
            sql(office.catalog.path(), statement);
            auto all = check(*office.catalog);
            std::erase_if(all, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
            return all;
        };
        const auto changed = lines(change);
        return !changed.empty() && changed.front().starts_with("case.changed ") && lines(back).empty();
    };
    const std::string one = "UPDATE disposition_case SET ";
    for (const char* column : {"title", "basis", "participants", "opinion", "method", "place", "receipt"}) {
        INFO(column);
        const std::string name = column;
        CHECK(found(one + name + " = " + name + " || 'x'", one + name + " = rtrim(" + name + ", 'x')"));
    }
    CHECK(found(one + "procedure = 'accounting'", one + "procedure = 'general'"));
    CHECK(found(one + "executor = author", one + "executor = (SELECT id FROM account WHERE name = 'arch2')"));
    CHECK(found(one + "author = executor", one + "author = (SELECT id FROM account WHERE name = 'arch')"));
    CHECK(found("UPDATE case_signature SET note = '' WHERE id = 1", "UPDATE case_signature SET note = '同意' WHERE id = 1"));
    CHECK(found("UPDATE case_signature SET office = 'audit' WHERE id = 1",
                "UPDATE case_signature SET office = 'unit_head' WHERE id = 1"));
    CHECK(found("UPDATE tombstone SET reason = reason || 'x'", "UPDATE tombstone SET reason = rtrim(reason, 'x')"));
    CHECK(found("UPDATE record_extension SET reason = reason || 'x'",
                "UPDATE record_extension SET reason = rtrim(reason, 'x')"));
}

TEST_CASE("What changed after the register was signed is left out, whatever it is")
{
    Bureau office;
    const auto number = office.witnessed();
    RecordEdit title;
    title.title = "another title";
    must(office.catalog->edit_record(office.codes[0], title, stamp()));
    RecordEdit grave;
    grave.grade = Grade::A;
    must(office.catalog->edit_record(office.codes[1], grave, stamp()));
    NewRecord other = contract("not appraised", "bytes of others");
    const auto merged = must(office.catalog->file_record(other, stamp())).code;
    must(Doubles(*office.catalog).merge(office.codes[2], merged, "同一件", stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto left = must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    CHECK(left.size() == 3);
    CHECK(must(office.cases().condemned(number, 10)).empty());
}

TEST_CASE("A destruction that goes on looks at what is left, and at who carries it out, once more")
{
    Bureau office;
    const auto number = office.witnessed();
    must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    must(office.catalog->attach(office.codes[1], attachment("late", "late.txt"), stamp()));
    sql(office.catalog.path(), "INSERT INTO account_role SELECT id, 'archivist', '' FROM account WHERE name = 'wa'");
    CHECK(refused(office.cases().begin_destruction(number, "", "", today, stamp("wa"))).kind == ErrorKind::refused);
    const auto left = must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    REQUIRE(left.size() == 1);
    CHECK(left[0].code == office.codes[1]);
}

TEST_CASE("Nothing is handed over that was not approved and packed in this round")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {{}, {}, CaseDecision::transfer, {}, "移交", false}, today, stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "省档案馆", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    must(office.cases().packed(number, package_of(office.codes), stamp("arch")));
    must(office.cases().reopen(number, "另议", stamp("arch")));
    CHECK(refused(office.cases().hand_over(number, "回执", today, stamp("arch"))).kind == ErrorKind::refused);
    must(office.cases().withdraw(number, "撤销", stamp("arch")));
    CHECK(refused(office.cases().hand_over(number, "回执", today, stamp("arch"))).kind == ErrorKind::refused);
    CHECK(must(office.catalog->tallies()).records == 3);
}

TEST_CASE("Lowering the grade does not spare the second look")
{
    Bureau office;
    RecordEdit grave;
    grave.grade = Grade::A;
    must(office.catalog->edit_record(office.codes[0], grave, stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto number = office.drafted();
    grave.grade = Grade::B;
    must(office.catalog->edit_record(office.codes[0], grave, stamp()));
    CHECK(must(office.cases().decide(number, {}, today, stamp("arch"))).left_count == 1);
    CaseChoice alone;
    alone.codes = {office.codes[0]};
    must(office.cases().decide(number, alone, today, stamp("arch")));
    CHECK(refused(office.cases().give_opinion(number, "a", "", "", today, stamp("arch"))).kind == ErrorKind::refused);
}

TEST_CASE("What another opinion decides otherwise holds no more")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {}, today, stamp("arch")));
    must(office.cases().decide(number, {{office.codes[0]}, {}, CaseDecision::extend, day("2065-01-01"), "r", false}, today,
                               stamp("arch")));
    must(office.cases().decide(number, {{office.codes[1]}, {}, CaseDecision::permanent, {}, "r", false}, today,
                               stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "", today, stamp("arch")));
    must(office.cases().reopen(number, "另议", stamp("arch")));
    must(office.cases().decide(number, {{office.codes[0], office.codes[1]}, {}, CaseDecision::destroy, {}, "", false}, today,
                               stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "", today, stamp("arch")));
    must(Retention(*office.catalog).wind_clocks(today));
    CHECK(must(Retention(*office.catalog).clock(office.codes[0], today)).due() == day("2055-01-01"));
    CHECK(must(Retention(*office.catalog).clock(office.codes[1], today)).due() == day("2055-01-01"));
    must(office.cases().compile_register(number, today, stamp("arch")));
    CHECK(must(office.cases().get(number)).counts.destroy == 3);
}

TEST_CASE("Who appraised does not approve, who approved does not watch, and papers of a case stay as they are")
{
    Bureau office;
    const auto number = office.listed();
    sql(office.catalog.path(), "INSERT INTO account_role SELECT id, 'witness', 'archives' FROM account WHERE name = 'head'");
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    CHECK(refused(office.cases().witness(number, CaseStage::before, "archives", "", stamp("head"))).kind ==
          ErrorKind::refused);
    const auto paper = must(office.catalog->file_record(contract("register", "register bytes"), stamp())).code;
    must(office.cases().set_paper_record(number, CasePaperKind::register_, 1, paper));
    RecordEdit fake;
    fake.title = "FAKE";
    CHECK(refused(office.catalog->edit_record(paper, fake, stamp())).kind == ErrorKind::refused);
    RecordEdit tagged, counted, noted;
    tagged.add_tags = {"假"};
    counted.paper_pages = 3;
    noted.append_note = "a line more";
    for (const RecordEdit& each : {tagged, counted, noted})
        CHECK(refused(office.catalog->edit_record(paper, each, stamp())).kind == ErrorKind::refused);
    const NewComponent more{ComponentRole::attachment, Digest::of("more"), 4, "text/plain", "more.txt", TextState::pending};
    CHECK(refused(office.catalog->attach(paper, more, stamp())).kind == ErrorKind::refused);
    CHECK(refused(Doubles(*office.catalog).merge(paper, office.codes[0], "r", stamp())).kind == ErrorKind::refused);
    CHECK(refused(Retention(*office.catalog).give_rule(paper, std::nullopt, "r", stamp())).kind == ErrorKind::refused);
}

TEST_CASE("A case of which everything was left out ends where it stands, without witnesses")
{
    {
        Bureau office;
        const auto number = office.listed();
        CHECK(refused(office.cases().close(number, "", stamp("arch"))).kind == ErrorKind::refused);
        must(office.cases().sign(number, "unit_head", true, office.codes, "仍需查考", stamp("head")));
        const Error idle = refused(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
        CHECK(idle.kind == ErrorKind::refused);
        CHECK(idle.hint.en.find("fonds case close") != std::string::npos);
        CHECK(office.cases().close(number, "{}", stamp("arch")).ok());
        CHECK(must(office.cases().get(number)).state == CaseState::closed);
        CHECK(check(*office.catalog).empty());
    }
    Bureau office;
    const auto number = office.witnessed();
    Hold hold;
    hold.reason = "诉讼";
    hold.authority = "法院";
    hold.scope.records = office.codes;
    must(Holds(*office.catalog).place(hold, {}, stamp()));
    CHECK(must(office.cases().begin_destruction(number, "", "", today, stamp("arch2"))).size() == 3);
    CHECK(must(office.cases().get(number)).state == CaseState::witnessed);
    CHECK(refused(office.cases().witness(number, CaseStage::after, "archives", "", stamp("wa"))).hint.en ==
          "Everything was left out. Next: fonds case close.");
    CHECK(office.cases().close(number, "{}", stamp("arch")).ok());
    const auto events = must(office.catalog->events(0, 1000));
    CHECK(events.back().action == "case.closed");
    CHECK(events.back().detail.find("statement") != std::string::npos);
    CHECK(check(*office.catalog).empty());
}

TEST_CASE("What is handed over is what the newest package holds, and the list that is kept names just that")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {{}, {}, CaseDecision::transfer, {}, "移交省馆", false}, today, stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "省档案馆", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    CHECK(refused(office.cases().witness(number, CaseStage::before, "archives", "", stamp("wa")))
              .hint.en.find("fonds case pack") != std::string::npos);
    CHECK(refused(office.cases().begin_destruction(number, "", "", today, stamp("arch2"))).hint.en ==
          "Next: fonds case pack, then fonds case handover.");
    must(office.cases().packed(number, package_of(office.codes), stamp("arch")));
    CHECK(must(office.cases().papers(number)).back().kind == CasePaperKind::transfer);
    Hold hold;
    hold.reason = "诉讼";
    hold.authority = "法院";
    hold.scope.records = {office.codes[1]};
    must(Holds(*office.catalog).place(hold, {}, stamp()));
    const auto told = must(office.catalog->newest_event())->sequence;
    const Error stale = refused(office.cases().hand_over(number, "回执", today, stamp("arch")));
    CHECK(stale.kind == ErrorKind::refused);
    CHECK(stale.what.en.find(office.codes[1].text()) != std::string::npos);
    CHECK(stale.hint.en.find("pack again") != std::string::npos);
    CHECK(must(office.catalog->newest_event())->sequence == told);
    REQUIRE(must(office.cases().may_not_go(number, today)).size() == 1);
    // Nor with less than what may go.
    must(office.cases().packed(number, package_of({office.codes[0]}), stamp("arch")));
    CHECK(refused(office.cases().hand_over(number, "回执", today, stamp("arch"))).what.en.find(office.codes[2].text()) !=
          std::string::npos);
    const std::string list = package_of({office.codes[0], office.codes[2]});
    must(office.cases().packed(number, list, stamp("arch")));
    CHECK(must(office.cases().hand_over(number, "回执", today, stamp("arch"))).size() == 1);
    CHECK(must(office.cases().paper(number, CasePaperKind::transfer)).content == list);
    CHECK(sql(office.catalog.path(), "SELECT content FROM case_paper WHERE kind = 'transfer'").at(0).at(0) == list);
    CHECK(sql(office.catalog.path(), "SELECT 1 FROM meta WHERE name LIKE 'transfer_list%'").empty());
    CHECK(check(*office.catalog).empty());
}

TEST_CASE("What an older version packed and kept as a paper at once is packed again, too")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {{}, {}, CaseDecision::transfer, {}, "移交省馆", false}, today, stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "省档案馆", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    const std::string old = package_of({office.codes[0], office.codes[1]});
    sql(office.catalog.path(),
        "INSERT INTO case_paper (disposition, kind, round, content, digest) VALUES (1, 'transfer', 1, '" + old + "', X'" +
            Digest::of(old).hex() + "')");
    CHECK(refused(office.cases().hand_over(number, "回执", today, stamp("arch"))).kind == ErrorKind::refused);
    must(office.cases().packed(number, package_of(office.codes), stamp("arch")));
    CHECK(must(office.cases().hand_over(number, "回执", today, stamp("arch"))).empty());
}

TEST_CASE("A hand-over is told once, and not by a clock that is behind")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {{}, {}, CaseDecision::transfer, {}, "移交省馆", false}, today, stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "省档案馆", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    must(office.cases().packed(number, package_of(office.codes), stamp("arch")));
    CHECK(refused(office.cases().hand_over(number, "回执1", today, stamp("arch", 1'000'000'000'000))).kind ==
          ErrorKind::refused);
    must(office.cases().hand_over(number, "回执1", today, stamp("arch")));
    const auto told = must(office.catalog->newest_event())->sequence;
    must(office.cases().hand_over(number, "回执1", today, stamp("arch")));
    const Error other = refused(office.cases().hand_over(number, "回执2", today, stamp("arch")));
    CHECK(other.kind == ErrorKind::refused);
    CHECK(other.what.en.find("回执1") != std::string::npos);
    CHECK(must(office.cases().get(number)).receipt == "回执1");
    CHECK(must(office.cases().get(number)).state == CaseState::handed_over);
    CHECK(refused(office.cases().withdraw(number, "r", stamp("arch"))).kind == ErrorKind::refused);
    CHECK(refused(office.cases().reopen(number, "r", stamp("arch"))).kind == ErrorKind::refused);
    CHECK(must(office.catalog->newest_event())->sequence == told);
}

TEST_CASE("A case that hands over and destroys is neither done nor withdrawn when one of both is")
{
    Bureau office;
    const auto number = office.drafted();
    must(office.cases().decide(number, {{office.codes[0]}, {}, CaseDecision::transfer, {}, "移交", false}, today,
                               stamp("arch")));
    must(office.cases().decide(number, {}, today, stamp("arch")));
    must(office.cases().give_opinion(number, "a", "", "省档案馆", today, stamp("arch")));
    must(office.cases().compile_register(number, today, stamp("arch")));
    must(office.cases().sign(number, "unit_head", true, {}, "", stamp("head")));
    must(office.cases().sign(number, "archives_head", true, {}, "", stamp("ahead")));
    must(office.cases().packed(number, package_of({office.codes[0]}), stamp("arch")));
    must(office.cases().hand_over(number, "回执", today, stamp("arch")));
    CHECK(must(office.cases().get(number)).state == CaseState::approved);
    const Error gone = refused(office.cases().withdraw(number, "r", stamp("arch")));
    CHECK(gone.what.en.find("1 record has gone") != std::string::npos);
    must(office.cases().witness(number, CaseStage::before, "archives", "", stamp("wa")));
    must(office.cases().witness(number, CaseStage::before, "business", "", stamp("wb")));
    // Everything else comes under a hold: nothing is left to do but to close it.
    Hold hold;
    hold.reason = "诉讼";
    hold.authority = "法院";
    hold.scope.records = {office.codes[1], office.codes[2]};
    must(Holds(*office.catalog).place(hold, {}, stamp()));
    const auto left = must(office.cases().begin_destruction(number, "", "", today, stamp("arch2")));
    REQUIRE(left.size() == 2);
    CHECK(must(office.cases().get(number)).state == CaseState::handed_over);
    const auto items = must(office.cases().items(number, CaseDecision::excepted, 10, 0));
    REQUIRE(items.size() == 2);
    CHECK(items[0].reason == Text{"it came under a hold", "已被冻结"});
    must(office.cases().close(number, "", stamp("arch")));
    CHECK(must(office.cases().get(number)).state == CaseState::closed);
    CHECK(check(*office.catalog).empty());
}

TEST_CASE("What was merged into a record is named in the register")
{
    Bureau office;
    must(Doubles(*office.catalog).merge(office.codes[1], office.codes[2], "同一件", stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    const auto number = office.listed();
    const Json records =
        must(Json::parse(must(office.cases().paper(number, CasePaperKind::register_)).content)).get("records");
    REQUIRE(records.size() == 2);
    const Json heir = records.at(0).get("merged").size() == 1 ? records.at(0) : records.at(1);
    REQUIRE(heir.get("merged").size() == 1);
    CHECK(heir.get("merged_titles").at(0).text() != heir.get("title").text());
    const std::string named = heir.get("merged_titles").at(0).text();
    CHECK((named == "two" || named == "three"));
}

TEST_CASE("Invoices are accounting records, a category of one's own that has their code is not")
{
    for (const bool invoices : {true, false}) {
        Bureau office;
        sql(office.catalog.path(), std::string("UPDATE category SET name_en = '', name_zh = '") +
                                       (invoices ? "发票及收据" : "复拍件") + "' WHERE code = 'FP'");
        sql(office.catalog.path(), "UPDATE record SET category = (SELECT id FROM category WHERE code = 'FP')");
        const auto number = office.drafted();
        CHECK((must(office.cases().get(number)).procedure == CaseProcedure::accounting) == invoices);
    }
}

TEST_CASE("What was filed as an accounting record needs five signatures wherever it was moved")
{
    Bureau office;
    for (const char* name : {"KU", "BG"}) must(office.catalog->add_category(category(name), stamp()));
    RecordEdit moved;
    moved.category = "KU";
    must(office.catalog->edit_record(office.codes[0], moved, stamp()));
    moved.category = "BG";
    must(office.catalog->edit_record(office.codes[0], moved, stamp()));
    must(Retention(*office.catalog).wind_clocks(today));
    CaseDraft general;
    general.procedure = CaseProcedure::general;
    CHECK(refused(office.cases().draft(general, today, stamp("arch"))).kind == ErrorKind::refused);
    general.codes = {office.codes[1]};
    must(office.cases().draft(general, today, stamp("arch")));
}
