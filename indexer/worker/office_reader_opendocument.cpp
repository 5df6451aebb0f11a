// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>

#include "indexer/worker/office_reader_package.hpp"

namespace fonds::office {

namespace {

int repeat_of(const XmlWalk& walk)
{
    const std::string text = walk.attribute("c");
    int count = 1;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return std::clamp(count, 1, 100);
}

class ContentReader {
public:
    explicit ContentReader(PageCollector& pages) : pages_(pages) {}

    void read(XmlWalk& walk)
    {
        while (!pages_.full() && walk.next()) {
            switch (walk.event()) {
            case XmlWalk::Event::start: start(walk); break;
            case XmlWalk::Event::end: end(walk.name()); break;
            case XmlWalk::Event::text:
                if (paragraphs_ > 0) pages_.words(walk.text());
                break;
            }
        }
        pages_.end_line();
        for (const std::string& note : notes_) {
            pages_.words(note);
            pages_.end_line();
        }
    }

private:
    void start(XmlWalk& walk)
    {
        const std::string_view name = walk.name();
        if (name == "tracked-changes" || name == "ruby-text" || name == "note-citation") {
            walk.skip();
        } else if (name == "annotation" || name == "note-body") {
            // They stand in the middle of a sentence; their text goes behind the page.
            if (notes_.size() < 10'000) notes_.push_back(walk.text_within());
        } else if (name == "spreadsheet") {
            tables_are_pages_ = true;
        } else if (name == "page") {
            next_page();
        } else if (name == "table") {
            if (tables_are_pages_ && tables_ == 0) {
                next_page();
                pages_.text(walk.attribute("name"));
                pages_.end_line();
            }
            ++tables_;
        } else if (name == "p" || name == "h") {
            ++paragraphs_;
        } else if (paragraphs_ > 0 && name == "tab") {
            pages_.text("\t");
        } else if (paragraphs_ > 0 && name == "s") {
            pages_.text(std::string(static_cast<std::size_t>(repeat_of(walk)), ' '));
        } else if (paragraphs_ > 0 && name == "line-break") {
            pages_.end_line();
        }
    }

    void end(std::string_view name)
    {
        if (name == "p" || name == "h") {
            --paragraphs_;
            pages_.end_line();
        }
        if (name == "table-cell" || name == "covered-table-cell") pages_.end_cell();
        if (name == "table-row") pages_.end_line();
        if (name == "table") {
            --tables_;
            pages_.end_line();
        }
    }

    void next_page()
    {
        for (const std::string& note : notes_) {
            pages_.end_line();
            pages_.words(note);
        }
        notes_.clear();
        pages_.new_page();
    }

    PageCollector& pages_;
    std::vector<std::string> notes_;
    int paragraphs_ = 0;
    int tables_ = 0;
    bool tables_are_pages_ = false;
};

// Headers and footers are styles of the master pages.
void collect_headers(ZipPackage& package, PageCollector& pages)
{
    const auto xml = package.read("styles.xml");
    if (!xml) return;
    XmlWalk walk(*xml);
    std::vector<std::string> seen;
    while (!pages.full() && seen.size() < 100 && walk.next()) {
        if (!walk.starts("header") && !walk.starts("footer")) continue;
        std::string text = walk.text_within();
        if (std::find(seen.begin(), seen.end(), text) != seen.end()) continue;
        pages.words(text);
        pages.end_line();
        seen.push_back(std::move(text));
    }
}

}  // namespace

void collect_open_document(ZipPackage& package, PageCollector& pages)
{
    const auto xml = package.read("content.xml");
    if (!xml) return;
    XmlWalk walk(*xml);
    ContentReader(pages).read(walk);
    report(walk, "content.xml", pages);
    collect_headers(package, pages);
}

}  // namespace fonds::office
