// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/document_builder.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include "indexer/search/document_data.hpp"
#include "indexer/search/facet_values.hpp"
#include "indexer/search/index_terms.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/terms.hpp"
#include "schema/core/escape.hpp"
#include "schema/model/search_fields.hpp"

namespace fonds {

namespace {

constexpr std::uint32_t title_weight = 5;
constexpr std::uint32_t gap = 10;  ///< positions between two texts, so that no phrase crosses
constexpr std::size_t bytes_per_posting = 8, bytes_per_term = 48;

/// The terms of one text, free and in its field when it has one.
class TextSink final : public TermSink {
public:
    TextSink(PostingTable& postings, std::string_view prefix, std::uint32_t weight)
        : postings_(postings), prefix_(prefix), gram_prefix_(gram_prefix(prefix)), free_gram_prefix_(gram_prefix("")),
          weight_(weight)
    {
    }

    void term(std::string_view term, std::uint32_t position) override
    {
        if (is_pair(term))
            add_pair(term);
        else
            add("", prefix_, term, position);
    }
    void gram(std::string_view digits, std::uint32_t position) override
    {
        add(free_gram_prefix_, gram_prefix_, digits, position);
    }

private:
    /// Two Han characters. Their positions are those of the characters and would double the index.
    static bool is_pair(std::string_view term)
    {
        const auto lead = static_cast<unsigned char>(term.front());
        if (lead >= 0xE4 && lead <= 0xE9) return term.size() > 3;
        std::size_t at = 0;
        return lead >= 0xE3 && is_han(next_code_point(term, at)) && at < term.size();
    }

    void add_pair(std::string_view pair)
    {
        postings_.add_without_position("", pair, weight_);
        if (!prefix_.empty()) postings_.add_without_position(prefix_, pair, weight_);
    }

    void add(std::string_view free_prefix, std::string_view field_prefix, std::string_view text, std::uint32_t position)
    {
        postings_.add(free_prefix, text, position, weight_);
        if (!prefix_.empty()) postings_.add(field_prefix, text, position, weight_);
    }

    PostingTable& postings_;
    std::string_view prefix_;
    std::string gram_prefix_;
    std::string free_gram_prefix_;
    std::uint32_t weight_;
};

/// Lays the texts of a document one behind the other.
class Layout {
public:
    explicit Layout(PostingTable& postings) : postings_(postings) {}

    [[nodiscard]] std::uint32_t position() const { return position_; }

    void text(std::string_view text, std::string_view prefix = {}, std::uint32_t weight = 1)
    {
        TextSink sink(postings_, prefix, weight);
        position_ = generate_terms(normalise(text), position_, sink) + gap;
    }

