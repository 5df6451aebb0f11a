// SPDX-License-Identifier: GPL-3.0-or-later
// Which records are to be inspected again.
#include "schema/catalog/catalog_state.hpp"
#include "schema/catalog/place_rows.hpp"
#include "schema/catalog/stocktakes.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

int years_of(std::string_view grade, const InspectionYears& years)
{
    return grade == "A" ? years.a : grade == "B" ? years.b : years.c;
}

/// A leap day becomes the last day of February.
Date later(const Date& date, int years)
{
    auto day = date.day() + std::chrono::years(years);
    if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
    return Date(day);
}

}  // namespace

Result<std::vector<InspectionDue>> Stocktakes::inspections(const Date& today, const InspectionYears& years)
{
    return state_.read([&]() -> Result<std::vector<InspectionDue>> {
        std::vector<InspectionDue> plan;
        // A day is due when that of the last inspection, so many years later, has come.
        TRY_ASSIGN(
            auto rows,
            state_.db.query(
                "WITH inspected AS (SELECT record.grade AS grade, record.category AS category, substr(coalesce((SELECT"
                " max(scan.at) FROM stocktake_scan AS scan JOIN stocktake ON stocktake.id = scan.stocktake WHERE scan.record"
                " = record.id AND stocktake.closed_at IS NOT NULL), record.filed_at), 1, 10) AS day,"
                " CASE record.grade WHEN 'A' THEN ?1 WHEN 'B' THEN ?2 ELSE ?3 END AS last FROM record"
                " WHERE id NOT IN (SELECT record FROM tombstone) AND id NOT IN (" +
                    std::string(records_without_paper) +
                    "))"
                    " SELECT grade, category.code, count(*), sum(day <= last), min(CASE WHEN day <= last THEN day END),"
                    " min(CASE WHEN day > last THEN day END) FROM inspected JOIN category ON category.id = "
                    "inspected.category"
                    " GROUP BY grade, category.code ORDER BY grade, category.code",
                {later(today, -years.a).text(), later(today, -years.b).text(), later(today, -years.c).text()}));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            InspectionDue& due = plan.emplace_back();
            TRY_ASSIGN(due.grade, parse_grade(row.view(0)));
            due.category = row.text(1);
            due.of = row.integer(2);
            due.records = row.integer(3);
            const auto day = [&](int column) -> Result<std::string> {
                if (row.is_null(column)) return std::string();
                TRY_ASSIGN(const Date last, Date::parse(row.view(column)));
                return later(last, years_of(row.view(0), years)).text();
            };
            TRY_ASSIGN(due.since, day(4));
            TRY_ASSIGN(due.next, day(5));
            return {};
        }));
        return plan;
    });
}

}  // namespace fonds
