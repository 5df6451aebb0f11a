// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of a volume that are damaged in different places mend each other, and what was mended is told.
#include <algorithm>
#include <csignal>
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// A volume with copies in volumes/ and further folders.
struct WithCopies : ColdArchive {
    std::string whole;

    explicit WithCopies(const std::string& more, std::size_t folders = 1) : ColdArchive(more)
    {
        std::string names;
        for (std::size_t i = 0; i < folders; ++i) {
            std::filesystem::create_directory(folder(i));
            names += (i == 0 ? "\"" : ", \"") + folder(i) + "\"";
        }
        set(more + "copies = [" + names + "]\n");
        good({"cold", "run", "--all", "--yes"});
        whole = read_file(volume());
    }
    [[nodiscard]] std::string folder(std::size_t number) const { return beside("disk" + std::to_string(number)); }
    [[nodiscard]] std::string copy(std::size_t number) const { return folder(number) + "/J001-V0001.zip"; }
    /// Where the file of a record begins in the volume.
    [[nodiscard]] std::size_t start(std::size_t record) const { return whole.find(contents[record]); }

    void must_be_whole() const
    {
        CHECK(read_file(volume()) == whole);
        CHECK(read_file(copy(0)) == whole);
        CHECK(fonds({"volume", "verify"}).exit_code == 0);
        CHECK(fonds({"check", "--full"}).exit_code == 0);
        all_readable();
    }
};

void overwrite(const std::string& path, std::size_t at, std::size_t size)
{
    for (std::size_t i = at; i < at + size; ++i) flip(path, i);
}

}  // namespace

