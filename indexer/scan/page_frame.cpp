// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/page_frame.hpp"

#include <algorithm>

#include <qpdf/QPDFPageObjectHelper.hh>

namespace fonds {

namespace {

QPDFObjectHandle::Rectangle intersection(const QPDFObjectHandle::Rectangle& a, const QPDFObjectHandle::Rectangle& b)
{
    return {std::max(a.llx, b.llx), std::max(a.lly, b.lly), std::min(a.urx, b.urx), std::min(a.ury, b.ury)};
}

bool is_empty(const QPDFObjectHandle::Rectangle& box)
{
    return !(box.urx - box.llx > 0 && box.ury - box.lly > 0);
}

QPDFObjectHandle::Rectangle box_of(QPDFPageObjectHelper& page, const std::string& name,
                                   const QPDFObjectHandle::Rectangle& otherwise)
{
    QPDFObjectHandle box = page.getAttribute(name, false);
    return box.isRectangle() ? box.getArrayAsRectangle() : otherwise;
}

}  // namespace

PageFrame frame_of(QPDFObjectHandle object)
{
    QPDFPageObjectHelper page(object);
    const QPDFObjectHandle::Rectangle letter{0, 0, 612, 792};
    QPDFObjectHandle::Rectangle sheet = box_of(page, "/MediaBox", letter);
    if (is_empty(sheet)) sheet = letter;
    QPDFObjectHandle::Rectangle shown = intersection(box_of(page, "/CropBox", sheet), sheet);
    if (is_empty(shown)) shown = sheet;
    QPDFObjectHandle rotate = page.getAttribute("/Rotate", false);
    const long long degrees = rotate.isInteger() ? (rotate.getIntValue() % 360 + 360) % 360 : 0;
    return {shown.llx, shown.lly, shown.urx, shown.ury, static_cast<int>(degrees)};
}

}  // namespace fonds
