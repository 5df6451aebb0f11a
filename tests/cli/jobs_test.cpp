// SPDX-License-Identifier: GPL-3.0-or-later
// jobs run, list, install.
#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string bytes_of(const std::string& path)
{
    return test::read_file(path);
}

void sql(const ArchiveFixture& archive, const std::string& statements)
{
    ProgramCall call;
    call.path = "/usr/bin/sqlite3";
    call.arguments = {archive.root() + "/catalog.db", statements};
    REQUIRE(run(call).exit_code == 0);
}

}  // namespace

TEST_CASE("What is due is done once, and remembered with its report")
{
    const ArchiveFixture archive;
    const Json before = answer(archive, {"jobs", "list", "--json"}).get("jobs");
    REQUIRE(before.size() == 9);
    CHECK(before.at(0).get("due").number() == 1);
    CHECK(before.at(0).get("last").is_null());
    const auto first = archive.fonds({"jobs", "run", "--json"});
    INFO(first.out << first.err);
    REQUIRE(first.exit_code == 0);
    REQUIRE(first.lines().size() == 9);
    for (const auto& line : first.lines()) CHECK(parse_json(line).get("exit_code").number() == 0);
    const auto again = archive.fonds({"jobs", "run"});
    CHECK(again.exit_code == 0);
    CHECK(again.out.empty());
    CHECK(contains(again.err, "Nothing is due"));
    const Json runs = answer(archive, {"jobs", "list", "checkpoint", "--json"}).get("runs");
    REQUIRE(runs.size() == 1);
    CHECK(runs.at(0).get("report").get("facts").get("code").text().size() == 23);
    CHECK(archive.fonds({"log", "verify", "--code", runs.at(0).get("report").get("facts").get("code").text()}).exit_code ==
          0);
    CHECK(archive.fonds({"jobs", "run", "nonsense"}).exit_code == 2);
    CHECK(archive.fonds({"jobs", "list"}).lines().size() == 9);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("A run that died is told and closed by the next, and one that is under way is left alone")
{
    const ArchiveFixture archive;
    sql(archive,
        "INSERT INTO job_run (job, due, started) VALUES ('loans', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')");
    const Json report = answer(archive, {"jobs", "run", "loans", "--json"}, 3);
    CHECK(texts_of(report.get("findings"), "kind") == std::vector<std::string>{"run.died"});
    const Json runs = answer(archive, {"jobs", "list", "loans", "--json"}).get("runs");
    REQUIRE(runs.size() == 2);
    CHECK(runs.at(1).get("exit_code").number() == 1);
    CHECK(runs.at(1).get("report").get("died").boolean());
    CHECK(archive.fonds({"jobs", "run", "loans"}).exit_code == 0);

    ProgramCall call;
    call.path = "/usr/bin/flock";
    call.arguments = {archive.root() + "/staging/job-loans.lock",
                      programs() + "/fonds",
                      "-C",
                      archive.root(),
                      "jobs",
                      "run",
                      "loans",
                      "holds"};
    const auto locked = run(call);
    CHECK(locked.exit_code == 11);
    CHECK(contains(locked.out, "holds"));  // the other one was done
    CHECK(contains(locked.err, "under way"));
}

TEST_CASE("A clock that is behind the log stops all jobs until somebody says that it is right")
{
    const ArchiveFixture archive;
    sql(archive, "INSERT INTO job_run (job, due, started, ended, exit_code) VALUES ('loans', '2100-01-01T00:00:00.000Z',"
                 " '2100-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z', 0)");
    const auto stopped = archive.fonds({"jobs", "run"});
    CHECK(stopped.exit_code == 3);
    CHECK(contains(stopped.out, "clock.behind"));
    CHECK(stopped.out.find("clock.behind") == stopped.out.rfind("clock.behind"));
    CHECK(answer(archive, {"jobs", "list", "retention", "--json"}).get("runs").size() == 0);
    CHECK(archive.fonds({"jobs", "run", "--clock-is-right"}).exit_code == 0);
    CHECK(archive.fonds({"jobs", "run"}).exit_code == 0);
}

TEST_CASE("Records to be appraised are a finding, those on hold are told apart")
{
    const ArchiveFixture archive;
    REQUIRE(archive
                .fonds({"rule", "add", "X-1", "--name", "短期", "--period", "2w", "--starts", "created", "--action",
                        "destroy", "--source", "内部规定"})
                .exit_code == 0);
    const std::string one = archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
    const std::string two = archive.file("b.txt", "2", {"--category", "HT", "--date", "2024-03-06"});
    for (const auto& code : {one, two})
        REQUIRE(archive.fonds({"rule", "give", "X-1", code, "--override", "--reason", "试用"}).exit_code == 0);
    REQUIRE(archive.fonds({"hold", "add", two, "--reason", "诉讼", "--authority", "法务部"}).exit_code == 0);
    const Json report = answer(archive, {"jobs", "run", "retention", "--json"}, 3);
    CHECK(report.get("facts").get("due").number() == 2);
    CHECK(report.get("facts").get("due_held").number() == 1);
    CHECK(report.get("findings").at(0).get("kind").text() == "retention.due");
    REQUIRE(archive.fonds({"hold", "add", one, "--reason", "诉讼", "--authority", "法务部"}).exit_code == 0);
    CHECK(archive.fonds({"jobs", "run", "retention"}).exit_code == 0);  // nothing that could be appraised
}

TEST_CASE("Papers that should be back are findings")
{
    const ArchiveFixture archive;
    const std::string one =
        archive.file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05", "--paper-pages", "2", "--grade", "B"});
    REQUIRE(archive.fonds({"loan", "lend", one, "--reader", "王芳"}).exit_code == 0);
    sql(archive, "UPDATE loan SET due = '2020-01-05'");
    const Json loans = answer(archive, {"jobs", "run", "loans", "--json"}, 3);
    CHECK(texts_of(loans.get("findings"), "subject") == std::vector<std::string>{one});
    CHECK(loans.get("facts").get("overdue").number() == 1);
}

TEST_CASE("The units that are written are right for systemd")
{
    const ArchiveFixture archive;
    const std::string folder = archive.beside("units");
    const auto installed = archive.fonds({"jobs", "install", "--dir", folder});
    INFO(installed.err);
    REQUIRE(installed.exit_code == 0);
    CHECK(contains(installed.err, "enable --now fonds-jobs-J001.timer"));
    const std::string service = bytes_of(folder + "/fonds-jobs-J001.service"),
                      timer = bytes_of(folder + "/fonds-jobs-J001.timer");
    CHECK(contains(service, "\" -C \"" + std::filesystem::canonical(archive.root()).string() + "\" jobs run\n"));
    CHECK(contains(service, "ProtectSystem=strict\n"));
    CHECK(contains(timer, "Persistent=true\n"));
    CHECK(archive.fonds({"jobs", "install", "--dir", folder}).exit_code == 3);
    CHECK(archive.fonds({"jobs", "install", "--dir", folder, "--force", "--user-units"}).exit_code == 0);
    CHECK_FALSE(contains(bytes_of(folder + "/fonds-jobs-J001.service"), "User="));

    const std::string checker = "/usr/bin/systemd-analyze";
    if (!std::filesystem::exists(checker)) return;
    REQUIRE(archive.fonds({"jobs", "install", "--dir", folder, "--force"}).exit_code == 0);
    ProgramCall call;
    call.path = checker;
    call.arguments = {"verify", "--man=no", folder + "/fonds-jobs-J001.service", folder + "/fonds-jobs-J001.timer"};
    const auto checked = run(call);
    CHECK(checked.err == "");
    CHECK(checked.exit_code == 0);
}
