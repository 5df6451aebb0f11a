// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/charset.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "schema/core/escape.hpp"

namespace fonds {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& charset)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(charset.c_str(), &status));
    return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

struct Conversion {
    DecodedText decoded;
    std::size_t replaced = 0;  // U+FFFD made
};

Conversion convert(std::string_view bytes, const std::string& charset, std::uint64_t limit)
{
    Conversion result;
    result.decoded.charset = charset;
    Converter source = open_converter(charset);
    Converter target = open_converter("UTF-8");
    if (!source || !target) return result;
    std::array<UChar, 4096> pivot;
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    std::array<char, 16384> chunk;
    const char* from = bytes.data();
    const char* const end = from + bytes.size();
    bool reset = true;
    std::string& text = result.decoded.text;
    while (true) {
        UErrorCode status = U_ZERO_ERROR;
        char* to = chunk.data();
        ucnv_convertEx(target.get(), source.get(), &to, chunk.data() + chunk.size(), &from, end, pivot.data(), &pivot_source,
                       &pivot_target, pivot.data() + pivot.size(), reset, true, &status);
        reset = false;
        text.append(chunk.data(), to);
        if (status != U_BUFFER_OVERFLOW_ERROR) break;
        if (text.size() >= limit) {
            result.decoded.complete = false;
            break;
        }
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    for (std::size_t at = text.find("\xEF\xBF\xBD"); at != std::string::npos; at = text.find("\xEF\xBF\xBD", at + 3))
        ++result.replaced;
    return result;
}

std::string_view charset_of_mark(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
    if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32LE";
    if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return "UTF-32BE";
    if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
    if (bytes.starts_with("\x84\x31\x95\x33")) return "GB18030";
    return {};
}

enum class Validity { ascii, valid, invalid };

// A sequence that the end of a sample cut through does not count against it.
Validity utf8_validity(std::string_view text, bool is_cut)
{
    bool ascii = true;
    for (std::size_t position = 0; position < text.size();) {
        if (static_cast<unsigned char>(text[position]) < 0x80) {
            ++position;
            continue;
        }
        ascii = false;
        const std::size_t before = position;
        if (next_code_point(text, position) == invalid_code_point)
            return is_cut && text.size() - before < 4 ? Validity::valid : Validity::invalid;
    }
    return ascii ? Validity::ascii : Validity::valid;
}

// Text of single bytes may hold a zero byte by accident; the bytes of UTF-16 make no text.
bool is_text_with_stray_zeros(std::string_view sample)
{
    std::size_t zeros = 0, controls = 0;
    for (const char c : sample) {
        zeros += c == 0;
        controls += c > 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    }
    return zeros * 4 < sample.size() && controls * 50 <= sample.size() && utf8_validity(sample, true) != Validity::invalid;
}

// UTF-16 without a mark shows by its spaces, line ends and Latin letters: one byte of the pair is zero, always the same one.
std::string_view unmarked_utf16(std::string_view sample)
{
    if (is_text_with_stray_zeros(sample)) return {};
    std::size_t low_zero = 0, high_zero = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        low_zero += sample[i] == 0 && sample[i + 1] != 0;
        high_zero += sample[i] != 0 && sample[i + 1] == 0;
    }
    const std::size_t enough = std::max<std::size_t>(1, sample.size() / 40);
    if (high_zero >= enough && low_zero * 8 < high_zero) return "UTF-16LE";
    if (low_zero >= enough && high_zero * 8 < low_zero) return "UTF-16BE";
    return {};
}

// How much of the double-byte text lies among the commonest characters and the punctuation of an encoding. GB2312 and Big5
// both order their Han characters by how common they are, level one first.
struct Shape {
    std::size_t common = 0, other = 0, broken = 0;
    [[nodiscard]] double score() const
    {
        const auto all = static_cast<double>(common + other + 4 * broken);
        return all == 0 ? 0 : static_cast<double>(common) / all;
    }
};

Shape shape_as_gb(std::string_view sample)
{
    Shape shape;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const auto lead = static_cast<unsigned char>(sample[i]);
        if (lead < 0x80) continue;
        if (i + 1 >= sample.size()) break;
        const auto trail = static_cast<unsigned char>(sample[i + 1]);
        const bool four = trail >= 0x30 && trail <= 0x39;
        if (lead == 0x80 || lead == 0xFF || trail == 0x7F || trail == 0xFF || (trail < 0x40 && !four)) {
            ++shape.broken;
            continue;
        }
        const bool gb2312 = trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
        ++(gb2312 ? shape.common : shape.other);
        i += four ? 3 : 1;
    }
    return shape;
}

