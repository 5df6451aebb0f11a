// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/desk_json.hpp"

#include <array>
#include <cmath>

namespace fonds {

namespace {

constexpr std::array fields{SuggestedField::title,        SuggestedField::category,      SuggestedField::date,
                            SuggestedField::amount,       SuggestedField::currency,      SuggestedField::party,
                            SuggestedField::counterparty, SuggestedField::party_tax_id,  SuggestedField::counterparty_tax_id,
                            SuggestedField::number,       SuggestedField::reference_code};
constexpr std::array sources{SuggestionSource::label, SuggestionSource::embedded_xml, SuggestionSource::ofd,
                             SuggestionSource::qr_code, SuggestionSource::text};
constexpr std::array issues{QualityIssue::skewed,        QualityIssue::low_resolution, QualityIssue::blurred,
                            QualityIssue::black_border,  QualityIssue::blank,          QualityIssue::upside_down,
                            QualityIssue::low_confidence};
constexpr std::array doubts{Doubt::faulty_data,    Doubt::separator_alone, Doubt::not_looked_at, Doubt::unreadable,
                            Doubt::encrypted,      Doubt::blank,           Doubt::unknown_label, Doubt::malformed_label,
                            Doubt::several_labels, Doubt::duplicate,       Doubt::number_filed,  Doubt::looks_like,
                            Doubt::bad_defaults,   Doubt::unsure,          Doubt::poor_scan,     Doubt::important,
                            Doubt::arranged,       Doubt::not_accepted};

template <class Table>
auto named(const Table& table, const std::string& name) -> std::optional<typename Table::value_type>
{
    for (const auto value : table)
        if (name_of(value) == name) return value;
    return std::nullopt;
}

double rounded(float value)
{
    return std::round(static_cast<double>(value) * 1000) / 1000;
}

float real(const Json& json)
{
    return static_cast<float>(json.real().value_or(0));
}

std::int32_t page(const Json& json)
{
    return static_cast<std::int32_t>(json.get("page").number());
}

/// [x, y, width, height] in points; null when unknown.
Json place_of(const WordBox& box)
{
    if (box.width <= 0) return {};
    Json place = Json::array();
    for (const float value : {box.x, box.y, box.width, box.height}) place.push(rounded(value));
    return place;
}

WordBox place(const Json& json)
{
    return {real(json.at(0)), real(json.at(1)), real(json.at(2)), real(json.at(3)), {}};
}

Result<Json> object_of(std::string_view text)
{
    auto json = Json::parse(text);
    if (json.ok()) return json;
    return error(ErrorKind::corrupt,
                 say("The catalog has a text of the desk that is no JSON", "目录库中著录台的 JSON 已损坏"));
}

template <class Read>
void each(const Json& array, Read read)
{
    for (std::size_t i = 0; i < array.size(); ++i) read(array.at(i));
}

std::optional<bool> flag(const Json& json, std::string_view name)
{
    return json.has(name) ? std::optional(json.get(name).boolean()) : std::nullopt;
}

/// A word of its own language, or none, is a string.
Json json_of(const Text& text)
{
    return text.en == text.zh ? Json(text.en) : std::move(Json::object().set("en", text.en).set("zh", text.zh));
}

Text text_from(const Json& json)
{
    if (json.has("en") || json.has("zh")) return {json.get("en").text(), json.get("zh").text()};
    return {json.text(), json.text()};
}

}  // namespace

Json json_of(const Suggestion& suggestion)
{
    Json json = Json::object();
    json.set("field", name_of(suggestion.field));
    json.set("value", suggestion.value);
    json.set("seen", suggestion.seen);
    json.set("confidence", rounded(suggestion.confidence));
    json.set("source", name_of(suggestion.source));
    json.set("page", suggestion.page > 0 ? Json(suggestion.page) : Json());
    json.set("place", place_of(suggestion.place));
    const Text& doubt = suggestion.doubt;
    json.set("doubt", doubt.empty() ? Json() : std::move(Json::object().set("en", doubt.en).set("zh", doubt.zh)));
    return json;
}

Json json_of(const PieceCode& code)
{
    Json json = Json::object();
    json.set("page", code.page);
    json.set("text", code.text);
    json.set("format", code.format);
    json.set("source", code.source);
    json.set("place", place_of(code.place));
    return json;
}

Json json_of(const PieceQuality& quality)
{
    return std::move(Json::object()
                         .set("page", quality.page)
                         .set("issue", name_of(quality.issue))
                         .set("measure", rounded(quality.measure)));
}

Json json_of(const WaitReason& reason)
{
    return std::move(Json::object().set("reason", name_of(reason.doubt)).set("detail", json_of(reason.detail)));
}

Json json_of(const DeskDefaults& defaults)
{
    Json json = Json::object();
    Json said = Json::object();
    for (const auto& [name, value] : defaults.fields) said.set(name, value);
    json.set("fields", std::move(said));
    Json tags = Json::array();
    for (const auto& tag : defaults.tags) tags.push(tag);
    json.set("tags", std::move(tags));
    if (defaults.split) json.set("split", *defaults.split);
    if (defaults.drop_blank) json.set("drop_blank", *defaults.drop_blank);
    if (defaults.auto_accept) json.set("auto", *defaults.auto_accept);
    if (!defaults.problem.empty()) json.set("problem", json_of(defaults.problem));
    return json;
}

std::string encode(const PieceFacts& facts)
{
    Json json = Json::object();
    const auto list = [&](const char* name, const auto& all) {
        if (all.empty()) return;
        Json array = Json::array();
        for (const auto& one : all) array.push(json_of(one));
        json.set(name, std::move(array));
    };
    list("suggestions", facts.suggestions);
    list("codes", facts.codes);
    list("quality", facts.quality);
    list("reasons", facts.reasons);
    if (facts.arranged) json.set("arranged", true);
    return json.dump();
}

std::string encode(const DeskDefaults& defaults)
{
    return json_of(defaults).dump();
}

Result<PieceFacts> decode_facts(std::string_view text)
{
    TRY_ASSIGN(const Json json, object_of(text));
    PieceFacts facts;
    each(json.get("suggestions"), [&](const Json& one) {
        const auto field = named(fields, one.get("field").text());
        const auto source = named(sources, one.get("source").text());
        if (!field || !source) return;
        Suggestion suggestion;
        suggestion.field = *field;
        suggestion.source = *source;
        suggestion.value = one.get("value").text();
        suggestion.seen = one.get("seen").text();
        suggestion.confidence = real(one.get("confidence"));
        suggestion.page = page(one);
        suggestion.place = place(one.get("place"));
        suggestion.doubt = {one.get("doubt").get("en").text(), one.get("doubt").get("zh").text()};
        facts.suggestions.push_back(std::move(suggestion));
    });
    each(json.get("codes"), [&](const Json& one) {
        facts.codes.push_back({page(one), one.get("text").text(), one.get("format").text(), one.get("source").text(),
                               place(one.get("place"))});
    });
    each(json.get("quality"), [&](const Json& one) {
        if (const auto issue = named(issues, one.get("issue").text()))
            facts.quality.push_back({page(one), *issue, real(one.get("measure"))});
    });
    each(json.get("reasons"), [&](const Json& one) {
        if (const auto doubt = named(doubts, one.get("reason").text())) facts.add(*doubt, text_from(one.get("detail")));
    });
    facts.arranged = flag(json, "arranged").value_or(false);
    return facts;
}

Result<DeskDefaults> decode_defaults(std::string_view text)
{
    TRY_ASSIGN(const Json json, object_of(text));
    DeskDefaults defaults;
    const Json said = json.get("fields");
    for (const auto& name : said.keys()) defaults.fields.emplace_back(name, said.get(name).text());
    each(json.get("tags"), [&](const Json& tag) { defaults.tags.push_back(tag.text()); });
    defaults.split = flag(json, "split");
    defaults.drop_blank = flag(json, "drop_blank");
    defaults.auto_accept = flag(json, "auto");
    defaults.problem = text_from(json.get("problem"));
    return defaults;
}

}  // namespace fonds
