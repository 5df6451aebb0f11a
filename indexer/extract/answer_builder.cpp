// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/answer_builder.hpp"

#include <algorithm>

namespace fonds {

using protocol::FrameType;

AnswerBuilder::AnswerBuilder(std::uint64_t serial, const ExtractLimits& limits, WordBoxes words, Inspection inspection)
    : serial_(serial), page_limit_(limits.pages), text_left_(limits.text),
      word_bytes_left_(words == WordBoxes::wanted ? protocol::word_bytes_allowed(limits.text) : 0),
      inspecting_(inspection == Inspection::wanted)
{
    text_.state = TextState::failed;
}

bool AnswerBuilder::may_come(const protocol::Header& header) const
{
    constexpr std::uint64_t fixed_part = 64;
    if (has_end_) return header.type == FrameType::findings;
    switch (header.type) {
    case FrameType::properties: return !has_properties_ && text_.pages.empty();
    case FrameType::page:
        return text_.pages.size() < page_limit_ && header.size <= text_left_ + word_bytes_left_ + fixed_part;
    case FrameType::end: return true;
    case FrameType::hello:
    case FrameType::bye:
    case FrameType::findings:
    case FrameType::job:
    case FrameType::look:
    case FrameType::scanned:
    case FrameType::assemble:
    case FrameType::source:
    case FrameType::searchable:
    case FrameType::stamp:
    case FrameType::data:
    case FrameType::made: return false;
    }
    return false;
}

AnswerBuilder::Verdict AnswerBuilder::take(FrameType type, std::string_view body)
{
    if (has_end_ != (type == FrameType::findings)) return Verdict::broken;
    switch (type) {
    case FrameType::properties: return take_properties(body);
    case FrameType::page: return take_page(body);
    case FrameType::end: return take_end(body);
    case FrameType::findings: return take_findings(body);
    case FrameType::hello:
    case FrameType::bye:
    case FrameType::job:
    case FrameType::look:
    case FrameType::scanned:
    case FrameType::assemble:
    case FrameType::source:
    case FrameType::searchable:
    case FrameType::stamp:
    case FrameType::data:
    case FrameType::made: return Verdict::broken;
    }
    return Verdict::broken;
}

AnswerBuilder::Verdict AnswerBuilder::take_properties(std::string_view body)
{
    auto properties = protocol::decode_properties(body);
    if (!properties || properties->serial != serial_ || has_properties_ || !text_.pages.empty()) return Verdict::broken;
    has_properties_ = true;
    text_.page_count = properties->page_count;
    text_.properties = std::move(properties->values);
    return Verdict::more;
}

AnswerBuilder::Verdict AnswerBuilder::take_page(std::string_view body)
{
    auto page = protocol::decode_page(body);
    if (!page || page->serial != serial_ || page->number != text_.pages.size() + 1) return Verdict::broken;
    std::uint64_t word_bytes = 0;
    for (const WordBox& word : page->text.words) word_bytes += word.text.size() + protocol::word_overhead;
    if (page->text.text.size() > text_left_ || word_bytes > word_bytes_left_) return Verdict::broken;
    text_left_ -= page->text.text.size();
    word_bytes_left_ -= word_bytes;
    text_.pages.push_back(std::move(page->text));
    return Verdict::more;
}

AnswerBuilder::Verdict AnswerBuilder::take_end(std::string_view body)
{
    auto end = protocol::decode_end(body);
    if (!end || end->serial != serial_) return Verdict::broken;
    if (end->page_count < 0 || static_cast<std::size_t>(end->page_count) < text_.pages.size()) return Verdict::broken;
    text_.state = end->state;
    text_.page_count = end->page_count;
    text_.note = std::move(end->note);
    has_end_ = true;
    return inspecting_ ? Verdict::more : Verdict::ended;
}

AnswerBuilder::Verdict AnswerBuilder::take_findings(std::string_view body)
{
    auto findings = protocol::decode_findings(body);
    if (!findings || findings->serial != serial_) return Verdict::broken;
    for (auto& value : findings->values) text_.properties.push_back(std::move(value));
    return Verdict::ended;
}

DocumentText AnswerBuilder::take_document() &&
{
    return std::move(text_);
}

bool AnswerBuilder::all_pages_arrived() const
{
    return has_end_ ||
           (!text_.pages.empty() && static_cast<std::size_t>(std::max(text_.page_count, 0)) == text_.pages.size());
}

DocumentText AnswerBuilder::take_remains(std::string note) &&
{
    if (has_end_) {
        text_.properties.emplace_back(protocol::inspection_property, "failed: " + note);
        return std::move(text_);
    }
    const auto arrived = text_.pages.size();
    if (all_pages_arrived()) {
        const bool ocr =
            std::any_of(text_.pages.begin(), text_.pages.end(), [](const PageText& page) { return page.needs_ocr(); });
        text_.state = ocr ? TextState::needs_ocr : TextState::done;
        return std::move(text_);
    }
    text_.state = arrived > 0 ? TextState::partial : TextState::failed;
    text_.page_count = std::max(text_.page_count, static_cast<std::int32_t>(arrived));
    text_.note = std::move(note);
    return std::move(text_);
}

}  // namespace fonds
