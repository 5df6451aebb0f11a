// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/grading.hpp"

#include "archive/accepting.hpp"
#include "archive/state.hpp"

namespace fonds {

Result<std::optional<SuggestedGrade>> Grading::of(const Record& record)
{
    TRY_ASSIGN(const Category category, state_.catalog.category(record.metadata.category));
    return suggest_grade(state_.catalog, category, record.metadata);
}

Result<std::optional<SuggestedGrade>> Grading::of(const Piece& piece)
{
    TRY_ASSIGN(const RecordMetadata facts, metadata_of(state_, piece, {}));
    TRY_ASSIGN(const Category category, state_.catalog.category(facts.category));
    return suggest_grade(state_.catalog, category, facts);
}

Result<std::optional<SuggestedGrade>> suggest_grade(Catalog& catalog, const Category& category,
                                                    const RecordMetadata& metadata)
{
    if (category.grade_rules.empty()) return std::optional<SuggestedGrade>();
    TRY_ASSIGN(const auto rules, parse_grade_rules(category.grade_rules));
    std::string names;
    if (!metadata.party.empty() && ask_for_party(rules)) {
        const auto party = catalog.party(metadata.party);
        if (party.ok())
            names = party->name + "\n" + party->aliases;
        else if (party.error().kind != ErrorKind::not_found)  // it is not known yet
            return party.error();
    }
    return suggest_grade(rules, metadata, names);
}

Result<Grade> grade_by_rules(Catalog& catalog, const Category& category, const RecordMetadata& metadata)
{
    TRY_ASSIGN(const auto suggested, suggest_grade(catalog, category, metadata));
    return suggested ? suggested->grade : category.default_grade;
}

}  // namespace fonds
