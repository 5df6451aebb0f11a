// SPDX-License-Identifier: GPL-3.0-or-later
// index, reindex, status, check, repair on archives that had a bad day.
#include <algorithm>
#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> kinds(const ArchiveFixture& archive, const CommandLine& options, int exit_code)
{
    CommandLine arguments{"check", "--json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Json findings = answer(archive, arguments, exit_code).get("findings");
    for (std::size_t i = 0; i < findings.size(); ++i) {
        CHECK(findings.at(i).keys() == std::vector<std::string>{"severity", "kind", "subject", "message", "hint"});
        CHECK_FALSE(findings.at(i).get("message").text().empty());
    }
    return texts_of(findings, "kind");
}

using Kinds = std::vector<std::string>;

std::string object_of(const ArchiveFixture& archive, const std::string& code)
{
    const auto digest = answer(archive, {"show", code, "--json"}).get("components").at(0).get("sha256").text();
    return archive.root() + "/objects/" + digest.substr(0, 2) + "/" + digest;
}

void overwrite(const std::string& path, const std::string& bytes)
{
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    write_file(path, bytes);
}

void sql(const ArchiveFixture& archive, const std::string& statement)
{
    ProgramCall call;
    call.path = "/usr/bin/sqlite3";
    call.arguments = {archive.root() + "/catalog.db", statement};
    const auto done = run(call);
    INFO(done.err);
    REQUIRE(done.exit_code == 0);
}

}  // namespace

TEST_CASE("a clean archive has no findings, quick or full")
{
    const ArchiveFixture archive;
    CHECK(kinds(archive, {"--full"}, 0).empty());
    (void)archive.file("a.txt", "正文");
    CHECK(kinds(archive, {}, 0).empty());
    CHECK(kinds(archive, {"--quick"}, 0).empty());
    CHECK(kinds(archive, {"--full"}, 0).empty());
    CHECK(contains(archive.fonds({"check"}).out, "Clean"));
    CHECK(archive.fonds({"check", "--quick", "--full"}).exit_code == 2);
}

TEST_CASE("changed bytes are a fixity finding that names the record")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文正文");
    overwrite(object_of(archive, code), "正文改文");
    CHECK(kinds(archive, {}, 0).empty());  // the size is right; only reading tells
    const auto checked = archive.fonds({"check", "--full"});
    CHECK(checked.exit_code == 20);
    CHECK(contains(checked.out, "DAMAGED  object.damaged  " + code));
    CHECK(kinds(archive, {"--full"}, 20) == Kinds{"object.damaged"});
    overwrite(object_of(archive, code), "正");
    CHECK(kinds(archive, {}, 20) == Kinds{"object.damaged"});
}

TEST_CASE("missing bytes are a fixity finding, foreign ones a warning")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    fs::remove(object_of(archive, code));
    CHECK(kinds(archive, {}, 20) == Kinds{"object.missing"});

    const ArchiveFixture other;
    const std::string digest(64, 'a');
    fs::create_directories(other.root() + "/objects/aa");
    write_file(other.root() + "/objects/aa/" + digest, "nobody's");
    write_file(other.root() + "/objects/note.txt", "a stranger");
    auto found = kinds(other, {}, 3);
    std::sort(found.begin(), found.end());
    CHECK(found == Kinds{"object.stranger", "object.unknown"});
    CHECK(other.fonds({"repair"}).exit_code == 0);
    CHECK(fs::exists(other.root() + "/objects/aa/" + digest));  // repair deletes what its own filings left, nothing else
}

TEST_CASE("a repair that removes bytes is logged, also when it builds the index anew")
{
    const ArchiveFixture archive;
    const auto leave_behind = [&](char name) {
        const std::string digest(64, name), folder = archive.root() + "/objects/" + digest.substr(0, 2);
        fs::create_directories(folder);
        write_file(folder + "/" + digest, "of a filing that was cut off");
        write_file(archive.root() + "/staging/batch-" + name + ".lock", "1 gone\n");
        write_file(archive.root() + "/staging/batch-" + name + ".intent", digest + "\n");
        return folder + "/" + digest;
    };
    const auto events = [&] { return answer(archive, {"status", "--json"}).get("events").number(); };
    auto before = events();
    const auto first = leave_behind('a');
    REQUIRE(archive.fonds({"repair"}).exit_code == 0);
    CHECK_FALSE(fs::exists(first));
    CHECK(events() == before + 1);
    before = events();
    const auto second = leave_behind('b');
    fs::remove_all(archive.root() + "/index");
    REQUIRE(archive.fonds({"repair"}).exit_code == 0);
    CHECK_FALSE(fs::exists(second));
    CHECK(events() == before + 2);  // archive.reindexed, archive.repaired
}

