// SPDX-License-Identifier: GPL-3.0-or-later
// The pool with the real worker.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/extract/extractor.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

const std::string worker_program = fonds::test::programs() + "/fonds-extract";

Extractor::Options options(unsigned workers = 1)
{
    Extractor::Options result;
    result.program = worker_program;
    result.workers = workers;
    return result;
}

/// Documents as files of a directory, given to a pool.
class Desk {
public:
    explicit Desk(Extractor::Options given) : pool(std::move(given)) {}

    void submit(std::int64_t ticket, const std::string& bytes, const std::string& type = "application/pdf",
                WordBoxes words = WordBoxes::skipped, const std::string& password = {})
    {
        const std::string path = folder_.path() + "/" + std::to_string(ticket);
        write_file(path, bytes);
        ExtractJob job;
        job.ticket = ticket;
        job.file = Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        job.media_type = type;
        job.words = words;
        job.password = password;
        REQUIRE(pool.has_room());
        REQUIRE(pool.submit(std::move(job)).ok());
    }
    ExtractAnswer next()
    {
        auto answer = pool.next();
        REQUIRE(answer.ok());
        REQUIRE(answer->has_value());
        return std::move(**answer);
    }
    DocumentText read(const std::string& bytes, const std::string& type = "application/pdf",
                      WordBoxes words = WordBoxes::skipped, const std::string& password = {})
    {
        submit(1, bytes, type, words, password);
        return next().text;
    }

    Extractor pool;

private:
    TemporaryDirectory folder_;
};

std::vector<pid_t> children()
{
    std::ifstream file("/proc/self/task/" + std::to_string(::gettid()) + "/children");
    std::vector<pid_t> pids;
    for (pid_t pid = 0; file >> pid;) pids.push_back(pid);
    return pids;
}

