// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ocr/drawn_page.hpp"

#include <memory>

#include <cairo/cairo.h>
#include <pango/pangocairo.h>

namespace fonds::test {

PageImage drawn_page(int width, int height, const std::vector<DrawnText>& texts)
{
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), cairo_surface_destroy);
    const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()), cairo_destroy);
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    cairo_set_source_rgb(cairo.get(), 0, 0, 0);
    const std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout(pango_cairo_create_layout(cairo.get()),
                                                                         g_object_unref);
    const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> font(
        pango_font_description_from_string("Noto Sans CJK SC"), pango_font_description_free);
    for (const DrawnText& text : texts) {
        pango_font_description_set_absolute_size(font.get(), text.size * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_text(layout.get(), text.text.c_str(), -1);
        cairo_move_to(cairo.get(), text.x, text.y);
        pango_cairo_show_layout(cairo.get(), layout.get());
    }
    cairo_surface_flush(surface.get());
    PageImage image;
    image.width = width;
    image.height = height;
    image.dpi = 200;
    const unsigned char* const data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.pixels.push_back(data[y * stride + 4 * x]);
    return image;
}

std::vector<DrawnText> column(const std::string& text, double x, double y, double size)
{
    std::vector<DrawnText> characters;
    for (const char byte : text) {
        if ((static_cast<unsigned char>(byte) & 0xC0) != 0x80) {
            characters.push_back({{}, x, y, size});
            y += size * 1.15;
        }
        characters.back().text += byte;
    }
    return characters;
}

PageImage sample_page()
{
    return drawn_page(900, 420,
                      {{"设备采购合同 签订日期：2024年05月31日", 60, 40},
                       {"甲方委托乙方就本合同项下货物的采购、运输、安装", 60, 130},
                       {"Invoice number ABC-20240531", 60, 220},
                       {"Total amount due 12,345.67 in thirty days", 60, 310}});
}

std::string without_spaces(std::string text)
{
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

}  // namespace fonds::test
