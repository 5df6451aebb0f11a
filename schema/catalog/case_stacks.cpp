// SPDX-License-Identifier: GPL-3.0-or-later
// Records of a case that were scanned in one stack with others.
#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/hold_rows.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_notes = 100;

Text note(bool waits, const std::string& held, const std::string& outside)
{
    if (waits)
        return say("pages of its scanned stack wait on the desk; before they are accepted or rejected it does not go",
                   "同批扫描尚有页面在待整理台,接受或退回之前不能销毁或移交");
    if (!held.empty())
        return say("{} came in the same scanned stack and is on hold; while it is, neither goes",
                   "与 {} 同批扫描,后者已被冻结,解冻之前均不能销毁或移交", {held});
    return say(
        "{} came in the same scanned stack and does not go with it: the scanned stack goes, what was cut from it for {} "
        "stays",
        "与 {} 同批扫描,后者不随本案处置:扫描原件一并销毁,已为 {} 分出的页面保留", {outside, outside});
}

}  // namespace

Result<StackNotes> Cases::stack_notes(std::string_view number)
{
    return state_.read([&]() -> Result<StackNotes> {
        StackNotes found;
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        const std::string beside(pieces_beside);
        TRY_ASSIGN(
            auto rows,
            state_.db.query(
                "SELECT record.code, EXISTS (SELECT 1" + beside +
                    "other.state = 'waiting') AS waits, coalesce((SELECT min(sibling.code) FROM record AS sibling WHERE"
                    " sibling.id IN (SELECT other.record" +
                    beside + "other.record <> record.id AND other.record IN (" + std::string(held_ids) +
                    "))), '') AS held, coalesce((SELECT min(sibling.code) FROM record AS sibling WHERE sibling.id IN"
                    " (SELECT other.record" +
                    beside +
                    "other.record <> record.id) AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.record ="
                    " sibling.id) AND NOT EXISTS (SELECT 1 FROM case_item AS theirs WHERE theirs.disposition = ?1 AND"
                    " theirs.record = sibling.id AND theirs.decision IN ('', 'destroy', 'transfer'))), '') AS outside"
                    " FROM case_item JOIN record ON record.id = case_item.record WHERE disposition = ?1 AND outcome = ''"
                    " AND decision IN ('', 'destroy', 'transfer') AND EXISTS (SELECT 1 FROM piece WHERE piece.record ="
                    " record.id) AND (waits OR held <> '' OR outside <> '') ORDER BY record.category, record.sequence,"
                    " record.serial",
                {row.id}));
        TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
            ++found.count;
            if (found.notes.size() >= most_notes) return {};
            TRY_ASSIGN(auto code, ReferenceCode::parse(each.view(0)));
            found.notes.push_back({std::move(code), note(each.integer(1) != 0, each.text(2), each.text(3))});
            return {};
        }));
        return found;
    });
}

}  // namespace fonds
