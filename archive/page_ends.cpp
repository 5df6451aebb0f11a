// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/page_ends.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "archive/manifest.hpp"

namespace fonds {

namespace {

/// A paper of a folder, as its row tells it.
struct ListedPages {
    std::size_t line = 0;
    PagePlace place;
};

bool is_counted_by_items(const ListedPages& one)
{
    return one.place.item == one.place.range.first;
}

/// Do they follow each other without gaps, as far as the list says?
bool are_one_run(const std::vector<ListedPages>& papers)
{
    std::int32_t before = 0;  // first page of the last paper that has one
    std::int32_t end = 0;     // and its last one; 0: not known, or a paper without pages stands in between
    for (const ListedPages& one : papers) {
        const PageRange& range = one.place.range;
        if (range.empty()) {
            end = 0;
            continue;
        }
        if (range.first <= before || (end != 0 && range.first != end + 1)) return false;
        before = range.first;
        end = range.last;
    }
    return true;
}

/// 1, 2, 3 … without any end: of one page each, or only counted.
bool may_be_running_numbers(const std::vector<ListedPages>& papers)
{
    const bool all_open = std::ranges::all_of(
        papers, [](const ListedPages& one) { return one.place.range.open() || one.place.range.empty(); });
    const auto is_next = [](const ListedPages& one, const ListedPages& next) {
        return next.place.range.first == one.place.range.first + 1;
    };
    return all_open && (std::ranges::adjacent_find(papers, std::not_fn(is_next)) == papers.end() ||
                        std::ranges::all_of(papers, is_counted_by_items));
}

}  // namespace

std::unordered_map<std::size_t, std::int32_t> page_ends(const NamedTable& table, const RecordMetadata& defaults)
{
    std::unordered_map<std::size_t, std::int32_t> ends;
    // What an archive exported tells what it knows: there an end that is missing is not known, and a search may have left
    // out what comes in between.
    if (std::ranges::none_of(table.names, is_of_page_range) || table.has("filed_at")) return ends;
    std::vector<const CsvRow*> rows;  // as they stand in the list
    for (const CsvRow& row : table.rows) rows.push_back(&row);
    std::ranges::sort(rows, {}, &CsvRow::line);
    std::map<std::pair<std::string, std::string>, std::vector<ListedPages>> folders;
    std::set<std::pair<std::string, std::string>> unclear;
    for (const CsvRow* const row : rows) {
        if (table.misread(*row)) return ends;  // nobody knows whose pages it tells
        const std::string_view category = table.cell(*row, "category"), folder = table.cell(*row, "folder");
        std::pair where(category.empty() ? defaults.category : std::string(category),
                        folder.empty() ? defaults.folder : std::string(folder));
        if (where.second.empty() || says_none(where.second)) continue;
        const auto place = listed_pages(table, *row);
        if (!place.ok())
            unclear.insert(std::move(where));
        else
            folders[std::move(where)].push_back({row->line, *place});
    }
    for (const auto& [where, papers] : folders) {
        if (unclear.contains(where) || !are_one_run(papers) || may_be_running_numbers(papers)) continue;
        for (std::size_t at = 0; at + 1 < papers.size(); ++at) {
            const PageRange &own = papers[at].place.range, &next = papers[at + 1].place.range;
            if (own.open() && !next.empty()) ends.emplace(papers[at].line, next.first - 1);
        }
    }
    return ends;
}

}  // namespace fonds
