// SPDX-License-Identifier: GPL-3.0-or-later
// Ordering what is in folders.
#include "archive/foldering.hpp"

#include "archive/catching_up.hpp"
#include "archive/law_book.hpp"
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
    TRY_ASSIGN(const LawBook book, LawBook::load(state_.catalog, state_.today()));
    auto shortfalls = book.shortfalls();
    TRY(LawBook::learn_reasons(state_.catalog, shortfalls));
    for (const Shortfall& each : shortfalls)
        found.add(
            each.why.empty() ? Severity::warning : Severity::note, "order.below_law", each.category,
            each.why.empty() ? each.text() : say("{} (forced: {})", "{}(已注明原因:{})", {each.text(), each.why}),
            say("Make it longer: fonds category edit CODE --retention, fonds rule edit or assign; or say why: --force.",
                "请延长期限(fonds category edit 门类 --retention、fonds rule edit、rule assign),或用 --force "
                "注明原因。"));
    return OrderReport{std::move(found.listed), {found.counts.begin(), found.counts.end()}};
}

}  // namespace fonds
