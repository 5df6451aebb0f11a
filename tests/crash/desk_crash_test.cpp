// SPDX-License-Identifier: GPL-3.0-or-later
// The desk, killed before each of its writes or met by a full disk at each of them: one more run brings everything that lay
// in the inbox to the desk or into a record, once, and the archive is whole.
#include <signal.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "schema/core/digest.hpp"
#include "schema/core/json.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/place.hpp"
#include "tests/support/small_pdf.hpp"

namespace {

using fonds::Json;
using fonds::test::CommandLine;
using fonds::test::ProgramCall;
using fonds::test::ProgramResult;
using fonds::test::small_pdf;
using fonds::test::TemporaryDirectory;
namespace fs = std::filesystem;

/// Copies of an archive that is ready for the command to be broken off.
class DeskArchive {
public:
    DeskArchive()
    {
        REQUIRE(fonds::test::fonds({"init", place_ / "archive", "--code", "J001", "--name", "n"}).exit_code == 0);
    }
    void drop(const std::string& name, const std::string& bytes)
    {
        fonds::test::write_file(root() + "/inbox/" + name, bytes);
    }
    /// What is there now is what each attempt begins with.
    void keep() { fs::copy(root(), place_ / "fresh", fs::copy_options::recursive); }
    void restart()
    {
        fs::remove_all(root());
        fs::copy(place_ / "fresh", root(), fs::copy_options::recursive);
    }
    ProgramResult fonds(CommandLine arguments, std::map<std::string, std::string> environment = {})
    {
        ProgramCall call;
        if (!environment.empty()) environment["LD_PRELOAD"] = fonds::test::fault_shim();
        call.environment = std::move(environment);
        arguments.insert(arguments.begin(), {"-C", root()});
        return fonds::test::fonds(std::move(arguments), call);
    }
    Json answer(const CommandLine& arguments)
    {
        auto json = Json::parse(fonds(arguments).out);
        REQUIRE(json.ok());
        return std::move(*json);
    }
    [[nodiscard]] std::string root() const { return place_ / "archive"; }

    /// Runs `command` broken off at every `stride`th of its steps, by `how`; each time it is mended and must then be
    /// `whole`.
    void break_off(const CommandLine& command, const char* how, long stride, const std::function<void()>& whole)
    {
        restart();
        REQUIRE(fonds(command, {{"FONDS_TEST_COUNT", place_ / "count"}}).exit_code == 0);
        const long calls = std::stol(fonds::test::read_file(place_ / "count"));
        REQUIRE(calls > 10);
        for (long step = 1; step <= calls; step += stride) {
            restart();
            const auto broken = fonds(command, {{how, std::to_string(step)}});
            INFO(how << " " << step << " of " << calls << "\n" << broken.out << broken.err);
            if (broken.signal == 0 && broken.exit_code != 0) REQUIRE(broken.err.find("fonds: ") != std::string::npos);
            const auto run = fonds({"inbox", "run"});
            INFO(run.out << run.err);
            REQUIRE((run.exit_code == 0 || run.exit_code == 3));
            const auto repaired = fonds({"repair"});
            INFO(repaired.out << repaired.err);
            REQUIRE(repaired.exit_code == 0);
            const auto checked = fonds({"check", "--full"});
            INFO(checked.out << checked.err);
            REQUIRE(checked.exit_code == 0);
            whole();
        }
    }

private:
    TemporaryDirectory place_;
};

constexpr const char* kill_at = "FONDS_TEST_KILL_AT";
constexpr const char* fail_at = "FONDS_TEST_FAIL_AT";

}  // namespace

TEST_CASE("A run of the inbox that breaks off anywhere loses nothing and takes nothing twice")
{
    DeskArchive archive;
    REQUIRE(archive.fonds({"category", "edit", "HT", "--auto", "yes"}).exit_code == 0);
    const std::string contract = "payment terms of the lease";
    archive.drop("a.txt", contract);
    archive.drop("a.toml", "category = 'HT'\ntitle = 'lease'\ndate = '2024-03-05'\n");
    archive.drop("b.txt", "a letter");
    archive.keep();
    const auto whole = [&] {
        REQUIRE(fs::is_empty(archive.root() + "/inbox"));
        REQUIRE(archive.answer({"inbox", "list", "--json"}).get("pieces").size() == 1);
        REQUIRE(archive.fonds({"list"}).lines().size() == 1);
        REQUIRE(archive.fonds({"get", "J001-HT.2024-D30-0001", "-o", "-"}).out == contract);
        REQUIRE(archive.fonds({"search", "lease"}).out.find("-0001") != std::string::npos);
    };
    archive.break_off({"inbox", "run"}, kill_at, 1, whole);
    archive.break_off({"inbox", "run"}, fail_at, 3, whole);
}

TEST_CASE("A stack whose run breaks off is divided once, and each of its pages is in one piece")
{
    DeskArchive archive;
    archive.drop("stack.pdf", small_pdf({"Lease agreement", "FONDS:SEPARATOR:1", "Packing list"}));
    archive.keep();
    const auto whole = [&] {
        REQUIRE(fs::is_empty(archive.root() + "/inbox"));
        REQUIRE(archive.answer({"inbox", "list", "--json"}).get("pieces").size() == 2);
    };
    // Each step costs a worker that looks at pages.
    archive.break_off({"inbox", "run"}, kill_at, 7, whole);
    archive.break_off({"inbox", "run"}, fail_at, 11, whole);
}

TEST_CASE("Accepting that breaks off anywhere leaves the piece waiting or accepted, never both and never neither")
{
    DeskArchive archive;
    fonds::test::write_file(archive.root() + ".txt", "the contract itself");
    const auto filed = archive.fonds({"file", archive.root() + ".txt"});
    REQUIRE(filed.exit_code == 0);
    fs::remove(archive.root() + ".txt");
    const std::string code = "J001-QT." + filed.out.substr(std::string("J001-QT·").size(), 13);
    const std::string annex = small_pdf({"FONDS:CODE:" + code});
    archive.drop("annex.pdf", annex);
    archive.drop("stack.pdf", small_pdf({"Lease agreement", "FONDS:SEPARATOR:1", "Packing list"}));
    archive.drop("whole.txt", "payment terms");
    REQUIRE(archive.fonds({"inbox", "run"}).exit_code == 0);
    REQUIRE(archive.answer({"inbox", "list", "--json"}).get("pieces").size() == 4);
    archive.keep();
    for (const char* piece : {"1", "2", "3"}) {
        const auto whole = [&] {
            const Json now = archive.answer({"inbox", "show", "--json", piece});
            if (now.get("state").text() == "waiting") REQUIRE(archive.fonds({"inbox", "accept", piece}).exit_code == 0);
            REQUIRE(archive.fonds({"inbox", "accept", piece}).exit_code == 5);
            REQUIRE(archive.answer({"inbox", "list", "--json"}).get("pieces").size() == 3);
            const bool labelled = std::string(piece) == "1";
            REQUIRE(archive.fonds({"list"}).lines().size() == (labelled ? 1 : 2));
            REQUIRE(archive.answer({"show", code, "--json"}).get("components").size() == (labelled ? 2 : 1));
            REQUIRE(archive.fonds({"check", "--full"}).exit_code == 0);
        };
        INFO("piece " << piece);
        archive.break_off({"inbox", "accept", piece}, kill_at, 1, whole);
        archive.break_off({"inbox", "accept", piece}, fail_at, 3, whole);
    }
}
