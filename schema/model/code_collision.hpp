// SPDX-License-Identifier: GPL-3.0-or-later
// Which codes two templates would both make.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/model/code_template.hpp"

namespace fonds {

/// A template's elements, in a category of a fonds.
struct TemplateIn {
    const std::vector<CodeTemplate::Element>& elements;
    std::string_view category, fonds;
};

/// The same for two that number from one sequence wherever their values are the same: the same elements in the same places,
/// but for the width of the number. {category} is no other category's fixed text, though both be spelt alike.
[[nodiscard]] std::string sequence_identity(const TemplateIn& one);

/// The shortest code that both make, or one of them; empty when there is none. Exact for every value that a record can have,
/// but that an element which stands twice in a template is taken for two.
[[nodiscard]] std::string common_code(const TemplateIn& one, const TemplateIn& other);

}  // namespace fonds
