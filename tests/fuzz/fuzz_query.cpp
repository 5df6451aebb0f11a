// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a query or a usage error with a place; a query's text means the same again; snippets are valid UTF-8.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/search/search_index.hpp"
#include "schema/core/escape.hpp"

namespace {

void require(bool promise)
{
    if (!promise) std::abort();
}

void check_snippet(const fonds::Query& query, std::string_view page)
{
    constexpr std::size_t width = 20;
    std::string text;
    for (const auto& part : fonds::make_snippet(query, page, width)) {
        require(!part.text.empty());
        text += part.text;
    }
    require(fonds::to_valid_utf8(text) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto query = fonds::Query::parse(text);
    if (!query.ok()) {
        const fonds::Error& error = query.error();
        require(error.kind == fonds::ErrorKind::usage);
        require(error.where.ends_with('^') && error.where.find('\n') != std::string::npos);
        require(!error.what.empty());
        return 0;
    }
    const std::string again = query->text();
    if (const auto reread = fonds::Query::parse(again); reread.ok())
        require(reread->text() == again);
    else
        require(again.size() > text.size());  // parentheses and dashes it did not have took it past a limit
    for (const auto& word : query->words()) {
        (void)query->without(word).text();
        (void)query->replacing(word, "other").text();
    }
    check_snippet(*query, text);
    check_snippet(*query, "采购合同 The agreement 1,234,567.00 cafe\xCC\x81 檔案");
    return 0;
}
