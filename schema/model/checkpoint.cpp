// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/checkpoint.hpp"

#include <span>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t code_size = 20;
constexpr int sequence_letters = 6;
// What the sum of a code begins with, so that one kind is never taken for the other.
constexpr unsigned of_event = 0, of_key = 1;

std::string hex_of(std::span<const std::uint8_t> bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

bool take_hex(std::string_view hex, std::span<std::uint8_t> bytes)
{
    if (hex.size() != bytes.size() * 2) return false;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        const char lower = hex[i] >= 'A' && hex[i] <= 'F' ? static_cast<char>(hex[i] + ('a' - 'A')) : hex[i];
        const auto value = digits.find(lower);
        if (value == std::string_view::npos) return false;
        bytes[i / 2] = static_cast<std::uint8_t>(bytes[i / 2] << 4U | value);
    }
    return true;
}

void append(std::string& bytes, std::string_view field)
{
    bytes += std::to_string(field.size());
    bytes += ':';
    bytes += field;
    bytes += ',';
}

/// Horner's rule in the field of 32 elements (x^5 + x^2 + 1): every letter has a weight of its own.
unsigned sum_of(std::string_view code, unsigned start)
{
    unsigned sum = start;
    for (const char c : code) {
        sum = (sum << 1U) ^ ((sum & 16U) != 0 ? 37U : 0U);
        sum ^= static_cast<unsigned>(letters.find(c));
    }
    return sum;
}

/// 5 bits a letter, the highest first.
void append_bits(std::string& code, const Digest& digest, int count)
{
    for (int i = 0; i < count; ++i) {
        unsigned value = 0;
        for (int bit = i * 5; bit < i * 5 + 5; ++bit) {
            const unsigned byte = digest.bytes()[static_cast<std::size_t>(bit / 8)];
            value = value << 1U | ((byte >> static_cast<unsigned>(7 - bit % 8)) & 1U);
        }
        code += letters[value];
    }
}

std::string finished(std::string code, unsigned start)
{
    // The last letter makes the sum of all 20 nothing.
    const unsigned sum = sum_of(code, start);
    code += letters[(sum << 1U ^ ((sum & 16U) != 0 ? 37U : 0U)) & 31U];
    std::string grouped;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i != 0 && i % 5 == 0) grouped += '-';
        grouped += code[i];
    }
    return grouped;
}

/// The 20 letters of what somebody typed.
Result<std::string> letters_of(std::string_view text, unsigned start)
{
    std::string code;
    bool good = true;
    for (char c : half_width(text)) {
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        good = good && letters.find(c) != std::string_view::npos;
        code += c;
    }
    if (good && code.size() == code_size && sum_of(code, start) == 0) return code;
    return error(ErrorKind::usage, say("This is no such code: {}", "不是有效的代码:{}", {text}))
        .with_hint(
            say("It has 20 letters and digits; compare each with the paper.", "应为 20 个字母与数字,请与纸面逐一核对。"));
}

}  // namespace

std::string PublicKey::hex() const
{
    return hex_of(bytes);
}

Result<PublicKey> PublicKey::parse(std::string_view hex)
{
    PublicKey key;
    if (take_hex(hex, key.bytes)) return key;
    return error(ErrorKind::bad_input, say("Not a public key: {}", "不是公钥:{}", {hex}));
}

std::string Signature::hex() const
{
    return hex_of(bytes);
}

Result<Signature> Signature::parse(std::string_view hex)
{
    Signature signature;
    if (take_hex(hex, signature.bytes)) return signature;
    return error(ErrorKind::bad_input, say("Not a signature: {}", "不是签名:{}", {hex}));
}

std::string signed_text(std::string_view archive_id, const Checkpoint& checkpoint, const Digest& hash)
{
    std::string bytes;
    append(bytes, "fonds-checkpoint:1");
    append(bytes, archive_id);
    append(bytes, std::to_string(checkpoint.sequence));
    append(bytes, hash.hex());
    append(bytes, to_iso8601(checkpoint.at));
    return bytes;
}

Result<LogCode> log_code(std::string_view archive_id, std::int64_t sequence, const Digest& hash)
{
    if (sequence < 0 || sequence >= std::int64_t{1} << 30U)
        return error(ErrorKind::unavailable, say("There is no code for event {}", "第 {} 条没有代码", {sequence}));
    std::string bytes;
    append(bytes, "fonds-code:1");
    append(bytes, archive_id);
    append(bytes, std::to_string(sequence));
    append(bytes, hash.hex());
    std::string code;
    for (int i = sequence_letters - 1; i >= 0; --i) code += letters[static_cast<std::size_t>(sequence >> (5 * i)) & 31U];
    append_bits(code, Digest::of(bytes), static_cast<int>(code_size) - sequence_letters - 1);
    return LogCode{finished(code, of_event), sequence};
}

Result<LogCode> parse_log_code(std::string_view text)
{
    TRY_ASSIGN(std::string code, letters_of(text, of_event));
    LogCode parsed;
    for (int i = 0; i < sequence_letters; ++i)
        parsed.sequence = parsed.sequence << 5U | static_cast<std::int64_t>(letters.find(code[static_cast<std::size_t>(i)]));
    code.pop_back();
    parsed.text = finished(code, of_event);
    return parsed;
}

std::string key_code(const PublicKey& key)
{
    std::string bytes, code;
    append(bytes, "fonds-key:1");
    append(bytes, key.hex());
    append_bits(code, Digest::of(bytes), static_cast<int>(code_size) - 1);
    return finished(code, of_key);
}

Result<std::string> parse_key_code(std::string_view text)
{
    TRY_ASSIGN(std::string code, letters_of(text, of_key));
    code.pop_back();
    return finished(code, of_key);
}

}  // namespace fonds
