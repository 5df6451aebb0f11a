// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/posting_table.hpp"

#include <algorithm>

namespace fonds {

namespace {

constexpr std::size_t first_buckets = 4096;

std::uint32_t hash_of(std::string_view prefix, std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a
    for (const std::string_view part : {prefix, text})
        for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

}  // namespace

void PostingTable::add(std::string_view prefix, std::string_view text, std::uint32_t position, std::uint32_t weight)
{
    const std::uint32_t number = find(prefix, text);
    ++terms_[number].count;
    terms_[number].weight += weight;
    postings_.push_back({number, position});
}

void PostingTable::add_without_position(std::string_view prefix, std::string_view text, std::uint32_t weight)
{
    terms_[find(prefix, text)].weight += weight;
}

std::uint32_t PostingTable::find(std::string_view prefix, std::string_view text)
{
    if ((terms_.size() + 1) * 2 > buckets_.size()) grow();
    const std::uint32_t hash = hash_of(prefix, text);
    for (std::size_t at = hash;; ++at) {
        std::uint32_t& bucket = buckets_[at & (buckets_.size() - 1)];
        if (bucket == 0) {
            terms_.push_back({static_cast<std::uint32_t>(text_.size()),
                              static_cast<std::uint32_t>(prefix.size() + text.size()), hash, 0, 0});
            text_.append(prefix).append(text);
            bucket = static_cast<std::uint32_t>(terms_.size());
            return bucket - 1;
        }
        const Term& term = terms_[bucket - 1];
        if (term.hash != hash || term.length != prefix.size() + text.size()) continue;
        const auto known = text_of(term);
        if (known.starts_with(prefix) && known.ends_with(text)) return bucket - 1;
    }
}

void PostingTable::grow()
{
    buckets_.assign(std::max(first_buckets, buckets_.size() * 2), 0);
    for (std::size_t number = 0; number < terms_.size(); ++number) {
        std::size_t at = terms_[number].hash;
        while (buckets_[at & (buckets_.size() - 1)] != 0) ++at;
        buckets_[at & (buckets_.size() - 1)] = static_cast<std::uint32_t>(number + 1);
    }
}

void PostingTable::clear()
{
    text_.clear();
    terms_.clear();
    postings_.clear();
    std::ranges::fill(buckets_, 0U);
}

const std::vector<PostingTable::Entry>& PostingTable::entries()
{
    std::vector<std::uint32_t> next(terms_.size());
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < terms_.size(); ++i) {
        next[i] = end;
        end += terms_[i].count;
    }
    positions_.resize(postings_.size());
    for (const auto& posting : postings_) positions_[next[posting.term]++] = posting.position;
    entries_.clear();
    for (std::size_t i = 0; i < terms_.size(); ++i) {
        const Term& term = terms_[i];
        entries_.push_back({text_of(term), positions_.data() + (next[i] - term.count), term.count, term.weight});
    }
    return entries_;
}

}  // namespace fonds
