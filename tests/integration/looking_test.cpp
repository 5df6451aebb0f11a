// SPDX-License-Identifier: GPL-3.0-or-later
// What the desk has under way at once, seen with scan workers that wait for one another: shell scripts that play answers
// into the socket.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "indexer/extract/scan_protocol.hpp"
#include "schema/core/file_ops.hpp"
#include "tests/support/place.hpp"
#include "tests/support/scan_pictures.hpp"
#include "tests/support/small_pdf.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

class Told final : public DeskObserver {
public:
    void divided(const DividedFile& file) override { paths.push_back(file.path); }
    void progress(Phase phase, std::size_t, std::size_t) override { seen += phase == Phase::recognising ? 1 : 0; }
    bool stop_requested() override { return seen >= stop_after; }
    std::vector<std::string> paths;
    std::size_t seen = 0, stop_after = 1000;
};

/// A desk whose scan workers run `script` for each page: $n is the page's place among those handed out since the workers
/// were started first, `answer` sends what was seen on it, `meet` waits until another worker meets this one.
class Desk {
public:
    Desk()
    {
        environment_.clock = &clock_;
        environment_.files = &posix_file_ops();
        environment_.actor = "alice";
        environment_.program = "test";
        environment_.extract_program = programs() + "/fonds-extract";
        environment_.scan_program = place_ / "scan";
        REQUIRE(Archive::create(root(), "J001", "n", environment_).ok());
        write_file(root() + "/fonds.toml", "[ocr]\nworkers = 2\ndeadline = 20\n");
        std::filesystem::create_directories(root() + "/inbox");
        REQUIRE(::mkfifo((place_ / "meeting").c_str(), 0600) == 0);
        write_file(place_ / "hello", protocol::encode_hello());
    }
    void drop(const std::string& name) const { drop(name, small_pdf({name})); }
    void drop(const std::string& name, const std::string& bytes) const { write_file(root() + "/inbox/" + name, bytes); }
    void workers_do(const std::string& script, const std::string& note = {}) const
    {
        protocol::Scanned scanned;
        scanned.page_count = 1;
        scanned.page.number = 1;
        if (note.empty()) scanned.page.engine = "test 1";
        scanned.page.note = note;
        const std::string frame = protocol::encode(scanned);
        constexpr std::size_t serial = protocol::header_size;
        write_file(place_ / "head", frame.substr(0, serial));
        write_file(place_ / "tail", frame.substr(serial + 8));
        const std::string program = place_ / "scan";
        write_file(program,
                   "#!/bin/sh\ncd " + place_.path() +
                       "\nanswer() { cat head serial-$n tail >&0; }\nmeet() { read met < meeting; }\n"
                       "found() { echo met > meeting; }\ncat hello >&0\n"
                       "while dd bs=8192 count=1 of=look-$$ 2> /dev/null && test -s look-$$; do\n"
                       "n=$(od -An -tu8 -j8 -N8 look-$$ | tr -d ' ')\ndd if=look-$$ of=serial-$n bs=8 skip=1 count=1 "
                       "2> /dev/null\necho $n >> looks\n" +
                       script + "\ndone\n");
        ::chmod(program.c_str(), 0755);
    }
    InboxSummary run(DeskObserver& observer)
    {
        const auto summary = open().run_inbox(observer);
        REQUIRE(summary.ok());
        return *summary;
    }
    Archive open()
    {
        auto archive = Archive::open(root(), Purpose::writing, environment_);
        REQUIRE(archive.ok());
        return std::move(*archive);
    }
    [[nodiscard]] std::size_t looks() const
    {
        const std::string lines = test::read_file(place_ / "looks");
        return static_cast<std::size_t>(std::ranges::count(lines, '\n'));
    }
    [[nodiscard]] std::string root() const { return place_ / "archive"; }

private:
    TemporaryDirectory place_{Medium::memory};
    FixedClock clock_{Instant{std::chrono::milliseconds(1'700'000'000'000)}};
    Environment environment_;
};

}  // namespace

