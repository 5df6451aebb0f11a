// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/table_rows.hpp"

#include <algorithm>
#include <map>

#include "archive/category_row.hpp"
#include "archive/exported_files.hpp"
#include "archive/lending.hpp"
#include "archive/number_row.hpp"
#include "archive/table_columns.hpp"
#include "schema/catalog/folders.hpp"
#include "schema/catalog/loans.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/places.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t records_at_a_time = 10'000;
constexpr std::size_t things_at_a_time = 1'000;

/// The cells of a row by the names of their columns.
using Cells = std::map<std::string_view, SheetCell>;

SheetCell text_cell(std::string_view text)
{
    return {SheetCell::Kind::text, literal_text(text)};
}
SheetCell count_cell(std::int64_t count)
{
    return number_cell(std::to_string(count));
}
/// Nothing where there is no limit.
SheetCell limit_cell(std::int64_t limit)
{
    return limit > 0 ? count_cell(limit) : SheetCell();
}

class TableRows {
public:
    TableRows(const ExportPlace& place, std::span<const TableColumn> columns, const SheetRowReceiver& receive)
        : place_(place), catalog_(place.state.catalog), columns_(columns), receive_(receive)
    {
    }

    Result<void> records()
    {
        Places places(catalog_);
        std::vector<RecordId> found;
        const bool searched = !place_.request.query.empty();
        if (searched) {
            TRY_ASSIGN(found, records_found());
        }
        std::optional<ExportedFiles> files;
        const ExportRequest& asked = place_.request;
        if (!asked.files.empty()) files.emplace(place_.archive, asked.files, asked.table, asked.replace);
        if (asked.only) return chosen_records(places, *asked.only);
        ListRequest request = asked.filter;
        request.order = ListOrder::code;
        request.limit = records_at_a_time;
        for (request.offset = 0;; request.offset += records_at_a_time) {
            TRY_ASSIGN(const auto part, catalog_.list(request));
            std::vector<RecordId> ids;
            for (const Record& record : part) ids.push_back(record.id);
            TRY_ASSIGN(ranks_, Folders(catalog_).ranks(ids));
            for (const Record& record : part) {
                if (searched && !std::ranges::binary_search(found, record.id)) continue;
                TRY_ASSIGN(const PaperPlace at, places.whereabouts(PaperName{"", record.code.text()}));
                if (files) {
                    TRY_ASSIGN(paths_, files->save(record));
                    TRY_ASSIGN(paths_.same_as, twins_of(record));
                }
                TRY(receive_(row_of(record, at)));
            }
            if (part.size() < records_at_a_time) return {};
        }
    }

    Result<void> categories()
    {
        TRY_ASSIGN(const auto all, catalog_.categories());
        for (const Category& each : parents_first(all)) {
            if (!wanted(each.code)) continue;
            SheetRow row;
            for (const TableColumn& column : columns_)
                row.push_back(category_cell(each, column.name, place_.request.in_chinese));
            TRY(receive_(row));
        }
        return {};
    }

    Result<void> folders()
    {
        TRY_ASSIGN(const auto all, catalog_.folders(place_.request.filter.category));
        TRY_ASSIGN(auto reasons, Folders(catalog_).closing_reasons());
        for (const Folder& each : all) {
            if (!wanted(each.category_code + "/" + each.number)) continue;
            TRY(put({{"category", text_cell(each.category_code)},
                     {"number", text_cell(each.number)},
                     {"title", text_cell(each.title)},
                     {"period", text_cell(each.period)},
                     {"open", text_cell(word(each.open ? say("open", "未封卷") : say("closed", "已封卷")))},
                     {"reason", text_cell(each.open ? std::string() : reasons[each.category_code + "/" + each.number])},
                     {"most_pieces", limit_cell(each.most_pieces)},
                     {"most_pages", limit_cell(each.most_pages)},
                     {"spine", limit_cell(each.spine)},
                     {"mixed", text_cell(word(each.mixed ? say("yes", "是") : say("no", "否")))},
                     {"records", count_cell(each.records)}}));
        }
        return {};
    }

    Result<void> parties()
    {
        for (std::size_t offset = 0;; offset += things_at_a_time) {
            TRY_ASSIGN(const auto part, catalog_.parties(things_at_a_time, offset));
            for (const Party& each : part) {
                if (!wanted(each.name)) continue;
                std::string aliases;
                for (const char c : each.aliases) aliases += c == '\n' ? std::string("; ") : std::string(1, c);
                TRY(put({{"name", text_cell(each.name)},
                         {"aliases", text_cell(aliases)},
                         {"initials", text_cell(each.initials)},
                         {"note", text_cell(each.note)},
                         {"records", count_cell(each.records)}}));
            }
            if (part.size() < things_at_a_time) return {};
        }
    }

