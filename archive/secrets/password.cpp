// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/secrets/password.hpp"

#include <array>
#include <cerrno>

#include <sodium.h>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t least_characters = 8;
constexpr std::size_t most_bytes = 1024;

Error no_memory()
{
    return error(ErrorKind::unavailable, say("There is not enough memory to check a password", "内存不足,无法校验密码"))
        .with_hint(say("It takes 256 MiB for a moment: end other programs, and try again.",
                       "需要临时占用 256 MiB 内存:请关闭其他程序后重试。"));
}

Result<void> check_shape(std::string_view password)
{
    std::size_t characters = 0;
    for (std::size_t at = 0; at < password.size(); ++characters)
        if (next_code_point(password, at) == invalid_code_point)
            return error(ErrorKind::usage, say("The password is not valid UTF-8", "密码不是有效的 UTF-8"))
                .with_hint(say("Choose another one.", "请另选密码。"));
    if (characters < least_characters)
        return error(ErrorKind::usage, say("The password is too short", "密码过短"))
            .with_hint(say("It needs at least {} characters.", "至少 {} 个字符。", {least_characters}));
    if (password.size() > most_bytes)
        return error(ErrorKind::usage, say("The password is too long", "密码过长"))
            .with_hint(say("At most {} bytes.", "最多 {} 字节。", {most_bytes}));
    return {};
}

}  // namespace

Result<std::string> encode_password(const Secret& password, PasswordCost cost)
{
    TRY(check_shape(password.view()));
    if (::sodium_init() < 0) return error(ErrorKind::unavailable, say("libsodium cannot start", "libsodium 无法启动"));
    const bool least = cost == PasswordCost::least;
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    if (::crypto_pwhash_str(encoded.data(), password.view().data(), password.view().size(),
                            least ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE,
                            least ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_MODERATE) != 0)
        return no_memory();
    return std::string(encoded.data());
}

Result<bool> is_password(const Secret& password, const std::string& encoded)
{
    if (encoded.empty()) return false;
    if (::sodium_init() < 0) return error(ErrorKind::unavailable, say("libsodium cannot start", "libsodium 无法启动"));
    errno = 0;
    if (::crypto_pwhash_str_verify(encoded.c_str(), password.view().data(), password.view().size()) == 0) return true;
    if (errno == ENOMEM) return no_memory();
    return false;
}

}  // namespace fonds
