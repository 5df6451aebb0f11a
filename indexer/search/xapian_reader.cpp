// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/xapian_reader.hpp"

#include <algorithm>
#include <utility>

#include "indexer/search/correction.hpp"
#include "indexer/search/document_data.hpp"
#include "indexer/search/hit_pages.hpp"
#include "indexer/search/index_terms.hpp"
#include "indexer/search/xapian_errors.hpp"
#include "indexer/search/xapian_query.hpp"

namespace fonds {

namespace {

/// Hits whose positions are held in memory at the same time.
constexpr std::size_t hits_at_once = 64;

/// Turned so that the highest key first is the lowest value first, and documents without a value come last.
class LowestFirst final : public Xapian::KeyMaker {
public:
    explicit LowestFirst(Slot slot) : slot_(slot) {}
    std::string operator()(const Xapian::Document& document) const override
    {
        std::string key = document.get_value(number_of(slot_));
        if (key.empty()) return key;
        for (char& c : key) c = static_cast<char>(~c);
        key.push_back('\xFF');  // a value comes before those that begin with it
        return key;
    }

private:
    Slot slot_;
};

Slot slot_of(SortOrder order)
{
    return order == SortOrder::date ? Slot::date : order == SortOrder::amount ? Slot::amount : Slot::code;
}

void set_order(Xapian::Enquire& enquire, SortOrder order, SortDirection direction)
{
    if (order == SortOrder::relevance) return;
    const Slot slot = slot_of(order);
    if ((order == SortOrder::code) == (direction == SortDirection::best_first))
        enquire.set_sort_by_key_then_relevance((new LowestFirst(slot))->release(), true);
    else
        enquire.set_sort_by_value_then_relevance(number_of(slot), true);
}

class XapianReader final : public IndexReader {
public:
    XapianReader(Generations generations, OpenGeneration open, std::shared_ptr<FacetCounter> facets)
        : generations_(std::move(generations)), open_(std::move(open)), facets_(std::move(facets))
    {
    }

    Result<IndexResult> search(const Query& query, const SearchRequest& request) override
    {
        return reading([&]() -> Result<IndexResult> {
            TRY_ASSIGN(const auto question, xapian_query(query.root(), open_.database));
            return answer(question, query, request);
        });
    }

    Result<std::vector<RecordId>> matching(const Query& query) override
    {
        return reading([&]() -> Result<std::vector<RecordId>> {
            TRY_ASSIGN(const auto question, xapian_query(query.root(), open_.database));
            Xapian::Enquire enquire(open_.database);
            enquire.set_query(question);
            enquire.set_weighting_scheme(Xapian::BoolWeight());
            enquire.set_docid_order(Xapian::Enquire::ASCENDING);
            const Xapian::MSet hits = enquire.get_mset(0, open_.database.get_doccount());
            std::vector<RecordId> ids;
            ids.reserve(hits.size());
            for (auto hit = hits.begin(); hit != hits.end(); ++hit) ids.push_back(RecordId{static_cast<std::int64_t>(*hit)});
            std::ranges::sort(ids);
            return ids;
        });
    }

    Result<std::optional<std::string>> correction(std::string_view word) override
    {
        return reading([&]() -> Result<std::optional<std::string>> { return correction_of(word, open_.database); });
    }

    Result<std::int64_t> documents() override
    {
        return reading([&]() -> Result<std::int64_t> { return std::int64_t{open_.database.get_doccount()}; });
    }

    Result<std::optional<std::int64_t>> revision_of(RecordId record) override
    {
        return reading([&]() -> Result<std::optional<std::int64_t>> {
            const std::int64_t number = raw(record);
            if (number <= 0 || number > open_.database.get_lastdocid()) return std::optional<std::int64_t>();
            try {
                TRY_ASSIGN(const auto data, data_of(open_.database.get_document(static_cast<Xapian::docid>(number))));
                return std::optional(data.revision);
            } catch (const Xapian::DocNotFoundError&) {
                return std::optional<std::int64_t>();
            }
        });
    }

private:
    template <class Work>
    auto reading(Work work) -> std::invoke_result_t<Work>
    {
        return guarded(
            open_.folder, [&] { return on_newest_state([this] { return refresh(); }, work); }, IndexUse::reading);
    }

    Result<void> refresh()
    {
        const std::string current = generations_.current_folder();
        if (current.empty() || current == open_.folder) {
            open_.database.reopen();
            return {};
        }
        TRY_ASSIGN(open_, generations_.require());
        return {};
    }

    Result<DocumentData> data_of(const Xapian::Document& document) const
    {
        auto data = decode_document_data(document.get_data());
        if (data) return std::move(*data);
        return rebuild_needed(say("The index is damaged: {}", "索引已损坏:{}", {"document data"}), open_.folder);
    }

    Result<IndexResult> answer(const Xapian::Query& question, const Query& query, const SearchRequest& request)
    {
        const Xapian::doccount everything = open_.database.get_doccount();
        const auto bounded = [&](std::size_t number) {
            return static_cast<Xapian::doccount>(std::min<std::size_t>(number, everything));
        };
        HitNotes notes;
        Xapian::Enquire enquire(open_.database);
        enquire.set_query(question);
        set_order(enquire, request.sort, request.direction);
        if (request.facets) enquire.add_matchspy(&notes);
        const bool reversed = request.sort == SortOrder::relevance && request.direction == SortDirection::reversed;
        auto hits = reversed ? enquire.get_mset(0, everything, everything)
                             : enquire.get_mset(bounded(request.offset), bounded(request.limit), everything);
        IndexResult result;
        result.total = hits.get_matches_estimated();
        if (request.facets) result.facets = facets_->count(open_.database, open_.folder, std::move(notes.hits));
        std::vector<HitDocument> documents;
        const std::size_t behind = hits.size() - (reversed ? std::min<std::size_t>(request.offset, hits.size()) : 0);
        for (std::size_t i = 0; i < std::min(request.limit, behind); ++i) {
            const auto hit = hits[static_cast<Xapian::doccount>(reversed ? behind - 1 - i : i)];
            TRY_ASSIGN(auto data, data_of(hit.get_document()));
            result.hits.push_back({RecordId{*hit}, hit.get_weight(), {}});
            documents.push_back({*hit, std::move(data)});
        }
        for (std::size_t begin = 0; begin < documents.size(); begin += hits_at_once) {
            const auto some = std::span(documents).subspan(begin, std::min(hits_at_once, documents.size() - begin));
            auto pages = pages_of_hits(query.root(), open_.database, some);
            for (std::size_t i = 0; i < pages.size(); ++i) result.hits[begin + i].pages = std::move(pages[i]);
        }
        return result;
    }

    Generations generations_;
    OpenGeneration open_;
    std::shared_ptr<FacetCounter> facets_;
};

}  // namespace

std::unique_ptr<IndexReader> make_reader(Generations generations, OpenGeneration open, std::shared_ptr<FacetCounter> facets)
{
    return std::make_unique<XapianReader>(std::move(generations), std::move(open), std::move(facets));
}

}  // namespace fonds
