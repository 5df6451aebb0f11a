// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/text_reader.hpp"

#include <algorithm>

#include "indexer/worker/charset.hpp"
#include "indexer/worker/invoice_data.hpp"
#include "indexer/worker/page_collector.hpp"

namespace fonds {

namespace {

// The encoding an XML declaration names; empty without one.
std::string_view xml_encoding(std::string_view bytes)
{
    if (!bytes.starts_with("<?xml")) return {};
    const std::string_view declaration = bytes.substr(0, std::min<std::size_t>(bytes.find("?>"), 200));
    const auto key = declaration.find("encoding=");
    if (key == std::string_view::npos || key + 10 >= declaration.size()) return {};
    const char quote = declaration[key + 9];
    const auto end = declaration.find(quote, key + 10);
    return end == std::string_view::npos ? std::string_view() : declaration.substr(key + 10, end - key - 10);
}

DocumentText read(std::string_view bytes, const ReadLimits& limits)
{
    DecodedText decoded = decode_text(bytes, xml_encoding(bytes), limits.text);
    PageCollector pages(limits);
    const std::string_view text = decoded.text;
    const std::size_t last = text.find_last_not_of(" \t\r\n\f");
    for (std::size_t from = 0; from <= text.size() && !pages.full();) {
        const std::size_t feed = std::min(text.find('\f', from), text.size());
        // A form feed at the very end closes the last page, it opens none.
        if (from > 0 && (last == std::string_view::npos || from > last)) break;
        pages.new_page();
        pages.text(text.substr(from, feed - from));
        from = feed + 1;
    }
    if (!decoded.complete) pages.cut_short("more than " + std::to_string(limits.text) + " bytes of text");
    pages.property("charset", decoded.charset);
    if (const auto invoice = read_invoice_xml(bytes))
        for (const auto& [name, value] : invoice_properties(*invoice)) pages.property(name, value);
    return pages.finish();
}

}  // namespace

DocumentText read_plain_text(std::string_view bytes, const ReadLimits& limits)
{
    return guarded([&] { return read(bytes, limits); });
}

}  // namespace fonds
