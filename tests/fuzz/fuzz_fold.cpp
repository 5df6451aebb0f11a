// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes fold, the two ways alike, and split into terms within bounds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/text/fold.hpp"
#include "indexer/text/terms.hpp"

namespace {

void require(bool promise)
{
    if (!promise) std::abort();
}

class CheckedTerms final : public fonds::TermSink {
public:
    void term(std::string_view term, std::uint32_t) override
    {
        require(!term.empty() && term.size() <= fonds::longest_token);
    }
    void gram(std::string_view digits, std::uint32_t) override { require(digits.size() == 4); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const fonds::FoldedText folded = fonds::normalise_with_offsets(text);
    require(folded.text == fonds::normalise(text));
    require(folded.text == fonds::normalise(folded.text));
    require(folded.source.size() == folded.text.size() + 1);
    for (std::size_t i = 1; i < folded.source.size(); ++i) require(folded.source[i - 1] <= folded.source[i]);
    CheckedTerms terms;
    const std::uint32_t behind = fonds::generate_terms(folded.text, 0, terms);
    require(behind == fonds::tokenise(folded.text).size());
    fonds::generate_terms(text, 0, terms);
    for (const fonds::QueryWord& word : fonds::segment_query(text)) require(!word.text.empty());
    return 0;
}
