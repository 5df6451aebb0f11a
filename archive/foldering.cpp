// SPDX-License-Identifier: GPL-3.0-or-later
// Ordering what is in folders.
#include "archive/foldering.hpp"

#include "archive/catching_up.hpp"
#include "archive/state.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/order.hpp"

namespace fonds {

namespace {

FolderName named(std::string_view category, std::string_view number)
{
    return {std::string(category), std::string(number)};
}

Result<std::vector<RecordId>> ids_of(Catalog& catalog, const std::vector<MovedRecord>& moved)
{
    std::vector<RecordId> ids;
    for (const MovedRecord& each : moved) {
        TRY_ASSIGN(const Record record, catalog.record(each.code));
        ids.push_back(record.id);
    }
    return ids;
}

}  // namespace

Result<FolderContents> Foldering::contents(std::string_view category, std::string_view number)
{
    return Folders(state_.catalog).contents(named(category, number));
}

Result<FolderContents> Foldering::arrange(std::string_view category, std::string_view number,
                                          const std::vector<ReferenceCode>& codes)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY(Folders(state_.catalog).arrange(named(category, number), codes, state_.stamp()));
    return contents(category, number);
}

Result<FolderContents> Foldering::number_pages(std::string_view category, std::string_view number, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY(Folders(state_.catalog).number_pages(named(category, number), state_.stamp()));
    TRY_ASSIGN(FolderContents now, contents(category, number));
    std::vector<RecordId> ids;
    for (const FolderItem& item : now.items) ids.push_back(item.record);
    // Page numbers are not searched for: whoever comes next may bring the index up to date.
    [[maybe_unused]] const auto later = bring_up_to_date(state_, ids, observer);
    return now;
}

Result<FolderMove> Foldering::move(std::string_view category, std::string_view number,
                                   const std::vector<ReferenceCode>& codes, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(auto moved, Folders(state_.catalog).move(named(category, number), codes, state_.stamp()));
    return finish(std::move(moved), category, number, observer);
}

Result<FolderMove> Foldering::split(std::string_view category, std::string_view number, std::string_view added,
                                    const std::vector<ReferenceCode>& codes, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(auto moved, Folders(state_.catalog).split(named(category, number), added, codes, state_.stamp()));
    return finish(std::move(moved), category, added, observer);
}

Result<FolderMove> Foldering::merge(std::string_view category, std::string_view into, const std::vector<std::string>& others,
                                    WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    TRY_ASSIGN(auto moved, Folders(state_.catalog).merge(named(category, into), others, state_.stamp()));
    return finish(std::move(moved), category, into, observer);
}

Result<FolderMove> Foldering::finish(std::vector<MovedRecord> moved, std::string_view category, std::string_view number,
                                     WorkObserver& observer)
{
    FolderMove done;
    TRY_ASSIGN(done.folder, state_.catalog.folder(category, number));
    TRY_ASSIGN(const auto ids, ids_of(state_.catalog, moved));
    done.moved = std::move(moved);
    done.not_searchable = bring_up_to_date(state_, ids, observer);
    return done;
}

Result<OrderReport> Foldering::order(std::size_t most)
{
    TRY_ASSIGN(OrderFindings found, Ordering(state_.catalog).findings(state_.today(), most));
    return OrderReport{std::move(found.listed), {found.counts.begin(), found.counts.end()}};
}

}  // namespace fonds
