// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/text/fold.hpp"

#include <array>
#include <cstring>
#include <numeric>

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

#include "indexer/text/han_table.hpp"
#include "indexer/text/scripts.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr auto none = static_cast<std::size_t>(-1);

/// Longer runs end at the next boundary.
constexpr std::size_t longest_run = 1 << 16;

/// Of the marks that follow one character, the rest is dropped: real text has a handful, and ordering them takes quadratic
/// time. Fewer are kept than read, so that folding what is folded drops nothing.
constexpr std::size_t most_joining_read = 64;
constexpr std::size_t most_joining_kept = 32;

const icu::Normalizer2* nfkc_casefold()
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const instance = icu::Normalizer2::getNFKCCasefoldInstance(status);
    return U_SUCCESS(status) ? instance : nullptr;
}

constexpr bool is_ascii_space(unsigned char c)
{
    return c <= 0x20 || c == 0x7F;
}

constexpr auto ascii_fold = [] {
    std::array<char, 128> table{};
    for (unsigned c = 0; c < table.size(); ++c) {
        const bool upper = c >= 'A' && c <= 'Z';
        table[c] = is_ascii_space(static_cast<unsigned char>(c)) ? ' ' : static_cast<char>(upper ? c | 0x20 : c);
    }
    return table;
}();

