// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/line_sample.hpp"

#include <algorithm>

namespace fonds {

namespace {

float length_of(const TextBox& box)
{
    return std::max(box.width(), box.height());
}

}  // namespace

std::vector<TextBox> longest(const std::vector<TextBox>& boxes, std::size_t most, bool tall)
{
    std::vector<TextBox> result;
    std::ranges::copy_if(boxes, std::back_inserter(result), [tall](const TextBox& box) { return box.tall() == tall; });
    std::ranges::sort(result, std::greater{}, length_of);
    if (result.size() > most) result.resize(most);
    return result;
}

std::vector<TextBox> spread(const std::vector<TextBox>& boxes, std::size_t most)
{
    if (boxes.size() <= most) return boxes;
    std::vector<TextBox> result;
    for (std::size_t part = 0; part < most; ++part) {
        const auto at = [&](std::size_t i) { return boxes.begin() + static_cast<std::ptrdiff_t>(boxes.size() * i / most); };
        result.push_back(*std::ranges::max_element(at(part), at(part + 1), {}, length_of));
    }
    return result;
}

}  // namespace fonds
