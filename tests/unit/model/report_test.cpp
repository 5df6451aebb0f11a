// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/report.hpp"

using namespace fonds;

namespace {

Report sample(const std::string& name)
{
    Report report;
    report.name = name;
    report.title = "到期档案";
    report.fonds_code = "J001";
    report.made_on = "2026-11-22";
    report.log_event = 7;
    report.log_hash = "abc";
    report.columns = {{"area", "方面", 1, SheetCell::Kind::text},
                      {"what", "指标", 2, SheetCell::Kind::text},
                      {"value", "数值", 1, SheetCell::Kind::number}};
    for (int i = 1; i <= 5; ++i) report.rows.push_back({"馆藏", "=item" + std::to_string(i), std::to_string(i)});
    report.totals = {{"records", "件数", "15", true}};
    report.remarks = {"remark"};
    return report;
}

}  // namespace

TEST_CASE("a report as JSON has its rows by the keys of its columns, numbers as numbers")
{
    Report report = sample("due");
    report.rows.push_back({"x"});
    const Json json = json_of(report);
    CHECK(json.get("rows").at(1).get("what").text() == "=item2");
    CHECK(json.get("rows").at(1).get("value").number() == 2);
    CHECK(json.get("rows").at(5).get("value").is_null());
    CHECK(json.get("totals").get("records").number() == 15);
    CHECK(json.get("period").get("from").is_null());
    CHECK(json.get("log").get("event").number() == 7);
}

TEST_CASE("a report as CSV is its table alone, safe in a spreadsheet; as a sheet it says what it is")
{
    const Report report = sample("due");
    const std::string csv = csv_of(report);
    CHECK(csv.find("馆藏,'=item1,1") != std::string::npos);
    CHECK(csv.find("remark") == std::string::npos);
    const auto sheet = sheet_of(report);
    CHECK(sheet.at(1).at(2).kind == SheetCell::Kind::number);
    CHECK(sheet.back().front().text == proof_of(report));
}

TEST_CASE("the printed form has head, foot and rows; the overview is folded to fit a page")
{
    const Form due = form_of(sample("due"));
    CHECK(due.rows.size() == 5);
    CHECK(due.foot == "审计日志:第 7 条,SHA-256 abc");
    CHECK(due.summary == "remark");
    CHECK_FALSE(due.blank_rows);
    const Form folded = form_of(sample("overview"));
    REQUIRE(folded.columns.size() == 4);
    CHECK(folded.columns[2].heading == "指标");
    REQUIRE(folded.rows.size() == 3);
    CHECK(folded.rows[0] == std::vector<std::string>{"=item1", "1", "=item4", "4"});
    CHECK(folded.rows[2] == std::vector<std::string>{"=item3", "3"});
    Report none = sample("due");
    none.rows.clear();
    none.from = "2026-01-01";
    CHECK(form_of(none).summary == "无。\nremark");
    CHECK(period_of(none) == "2026-01-01 起");
}
