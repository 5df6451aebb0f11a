// SPDX-License-Identifier: GPL-3.0-or-later
// Filing: a record gets its reference code and enters the catalog. Everything that can be refused is looked at before the
// first write, so that a refused record leaves no trace in a batch.
#include "schema/catalog/folder_rules.hpp"
#include "schema/catalog/new_component.hpp"
#include "schema/catalog/numbering.hpp"
#include "schema/catalog/record_check.hpp"
#include "schema/catalog/record_fields.hpp"
#include "schema/catalog/retention_codes.hpp"
#include "schema/catalog/scheme_lookup.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/model/code_parts.hpp"

namespace fonds {

namespace {

using sqlite::Value;

/// Where a record goes, by row id.
struct Place {
    Category category;
    std::optional<std::int64_t> folder;
};

CodeTemplate::Values values_of(const CatalogState& state, const Category& category, const RecordMetadata& facts, int year)
{
    return {state.identity.code, category.code, year,          category.retention,
            facts.folder,        facts.unit,    facts.project, std::string(text_of(facts.grade))};
}

int year_of(Instant at)
{
    return Date::of(at).year();
}

/// And puts category and folder as the scheme spells them.
/// A number that is brought along may tell another retention period than its category has by now.
Result<Place> find_place(CatalogState& state, RecordMetadata& metadata, const std::optional<ReferenceCode>& code)
{
    Place place;
    TRY_ASSIGN(place.category, find_category(state, metadata.category));
    std::string retention = code ? retention_in(code->text()) : std::string();
    if (retention.empty()) retention = place.category.retention;
    metadata.category = place.category.code;
    TRY(check_range_has_folder(metadata));
    if (!metadata.folder.empty()) {
        TRY_ASSIGN(const Folder folder, find_folder(state, metadata.category, metadata.folder));
        TRY(check_takes_and_gives(state, folder));
        TRY(check_unmixed(state, folder, place.category.mixed_folders, {metadata.date, retention, {}}));
        place.folder = raw(folder.id);
        metadata.folder = folder.number;
    }
    return place;
}

Error already_filed(const std::string& code)
{
    return error(ErrorKind::duplicate, say("The same bytes are already filed as {}", "相同内容已归档为 {}", {code}))
        .with_hint(say("Use --allow-duplicate to file another record on them.", "如需另立一件,请加 --allow-duplicate。"))
        .at(code);
}

/// What was filed, so that the log alone tells it. Empty fields are left out; without an original, so is all of it.
std::string filing_detail(const RecordMetadata& metadata, const NewComponent* original, bool code_given,
                          const std::optional<EarlierFiling>& earlier)
{
    Json detail = Json::object();
    const RecordTexts texts = texts_of(metadata);
    for (std::size_t i = 0; i < record_fields.size(); ++i)
        if (!texts[i].empty()) detail.set(record_fields[i], texts[i]);
    if (code_given) detail.set("code_given", true);
    if (earlier) detail.set("filed_at", to_iso8601(earlier->at)).set("filed_by", earlier->actor);
    if (original != nullptr) describe(detail, *original);
    return detail.dump();
}

}  // namespace

Result<void> Catalog::check_new(const RecordMetadata& metadata, const std::optional<ReferenceCode>& code, Leap leap)
{
    return state_->read([&]() -> Result<void> {
        TRY_ASSIGN(RecordMetadata facts, checked_metadata(metadata));
        TRY(check_plausible(facts, nullptr));
        if (!facts.party.empty()) TRY(clean_name(facts.party, {"Party name", "往来单位名称"}));
        TRY_ASSIGN(const Place place, find_place(*state_, facts, code));
        TRY_ASSIGN(const CodeTemplate* code_template, template_of(*state_, place.category));
        if (facts.date) TRY(check_effective(place.category, *facts.date));
        // Any year will do: what can be missing is the folder.
        const CodeTemplate::Values values = values_of(*state_, place.category, facts, 2000);
        if (!code) {
            TRY(code_template->scope(values));
            return {};
        }
        TRY(given_number(*state_, *code, *code_template, values, leap));
        return check_retention_told(*state_, *code, place.category);
    });
}

Result<FiledRecord> Catalog::file_record(const NewRecord& record, const Stamp& stamp)
{
    FiledRecord filed;
    TRY(state_->write([&]() -> Result<void> {
        auto& db = state_->db;
        TRY_ASSIGN(RecordMetadata facts, checked_metadata(record.metadata));
        TRY(check_plausible(facts, nullptr));
        TRY(spell_tags(*state_, facts.tags));
        TRY_ASSIGN(const Place place, find_place(*state_, facts, record.code));
        TRY(check_effective(place.category, facts.date ? *facts.date : record.day.value_or(Date::of(stamp.at))));
        std::optional<std::int64_t> party;
        if (!facts.party.empty() && !record.new_party_initials) {
            TRY_ASSIGN(const PartyId known_party, find_party_id(*state_, facts.party));
            party = raw(known_party);
        }
        KnownObject known;
        if (!record.paper_alone) {
            TRY_ASSIGN(known, look_up_object(*state_, record.original));
        }
        if (record.duplicates == Duplicates::refused && !known.filed_as.empty()) return already_filed(known.filed_as);
        const int filed_year = record.year != 0 ? record.year : year_of(stamp.at);
        const int year = facts.date ? facts.date->year() : filed_year;
        TRY_ASSIGN(const CodeTemplate* code_template, template_of(*state_, place.category));
        const CodeTemplate::Values values = values_of(*state_, place.category, facts, year);
        TRY_ASSIGN(auto number, record.code ? given_number(*state_, *record.code, *code_template, values, record.leap)
                                            : next_number(*state_, *code_template, values));

        if (!facts.party.empty() && record.new_party_initials) {
            TRY_ASSIGN(const Party ensured, ensure_party(facts.party, *record.new_party_initials, stamp));
            party = raw(ensured.id);
            facts.party = ensured.name;
        }
        const std::string detail =
            filing_detail(facts, record.paper_alone ? nullptr : &record.original, number.given, record.earlier);
        TRY_ASSIGN(const auto event, append_event(*state_, "record.filed", number.code.text(), detail, stamp));
        TRY(draw(*state_, number, event));
        const std::string date = facts.date ? facts.date->text() : std::string();
        const std::int64_t amount = facts.amount ? facts.amount->hundredths : 0;
        TRY(db.run("INSERT INTO record (code, sequence, serial, title, category, folder, party, date, year, filed_year,"
                   " grade, number, amount, currency, note, filed_at, filed_by, filed_event, responsible, security, unit,"
                   " project, paper_pages, page_from, page_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
                   " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
                   {number.code.text(),
                    number.sequence,
                    number.serial,
                    facts.title,
                    raw(place.category.id),
                    place.folder,
                    party,
                    Value::when(facts.date.has_value(), date),
                    year,
                    filed_year,
                    text_of(facts.grade),
                    facts.number,
                    Value::when(facts.amount.has_value(), amount),
                    facts.currency,
                    facts.note,
                    to_iso8601(record.earlier ? record.earlier->at : stamp.at),
                    record.earlier ? record.earlier->actor : stamp.actor,
                    event,
                    facts.responsible,
                    facts.security ? name_of(*facts.security) : std::string_view(),
                    facts.unit,
                    facts.project,
                    facts.paper_pages,
                    facts.page_range.first,
                    facts.page_range.last}));
        filed.id = RecordId{db.last_row()};
        filed.code = number.code;
        filed.numbers_left = numbers_left(*code_template, number, values);
        if (!record.paper_alone) {
            NewComponent original = record.original;
            original.role = ComponentRole::original;
            TRY_ASSIGN(const auto object, ensure_object(*state_, known, original));
            TRY(insert_component(*state_, filed.id, object, original, stamp.at));
        }
        TRY(store_tags(*state_, filed.id, {}, facts.tags));
        return db.run("INSERT INTO outbox (record, revision) VALUES (?1, 1)", {raw(filed.id)});
    }));
    return filed;
}

}  // namespace fonds
