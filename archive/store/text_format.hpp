// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a text file (docs/formats/text.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/core/result.hpp"
#include "schema/model/page_text.hpp"

namespace fonds {

/// Where everything is in a text file. Offsets are from the beginning of the file.
struct TextIndex {
    struct Frame {
        std::uint64_t offset = 0;
        std::uint32_t packed = 0;  ///< bytes in the file
        std::uint32_t unpacked = 0;
    };
    /// Pages that are packed together.
    struct Group {
        std::uint32_t pages = 0;
        Frame text;
        Frame words;  ///< packed is 0 when no page of the group has words
    };
    struct Page {
        float width = 0, height = 0;
        std::uint32_t layer = 0;
        std::uint32_t text_length = 0;  ///< bytes; a form feed follows them
        std::uint32_t words = 0;
    };
    Frame head;
    std::vector<Group> groups;
    std::vector<Page> pages;
    std::uint64_t file_size = 0;
};

[[nodiscard]] Result<std::string> encode_text(const Digest& digest, const DocumentText& text);

/// Everything a file holds; nothing unless it is whole, undamaged and of this component.
[[nodiscard]] std::optional<DocumentText> decode_text(const Digest& digest, std::string_view file);

/// The index, from the payload of the file's first frame; nothing unless it is undamaged and of this component.
[[nodiscard]] std::optional<TextIndex> decode_index(const Digest& digest, std::string_view payload);

/// The texts of one group's pages, from its text frame. `first` is the index of the group's first page.
[[nodiscard]] std::optional<std::vector<std::string>> decode_group(const TextIndex& index, std::size_t group,
                                                                   std::size_t first, std::string_view frame);

}  // namespace fonds
