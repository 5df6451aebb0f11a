// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_reader.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <optional>

#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Stream.h>

#include "indexer/worker/pdf_invoice.hpp"
#include "indexer/worker/pdf_page.hpp"
#include "indexer/worker/pdf_page_count.hpp"
#include "indexer/worker/pdf_properties.hpp"
#include "indexer/worker/pdf_shortcuts.hpp"

namespace fonds {

namespace {

constexpr int most_missing_in_a_row = 500;  // then the page count is taken for a lie

void ignore_message(ErrorCategory, Goffset, const char*) {}

std::optional<GooString> as_password(const std::string& password)
{
    if (password.empty()) return std::nullopt;
    return GooString(password);
}

std::unique_ptr<PDFDoc> open_document(std::string_view bytes, const std::string& password)
{
    const auto source = [&] { return new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)); };
    return std::make_unique<PDFDoc>(source(), as_password(password), as_password(password));
}

/// Reads the pages of an open document into the sink.
class PageLoop {
public:
    PageLoop(PDFDoc& document, PdfShortcuts& shortcuts, const PdfRequest& request, PageSink& sink)
        : document_(document), shortcuts_(shortcuts), request_(request), sink_(sink), reader_(document, request.late),
          characters_left_(request.limits.text)
    {
    }

    [[nodiscard]] ReadingEnd run(std::int64_t claimed)
    {
        for (std::int64_t number = 1; number <= claimed && end_.state == TextState::done; ++number) {
            if (missing_ >= most_missing_in_a_row) break;
            if (sent_ + missing_ >= request_.limits.pages) {
                stop("more than " + std::to_string(request_.limits.pages) + " pages");
                break;
            }
            if (request_.late && request_.late()) {
                stop("no time for more than " + std::to_string(sent_) + " of " + std::to_string(claimed) + " pages");
                break;
            }
            read(static_cast<int>(number));
        }
        if (end_.state == TextState::done && missing_ > 0) {
            // Nothing came after them: the count is wrong, or the rest of the file is gone.
            if (sent_ == 0)
                end_ = {TextState::failed, 0, "none of its pages can be found", false};
            else
                stop("page " + std::to_string(sent_ + 1) + " and those after it cannot be found");
            claimed = sent_;
        }
        end_.page_count = static_cast<std::int32_t>(std::max({claimed, sent_, std::int64_t{0}}));
        return end_;
    }

private:
    void read(int number)
    {
        PageText text;
        text.layer = TextLayer::doubtful;
        Page* const page = document_.getPage(number);
        if (page == nullptr || !page->isOk()) {
            ++missing_;
            return;
        }
        for (; missing_ > 0; --missing_) send(PageText{{}, 0, 0, TextLayer::doubtful, {}});
        const std::uint64_t pixels = shortcuts_.prepare(*page);
        const auto ending = reader_.read(number, {request_.words, characters_left_, pixels}, text);
        characters_left_ -= std::min<std::uint64_t>(characters_left_, text.text.size());
        send(std::move(text));
        if (ending == PdfPageReader::Ending::late) stop("no time for the whole of page " + std::to_string(number));
        if (ending == PdfPageReader::Ending::too_long) stop_for_length();
    }

    void send(PageText page)
    {
        ++sent_;
        if (!sink_.page(std::move(page))) stop_for_length();
    }

    void stop_for_length() { stop("more than " + std::to_string(request_.limits.text) + " bytes of text"); }
    void stop(std::string note)
    {
        if (end_.state != TextState::done) return;
        end_.state = TextState::partial;
        end_.note = std::move(note);
    }

    PDFDoc& document_;
    PdfShortcuts& shortcuts_;
    const PdfRequest& request_;
    PageSink& sink_;
    PdfPageReader reader_;
    std::uint64_t characters_left_;
    std::int64_t sent_ = 0;
    std::int64_t missing_ = 0;  // in a row, and not yet sent
    ReadingEnd end_;
};

ReadingEnd read_open(std::string_view bytes, const PdfRequest& request, PageSink& sink)
{
    PdfShortcuts shortcuts;
    auto document = open_document(bytes, request.password);
    // Somebody who names a password for many files means those that need one.
    if (!document->isOk() && document->getErrorCode() == errEncrypted && !request.password.empty())
        if (auto open = open_document(bytes, {}); open->isOk()) document = std::move(open);
    if (!document->isOk()) {
        if (document->getErrorCode() != errEncrypted)
            return {TextState::failed, 0, "damaged: not a readable PDF document", false};
        const bool tried = !request.password.empty();
        sink.properties(0, {{"encrypted", "yes"}});
        return {TextState::encrypted, 0, tried ? "the password is wrong" : "a password is needed", false};
    }
    shortcuts.open(*document);
    mend_page_count(*document, std::min<std::uint32_t>(request.limits.pages, 1'000'000) + 1);
    const std::int64_t claimed =
        std::clamp<std::int64_t>(document->getNumPages(), 0, std::numeric_limits<std::int32_t>::max());
    PageSink::Properties properties = pdf_properties(*document);
    for (auto& property : pdf_invoice_properties(*document)) properties.push_back(std::move(property));
    sink.properties(static_cast<std::int32_t>(claimed), properties);
    if (claimed == 0) return {TextState::failed, 0, "no pages: damaged, or not a PDF document", false};
    return PageLoop(*document, shortcuts, request, sink).run(claimed);
}

}  // namespace

void prepare_pdf_library()
{
    if (globalParams) return;
    globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(&ignore_message);
}

ReadingEnd read_pdf(std::string_view bytes, const PdfRequest& request, PageSink& sink)
{
    if (bytes.size() >= std::size_t{1} << 31) return {TextState::failed, 0, "larger than 2 GiB", false};
    if (bytes.empty()) return {TextState::failed, 0, "the file is empty", false};
    prepare_pdf_library();
    try {
        return read_open(bytes, request, sink);
    } catch (const std::bad_alloc&) {
        return {TextState::failed, 0, "not enough memory", true};
    } catch (const std::exception&) {
        return {TextState::failed, 0, "damaged: its reading broke off", false};
    }
}

}  // namespace fonds
