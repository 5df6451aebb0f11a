// SPDX-License-Identifier: GPL-3.0-or-later
// Findings come after the end, and nothing that happens to them touches the text.
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "indexer/extract/answer_builder.hpp"
#include "indexer/extract/extractor.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

namespace fonds {
namespace {

using namespace fonds::test;
using protocol::FrameType;
using Verdict = AnswerBuilder::Verdict;

std::string property(const DocumentText& text, const std::string& name)
{
    const auto found =
        std::find_if(text.properties.begin(), text.properties.end(), [&](const auto& each) { return each.first == name; });
    return found == text.properties.end() ? "absent" : found->second;
}

/// A pool with one worker that reads files of a directory.
class Desk {
public:
    explicit Desk(ExtractLimits limits = {}, const std::string& program = fonds::test::programs() + "/fonds-extract")
    {
        Extractor::Options options;
        options.program = program;
        options.limits = limits;
        pool_.emplace(options);
    }
    DocumentText inspect(const std::string& bytes, const std::string& type = "application/pdf")
    {
        const std::string path = folder_.path() + "/document";
        write_file(path, bytes);
        ExtractJob job;
        job.file = Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        job.media_type = type;
        job.inspection = Inspection::wanted;
        REQUIRE(pool_->submit(std::move(job)).ok());
        auto answer = pool_->next();
        REQUIRE(answer.ok());
        REQUIRE(answer->has_value());
        return std::move((*answer)->text);
    }

private:
    TemporaryDirectory folder_;
    std::optional<Extractor> pool_;
};

std::string nested(std::size_t depth)
{
    std::string open, close;
    for (std::size_t i = 0; i < depth; ++i) {
        open += "<< /A ";
        close += " >>";
    }
    return open + "null" + close;
}

std::string body_of(const std::string& frame)
{
    return frame.substr(protocol::header_size);
}

const std::string end_body = body_of(protocol::encode(protocol::End{5, TextState::partial, 3, "why"}));
const std::string findings_body = body_of(protocol::encode(protocol::Findings{5, {{"pdf.objects", "7"}}}));

}  // namespace

TEST_CASE("findings come out of their frame as they went in, and half of one is refused")
{
    const auto back = protocol::decode_findings(findings_body);
    REQUIRE(back);
    CHECK(back->serial == 5);
    CHECK(back->values == std::vector<std::pair<std::string, std::string>>{{"pdf.objects", "7"}});
    for (std::size_t size = 0; size < findings_body.size(); ++size)
        CHECK_FALSE(protocol::decode_findings(findings_body.substr(0, size)));
    CHECK_FALSE(protocol::decode_findings(findings_body + '\0'));
}

TEST_CASE("findings are taken after the end alone, and only from a worker that was asked for them")
{
    AnswerBuilder unasked(5, {}, WordBoxes::skipped);
    CHECK_FALSE(unasked.may_come({FrameType::findings, 20}));
    CHECK(unasked.take(FrameType::findings, findings_body) == Verdict::broken);

    AnswerBuilder asked(5, {}, WordBoxes::skipped, Inspection::wanted);
    CHECK_FALSE(asked.may_come({FrameType::findings, 20}));
    CHECK(asked.take(FrameType::end, end_body) == Verdict::more);
    CHECK_FALSE(asked.untouched());
    CHECK(asked.may_come({FrameType::findings, 20}));
    for (const FrameType other : {FrameType::properties, FrameType::page, FrameType::end, FrameType::hello, FrameType::bye})
        CHECK_FALSE(asked.may_come({other, 20}));
    CHECK(asked.take(FrameType::end, end_body) == Verdict::broken);
    CHECK(asked.take(FrameType::findings, body_of(protocol::encode(protocol::Findings{6, {}}))) == Verdict::broken);
    CHECK(asked.take(FrameType::findings, findings_body) == Verdict::ended);
    const DocumentText text = std::move(asked).take_document();
    CHECK(text.state == TextState::partial);
    CHECK(text.note == "why");
    CHECK(property(text, "pdf.objects") == "7");
}

TEST_CASE("a worker lost after the end costs the findings alone")
{
    AnswerBuilder builder(5, {}, WordBoxes::skipped, Inspection::wanted);
    REQUIRE(builder.take(FrameType::end, end_body) == Verdict::more);
    CHECK(builder.all_pages_arrived());
    const DocumentText text = std::move(builder).take_remains("signal 11");
    CHECK(text.state == TextState::partial);
    CHECK(text.page_count == 3);
    CHECK(text.note == "why");
    CHECK(property(text, "pdf.inspection") == "failed: signal 11");
}

TEST_CASE("the pool inspects a PDF in the sandbox when asked")
{
    Desk desk;
    const DocumentText text = desk.inspect(pdf_of_words({"first page", "second page"}));
    CHECK(text.state == TextState::done);
    CHECK(text.pages.size() == 2);
    CHECK(property(text, "pdf_version") == "1.7");
    CHECK(property(text, "pdf.inspection") == "done");
    CHECK(property(text, "pdf.pages") == "2");
}

TEST_CASE("other types, and files that are no PDF, have no findings but their own end")
{
    Desk desk;
    const DocumentText plain = desk.inspect("words", "text/plain");
    CHECK(plain.state == TextState::done);
    CHECK(property(plain, "pdf.inspection") == "absent");
    CHECK(desk.inspect("\xFF\xD8\xFF", "image/jpeg").state == TextState::needs_ocr);
    const DocumentText broken = desk.inspect("%PDF-1.7\nnothing more");
    CHECK(broken.state == TextState::failed);
    CHECK(property(broken, "pdf.inspection").starts_with("failed: "));
    CHECK(property(desk.inspect(pdf_of_words({"next"})), "pdf.inspection") == "done");
}

TEST_CASE("dictionaries nested 100,000 deep do not cost the text, nor the next document anything")
{
    Desk desk;
    TestPdf pdf;
    pdf.pages = {{show("survives")}, {"0 g 9 9 99 99 re f"}};
    pdf.objects = {nested(100'000)};
    const DocumentText text = desk.inspect(pdf_of(pdf));
    CHECK(text.state == TextState::needs_ocr);
    CHECK(text.note.empty());
    REQUIRE(text.pages.size() == 2);
    CHECK(text.pages[0].text == "survives\n\n");
    INFO(property(text, "pdf.inspection"));
    CHECK(property(text, "pdf.inspection").starts_with("failed: "));
    CHECK(property(desk.inspect(pdf_of_words({"next"})), "pdf.inspection") == "done");
}

TEST_CASE("a deadline that passes after the end costs the findings alone, and nothing is tried again")
{
    const TemporaryDirectory folder;
    protocol::Page page;
    page.serial = 1;
    page.number = 1;
    page.text.text = "stays";
    write_file(folder / "bytes", protocol::encode_hello() + protocol::encode(page) +
                                     protocol::encode(protocol::End{1, TextState::done, 1, ""}));
    write_file(folder / "worker",
               "#!/bin/sh\necho >> " + (folder / "starts") + "\ncat " + (folder / "bytes") + " >&0\nexec sleep 600\n");
    REQUIRE(::chmod((folder / "worker").c_str(), 0755) == 0);
    ExtractLimits limits;
    limits.deadline = std::chrono::milliseconds(1000);
    Desk desk(limits, folder / "worker");
    const DocumentText text = desk.inspect("document");
    CHECK(text.state == TextState::done);
    CHECK(text.note.empty());
    REQUIRE(text.pages.size() == 1);
    CHECK(text.pages[0].text == "stays");
    CHECK(property(text, "pdf.inspection") == "failed: reading took longer than 1000 ms");
    CHECK(test::read_file(folder / "starts").size() == 1);
}

}  // namespace fonds