/// White space and controls that NFKC leaves or makes.
constexpr bool is_space(char32_t c)
{
    return c <= 0x20 || within(c, 0x7F, 0xA0) || c == 0x1680 || within(c, 0x2000, 0x200A) || within(c, 0x2028, 0x2029) ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Ideographs that NFKC leaves alone and that combine with nothing.
constexpr bool is_inert_ideograph(char32_t c)
{
    return within(c, 0x4E00, 0x9FFF) || within(c, 0x3400, 0x4DBF) || within(c, 0x20000, 0x2F7FF) ||
           within(c, 0x30000, 0x3FFFD) || c == 0x3005 || c == 0x3007 || (within(c, 0x2E81, 0x2EF2) && c != 0x2E9F);
}

/// Frequent characters whose fold is one known character and that never combine with what is before them; 0 for all others,
/// which are ICU's business.
constexpr char32_t plain_fold(char32_t c)
{
    if (within(c, 0xFF01, 0xFF5E)) return static_cast<unsigned char>(ascii_fold[c - 0xFEE0]);
    const bool inert = within(c, 0x3001, 0x3003) || within(c, 0x3008, 0x3011) || within(c, 0x3014, 0x301B) ||
                       within(c, 0x3041, 0x3096) || within(c, 0x30A1, 0x30FC) || within(c, 0x2013, 0x2014) ||
                       within(c, 0x2018, 0x2019) || within(c, 0x201C, 0x201D) || c == 0xB7;
    return inert ? c : 0;
}

class TextOutput {
public:
    void reserve(std::size_t size) { text.reserve(size); }
    void append(std::string_view bytes, std::size_t) { text.append(bytes); }
    void append_stretch(std::string_view bytes, std::size_t) { text.append(bytes); }
    void cut(std::size_t size) { text.resize(size); }
    static constexpr bool wants_offsets = false;

    std::string text;
};

class OffsetOutput {
public:
    void reserve(std::size_t size) { text.reserve(size), source.reserve(size + 1); }
    void append(std::string_view bytes, std::size_t from)
    {
        text.append(bytes);
        source.resize(text.size(), static_cast<std::uint32_t>(from));
    }
    /// Byte by byte.
    void append_stretch(std::string_view bytes, std::size_t from)
    {
        text.append(bytes);
        const std::size_t begin = source.size();
        source.resize(text.size());
        std::iota(source.begin() + static_cast<std::ptrdiff_t>(begin), source.end(), static_cast<std::uint32_t>(from));
    }
    void cut(std::size_t size) { text.resize(size), source.resize(size); }
    static constexpr bool wants_offsets = true;

    std::string text;
    std::vector<std::uint32_t> source;
};

/// One pass over the text. ASCII, ideographs and plain characters are folded here; runs of anything else are given to ICU,
/// with the character before when the run's first may combine with it.
template <class Output>
class Folder {
public:
    explicit Folder(std::string_view text) : text_(text) { out_.reserve(text.size() + text.size() / 16 + 16); }

    Output fold()
    {
        while (at_ < text_.size()) {
            if (static_cast<unsigned char>(text_[at_]) < 0x80) {
                ascii();
                continue;
            }
            const std::size_t begin = at_;
            const char32_t c = next();
            if (is_inert_ideograph(c))
                han(c, begin);
            else if (c == invalid_code_point || c == 0x3000)
                space(begin);
            else if (const char32_t folded = plain_fold(c); folded != 0)
                plain(folded, begin);
            else {
                if (icu_ == nullptr) icu_ = nfkc_casefold();  // not before: loading its data takes time
                foreign(c, begin);
            }
        }
        return std::move(out_);
    }

private:
    /// Reads a code point; three bytes, the usual length of Chinese, without a call.
    char32_t next()
    {
        if (text_.size() - at_ >= 3) {
            const auto byte = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text_[at_ + i]); };
            const char32_t first = byte(0), second = byte(1), third = byte(2);
            if (within(first, 0xE1, 0xEC) && (second & 0xC0) == 0x80 && (third & 0xC0) == 0x80) {
                at_ += 3;
                return (first & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
            }
        }
        return next_code_point(text_, at_);
    }

    void space(std::size_t begin)
    {
        out_.append(" ", begin);
        combining_ = none;  // a byte that is not UTF-8 is not ICU's to see
    }

    void han(char32_t c, std::size_t begin)
    {
        if (after_han_ != none) out_.cut(after_han_);
        out_.append(encode(simplified_han(c)), begin);
        after_han_ = out_.text.size();
        combining_ = none;
    }

    void plain(char32_t folded, std::size_t begin)
    {
        combining_ = out_.text.size();
        combining_source_ = begin;
        after_han_ = none;
        out_.append(encode(folded), begin);
    }

    void ascii()
    {
        const std::size_t begin = at_;
        at_ = end_of_ascii(begin);
        const std::size_t start = out_.text.size();
        out_.append_stretch(text_.substr(begin, at_ - begin), begin);
        char* const stretch = out_.text.data() + start;
        const std::size_t size = at_ - begin;
        for (std::size_t i = 0; i < size; ++i) stretch[i] = ascii_fold[static_cast<unsigned char>(stretch[i])];
        if (after_han_ != none && std::string_view(stretch, size).find_first_not_of(' ') != std::string_view::npos)
            after_han_ = none;
        combining_ = out_.text.size() - 1;
        combining_source_ = at_ - 1;
    }

    [[nodiscard]] std::size_t end_of_ascii(std::size_t at) const
    {
        std::uint64_t eight = 0;
        for (; at + sizeof eight <= text_.size(); at += sizeof eight) {
            std::memcpy(&eight, text_.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080U) != 0) break;
        }
        while (at < text_.size() && static_cast<unsigned char>(text_[at]) < 0x80) ++at;
        return at;
    }

    /// A run that begins with `c` at `begin`, up to something that nothing before it can change.
    void foreign(char32_t c, std::size_t begin)
    {
        const bool joins = !has_boundary_before(c);
        if (joins && combining_ != none) {
            out_.cut(combining_);
            begin = combining_source_;
        }
        std::size_t joining = joins ? 1 : 0;
        std::size_t end = at_;
        for (std::size_t behind = at_; behind < text_.size(); at_ = behind) {
            if (is_ascii_space(static_cast<unsigned char>(text_[behind]))) break;
            const char32_t following = next_code_point(text_, behind);
            if (following == invalid_code_point || following == 0x3000 || is_inert_ideograph(following)) break;
            const bool boundary = has_boundary_before(following);
            joining = boundary ? 0 : joining + 1;
            if (boundary && (at_ - begin > longest_run || end != at_)) break;
            if (joining <= most_joining_read) end = behind;
        }
        fold_run(text_.substr(begin, end - begin));
        append_run(begin);
        combining_ = none;
    }

    [[nodiscard]] bool has_boundary_before(char32_t c) const
    {
        return c < 0x80 || icu_ == nullptr || icu_->hasBoundaryBefore(static_cast<UChar32>(c));
    }

    /// Into run_; an ICU without its data leaves it as it is, in documents and queries alike.
    void fold_run(std::string_view run)
    {
        run_.clear();
        UErrorCode status = icu_ == nullptr ? U_MISSING_RESOURCE_ERROR : U_ZERO_ERROR;
        icu::Edits edits;
        if (icu_ != nullptr) {
            icu::StringByteSink<std::string> sink(&run_);
            icu_->normalizeUTF8(0, {run.data(), static_cast<std::int32_t>(run.size())}, sink,
                                Output::wants_offsets ? &edits : nullptr, status);
        }
        if (U_FAILURE(status)) run_ = run;
        if constexpr (Output::wants_offsets) read_offsets(edits, U_FAILURE(status));
    }

    /// For every byte of run_, where its character began in the run.
    void read_offsets(const icu::Edits& edits, bool unchanged)
    {
        offsets_.resize(run_.size());
        std::iota(offsets_.begin(), offsets_.end(), std::size_t{0});
        if (unchanged) return;
        UErrorCode status = U_ZERO_ERROR;
        for (auto edit = edits.getFineIterator(); edit.next(status);) {
            const auto source = static_cast<std::size_t>(edit.sourceIndex());
            const auto target = static_cast<std::size_t>(edit.destinationIndex());
            for (std::size_t i = 0; i < static_cast<std::size_t>(edit.newLength()); ++i)
                offsets_[target + i] = edit.hasChange() ? source : source + i;
        }
    }

    void append_run(std::size_t begin)
    {
        for (std::size_t at = 0; at < run_.size();) {
            const std::size_t first = at;
            const char32_t c = next_code_point(run_, at);
            std::size_t source = begin;
            if constexpr (Output::wants_offsets) source += offsets_[first];
            if (is_space(c)) {
                out_.append(" ", source);
            } else if (is_han_character(c)) {
                han(c, source);
            } else if (!is_beyond_most_marks(c)) {
                out_.append(std::string_view(run_).substr(first, at - first), source);
                marks_end_ = out_.text.size();
                after_han_ = none;
            }
        }
    }

    /// Counts characters that belong to the one before.
    bool is_beyond_most_marks(char32_t c)
    {
        if (has_boundary_before(c) || marks_end_ != out_.text.size()) marks_ = 0;
        if (has_boundary_before(c)) return false;
        return ++marks_ > most_joining_kept;
    }

    std::string_view encode(char32_t c)
    {
        if (within(c, 0x800, 0xFFFF)) {
            character_ = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                          static_cast<char>(0x80 | (c & 0x3F))};
            return {character_.data(), 3};
        }
        other_.clear();
        append_utf8(other_, c);
        return other_;
    }

    std::string_view text_;
    const icu::Normalizer2* icu_ = nullptr;
    std::size_t at_ = 0;
    Output out_;
    std::size_t after_han_ = none;      ///< size of the output behind a Han character that only white space followed
    std::size_t combining_ = none;      ///< where in the output the last character began, when a mark could change it,
    std::size_t combining_source_ = 0;  ///< and where in the source
    std::size_t marks_ = 0;             ///< characters that belong to the one before, up to
    std::size_t marks_end_ = none;      ///< this size of the output
    std::array<char, 3> character_{};
    std::string other_;
    std::string run_;
    std::vector<std::size_t> offsets_;
};

}  // namespace

std::string normalise(std::string_view text)
{
    return Folder<TextOutput>(text).fold().text;
}

FoldedText normalise_with_offsets(std::string_view text)
{
    OffsetOutput folded = Folder<OffsetOutput>(text).fold();
    folded.source.push_back(static_cast<std::uint32_t>(text.size()));
    return {std::move(folded.text), std::move(folded.source)};
}

bool is_han(char32_t c)
{
    return is_han_character(c);
}

}  // namespace fonds
