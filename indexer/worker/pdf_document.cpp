// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_document.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include <ErrorCodes.h>
#include <PDFDoc.h>
#include <Stream.h>

#include "indexer/worker/pdf_page_count.hpp"
#include "indexer/worker/pdf_reader.hpp"

namespace fonds {

namespace {

constexpr int most_pages = 1'000'000;

std::unique_ptr<PDFDoc> open_with(std::string_view bytes, const std::string& password)
{
    std::optional<GooString> given;
    if (!password.empty()) given.emplace(password);
    auto* const source = new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
    return std::make_unique<PDFDoc>(source, given, given);
}

Error damaged()
{
    return error(ErrorKind::bad_input, say("This is not a readable PDF document.", "这不是可读的 PDF 文件。"))
        .with_hint(say("Open it with a PDF viewer; if that fails, too, ask for another copy.",
                       "请用 PDF 阅读器打开看看;若同样打不开,请索取另一份。"));
}

Error locked(bool tried)
{
    Text what = tried ? say("The password does not open this PDF document.", "密码打不开这份 PDF 文件。")
                      : say("This PDF document needs a password.", "这份 PDF 文件需要密码。");
    return error(ErrorKind::refused, std::move(what))
        .with_hint(say("Ask its sender for the password.", "请向发件人索取密码。"));
}

}  // namespace

Result<PdfDocument> PdfDocument::open(std::string_view bytes, const std::string& password)
{
    if (bytes.empty() || bytes.size() >= std::size_t{1} << 31) return damaged();
    prepare_pdf_library();
    try {
        auto document = open_with(bytes, password);
        if (!document->isOk() && document->getErrorCode() == errEncrypted && !password.empty())
            document = open_with(bytes, {});
        if (!document->isOk()) return document->getErrorCode() == errEncrypted ? locked(!password.empty()) : damaged();
        mend_page_count(*document, most_pages);
        return PdfDocument(std::move(document));
    } catch (const std::exception&) {
        return damaged();
    }
}

PdfDocument::PdfDocument(std::unique_ptr<PDFDoc> document) : document_(std::move(document)) {}
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;
PdfDocument::~PdfDocument() = default;

int PdfDocument::pages() const
{
    return std::clamp(document_->getNumPages(), 0, most_pages);
}

}  // namespace fonds
