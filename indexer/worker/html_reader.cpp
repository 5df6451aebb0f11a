// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/html_reader.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <memory>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "indexer/worker/charset.hpp"

namespace fonds {

namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 5> unseen{"script", "style", "template", "noframes", "iframe"};
constexpr std::array<std::string_view, 40> blocks{
    "address", "article", "aside",  "blockquote", "body",   "br",      "caption", "dd",     "details", "dialog",
    "div",     "dl",      "dt",     "fieldset",   "figure", "footer",  "form",    "h1",     "h2",      "h3",
    "h4",      "h5",      "h6",     "head",       "header", "hr",      "html",    "legend", "li",      "main",
    "nav",     "ol",      "option", "p",          "pre",    "section", "summary", "table",  "tr",      "ul"};

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return result;
}

// The charset a page names for itself: HTML's meta elements are looked for in its beginning, as browsers do.
std::string charset_in_meta(std::string_view bytes)
{
    const std::string head = lower(bytes.substr(0, 4096));
    for (auto meta = head.find("<meta"); meta != std::string::npos; meta = head.find("<meta", meta + 5)) {
        const auto close = std::min(head.find('>', meta), head.size());
        const auto key = head.find("charset", meta);
        if (key == std::string::npos || key > close) continue;
        auto from = head.find_first_not_of(" \t\r\n", key + 7);
        if (from == std::string::npos || head[from] != '=') continue;
        from = head.find_first_not_of(" \t\r\n\"'", from + 1);
        if (from == std::string::npos) continue;
        return head.substr(from, head.find_first_of(" \t\r\n\"';/>", from) - from);
    }
    return {};
}

class PageReader {
public:
    explicit PageReader(PageCollector& pages) : pages_(pages) {}

    void start(std::string_view name, const xmlChar** attributes)
    {
        if (hidden_depth_ > 0 || is_one_of(name, unseen) || is_hidden(name, attributes)) {
            ++hidden_depth_;
            return;
        }
        if (name == "title") in_title_ = title_.empty();
        if (name == "meta") read_meta(attributes);
        if (name == "img") say_alternative(attributes);
        part(name);
    }

    void end(std::string_view name)
    {
        if (hidden_depth_ > 0) {
            --hidden_depth_;
            return;
        }
        if (name == "title") {
            in_title_ = false;
            pages_.end_line();
        }
        part(name);
        if (name == "td" || name == "th") pages_.end_cell();
    }

    void text(std::string_view text)
    {
        if (hidden_depth_ > 0) return;
        if (in_title_ && title_.size() < 4096) title_.append(text);
        pages_.words(text);
    }

    [[nodiscard]] bool done() const { return pages_.full(); }
    [[nodiscard]] const std::string& title() const { return title_; }

private:
    static std::string_view attribute(const xmlChar** attributes, std::string_view name)
    {
        for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
            if (name != reinterpret_cast<const char*>(attributes[0])) continue;
            return attributes[1] == nullptr ? std::string_view() : reinterpret_cast<const char*>(attributes[1]);
        }
        return {};
    }

    static bool is_hidden(std::string_view name, const xmlChar** attributes)
    {
        if (attributes == nullptr) return false;
        for (const xmlChar** at = attributes; at[0] != nullptr; at += 2)
            if (std::string_view(reinterpret_cast<const char*>(at[0])) == "hidden") return true;
        if (name == "input" && lower(attribute(attributes, "type")) == "hidden") return true;
        std::string style = lower(attribute(attributes, "style"));
        std::erase_if(style, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
        return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
    }

    void read_meta(const xmlChar** attributes)
    {
        if (lower(attribute(attributes, "name")) == "author") pages_.property("author", attribute(attributes, "content"));
    }

    void say_alternative(const xmlChar** attributes)
    {
        pages_.end_word();
        pages_.words(attribute(attributes, "alt"));
        pages_.end_word();
    }

    void part(std::string_view name)
    {
        if (is_one_of(name, blocks)) pages_.end_line();
    }

    PageCollector& pages_;
    std::string title_;
    std::size_t hidden_depth_ = 0;
    bool in_title_ = false;
};

// Each callback is called from C and lets no exception through; after one, and at the limits, the parser stops.
template <class Action>
void act(void* context, Action action)
{
    auto* parser = static_cast<htmlParserCtxtPtr>(context);
    auto* reader = static_cast<PageReader*>(parser->_private);
    bool stop = true;
    try {
        action(*reader);
        stop = reader->done();
    } catch (...) {
        parser->errNo = XML_ERR_NO_MEMORY;
    }
    if (stop) xmlStopParser(parser);
}

void on_start(void* context, const xmlChar* name, const xmlChar** attributes)
{
    act(context, [&](PageReader& reader) { reader.start(reinterpret_cast<const char*>(name), attributes); });
}

void on_end(void* context, const xmlChar* name)
{
    act(context, [&](PageReader& reader) { reader.end(reinterpret_cast<const char*>(name)); });
}

void on_text(void* context, const xmlChar* text, int size)
{
    const std::string_view view(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
    act(context, [&](PageReader& reader) { reader.text(view); });
}

void parse(const std::string& text, PageReader& reader)
{
    if (text.empty() || text.size() > INT_MAX) return;
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size()));
    if (parser == nullptr) throw std::bad_alloc();
    const auto free_parser = [](htmlParserCtxtPtr p) { htmlFreeParserCtxt(p); };
    const std::unique_ptr<htmlParserCtxt, decltype(free_parser)> owner(parser, free_parser);
    // Text goes to our callbacks and no tree is built: depth costs nothing, and there is none to free.
    *parser->sax = htmlSAXHandler{};
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_text;
    parser->sax->ignorableWhitespace = on_text;
    parser->_private = &reader;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                   HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    if (parser->errNo == XML_ERR_NO_MEMORY) throw std::bad_alloc();
}

}  // namespace

std::string collect_html(std::string_view bytes, std::string_view charset, std::uint64_t limit, PageCollector& pages)
{
    const std::string named(charset.empty() ? charset_in_meta(bytes) : std::string(charset));
    // Markup is more than its text; what lies behind sixteen times the limit is not read.
    DecodedText decoded = decode_text(bytes, named, limit > UINT64_MAX / 16 ? limit : limit * 16);
    if (!decoded.complete) pages.cut_short("the page is larger than the limit of text");
    // A zero byte would end the page for the parser.
    std::replace(decoded.text.begin(), decoded.text.end(), '\0', ' ');
    PageReader reader(pages);
    pages.end_line();
    parse(decoded.text, reader);
    pages.end_line();
    return reader.title();
}

DocumentText read_html(std::string_view bytes, const ReadLimits& limits)
{
    return guarded([&] {
        PageCollector pages(limits);
        pages.property("title", collect_html(bytes, {}, limits.text, pages));
        return pages.finish();
    });
}

}  // namespace fonds
