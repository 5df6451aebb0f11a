// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/metadata_options.hpp"

#include <algorithm>
#include <utility>

#include "archive/manifest.hpp"

namespace fonds::cli {

Result<RecordMetadata> metadata_of(const MetadataOptions& options)
{
    RecordMetadata metadata;
    const std::pair<const char*, const std::optional<std::string>*> said[] = {
        {"category", &options.category}, {"title", &options.title},   {"party", &options.party},
        {"date", &options.date},         {"grade", &options.grade},   {"folder", &options.folder},
        {"number", &options.number},     {"amount", &options.amount}, {"currency", &options.currency},
        {"note", &options.note}};
    for (const auto& [name, value] : said)
        if (*value && !(*value)->empty()) TRY(set_metadata(metadata, name, **value));
    metadata.tags = options.tags;
    std::ranges::sort(metadata.tags);
    metadata.tags.erase(std::unique(metadata.tags.begin(), metadata.tags.end()), metadata.tags.end());
    return metadata;
}

Result<RecordEdit> edit_of(const MetadataOptions& options)
{
    RecordEdit edit;
    edit.title = options.title;
    edit.category = options.category;
    edit.folder = options.folder;
    edit.party = options.party;
    edit.number = options.number;
    edit.note = options.note;
    TRY_ASSIGN(const RecordMetadata parsed, metadata_of(options));
    if (options.date) edit.date = parsed.date;
    if (options.amount) edit.amount = parsed.amount;
    if (options.grade) {
        TRY_ASSIGN(edit.grade, parse_grade(*options.grade));  // a grade cannot be cleared
    }
    if (options.currency) edit.currency = parsed.currency;
    edit.add_tags = options.tags;
    edit.remove_tags = options.remove_tags;
    return edit;
}

}  // namespace fonds::cli
