// SPDX-License-Identifier: GPL-3.0-or-later
// Changing what is said of records, and the scheme they are filed in.
#include "archive/drain.hpp"
#include "archive/state.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

/// A change is told to the index at once; when others hold the index for long, they do it.
Result<void> bring_up_to_date(Archive::State& state, std::vector<RecordId> records, WorkObserver& observer)
{
    DrainRequest request;
    request.records = std::move(records);
    TRY_ASSIGN([[maybe_unused]] const auto drained, drain_outbox(state, request, observer));
    return {};
}

}  // namespace

Result<void> Archive::edit(const ReferenceCode& code, const RecordEdit& edit, WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    const Stamp stamp = state.stamp();
    RecordEdit wanted = edit;
    RecordId id{};
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const Record found, record(code));
        id = found.id;
        if (wanted.party && !wanted.party->empty()) {
            TRY_ASSIGN(const Party party, state.catalog.ensure_party(*wanted.party, pinyin_initials(*wanted.party), stamp));
            wanted.party = party.name;
        }
        if (wanted.amount && *wanted.amount && !wanted.currency && found.metadata.currency.empty())
            wanted.currency = state.config.currency;
        return state.catalog.edit_record(code, wanted, stamp);
    }));
    return bring_up_to_date(state, {id}, observer);
}

Result<void> Archive::add_category(Category category)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    if (category.code_template.empty())
        category.code_template =
            state_->config.code_template.empty() ? std::string(CodeTemplate::standard) : state_->config.code_template;
    return state_->catalog.add_category(category, state_->stamp());
}

Result<void> Archive::edit_category(const Category& category)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return state_->catalog.edit_category(category, state_->stamp());
}

Result<Category> Archive::category(std::string_view code)
{
    return state_->catalog.category(code);
}
Result<std::vector<Category>> Archive::categories()
{
    return state_->catalog.categories();
}

Result<void> Archive::add_folder(const Folder& folder)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return state_->catalog.add_folder(folder, state_->stamp());
}

Result<void> Archive::edit_folder(const Folder& folder)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    return state_->catalog.edit_folder(folder, state_->stamp());
}

Result<Folder> Archive::folder(std::string_view category, std::string_view number)
{
    return state_->catalog.folder(category, number);
}

Result<std::vector<Folder>> Archive::folders(std::string_view category)
{
    return state_->catalog.folders(category);
}

Result<void> Archive::add_party(Party party)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    party.initials = pinyin_initials(party.name);
    return state_->catalog.add_party(party, state_->stamp());
}

Result<void> Archive::edit_party(std::string_view name, Party party, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    party.initials = pinyin_initials(party.name);
    TRY(state_->catalog.edit_party(name, party, state_->stamp()));
    return bring_up_to_date(*state_, {}, observer);
}

Result<Party> Archive::party(std::string_view name)
{
    return state_->catalog.party(name);
}

Result<std::vector<Party>> Archive::parties(std::size_t limit, std::size_t offset)
{
    return state_->catalog.parties(limit, offset);
}

}  // namespace fonds
