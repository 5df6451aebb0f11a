// SPDX-License-Identifier: GPL-3.0-or-later
// The form that codes of a template have in one category, old ones among them: to find the number in a code.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/code_template.hpp"

namespace fonds {

struct CodePattern {
    /// One character of a code. What may follow is the next step, or an earlier one (`repeats`: this step again).
    struct Step {
        enum class Class { exact, digit, word, any } accepts = Class::exact;
        char32_t character = 0;   ///< of exact
        bool repeats = false;     ///< may come again
        std::size_t element = 0;  ///< of the template
    };
    std::vector<Step> steps;
    std::vector<std::pair<std::size_t, std::size_t>> optional_steps;  ///< from, to (excluded): may be left out
};

/// The name of an element in scopes: YEAR, FOLDER …
[[nodiscard]] std::string_view element_name(CodeTemplate::Element::Kind kind);

/// A literal of a template, or a code of the scheme, as it is spelt in a reference code.
[[nodiscard]] std::u32string spelt_in_code(std::string_view literal);

[[nodiscard]] CodePattern pattern_of(const std::vector<CodeTemplate::Element>& elements, std::string_view fonds,
                                     std::string_view category);

struct MatchedElement {
    std::size_t element = 0;
    std::string text;
};
/// The parts of a canonical code, in order; none when it has another shape.
[[nodiscard]] std::optional<std::vector<MatchedElement>> match_pattern(const CodePattern& pattern, std::string_view code);

}  // namespace fonds