TEST_CASE("a lost index is found, and reindex brings everything back")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "违约责任");
    fs::remove_all(archive.root() + "/index");
    CHECK(kinds(archive, {}, 3) == Kinds{"index.unusable"});
    CHECK(answer(archive, {"status", "--json"}).get("index").text() == "missing");
    const auto search = archive.fonds({"search", "违约责任"});
    CHECK(search.exit_code == 1);
    CHECK(contains(search.err, "reindex"));
    CHECK(archive.fonds({"list"}).exit_code == 0);

    const auto rebuilt = archive.fonds({"reindex"});
    CHECK(rebuilt.exit_code == 0);
    CHECK(contains(rebuilt.out, "1 record indexed"));
    CHECK(kinds(archive, {"--full"}, 0).empty());
    CHECK(contains(archive.fonds({"search", "违约责任"}).out, code));
}

TEST_CASE("a table of the index that was cut off is found, told by a search, and repaired")
{
    for (const std::string table : {"position", "postlist", "termlist", "docdata"}) {
        INFO(table);
        const ArchiveFixture archive;
        for (int i = 0; i < 12; ++i) {
            std::string text = "违约责任";
            for (int word = 0; word < 3000; ++word) text += " w" + std::to_string(i * 104729 + word * 7919);
            write_file(archive.beside("many" + std::to_string(i) + ".txt"), text);
        }
        CommandLine file{"file"};
        for (int i = 0; i < 12; ++i) file.push_back(archive.beside("many" + std::to_string(i) + ".txt"));
        REQUIRE(archive.fonds(file).exit_code == 0);
        const auto current = test::read_file(archive.root() + "/index/current");
        const std::string path = archive.root() + "/index/" + current.substr(0, current.find('\n')) + "/" + table + ".glass";
        fs::resize_file(path, fs::file_size(path) / 2);
        const auto checked = archive.fonds({"check", "--full"});
        CHECK(checked.exit_code == 3);
        CHECK(contains(checked.out, "index.unusable"));
        CHECK(contains(checked.out, "fonds reindex"));
        const auto searched = archive.fonds({"search", "\"违约责任 w7919\""});
        if (searched.exit_code == 1) CHECK(contains(searched.err, "fonds reindex"));
        CHECK_FALSE(contains(searched.err, "free space"));
        CHECK(archive.fonds({"status"}).exit_code == 0);
        CHECK(archive.fonds({"repair"}).exit_code == 0);
        CHECK(kinds(archive, {"--full"}, 0).empty());
        CHECK(archive.fonds({"search", "违约责任"}).exit_code == 0);
    }
}

TEST_CASE("damaged bytes are told whatever else is damaged, and their exit code wins")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文正文");
    overwrite(object_of(archive, code), "正文改文");
    fs::remove_all(archive.root() + "/index");
    auto found = kinds(archive, {"--full"}, 20);
    std::sort(found.begin(), found.end());
    CHECK(found == Kinds{"index.unusable", "object.damaged"});
}

TEST_CASE("filing goes on without an index, and repair brings it back")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "违约责任");
    fs::remove_all(archive.root() + "/index");
    const auto filed = archive.fonds({"file", archive.write("b.txt", "付款条件")});
    CHECK(filed.exit_code == 3);
    CHECK(filed.lines().size() == 1);
    CHECK(contains(filed.err, "text pending"));
    CHECK(archive.fonds({"repair"}).exit_code == 0);
    CHECK(kinds(archive, {"--full"}, 0).empty());
    CHECK(archive.fonds({"search", "付款条件"}).exit_code == 0);
}

TEST_CASE("lost texts are found and read again")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "违约责任");
    fs::remove_all(archive.root() + "/text");
    fs::create_directory(archive.root() + "/text");
    CHECK(kinds(archive, {"--full"}, 3) == Kinds{"text.missing"});
    const Json repaired = answer(archive, {"repair", "--json"});
    CHECK(repaired.keys() ==
          std::vector<std::string>{"unfinished_filings", "removed_objects", "owed_again", "volumes", "left_hot", "indexed"});
    CHECK(repaired.get("owed_again").number() == 1);
    CHECK(kinds(archive, {"--full"}, 0).empty());
    CHECK(archive.fonds({"text", code}).out == "违约责任\n\f");
}

