// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/wire.hpp"

#include <cmath>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {
constexpr float largest_coordinate = 1e7F;  // points; PDF pages end at 14,400 unless scaled
}

float WireReader::real()
{
    const float value = std::bit_cast<float>(number<std::uint32_t>());
    if (!std::isfinite(value) || std::fabs(value) > largest_coordinate) fail();
    return good_ ? value : 0;
}

std::string_view WireReader::string(std::uint64_t limit)
{
    const auto size = number<std::uint32_t>();
    if (size > limit) fail();
    if (!has(size)) return {};
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
}

std::string_view WireReader::text(std::uint64_t limit)
{
    const std::string_view value = string(limit);
    if (!is_clean_text(value)) fail();
    return good_ ? value : std::string_view{};
}

bool is_clean_text(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return false;
            ++at;
        } else if (next_code_point(text, at) == invalid_code_point) {
            return false;
        }
    }
    return true;
}

}  // namespace fonds
