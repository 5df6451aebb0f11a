// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/digest.hpp"

#include <new>

#include <openssl/evp.h>

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
    State() : context(EVP_MD_CTX_new())
    {
        // Only exhausted memory makes these fail, and nothing can be hashed then.
        if (context == nullptr) throw std::bad_alloc();
        restart();
    }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void restart() const
    {
        static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        if (EVP_DigestInit_ex2(context, sha256, nullptr) != 1) throw std::bad_alloc();
    }

    EVP_MD_CTX* context;
};

Hasher::Hasher() : state_(std::make_unique<State>()) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(std::string_view bytes)
{
    if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
}

Digest Hasher::finish()
{
    Digest::Bytes bytes{};
    if (EVP_DigestFinal_ex(state_->context, bytes.data(), nullptr) != 1) throw std::bad_alloc();
    state_->restart();
    return Digest(bytes);
}

}  // namespace fonds