std::size_t open_descriptors()
{
    std::size_t count = 0;
    for (int fd = 0; fd < 1024; ++fd) count += ::fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("a PDF comes back page by page")
{
    Desk desk(options());
    const DocumentText text = desk.read(pdf_of_words({"first page", "second page"}));
    CHECK(text.state == TextState::done);
    CHECK(text.page_count == 2);
    REQUIRE(text.pages.size() == 2);
    CHECK(text.pages[0].text == "first page\n\n");
    CHECK(text.pages[1].text == "second page\n\n");
    CHECK(text.pages[0].width == 595);
    CHECK(text.pages[0].layer == TextLayer::trusted);
    CHECK(text.pages[0].words.empty());
}

TEST_CASE("word boxes come when they are wanted")
{
    Desk desk(options());
    const DocumentText text = desk.read(pdf_of_words({"two words"}), "application/pdf", WordBoxes::wanted);
    REQUIRE(text.pages.size() == 1);
    REQUIRE(text.pages[0].words.size() == 2);
    CHECK(text.pages[0].words[1].text == "words");
    CHECK(text.pages[0].words[0].x == Approx(72).margin(1));
}

TEST_CASE("other types are read, too, and those without a reader have no text")
{
    Desk desk(options());
    CHECK(desk.read("plain 合同 text", "text/plain").pages.at(0).text.find("合同") != std::string::npos);
    const DocumentText photograph = desk.read("\xFF\xD8\xFF", "image/jpeg");
    CHECK(photograph.state == TextState::needs_ocr);
    CHECK(photograph.pages.size() == 1);
    CHECK(desk.read("words", "image/jpeg").state == TextState::failed);
    const DocumentText none = desk.read("GIF89a", "image/gif");
    CHECK(none.state == TextState::none);
    CHECK(none.pages.empty());
}

TEST_CASE("what is no file is a failed document")
{
    Desk desk(options());
    ExtractJob job;
    job.ticket = 3;
    job.file = Fd(::open("/", O_RDONLY | O_CLOEXEC));
    job.media_type = "application/pdf";
    REQUIRE(desk.pool.submit(std::move(job)).ok());
    const ExtractAnswer answer = desk.next();
    CHECK(answer.ticket == 3);
    CHECK(answer.text.state == TextState::failed);
    CHECK(answer.text.note == "not a regular file");
}

TEST_CASE("with nothing under way there is no next answer")
{
    Desk desk(options());
    const auto answer = desk.pool.next();
    REQUIRE(answer.ok());
    CHECK_FALSE(answer->has_value());
    CHECK(children().empty());  // and no worker was started for nothing
}

TEST_CASE("each worker has room for one document at work and one waiting")
{
    Desk desk(options(2));
    for (int i = 0; i < 4; ++i) {
        CHECK(desk.pool.has_room());
        desk.submit(i, pdf_of_words({"page"}));
    }
    CHECK_FALSE(desk.pool.has_room());
    CHECK(desk.pool.under_way() == 4);
    static_cast<void>(desk.next());
    CHECK(desk.pool.has_room());
    CHECK(desk.pool.under_way() == 3);
}

TEST_CASE("a thousand and one documents through two workers: each ticket comes back once with its own text")
{
    Desk desk(options(2));
    std::map<std::int64_t, std::string> seen;
    const auto take = [&] {
        ExtractAnswer answer = desk.next();
        REQUIRE(answer.text.pages.size() == 1);
        REQUIRE(seen.emplace(answer.ticket, answer.text.pages[0].text).second);
    };
    const std::size_t before = open_descriptors();
    for (std::int64_t ticket = 0; ticket <= 1000; ++ticket) {
        while (!desk.pool.has_room()) take();
        desk.submit(ticket, pdf_of_words({"number" + std::to_string(ticket)}));
    }
    while (desk.pool.under_way() > 0) take();
    REQUIRE(seen.size() == 1001);
    for (const auto& [ticket, text] : seen) REQUIRE(text == "number" + std::to_string(ticket) + "\n\n");
    CHECK(open_descriptors() <= before + 2);  // the sockets alone
    CHECK(children().size() <= 2);            // worn workers were reaped
}

TEST_CASE("a worker killed in the middle costs nobody anything")
{
    Desk desk(options());
    desk.submit(1, pdf_of_words({"one"}));
    desk.submit(2, pdf_of_words({"two"}));
    const auto workers = children();
    REQUIRE(workers.size() == 1);
    REQUIRE(::kill(workers[0], SIGKILL) == 0);
    std::map<std::int64_t, DocumentText> answers;
    for (int i = 0; i < 2; ++i) {
        ExtractAnswer answer = desk.next();
        answers[answer.ticket] = std::move(answer.text);
    }
    CHECK(answers.at(1).pages.at(0).text == "one\n\n");
    CHECK(answers.at(2).pages.at(0).text == "two\n\n");
    REQUIRE(children().size() == 1);
    CHECK(children() != workers);
}

TEST_CASE("a worker that dies in idleness is replaced")
{
    Desk desk(options());
    static_cast<void>(desk.read(pdf_of_words({"one"})));
    REQUIRE(::kill(children().at(0), SIGKILL) == 0);
    CHECK(desk.read(pdf_of_words({"two"})).pages.at(0).text == "two\n\n");
}

TEST_CASE("a document that takes too long in one piece is killed, and keeps the pages that came before")
{
    Extractor::Options given = options();
    given.limits.deadline = std::chrono::milliseconds(700);
    Desk desk(given);
    desk.submit(1, pdf_with_slow_second_page(std::uint64_t{1} << 30));
    desk.submit(2, pdf_of_words({"waited"}));
    std::map<std::int64_t, DocumentText> answers;
    for (int i = 0; i < 2; ++i) {
        ExtractAnswer answer = desk.next();
        answers[answer.ticket] = std::move(answer.text);
    }
    const DocumentText& slow = answers.at(1);
    CHECK(slow.state == TextState::partial);
    CHECK(slow.note == "reading took longer than 700 ms");
    REQUIRE(slow.pages.size() == 1);
    CHECK(slow.pages[0].text == "first page\n\n");
    CHECK(slow.page_count == 2);
    CHECK(answers.at(2).state == TextState::done);
}

TEST_CASE("a bomb among drawing operators ends by itself before the deadline, with a note")
{
    Extractor::Options given = options();
    given.limits.deadline = std::chrono::milliseconds(1000);
    Desk desk(given);
    TestPdf pdf;
    const std::string bomb = deflate_bomb("n ", std::uint64_t{1} << 30);
    pdf.objects.push_back("<< /Filter /FlateDecode /Length " + std::to_string(bomb.size()) + " >>\nstream\n" + bomb +
                          "\nendstream");
    pdf.pages.push_back({show("first")});
    pdf.pages.push_back({"", "/Contents 4 0 R"});
    pdf.pages.push_back({show("third")});
    std::string file = pdf_of(pdf);
    const DocumentText text = desk.read(file);
    CHECK(text.state == TextState::partial);
    CHECK(text.note.find("no time") == 0);
    REQUIRE(text.pages.size() == 2);
    CHECK(text.page_count == 3);
}

#ifndef FONDS_SANITIZED
TEST_CASE("a document that needs more memory than allowed costs itself alone")
{
    Extractor::Options given = options();
    given.limits.memory = std::uint64_t{48} << 20;
    Desk desk(given);
    TestPdf pdf;  // fifty million saved graphics states
    const std::string bomb = deflate_bomb("q ", std::uint64_t{100} << 20);
    pdf.objects.push_back("<< /Filter /FlateDecode /Length " + std::to_string(bomb.size()) + " >>\nstream\n" + bomb +
                          "\nendstream");
    pdf.pages.push_back({show("kept")});
    pdf.pages.push_back({"", "/Contents 4 0 R"});
    desk.submit(1, pdf_of(pdf));
    desk.submit(2, pdf_of_words({"well"}));
    std::map<std::int64_t, DocumentText> answers;
    for (int i = 0; i < 2; ++i) {
        ExtractAnswer answer = desk.next();
        answers[answer.ticket] = std::move(answer.text);
    }
    CHECK(answers.at(2).state == TextState::done);
    CHECK(answers.at(1).state == TextState::partial);
    CHECK_FALSE(answers.at(1).note.empty());
    REQUIRE(answers.at(1).pages.size() == 1);
    CHECK(answers.at(1).pages[0].text == "kept\n\n");
}

#endif

TEST_CASE("the limits on text and pages travel with the job")
{
    Extractor::Options given = options();
    given.limits.text = 20;
    Desk few_bytes(given);
    const DocumentText cut = few_bytes.read(pdf_of_words({"first page", "second page with more words"}));
    CHECK(cut.state == TextState::partial);
    CHECK(cut.note == "more than 20 bytes of text");
    std::size_t bytes = 0;
    for (const PageText& page : cut.pages) bytes += page.text.size();
    CHECK(bytes <= 20);
    CHECK(bytes > 12);

    given = options();
    given.limits.pages = 2;
    Desk few_pages(given);
    const DocumentText two = few_pages.read(pdf_of_words({"a", "b", "c"}));
    CHECK(two.state == TextState::partial);
    CHECK(two.pages.size() == 2);
    CHECK(two.page_count == 3);
    CHECK(two.note == "more than 2 pages");
}

TEST_CASE("ending the pool ends and reaps its workers, at work or not")
{
    {
        Desk desk(options(2));
        desk.submit(1, pdf_with_slow_second_page(std::uint64_t{1} << 30));
        desk.submit(2, pdf_of_words({"a"}));
        CHECK(children().size() == 2);
    }
    CHECK(children().empty());
}

TEST_CASE("a pool can be moved, jobs under way included")
{
    Desk desk(options());
    desk.submit(1, pdf_of_words({"moved"}));
    Extractor other = std::move(desk.pool);
    const auto answer = other.next();
    REQUIRE(answer.ok());
    CHECK((*answer)->text.pages.at(0).text == "moved\n\n");
}

#ifndef FONDS_SANITIZED
TEST_CASE("a file too large for the ceiling that its worker's first document set is read by a fresh worker")
{
    const TemporaryDirectory folder;
    const std::string path = folder.path() + "/large";
    write_file(path, "");
    REQUIRE(::truncate(path.c_str(), off_t{400} << 20) == 0);
    Desk desk(options());
    CHECK(desk.read("small", "text/plain").state == TextState::done);
    const auto first = children();
    ExtractJob job;
    job.ticket = 2;
    job.file = Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    job.media_type = "image/png";
    REQUIRE(desk.pool.submit(std::move(job)).ok());
    const auto answer = desk.next();
    CHECK(answer.ticket == 2);
    INFO(answer.text.note);
    CHECK(answer.text.state == desk.read("\x89PNG", "image/png").state);
    CHECK(children() != first);
    CHECK(desk.read("small", "text/plain").state == TextState::done);
}
#endif

}  // namespace fonds
