// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers in files: little-endian, floats as their IEEE 754 bits.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace fonds {

template <class Number>
void put_number(std::string& bytes, Number value)
{
    for (std::size_t i = 0; i < sizeof value; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}
inline void put_u32(std::string& bytes, std::uint32_t value)
{
    put_number(bytes, value);
}
inline void put_u64(std::string& bytes, std::uint64_t value)
{
    put_number(bytes, value);
}
inline void put_float(std::string& bytes, float value)
{
    put_number(bytes, std::bit_cast<std::uint32_t>(value));
}

/// Reads from the front. Past the end everything is zero and `ok` is false.
class LittleEndianReader {
public:
    explicit LittleEndianReader(std::string_view bytes) : rest_(bytes) {}

    std::uint32_t u32() { return number<std::uint32_t>(); }
    std::uint64_t u64() { return number<std::uint64_t>(); }
    float real() { return std::bit_cast<float>(u32()); }
    std::string_view bytes(std::size_t size)
    {
        if (size > rest_.size()) ok_ = false, rest_ = {}, size = 0;
        const auto front = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return front;
    }
    [[nodiscard]] std::size_t left() const { return rest_.size(); }
    [[nodiscard]] bool ok() const { return ok_; }

private:
    template <class Number>
    Number number()
    {
        Number value = 0;
        const auto digits = bytes(sizeof value);
        for (std::size_t i = 0; i < digits.size(); ++i)
            value |= static_cast<Number>(static_cast<unsigned char>(digits[i])) << (8 * i);
        return value;
    }
    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace fonds
