// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/image/pix_decoder.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <leptonica/allheaders.h>

#include "indexer/image/row_averager.hpp"

namespace fonds {

namespace {

struct Freed {
    void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, Freed>;

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
};

std::uint8_t on_white(std::uint32_t value, std::uint32_t alpha)
{
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

/// Leptonica reports to the standard error output unless it is told not to.
void be_silent()
{
    static const bool told = (setMsgSeverity(L_SEVERITY_NONE), true);
    static_cast<void>(told);
}

/// The chunks that make the picture. Others can only do harm: large texts, profiles that libpng complains about.
std::string essential_chunks(std::string_view png)
{
    std::string kept(png.substr(0, 8));
    for (std::size_t at = 8; at + 12 <= png.size();) {
        std::size_t length = 0;
        for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(png[at + i]);
        if (png.size() - at - 12 < length) break;
        const std::string_view name = png.substr(at + 4, 4);
        if (name == "IHDR" || name == "PLTE" || name == "tRNS" || name == "IDAT" || name == "IEND")
            kept += png.substr(at, length + 12);
        at += length + 12;
    }
    return kept;
}

Pix read(std::string_view bytes, const ImageHeader& header, int scale)
{
    be_silent();
    const auto* const data = reinterpret_cast<const l_uint8*>(bytes.data());
    switch (header.format) {
    case ImageFormat::jpeg: return Pix(pixReadMemJpeg(data, bytes.size(), 0, scale, nullptr, L_JPEG_CONTINUE_WITH_BAD_DATA));
    case ImageFormat::png: {
        const std::string kept = essential_chunks(bytes);
        return Pix(pixReadMemPng(reinterpret_cast<const l_uint8*>(kept.data()), kept.size()));
    }
    case ImageFormat::tiff: return Pix(pixReadMemTiff(data, bytes.size(), header.directory));
    }
    return nullptr;
}

/// What the values of up to eight bits mean.
std::array<Colour, 256> colours_of(PIX* pix, int depth, bool& coloured)
{
    std::array<Colour, 256> colours{};
    PIXCMAP* const map = pixGetColormap(pix);
    coloured = false;
    for (int value = 0; value < 1 << depth; ++value) {
        Colour& colour = colours[static_cast<std::size_t>(value)];
        l_int32 red = 255;
        l_int32 green = 255;
        l_int32 blue = 255;
        l_int32 alpha = 255;
        if (map == nullptr)
            red = green = blue = depth == 1 ? 255 - 255 * value : value * 255 / ((1 << depth) - 1);
        else if (value < pixcmapGetCount(map))
            pixcmapGetRGBA(map, value, &red, &green, &blue, &alpha);
        const auto shown = [alpha](l_int32 part) {
            return on_white(static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(alpha));
        };
        colour = {shown(red), shown(green), shown(blue)};
        coloured = coloured || colour.red != colour.green || colour.red != colour.blue;
    }
    return colours;
}

std::uint32_t value_at(const l_uint32* line, int x, int depth)
{
    switch (depth) {
    case 1: return GET_DATA_BIT(line, x);
    case 2: return GET_DATA_DIBIT(line, x);
    case 4: return GET_DATA_QBIT(line, x);
    case 8: return GET_DATA_BYTE(line, x);
    case 16: return GET_DATA_TWO_BYTES(line, x) >> 8;
    default: return line[x];
    }
}

void put(std::uint8_t*& to, const Colour& colour, bool coloured)
{
    *to++ = colour.red;
    if (!coloured) return;
    *to++ = colour.green;
    *to++ = colour.blue;
}

std::optional<PageImage> convert(PIX* pix, std::uint64_t pixel_limit)
{
    const int width = pixGetWidth(pix);
    const int height = pixGetHeight(pix);
    const int depth = pixGetDepth(pix);
    const auto reduction = RowAverager::reduction_for(width, height, pixel_limit);
    if (!reduction || pixGetData(pix) == nullptr) return std::nullopt;
    bool coloured = depth == 32;
    std::array<Colour, 256> colours{};
    if (depth <= 8)
        colours = colours_of(pix, depth, coloured);
    else if (depth == 16)
        for (std::size_t i = 0; i < colours.size(); ++i) colours[i].red = static_cast<std::uint8_t>(i);
    else if (depth != 32)
        return std::nullopt;
    const bool transparent = depth == 32 && pixGetSpp(pix) == 4;

    RowAverager averager(width, height, coloured ? 3 : 1, *reduction);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(width) * (coloured ? 3 : 1));
    for (int y = 0; y < height && !averager.full(); ++y) {
        const l_uint32* const line = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
        std::uint8_t* to = row.data();
        for (int x = 0; x < width; ++x) {
            const std::uint32_t value = value_at(line, x, depth);
            if (depth != 32) {
                put(to, colours[value], coloured);
                continue;
            }
            const std::uint32_t alpha = transparent ? value & 255 : 255;
            put(to, {on_white(value >> 24, alpha), on_white(value >> 16 & 255, alpha), on_white(value >> 8 & 255, alpha)},
                true);
        }
        averager.take(row.data());
    }
    return grey_if_colourless(std::move(averager).finish());
}

}  // namespace

std::uint64_t decoding_memory(const ImageHeader& header, int scale)
{
    const auto pixels = static_cast<std::uint64_t>(header.width) * static_cast<std::uint64_t>(header.height);
    const auto samples = static_cast<std::uint64_t>(header.samples);
    switch (header.format) {
    case ImageFormat::jpeg: {
        // A progressive one is held as two bytes a coefficient.
        const std::uint64_t held = header.progressive ? pixels * samples * 2 : 0;
        return held + pixels / static_cast<std::uint64_t>(scale * scale) * (samples == 1 ? 1 : 4);
    }
    case ImageFormat::png: return samples == 1 ? pixels * static_cast<std::uint64_t>(header.bits) / 8 : pixels * 4;
    case ImageFormat::tiff: break;
    }
    // Colours go through a second raster of libtiff.
    return samples == 1 ? pixels * static_cast<std::uint64_t>(header.bits) / 8 : pixels * 8;
}

std::optional<PageImage> decode_pix(std::string_view bytes, const ImageHeader& header, int scale, std::uint64_t pixel_limit)
{
    const Pix pix = read(bytes, header, scale);
    if (!pix) return std::nullopt;
    return convert(pix.get(), pixel_limit);
}

}  // namespace fonds
