// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/tiff_directory.hpp"

namespace fonds {

namespace {

constexpr int type_short = 3;
constexpr int type_long = 4;
constexpr int type_fraction = 5;
constexpr std::size_t entry_size = 12;

}  // namespace

std::optional<TiffDirectory> TiffDirectory::first(std::string_view tiff)
{
    const bool little = tiff.starts_with(std::string_view("II*\0", 4));
    const bool big = tiff.starts_with(std::string_view("MM\0*", 4));
    if (!little && !big) return std::nullopt;
    const TiffDirectory header(tiff, big, 0);
    const auto offset = header.value(4, 4);
    if (!offset || !header.value(*offset, 2)) return std::nullopt;
    return TiffDirectory(tiff, big, *offset);
}

std::optional<TiffDirectory> TiffDirectory::next() const
{
    const auto entries = value(offset_, 2);
    if (!entries) return std::nullopt;
    const auto offset = value(offset_ + 2 + *entries * entry_size, 4);
    if (!offset || *offset == 0 || !value(*offset, 2)) return std::nullopt;
    return TiffDirectory(tiff_, big_endian_, *offset);
}

std::optional<std::uint32_t> TiffDirectory::value(std::size_t at, int bytes) const
{
    if (at > tiff_.size() || tiff_.size() - at < static_cast<std::size_t>(bytes)) return std::nullopt;
    std::uint32_t result = 0;
    for (int i = 0; i < bytes; ++i) {
        const int place = big_endian_ ? bytes - 1 - i : i;
        result |= static_cast<std::uint32_t>(static_cast<unsigned char>(tiff_[at + static_cast<std::size_t>(i)]))
                  << 8 * place;
    }
    return result;
}

std::optional<std::size_t> TiffDirectory::entry(int tag) const
{
    const auto entries = value(offset_, 2);
    for (std::size_t i = 0; entries && i < *entries; ++i) {
        const std::size_t at = offset_ + 2 + i * entry_size;
        const auto found = value(at, 2);
        if (!found) return std::nullopt;
        if (*found == static_cast<std::uint32_t>(tag)) return at;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> TiffDirectory::number(int tag) const
{
    const auto at = entry(tag);
    if (!at) return std::nullopt;
    const auto type = value(*at + 2, 2);
    const auto count = value(*at + 4, 4);
    if (!type || !count || *count == 0 || (type != type_short && type != type_long)) return std::nullopt;
    const int bytes = type == type_short ? 2 : 4;
    if (*count * static_cast<std::uint64_t>(bytes) <= 4) return value(*at + 8, bytes);
    const auto elsewhere = value(*at + 8, 4);
    return elsewhere ? value(*elsewhere, bytes) : std::nullopt;
}

std::optional<double> TiffDirectory::fraction(int tag) const
{
    const auto at = entry(tag);
    if (!at || value(*at + 2, 2) != type_fraction) return std::nullopt;
    const auto elsewhere = value(*at + 8, 4);
    if (!elsewhere) return std::nullopt;
    const auto above = value(*elsewhere, 4);
    const auto below = value(std::size_t{*elsewhere} + 4, 4);
    if (!above || !below || *below == 0) return std::nullopt;
    return static_cast<double>(*above) / *below;
}

}  // namespace fonds
