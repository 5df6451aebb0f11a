// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/digest.hpp"

#include <nettle/sha2.h>

namespace fonds {

namespace {

int nibble(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

Result<Digest> Digest::parse(std::string_view hex)
{
    Bytes bytes{};
    bool good = hex.size() == 2 * size;
    for (std::size_t i = 0; good && i < size; ++i) {
        const int high = nibble(hex[2 * i]);
        const int low = nibble(hex[2 * i + 1]);
        good = high >= 0 && low >= 0;
        bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    if (!good) return error(ErrorKind::bad_input, say("Not a SHA-256 value: {}", "不是 SHA-256 值:{}", {hex}));
    return Digest(bytes);
}

Digest Digest::of(std::string_view bytes)
{
    Hasher hasher;
    hasher.update(bytes);
    return hasher.finish();
}

std::string Digest::hex() const
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * size);
    for (const auto byte : bytes_) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

struct Hasher::State {
    State() { sha256_init(&context); }

    sha256_ctx context;
};

Hasher::Hasher() : state_(std::make_unique<State>()) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(std::string_view bytes)
{
    sha256_update(&state_->context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

Digest Hasher::finish()
{
    Digest::Bytes bytes{};
    sha256_digest(&state_->context, bytes.size(), bytes.data());  // and begins anew
    return Digest(bytes);
}

}  // namespace fonds