    Result<void> locations()
    {
        TRY_ASSIGN(const auto all, Places(catalog_).locations(""));
        for (const Location& each : all)
            TRY(put({{"address", text_cell(each.code)},
                     {"kind", text_cell(word(text_of(each.kind)))},
                     {"parent", text_cell(each.parent_code)},
                     {"name", text_cell(each.name)},
                     {"capacity", each.capacity ? count_cell(*each.capacity) : SheetCell()},
                     {"climate", text_cell(each.climate)},
                     {"note", text_cell(each.note)},
                     {"retired", text_cell(word(each.retired ? say("yes", "是") : say("no", "否")))},
                     {"papers", count_cell(each.papers)}}));
        return {};
    }

    Result<void> papers()
    {
        Places places(catalog_);
        TRY_ASSIGN(const auto all, places.locations(""));
        for (const Location& each : all)
            for (std::size_t offset = 0;; offset += things_at_a_time) {
                TRY_ASSIGN(const auto part, places.papers_in(each.code, things_at_a_time, offset));
                for (const PaperPlace& paper : part) {
                    TRY_ASSIGN(const std::string title, title_of(paper.paper));
                    TRY(put({{"paper", text_cell(paper.paper.text())},
                             {"location", text_cell(paper.location)},
                             {"title", text_cell(title)},
                             {"home", text_cell(paper.home)},
                             {"loan", paper.loan ? count_cell(raw(*paper.loan)) : SheetCell()}}));
                }
                if (part.size() < things_at_a_time) break;
            }
        return {};
    }

    Result<void> loans()
    {
        const Lending lending(place_.archive);
        LoanRequest request;
        request.open_only = false;
        request.oldest_first = true;
        request.limit = things_at_a_time;
        for (;; request.offset += things_at_a_time) {
            TRY_ASSIGN(const auto part, Loans(catalog_).list(request));
            for (const Loan& each : part)
                TRY(put({{"id", count_cell(raw(each.id))},
                         {"paper", text_cell(each.paper.text())},
                         {"title", text_cell(each.title)},
                         {"reader", text_cell(each.reader)},
                         {"unit", text_cell(each.unit)},
                         {"contact", text_cell(each.contact)},
                         {"purpose", text_cell(each.purpose)},
                         {"manner", text_cell(word(loan_text(each.manner)))},
                         {"approved_by", text_cell(each.approved_by)},
                         {"lent", date_cell(lending.day_of(each.lent_at).text())},
                         {"lent_by", text_cell(each.lent_by)},
                         {"due", date_cell(each.due.text())},
                         {"renewals", count_cell(each.renewals)},
                         {"pages", each.pages > 0 ? count_cell(each.pages) : SheetCell()},
                         {"returned", each.returned_at ? date_cell(lending.day_of(*each.returned_at).text()) : SheetCell()},
                         {"received_by", text_cell(each.received_by)},
                         {"condition", text_cell(each.condition.empty() ? "" : word(loan_text(each.condition)))},
                         {"pages_returned", each.pages_returned ? count_cell(*each.pages_returned) : SheetCell()},
                         {"note", text_cell(each.note)}}));
            if (part.size() < things_at_a_time) return {};
        }
    }

    Result<void> numbers()
    {
        return Numbers(catalog_).each_apart([&](const NumberFact& fact) {
            SheetRow row;
            for (const TableColumn& column : columns_)
                row.push_back(number_cell_of(fact, column.name, place_.request.in_chinese));
            return receive_(row);
        });
    }

private:
    [[nodiscard]] bool wanted(const std::string& name) const
    {
        return !place_.request.names || place_.request.names->contains(name);
    }

    Result<void> chosen_records(Places& places, const std::vector<RecordId>& only)
    {
        for (std::size_t at = 0; at < only.size(); at += things_at_a_time) {
            const auto end = std::min(at + things_at_a_time, only.size());
            const std::vector<RecordId> ids(only.begin() + static_cast<std::ptrdiff_t>(at),
                                            only.begin() + static_cast<std::ptrdiff_t>(end));
            TRY_ASSIGN(const auto part, catalog_.records(ids));
            TRY_ASSIGN(ranks_, Folders(catalog_).ranks(ids));
            for (const Record& record : part) {
                // One that was merged into another has no place of its own any more.
                auto paper = places.whereabouts(PaperName{"", record.code.text()});
                if (!paper.ok() && paper.error().kind != ErrorKind::refused) return std::move(paper).error();
                TRY(receive_(row_of(record, paper.ok() ? *paper : PaperPlace{})));
            }
        }
        return {};
    }