Shape shape_as_big5(std::string_view sample)
{
    Shape shape;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const auto lead = static_cast<unsigned char>(sample[i]);
        if (lead < 0x80) continue;
        if (i + 1 >= sample.size()) break;
        const auto trail = static_cast<unsigned char>(sample[i + 1]);
        if (lead < 0xA1 || lead > 0xF9 || !((trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE))) {
            ++shape.broken;
            continue;
        }
        ++(lead <= 0xC6 ? shape.common : shape.other);
        ++i;
    }
    return shape;
}

struct Guess {
    std::string charset;
    std::int32_t confidence = 0;
};

// What ICU thinks, and how sure it is of GB18030.
std::pair<Guess, std::int32_t> icu_guess(std::string_view sample)
{
    std::pair<Guess, std::int32_t> result{{"ISO-8859-1", 0}, 0};
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
    if (U_FAILURE(status)) return result;
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    std::int32_t count = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
    if (U_FAILURE(status)) return result;
    for (std::int32_t i = 0; i < count; ++i) {
        const char* name = ucsdet_getName(matches[i], &status);
        const std::int32_t confidence = ucsdet_getConfidence(matches[i], &status);
        if (U_FAILURE(status) || name == nullptr) break;
        if (i == 0) result.first = {name, confidence};
        if (std::string_view(name) == "GB18030") result.second = confidence;
    }
    return result;
}

std::string detect(std::string_view sample)
{
    const double gb = shape_as_gb(sample).score();
    const double big5 = shape_as_big5(sample).score();
    const auto [guess, gb_confidence] = icu_guess(sample);
    if (gb >= 0.75 && gb >= big5) {
        // Korean and Japanese text in EUC looks like GB2312 by its bytes; ICU knows the common characters of each.
        const bool euc = guess.charset.starts_with("EUC-");
        if (!euc || sample.size() < 100 || guess.confidence < gb_confidence + 30) return "GB18030";
    }
    if (big5 >= 0.75) return "Big5";
    if (guess.charset.starts_with("UTF-")) return "ISO-8859-1";  // it is no valid UTF-8, or we would not be here
    return guess.charset;
}

// Windows' supersets of the charsets that files claim to have.
std::string known_charset(std::string_view declared)
{
    std::string name(declared.substr(0, 40));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name == "gb2312" || name == "gb_2312-80" || name == "gbk" || name == "x-gbk" || name == "euc-cn" || name == "cp936")
        return "GB18030";
    if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii") return "windows-1252";
    if (name == "big5") return "Big5-HKSCS";
    return open_converter(name) ? name : std::string();
}

bool is_seven_bit(std::string_view charset)
{
    return charset.starts_with("iso-2022") || charset.starts_with("hz") || charset.starts_with("utf-7");
}

Conversion convert_unmarked(std::string_view bytes, bool is_cut, std::string_view declared, std::uint64_t limit)
{
    const std::string_view sample = bytes.substr(0, std::size_t{64} << 10);
    if (const auto utf16 = unmarked_utf16(sample); !utf16.empty()) return convert(bytes, std::string(utf16), limit);
    const std::string named = known_charset(declared);
    const Validity validity = utf8_validity(bytes, is_cut);
    if (validity == Validity::ascii && is_seven_bit(named)) return convert(bytes, named, limit);
    if (validity != Validity::invalid) return convert(bytes, "UTF-8", limit);
    if (!named.empty() && named != "utf-8") {
        Conversion as_declared = convert(bytes, named, limit);
        if (as_declared.replaced * 100 <= as_declared.decoded.text.size()) return as_declared;
    }
    // A little damage does not make UTF-8 another encoding.
    Conversion as_utf8 = convert(bytes, "UTF-8", limit);
    const auto high = static_cast<std::size_t>(
        std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
    if (as_utf8.replaced * 20 < high) return as_utf8;
    std::size_t first_high = 0;
    while (first_high < bytes.size() && static_cast<unsigned char>(bytes[first_high]) < 0x80) ++first_high;
    // Long ASCII beginnings say nothing of the encoding: look where the text begins to.
    const std::size_t from = first_high > sample.size() / 2 ? first_high : 0;
    return convert(bytes, detect(bytes.substr(from, sample.size())), limit);
}

}  // namespace

DecodedText decode_text(std::string_view bytes, std::string_view declared, std::uint64_t limit)
{
    // No encoding spends more than four bytes on a character that UTF-8 has in one.
    const bool cut = bytes.size() / 4 > limit;
    if (cut) bytes = bytes.substr(0, static_cast<std::size_t>(limit) * 4 + 16);
    const std::string_view mark = charset_of_mark(bytes);
    DecodedText decoded =
        (mark.empty() ? convert_unmarked(bytes, cut, declared, limit) : convert(bytes, std::string(mark), limit)).decoded;
    if (cut) decoded.complete = false;
    if (utf8_validity(decoded.text, false) == Validity::invalid) decoded.text = to_valid_utf8(decoded.text);
    return decoded;
}

}  // namespace fonds
