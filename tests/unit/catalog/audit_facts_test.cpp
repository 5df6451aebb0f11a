// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/audit_facts.hpp"
#include "schema/catalog/examinations.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::vector<std::int64_t> found(SampleCatalog& catalog, const EventFilter& filter, std::size_t limit = 100,
                                std::size_t offset = 0)
{
    std::vector<std::int64_t> numbers;
    for (const Event& event : must(AuditFacts(*catalog).newest(filter, limit, offset))) numbers.push_back(event.sequence);
    return numbers;
}

EventFilter acted(const std::string& action, const std::string& actor = "")
{
    EventFilter filter;
    filter.action = action;
    filter.actor = actor;
    return filter;
}

}  // namespace

TEST_CASE("The newest events of a kind come first, and no more of them than were asked for")
{
    SampleCatalog catalog;
    const auto before = must(catalog->newest_event())->sequence;
    for (int i = 1; i <= 6; ++i)
        must(catalog->log(i % 2 == 0 ? "test.even" : "other", "s" + std::to_string(i),
                          i == 3 ? R"({"record":"J001-HT-1"})" : "{}", stamp(i < 5 ? "li" : "王芳", 1'800'000'000'000 + i)));
    const auto at = [&](std::int64_t i) { return before + i; };
    CHECK(found(catalog, acted("test.even")) == std::vector{at(6), at(4), at(2)});
    CHECK(found(catalog, acted("test.*"), 1) == std::vector{at(6)});
    CHECK(found(catalog, acted("test.*"), 1, 2) == std::vector{at(2)});
    CHECK(found(catalog, acted("test.*", "li")) == std::vector{at(4), at(2)});
    CHECK(found(catalog, acted("*", "王芳")) == std::vector{at(6), at(5)});
    CHECK(found(catalog, acted("test")).empty());
    CHECK(found(catalog, {}, 2) == std::vector{at(6), at(5)});
    EventFilter about;
    about.subject = "s2";
    CHECK(found(catalog, about) == std::vector{at(2)});
    about.named = R"("J001-HT-1")";
    CHECK(found(catalog, about) == std::vector{at(3), at(2)});
    EventFilter then;
    then.span = {Instant(std::chrono::milliseconds(1'800'000'000'002)),
                 Instant(std::chrono::milliseconds(1'800'000'000'004))};
    CHECK(found(catalog, then) == std::vector{at(3), at(2)});
}

TEST_CASE("Reports of the four-property check are compared with their digests and with the log")
{
    SampleCatalog catalog;
    Examination one;
    one.scope = "all";
    one.records = 3;
    CHECK(must(Examinations(*catalog).store(one, stamp())) == 1);
    CHECK(check(*catalog).empty());
    const auto after = [&](const std::string& change) {
        sql(catalog.path(), "DROP TRIGGER IF EXISTS property_check_never_changes; DROP TRIGGER IF EXISTS"
                            " property_check_never_goes;" +
                                change);
        auto lines = check(*catalog);
        std::erase_if(lines, [](const auto& line) { return line.starts_with("catalog.damaged trigger"); });
        return lines;
    };
    const std::vector<std::string> told{"examination.changed 1"};
    CHECK(after("UPDATE property_check SET records = 4") == told);
    CHECK(after("UPDATE property_check SET records = 3, report = report || ' '") == told);
    CHECK(after("DELETE FROM property_check") == told);
}
