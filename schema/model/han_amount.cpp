// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/han_amount.hpp"

#include <array>
#include <string>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::int64_t wan = 10'000, yi = 100'000'000;
constexpr std::int64_t largest = 10'000'000'000'000'000;  // main units
constexpr std::size_t most_figures = 4;                   // between two units

int digit_of(char32_t c)
{
    constexpr std::array<std::u32string_view, 2> rows{U"零壹贰叁肆伍陆柒捌玖", U"〇一二三四五六七八九"};
    for (const auto row : rows)
        if (const auto at = row.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    if (c == U'两' || c == U'貳') return 2;
    if (c == U'叄' || c == U'參') return 3;
    return c == U'陸' ? 6 : -1;
}

std::int64_t unit_of(char32_t c)
{
    switch (c) {
    case U'拾':
    case U'十': return 10;
    case U'佰':
    case U'百': return 100;
    case U'仟':
    case U'千': return 1000;
    case U'万':
    case U'萬': return wan;
    case U'亿':
    case U'億': return yi;
    default: return 0;
    }
}

/// Reads it from left to right; units below 万, and 亿, 万 among themselves, go down.
class Reader {
public:
    bool take(char32_t c)
    {
        if (ended_) return false;
        if (c >= U'0' && c <= U'9') return take_figure(c);
        if (const int digit = digit_of(c); digit >= 0) return take_digit(digit);
        if (const std::int64_t unit = unit_of(c); unit > 0) return take_unit(unit);
        if (c == U'元' || c == U'圆') return end_whole();
        if (c == U'角') return take_part(10);
        if (c == U'分') return take_part(1);
        if (c == U'整' || c == U'正') return ended_ = take_end();
        return false;
    }

    std::optional<HanAmount> sum()
    {
        if (!take_end()) return std::nullopt;
        return HanAmount{whole_ * 100 + parts_, has_unit_};
    }

private:
    [[nodiscard]] bool pending() const { return digit_ >= 0; }

    bool take_figure(char32_t c)
    {
        if (pending() && figures_ == 0) return false;
        if (++figures_ > most_figures) return false;
        digit_ = (pending() ? digit_ : 0) * 10 + static_cast<std::int64_t>(c - U'0');
        return true;
    }

    bool take_digit(int digit)
    {
        if (digit == 0 && !pending()) return zero_ = true;  // 壹万零伍拾
        if (pending()) return false;
        digit_ = digit;
        return true;
    }

    bool take_unit(std::int64_t unit)
    {
        if (whole_done_) return false;
        any_ = true;
        if (unit < wan) {
            if (!pending() && (unit != 10 || section_ > 0)) return false;  // 拾万 alone is 100,000
            if (unit >= section_unit_) return false;
            section_ += (pending() ? digit_ : 1) * unit;
            section_unit_ = last_unit_ = unit;
        } else {
            if (!close_section()) return false;
            if (section_ == 0 || unit >= large_unit_) {
                // 壹万亿: 万 times 亿
                if (unit != yi || section_ != 0 || total_ == 0 || large_unit_ != wan) return false;
                total_ *= yi;
            } else {
                total_ += section_ * unit;
            }
            if (total_ >= largest) return false;
            large_unit_ = last_unit_ = unit;
            section_ = 0;
            section_unit_ = wan;
            has_unit_ = true;
        }
        forget_digit();
        return true;
    }

    /// A digit that is left stands for ones: behind a 零, behind 拾, as the first one, or as figures that fill the place.
    bool close_section()
    {
        if (!pending()) return true;
        bool clear = last_unit_ <= 10 || zero_;
        if (figures_ > 0) {
            std::int64_t place = 1;
            for (std::size_t i = 0; i < figures_; ++i) place *= 10;
            clear = clear || place == last_unit_;
            if (section_ > 0 && place > section_unit_) return false;
        }
        if (!clear) return false;
        section_ += digit_;
        any_ = true;
        forget_digit();
        return true;
    }

    bool end_whole()
    {
        if (whole_done_ || !close_section()) return false;
        if (!any_ && !zero_) return false;
        whole_ = total_ + section_;
        has_unit_ = whole_done_ = any_ = true;
        zero_ = false;
        return whole_ < largest;
    }

    bool take_part(std::int64_t unit)
    {
        if (!pending() || digit_ > 9 || unit >= part_unit_) return false;
        if (!whole_done_ && (any_ || section_ > 0 || total_ > 0)) return false;
        parts_ += digit_ * unit;
        part_unit_ = unit;
        has_unit_ = whole_done_ = any_ = true;
        forget_digit();
        return true;
    }

    bool take_end()
    {
        if (ended_) return true;
        if (whole_done_) return !pending();
        if (!close_section() || (!any_ && !zero_)) return false;
        whole_ = total_ + section_;
        whole_done_ = true;
        return whole_ < largest;
    }

    void forget_digit()
    {
        digit_ = -1;
        figures_ = 0;
        zero_ = false;
    }

    std::int64_t whole_ = 0, total_ = 0, section_ = 0, parts_ = 0;
    std::int64_t digit_ = -1;
    std::int64_t section_unit_ = wan, large_unit_ = yi * 10, last_unit_ = 1, part_unit_ = 100;
    std::size_t figures_ = 0;
    bool zero_ = false, any_ = false, whole_done_ = false, has_unit_ = false, ended_ = false;
};

}  // namespace

std::optional<HanAmount> read_han_amount(std::string_view text)
{
    Reader reader;
    for (std::size_t at = 0; at < text.size();)
        if (!reader.take(next_code_point(text, at))) return std::nullopt;
    return reader.sum();
}

}  // namespace fonds
