// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/image_pages.hpp"

#include <unordered_set>

namespace fonds {

namespace {

using namespace std::string_view_literals;

/// Numbers of a TIFF file; beyond its end they are 0.
class TiffBytes {
public:
    explicit TiffBytes(std::string_view bytes) : bytes_(bytes), big_endian_(bytes.starts_with("MM")) {}

    [[nodiscard]] std::uint64_t number(std::uint64_t offset, unsigned size) const
    {
        if (offset > bytes_.size() || bytes_.size() - offset < size) return 0;
        std::uint64_t value = 0;
        for (unsigned i = 0; i < size; ++i) {
            const unsigned at = big_endian_ ? i : size - 1 - i;
            value = value << 8 | static_cast<unsigned char>(bytes_[static_cast<std::size_t>(offset) + at]);
        }
        return value;
    }

private:
    std::string_view bytes_;
    bool big_endian_;
};

std::uint32_t directories_of(std::string_view file, std::uint32_t limit)
{
    const TiffBytes bytes(file);
    const bool big = bytes.number(2, 2) == 43;
    const unsigned offset_size = big ? 8 : 4;
    const unsigned count_size = big ? 8 : 2;
    const unsigned entry_size = big ? 20 : 12;
    std::uint32_t pages = 0;
    std::unordered_set<std::uint64_t> seen;
    std::uint64_t at = bytes.number(big ? 8 : 4, offset_size);
    while (at != 0 && at < file.size() && pages < limit && seen.insert(at).second) {
        const std::uint64_t entries = bytes.number(at, count_size);
        if (entries == 0 || entries > file.size() / entry_size) break;
        ++pages;
        at = bytes.number(at + count_size + entries * entry_size, offset_size);
    }
    return pages;
}

}  // namespace

std::uint32_t pages_of_image(std::string_view bytes, std::uint32_t limit)
{
    if (bytes.starts_with("\xFF\xD8\xFF"sv) || bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return limit < 1 ? limit : 1;
    for (const std::string_view mark : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
        if (bytes.starts_with(mark)) return directories_of(bytes, limit);
    return 0;
}

}  // namespace fonds
