// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/config/config.hpp"

using namespace fonds;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view standard = "{fonds}-{category}·{year}-{retention}-{seq:4}";

Config with_template()
{
    Config config;
    config.code_template = standard;
    return config;
}

Error refused(const std::string& toml)
{
    const auto config = parse_config(toml, "fonds.toml");
    REQUIRE_FALSE(config.ok());
    return config.error();
}

}  // namespace

TEST_CASE("the default file holds every default")
{
    const auto config = parse_config(default_config_text(), "fonds.toml");
    REQUIRE(config.ok());
    CHECK(*config == with_template());
}

TEST_CASE("the default file names every key, in both languages")
{
    const std::string text = default_config_text();
    for (const char* key :
         {"code_template", "time_zone", "currency", "lock_wait", "workers", "memory", "deadline", "max_pages", "max_text",
          "settle", "rescan", "offset", "on_intake", "accepted_formats", "required", "unique"}) {
        CAPTURE(key);
        CHECK(text.find("\n" + std::string(key) + " = ") != std::string::npos);
    }
    CHECK(text.find("档号模板") != std::string::npos);
    for (const char c : text) CHECK(c != '\t');
}

TEST_CASE("an empty file means the defaults")
{
    for (const char* text : {"", "\n\n", "# nothing\n", "[extraction]\n", "\xEF\xBB\xBF"}) {
        CAPTURE(text);
        REQUIRE(parse_config(text, "fonds.toml").ok());
        CHECK(*parse_config(text, "fonds.toml") == with_template());
    }
}

