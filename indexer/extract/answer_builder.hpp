// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the frames of one document together, within what the job allows.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/extract/extractor.hpp"
#include "indexer/extract/protocol.hpp"

namespace fonds {

class AnswerBuilder {
public:
    enum class Verdict {
        more,   ///< taken; the document goes on
        ended,  ///< taken; the document is complete
        broken  ///< no worker of ours sends this: believe nothing it has said
    };

    AnswerBuilder(std::uint64_t serial, const ExtractLimits& limits, WordBoxes words);

    /// May a frame of this type and size come now? Asked before its body is waited for.
    [[nodiscard]] bool may_come(const protocol::Header& header) const;
    [[nodiscard]] Verdict take(protocol::FrameType type, std::string_view body);

    /// Nothing has come yet.
    [[nodiscard]] bool untouched() const { return !has_properties_ && text_.pages.empty(); }
    /// Every page the document is said to have (and it has some) is here; only the end is missing.
    [[nodiscard]] bool all_pages_arrived() const;
    /// The finished document.
    [[nodiscard]] DocumentText take_document() &&;
    /// What had arrived when the worker ended early: done or needs_ocr when every page had, partial with some pages, failed
    /// without; `note` says why.
    [[nodiscard]] DocumentText take_remains(std::string note) &&;

private:
    [[nodiscard]] Verdict take_properties(std::string_view body);
    [[nodiscard]] Verdict take_page(std::string_view body);
    [[nodiscard]] Verdict take_end(std::string_view body);

    std::uint64_t serial_;
    std::uint64_t page_limit_;
    std::uint64_t text_left_;
    std::uint64_t word_bytes_left_;
    bool has_properties_ = false;
    DocumentText text_;
};

}  // namespace fonds
