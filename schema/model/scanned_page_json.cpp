// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/scanned_page_json.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "schema/core/escape.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr float largest_place = 1e7F;

constexpr std::array formats{CodeFormat::qr, CodeFormat::code128, CodeFormat::code39, CodeFormat::data_matrix,
                             CodeFormat::other};
constexpr std::array sources{CodeSource::zxing, CodeSource::blurred, CodeSource::zbar, CodeSource::printed};
constexpr std::array<std::pair<LayerVerdict, std::string_view>, 3> layers{
    {{LayerVerdict::none, "none"}, {LayerVerdict::kept, "kept"}, {LayerVerdict::replaced, "replaced"}}};
constexpr std::array issues{QualityIssue::skewed,        QualityIssue::low_resolution, QualityIssue::blurred,
                            QualityIssue::black_border,  QualityIssue::blank,          QualityIssue::upside_down,
                            QualityIssue::low_confidence};

template <class Table, class Value>
std::string_view word_of(const Table& table, Value value)
{
    const auto at = std::ranges::find(table, value, [](const auto& row) { return row.first; });
    return at == table.end() ? table.back().second : at->second;
}

Json rounded(float value, double steps)
{
    return Json(std::round(static_cast<double>(value) * steps) / steps);
}
Json place(float value)
{
    return rounded(value, 100);
}
Json share(float value)
{
    return rounded(value, 10'000);
}

/// Codes may hold anything.
Json clean(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == invalid_code_point)
            append_utf8(result, 0xFFFD);
        else
            append_utf8(result, is_control_character(c) ? U' ' : c);
    }
    return Json(result);
}

Json json_of(const Quad& quad)
{
    Json array = Json::array();
    for (const Point& corner : quad) array.push(place(corner.x)).push(place(corner.y));
    return array;
}

/// Reads members; what is missing, of another type or out of bounds makes it bad for good.
class Reader {
public:
    [[nodiscard]] bool good() const { return good_; }

    float real(const Json& value, float least, float most)
    {
        const auto number = value.real();
        if (!number || !std::isfinite(*number) || *number < static_cast<double>(least) ||
            *number > static_cast<double>(most))
            good_ = false;
        return good_ ? static_cast<float>(*number) : 0.0F;
    }
    float place(const Json& value) { return real(value, -largest_place, largest_place); }
    float share(const Json& value) { return real(value, 0, 1); }
    std::int32_t whole(const Json& value, float least, float most)
    {
        const float number = real(value, least, most);
        if (number != std::floor(number)) good_ = false;
        return static_cast<std::int32_t>(number);
    }
    std::string text(const Json& value)
    {
        const std::string text = value.text();
        if (!is_clean(text)) good_ = false;
        return text;
    }
    template <class Table>
    auto word(const Table& table, const Json& value)
    {
        const std::string text = value.text();
        const auto at = std::ranges::find(table, text, [](const auto& row) { return row.second; });
        if (at == table.end()) good_ = false;
        return at == table.end() ? table.front().first : at->first;
    }
    /// Of values that have names.
    template <class Values>
    auto named(const Values& values, const Json& value)
    {
        const std::string text = value.text();
        const auto at = std::ranges::find(values, text, [](auto known) { return name_of(known); });
        if (at == values.end()) good_ = false;
        return at == values.end() ? values.front() : *at;
    }
    Quad quad(const Json& value)
    {
        Quad result{};
        if (value.size() != 8) good_ = false;
        for (std::size_t i = 0; i < 4 && good_; ++i) result[i] = {place(value.at(2 * i)), place(value.at(2 * i + 1))};
        return result;
    }
    OcrLine line(const Json& value)
    {
        OcrLine line;
        line.quad = quad(value.get("quad"));
        line.confidence = share(value.get("confidence"));
        const Json words = value.get("words");
        for (std::size_t i = 0; i < words.size() && good_; ++i) {
            const Json one = words.at(i);
            OcrWord word;
            word.text = text(one.at(0));
            word.from = share(one.at(1));
            word.to = share(one.at(2));
            word.confidence = share(one.at(3));
            word.space_before = one.at(4).boolean();
            if (word.text.empty() || word.from > word.to) good_ = false;
            line.words.push_back(std::move(word));
        }
        return line;
    }

private:
    static bool is_clean(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = next_code_point(text, at);
            if (c == invalid_code_point || is_control_character(c)) return false;
        }
        return true;
    }

    bool good_ = true;
};

}  // namespace

