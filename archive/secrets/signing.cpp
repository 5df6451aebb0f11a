// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/secrets/signing.hpp"

#include <sodium.h>

namespace fonds {

namespace {

constexpr std::size_t seed_size = crypto_sign_SEEDBYTES;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Both halves of a pair; wiped when it goes.
struct Pair {
    explicit Pair(const Secret& seed) { ::crypto_sign_seed_keypair(open.data(), hidden.data(), bytes_of(seed.view())); }
    ~Pair() { ::sodium_memzero(hidden.data(), hidden.size()); }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open{};
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> hidden{};
};

Result<void> start()
{
    if (::sodium_init() >= 0) return {};
    return error(ErrorKind::unavailable, say("libsodium cannot start", "libsodium 无法启动"));
}

}  // namespace

Result<SigningKey> SigningKey::make()
{
    TRY(start());
    std::array<char, seed_size> seed{};
    ::randombytes_buf(seed.data(), seed.size());
    SigningKey key;
    key.seed_ = Secret(std::string_view(seed.data(), seed.size()));
    ::sodium_memzero(seed.data(), seed.size());
    return key;
}

Result<SigningKey> SigningKey::of_seed(std::string_view hex)
{
    TRY(start());
    std::array<unsigned char, seed_size> seed{};
    std::size_t size = 0;
    const char* end = nullptr;
    const bool good = hex.size() == 2 * seed_size &&
                      ::sodium_hex2bin(seed.data(), seed.size(), hex.data(), hex.size(), nullptr, &size, &end) == 0 &&
                      size == seed_size && end == hex.data() + hex.size();
    SigningKey key;
    if (good) key.seed_ = Secret(std::string_view(reinterpret_cast<const char*>(seed.data()), seed.size()));
    ::sodium_memzero(seed.data(), seed.size());
    if (good) return key;
    return error(ErrorKind::bad_input, say("This is no key to sign with", "不是有效的签名密钥"));
}

Secret SigningKey::seed_hex() const
{
    std::array<char, 2 * seed_size + 1> hex{};
    ::sodium_bin2hex(hex.data(), hex.size(), bytes_of(seed_.view()), seed_size);
    Secret text(std::string_view(hex.data(), 2 * seed_size));
    ::sodium_memzero(hex.data(), hex.size());
    return text;
}

std::array<std::uint8_t, 32> SigningKey::public_key() const
{
    return Pair(seed_).open;
}

std::array<std::uint8_t, 64> SigningKey::sign(std::string_view text) const
{
    const Pair pair(seed_);
    std::array<std::uint8_t, 64> signature{};
    ::crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), pair.hidden.data());
    return signature;
}

bool is_signed(std::string_view text, const std::array<std::uint8_t, 64>& signature,
               const std::array<std::uint8_t, 32>& public_key)
{
    return ::crypto_sign_verify_detached(signature.data(), bytes_of(text), text.size(), public_key.data()) == 0;
}

}  // namespace fonds
