// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/grading.hpp"

#include "archive/accepting.hpp"
#include "archive/state.hpp"

namespace fonds {

Result<std::optional<SuggestedGrade>> Grading::of(const Record& record)
{
    TRY_ASSIGN(const Category category, state_.catalog.category(record.metadata.category));
    return suggest_grade(category, record.metadata);
}

Result<std::optional<SuggestedGrade>> Grading::of(const Piece& piece)
{
    TRY_ASSIGN(const RecordMetadata facts, metadata_of(state_, piece, {}));
    TRY_ASSIGN(const Category category, state_.catalog.category(facts.category));
    return suggest_grade(category, facts);
}

}  // namespace fonds
