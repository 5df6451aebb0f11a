// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, killed before each of its writes, or met by a full disk at each of them: one command brings the archive
// back to clean, what was told as filed is there, and the same files can be filed again.
#include <signal.h>

#include <filesystem>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"
#include "tests/support/small_pdf.hpp"

namespace {

using fonds::test::CommandLine;
using fonds::test::ProgramCall;
using fonds::test::ProgramResult;
using fonds::test::TemporaryDirectory;

const std::string shim = fonds::test::fault_shim();

std::size_t times(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

class CrashArchive {
public:
    CrashArchive()
    {
        std::filesystem::create_directory(place_ / "in");
        fonds::test::write_file(place_ / "in/a.txt", "合同管理办法 payment terms");
        fonds::test::write_file(place_ / "in/b.txt", "发票 12345678");
        fonds::test::write_file(place_ / "in/c.pdf", fonds::test::small_pdf({"Lease agreement for the warehouse"}));
        const auto made = fonds::test::fonds({"init", place_ / "fresh", "--code", "J001", "--name", "n"});
        REQUIRE(made.exit_code == 0);
    }

    /// A new archive, as `fonds init` made it.
    void restart()
    {
        std::filesystem::remove_all(place_ / "archive");
        std::filesystem::copy(place_ / "fresh", place_ / "archive", std::filesystem::copy_options::recursive);
    }

    ProgramResult file(std::map<std::string, std::string> environment = {})
    {
        ProgramCall call;
        if (!environment.empty()) environment["LD_PRELOAD"] = shim;
        call.environment = std::move(environment);
        return fonds::test::fonds({"-C", place_ / "archive", "file", place_ / "in"}, call);
    }

    ProgramResult fonds(CommandLine arguments)
    {
        arguments.insert(arguments.begin(), {"-C", place_ / "archive"});
        return fonds::test::fonds(std::move(arguments));
    }

    [[nodiscard]] long calls_of_a_whole_run()
    {
        restart();
        const auto whole = file({{"FONDS_TEST_COUNT", place_ / "count"}});
        REQUIRE(whole.exit_code == 0);
        return std::stol(fonds::test::read_file(place_ / "count"));
    }

    void must_come_back_clean(const ProgramResult& broken, long step)
    {
        INFO("step " << step << "\n" << broken.out << broken.err);
        const auto repaired = fonds({"repair"});
        INFO(repaired.out << repaired.err);
        REQUIRE(repaired.exit_code == 0);
        const auto checked = fonds({"check", "--full"});
        INFO(checked.out << checked.err);
        REQUIRE(checked.exit_code == 0);
        for (const auto& line : broken.lines()) {
            const std::string code = line.substr(0, line.find(' '));
            const std::string path = line.substr(line.find("  ") + 2);
            INFO(line);
            REQUIRE(fonds({"get", code, "-o", "-"}).out == fonds::test::read_file(path));
        }
        // Each of the three files ends up filed exactly once, under numbers without gaps.
        const auto again = file();
        REQUIRE((again.exit_code == 0 || again.exit_code == 3));
        const auto list = fonds({"list", "--sort", "code"});
        REQUIRE(list.lines().size() == 3);
        REQUIRE(list.out.find("-0001") != std::string::npos);
        REQUIRE(list.out.find("-0003") != std::string::npos);
        REQUIRE(fonds({"search", "合同管理"}).exit_code == 0);
        REQUIRE(fonds({"search", "warehouse"}).exit_code == 0);
        REQUIRE(fonds({"check", "--full"}).exit_code == 0);
    }

    /// Once the filing has begun: told with a code or with an error, and counted in the summary.
    void every_file_must_be_accounted_for(const ProgramResult& filed) const
    {
        if (!std::filesystem::exists(place_ / "archive/staging/archive.lock")) {
            REQUIRE(filed.out.empty());  // the archive could not be opened for writing
            return;
        }
        REQUIRE(filed.err.find(" filed") != std::string::npos);  // the summary
        for (const char* name : {"in/a.txt", "in/b.txt", "in/c.pdf"}) {
            const std::string path = place_ / name;
            const bool has_code = filed.out.find("  " + path + "\n") != std::string::npos;
            const bool has_error = filed.err.find("(" + path + ")") != std::string::npos;
            INFO(path);
            REQUIRE(has_code != has_error);
        }
    }

private:
    TemporaryDirectory place_;
};

}  // namespace

TEST_CASE("A filing killed before any of its writes comes back clean with one command")
{
    CrashArchive archive;
    const long calls = archive.calls_of_a_whole_run();
    REQUIRE(calls > 20);
    for (long step = 1; step <= calls; ++step) {
        archive.restart();
        const auto killed = archive.file({{"FONDS_TEST_KILL_AT", std::to_string(step)}});
        // Workers answer in any order, so a run may need a call less than the counted one.
        if (killed.signal != SIGKILL) {
            REQUIRE(step > calls / 2);
            continue;
        }
        archive.must_come_back_clean(killed, step);
    }
}

TEST_CASE("A disk that fills up at any write of a filing costs an error, not the archive")
{
    CrashArchive archive;
    const long calls = archive.calls_of_a_whole_run();
    for (long step = 1; step <= calls; ++step) {
        archive.restart();
        const auto failed = archive.file({{"FONDS_TEST_FAIL_AT", std::to_string(step)}});
        INFO("step " << step << "\n" << failed.out << failed.err);
        REQUIRE(failed.signal == 0);
        if (failed.exit_code != 0) REQUIRE(failed.err.find("fonds: ") != std::string::npos);
        REQUIRE(times(failed.err, "Free some space") <= 2);  // for three files: once for each thing that was tried
        archive.every_file_must_be_accounted_for(failed);
        archive.must_come_back_clean(failed, step);
    }
}