TEST_CASE("Two damaged copies without parity are mended from each other by verify")
{
    const WithCopies archive("parity = 0\ndeflate = false\n");
    overwrite(archive.volume(), archive.start(1) + 1000, 3000);
    flip(archive.copy(0), archive.start(2) + 10);
    flip(archive.copy(0), archive.whole.size() - 30);
    flip(archive.copy(0), archive.start(1) + 100'000);  // of the same member, elsewhere
    const auto verified = archive.fonds({"volume", "verify", "--json"});
    CHECK(verified.exit_code == 3);
    const Json reports = *Json::parse(verified.out);
    REQUIRE(reports.size() == 2);
    CHECK(reports.at(0).get("state").text() == "good");
    CHECK(reports.at(0).get("repaired_from").text() == "copies");
    CHECK(reports.at(1).get("repaired_from").text() == "volumes/");
    archive.must_be_whole();
    CHECK(files_below(archive.root() + "/volumes") == 1);
    CHECK(archive.good({"report", "fixity", "--format", "json"}).out.find("(copies)") != std::string::npos);
}

TEST_CASE("Scrub mends copies from each other, and makes the one that is gone")
{
    const WithCopies archive("parity = 0\ndeflate = false\n", 2);
    std::filesystem::remove(archive.volume());
    flip(archive.copy(0), archive.start(1) + 1000);
    flip(archive.copy(1), archive.start(2) + 10);
    const auto scrubbed = archive.fonds({"scrub", "--all", "--json"});
    CHECK(scrubbed.exit_code == 3);
    CHECK(Json::parse(scrubbed.out)->get("repaired").number() == 3);
    CHECK(read_file(archive.copy(1)) == archive.whole);
    archive.must_be_whole();
}

TEST_CASE("What neither copies nor parity mend by themselves, both together do")
{
    const WithCopies archive("parity = 3\ndeflate = false\n");
    // More blocks than there is parity for, each damaged in both, in different places; and one in the same place.
    for (std::size_t i = 0; i < 6; ++i) {
        overwrite(archive.volume(), archive.start(1) + i * 30'000, 300);
        overwrite(archive.copy(0), archive.start(1) + i * 30'000 + 1500, 300);
    }
    for (const std::string& path : {archive.volume(), archive.copy(0)})
        flip(path, archive.whole.find("manifest-sha256.txt") + 60);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    archive.must_be_whole();
}

TEST_CASE("What neither copies nor parity mend is told of the copy, not of what was tried")
{
    const WithCopies archive("parity = 5\ndeflate = false\n");
    const std::size_t at = archive.start(1);
    for (const std::string& path : {archive.volume(), archive.copy(0)}) overwrite(path, at + 1000, 150'000);
    flip(archive.copy(0), archive.whole.size() - 30);
    const auto verified = archive.fonds({"volume", "verify"});
    CHECK(verified.exit_code == 20);
    INFO(verified.err);
    CHECK(verified.err.find("repair-") == std::string::npos);
    CHECK(verified.err.find(archive.copy(0)) != std::string::npos);
}

TEST_CASE("Copies that nothing mends though their files are whole name the way out, which works")
{
    const WithCopies archive("parity = 0\ndeflate = false\n");
    for (const std::string& path : {archive.volume(), archive.copy(0)}) flip(path, archive.whole.size() - 30);
    flip(archive.copy(0), archive.start(1) + 500);
    const auto verified = archive.fonds({"volume", "verify", "--json"});
    CHECK(verified.exit_code == 20);
    for (std::size_t i = 0; i < 2; ++i) CHECK(Json::parse(verified.out)->at(i).get("all_readable").boolean());
    CHECK(archive.fonds({"volume", "verify"}).err.find("fonds volume rewrite J001-V0001") != std::string::npos);
    CHECK(archive.fonds({"scrub", "--all"}).out.find("fonds volume rewrite J001-V0001") != std::string::npos);
    archive.good({"volume", "rewrite", "J001-V0001"});
    archive.all_readable();
    archive.good({"check", "--full"});
    // A file that is whole nowhere: no such hint.
    const std::string again = read_file(archive.volume("2"));
    for (const std::string& path : {archive.volume("2"), archive.folder(0) + "/J001-V0002.zip"})
        flip(path, again.find(archive.contents[1]) + 500);
    const auto lost = archive.fonds({"volume", "verify"});
    CHECK(lost.exit_code == 20);
    CHECK(lost.err.find("volume rewrite") == std::string::npos);
}

TEST_CASE("A volume tells how often it was mended, when last and from what, and when it is read next")
{
    const WithCopies archive("parity = 0\ndeflate = false\n");
    const Json before = archive.json({"volume", "show", "J001-V0001"});
    CHECK(before.get("repairs").number() == 0);
    CHECK(before.get("last_repair").is_null());
    CHECK(before.get("verified_at").text() == before.get("copies").at(0).get("verified_at").text());
    CHECK(before.get("next_due").text() > before.get("verified_at").text());
    CHECK(archive.good({"volume", "show", "J001-V0001"}).out.find("none") != std::string::npos);
    CHECK(archive.good({"volume", "list"}).out.find("mended") == std::string::npos);
    CHECK(archive.json({"status"}).get("storage").get("last_repair").is_null());

    flip(archive.copy(0), archive.start(1) + 500);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    flip(archive.volume(), archive.start(1) + 500);
    flip(archive.copy(0), archive.start(2) + 500);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);

    for (const Json& told : {archive.json({"volume", "show", "J001-V0001"}), archive.json({"volume", "list"}).at(0)}) {
        CHECK(told.get("repairs").number() == 3);
        const Json last = told.get("last_repair");
        CHECK(last.get("volume").text() == "J001-V0001");
        CHECK(last.get("place").text() == archive.folder(0));
        CHECK(last.get("from").text() == "volumes/");
        CHECK(last.get("at").text() >= before.get("verified_at").text());
    }
    CHECK(archive.json({"status"}).get("storage").get("last_repair").get("place").text() == archive.folder(0));
    const std::string shown = archive.good({"volume", "show", "J001-V0001"}).out;
    CHECK(shown.find("3 so far") != std::string::npos);
    CHECK(shown.find("replaced from volumes/") != std::string::npos);
    CHECK(archive.good({"volume", "list"}).out.find("mended 3×") != std::string::npos);
    CHECK(archive.good({"status"}).out.find("3 so far, the last") != std::string::npos);

    // One that is known to be damaged is due.
    flip(archive.volume(), archive.whole.size() - 30);
    flip(archive.copy(0), archive.whole.size() - 30);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 20);
    CHECK(archive.good({"volume", "show", "J001-V0001"}).out.find("due now") != std::string::npos);
}

TEST_CASE("Getting a large cold file stops when that is asked for, and leaves nothing")
{
    for (const int signal : {SIGINT, SIGTERM}) {
        ColdArchive archive("parity = 0\ndeflate = false\n");
        const std::string large = noise(64U << 20, 7);
        const std::string code = archive.file("large", large, {"--category", "HT"});
        archive.good({"cold", "run", "--all", "--yes"});
        ProgramCall call;
        call.path = fonds::test::programs() + "/fonds";
        call.arguments = {"-C", archive.root(), "get", code, "-o", "-"};
        RunningProgram program(call);
        // It waits for whoever reads its output.
        program.wait_for_output([](const std::string& out) { return !out.empty(); });
        program.signal(signal);
        const ProgramResult got = program.finish();
        INFO(got.err);
        CHECK(got.exit_code == 130);
        CHECK(got.out.size() < large.size());
        for (const auto& entry : std::filesystem::directory_iterator(archive.root() + "/cache"))
            CHECK(!entry.path().filename().string().starts_with("part-"));
        archive.good({"get", code, "-o", archive.beside("out")});
        CHECK(read_file(archive.beside("out")) == large);
    }
}
