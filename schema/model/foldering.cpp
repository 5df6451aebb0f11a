// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/foldering.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace fonds {

namespace {

constexpr const char* no_date = "~";  ///< behind every date

std::string date_key(const FolderItem& item)
{
    return item.date ? item.date->text() : no_date;
}

}  // namespace

void put_in_order(std::vector<FolderItem>& items)
{
    using Beginning = std::pair<std::string, std::int64_t>;  // of a matter: its first date, and which record has it
    std::map<std::string, Beginning> matters;
    for (const FolderItem& item : items) {
        if (item.matter.empty()) continue;
        const Beginning own{date_key(item), raw(item.record)};
        const auto [at, fresh] = matters.emplace(item.matter, own);
        if (!fresh) at->second = std::min(at->second, own);
    }
    const auto key = [&](const FolderItem& item) {
        const Beginning own{date_key(item), raw(item.record)};
        return std::tuple(item.position == 0, item.position, item.matter.empty() ? own : matters.at(item.matter), own);
    };
    std::ranges::sort(items, {}, key);
}

FolderFill fill_of(const std::vector<FolderItem>& items)
{
    FolderFill fill;
    std::int64_t sheets = 0;
    for (const FolderItem& item : items) {
        ++fill.pieces;
        fill.pages += item.pages;
        sheets += (item.pages + 1) / 2;
        if (item.pages == 0) ++fill.uncounted;
        if (!item.date) continue;
        if (!fill.first || *item.date < *fill.first) fill.first = item.date;
        if (!fill.last || *fill.last < *item.date) fill.last = item.date;
    }
    fill.spine = (sheets * sheet_thickness + 99) / 100;
    return fill;
}

std::vector<Text> excesses(const Folder& folder, const FolderFill& fill)
{
    std::vector<Text> found;
    if (folder.most_pieces > 0 && fill.pieces > folder.most_pieces)
        found.push_back(
            say(fill.pieces == 1 ? "it holds {} record and has room for {}" : "it holds {} records and has room for {}",
                "现有 {} 件,超过容量 {} 件", {fill.pieces, folder.most_pieces}));
    if (folder.most_pages > 0 && fill.pages > folder.most_pages)
        found.push_back(
            say(fill.pages == 1 ? "it holds {} page and has room for {}" : "it holds {} pages and has room for {}",
                "现有 {} 页,超过容量 {} 页", {fill.pages, folder.most_pages}));
    if (folder.spine > 0 && fill.spine > folder.spine)
        found.push_back(say("its papers are about {} mm thick and its spine {} mm", "纸张约厚 {} 毫米,卷脊为 {} 毫米",
                            {fill.spine, folder.spine}));
    return found;
}

std::vector<Text> page_faults(const std::vector<FolderItem>& items)
{
    std::vector<Text> found;
    std::vector<const FolderItem*> ranged;
    for (const FolderItem& item : items)
        if (!item.range.empty()) ranged.push_back(&item);
    if (ranged.empty()) return found;
    if (ranged.size() < items.size())
        found.push_back(say(items.size() - ranged.size() == 1 ? "{} of its {} records has no page numbers"
                                                              : "{} of its {} records have no page numbers",
                            "{} 件没有卷内页号(共 {} 件)", {items.size() - ranged.size(), items.size()}));
    std::ranges::sort(ranged, {}, [](const FolderItem* item) { return std::tuple(item->range.first, item->range.last); });
    if (const auto first = ranged.front()->range.first; first > 1)
        found.push_back(say(first == 2 ? "before {} the page {} is missing" : "before {} the pages {} are missing",
                            "{} 之前缺页号 {}", {ranged.front()->code.text(), PageRange{1, first - 1}.text()}));
    const FolderItem* before = nullptr;  // that reaches furthest, as far as is known
    PageRange far;                       // its pages
    for (const FolderItem* item : ranged) {
        const PageRange range = item->range.with(item->counted);
        const std::int32_t reached = before == nullptr ? 0 : std::max(far.first, far.last);
        if (!check_page_count(range, item->counted).ok())
            found.push_back(say(range.count() == 1   ? "page {} of {} is {} page, but {} were counted"
                                : item->counted == 1 ? "pages {} of {} are {}, but {} was counted"
                                                     : "pages {} of {} are {}, but {} were counted",
                                "页号 {}({})为 {} 页,与清点的 {} 页不符",
                                {range.text(), item->code.text(), range.count(), item->counted}));
        if (before != nullptr && range.first <= reached)
            found.push_back(say("pages {} of {} overlap pages {} of {}", "页号 {}({})与页号 {}({})重叠",
                                {range.text(), item->code.text(), far.text(), before->code.text()}));
        else if (before != nullptr && !far.open() && range.first > reached + 1)
            found.push_back(say(range.first == reached + 2 ? "between {} and {} the page {} is missing"
                                                           : "between {} and {} the pages {} are missing",
                                "{} 与 {} 之间缺页号 {}",
                                {before->code.text(), item->code.text(), PageRange{reached + 1, range.first - 1}.text()}));
        if (before == nullptr || std::max(range.first, range.last) > reached) {
            before = item;
            far = range;
        }
    }
    return found;
}

}  // namespace fonds
