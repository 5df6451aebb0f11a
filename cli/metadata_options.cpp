// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/metadata_options.hpp"

#include <algorithm>
#include <utility>

#include "archive/manifest.hpp"
#include "schema/core/escape.hpp"

namespace fonds::cli {

namespace {

bool is_blank(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c != ' ' && !(c >= '\t' && c <= '\r') && c != 0xA0 && c != 0x3000) return false;
    }
    return true;
}

/// Of a title or a party blanks are nothing; in a date or an amount they are a mistake.
bool is_given(std::string_view name, const std::string& value)
{
    return name == "title" || name == "party" ? !is_blank(value) : !value.empty();
}

}  // namespace

Result<RecordMetadata> metadata_of(const MetadataOptions& options)
{
    RecordMetadata metadata;
    const std::pair<const char*, const std::optional<std::string>*> said[] = {{"category", &options.category},
                                                                              {"title", &options.title},
                                                                              {"party", &options.party},
                                                                              {"date", &options.date},
                                                                              {"grade", &options.grade},
                                                                              {"folder", &options.folder},
                                                                              {"number", &options.number},
                                                                              {"amount", &options.amount},
                                                                              {"currency", &options.currency},
                                                                              {"note", &options.note},
                                                                              {"responsible", &options.responsible},
                                                                              {"security", &options.security},
                                                                              {"unit", &options.unit},
                                                                              {"project", &options.project},
                                                                              {"paper_pages", &options.paper_pages},
                                                                              {"page_range", &options.page_range}};
    for (const auto& [name, value] : said)
        if (*value && is_given(name, **value)) TRY(set_metadata(metadata, name, **value));
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
    edit.responsible = options.responsible;
    edit.project = options.project;
    TRY_ASSIGN(const RecordMetadata parsed, metadata_of(options));
    if (options.date) edit.date = parsed.date;
    if (options.amount) edit.amount = parsed.amount;
    if (options.security) edit.security = parsed.security;
    if (options.unit) edit.unit = parsed.unit;
    if (options.paper_pages) edit.paper_pages = parsed.paper_pages;
    if (options.page_range) edit.page_range = parsed.page_range;
    if (options.grade) {
        TRY_ASSIGN(edit.grade, parse_grade(*options.grade));  // a grade cannot be cleared
    }
    if (options.currency) edit.currency = parsed.currency;
    edit.add_tags = options.tags;
    edit.remove_tags = options.remove_tags;
    return edit;
}

}  // namespace fonds::cli
