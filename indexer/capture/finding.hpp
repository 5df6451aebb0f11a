// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the box: what each finder gets, and where it puts what it finds.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/capture/capture.hpp"
#include "indexer/capture/lines.hpp"

namespace fonds {

enum class PaperKind { other, contract, invoice, permit };

struct Paper {
    std::vector<Line> lines;
    PaperKind kind = PaperKind::other;
    bool chinese = false;  ///< mostly in Han characters
};

/// By the words of its first lines.
[[nodiscard]] PaperKind kind_of(std::span<const Line> lines);

/// A title from the text that a title made from data does not compete with.
inline constexpr float title_is_sure = 0.85F;

struct Place {
    const Line* line = nullptr;
    std::size_t begin = 0, end = 0;
};

/// A suggestion from the text, with its page, its place and what is seen there.
[[nodiscard]] Suggestion from_text(SuggestedField field, std::string value, float confidence, const Place& place,
                                   Text doubt = {});

/// A word or phrase that tells what stands behind it, and how much it tells.
struct Label {
    std::u32string_view text;
    float weight;
};
/// The label that ends last before `at` in the line, or ends the line before; among those that end together the longest.
/// Latin labels are whole words. Null: none.
[[nodiscard]] const Label* label_before(std::span<const Line> lines, std::size_t line, std::size_t at,
                                        std::span<const Label> labels);

void find_amount_suggestions(const Paper& paper, std::vector<Suggestion>& found);
void find_date_suggestions(const Paper& paper, std::vector<Suggestion>& found);
void find_number_suggestions(const Paper& paper, std::vector<Suggestion>& found);
void find_title_suggestions(const Paper& paper, const CaptureContext& context, std::vector<Suggestion>& found);
/// `title` may be null. Called by the finder of titles.
void find_category_suggestions(const Paper& paper, const Line* title, const CaptureContext& context,
                               std::vector<Suggestion>& found);
void find_party_suggestions(const Paper& paper, const CaptureContext& context, std::vector<Suggestion>& found);

}  // namespace fonds