TEST_CASE("every key changes its own member and nothing else")
{
    const auto changed = [](const std::string& toml, const auto& change) {
        const auto config = parse_config(toml, "fonds.toml");
        REQUIRE(config.ok());
        Config expected = with_template();
        change(expected);
        CAPTURE(toml);
        CHECK(*config == expected);
        CHECK(*config != with_template());
    };
    changed("code_template = '{category}-{seq:6}'", [](Config& c) { c.code_template = "{category}-{seq:6}"; });
    changed("time_zone = '-03:30'", [](Config& c) { c.time_zone_minutes = -210; });
    changed("time_zone = 'Z'", [](Config& c) { c.time_zone_minutes = 0; });
    changed("time_zone = '+14:00'", [](Config& c) { c.time_zone_minutes = 840; });
    changed("currency = 'USD'", [](Config& c) { c.currency = "USD"; });
    changed("lock_wait = 0", [](Config& c) { c.lock_wait = 0ms; });
    changed("lock_wait = 1.5", [](Config& c) { c.lock_wait = 1500ms; });
    changed("lock_wait = 86400", [](Config& c) { c.lock_wait = 86'400s; });
    changed("[extraction]\nworkers = 3", [](Config& c) { c.workers = 3; });
    changed("extraction.memory = 256", [](Config& c) { c.worker_memory = 256; });
    changed("[extraction]\ndeadline = 1", [](Config& c) { c.deadline = 1s; });
    changed("extraction = { max_pages = 1 }", [](Config& c) { c.max_pages = 1; });
    changed("[extraction]\nmax_text = 512", [](Config& c) { c.max_text = 512; });
    changed("[inbox]\nsettle = 0.5", [](Config& c) { c.inbox_settle = 500ms; });
    changed("owner.name = '某某集团公司'", [](Config& c) { c.owner_name = "某某集团公司"; });
    changed("owner.address = '某市某路 1 号'", [](Config& c) { c.owner_address = "某市某路 1 号"; });
    changed("print.offset = '1.5,-0.8'", [](Config& c) { c.print_offset = {1.5, -0.8}; });
    changed("inbox.rescan = 1", [](Config& c) { c.inbox_rescan = 1s; });
    changed("[loans]\ndays = 7", [](Config& c) { c.loan_days = 7; });
    changed("inspection.a = 2", [](Config& c) { c.inspect_a = 2; });
    changed("[inspection]\nb = 1\nc = 100", [](Config& c) {
        c.inspect_b = 1;
        c.inspect_c = 100;
    });
}

TEST_CASE("an unknown key is named with its line")
{
    for (const char* text :
         {"\n\nworker = 1\n", "\n\nextraction.worker = 1", "\n\n[index]\n", "\n\nCurrency = 'CNY'", "\n\nworkers = 1"}) {
        CAPTURE(text);
        const Error problem = refused(text);
        CHECK(problem.kind == ErrorKind::bad_input);
        CHECK(problem.where == "fonds.toml:3");
        CHECK(problem.what.en.find("Line 3: unknown key") == 0);
        CHECK(problem.what.zh.find("第 3 行") == 0);
        CHECK(problem.hint.en.find("max_pages") != std::string::npos);
    }
    CHECK(refused("[extraction]\ncolour = 1").what.en.find("extraction.colour") != std::string::npos);
    CHECK(refused("[index]\nx = 1").what.en.find("index") != std::string::npos);
}

TEST_CASE("values out of range or of the wrong type are refused with key and line")
{
    for (const char* setting : {"code_template = ''",
                                "code_template = 'x'",
                                "code_template = '{seq:4}{seq:4}'",
                                "code_template = 1",
                                "time_zone = 8",
                                "time_zone = '+8:00'",
                                "time_zone = '08:00'",
                                "time_zone = '+14:01'",
                                "time_zone = '-12:01'",
                                "time_zone = '+08:60'",
                                "time_zone = 'CST'",
                                "time_zone = '+0a:00'",
                                "time_zone = '+08-00'",
                                "currency = 'cny'",
                                "currency = 'CN'",
                                "currency = '人民币'",
                                "currency = 1",
                                "lock_wait = -1",
                                "lock_wait = 86401",
                                "lock_wait = nan",
                                "lock_wait = inf",
                                "lock_wait = '30'",
                                "extraction.workers = -1",
                                "extraction.workers = 257",
                                "extraction.workers = 1.0",
                                "extraction.workers = true",
                                "extraction.memory = 255",
                                "extraction.memory = 1048577",
                                "extraction.deadline = 0",
                                "extraction.deadline = 86401",
                                "extraction.max_pages = 0",
                                "extraction.max_pages = 1000001",
                                "loans.days = 0",
                                "loans.days = 3651",
                                "inspection.a = 1.5",
                                "inspection.c = 101",
                                "inbox.settle = -1",
                                "inbox.settle = '3'",
                                "print.offset = 1",
                                "print.offset = '30,0'",
                                "inbox.rescan = 0",
                                "inbox.rescan = 1.5",
                                "inbox.rescan = 86401",
                                "extraction.max_text = 0",
                                "extraction.max_text = 513",
                                "extraction.max_text = 9223372036854775807"}) {
        CAPTURE(setting);
        const Error problem = refused("\n" + std::string(setting));
        CHECK(problem.kind == ErrorKind::bad_input);
        CHECK(problem.where == "fonds.toml:2");
        const std::string key = std::string(setting).substr(0, std::string(setting).find(' '));
        CHECK(problem.what.en.find(key) != std::string::npos);
        CHECK_FALSE(problem.hint.en.empty());
        CHECK_FALSE(problem.hint.zh.empty());
    }
}

TEST_CASE("lists, dates and tables in the wrong place are refused")
{
    CHECK(refused("currency = ['CNY']").where == "fonds.toml:1");
    CHECK(refused("currency = 2024-01-01").where == "fonds.toml:1");
    CHECK(refused("[[extraction]]\nworkers = 1").kind == ErrorKind::bad_input);
    CHECK(refused("[currency]\nx = 1").where == "fonds.toml:1");
    CHECK(refused("[extraction.workers]\nx = 1").where == "fonds.toml:1");
    CHECK(refused("extraction = 1").what.en.find("extraction") != std::string::npos);
}

TEST_CASE("what is not TOML is refused with the line of the mistake")
{
    CHECK(refused("currency = 'CNY'\nlock_wait =\n").where == "fonds.toml:2");
    CHECK(refused("currency = CNY").where == "fonds.toml:1");
    CHECK(refused("a = 1\na = 2").where == "fonds.toml:2");
    CHECK(refused("currency = '\xC4\xE3'").kind == ErrorKind::bad_input);
    CHECK(refused(std::string("currency = 'CNY'\0", 17)).kind == ErrorKind::bad_input);
    CHECK(refused(std::string(100'000, '[')).kind == ErrorKind::bad_input);
    CHECK(refused("x = " + std::string(100'000, '[')).kind == ErrorKind::bad_input);
}

TEST_CASE("what the four-property check asks for is said in lists")
{
    const auto config = parse_config("[examination]\non_intake = true\naccepted_formats = [\"pdf\", \"docx\"]\n"
                                     "required = [\"title\"]\nunique = []\n",
                                     "fonds.toml");
    REQUIRE(config.ok());
    CHECK(config->examine_on_intake);
    CHECK(config->accepted_formats == std::vector<std::string>{"pdf", "docx"});
    CHECK(config->required_fields == std::vector<std::string>{"title"});
    CHECK(config->unique_keys.empty());
    for (const char* bad : {"on_intake = 1", "accepted_formats = \"pdf\"", "accepted_formats = [\".PDF\"]",
                            "required = [\"colour\"]", "unique = [\"title\", \"smell\"]", "often = true"}) {
        CAPTURE(bad);
        CHECK(refused("[examination]\n" + std::string(bad) + "\n").kind == ErrorKind::bad_input);
    }
}
