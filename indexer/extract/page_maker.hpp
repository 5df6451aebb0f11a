// SPDX-License-Identifier: GPL-3.0-or-later
// New documents from pages of old ones, made in another process: the client of fonds-scan
// (docs/formats/extract-protocol.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"
#include "schema/model/scanned_page.hpp"
#include "schema/model/stamp.hpp"

namespace fonds {

/// A file that pages are taken from.
struct PageSource {
    Fd file;                 ///< readable and seekable; position does not matter
    std::string media_type;  ///< PDF, JPEG, PNG or TIFF
    std::string password;    ///< of an encrypted PDF
};

struct PagePick {
    std::size_t source = 0;  ///< index into the sources
    std::int32_t page = 1;   ///< from 1
    std::int32_t turn = 0;   ///< degrees clockwise to show it turned by: 0, 90, 180, 270
};

struct PageMaker {
    std::string program;                             ///< path of fonds-scan
    std::uint64_t memory = std::uint64_t{3} << 29;   ///< bytes of address space
    std::uint64_t largest = std::uint64_t{2} << 30;  ///< bytes of the result
    std::chrono::milliseconds deadline{300'000};
};

/// Hands over the bytes of the new document, piece by piece.
using ByteSink = std::function<Result<void>(std::string_view)>;

/// A PDF of these pages, each exactly as it is in its source (its content streams and images are not touched; an image file
/// becomes a page of its size), deterministic: the same pages give the same bytes. Outlines and the structure tree stay
/// behind. Errors: bad_input when a source cannot be taken apart or the result would be too large, refused when a password
/// is needed or wrong, not_found when there is no such page, unavailable when the worker does not start, dies or is too
/// slow; and the sink's own. After an error what the sink got is no document.
[[nodiscard]] Result<void> assemble_pages(const PageMaker& maker, const std::vector<PageSource>& sources,
                                          const std::vector<PagePick>& picks, const ByteSink& sink);

/// The PDF (or image, as a PDF) with an invisible text layer of what was recognised on its pages; pages that are not in
/// `scans`, or whose own layer was kept, stay as they are. Of a PDF all former bytes are a prefix of the result when it can
/// be updated so; one that is damaged or encrypted is written anew. The result carries the date. Errors as above.
[[nodiscard]] Result<void> make_searchable(const PageMaker& maker, const PageSource& source,
                                           const std::vector<ScannedPage>& scans, const ByteSink& sink);

/// The PDF (or image, as a PDF) with the first page of `drawing`, a PDF, at the blank top of its first page; `words` say
/// what is drawn there. With `scans` it gets their text layer, too. Former bytes and errors as above.
[[nodiscard]] Result<StampOutcome> make_stamped(const PageMaker& maker, const PageSource& source, const Fd& drawing,
                                                const std::string& words, const std::vector<ScannedPage>& scans,
                                                const ByteSink& sink);

}  // namespace fonds
