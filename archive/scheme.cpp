// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scheme.hpp"

#include <algorithm>
#include <array>

#include "archive/category_row.hpp"
#include "archive/named_table.hpp"
#include "archive/state.hpp"

namespace fonds {

namespace {

/// Errors that speak of one row; any other is about the catalog itself.
bool is_about_row(ErrorKind kind)
{
    return kind == ErrorKind::usage || kind == ErrorKind::not_found || kind == ErrorKind::duplicate ||
           kind == ErrorKind::refused || kind == ErrorKind::bad_input;
}

class SchemeImport {
public:
    SchemeImport(Catalog& catalog, const NamedTable& table, const std::string& standard, const Stamp& stamp)
        : catalog_(catalog), table_(table), standard_(standard), stamp_(stamp),
          scheme_(catalog, Date::of(stamp.at), ForceBy::list)
    {
    }

    Result<SchemeReport> run()
    {
        SchemeReport report;
        report.rows.resize(table_.rows.size());
        std::vector<bool> done(table_.rows.size(), false);
        std::vector<std::string> named;
        for (std::size_t i = 0; i < table_.rows.size(); ++i) {
            SchemeRow& row = report.rows[i];
            row.line = table_.rows[i].line;
            row.code = canonical_category_code(table_.cell(table_.rows[i], "code"));
            row.problem = table_.misread(table_.rows[i]);
            if (!row.problem && std::ranges::find(named, row.code) != named.end())
                row.problem = error(ErrorKind::bad_input, say("The list has {} twice", "清单中 {} 出现两次", {row.code}));
            named.push_back(row.code);
            done[i] = row.problem.has_value();
        }
        // Whoever stands below another comes behind it, wherever it stands in the list.
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t i = 0; i < report.rows.size(); ++i) {
                if (done[i] || waits_for_parent(i, report, done)) continue;
                TRY(take(i, report.rows[i]));
                done[i] = moved = true;
            }
        }
        for (std::size_t i = 0; i < report.rows.size(); ++i)
            if (!done[i])
                report.rows[i].problem =
                    error(ErrorKind::bad_input, say("{} stands below itself", "{} 的上级门类成环", {report.rows[i].code}));
        for (SchemeRow& row : report.rows) {
            if (row.problem) row.status = SchemeRowStatus::refused;
            ++(row.status == SchemeRowStatus::added     ? report.added
               : row.status == SchemeRowStatus::changed ? report.changed
               : row.status == SchemeRowStatus::same    ? report.same
                                                        : report.refused);
        }
        return report;
    }

private:
    [[nodiscard]] bool waits_for_parent(std::size_t row, const SchemeReport& report, const std::vector<bool>& done) const
    {
        const std::string parent = canonical_category_code(table_.cell(table_.rows[row], "parent"));
        if (parent.empty()) return false;
        for (std::size_t i = 0; i < report.rows.size(); ++i)
            if (report.rows[i].code == parent) return !done[i];
        return false;
    }

    Result<void> take(std::size_t i, SchemeRow& row)
    {
        auto taken = take_category(catalog_, scheme_, table_, table_.rows[i], standard_, {}, stamp_);
        if (taken.ok())
            row.status = *taken;
        else if (is_about_row(taken.error().kind))
            row.problem = std::move(taken).error();
        else
            return std::move(taken).error();
        return {};
    }

    Catalog& catalog_;
    const NamedTable& table_;
    const std::string& standard_;
    const Stamp& stamp_;
    LawfulScheme scheme_;
};

}  // namespace

Result<SchemeReport> import_scheme(Catalog& catalog, std::string_view csv, bool dry_run, const std::string& standard,
                                   const Stamp& stamp)
{
    constexpr std::array<std::string_view, 1> needed{"code"};
    TRY_ASSIGN(const NamedTable table, read_named_table(csv, category_columns(), needed));
    std::optional<SchemeReport> report;
    const auto whole = catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(report, SchemeImport(catalog, table, standard, stamp).run());
        report->done = !dry_run && report->refused == 0;
        return report->done ? Result<void>() : error(ErrorKind::refused, say("Nothing was changed", "未作任何更改"));
    });
    if (!whole.ok() && (!report || report->done)) return whole.error();
    return std::move(*report);
}

Result<SchemeReport> SchemeBook::import(std::string_view csv, bool dry_run)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const std::string standard =
        state_.config.code_template.empty() ? std::string(CodeTemplate::standard) : state_.config.code_template;
    return import_scheme(state_.catalog, csv, dry_run, standard, state_.stamp());
}

}  // namespace fonds
