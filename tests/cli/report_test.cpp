// SPDX-License-Identifier: GPL-3.0-or-later
// report: what auditors ask for, from planted facts.
#include <filesystem>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/model/date.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/staffed_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

Json report(const ArchiveFixture& archive, CommandLine more)
{
    more.insert(more.begin(), "report");
    more.push_back("--json");
    return answer(archive, more);
}

std::vector<std::string> column(const Json& report, const char* key)
{
    return texts_of(report.get("rows"), key);
}

std::int64_t total(const Json& report, const char* key)
{
    REQUIRE(report.get("totals").has(key));
    return report.get("totals").get(key).number();
}

using Texts = std::vector<std::string>;

/// Some weeks from now, as a loan may be due.
std::string day_ahead()
{
    return Date::of(SystemClock().now() + std::chrono::hours(24 * 30)).text();
}

}  // namespace

TEST_CASE("Reports of what is kept tell the planted facts")
{
    const ArchiveFixture archive;
    const std::string old = archive.file("a.txt", "1", {"--category", "HT", "--date", "1990-03-05", "--grade", "A"});
    const std::string young = archive.file("b.txt", "2", {"--category", "HT", "--date", "2024-03-05"});
    Json due = report(archive, {"due"});
    CHECK(column(due, "code") == Texts{old});
    CHECK(total(due, "records") == 1);
    CHECK(total(due, "overdue") == 1);
    CHECK(total(due, "grade_a") == 1);
    CHECK(due.get("rows").at(0).get("days").number() > 300);
    CHECK(due.get("charts").size() == 1);
    CHECK(column(report(archive, {"due", "--until", "2199-01-01"}), "code") == Texts{old, young});
    CHECK(column(report(archive, {"due", "--category", "FP"}), "code").empty());

    Json ahead = report(archive, {"ahead", "--from", "2026-01-01", "--until", "2070-12-31"});
    CHECK(total(ahead, "records") == 1);
    REQUIRE(ahead.get("rows").size() == 1);
    CHECK(ahead.get("rows").at(0).get("year").number() == 2055);

    REQUIRE(archive.fonds({"hold", "add", old, "--reason", "诉讼", "--authority", "法务部"}).exit_code == 0);
    Json held = report(archive, {"held"});
    CHECK(column(held, "number").size() == 1);
    CHECK(column(held, "reason") == Texts{"诉讼"});
    CHECK(total(held, "records") == 1);
    CHECK(total(report(archive, {"due"}), "held") == 1);
    REQUIRE(archive.fonds({"hold", "release", column(held, "number").front(), "--reason", "和解"}).exit_code == 0);
    CHECK(column(report(archive, {"held"}), "number").empty());
    CHECK(contains(report(archive, {"held", "--from", "2020-01-01"}).dump(), "和解"));

    REQUIRE(archive.fonds({"rule", "add", "OWN-1", "--name", "自定", "--period", "5y", "--starts", "created"}).exit_code ==
            0);
    REQUIRE(archive.fonds({"rule", "import", "--preset", "contracts"}).exit_code == 0);
    Json rules = report(archive, {"rules"});
    CHECK(total(rules, "without_source") == 1);
    CHECK(column(rules, "rule").front() == "OWN-1");  // those without a source stand first
    CHECK(total(rules, "rules") == static_cast<std::int64_t>(rules.get("rows").size()));
    CHECK(total(report(archive, {"unruled"}), "records") == 0);
    REQUIRE(archive
                .fonds({"file", archive.write("c.txt", "3"), "--category", "HT", "--date", "2024-01-01", "--code",
                        "J001-HT·2024-D30-0004"})
                .exit_code == 0);
    Json gaps = report(archive, {"gaps"});
    CHECK(total(gaps, "gaps") == 1);
    CHECK(column(gaps, "first") == Texts{"J001-HT·2024-D30-0002"});
    CHECK(column(report(archive, {"exceptions"}), "subject").size() == 1);  // the leap
    Json overview = report(archive, {"overview"});
    CHECK(total(overview, "records") == 3);
    CHECK(overview.get("charts").size() == 2);  // nothing falls due soon
}