TEST_CASE("Pages of several files are looked at side by side, and the files are divided in the order in which they came")
{
    Desk desk;
    for (const char* name : {"a.pdf", "b.pdf", "c.pdf"}) desk.drop(name);
    // The first page is done only when another worker has done the two after it.
    desk.workers_do("case $n in 1) meet; answer;; 3) answer; found;; *) answer;; esac");
    Told told;
    const InboxSummary summary = desk.run(told);
    CHECK_FALSE(summary.not_looked);
    CHECK(summary.looked == 3);
    CHECK(told.paths == std::vector<std::string>{"a.pdf", "b.pdf", "c.pdf"});
    CHECK(desk.looks() == 3);
}

TEST_CASE("A run that is stopped keeps the pages of all files, and drops what is under way")
{
    Desk desk;
    for (const char* name : {"a.pdf", "b.pdf", "c.pdf"}) desk.drop(name);
    desk.workers_do("case $n in 1) found; exec sleep 600;; 2) meet; answer;; *) answer;; esac");
    Told stopped;
    stopped.stop_after = 2;
    CHECK(desk.run(stopped).looked == 0);
    CHECK(stopped.paths.empty());
    CHECK(desk.looks() == 3);

    desk.workers_do("answer");
    Told told;
    CHECK(desk.run(told).looked == 3);
    CHECK(told.paths == std::vector<std::string>{"a.pdf", "b.pdf", "c.pdf"});
    CHECK(desk.looks() == 4);
}

TEST_CASE("A file whose page kills its workers costs the others nothing, and is looked at by three runs")
{
    Desk desk;
    for (const char* name : {"a.pdf", "b.pdf", "c.pdf"}) desk.drop(name);
    desk.workers_do("case $n in 2) kill -9 $$;; *) answer;; esac");
    Told told;
    const InboxSummary first = desk.run(told);
    CHECK(first.looked == 2);
    CHECK(told.paths == std::vector<std::string>{"a.pdf", "c.pdf"});
    REQUIRE(first.not_looked);
    CHECK(first.not_looked->where == "b.pdf");
    CHECK(first.not_looked->what.en.find("(1 of 3 tries)") != std::string::npos);
    CHECK(desk.looks() == 4);  // twice by the same run: another worker may fare better
    SECTION("It goes better the next time")
    {
        desk.workers_do("answer");
        const InboxSummary second = desk.run(told);
        CHECK(second.looked == 1);
        CHECK_FALSE(second.not_looked);
        CHECK(desk.looks() == 5);
    }
    SECTION("It never goes better")
    {
        desk.workers_do("kill -9 $$");
        const InboxSummary second = desk.run(told);
        CHECK(second.looked == 0);
        CHECK(second.not_looked);
        const InboxSummary third = desk.run(told);
        CHECK(third.looked == 1);
        CHECK_FALSE(third.not_looked);
        CHECK(desk.looks() == 8);
    }
    CHECK(told.paths == std::vector<std::string>{"a.pdf", "c.pdf", "b.pdf"});
    CHECK(desk.run(told).looked == 0);
}

TEST_CASE("What could not be looked at on the desk is tried again in the archive, but not for ever")
{
    Desk desk;
    desk.drop("scan.pdf", scan_pdf({scan_picture({"Lease agreement"})}));
    desk.workers_do("kill -9 $$");
    Told told;
    CHECK(desk.run(told).not_looked);
    Archive archive = desk.open();
    const auto pieces = archive.pieces(PieceState::waiting, {}, 10);
    REQUIRE(pieces.ok());
    REQUIRE(pieces->size() == 1);
    const auto accepted = archive.accept(pieces->at(0).id, {}, told);
    REQUIRE(accepted.ok());
    CHECK(accepted->text == TextState::needs_ocr);
    for (const std::size_t looks : {4U, 6U, 6U}) {
        const auto done = archive.recognise({}, told);
        REQUIRE(done.ok());
        CHECK(desk.looks() == looks);
        CHECK(done->documents == (done->pages == 1 && looks == 6 ? 1 : 0));
    }
    const auto seen = archive.scans(accepted->code, 0);
    REQUIRE(seen.ok());
    CHECK(seen->at(0).note == "the scan worker ended early (signal 9) (3 of 3 tries)");
}

TEST_CASE("A worker that writes the count of tries itself gains none by it")
{
    Desk desk;
    desk.drop("a.pdf");
    desk.workers_do("answer", "no page 1 (1 of 3 tries)");
    Told told;
    CHECK(desk.run(told).looked == 0);
    CHECK(desk.run(told).looked == 0);
    CHECK(desk.run(told).looked == 1);
    CHECK(desk.looks() == 3);
}