TEST_CASE("check --repair repairs first, and tells what is left")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "违约责任");
    fs::remove_all(archive.root() + "/text");
    fs::create_directory(archive.root() + "/text");
    const Json clean = answer(archive, {"check", "--repair", "--full", "--json"});
    CHECK(clean.get("owed_again").number() == 1);
    CHECK(clean.get("findings").size() == 0);
    CHECK(clean.get("last_event").number() > 0);

    overwrite(object_of(archive, code), "违约责人");
    const auto damaged = archive.fonds({"check", "--full", "--repair"});
    CHECK(damaged.exit_code == 20);
    CHECK(contains(damaged.out, "Swept:"));
    CHECK(contains(damaged.out, "object.damaged"));
}

TEST_CASE("status counts")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "1234", {"--category", "HT"});
    (void)archive.file("b.bin", std::string("\x00\x01", 2));
    const Json status = answer(archive, {"status", "--json"});
    CHECK(status.keys() == std::vector<std::string>{"code",
                                                    "name",
                                                    "id",
                                                    "directory",
                                                    "records",
                                                    "components",
                                                    "objects",
                                                    "bytes",
                                                    "events",
                                                    "last_event",
                                                    "last_hash",
                                                    "owed",
                                                    "index",
                                                    "indexed",
                                                    "waiting",
                                                    "unfinished_filings",
                                                    "disk_free",
                                                    "storage",
                                                    "default_settings",
                                                    "managed",
                                                    "sandbox",
                                                    "ocr_engine",
                                                    "categories",
                                                    "text"});
    CHECK(status.get("code").text() == "J001");
    CHECK(status.get("name").text() == "示范公司");
    CHECK(status.get("id").text().size() == 32);
    CHECK(status.get("records").number() == 2);
    CHECK(status.get("bytes").number() == 6);
    CHECK(status.get("owed").number() == 0);
    CHECK(status.get("index").text() == "good");
    CHECK(status.get("indexed").number() == 2);
    CHECK(status.get("disk_free").number() > 0);
    CHECK(status.get("categories").get("HT").number() == 1);
    CHECK(status.get("text").get("done").number() == 1);
    CHECK(status.get("text").get("none").number() == 1);
    CHECK(contains(archive.fonds({"status"}).out, "HT 1"));
}

TEST_CASE("index does what is owed and reads a record again when named")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    CHECK(contains(archive.fonds({"index"}).out, "0 records indexed"));
    CHECK(contains(archive.fonds({"index", code}).out, "1 record indexed"));
    const auto broken = archive.fonds({"file", archive.write("b.pdf", "%PDF-1.7\ncut")});
    CHECK(archive.fonds({"index", broken.out.substr(0, broken.out.find(' '))}).exit_code == 3);
    CHECK(archive.fonds({"index", "J001-QT·1999-D10-0001"}).exit_code == 4);
    CHECK(kinds(archive, {"--full"}, 0).empty());
}

TEST_CASE("a truncated catalog is a clear error, never a crash")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "正文");
    const std::string catalog = archive.root() + "/catalog.db";
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(catalog + suffix);
    const std::string whole = test::read_file(catalog);
    for (const std::size_t size : {whole.size() / 2, std::size_t{4096}, std::size_t{100}, std::size_t{0}}) {
        INFO(size);
        write_file(catalog, whole.substr(0, size));
        for (const CommandLine& arguments : {CommandLine{"list"}, CommandLine{"file", archive.beside("a.txt")}}) {
            const auto result = archive.fonds(arguments);
            CHECK(result.exit_code == 1);
            CHECK(result.signal == 0);
            CHECK(contains(result.err, "→"));
            CHECK(contains(result.err, "backup"));
        }
    }
}

TEST_CASE("a catalog of a newer program is left alone")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "正文");
    sql(archive, "PRAGMA user_version = 999");
    for (const char* command : {"list", "status", "check", "repair", "reindex"}) {
        INFO(command);
        const auto result = archive.fonds({command});
        CHECK(result.exit_code == 12);
        CHECK(contains(result.err, "999"));
    }
}

TEST_CASE("a catalog changed past Fonds is found")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "正文");
    sql(archive, "DROP TRIGGER IF EXISTS event_stays; UPDATE tally SET value = value + 1 WHERE name = 'records'");
    CHECK_FALSE(kinds(archive, {}, 3).empty());
}

TEST_CASE("facts and components changed past Fonds are found by a full check, which tells the record")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文", {"--amount", "100"});
    const auto other = archive.file("b.txt", "其他");
    REQUIRE(archive.fonds({"attach", other, archive.write("c.txt", "附件")}).exit_code == 0);
    CHECK(kinds(archive, {"--full"}, 0).empty());
    sql(archive,
        "UPDATE record SET amount = 999, title = 'forged' WHERE id = 1; DELETE FROM component WHERE role = 'attachment'");
    const auto checked = archive.fonds({"check", "--full"});
    CHECK(checked.exit_code == 3);
    CHECK(contains(checked.out, "record.changed  " + code));
    CHECK(contains(checked.out, "record.changed  " + other));
    CHECK(contains(checked.out, "9.99"));
}

