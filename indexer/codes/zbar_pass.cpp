// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/codes/zbar_pass.hpp"

#include <algorithm>
#include <memory>

#include <zbar.h>

namespace fonds {

namespace {

struct Freed {
    void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
    void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

CodeFormat format_of(zbar::zbar_symbol_type_t type)
{
    switch (type) {
    case zbar::ZBAR_QRCODE: return CodeFormat::qr;
    case zbar::ZBAR_CODE128: return CodeFormat::code128;
    case zbar::ZBAR_CODE39: return CodeFormat::code39;
    default: return CodeFormat::other;
    }
}

/// The upright box around the points that ZBar noted: four corners of a QR code, ends of scan lines of a bar code.
Quad place_of(const zbar::zbar_symbol_t* symbol)
{
    const unsigned points = zbar::zbar_symbol_get_loc_size(symbol);
    if (points == 0) return {};
    float left = 1e9F;
    float top = 1e9F;
    float right = 0;
    float bottom = 0;
    for (unsigned i = 0; i < points; ++i) {
        const auto x = static_cast<float>(zbar::zbar_symbol_get_loc_x(symbol, i));
        const auto y = static_cast<float>(zbar::zbar_symbol_get_loc_y(symbol, i));
        left = std::min(left, x);
        top = std::min(top, y);
        right = std::max(right, x);
        bottom = std::max(bottom, y);
    }
    return {Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}};
}

}  // namespace

std::vector<PageCode> zbar_codes(const PageImage& grey)
{
    using namespace zbar;
    const std::unique_ptr<zbar_image_scanner_t, Freed> scanner(zbar_image_scanner_create());
    const std::unique_ptr<zbar_image_t, Freed> image(zbar_image_create());
    if (!scanner || !image) return {};
    zbar_image_scanner_set_config(scanner.get(), ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    for (const auto symbology : {ZBAR_QRCODE, ZBAR_CODE128, ZBAR_CODE39})
        zbar_image_scanner_set_config(scanner.get(), symbology, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner.get(), ZBAR_NONE, ZBAR_CFG_X_DENSITY, 1);
    zbar_image_scanner_set_config(scanner.get(), ZBAR_NONE, ZBAR_CFG_Y_DENSITY, 1);

    zbar_image_set_format(image.get(), zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image.get(), static_cast<unsigned>(grey.width), static_cast<unsigned>(grey.height));
    zbar_image_set_data(image.get(), grey.pixels.data(), grey.pixels.size(), nullptr);
    if (zbar_scan_image(scanner.get(), image.get()) <= 0) return {};

    std::vector<PageCode> codes;
    for (const zbar_symbol_t* symbol = zbar_image_first_symbol(image.get()); symbol != nullptr;
         symbol = zbar_symbol_next(symbol)) {
        PageCode code;
        code.format = format_of(zbar_symbol_get_type(symbol));
        code.source = CodeSource::zbar;
        code.text.assign(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
        code.place = place_of(symbol);
        if (!code.text.empty()) codes.push_back(std::move(code));
    }
    return codes;
}

}  // namespace fonds
