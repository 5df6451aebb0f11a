// SPDX-License-Identifier: GPL-3.0-or-later
// The pool with workers that lie, die and hang: shell scripts that play prepared bytes into the socket.
#include <fcntl.h>
#include <sys/stat.h>

#include <string>

#include <catch2/catch.hpp>

#include "indexer/extract/extractor.hpp"
#include "indexer/extract/protocol.hpp"
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
        const std::string starts = folder_.path() + "/starts";
        write_file(program, "#!/bin/sh\necho >> " + starts + "\nhead -c 1 > /dev/null\ncat " + folder_.path() +
                                "/bytes >&0\n" + last + "\n");
        ::chmod(program.c_str(), 0755);
        options_.program = program;
        options_.limits.deadline = deadline;
        options_.limits.text = 1000;
    }

    Result<std::optional<ExtractAnswer>> read()
    {
        Extractor pool(options_);
        ExtractJob job;
        job.ticket = 11;
        job.file = Fd(::open((folder_.path() + "/document").c_str(), O_RDONLY | O_CLOEXEC));
        job.media_type = "application/pdf";
        TRY(pool.submit(std::move(job)));
        return pool.next();
    }
    DocumentText text()
    {
        auto answer = read();
        REQUIRE(answer.ok());
        REQUIRE(answer->has_value());
        CHECK((*answer)->ticket == 11);
        return std::move((*answer)->text);
    }
    [[nodiscard]] std::size_t starts() const { return test::read_file(folder_.path() + "/starts").size(); }

private:
    TemporaryDirectory folder_;
    Extractor::Options options_;
};

const std::string hang = "exec sleep 600";

std::string page(std::uint64_t serial, std::uint32_t number, const std::string& text)
{
    protocol::Page frame;
    frame.serial = serial;
    frame.number = number;
    frame.text.text = text;
    return protocol::encode(frame);
}

std::string end(std::uint64_t serial, std::int32_t pages)
{
    return protocol::encode(protocol::End{serial, TextState::done, pages, ""});
}

}  // namespace

TEST_CASE("a worker that plays by the rules is believed")
{
    Liar worker(protocol::encode_hello() + page(1, 1, "text") + end(1, 1), hang);
    const DocumentText text = worker.text();
    CHECK(text.state == TextState::done);
    CHECK(text.pages.at(0).text == "text");
}

TEST_CASE("whatever breaks the protocol fails the document once and for all, and nothing of it is kept")
{
    const std::string hello = protocol::encode_hello();
    std::string huge = page(1, 1, "x");
    huge[7] = '\x3F';  // a frame of one gigabyte is announced
    std::string negative = page(1, 1, "x");
    negative[6] = '\xFF';
    for (const std::string& bytes : {
             hello + std::string("no frame at all"),
             hello + hello,
             page(1, 1, "before hello"),
             hello + page(1, 1, "kept?") + page(1, 3, "gap"),
             hello + page(2, 1, "another document"),
             hello + page(1, 1, "\xFF\xFE"),
             hello + page(1, 1, "\x1B]0;title\a"),
             hello + page(1, 1, std::string(1001, 'x')),
             hello + huge,
             hello + negative,
             hello + protocol::encode(protocol::Job{}),
             hello + protocol::encode_bye(),  // it has read nothing yet
             hello + page(1, 1, "kept?") + protocol::encode_bye(),
             hello + page(1, 1, "kept?") + end(1, -1),
             hello + page(1, 1, "kept?") + end(1, 0),
         }) {
        Liar worker(bytes, hang);
        const DocumentText text = worker.text();
        CHECK(text.state == TextState::failed);
        CHECK(text.note == "the text worker broke the protocol");
        CHECK(text.pages.empty());
        CHECK(worker.starts() == 1);
    }
}

TEST_CASE("a worker that dies is replaced once; a second death fails the document")
{
    Liar worker(protocol::encode_hello(), "exit 7");
    const DocumentText text = worker.text();
    CHECK(text.state == TextState::failed);
    CHECK(text.note == "the text worker ended early (exit status 7)");
    CHECK(worker.starts() == 2);
}

TEST_CASE("pages that came before the second death are kept")
{
    Liar worker(protocol::encode_hello() + protocol::encode(protocol::Properties{1, 2, {}}) + page(1, 1, "kept"),
                "kill -SEGV $$");
    const DocumentText text = worker.text();
    CHECK(text.state == TextState::partial);
    CHECK(text.note == "the text worker ended early (signal 11)");
    REQUIRE(text.pages.size() == 1);
    CHECK(text.page_count == 2);
    CHECK(worker.starts() == 2);
}

TEST_CASE("a death after the last page costs nothing but the end")
{
    Liar worker(protocol::encode_hello() + protocol::encode(protocol::Properties{1, 1, {}}) + page(1, 1, "all"), "exit 1");
    CHECK(worker.text().state == TextState::done);
    CHECK(worker.starts() == 1);
}

TEST_CASE("a worker that hangs is killed at the deadline and not tried again")
{
    Liar worker(protocol::encode_hello(), hang, std::chrono::milliseconds(50));
    const DocumentText text = worker.text();
    CHECK(text.state == TextState::failed);
    CHECK(text.note == "reading took longer than 50 ms");
    CHECK(worker.starts() == 1);
}

TEST_CASE("a worker that stops within a frame is killed at the deadline")
{
    const std::string frame = page(1, 1, "half of it");
    Liar worker(protocol::encode_hello() + frame.substr(0, frame.size() - 3), hang, std::chrono::milliseconds(50));
    CHECK(worker.text().state == TextState::failed);
}

TEST_CASE("a worker that never starts is an unavailable program, not a bad document")
{
    Liar worker("", "exit 127");
    const auto answer = worker.read();
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == ErrorKind::unavailable);
    CHECK(answer.error().what.en == "the text worker does not start (exit status 127)");
    CHECK_FALSE(answer.error().hint.empty());
}

TEST_CASE("a missing program is unavailable, and the job is not taken")
{
    Extractor::Options options;
    options.program = "/nowhere/fonds-extract";
    Extractor pool(options);
    ExtractJob job;
    job.file = Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const auto submitted = pool.submit(std::move(job));
    REQUIRE_FALSE(submitted.ok());
    CHECK(submitted.error().kind == ErrorKind::unavailable);
    CHECK(submitted.error().where == "/nowhere/fonds-extract");
    CHECK_FALSE(submitted.error().hint.zh.empty());
    CHECK(pool.under_way() == 0);
}

}  // namespace fonds
