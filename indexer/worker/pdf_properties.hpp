// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "indexer/worker/page_sink.hpp"

class PDFDoc;

namespace fonds {

/// title, author, subject, keywords, creator, producer, created, modified (ISO 8601 with its zone), pdf_version, encrypted,
/// signed
/// ("yes"), attachments (names, one a line). Those without a value are left out.
[[nodiscard]] PageSink::Properties pdf_properties(PDFDoc& document);

/// A text string: UTF-16 or UTF-8 with their marks; PDFDocEncoding is ASCII in its lower half, and what producers really
/// write into the upper one (GBK, Latin-1, UTF-8 without a mark) is guessed. One line.
[[nodiscard]] std::string text_of_pdf_string(std::string_view bytes);

/// D:20240131120000+08'00' as 2024-01-31T12:00:00+08:00; what it leaves out is left out. Empty when it is no date.
[[nodiscard]] std::string iso_date_of_pdf(std::string_view date);

}  // namespace fonds
