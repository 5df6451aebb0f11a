// SPDX-License-Identifier: GPL-3.0-or-later
// Words of queries. ICU's dictionary leaves names and some compounds as single characters, which match too much alone: they
// are joined again.
#include <algorithm>
#include <iterator>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include "indexer/text/fold.hpp"
#include "indexer/text/scanner.hpp"
#include "indexer/text/terms.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

/// Part of a run of Han tokens.
struct HanWord {
    std::string_view text;
    std::size_t characters = 0;
};
using HanWords = std::vector<HanWord>;

bool is_one_of(std::string_view character, std::u8string_view set)
{
    const std::string_view bytes(reinterpret_cast<const char*>(set.data()), set.size());
    return character.size() == 3 && bytes.find(character) != std::string_view::npos;
}

/// Characters that end a word rather than begin one: 增值|税, 计算|机, 协议|书.
bool is_suffix(const HanWord& word)
{
    return word.characters == 1 &&
           is_one_of(word.text,
                     u8"商税市省县区州镇乡村街路局厅部院所处科室司厂店站港行社会书单据票证照卡号册簿表费款金额价率量"
                     u8"权债股物品件机器具车船房楼库人员工者方师长家户户性化型式类级法律学业界性项版页");
}

/// Particles that join words: those that are never part of a name, and those that may be.
bool is_pure_particle(const HanWord& word)
{
    return word.characters == 1 && is_one_of(word.text, u8"的了");
}
bool is_conjunction(const HanWord& word)
{
    return word.characters == 1 && is_one_of(word.text, u8"和与及或");
}

/// Characters that belong to a number before them (3|月|房屋) or behind them (合同|第|3).
bool is_measure(const HanWord& word)
{
    return word.characters == 1 &&
           is_one_of(word.text, u8"年月日号时分秒元角万亿千百份台套件个名位人次期条章节款项页张卷册本户岁天周米吨");
}
bool is_counter(const HanWord& word)
{
    return word.characters == 1 && is_one_of(word.text, u8"第共约计");
}

std::size_t count_characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t count_characters(HanWords::const_iterator begin, HanWords::const_iterator end)
{
    std::size_t count = 0;
    for (; begin != end; ++begin) count += begin->characters;
    return count;
}

/// The words of `run` as the dictionary has them; the whole run as one when there is no dictionary.
HanWords look_up(std::string_view run)
{
    thread_local std::unique_ptr<icu::BreakIterator> iterator;
    HanWords words;
    const auto add = [&](std::size_t begin, std::size_t end) {
        const std::string_view word = run.substr(begin, end - begin);
        words.push_back({word, count_characters(word)});
    };
    UErrorCode status = U_ZERO_ERROR;
    if (!iterator) iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status));
    UText* const text = utext_openUTF8(nullptr, run.data(), static_cast<std::int64_t>(run.size()), &status);
    std::size_t begin = 0;
    if (U_SUCCESS(status)) {
        iterator->setText(text, status);
        for (auto end = iterator->first(); U_SUCCESS(status) && end != icu::BreakIterator::DONE; end = iterator->next()) {
            if (static_cast<std::size_t>(end) <= begin) continue;
            add(begin, static_cast<std::size_t>(end));
            begin = static_cast<std::size_t>(end);
        }
    } else {
        iterator.reset();
    }
    utext_close(text);
    if (begin < run.size()) add(begin, run.size());
    return words;
}

/// Joins single characters: several to one word, and one alone with the word before it when it looks like a suffix, else
/// with the following one, else with the one before. Before three or more, too, a suffix is split off: 深圳|市|腾|讯.
HanWords join(HanWords::const_iterator begin, HanWords::const_iterator end)
{
    HanWords words;
    const auto append = [](HanWord& word, const HanWord& next) {
        word.text = {word.text.data(), word.text.size() + next.text.size()};
        word.characters += next.characters;
    };
    while (begin != end) {
        const auto behind = std::find_if(begin, end, [](const HanWord& word) { return word.characters != 1; });
        const auto singles = behind - begin;
        if (singles == 0) {
            words.push_back(*begin++);
        } else if (!words.empty() && singles != 2 && is_suffix(*begin)) {
            append(words.back(), *begin++);
        } else if (singles == 1 && behind == end && !words.empty()) {
            append(words.back(), *begin++);
        } else {
            words.push_back(*begin++);
            do {
                if (begin != end) append(words.back(), *begin++);
            } while (begin < behind);
        }
    }
    return words;
}

