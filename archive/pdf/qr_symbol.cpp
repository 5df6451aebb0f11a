// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <string>

#include <qrencode.h>

#include "archive/pdf/code_symbols.hpp"

namespace fonds::pdf {

namespace {

struct FreeInput {
    void operator()(QRinput* input) const { QRinput_free(input); }
};
struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Input = std::unique_ptr<QRinput, FreeInput>;
using Code = std::unique_ptr<QRcode, FreeCode>;

constexpr unsigned int utf8 = 26;  // of the extended channel interpretations (AIM ITS/04-023)

Code encoded(const std::string& text, QRecLevel level)
{
    const bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) return Code(QRcode_encodeString(text.c_str(), 0, level, QR_MODE_8, 1));
    const Input input(QRinput_new2(0, level));
    if (input == nullptr || QRinput_appendECIheader(input.get(), utf8) != 0 ||
        QRinput_append(input.get(), QR_MODE_8, static_cast<int>(text.size()),
                       reinterpret_cast<const unsigned char*>(text.data())) != 0)
        return nullptr;
    return Code(QRcode_encodeInput(input.get()));
}

}  // namespace

Result<QrSymbol> qr_symbol(std::string_view text, QrStrength strength)
{
    constexpr std::size_t most_bytes = 1000;  // what a label of the usual size shows clearly is far less
    const std::string bytes(text);
    Code code;
    if (!text.empty() && text.size() <= most_bytes && text.find('\0') == std::string_view::npos)
        code = encoded(bytes, strength == QrStrength::high ? QR_ECLEVEL_H : QR_ECLEVEL_M);
    if (code == nullptr)
        return error(ErrorKind::usage,
                     say("No QR code can hold {} bytes of text", "二维码无法容纳 {} 字节的文字", {text.size()}));
    QrSymbol symbol;
    symbol.side = code->width;
    const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    symbol.dark.resize(modules);
    for (std::size_t i = 0; i < modules; ++i) symbol.dark[i] = (code->data[i] & 1) != 0;
    return symbol;
}

}  // namespace fonds::pdf
