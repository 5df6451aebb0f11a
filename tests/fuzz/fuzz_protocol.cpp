// SPDX-License-Identifier: GPL-3.0-or-later
// What a hostile worker may send. The first byte chooses how the rest is read; the last mode is a whole conversation.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/extract/answer_builder.hpp"
#include "indexer/extract/make_protocol.hpp"
#include "indexer/extract/protocol.hpp"
#include "indexer/extract/wire.hpp"

namespace {

using namespace fonds;

void require(bool promise)
{
    if (!promise) std::abort();
}

void check(const DocumentText& text, const ExtractLimits& limits)
{
    std::uint64_t bytes = 0;
    for (const PageText& page : text.pages) {
        require(is_clean_text(page.text));
        bytes += page.text.size();
    }
    require(bytes <= limits.text);
    require(text.pages.size() <= limits.pages);
    require(text.page_count >= 0);
    require(text.state != TextState::pending);
    require(is_clean_text(text.note));
}

void converse(std::string_view bytes)
{
    ExtractLimits limits;
    limits.pages = 8;
    limits.text = 4096;
    AnswerBuilder builder(1, limits, WordBoxes::wanted, Inspection::wanted);
    while (const auto header = protocol::decode_header(bytes)) {
        bytes.remove_prefix(protocol::header_size);
        if (!builder.may_come(*header) || bytes.size() < header->size) break;
        const auto verdict = builder.take(header->type, bytes.substr(0, header->size));
        bytes.remove_prefix(header->size);
        if (verdict == AnswerBuilder::Verdict::broken) return;
        if (verdict == AnswerBuilder::Verdict::ended) return check(std::move(builder).take_document(), limits);
    }
    check(std::move(builder).take_remains("cut"), limits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 6) {
    case 0:
        static_cast<void>(protocol::decode_job(bytes));
        static_cast<void>(protocol::decode_assemble(bytes));
        static_cast<void>(protocol::decode_source(bytes));
        static_cast<void>(protocol::decode_searchable(bytes));
        static_cast<void>(protocol::decode_stamp(bytes));
        break;
    case 1: static_cast<void>(protocol::decode_properties(bytes)); break;
    case 2: static_cast<void>(protocol::decode_page(bytes)); break;
    case 3:
        static_cast<void>(protocol::decode_end(bytes));
        static_cast<void>(protocol::decode_made(bytes));
        static_cast<void>(protocol::decode_data(bytes));
        break;
    case 4: static_cast<void>(protocol::decode_findings(bytes)); break;
    default: converse(bytes); break;
    }
    return 0;
}
