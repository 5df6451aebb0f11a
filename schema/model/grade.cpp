// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/grade.hpp"

#include "schema/model/full_width.hpp"

namespace fonds {

Result<Grade> parse_grade(std::string_view text)
{
    const std::string folded = half_width(text);
    const std::string_view letter = trimmed(folded);
    if (letter == "A" || letter == "a") return Grade::A;
    if (letter == "B" || letter == "b") return Grade::B;
    if (letter == "C" || letter == "c") return Grade::C;
    return error(ErrorKind::usage, say("Not a grade: {}", "不是重要性等级:{}", {text}))
        .with_hint(say("Grades are A, B and C; A is the most important.", "重要性为 A、B、C,A 最重要。"));
}

std::string_view text_of(Grade grade)
{
    switch (grade) {
    case Grade::A: return "A";
    case Grade::B: return "B";
    case Grade::C: return "C";
    }
    return "C";
}

}  // namespace fonds
