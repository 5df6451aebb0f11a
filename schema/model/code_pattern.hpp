// SPDX-License-Identifier: GPL-3.0-or-later
// The codes that a template can make in one category, as a pattern: to find the number in a code, and codes that two
// templates share.
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
    std::string identity;  ///< the same for templates that make the same codes, but for the width of the number
};

/// The name of an element in scopes: YEAR, FOLDER …
[[nodiscard]] std::string_view element_name(CodeTemplate::Element::Kind kind);

[[nodiscard]] CodePattern pattern_of(const std::vector<CodeTemplate::Element>& elements, std::string_view fonds,
                                     std::string_view category);

struct MatchedElement {
    std::size_t element = 0;
    std::string text;
};
/// The parts of a canonical code, in order; none when it has another shape.
[[nodiscard]] std::optional<std::vector<MatchedElement>> match_pattern(const CodePattern& pattern, std::string_view code);

/// A code that both patterns make; empty when there is none.
[[nodiscard]] std::string common_code(const CodePattern& one, const CodePattern& other);

}  // namespace fonds
