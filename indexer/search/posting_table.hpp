// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fonds {

/// The postings of one document, gathered before the index library sees them: it looks a term up for every call, so it is
/// handed whole terms. Reused from document to document, it stops allocating.
class PostingTable {
public:
    /// An occurrence of the term `prefix` + `text`, counted `weight` times, at `position` or at none.
    void add(std::string_view prefix, std::string_view text, std::uint32_t position, std::uint32_t weight);
    void add_without_position(std::string_view prefix, std::string_view text, std::uint32_t weight);
    void clear();

    struct Entry {
        std::string_view term;  ///< valid until the next add or clear
        const std::uint32_t* positions = nullptr;
        std::size_t count = 0;  ///< of positions
        std::uint32_t weight = 0;
    };
    /// All terms as they first came (sorting them would cost more than it saves), positions as they were added.
    [[nodiscard]] const std::vector<Entry>& entries();
    [[nodiscard]] std::size_t size() const { return postings_.size(); }

private:
    struct Term {
        std::uint32_t begin = 0;  // in text_
        std::uint32_t length = 0;
        std::uint32_t hash = 0;
        std::uint32_t weight = 0;
        std::uint32_t count = 0;
    };
    struct Posting {
        std::uint32_t term = 0;
        std::uint32_t position = 0;
    };
    [[nodiscard]] std::uint32_t find(std::string_view prefix, std::string_view text);
    void grow();
    [[nodiscard]] std::string_view text_of(const Term& term) const
    {
        return std::string_view(text_).substr(term.begin, term.length);
    }

    std::string text_;
    std::vector<Term> terms_;
    std::vector<Posting> postings_;
    std::vector<std::uint32_t> buckets_;  // number of a term + 1; 0: free
    std::vector<std::uint32_t> positions_;
    std::vector<Entry> entries_;
};

}  // namespace fonds
