// SPDX-License-Identifier: GPL-3.0-or-later
// A directory of tags as TIFF files and the Exif part of JPEG files have it (TIFF 6.0, section 2).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace fonds {

class TiffDirectory {
public:
    /// The first directory of a TIFF structure; nothing when it is none.
    [[nodiscard]] static std::optional<TiffDirectory> first(std::string_view tiff);
    /// The one after this; nothing at the end.
    [[nodiscard]] std::optional<TiffDirectory> next() const;
    [[nodiscard]] std::uint32_t offset() const { return offset_; }

    /// The first value of a tag with whole numbers.
    [[nodiscard]] std::optional<std::uint32_t> number(int tag) const;
    /// The first value of a tag with fractions.
    [[nodiscard]] std::optional<double> fraction(int tag) const;

private:
    TiffDirectory(std::string_view tiff, bool big_endian, std::uint32_t offset)
        : tiff_(tiff), big_endian_(big_endian), offset_(offset)
    {
    }
    [[nodiscard]] std::optional<std::uint32_t> value(std::size_t at, int bytes) const;
    [[nodiscard]] std::optional<std::size_t> entry(int tag) const;

    std::string_view tiff_;
    bool big_endian_;
    std::uint32_t offset_;
};

}  // namespace fonds
