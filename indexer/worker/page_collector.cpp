// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/page_collector.hpp"

#include <algorithm>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool is_control(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
}

// The longest beginning of at most `size` bytes that does not end within a character.
std::string_view cut_at_character(std::string_view text, std::uint64_t size)
{
    if (text.size() <= size) return text;
    auto end = static_cast<std::size_t>(size);
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace

void PageCollector::new_page()
{
    if (!document_.pages.empty()) trim_page();
    gap_ = Gap::none;
    ++pages_;
    if (document_.pages.size() >= limits_.pages) {
        page_dropped_ = full_ = true;
        cut_short("more than " + std::to_string(limits_.pages) + " pages");
        return;
    }
    document_.pages.emplace_back();
}

void PageCollector::put(std::string_view utf8)
{
    if (page_dropped_) return;
    const std::uint64_t room = limits_.text - std::min(used_, limits_.text);
    const std::string_view kept = cut_at_character(utf8, room);
    document_.pages.back().text.append(kept);
    used_ += kept.size();
    if (kept.size() < utf8.size()) {
        used_ = limits_.text;
        full_ = true;
        cut_short("more than " + std::to_string(limits_.text) + " bytes of text");
    }
}

void PageCollector::write_gap()
{
    if (pages_ == 0) new_page();
    const Gap gap = std::exchange(gap_, Gap::none);
    if (page_dropped_ || document_.pages.back().text.empty()) return;
    if (gap == Gap::line) put("\n");
    if (gap == Gap::cell) put("\t");
    if (gap == Gap::word) put(" ");
}

void PageCollector::text(std::string_view utf8)
{
    if (utf8.empty()) return;
    write_gap();
    std::size_t from = 0;
    for (std::size_t i = 0; i < utf8.size() && !full_; ++i) {
        if (!is_control(utf8[i])) continue;
        put(utf8.substr(from, i - from));
        const bool in_line_end = utf8[i] == '\r' && i + 1 < utf8.size() && utf8[i + 1] == '\n';
        if (!in_line_end) put(utf8[i] == '\r' ? "\n" : " ");
        from = i + 1;
    }
    if (!full_) put(utf8.substr(from));
}

void PageCollector::words(std::string_view utf8)
{
    for (std::size_t i = 0; i < utf8.size() && !full_;) {
        if (is_white(utf8[i])) {
            end_word();
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < utf8.size() && !is_white(utf8[end])) ++end;
        text(utf8.substr(i, end - i));
        i = end;
    }
}

void PageCollector::end_line()
{
    gap_ = Gap::line;
}

void PageCollector::end_cell()
{
    gap_ = Gap::cell;
}

void PageCollector::end_word()
{
    if (gap_ == Gap::none) gap_ = Gap::word;
}

void PageCollector::property(std::string_view name, std::string_view value)
{
    constexpr std::size_t longest = 4096;
    std::string clean = to_valid_utf8(cut_at_character(value, longest));
    std::replace_if(
        clean.begin(), clean.end(), [](char c) { return is_control(c) || is_white(c); }, ' ');
    const auto first = clean.find_first_not_of(' ');
    if (first == std::string::npos) return;
    clean = clean.substr(first, clean.find_last_not_of(' ') - first + 1);
    for (const auto& [known, value_of_known] : document_.properties)
        if (known == name) return;
    document_.properties.emplace_back(name, std::move(clean));
}

void PageCollector::cut_short(std::string note)
{
    if (document_.state == TextState::partial) return;
    document_.state = TextState::partial;
    document_.note = std::move(note);
}

void PageCollector::trim_page()
{
    if (page_dropped_) return;
    std::string& text = document_.pages.back().text;
    while (!text.empty() && is_white(text.back())) text.pop_back();
    if (!text.empty()) text.push_back('\n');
}

DocumentText PageCollector::finish()
{
    if (pages_ == 0) new_page();
    trim_page();
    for (PageText& page : document_.pages) page.text = to_valid_utf8(page.text);
    document_.page_count = pages_;
    return std::move(document_);
}

DocumentText unreadable(TextState state, std::string note)
{
    DocumentText document;
    document.state = state;
    document.note = std::move(note);
    return document;
}

}  // namespace fonds