/// What touches a run of Han tokens.
struct Neighbours {
    bool anything_before = false;
    bool number_before = false;
    bool number_behind = false;
};

/// One or two characters are one word whatever the dictionary says, unless one of them belongs to a number beside them.
/// Most queries have no more, and the dictionary takes longer to load than they take to answer.
bool is_one_word(std::string_view run, Neighbours neighbours)
{
    return count_characters(run) <= 2 && !neighbours.number_before && !neighbours.number_behind;
}

void add_run(std::string_view run, Neighbours neighbours, std::vector<QueryWord>& words)
{
    const HanWords found = is_one_word(run, neighbours) ? HanWords{{run, count_characters(run)}} : look_up(run);
    auto begin = found.begin();
    auto end = found.end();
    bool glued = neighbours.anything_before;
    const auto add = [&](const HanWord& word) {
        words.push_back({TokenKind::han, std::string(word.text), glued});
        glued = true;
    };
    if (neighbours.number_before && end - begin > 1 && is_measure(*begin)) add(*begin++);
    const bool counted = neighbours.number_behind && end - begin > 1 && is_counter(*std::prev(end));
    if (counted) --end;
    for (auto word = begin; word != end; ++word) {
        const std::size_t least = is_pure_particle(*word) ? 1 : is_conjunction(*word) ? 2 : run.size();
        if (count_characters(begin, word) < least || count_characters(std::next(word), end) < least) continue;
        for (const HanWord& joined : join(begin, word)) add(joined);
        glued = false;
        begin = std::next(word);
    }
    for (const HanWord& joined : join(begin, end)) add(joined);
    if (counted) add(*end);
}

/// Where a person divided the Han tokens [begin, end) by white space: after pieces of several characters. Pieces of one
/// character are the spelling of OCR (合 同 管 理), not words.
void divide(const FoldedText& folded, std::string_view source, const std::vector<Piece>& run, std::vector<std::size_t>& ends)
{
    std::size_t piece_begin = 0, length_before = 0;
    const auto close = [&](std::size_t end) {
        const std::size_t length = end - piece_begin;
        if (piece_begin != 0 && (length > 1 || length_before > 1)) ends.push_back(piece_begin);
        length_before = length;
        piece_begin = end;
    };
    for (std::size_t i = 1; i < run.size(); ++i) {
        std::size_t behind = folded.source[run[i - 1].begin];
        static_cast<void>(next_code_point(source, behind));
        if (folded.source[run[i].begin] > behind) close(i);
    }
    close(run.size());
    ends.push_back(run.size());
}

}  // namespace

std::vector<QueryWord> segment_query(std::string_view text)
{
    const FoldedText folded = normalise_with_offsets(text);
    const std::string_view view = folded.text;
    std::vector<QueryWord> words;
    std::vector<Piece> run;
    std::vector<std::size_t> ends;
    Scanner scanner(view);
    Piece before;  // with `end` 0, where no token but the first begins
    Piece piece;
    for (bool more = scanner.next(piece); more;) {
        const bool glued = before.end != 0 && before.end == piece.begin;
        if (piece.kind != TokenKind::han) {
            const std::string_view token = view.substr(piece.begin, piece.end - piece.begin);
            NumberBuffer buffer;
            const bool number = piece.kind == TokenKind::number;
            words.push_back({piece.kind, std::string(number ? without_separators(token, buffer) : token), glued});
            before = piece;
            more = scanner.next(piece);
            continue;
        }
        run.assign(1, piece);
        while ((more = scanner.next(piece)) && piece.kind == TokenKind::han && piece.begin == run.back().end)
            run.push_back(piece);
        ends.clear();
        divide(folded, text, run, ends);
        std::size_t begin = 0;
        for (const std::size_t end : ends) {
            const bool first = begin == 0, last = end == run.size();
            const bool number_behind = last && more && piece.kind == TokenKind::number && piece.begin == run.back().end;
            const std::size_t from = run[begin].begin;
            add_run(view.substr(from, run[end - 1].end - from),
                    {first && glued, first && glued && before.kind == TokenKind::number, number_behind}, words);
            begin = end;
        }
        before = run.back();
    }
    return words;
}

}  // namespace fonds
