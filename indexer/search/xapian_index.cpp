// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "indexer/search/generations.hpp"
#include "indexer/search/search_index.hpp"
#include "indexer/search/verification.hpp"
#include "indexer/search/xapian_errors.hpp"
#include "indexer/search/xapian_reader.hpp"
#include "indexer/search/xapian_writer.hpp"

namespace fonds {

namespace {

class XapianIndex final : public SearchIndex {
public:
    XapianIndex(std::string folder, std::string archive_id) : generations_(std::move(folder), std::move(archive_id)) {}

    IndexState state() override
    {
        const auto opened = generations_.open();
        if (const auto* none = std::get_if<NoGeneration>(&opened)) return none->state;
        return IndexState::good;
    }

    Result<std::unique_ptr<IndexReader>> reader() override
    {
        TRY_ASSIGN(auto generation, generations_.require());
        return make_reader(generations_, std::move(generation), facets_);
    }

    Result<void> verify(Depth depth) override { return verify_index(generations_, depth); }

    Result<std::unique_ptr<IndexWriter>> writer() override
    {
        TRY_ASSIGN(const auto generation, generations_.require());
        return open_writer(generation.folder);
    }

    Result<std::unique_ptr<IndexWriter>> begin_rebuild() override
    {
        rebuild_.reset();
        TRY_ASSIGN(auto folder, generations_.next());
        TRY_ASSIGN(rebuild_, begin_generation(std::move(folder), generations_.archive_id()));
        return rebuild_->writer();
    }

    Result<void> adopt() override
    {
        if (!rebuild_)
            return error(ErrorKind::internal, say("There is no new index to adopt", "没有可启用的新索引"))
                .at(generations_.folder());
        const auto rebuild = std::exchange(rebuild_, nullptr);
        TRY(rebuild->finish());
        return generations_.adopt(rebuild->folder());
    }

    Result<void> purge() override
    {
        TRY_ASSIGN(const auto generation, generations_.require());
        TRY_ASSIGN(const auto folder, generations_.next());
        TRY(compact_generation(generation.folder, folder));
        return generations_.adopt(folder);
    }

private:
    Generations generations_;
    std::shared_ptr<FacetCounter> facets_ = std::make_shared<FacetCounter>();
    std::shared_ptr<Rebuild> rebuild_;  ///< under way
};

}  // namespace

std::unique_ptr<SearchIndex> make_xapian_index(std::string folder, std::string archive_id)
{
    return std::make_unique<XapianIndex>(std::move(folder), std::move(archive_id));
}

}  // namespace fonds
