// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of all files of a run at once, looked at before the first of them is filed.
#include <algorithm>

#include "archive/source_file.hpp"
#include "archive/state.hpp"

namespace fonds {

Result<void> Archive::check_said(const RecordMetadata& said, const std::vector<FilingItem>& items)
{
    Catalog& catalog = state_->catalog;
    if (!said.category.empty()) TRY(catalog.category(said.category));
    const bool taken_over = std::ranges::any_of(items, [&](const FilingItem& item) {
        return item.metadata.category == said.category && item.metadata.folder == said.folder;
    });
    // A number that is brought along needs less of the rest: it is made of nothing.
    const auto code = items.size() == 1 ? items.front().code : std::nullopt;
    // A leap is a matter of each number, asked when it is filed.
    if (taken_over) return about_category(catalog.check_new(described(said, items.front().path), code, Leap::allowed), said);
    // Every item has a place of its own: the rest of `said` is looked at in the first place that is right by itself.
    for (const auto& item : items) {
        RecordMetadata place;
        place.category = item.metadata.category;
        place.folder = item.metadata.folder;
        if (!catalog.check_new(described(place, item.path)).ok()) continue;
        RecordMetadata there = said;
        there.category = place.category;
        there.folder = place.folder;
        return catalog.check_new(described(there, item.path));
    }
    return {};
}

}  // namespace fonds
