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

    AnswerBuilder(std::uint64_t serial, const ExtractLimits& limits, WordBoxes words,
                  Inspection inspection = Inspection::skipped);

    /// May a frame of this type and size come now? Asked before its body is waited for.
    [[nodiscard]] bool may_come(const protocol::Header& header) const;
    [[nodiscard]] Verdict take(protocol::FrameType type, std::string_view body);

    /// Nothing has come yet.
    [[nodiscard]] bool untouched() const { return !has_properties_ && !has_end_ && text_.pages.empty(); }
    /// The end is here, or every page the document is said to have (and it has some): to read it again would bring nothing.
    [[nodiscard]] bool all_pages_arrived() const;
    /// The finished document.
    [[nodiscard]] DocumentText take_document() &&;
    /// What had arrived when the worker ended early: done or needs_ocr when every page had, partial with some pages, failed
    /// without; `note` says why. After the end only the findings are lost; then the note is told as one.
    [[nodiscard]] DocumentText take_remains(std::string note) &&;

private:
    [[nodiscard]] Verdict take_properties(std::string_view body);
    [[nodiscard]] Verdict take_page(std::string_view body);
    [[nodiscard]] Verdict take_end(std::string_view body);
    [[nodiscard]] Verdict take_findings(std::string_view body);

    std::uint64_t serial_;
    std::uint64_t page_limit_;
    std::uint64_t text_left_;
    std::uint64_t word_bytes_left_;
    bool inspecting_;
    bool has_properties_ = false;
    bool has_end_ = false;
    DocumentText text_;
};

}  // namespace fonds
