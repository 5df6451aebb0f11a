// SPDX-License-Identifier: GPL-3.0-or-later
// What the rules of categories say of the importance of records and of what waits at the desk.
#pragma once

#include <optional>

#include "archive/archive.hpp"
#include "schema/model/grade_rule.hpp"

namespace fonds {

class Catalog;

/// Lives no longer than its archive; one thread at a time. Changes nothing: what somebody chose stays.
class Grading {
public:
    explicit Grading(Archive& archive) : state_(*archive.state_) {}

    [[nodiscard]] Result<std::optional<SuggestedGrade>> of(const Record& record);
    /// If it were accepted without another word.
    [[nodiscard]] Result<std::optional<SuggestedGrade>> of(const Piece& piece);

private:
    Archive::State& state_;
};

/// What the rules of its category suggest, with its party known by all its names; ErrorKind::usage when they cannot be read.
[[nodiscard]] Result<std::optional<SuggestedGrade>> suggest_grade(Catalog& catalog, const Category& category,
                                                                  const RecordMetadata& metadata);
/// The same, else the category's default.
[[nodiscard]] Result<Grade> grade_by_rules(Catalog& catalog, const Category& category, const RecordMetadata& metadata);

}  // namespace fonds
