// SPDX-License-Identifier: GPL-3.0-or-later
// Rules by which a category says how important its records are, when nobody says it of the record itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/category.hpp"
#include "schema/model/record.hpp"

namespace fonds {

/// "A amount>=100000.00 CNY", "A word:独家", "C tag:草稿", "A party:华为".
struct GradeRule {
    enum class Test { amount, word, tag, party };

    Grade grade = Grade::B;
    Test test = Test::word;
    Amount least;          ///< amount: this much or more, in absolute value
    std::string currency;  ///< amount: of this currency only; empty: of any
    std::string text;      ///< word: stands in the title; tag: is one of its tags; party: stands in one of its names

    [[nodiscard]] std::string line() const;
    /// `other_names` of the party of the record, one a line.
    [[nodiscard]] bool covers(const RecordMetadata& metadata, std::string_view other_names = {}) const;
    /// "amount of 100,000.00 CNY or more"
    [[nodiscard]] Text reason() const;
};

/// Parted by semicolons or line ends; 金额, 词, 标签 and 单位 stand for the English words, ≥ for >=. Blank lines are left
/// out. ErrorKind::usage for what is no rule.
[[nodiscard]] Result<std::vector<GradeRule>> parse_grade_rules(std::string_view text);
/// One a line, as they are stored.
[[nodiscard]] std::string lines_of(const std::vector<GradeRule>& rules);

struct SuggestedGrade {
    Grade grade = Grade::B;
    Text reason;
};
/// Of the rules that cover it the one with the most important grade; nothing when none does.
[[nodiscard]] std::optional<SuggestedGrade> suggest_grade(const std::vector<GradeRule>& rules,
                                                          const RecordMetadata& metadata, std::string_view other_names = {});

/// Is there one that asks who the party is?
[[nodiscard]] bool ask_for_party(const std::vector<GradeRule>& rules);

/// What the grades of a category mean: "A=重大合同; C=一般往来" as lines "A 重大合同", in the order of grades; a grade
/// without a text is left out. ErrorKind::usage for another form, and for a grade that is named twice.
[[nodiscard]] Result<std::string> parse_grade_meanings(std::string_view text);
/// What one of these lines says; empty: nothing.
[[nodiscard]] std::string meaning_of(Grade grade, std::string_view meanings);

/// Names parted by semicolons or line ends, one a line, without blanks around them, without doubles.
[[nodiscard]] std::string name_lines(std::string_view text);
/// The lines of a text that are not blank, without blanks around them; semicolons of either width part lines, too.
[[nodiscard]] std::vector<std::string> lines_in(std::string_view text);

}  // namespace fonds
