// SPDX-License-Identifier: GPL-3.0-or-later
// The worker's side of the protocol, without the process around it: jobs are laid into a socket, and serve() ends with them.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/extract/answer_builder.hpp"
#include "indexer/extract/wire.hpp"
#include "indexer/worker/dispatch.hpp"
#include "indexer/worker/job_channel.hpp"
#include "indexer/worker/mapped_file.hpp"
#include "indexer/worker/serve.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

struct Ends {
    Ends()
    {
        int pair[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
        client.reset(pair[0]);
        worker.reset(pair[1]);
    }
    void put(const std::string& bytes, int descriptor = -1) const
    {
        iovec part{const_cast<char*>(bytes.data()), bytes.size()};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        if (descriptor >= 0) {
            message.msg_control = control;
            message.msg_controllen = sizeof control;
            cmsghdr* const head = CMSG_FIRSTHDR(&message);
            head->cmsg_level = SOL_SOCKET;
            head->cmsg_type = SCM_RIGHTS;
            head->cmsg_len = CMSG_LEN(sizeof(int));
            std::memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
        }
        REQUIRE(::sendmsg(client.get(), &message, 0) == static_cast<ssize_t>(bytes.size()));
    }
    /// Everything the worker has said.
    [[nodiscard]] std::string said() const
    {
        std::string all;
        char buffer[4096];
        for (ssize_t got = 0; (got = ::recv(client.get(), buffer, sizeof buffer, MSG_DONTWAIT)) > 0;)
            all.append(buffer, static_cast<std::size_t>(got));
        return all;
    }

    Fd client;
    Fd worker;
};

Fd file_with(const TemporaryDirectory& folder, const std::string& bytes)
{
    const std::string path = folder.path() + "/document";
    write_file(path, bytes);
    return Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

protocol::Job job(std::uint64_t serial, const std::string& type)
{
    protocol::Job result;
    result.serial = serial;
    result.memory = std::uint64_t{1} << 40;
    result.deadline = std::chrono::seconds(60);
    result.pages = 10;
    result.text = 1000;
    result.media_type = type;
    return result;
}

std::vector<std::pair<protocol::FrameType, std::string>> frames_of(std::string_view bytes)
{
    std::vector<std::pair<protocol::FrameType, std::string>> frames;
    while (!bytes.empty()) {
        const auto header = protocol::decode_header(bytes);
        REQUIRE(header);
        REQUIRE(bytes.size() >= protocol::header_size + header->size);
        frames.emplace_back(header->type, bytes.substr(protocol::header_size, header->size));
        bytes.remove_prefix(protocol::header_size + header->size);
    }
    return frames;
}

/// Serves the given jobs, then the end of the conversation, and gives what was said after hello.
std::vector<std::pair<protocol::FrameType, std::string>> answers_to(const std::vector<protocol::Job>& jobs,
                                                                    const std::string& document)
{
    const TemporaryDirectory folder;
    const Fd file = file_with(folder, document);
    Ends ends;
    for (const protocol::Job& each : jobs) ends.put(protocol::encode(each), file.get());
    ::shutdown(ends.client.get(), SHUT_WR);
    JobChannel channel(ends.worker.get());
    serve(channel);
    auto frames = frames_of(ends.said());
    REQUIRE_FALSE(frames.empty());
    CHECK(frames.front().first == protocol::FrameType::hello);
    frames.erase(frames.begin());
    return frames;
}

DocumentText document_of(const std::vector<std::pair<protocol::FrameType, std::string>>& frames, const protocol::Job& asked)
{
    ExtractLimits limits;
    limits.pages = asked.pages;
    limits.text = asked.text;
    AnswerBuilder builder(asked.serial, limits, asked.words ? WordBoxes::wanted : WordBoxes::skipped);
    auto verdict = AnswerBuilder::Verdict::more;
    for (const auto& [type, body] : frames) {
        REQUIRE(verdict == AnswerBuilder::Verdict::more);
        REQUIRE(builder.may_come({type, static_cast<std::uint32_t>(body.size())}));
        verdict = builder.take(type, body);
    }
    REQUIRE(verdict == AnswerBuilder::Verdict::ended);
    return std::move(builder).take_document();
}

DocumentText answer_to(const protocol::Job& asked, const std::string& document)
{
    return document_of(answers_to({asked}, document), asked);
}

}  // namespace

TEST_CASE("the worker answers a job with properties, pages and an end that its client believes")
{
    const DocumentText text = answer_to(job(42, "application/pdf"), pdf_of_words({"one", "two"}));
    CHECK(text.state == TextState::done);
    REQUIRE(text.pages.size() == 2);
    CHECK(text.pages[1].text == "two\n\n");
    CHECK_FALSE(text.properties.empty());
}

TEST_CASE("the worker answers jobs in their order, each with its own serial")
{
    const auto frames = answers_to({job(7, "text/plain"), job(8, "image/gif")}, "text");
    REQUIRE(frames.size() == 4);
    CHECK(protocol::decode_page(frames[1].second)->serial == 7);
    CHECK(protocol::decode_end(frames[2].second)->serial == 7);
    CHECK(protocol::decode_end(frames[3].second)->serial == 8);
    CHECK(protocol::decode_end(frames[3].second)->state == TextState::none);
}

TEST_CASE("whatever a reader finds, the worker sends no control characters and no more than it may")
{
    protocol::Job asked = job(1, "application/pdf");
    asked.text = 12;
    asked.words = true;
    TestPdf pdf;
    pdf.info = "/Title (a\\033[31mb" + std::string(10'000, 'x') + ")";
    pdf.pages = {{show("one two")}, {show("three four")}, {show("five")}};
    const DocumentText text = answer_to(asked, pdf_of(pdf));
    CHECK(text.state == TextState::partial);
    CHECK(text.pages.size() == 2);
    for (const auto& [name, value] : text.properties) CHECK(is_clean_text(value));

    asked = job(1, "text/plain");
    asked.pages = 1;
    CHECK(answer_to(asked, "one\ftwo\fthree").pages.size() == 1);
}

TEST_CASE("pages without words ask for OCR in the state of the document")
{
    TestPdf pdf;
    pdf.pages = {{show("words")}, {"0 g 9 9 99 99 re f"}};
    CHECK(answer_to(job(1, "application/pdf"), pdf_of(pdf)).state == TextState::needs_ocr);
}

TEST_CASE("an empty file is a failed PDF and an empty text")
{
    CHECK(answer_to(job(1, "application/pdf"), "").state == TextState::failed);
    CHECK(answer_to(job(1, "application/pdf"), "").note == "the file is empty");
    CHECK(answer_to(job(1, "text/plain"), "").state == TextState::done);
}

TEST_CASE("the worker ends when it is sent what is no job")
{
    const TemporaryDirectory folder;
    const Fd file = file_with(folder, "text");
    const std::string good = protocol::encode(job(1, "text/plain"));
    std::string bad_version = good;
    bad_version[0] = 9;
    for (const std::string& bytes :
         {std::string("GET / HTTP/1.1\r\n\r\n"), bad_version, protocol::encode_hello(), good.substr(0, 20)}) {
        Ends ends;
        ends.put(bytes, file.get());
        ::shutdown(ends.client.get(), SHUT_WR);
        JobChannel channel(ends.worker.get());
        serve(channel);
        CHECK(frames_of(ends.said()).size() == 1);  // hello
    }
    Ends without_file;
    without_file.put(good);
    JobChannel channel(without_file.worker.get());
    serve(channel);
    CHECK(frames_of(without_file.said()).size() == 1);
}

TEST_CASE("a job that comes byte by byte is understood")
{
    const TemporaryDirectory folder;
    const Fd file = file_with(folder, "text");
    const std::string frame = protocol::encode(job(3, "text/plain"));
    Ends ends;
    ends.put(frame.substr(0, 1), file.get());
    for (std::size_t i = 1; i < frame.size(); ++i) ends.put(frame.substr(i, 1));
    JobChannel channel(ends.worker.get());
    const auto incoming = channel.receive();
    REQUIRE(incoming);
    CHECK(incoming->job.serial == 3);
    CHECK(MappedFile::map(incoming->file)->bytes() == "text");
}

TEST_CASE("a client that is gone ends the worker without a signal")
{
    Ends ends;
    ends.client.reset();
    JobChannel channel(ends.worker.get());
    CHECK_FALSE(channel.send(protocol::encode_hello()));
    CHECK_FALSE(channel.receive());
}

TEST_CASE("only regular files are mapped")
{
    const Fd folder(::open("/", O_RDONLY | O_CLOEXEC));
    const Fd device(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    CHECK_FALSE(MappedFile::map(folder));
    CHECK_FALSE(MappedFile::map(device));
    CHECK_FALSE(MappedFile::size_of(Fd()));
    const TemporaryDirectory place;
    const Fd empty = file_with(place, "");
    REQUIRE(MappedFile::map(empty));
    CHECK(MappedFile::map(empty)->bytes().empty());
}

TEST_CASE("readers can be prepared again and again")
{
    prepare_readers();
    prepare_readers();
    CHECK(answer_to(job(1, "application/pdf"), pdf_of_words({"one"})).state == TextState::done);
}

}  // namespace fonds