std::string encode_scanned_page(const ScannedPage& page)
{
    Json lines = Json::array();
    for (const OcrLine& line : page.lines) {
        Json words = Json::array();
        for (const OcrWord& word : line.words)
            words.push(std::move(Json::array()
                                     .push(clean(word.text))
                                     .push(share(word.from))
                                     .push(share(word.to))
                                     .push(share(word.confidence))
                                     .push(word.space_before)));
        Json one = Json::object();
        one.set("quad", json_of(line.quad)).set("confidence", share(line.confidence)).set("words", std::move(words));
        lines.push(std::move(one));
    }
    Json codes = Json::array();
    for (const PageCode& code : page.codes) {
        Json one = Json::object();
        one.set("format", name_of(code.format)).set("source", name_of(code.source));
        one.set("text", clean(code.text)).set("quad", json_of(code.place));
        codes.push(std::move(one));
    }
    Json quality = Json::array();
    for (const QualityFinding& finding : page.quality)
        quality.push(std::move(Json::array().push(name_of(finding.issue)).push(place(finding.measure))));
    Json json = Json::object();
    json.set("page", static_cast<std::int64_t>(page.number))
        .set("width", place(page.width))
        .set("height", place(page.height));
    json.set("dpi", place(page.dpi)).set("turn", static_cast<std::int64_t>(page.turn)).set("skew", place(page.skew));
    json.set("engine", clean(page.engine))
        .set("confidence", share(page.confidence))
        .set("layer", word_of(layers, page.layer));
    json.set("note", clean(page.note)).set("lines", std::move(lines)).set("codes", std::move(codes));
    json.set("quality", std::move(quality));
    return json.dump();
}

std::optional<ScannedPage> decode_scanned_page(std::string_view text)
{
    const auto parsed = Json::parse(text);
    if (!parsed.ok()) return std::nullopt;
    const Json& json = *parsed;
    Reader reader;
    ScannedPage page;
    page.number = reader.whole(json.get("page"), 1, 1e7F);
    page.width = reader.real(json.get("width"), 0, largest_place);
    page.height = reader.real(json.get("height"), 0, largest_place);
    page.dpi = reader.real(json.get("dpi"), 0, largest_place);
    page.turn = reader.whole(json.get("turn"), 0, 270);
    if (page.turn % 90 != 0) return std::nullopt;
    page.skew = reader.real(json.get("skew"), -360, 360);
    page.engine = reader.text(json.get("engine"));
    page.confidence = reader.share(json.get("confidence"));
    page.layer = reader.word(layers, json.get("layer"));
    page.note = reader.text(json.get("note"));
    const Json lines = json.get("lines");
    for (std::size_t i = 0; i < lines.size() && reader.good(); ++i) page.lines.push_back(reader.line(lines.at(i)));
    const Json codes = json.get("codes");
    for (std::size_t i = 0; i < codes.size() && reader.good(); ++i) {
        const Json one = codes.at(i);
        page.codes.push_back({reader.named(formats, one.get("format")), reader.named(sources, one.get("source")),
                              reader.text(one.get("text")), reader.quad(one.get("quad"))});
    }
    const Json quality = json.get("quality");
    for (std::size_t i = 0; i < quality.size() && reader.good(); ++i) {
        const Json one = quality.at(i);
        const std::string name = one.at(0).text();
        const auto issue = std::ranges::find(issues, name, [](QualityIssue known) { return name_of(known); });
        if (issue == issues.end()) return std::nullopt;
        page.quality.push_back({*issue, reader.place(one.at(1))});
    }
    if (!reader.good()) return std::nullopt;
    return page;
}

}  // namespace fonds
