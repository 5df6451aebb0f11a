// SPDX-License-Identifier: GPL-3.0-or-later
// The pool of scan workers with workers that lie, die and hang: shell scripts that play prepared bytes into the socket.
#include <fcntl.h>
#include <sys/stat.h>

#include <string>

#include <catch2/catch.hpp>

#include "indexer/extract/scan_protocol.hpp"
#include "indexer/extract/scanner.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

class Liar {
public:
    /// A worker that waits for its job, sends `bytes`, then runs `last`.
    explicit Liar(const std::string& bytes, const std::string& last,
                  std::chrono::milliseconds deadline = std::chrono::seconds(20))
    {
        write_file(folder_.path() + "/bytes", bytes);
        write_file(folder_.path() + "/document", "document");
        const std::string program = folder_.path() + "/worker";
        write_file(program, "#!/bin/sh\necho >> " + folder_.path() + "/starts\necho \"$@\" > " + folder_.path() +
                                "/arguments\nhead -c 1 > /dev/null\ncat " + folder_.path() + "/bytes >&0\n" + last + "\n");
        ::chmod(program.c_str(), 0755);
        options_.program = program;
        options_.engine = "tesseract";
        options_.models = "/models";
        options_.limits.deadline = deadline;
    }

    Result<std::optional<ScanAnswer>> look(std::int32_t page = 3)
    {
        Scanner pool(options_);
        ScanJob job;
        job.ticket = 11;
        job.file = Fd(::open((folder_.path() + "/document").c_str(), O_RDONLY | O_CLOEXEC));
        job.media_type = "application/pdf";
        job.page = page;
        TRY(pool.submit(std::move(job)));
        return pool.next(std::chrono::minutes(1));
    }
    ScanAnswer answer()
    {
        auto looked = look();
        REQUIRE(looked.ok());
        REQUIRE(looked->has_value());
        CHECK((*looked)->ticket == 11);
        CHECK((*looked)->page.number == 3);
        return std::move(**looked);
    }
    [[nodiscard]] std::size_t starts() const { return test::read_file(folder_.path() + "/starts").size(); }
    [[nodiscard]] std::string arguments() const { return test::read_file(folder_.path() + "/arguments"); }

private:
    TemporaryDirectory folder_;
    Scanner::Options options_;
};

const std::string hang = "exec sleep 600";
const std::string hello = protocol::encode_hello();

std::string scanned(std::uint64_t serial, std::int32_t number)
{
    protocol::Scanned answer;
    answer.serial = serial;
    answer.page_count = 7;
    answer.page.number = number;
    answer.page.engine = "test 1";
    return protocol::encode(answer);
}

}  // namespace

TEST_CASE("a scan worker that plays by the rules is believed, and told its engine and models")
{
    Liar worker(hello + scanned(1, 3), hang);
    const ScanAnswer answer = worker.answer();
    CHECK(answer.page.engine == "test 1");
    CHECK(answer.page_count == 7);
    CHECK_FALSE(answer.passing);
    CHECK(worker.arguments() == "--engine tesseract --models /models\n");
}

TEST_CASE("a scan worker that ran out of time or memory tells of what may pass, and of a bad page of what does not")
{
    const auto passes = [](std::string_view note) {
        protocol::Scanned scanned;
        scanned.serial = 1;
        scanned.page.number = 3;
        scanned.page.note = note;
        Liar worker(hello + protocol::encode(scanned), hang);
        return worker.answer().passing;
    };
    CHECK(passes(protocol::note_of_lateness));
    CHECK(passes(protocol::note_of_memory));
    CHECK_FALSE(passes("there is no page 3"));
}

TEST_CASE("a scan worker that breaks the protocol costs its page, once")
{
    for (const std::string& bytes :
         {hello + scanned(2, 3), hello + scanned(1, 4), hello + hello, scanned(1, 3), hello + "nonsense nonsense",
          hello + protocol::encode(protocol::End{1, TextState::done, 1, ""})}) {
        Liar worker(bytes, hang);
        const ScanAnswer answer = worker.answer();
        CHECK(answer.page.note == "the scan worker broke the protocol");
        CHECK(answer.page.engine.empty());
        CHECK(answer.passing);
        CHECK(worker.starts() == 1);
    }
}

TEST_CASE("a page whose worker dies is tried once more, then given up with the reason")
{
    Liar worker(hello + scanned(1, 3).substr(0, 20), "exit 9");
    const ScanAnswer answer = worker.answer();
    CHECK(answer.page.note == "the scan worker ended early (exit status 9)");
    CHECK(worker.starts() == 2);
}

TEST_CASE("a worker killed in the middle of a page does not take the page with it")
{
    // The first of its kind dies, the second answers.
    const TemporaryDirectory folder;
    const std::string mark = folder.path() + "/died";
    Liar worker(hello, "test -e " + mark + " || { touch " + mark + "; kill -9 $$; }\ncat " + folder.path() +
                           "/answer >&0\n" + hang);
    write_file(folder.path() + "/answer", scanned(1, 3));
    CHECK(worker.answer().page.engine == "test 1");
    CHECK(worker.starts() == 2);
}

TEST_CASE("a scan worker that hangs is killed after ten times what it may work")
{
    Liar worker(hello, hang, std::chrono::milliseconds(5));
    const ScanAnswer answer = worker.answer();
    CHECK(answer.page.note == "looking at it took longer than 50 ms");
    CHECK(answer.passing);
    CHECK(worker.starts() == 1);
}

TEST_CASE("scan workers that do not start are no engine")
{
    Liar worker("", "exit 4");
    const auto looked = worker.look();
    REQUIRE_FALSE(looked.ok());
    CHECK(looked.error().kind == ErrorKind::unavailable);
    CHECK(looked.error().what.en == "the engine of recognition cannot be used");
    CHECK(looked.error().hint.en.find("fonds ocr setup") != std::string::npos);
    CHECK(worker.starts() == 3);
    CHECK(Liar("", "exit 3").look().error().what.en == "the scan worker does not start (exit status 3)");
}

TEST_CASE("a scan worker that only says goodbye is not asked for ever")
{
    Liar worker(hello + protocol::encode_bye(), hang);
    CHECK(worker.answer().page.note == "a scan worker cannot take it");
    CHECK(worker.starts() == 1);
}

TEST_CASE("frames to and from fonds-scan come back as they were, and nothing else is taken for one")
{
    protocol::Look look;
    look.serial = 7;
    look.memory = 99;
    look.deadline = std::chrono::milliseconds(1234);
    look.page = 12;
    look.distrust = true;
    look.codes = false;
    look.media_type = "image/tiff";
    look.password = "k";
    const std::string frame = protocol::encode(look);
    const std::string body = frame.substr(protocol::header_size);
    const auto back = protocol::decode_look(body);
    REQUIRE(back);
    CHECK(protocol::encode(*back) == frame);
    CHECK(back->page == 12);
    CHECK_FALSE(back->codes);
    for (std::size_t size = 0; size < body.size(); ++size) CHECK_FALSE(protocol::decode_look(body.substr(0, size)));
    CHECK_FALSE(protocol::decode_look(body + "x"));
    look.page = 0;
    CHECK_FALSE(protocol::decode_look(protocol::encode(look).substr(protocol::header_size)));
    const std::string answer = scanned(1, 3).substr(protocol::header_size);
    REQUIRE(protocol::decode_scanned(answer));
    for (std::size_t size = 0; size < answer.size(); ++size) CHECK_FALSE(protocol::decode_scanned(answer.substr(0, size)));
}

}  // namespace fonds
