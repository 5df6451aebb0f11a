// SPDX-License-Identifier: GPL-3.0-or-later
// Documents asked of workers that lie, die and hang: shell scripts that play prepared bytes into the socket.
#include <fcntl.h>
#include <sys/stat.h>

#include <string>

#include <catch2/catch.hpp>

#include "indexer/extract/make_protocol.hpp"
#include "indexer/extract/page_maker.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

struct Attempt {
    Result<void> result;
    std::string bytes;
};

/// A worker that says `bytes`, then runs `last`.
Attempt attempt(const std::string& bytes, const std::string& last,
                std::chrono::milliseconds deadline = std::chrono::seconds(20))
{
    const TemporaryDirectory folder;
    write_file(folder / "bytes", bytes);
    write_file(folder / "document", "document");
    write_file(folder / "worker", "#!/bin/sh\ncat " + (folder / "bytes") + " >&0\n" + last + "\n");
    ::chmod((folder / "worker").c_str(), 0755);
    PageMaker maker;
    maker.program = folder / "worker";
    maker.deadline = deadline;
    maker.largest = 1000;
    std::vector<PageSource> sources;
    sources.push_back({Fd(::open((folder / "document").c_str(), O_RDONLY | O_CLOEXEC)), "application/pdf", {}});
    Attempt done{{}, {}};
    done.result = assemble_pages(maker, sources, {{0, 1, 0}}, [&](std::string_view piece) -> Result<void> {
        done.bytes += piece;
        return {};
    });
    return done;
}

const std::string hello = protocol::encode_hello();
const std::string piece = protocol::encode(protocol::Data{1, "bytes"});

std::string made(std::uint64_t size, std::uint64_t serial = 1)
{
    return protocol::encode(protocol::Made{serial, protocol::Outcome::ok, size, {}});
}

}  // namespace

TEST_CASE("an answer that keeps the protocol is handed over")
{
    const auto good = attempt(hello + piece + piece + made(10), "cat <&0 >/dev/null");
    CHECK(good.result.ok());
    CHECK(good.bytes == "bytesbytes");
}

TEST_CASE("a worker that ends in the middle costs the document, and the error says so")
{
    const auto killed = attempt(hello + piece, "kill -9 $$");
    REQUIRE_FALSE(killed.result.ok());
    CHECK(killed.result.error().kind == ErrorKind::unavailable);
    CHECK(killed.result.error().what.en.find("signal 9") != std::string::npos);
    CHECK_FALSE(killed.result.error().hint.empty());
    const auto silent = attempt("", "exit 3");
    REQUIRE_FALSE(silent.result.ok());
    CHECK(silent.result.error().kind == ErrorKind::unavailable);
    PageMaker absent;
    absent.program = "/nonexistent/fonds-scan";
    const std::vector<PageSource> none;
    CHECK(make_searchable(absent, {}, {}, [](std::string_view) { return Result<void>(); }).error().kind ==
          ErrorKind::unavailable);
}

TEST_CASE("a worker that hangs is ended at the deadline")
{
    const auto hanging = attempt(hello + piece, "sleep 100", std::chrono::milliseconds(300));
    REQUIRE_FALSE(hanging.result.ok());
    CHECK(hanging.result.error().what.en.find("longer than") != std::string::npos);
}

TEST_CASE("answers that break the protocol are no documents")
{
    const std::string other = protocol::encode(protocol::Data{2, "bytes"});
    for (const std::string& bytes :
         {hello + piece + made(4), hello + made(0), hello + piece + made(5, 2), hello + other + made(5), hello + hello,
          hello + protocol::encode_bye(), hello + "garbage that is no header", piece + made(5)}) {
        const auto lie = attempt(bytes, "cat <&0 >/dev/null");
        REQUIRE_FALSE(lie.result.ok());
        CHECK(lie.result.error().kind == ErrorKind::unavailable);
    }
    const auto large = attempt(hello + protocol::encode(protocol::Data{1, std::string(1001, 'x')}), "cat <&0 >/dev/null");
    REQUIRE_FALSE(large.result.ok());
    CHECK(large.result.error().kind == ErrorKind::bad_input);
    CHECK(large.bytes.empty());
}
