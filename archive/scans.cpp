// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scans.hpp"

#include <algorithm>
#include <map>

namespace fonds {

namespace {

void take(PageText& page, const ScannedPage& scan)
{
    if (page.width <= 0 || page.height <= 0) {
        page.width = scan.width;
        page.height = scan.height;
    }
    if (scan.layer == LayerVerdict::kept) {
        page.layer = TextLayer::trusted;
        return;
    }
    page.layer = TextLayer::recognised;
    page.text = text_of(scan);
    page.words.clear();
    for (const OcrLine& line : scan.lines) {
        for (const OcrWord& word : line.words) {
            page.words.push_back(box_of(line, word.from, word.to));
            page.words.back().text = word.text;
        }
    }
}

constexpr int most_tries = 3;

/// docs/formats/scans.md fixes it.
std::string count_of(int tries)
{
    return " (" + std::to_string(tries) + " of " + std::to_string(most_tries) + " tries)";
}

int tries_of(const ScannedPage& page)
{
    for (int tries = 1; tries <= most_tries; ++tries)
        if (page.note.ends_with(count_of(tries))) return tries;
    return 0;
}

/// Versions begin with the family of the models.
int rank(const ScannedPage& page)
{
    return page.engine.empty() ? 0 : page.engine.starts_with("PP-OCR") ? 2 : 1;
}

}  // namespace

void count_try(ScannedPage& page, bool passing, const ScannedPage* before)
{
    // A worker that writes such a count itself gains no more tries by it.
    if (!passing && !is_to_be_tried_again(page)) return;
    page.note += count_of(std::min(most_tries, (before != nullptr ? tries_of(*before) : 0) + 1));
}

bool is_to_be_tried_again(const ScannedPage& page)
{
    const int tries = tries_of(page);
    return tries > 0 && tries < most_tries;
}

bool is_settled(const ScannedPage& page)
{
    if (is_to_be_tried_again(page)) return false;
    return !page.note.empty() || !page.engine.empty() || page.layer == LayerVerdict::kept;
}

void merge_scans(DocumentText& text, const std::vector<ScannedPage>& scans)
{
    bool waiting = false;
    std::string failure;
    auto scan = scans.begin();
    for (std::size_t i = 0; i < text.pages.size(); ++i) {
        PageText& page = text.pages[i];
        const auto number = static_cast<std::int32_t>(i + 1);
        while (scan != scans.end() && scan->number < number) ++scan;
        if (!page.needs_ocr() && page.layer != TextLayer::recognised) continue;
        if (scan == scans.end() || scan->number != number || !is_settled(*scan)) {
            waiting = waiting || page.needs_ocr();
        } else if (scan->note.empty()) {
            take(page, *scan);
        } else if (page.needs_ocr() && failure.empty()) {
            failure = "page " + std::to_string(number) + ": " + scan->note;
        }
    }
    if (waiting || (text.state != TextState::needs_ocr && text.state != TextState::done)) return;
    text.state = failure.empty() ? TextState::done : TextState::partial;
    text.note = failure;
}

Recognition summary_of(const std::vector<ScannedPage>& scans)
{
    Recognition result;
    std::map<std::string, std::size_t> engines;
    double sum = 0;
    double lowest = 1;
    std::size_t with_text = 0;
    for (const ScannedPage& page : scans) {
        if (page.engine.empty() || page.layer == LayerVerdict::kept) continue;
        ++result.pages;
        ++engines[page.engine];
        if (page.lines.empty()) continue;  // a blank page says nothing of the engine
        ++with_text;
        sum += static_cast<double>(page.confidence);
        lowest = std::min(lowest, static_cast<double>(page.confidence));
    }
    if (with_text > 0) result.confidence = sum / static_cast<double>(with_text);
    result.lowest = with_text > 0 ? lowest : 1;
    if (with_text == 0) result.confidence = 1;
    const auto most = std::ranges::max_element(engines, {}, [](const auto& entry) { return entry.second; });
    if (most != engines.end()) result.engine = most->first;
    return result;
}

bool is_better(const ScannedPage& fresh, const ScannedPage& stored)
{
    if (!fresh.note.empty()) return false;
    if (!stored.note.empty() || stored.layer == LayerVerdict::kept) return true;
    if (rank(fresh) != rank(stored)) return rank(fresh) > rank(stored);
    return fresh.confidence >= stored.confidence;
}

}  // namespace fonds
