// SPDX-License-Identifier: GPL-3.0-or-later
// How a category numbers its records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/result.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

/// What one sequence of numbers runs through. Stored as its name; see name_of.
enum class Numbering {
    by_template,  ///< each combination of the template's elements has its own
    fonds,        ///< one for all codes of the template
    category,     ///< one a category
    year,         ///< one a category and year
    folder        ///< one a folder
};
[[nodiscard]] std::string_view name_of(Numbering numbering);  ///< by_template: empty
[[nodiscard]] std::optional<Numbering> numbering_named(std::string_view name);

/// Literal text and elements: {fonds} {category} {year} {year:2} {retention} {folder} {folder:N} {unit} {project} {grade}
/// and one {seq:N}. Spaces are left out. What stands in [ ] vanishes when an element in it is empty. N is a least width,
/// filled with zeros.
class CodeTemplate {
public:
    static constexpr std::string_view standard = "{fonds}-{category}·{year}-{retention}-{seq:4}";

    struct Values {
        std::string fonds;
        std::string category;
        int year = 0;
        std::string retention;
        std::string folder;
        std::string unit{}, project{}, grade{};
    };

    /// ErrorKind::usage, with the reason, for what is no template: without exactly one {seq:N} (N = 1…9), with unknown
    /// elements, or with numbers that have no bound ({seq}, {party}).
    [[nodiscard]] static Result<CodeTemplate> parse(std::string_view text, Numbering numbering = Numbering::by_template);

    /// ErrorKind::usage, with the reason, for one that would make the same number twice: it runs into an element of any
    /// length beside it, or the code lacks what the sequence runs through.
    [[nodiscard]] Result<void> check_sound() const;
    /// The sequence: the code with its {SEQ}, and what the sequence runs on through, left open. Two records with the same
    /// scope draw from the same numbers, so codes are unique without gaps. An element that is missing outside [ ] is
    /// ErrorKind::usage.
    [[nodiscard]] Result<std::string> scope(const Values& values) const;
    /// The code for the number `seq` (from 1).
    [[nodiscard]] Result<ReferenceCode> render(const Values& values, std::int64_t seq) const;
    /// The number that gives this very code; none when no number does.
    [[nodiscard]] std::optional<CodeNumber> number_in(const ReferenceCode& code, const Values& values) const;
    /// The same for a code of any year, retention, folder, unit, project and grade; `too_wide` when it has more digits than
    /// the template says.
    [[nodiscard]] std::optional<CodeNumber> shaped_number(const ReferenceCode& code, std::string_view fonds,
                                                          std::string_view category, bool* too_wide = nullptr) const;
    /// What a code of the template's form tells of its record; empty members: nothing.
    struct Parts {
        std::string year;  ///< of four digits, or the last two
        std::string unit, project;
        std::string retention;
    };
    /// None when it has another form.
    [[nodiscard]] std::optional<Parts> parts_of(const ReferenceCode& code, std::string_view fonds,
                                                std::string_view category) const;
    /// A code that both could make for different records of their categories; empty when there is none, or when both draw
    /// from one sequence: one template, but for the width of its number. See common_code.
    [[nodiscard]] std::string collision(std::string_view category, const CodeTemplate& other,
                                        std::string_view other_category, std::string_view fonds) const;

    [[nodiscard]] int width() const;              ///< of the number, in digits
    [[nodiscard]] std::int64_t capacity() const;  ///< the highest number of that width
    [[nodiscard]] bool needs_folder() const;      ///< outside [ ]
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] Numbering numbering() const { return numbering_; }

    struct Element {
        enum class Kind { literal, fonds, category, year, retention, folder, unit, project, grade, seq } kind;
        std::string literal;  ///< of a literal
        int width = 0;        ///< least; 0: as it is
        int group = 0;        ///< of optional ones, from 1; 0: always there
    };

private:
    [[nodiscard]] bool is_open(Element::Kind kind) const;
    [[nodiscard]] Result<std::string> expand(const Values& values, std::string_view seq_text, bool as_scope) const;

    std::string text_;
    Numbering numbering_ = Numbering::by_template;
    std::vector<Element> elements_;
};

}  // namespace fonds