TEST_CASE("check and status tell the last event of the log, which sqlite3 confirms")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "正文");
    ProgramCall call;
    call.path = "/usr/bin/sqlite3";
    call.arguments = {archive.root() + "/catalog.db", "SELECT lower(hex(hash)) FROM event ORDER BY sequence DESC LIMIT 1"};
    const std::string hash = run(call).lines().front();
    const Json checked = answer(archive, {"check", "--json"}), status = answer(archive, {"status", "--json"});
    CHECK(checked.get("last_hash").text() == hash);
    CHECK(status.get("last_hash").text() == hash);
    CHECK(checked.get("last_event").number() == status.get("events").number());
    CHECK(status.get("last_event").number() == status.get("events").number());
    CHECK(contains(archive.fonds({"check"}).out, hash));
    CHECK(contains(archive.fonds({"status"}).out, hash));
}

TEST_CASE("settings that are not understood stop every command and name the line")
{
    const ArchiveFixture archive;
    write_file(archive.root() + "/fonds.toml", "# remark\ncurency = \"CNY\"\n");
    const auto result = archive.fonds({"list"});
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "curency"));
    CHECK(contains(result.err, "2"));
}

TEST_CASE("a password without a record is a mistake")
{
    const ArchiveFixture archive;
    const auto said = archive.fonds({"index", "--password", "x"});
    CHECK(said.exit_code == 2);
    CHECK(contains(said.err, "CODE"));
}

TEST_CASE("check names twenty of a kind to a person and all to a program")
{
    const ArchiveFixture archive;
    CommandLine files{"file"};
    for (int i = 0; i < 23; ++i) files.push_back(archive.write(std::to_string(i) + ".txt", std::to_string(i)));
    REQUIRE(archive.fonds(files).exit_code == 0);
    std::filesystem::remove_all(archive.root() + "/objects");
    const auto told = archive.fonds({"check"});
    std::size_t lines = 0;
    for (const auto& line : told.lines()) lines += contains(line, "object.missing  ") ? 1U : 0U;
    CHECK(lines == 20);
    CHECK(contains(told.out, "object.missing: and 3 more"));
    CHECK(parse_json(archive.fonds({"check", "--json"}).out).get("findings").size() == 23);
}

TEST_CASE("status speaks the user's language of the index, and counts well")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "报价");
    CHECK(contains(archive.fonds({"status"}).out, "good, 1 record\n"));
    CHECK(contains(archive.fonds({"status"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).out, "完好, 1 件"));
    std::filesystem::remove_all(archive.root() + "/index");
    CHECK(contains(archive.fonds({"status"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).out, "缺失"));
}

TEST_CASE("Lists for people tell the days of the place of the archive")
{
    const ArchiveFixture archive;
    const std::string code = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    REQUIRE(archive.fonds({"hold", "add", code, "--reason", "r", "--authority", "a"}).exit_code == 0);
    REQUIRE(archive.fonds({"number", "reserve", "--category", "HT", "--date", "2024-03-05"}).exit_code == 0);
    REQUIRE(archive.fonds({"examine", "run"}, with_environment({{"PATH", "/nowhere"}})).exit_code == 3);
    REQUIRE(archive.fonds({"scrub", "--all"}).exit_code == 0);
    const std::string gone = "J001-HT·2024-D30-0003";
    REQUIRE(archive
                .fonds({"number", "import",
                        archive.write("gone.csv", "code,status,note,at\n" + gone + ",destroyed,x,2020-05-06\n")})
                .exit_code == 0);
    // By one of the two it is another day than in Greenwich.
    for (const std::string zone : {"+14:00", "-12:00"}) {
        write_file(archive.root() + "/fonds.toml", "time_zone = \"" + zone + "\"\n");
        const std::string day = answer(archive, {"report", "held", "--json"}).get("rows").at(0).get("placed").text();
        INFO(zone << " " << day);
        REQUIRE(day.size() == 10);
        CHECK(contains(archive.fonds({"examine", "list"}).out, day + " "));
        CHECK(contains(archive.fonds({"examine", "show", "1"}).out, day + " "));
        CHECK(contains(archive.fonds({"status"}).out, "last on " + day));
        CHECK(contains(archive.fonds({"show", "J001-HT·2024-D30-0002"}).err, "since " + day));
        // A day that a list told is that day everywhere.
        CHECK(contains(archive.fonds({"show", gone}).out, "on 2020-05-06"));
    }
}
