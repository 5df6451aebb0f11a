// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the OFD reader: the text objects of a page, and the lines that they make.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/worker/xml_tree.hpp"
#include "schema/model/page_text.hpp"

namespace fonds::ofd {

/// Text that stands together, in millimetres from the upper left corner of the page; y is the base line.
struct Run {
    float x = 0, y = 0, width = 0, size = 0;
    std::string text;
};

/// x, y, width, height of a box as OFD writes it: "0 0 210 297".
[[nodiscard]] std::optional<std::array<float, 4>> parse_box(std::string_view text);

/// The text objects below a node, at most 100,000 runs in all; their texts by object ID, for tags that refer to them.
void collect_runs(const XmlNode& node, std::vector<Run>& runs, std::map<std::string, std::string>& by_id);

/// The runs as lines from above to below, each from left to right, with boxes in points when `words` is set.
void write_lines(std::vector<Run> runs, bool words, PageText& page);

}  // namespace fonds::ofd
