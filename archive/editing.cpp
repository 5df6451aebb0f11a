// SPDX-License-Identifier: GPL-3.0-or-later
// Changing what is said of records, and the scheme they are filed in.
#include "archive/drain.hpp"
#include "archive/state.hpp"
#include "indexer/text/fold.hpp"

namespace fonds {

namespace {

Result<void> drain_for(Archive::State& state, const std::vector<RecordId>& records, WorkObserver& observer)
{
    TRY_ASSIGN(const bool behind, state.catalog.owes(records));
    if (!behind) return {};
    DrainRequest request;
    request.records = records;
    TRY_ASSIGN(const DrainSummary drained, drain_outbox(state, request, observer));
    TRY_ASSIGN(const bool still_behind, state.catalog.owes(records));
    if (!still_behind) return {};
    if (drained.left_owed > 0 && drained.problem) return *drained.problem;
    if (drained.left_to_others)
        return error(ErrorKind::locked,
                     say("Another process holds the index and is still at work", "其他进程正在更新索引,尚未完成"))
            .with_hint(say("It does this too; fonds index tells when nothing is owed.",
                           "该进程会一并处理;可用 fonds index 确认。"));
    // Somebody has changed it again since: theirs to bring up to date.
    if (!observer.stop_requested()) return {};
    return error(ErrorKind::interrupted, say("Stopped before the index was brought up to date", "更新索引前已中断"))
        .with_hint(say("fonds index does the rest.", "请执行 fonds index 完成索引。"));
}

/// Tells a change that is durable already to the index. What fails here fails the index, not the change.
std::optional<Error> bring_up_to_date(Archive::State& state, const std::vector<RecordId>& records, WorkObserver& observer)
{
    auto done = drain_for(state, records, observer);
    if (done.ok()) return std::nullopt;
    return std::move(done).error();
}

}  // namespace

Result<Changed<Record>> Archive::edit(const ReferenceCode& code, const RecordEdit& edit, WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    const Stamp stamp = state.stamp();
    RecordEdit wanted = edit;
    Changed<Record> changed;
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const Record found, record(code));
        if (wanted.party && !wanted.party->empty()) {
            TRY_ASSIGN(const Party party, state.catalog.ensure_party(*wanted.party, pinyin_initials(*wanted.party), stamp));
            wanted.party = party.name;
        }
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
    return state_->catalog.add_category(category, state_->stamp());
}

Result<Category> Archive::edit_category(std::string_view code, const CategoryEdit& edit)
{
    TRY_ASSIGN(const Lock lock, state_->writers_lock());
    Category changed;
    TRY(state_->catalog.transaction([&]() -> Result<void> {
        TRY(state_->catalog.edit_category(code, edit, state_->stamp()));
        TRY_ASSIGN(changed, state_->catalog.category(code));
        return {};
    }));
    return changed;
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
