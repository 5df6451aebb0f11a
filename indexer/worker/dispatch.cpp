// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/dispatch.hpp"

#include <algorithm>
#include <exception>
#include <new>

#include "indexer/extract/media_kinds.hpp"
#include "indexer/extract/table_text.hpp"
#include "indexer/worker/html_reader.hpp"
#include "indexer/worker/image_pages.hpp"
#include "indexer/worker/mail_reader.hpp"
#include "indexer/worker/ofd_reader.hpp"
#include "indexer/worker/office_reader.hpp"
#include "indexer/worker/pdf_reader.hpp"
#include "indexer/worker/table_reader.hpp"
#include "indexer/worker/text_reader.hpp"

namespace fonds {

namespace {

ReadingEnd pass_on(DocumentText document, PageSink& sink)
{
    sink.properties(document.page_count, document.properties);
    ReadingEnd end{document.state, document.page_count, std::move(document.note), false};
    for (PageText& page : document.pages) {
        if (sink.page(std::move(page))) continue;
        end.state = TextState::partial;
        if (end.note.empty()) end.note = "more text than the limit";
        break;
    }
    return end;
}

/// Images have pages to look at and no text of their own.
ReadingEnd count_pages(std::string_view bytes, const ReadingRequest& request, PageSink& sink)
{
    const std::uint32_t pages = pages_of_image(bytes, request.limits.pages + 1);
    sink.properties(static_cast<std::int32_t>(pages), {});
    if (pages == 0) return {TextState::failed, 0, "damaged: not a readable image", false};
    PageText empty;
    empty.layer = TextLayer::absent;
    for (std::uint32_t i = 0; i < std::min(pages, request.limits.pages); ++i) static_cast<void>(sink.page(empty));
    if (pages > request.limits.pages)
        return {TextState::partial, static_cast<std::int32_t>(pages),
                "more than " + std::to_string(request.limits.pages) + " pages", false};
    return {TextState::done, static_cast<std::int32_t>(pages), {}, false};
}

ReadingEnd read_by_type(std::string_view bytes, const ReadingRequest& request, PageSink& sink)
{
    if (request.media_type == table_media_type) return pass_on(read_table(bytes, request.limits), sink);
    switch (media_kind(request.media_type).reader) {
    case TextReader::pdf: return read_pdf(bytes, {request.limits, request.password, request.words, request.late}, sink);
    case TextReader::office: return pass_on(read_office(bytes, request.media_type, request.limits), sink);
    case TextReader::ofd: return pass_on(read_ofd(bytes, request.limits, request.words), sink);
    case TextReader::html: return pass_on(read_html(bytes, request.limits), sink);
    case TextReader::mail: return pass_on(read_mail(bytes, request.limits), sink);
    case TextReader::plain: return pass_on(read_plain_text(bytes, request.limits), sink);
    case TextReader::image: return count_pages(bytes, request, sink);
    case TextReader::none: break;
    }
    return {TextState::none, 0, {}, false};
}

class NoSink final : public PageSink {
public:
    void properties(std::int32_t, const Properties&) override {}
    bool page(PageText) override { return true; }
};

}  // namespace

ReadingEnd read_document(std::string_view bytes, const ReadingRequest& request, PageSink& sink)
{
    try {
        return read_by_type(bytes, request, sink);
    } catch (const std::bad_alloc&) {
        return {TextState::failed, 0, "not enough memory", true};
    } catch (const std::exception&) {
        return {TextState::failed, 0, "its reading broke off", false};
    }
}

void prepare_readers()
{
    prepare_pdf_library();
    NoSink nowhere;
    // GB18030 text has the detection and the converters loaded.
    constexpr std::string_view mail =
        "From: a@b.example\r\nSubject: =?gb18030?B?ztK1xA==?=\r\nDate: Thu, 1 Jan 1970 00:00:00 +0800\r\n"
        "Content-Type: text/plain; charset=gb18030\r\n\r\n\xCE\xD2\xB5\xC4\r\n";
    static_cast<void>(read_document(mail, {"message/rfc822", {}, {}, false, {}}, nowhere));
    static_cast<void>(read_document("<html><body>a</body></html>", {"text/html", {}, {}, false, {}}, nowhere));
    static_cast<void>(read_document("\xCE\xD2\xB5\xC4 \xCE\xD2\xB5\xC4", {"text/plain", {}, {}, false, {}}, nowhere));
}

}  // namespace fonds