    /// What the query finds, by id.
    Result<std::vector<RecordId>> records_found() const
    {
        TRY_ASSIGN(const Query query, Query::parse(place_.request.query));
        TRY_ASSIGN(const auto reader, place_.state.index->reader());
        SearchRequest request;
        request.relax = Relaxation::forbidden;
        request.facets = false;
        request.sort = SortOrder::code;
        request.limit = 1;
        TRY_ASSIGN(IndexResult result, reader->search(query, request));
        request.limit = static_cast<std::size_t>(result.total);
        if (request.limit > 1) {
            TRY_ASSIGN(result, reader->search(query, request));
        }
        std::vector<RecordId> records;
        for (const IndexHit& hit : result.hits) records.push_back(hit.record);
        std::ranges::sort(records);
        return records;
    }

    /// Codes of the other records that have the bytes of its original, one a line: an import takes them for meant.
    [[nodiscard]] Result<std::string> twins_of(const Record& record)
    {
        std::string twins;
        const auto original = std::ranges::find(record.components, ComponentRole::original, &Component::role);
        if (original == record.components.end()) return twins;
        TRY_ASSIGN(const auto codes, catalog_.codes_of(original->digest));
        for (const ReferenceCode& code : codes)
            if (code != record.code) twins += (twins.empty() ? "" : "\n") + code.text();
        return twins;
    }

    [[nodiscard]] std::string word(const Text& text) const { return place_.request.in_chinese ? text.zh : text.en; }

    Result<void> put(Cells cells)
    {
        SheetRow row;
        for (const TableColumn& column : columns_) row.push_back(std::move(cells[column.name]));
        return receive_(row);
    }

    SheetRow row_of(const Record& record, const PaperPlace& at) const
    {
        SheetRow row;
        for (const TableColumn& column : columns_) row.push_back(cell_of(record, at, column.name));
        return row;
    }

    SheetCell cell_of(const Record& record, const PaperPlace& at, std::string_view column) const
    {
        if (column == "code") return text_cell(record.code.text());
        if (column == "position") {
            const auto rank = ranks_.find(record.id);
            return rank == ranks_.end() ? SheetCell() : count_cell(rank->second);
        }
        // A record that is where its folder is has no place of its own.
        if (column == "location") return text_cell(at.with_folder ? std::string() : at.location);
        if (column == "path") return text_cell(paths_.original);
        if (column == "attachments") return text_cell(paths_.attachments);
        if (column == "same_as") return text_cell(paths_.same_as);
        if (column == "filed_at") return text_cell(to_iso8601(record.filed_at));
        if (column == "filed_by") return text_cell(record.filed_by);
        if (column == "files") {
            std::string names;
            for (const Component& each : record.components)
                names += (names.empty() ? "" : "; ") +
                         (each.file_name.empty() ? each.digest.hex() : to_valid_utf8(each.file_name));
            return text_cell(names);
        }
        if (column == "pages") {
            std::int64_t pages = 0;
            for (const Component& each : record.components)
                if (each.role == ComponentRole::original) pages += each.pages;
            return pages > 0 ? count_cell(pages) : SheetCell();
        }
        return metadata_cell(record.metadata, column);
    }

    Result<std::string> title_of(const PaperName& paper)
    {
        if (paper.is_folder()) {
            TRY_ASSIGN(Folder folder, catalog_.folder(paper.category, paper.number));
            return std::move(folder.title);
        }
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(paper.number));
        TRY_ASSIGN(Record record, catalog_.record(code));
        return std::move(record.metadata.title);
    }

    const ExportPlace& place_;
    Catalog& catalog_;
    std::span<const TableColumn> columns_;
    const SheetRowReceiver& receive_;
    ExportedFiles::Paths paths_;              ///< of the record at hand
    std::map<RecordId, std::int64_t> ranks_;  ///< of the records at hand: places by hand in their folders
};

}  // namespace

Result<void> table_rows(const ExportPlace& place, std::span<const TableColumn> columns, const SheetRowReceiver& receive)
{
    TableRows rows(place, columns, receive);
    switch (place.request.kind) {
    case TableKind::records: return rows.records();
    case TableKind::categories: return rows.categories();
    case TableKind::folders: return rows.folders();
    case TableKind::parties: return rows.parties();
    case TableKind::locations: return rows.locations();
    case TableKind::papers: return rows.papers();
    case TableKind::loans: return rows.loans();
    case TableKind::numbers: return rows.numbers();
    }
    return {};
}

}  // namespace fonds
