// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of a frame: little-endian numbers and length-prefixed strings. The reader believes nothing.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace fonds {

class WireWriter {
public:
    void number(std::unsigned_integral auto value)
    {
        for (std::size_t i = 0; i < sizeof value; ++i)
            bytes_.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> 8 * i));
    }
    void real(float value) { number(std::bit_cast<std::uint32_t>(value)); }
    void string(std::string_view value)
    {
        number(static_cast<std::uint32_t>(value.size()));
        bytes_.append(value);
    }
    [[nodiscard]] std::string take() && { return std::move(bytes_); }
    void reserve(std::size_t size) { bytes_.reserve(size); }

private:
    std::string bytes_;
};

/// Reads past the end, strings above their limit and the like make the reader bad for good; every value read from then on is
/// zero or empty. Ask good() (or finished()) before believing any of them.
class WireReader {
public:
    explicit WireReader(std::string_view bytes) : rest_(bytes) {}

    template <std::unsigned_integral T>
    [[nodiscard]] T number()
    {
        if (!has(sizeof(T))) return 0;
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) value |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << 8 * i;
        rest_.remove_prefix(sizeof(T));
        return static_cast<T>(value);
    }
    /// Finite and of a size that fits a page, or the reader goes bad.
    [[nodiscard]] float real();
    [[nodiscard]] std::string_view string(std::uint64_t limit);
    /// A string that is valid UTF-8 and holds no control character but \n and \t, or the reader goes bad.
    [[nodiscard]] std::string_view text(std::uint64_t limit);

    void fail() { good_ = false; }
    [[nodiscard]] bool good() const { return good_; }
    /// Good, and nothing is left over.
    [[nodiscard]] bool finished() const { return good_ && rest_.empty(); }
    [[nodiscard]] std::size_t left() const { return rest_.size(); }

private:
    [[nodiscard]] bool has(std::size_t size)
    {
        good_ = good_ && rest_.size() >= size;
        return good_;
    }

    std::string_view rest_;
    bool good_ = true;
};

/// Valid UTF-8 without control characters other than \n and \t: what may stand in a page.
[[nodiscard]] bool is_clean_text(std::string_view text);

}  // namespace fonds
