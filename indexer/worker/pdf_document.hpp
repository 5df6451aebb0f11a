// SPDX-License-Identifier: GPL-3.0-or-later
// An open PDF, for those who ask for its pages one by one.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "schema/core/result.hpp"

class PDFDoc;

namespace fonds {

class PdfDocument {
public:
    /// The bytes outlive the document. Errors: bad_input when it is damaged, refused when a password is needed or wrong. A
    /// document that needs none opens with any.
    [[nodiscard]] static Result<PdfDocument> open(std::string_view bytes, const std::string& password = {});

    PdfDocument(PdfDocument&&) noexcept;
    PdfDocument& operator=(PdfDocument&&) noexcept;
    ~PdfDocument();

    [[nodiscard]] int pages() const;
    [[nodiscard]] PDFDoc& poppler() const { return *document_; }

private:
    explicit PdfDocument(std::unique_ptr<PDFDoc> document);
    std::unique_ptr<PDFDoc> document_;
};

}  // namespace fonds
