// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of the four-property check against their digests, and against the audit log.
#include "schema/catalog/checking.hpp"

namespace fonds {

Result<void> check_examinations(CatalogState& state, Findings& findings)
{
    const auto hint = say("Somebody or something changed the database past Fonds: compare it with a backup.",
                          "数据库曾被 Fonds 以外的程序改动:请与备份比对。");
    TRY_ASSIGN(
        auto rows,
        state.db.query("SELECT property_check.id, report, digest, coalesce(action = 'properties.examined' AND subject ="
                       " CAST(property_check.id AS TEXT) AND json_extract(detail, '$.digest') = lower(hex(digest)) AND"
                       " json_extract(detail, '$.failed') = failed AND json_extract(detail, '$.records') = records, 0)"
                       " FROM property_check LEFT JOIN event ON event.sequence = property_check.event ORDER BY"
                       " property_check.id"));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(2));
        if (Digest::of(row.view(1)) != digest || row.integer(3) == 0)
            findings.add("examination.changed", std::to_string(row.integer(0)),
                         say("Report {} of the four-property check is not what was kept", "四性检测报告 {} 与保存时不一致",
                             {row.integer(0)}),
                         hint);
        return {};
    }));
    TRY_ASSIGN(auto lost, state.db.query("SELECT subject FROM event WHERE action = 'properties.examined' AND NOT EXISTS"
                                         " (SELECT 1 FROM property_check WHERE property_check.event = event.sequence)"));
    return lost.each([&](const sqlite::Rows& row) -> Result<void> {
        findings.add("examination.changed", row.text(0),
                     say("Report {} of the four-property check is missing", "四性检测报告 {} 已丢失", {row.view(0)}), hint);
        return {};
    });
}

}  // namespace fonds
