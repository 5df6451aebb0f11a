// SPDX-License-Identifier: GPL-3.0-or-later
// Changing what is said of records, and the scheme they are filed in.
#include "archive/catching_up.hpp"
#include "archive/scheme_law.hpp"
#include "archive/state.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

Result<Changed<Record>> Archive::edit(const ReferenceCode& code, const RecordEdit& edit, WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    const Stamp stamp = state.stamp();
    RecordEdit wanted = edit;
    Changed<Record> changed;
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const Record found, record(code));
        if (wanted.party) wanted.new_party_initials = pinyin_initials(*wanted.party);
        if (wanted.amount && *wanted.amount && !wanted.currency && found.metadata.currency.empty())
            wanted.currency = state.config.currency;
        TRY(state.catalog.edit_record(code, wanted, stamp));
        TRY_ASSIGN(changed.now, state.catalog.record(found.id));
        return {};
    }));
    changed.not_searchable = bring_up_to_date(state, {changed.now.id}, observer);
    // Its text may have been read on the way.
    if (auto fresh = state.catalog.record(changed.now.id); fresh.ok()) changed.now = std::move(*fresh);
    return changed;
}

Result<void> Archive::add_category(Category category)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    if (category.code_template.empty())
        category.code_template =
            state_->config.code_template.empty() ? std::string(CodeTemplate::standard) : state_->config.code_template;
    return LawfulScheme(state_->catalog, state_->today(), ForceBy::adding).add(category, {}, state_->stamp());
}

Result<Category> Archive::edit_category(std::string_view code, const CategoryEdit& edit)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    LawfulScheme scheme(state_->catalog, state_->today(), ForceBy::editing);
    TRY(scheme.edit(code, edit, {}, state_->stamp()));
    return state_->catalog.category(code);
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

Result<Folder> Archive::edit_folder(std::string_view category, std::string_view number, const FolderEdit& edit)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    Folder changed;
    TRY(state_->catalog.transaction([&]() -> Result<void> {
        TRY(state_->catalog.edit_folder(category, number, edit, state_->stamp()));
        TRY_ASSIGN(changed, state_->catalog.folder(category, number));
        return {};
    }));
    return changed;
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

Result<Changed<Party>> Archive::edit_party(std::string_view name, PartyEdit edit, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    if (edit.name) edit.initials = pinyin_initials(*edit.name);
    TRY_ASSIGN(EditedParty edited, state_->catalog.edit_party(name, edit, state_->stamp()));
    return Changed<Party>{std::move(edited.party), bring_up_to_date(*state_, edited.owing, observer)};
}

Result<Party> Archive::party(std::string_view name)
{
    return state_->catalog.party(name);
}

Result<std::int64_t> Archive::party_count()
{
    return state_->catalog.party_count();
}

Result<std::vector<Party>> Archive::parties(std::size_t limit, std::size_t offset)
{
    return state_->catalog.parties(limit, offset);
}

}  // namespace fonds
