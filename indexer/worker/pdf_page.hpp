// SPDX-License-Identifier: GPL-3.0-or-later
// One page of a PDF as text.
#pragma once

#include <cstdint>
#include <memory>

#include "indexer/worker/page_sink.hpp"

class PDFDoc;

namespace fonds {

class PdfPageReader {
public:
    struct Wanted {
        bool words = false;
        std::uint64_t characters = 0;  ///< those beyond are left out
        std::uint64_t image_pixels = 0;
    };
    enum class Ending { whole, late, too_long };

    /// The document outlives the reader.
    PdfPageReader(PDFDoc& document, LateCheck late);
    ~PdfPageReader();
    PdfPageReader(const PdfPageReader&) = delete;
    PdfPageReader& operator=(const PdfPageReader&) = delete;

    /// Reads page `number` (from 1), which exists, into `page`.
    [[nodiscard]] Ending read(int number, const Wanted& wanted, PageText& page);

private:
    class Output;
    PDFDoc& document_;
    std::unique_ptr<Output> output_;
};

}  // namespace fonds