TEST_CASE("Reports of what was done name who did it")
{
    const ArchiveFixture archive;
    const std::string one = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    const std::string two = archive.file("b.txt", "2", {"--category", "HT", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"edit", one, "--title", "新题名"}).exit_code == 0);
    Json access = report(archive, {"access", one});
    CHECK(column(access, "action") == Texts{"record.filed", "record.edited"});
    CHECK(contains(access.get("remarks").dump(), "reading is not logged"));
    CHECK(total(report(archive, {"access", one, "--until", "2001-01-01"}), "events") == 0);
    CHECK(archive.fonds({"report", "access"}).exit_code == 2);
    CHECK(archive.fonds({"report", "access", "J001-HT·2024-D30-9999"}).exit_code == 4);
    CHECK(archive.fonds({"report", "due", one}).exit_code == 2);

    REQUIRE(archive.fonds({"loan", "lend", two, "--reader", "王芳", "--due", day_ahead()}).exit_code == 0);
    Json loans = report(archive, {"loans"});
    CHECK(column(loans, "reader") == Texts{"王芳"});
    CHECK(total(loans, "out") == 1);
    CHECK(total(loans, "overdue") == 0);

    REQUIRE(archive.fonds({"examine", "run"}, with_environment({{"PATH", "/nowhere"}})).exit_code == 3);
    Json checks = report(archive, {"properties"});
    CHECK(total(checks, "reports") == 1);
    CHECK(total(checks, "clean") == 0);
    CHECK(contains(column(checks, "checks").front(), "I3"));
    CHECK(column(checks, "scanner") == Texts{"none"});
    Json fixity = report(archive, {"fixity"});
    CHECK(total(fixity, "objects") == 2);
    CHECK(total(fixity, "failures") == 0);
    CHECK(fixity.get("rows").at(0).get("files").number() == 2);
    const std::string hex = Digest::of("1").hex();
    std::filesystem::remove(archive.root() + "/objects/" + hex.substr(0, 2) + "/" + hex);
    std::filesystem::permissions(archive.root() + "/objects/" + Digest::of("2").hex().substr(0, 2) + "/" +
                                     Digest::of("2").hex(),
                                 std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    write_file(archive.root() + "/objects/" + Digest::of("2").hex().substr(0, 2) + "/" + Digest::of("2").hex(), "x");
    REQUIRE(archive.fonds({"examine", "run"}, with_environment({{"PATH", "/nowhere"}})).exit_code == 3);
    CHECK(total(report(archive, {"fixity"}), "failures") == 1);

    REQUIRE(archive.fonds({"user", "add", "zhang", "--full-name", "张三"}).exit_code == 0);
    REQUIRE(archive.fonds({"user", "grant", "zhang", "approver", "--office", "unit_head"}).exit_code == 0);
    Json rights = report(archive, {"rights"});
    CHECK(column(rights, "user") == Texts{"zhang"});
    CHECK(contains(column(rights, "duties").front(), "approver"));
    CHECK(total(rights, "changes") == 2);
    CHECK(contains(rights.get("remarks").dump(), "Nobody is"));
    CHECK(total(report(archive, {"rights", "--until", "2001-01-01"}), "changes") == 0);
}

