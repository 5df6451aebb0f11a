// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/serve.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/worker/dispatch.hpp"
#include "indexer/worker/mapped_file.hpp"
#include "indexer/worker/pdf_inspection.hpp"
#include "indexer/worker/sandbox.hpp"
#include "indexer/worker/text_trust.hpp"

namespace fonds {

namespace {

std::string clean_line(std::string_view text, std::size_t limit)
{
    return std::string(protocol::shorten(clean_page_text(text), limit));
}

/// Sends what a reader finds, and keeps every promise of the protocol whatever the reader does.
class FrameSink final : public PageSink {
public:
    FrameSink(JobChannel& channel, const protocol::Job& job)
        : channel_(channel), job_(job), text_left_(job.text),
          word_bytes_left_(job.words ? protocol::word_bytes_allowed(job.text) : 0)
    {
    }

    void properties(std::int32_t page_count, const Properties& values) override
    {
        channel_.send(protocol::encode(protocol::Properties{job_.serial, std::max(page_count, 0), clean(values)}));
    }

    bool page(PageText page) override
    {
        if (pages_ >= job_.pages) return false;
        page.text = clean_page_text(page.text);
        const bool fits = page.text.size() <= text_left_;
        if (!fits) page.text.resize(protocol::shorten(page.text, static_cast<std::size_t>(text_left_)).size());
        text_left_ -= page.text.size();
        if (!std::isfinite(page.width) || page.width < 0) page.width = 0;
        if (!std::isfinite(page.height) || page.height < 0) page.height = 0;
        keep_words(page);
        needs_ocr_ = needs_ocr_ || page.needs_ocr();
        channel_.send(protocol::encode(protocol::Page{job_.serial, ++pages_, std::move(page)}));
        return fits;
    }

    void end(ReadingEnd end)
    {
        end.page_count = std::max(end.page_count, static_cast<std::int32_t>(pages_));
        // Pages that went out stay: a document that failed after them is a partial one.
        if (end.state == TextState::failed && pages_ > 0) end.state = TextState::partial;
        if (end.state == TextState::done && needs_ocr_) end.state = TextState::needs_ocr;
        if (end.state == TextState::pending) end.state = TextState::failed;
        channel_.send(protocol::encode(
            protocol::End{job_.serial, end.state, end.page_count, clean_line(end.note, protocol::largest_value)}));
    }

    void findings(const Properties& values)
    {
        channel_.send(protocol::encode(protocol::Findings{job_.serial, clean(values)}));
    }

private:
    static Properties clean(const Properties& values)
    {
        Properties result;
        for (const auto& [name, value] : values) {
            if (result.size() >= protocol::most_properties) break;
            result.emplace_back(clean_line(name, protocol::largest_name), clean_line(value, protocol::largest_value));
        }
        return result;
    }

    void keep_words(PageText& page)
    {
        if (!job_.words) page.words.clear();
        std::uint64_t bytes = 0;
        for (const WordBox& word : page.words) bytes += word.text.size() + protocol::word_overhead;
        if (bytes > word_bytes_left_)
            page.words.clear();
        else
            word_bytes_left_ -= bytes;
    }

    JobChannel& channel_;
    const protocol::Job& job_;
    std::uint64_t text_left_;
    std::uint64_t word_bytes_left_;
    std::uint32_t pages_ = 0;
    bool needs_ocr_ = false;
};

/// False when the process should not read another one.
bool read_one(JobChannel& channel, const JobChannel::Incoming& incoming)
{
    using Clock = std::chrono::steady_clock;
    const protocol::Job& job = incoming.job;
    FrameSink sink(channel, job);
    const auto refuse = [&](const char* why) {
        sink.end({TextState::failed, 0, why, false});
        if (job.inspect) sink.findings({});
        return true;
    };
    const auto size = MappedFile::size_of(incoming.file);
    if (!size) return refuse("not a regular file");
    // Not begun: the client gives it to a fresh process.
    if (!limit_memory(job.memory, *size) || !limit_time(job.deadline)) return false;
    const auto file = MappedFile::map(incoming.file);
    if (!file) return refuse("the file cannot be mapped into memory");

    channel.reset_time();
    const auto begin = Clock::now();
    const LateCheck late = [&] { return Clock::now() - begin - channel.time_waited() > job.deadline; };
    const ReadingRequest request{job.media_type, job.password, {job.pages, job.text}, job.words, late};
    const ReadingEnd end = read_document(file->bytes(), request, sink);
    sink.end(end);
    if (!job.inspect) return !end.out_of_memory;

    PdfInspection inspection{{{std::string(protocol::inspection_property), "failed: reading the text took all memory"}},
                             true};
    if (job.media_type != "application/pdf")
        inspection = {{}, end.out_of_memory};
    else if (!end.out_of_memory)
        inspection = inspect_pdf(file->bytes(), job.password, late);
    sink.findings(inspection.values);
    return !inspection.out_of_memory;
}

}  // namespace

void serve(JobChannel& channel)
{
    if (!channel.send(protocol::encode_hello())) return;
    while (const auto incoming = channel.receive()) {
        if (read_one(channel, *incoming)) continue;
        channel.send(protocol::encode_bye());
        return;
    }
}

}  // namespace fonds
