// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/loan.hpp"
#include "schema/model/location.hpp"

using namespace fonds;

TEST_CASE("A range of locations grows by one and keeps its width")
{
    const auto parts = [](std::string_view text) {
        const auto parsed = location_parts(text);
        return parsed.ok() ? *parsed : std::vector<std::string>{"?"};
    };
    CHECK(parts("w08..w11") == std::vector<std::string>{"W08", "W09", "W10", "W11"});
    CHECK(parts("9..10") == std::vector<std::string>{"9", "10"});
    CHECK(parts("Ｗ１..Ｗ２") == std::vector<std::string>{"W1", "W2"});
    CHECK(parts("W1..W1") == std::vector<std::string>{"W1"});
    CHECK(parts("A") == std::vector<std::string>{"A"});
    for (const char* wrong : {"..", "W1..", "..W2", "W2..W1", "W1..V2", "W01..W2", "W1..W1001", "A..B", "W1..W999999999999"})
        CHECK(parts(wrong) == std::vector<std::string>{"?"});
}

TEST_CASE("Papers are named as they are typed and scanned")
{
    const auto name = [](std::string_view text) {
        const auto parsed = PaperName::parse(text);
        return parsed.ok() ? parsed->text() : "?";
    };
    CHECK(name("j001-ht.2024-d30-0001") == "J001-HT·2024-D30-0001");
    CHECK(name(" fonds:code:J001-HT.2024-D30-0001 ") == "J001-HT·2024-D30-0001");
    CHECK(name("ht/001") == "HT/001");
    CHECK(name("FONDS:CODE:HT/001") == "HT/001");
    for (const char* wrong : {"", "/", "HT/", "/001", "HT/001/2", "a:b", "FONDS:CODE:"}) CHECK(name(wrong) == "?");
}

TEST_CASE("Tenths are read as people write them")
{
    const auto tenths = [](std::string_view text) {
        const auto parsed = parse_tenths(text, {"x", "x"});
        return parsed.ok() ? text_of_tenths(*parsed) : "?";
    };
    CHECK(tenths("21.5") == "21.5");
    CHECK(tenths("21,5 ℃") == "21.5");
    CHECK(tenths("-0.3°C") == "-0.3");
    CHECK(tenths("２１．５") == "21.5");
    CHECK(tenths("52%") == "52.0");
    CHECK(tenths("21.45") == "21.5");
    for (const char* wrong : {"", ".", "1.", "x", "1e3", "9999", "--1", "1.2.3"}) CHECK(tenths(wrong) == "?");
}

TEST_CASE("The limits of paper hold where none are said")
{
    CHECK(climate_limits("").name == "paper");
    CHECK(climate_limits("disc").hottest == 200);
    CHECK_FALSE(is_climate(""));
    CHECK(location_kind("盒") == LocationKind::box);
    CHECK_FALSE(location_kind("shelf").has_value());
}

TEST_CASE("A reminder counts days before and behind the day that was agreed")
{
    const Date due = *Date::parse("2026-03-01");
    Loan loan;
    loan.paper = {"", "J001-HT·2024-D30-0001"};
    loan.reader = "李明";
    loan.due = due;
    loan.lent_at = *parse_instant("2026-02-14T23:00:00.000Z");
    const Text late = reminder_of(loan, add_days(due, 2), 480, "示范公司");
    CHECK(late.zh.find("逾期 2 天") != std::string::npos);
    CHECK(late.zh.find("2026-02-15") != std::string::npos);  // of the archive's clock
    CHECK(reminder_of(loan, add_days(due, -3), 480, "示范公司").en.find("3 days are left") != std::string::npos);
    CHECK(days_between(due, add_days(due, 366)) == 366);
}
