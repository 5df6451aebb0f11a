// SPDX-License-Identifier: GPL-3.0-or-later
// Where readers put text: it keeps the limits and the promises of PageText, so that they need not.
#pragma once

#include <string>
#include <string_view>

#include "indexer/worker/reader.hpp"

namespace fonds {

/// Collects text page by page. Lines end with \n, controls become spaces, text that would break a limit is dropped and
/// noted. What separates words, cells and lines is written only before the text that follows, so no page ends in emptiness.
class PageCollector {
public:
    explicit PageCollector(const ReadLimits& limits) : limits_(limits) {}

    /// Starts the next page; before the first call text goes to page one. Past the limit, text is dropped until the end.
    void new_page();
    /// Text as it is.
    void text(std::string_view utf8);
    /// Text whose white space means no more than "between words", as in HTML.
    void words(std::string_view utf8);
    void end_line();
    void end_cell();
    void end_word();
    void property(std::string_view name, std::string_view value);  ///< empty values and second ones are ignored

    /// Nothing more will be kept: a reader may stop.
    [[nodiscard]] bool full() const { return full_; }
    /// Makes the result partial; the first note stays.
    void cut_short(std::string note);

    /// The document, at least one page. `page_count` counts the pages that the limit dropped as well.
    [[nodiscard]] DocumentText finish();

private:
    enum class Gap { none, word, cell, line };
    void put(std::string_view utf8);
    void write_gap();
    void trim_page();

    ReadLimits limits_;
    DocumentText document_;
    std::uint64_t used_ = 0;
    std::int32_t pages_ = 0;
    Gap gap_ = Gap::none;
    bool full_ = false;
    bool page_dropped_ = false;
};

/// A document that cannot be read: no pages.
[[nodiscard]] DocumentText unreadable(TextState state, std::string note);

/// Runs a reader so that it keeps its promise never to throw: running out of memory is a failed document.
template <class Reader>
[[nodiscard]] DocumentText guarded(Reader&& read) noexcept
{
    try {
        return read();
    } catch (...) {
        DocumentText failed;
        failed.state = TextState::failed;
        failed.note = "no memory";  // short enough to need none itself
        return failed;
    }
}

}  // namespace fonds
