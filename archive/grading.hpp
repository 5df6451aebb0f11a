// SPDX-License-Identifier: GPL-3.0-or-later
// What the rules of categories say of the importance of records and of what waits at the desk.
#pragma once

#include <optional>

#include "archive/archive.hpp"
#include "schema/model/grade_rule.hpp"

namespace fonds {

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

}  // namespace fonds
