// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>
#include <string>
#include <string_view>

#include "schema/core/escape.hpp"

namespace fonds::test {

/// The same texts for the same seed, on every machine.
class RandomText {
public:
    explicit RandomText(std::uint32_t seed) : engine_(seed) {}

    [[nodiscard]] std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(engine_()) % limit; }

    /// Characters that fold in all the ways there are, and that meet in all orders.
    [[nodiscard]] std::string characters(std::uint32_t longest)
    {
        static constexpr std::u32string_view pool =
            U"aE1,. "
            U"\n合同發國華ｅＡ１，．\u3000\u0301\u0308\u0323\u0338\u200B\u00ADｶかカﾞ\u3099\u309Aééﬁß①㈱한ᄒ\u1161\u11ABİıſK≠"
            U"=<>《。…"
            U"\u2028\u0085\u0327ςͅᾀ𠀀🙂\uFE0F\u0915\u093C乾羣⻚⼀々〇ﷺ\u00A0\u1680\U0002F800\uFA0E\u0344";
        std::string text;
        for (std::uint32_t length = below(longest) + 1; length > 0; --length)
            append_utf8(text, pool[below(static_cast<std::uint32_t>(pool.size()))]);
        return text;
    }

    /// Bytes, most of them no UTF-8.
    [[nodiscard]] std::string bytes(std::uint32_t longest)
    {
        std::string text;
        for (std::uint32_t length = below(longest) + 1; length > 0; --length) {
            if (below(4) == 0)
                text += characters(2);
            else
                text.push_back(static_cast<char>(below(256)));
        }
        return text;
    }

private:
    std::mt19937 engine_;
};

[[nodiscard]] inline std::string in_hex(std::string_view bytes)
{
    std::string hex;
    for (const char c : bytes) {
        hex += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
        hex += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    return hex;
}

}  // namespace fonds::test