TEST_CASE("What was destroyed is told with its authority, who approved and who watched")
{
    const StaffedArchive office;
    const std::string one = office.file("a.txt", "secret", {"--category", "HT", "--date", "1970-03-05"});
    office.good_as("li", {"case", "draft", "--basis", "销毁办法"});
    office.good_as("li", {"case", "decide", "D-2026-0001", "--destroy"});
    office.good_as("li", {"case", "opinion", "D-2026-0001", "--participants", "li"});
    office.good_as("li", {"case", "register", "D-2026-0001"});
    office.good_as("zhao", {"case", "sign", "D-2026-0001", "unit_head"});
    office.good_as("qian", {"case", "sign", "D-2026-0001", "archives_head"});
    office.good_as("sun", {"case", "witness", "D-2026-0001", "archives", "--before"});
    office.good_as("zhou", {"case", "witness", "D-2026-0001", "business", "--before"});
    office.good({"case", "destroy", "D-2026-0001", "--yes", "--method", "覆写"});
    const Json destroyed = report(office, {"destroyed"});
    CHECK(column(destroyed, "code") == Texts{one});
    CHECK(column(destroyed, "case") == Texts{"D-2026-0001"});
    CHECK(column(destroyed, "authority") == Texts{"销毁办法"});
    CHECK(column(destroyed, "method") == Texts{"覆写"});
    for (const char* name : {"姓名zhao", "姓名qian"}) CHECK(contains(column(destroyed, "approved_by").front(), name));
    for (const char* name : {"姓名sun", "姓名zhou"}) CHECK(contains(column(destroyed, "witnessed_by").front(), name));
    CHECK(total(destroyed, "destroyed") == 1);
    CHECK(total(destroyed, "without_case") == 0);
    CHECK(total(report(office, {"destroyed", "--until", "2001-01-01"}), "destroyed") == 0);
    CHECK(contains(report(office, {"rights"}).get("remarks").dump(), "three people"));
    // Somebody whom a role keeps from a command is an exception.
    CHECK(office.as("sun", {"file", office.write("b.txt", "2")}).exit_code == 5);
    CHECK(contains(report(office, {"exceptions"}).dump(), "access refused"));
}

TEST_CASE("A report is text, JSON, CSV, a workbook or a PDF, and says what it was made of")
{
    const ArchiveFixture archive;
    const std::string one = archive.file("a.txt", "1", {"--category", "HT", "--date", "1990-03-05"});
    const Json log = answer(archive, {"log", "list", "--limit", "1", "--json"});
    Json due = report(archive, {"due"});
    CHECK(due.get("format").text() == "fonds-report/1");
    CHECK(due.get("archive").get("code").text() == "J001");
    CHECK_FALSE(due.get("made_by").text().empty());
    CHECK(contains(log.dump(), due.get("log").get("hash").text()));
    CHECK(contains(archive.fonds({"report", "due"}).out, one));
    CHECK(contains(archive.fonds({"report", "due"}).out, due.get("log").get("hash").text()));
    CHECK(contains(archive.fonds({"report", "due", "--lang", "zh"}).out, "到期与逾期"));
    const auto csv = archive.fonds({"report", "due", "--format", "csv"});
    CHECK(csv.out.starts_with("\xEF\xBB\xBF"
                              "Code,"));
    for (const char* name : {"due.pdf", "due.xlsx", "due.csv", "due.json"}) {
        INFO(name);
        const auto made = archive.fonds({"report", "due", "-o", name});
        INFO(made.err);
        REQUIRE(made.exit_code == 0);
        CHECK(archive.fonds({"report", "due", "-o", name}).exit_code == 3);
        CHECK(archive.fonds({"report", "due", "-o", name, "--force"}).exit_code == 0);
    }
    CHECK(read_file(archive.beside("due.pdf")).starts_with("%PDF-"));
    CHECK(read_file(archive.beside("due.xlsx")).starts_with("PK"));
    const auto text = archive.fonds({"text", archive.beside("due.pdf")});
    INFO(text.out << text.err);
    for (const std::string& part :
         {one, due.get("log").get("hash").text(), std::string("Records by the year they fell due")})
        CHECK(contains(text.out, part));
    const auto book = archive.fonds({"text", archive.beside("due.xlsx")});
    CHECK(contains(book.out, one));
    CHECK(contains(book.out, "示范公司"));
    CHECK(archive.fonds({"report", "due", "-o", "due.doc"}).exit_code == 2);
    CHECK(archive.fonds({"report", "weather"}).exit_code == 2);
    CHECK(archive.fonds({"report", "due", "--from", "2026-02-01", "--until", "2026-01-01"}).exit_code == 2);
    CHECK(answer(archive, {"report", "--json"}).get("reports").size() == 14);
    CHECK(contains(archive.fonds({"report"}).out, "exceptions"));
    for (const char* name : {"overview", "due", "ahead", "held", "rules", "unruled", "gaps", "loans", "destroyed", "fixity",
                             "exceptions", "rights", "properties"}) {
        INFO(name);
        CHECK(archive.fonds({"report", name, "--format", "pdf", "--lang", "zh"}).out.starts_with("%PDF-"));
    }
}
