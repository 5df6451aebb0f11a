// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/record_fields.hpp"

#include "schema/catalog/record_check.hpp"

namespace fonds {

RecordTexts texts_of(const RecordMetadata& facts)
{
    return {facts.title,
            facts.category,
            facts.folder,
            facts.party,
            facts.date ? facts.date->text() : "",
            std::string(text_of(facts.grade)),
            facts.number,
            facts.amount ? facts.amount->text() : "",
            facts.currency,
            facts.note,
            joined_tags(facts.tags),
            facts.responsible,
            std::string(facts.security ? name_of(*facts.security) : ""),
            facts.unit,
            facts.project,
            facts.paper_pages > 0 ? std::to_string(facts.paper_pages) : "",
            facts.page_range.text()};
}

}  // namespace fonds