    void field(SearchField field, std::string_view text, std::uint32_t weight = 1)
    {
        this->text(text, info_of(field).prefix, weight);
    }

private:
    PostingTable& postings_;
    std::uint32_t position_ = 1;
};

bool has_words(const DocumentText& text)
{
    return std::ranges::any_of(
        text.pages, [](const PageText& page) { return page.text.find_first_not_of(" \t\r\n\f\v") != std::string::npos; });
}

/// What the index calls a component's text: the original's pages, an attachment, or nothing (a derivative repeats its
/// original).
ComponentRole role_of(const IndexDocument& source, std::size_t text)
{
    const auto& components = source.record->components;
    if (text < components.size()) return components[text].role;
    return text == 0 ? ComponentRole::original : ComponentRole::attachment;
}

void lay_texts(const IndexDocument& source, Layout& layout, DocumentData& data)
{
    for (const ComponentRole wanted : {ComponentRole::original, ComponentRole::attachment}) {
        for (std::size_t i = 0; i < source.texts.size(); ++i) {
            if (source.texts[i] == nullptr || role_of(source, i) != wanted) continue;
            for (const PageText& page : source.texts[i]->pages) {
                if (wanted == ComponentRole::original) data.page_starts.push_back(layout.position());
                layout.text(page.text);
            }
            if (wanted == ComponentRole::original) data.pages_end = layout.position();
        }
    }
    if (data.page_starts.empty()) data.pages_end = 0;
}

void add_exact(Xapian::Document& document, SearchField field, std::string_view value)
{
    if (!value.empty()) document.add_boolean_term(index_term(info_of(field).prefix, value));
}

void add_flags(Xapian::Document& document, const IndexDocument& source)
{
    const auto has = [&](std::string_view flag, bool is) {
        if (is) add_exact(document, SearchField::has, flag);
    };
    const RecordMetadata& metadata = source.record->metadata;
    has("text", std::ranges::any_of(source.texts, [](const auto* text) { return text != nullptr && has_words(*text); }));
    has("party", !metadata.party.empty());
    has("date", metadata.date.has_value());
    has("amount", metadata.amount.has_value());
    has("folder", !metadata.folder.empty());
    for (const Component& component : source.record->components) {
        if (component.role == ComponentRole::derivative) continue;
        has("attachment", component.role == ComponentRole::attachment);
        switch (component.text) {
        case TextState::pending: add_exact(document, SearchField::is, "pending"); break;
        case TextState::needs_ocr: add_exact(document, SearchField::is, "scanned"); break;
        case TextState::encrypted: add_exact(document, SearchField::is, "encrypted"); break;
        case TextState::failed: add_exact(document, SearchField::is, "damaged"); break;
        case TextState::done:
        case TextState::partial:
        case TextState::none: break;
        }
    }
}

void add_values(Xapian::Document& document, const IndexDocument& source)
{
    const RecordMetadata& metadata = source.record->metadata;
    if (metadata.date) document.add_value(number_of(Slot::date), date_value(*metadata.date));
    if (metadata.amount) document.add_value(number_of(Slot::amount), amount_value(metadata.amount->hundredths));
    document.add_value(number_of(Slot::code), code_value(source.record->code.text()));
    document.add_value(number_of(Slot::facets), pack_facets(metadata.category, source.year, metadata.party, metadata.grade));
}

}  // namespace

Xapian::Document DocumentBuilder::build(const IndexDocument& source)
{
    const Record& record = *source.record;
    const RecordMetadata& metadata = record.metadata;
    postings_.clear();
    Layout layout(postings_);
    layout.field(SearchField::title, metadata.title, title_weight);
    layout.text(record.code.text());
    layout.field(SearchField::party, metadata.party);
    for (std::string_view rest = source.party_aliases; !rest.empty();) {
        const auto alias = rest.substr(0, rest.find('\n'));
        layout.field(SearchField::party, alias);
        rest.remove_prefix(std::min(alias.size() + 1, rest.size()));
    }
    layout.field(SearchField::number, metadata.number);
    layout.field(SearchField::note, metadata.note);
    for (const auto& tag : metadata.tags) layout.text(tag);
    if (!metadata.responsible.empty()) layout.field(SearchField::responsible, metadata.responsible);
    if (!metadata.project.empty()) layout.field(SearchField::project, metadata.project);
    DocumentData data;
    data.revision = record.revision;
    data.category = metadata.category;
    data.party = metadata.party;
    lay_texts(source, layout, data);

    Xapian::Document document;
    weight_ = 1024;
    std::string term;
    for (const auto& entry : postings_.entries()) {
        term.assign(entry.term);
        if (entry.count == 0)
            document.add_term(term, entry.weight);
        else
            document.add_posting(term, entry.positions[0], entry.weight);
        for (std::size_t i = 1; i < entry.count; ++i) document.add_posting(term, entry.positions[i], 0);
        weight_ += bytes_per_term + entry.count * bytes_per_posting;
    }
    document.add_term(index_term(info_of(SearchField::code).prefix, record.code.text()));
    add_exact(document, SearchField::category, normalise(metadata.category));
    add_exact(document, SearchField::folder, normalise(metadata.folder));
    add_exact(document, SearchField::grade, text_of(metadata.grade));
    for (const auto& tag : metadata.tags) add_exact(document, SearchField::tag, normalise(tag));
    add_exact(document, SearchField::unit, normalise(metadata.unit));
    if (metadata.security) add_exact(document, SearchField::security, name_of(*metadata.security));
    char year[16];
    std::snprintf(year, sizeof year, "%04d", source.year);
    add_exact(document, SearchField::year, year);
    add_exact(document, SearchField::type, normalise(source.kind));
    add_flags(document, source);
    add_values(document, source);
    document.set_data(encode(data));
    return document;
}

}  // namespace fonds
