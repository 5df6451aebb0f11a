// SPDX-License-Identifier: GPL-3.0-or-later
// 销毁: what is condemned, its burial, and the bytes that are owed.
#include <algorithm>
#include <map>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/log_clock.hpp"
#include "schema/catalog/places.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/rule_rows.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/catalog/tombstones.hpp"

namespace fonds {

namespace {

struct Due {
    std::int64_t record = 0;
    std::string code, due;
    bool held = false, lent = false, on_desk = false, beside_held = false;
};

/// What is still to be destroyed or transferred, as it stands today. Clocks must be wound.
Result<std::vector<Due>> still_to_go(CatalogState& state, const CaseRow& row, CaseDecision decision)
{
    std::vector<Due> all;
    TRY_ASSIGN(
        auto rows,
        state.db.query(
            "SELECT record.id, record.code, coalesce(retention_clock.due, ''), " + std::string(record_is_held) +
                ", EXISTS (SELECT 1 FROM record_place WHERE record_place.record = record.id AND loan IS NOT NULL),"
                " EXISTS (SELECT 1" +
                std::string(pieces_beside) + "other.state = 'waiting'), EXISTS (SELECT 1" + std::string(pieces_beside) +
                "other.record <> record.id AND other.record IN (" + std::string(held_ids) +
                "))"
                " FROM case_item JOIN record ON record.id = case_item.record LEFT JOIN retention_clock ON"
                " retention_clock.record = record.id WHERE disposition = ?1 AND decision = ?2 AND outcome = '' ORDER BY"
                " record.id",
            {row.id, name_of(decision)}));
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        all.push_back({each.integer(0), each.text(1), each.text(2), each.integer(3) != 0, each.integer(4) != 0,
                       each.integer(5) != 0, each.integer(6) != 0});
        return {};
    }));
    return all;
}

using FixedParts = std::map<std::string, std::string>;  ///< by reference code

FixedParts fixed_parts(const Json& records)
{
    FixedParts parts;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Json one = records.at(i);
        parts[one.get("code").text()] = fixed_part(one);
    }
    return parts;
}

/// As they were signed.
Result<FixedParts> listed_parts(CatalogState& state, const CaseRow& row)
{
    TRY_ASSIGN(const CasePaper listed, newest_paper(state, row, CasePaperKind::register_));
    if (listed.round != row.round || Digest::of(listed.content) != listed.digest)
        return error(ErrorKind::corrupt,
                     say("The register of {} is not what was signed", "{} 的销毁清册与签批时不一致", {row.number}))
            .with_hint(say("Somebody changed the database past Fonds: compare it with a backup.",
                           "数据库曾被 Fonds 以外的程序改动:请与备份比对。"))
            .at(row.number);
    TRY_ASSIGN(const Json content, Json::parse(listed.content));
    return fixed_parts(content.get("records"));
}

bool is_kept_longer(const Due& due, const Date& today)
{
    return due.due.empty() || due.due > today.text();
}

/// Why a record that was approved does not go after all; empty: it does.
Text obstacle(const Due& due, const FixedParts& listed, const FixedParts& now, const Date& today)
{
    if (due.held) return say("it came under a hold", "已被冻结");
    if (due.beside_held) return say("a record of the same scanned stack is on hold", "同批扫描的其他档案已被冻结");
    if (is_kept_longer(due, today)) return say("its rules keep it longer now", "按现行规则尚未届满");
    if (due.lent) return say("its paper is on loan", "纸质原件借出未还");
    if (due.on_desk)
        return say("pages of the stack it was scanned with still wait on the desk", "同批扫描的页面仍在待整理台");
    const auto signed_for = listed.find(due.code), stands = now.find(due.code);
    if (signed_for == listed.end() || stands == now.end() || signed_for->second != stands->second)
        return say("it is not what the register says any more", "与销毁清册所列不一致");
    return {};
}

}  // namespace

Result<std::vector<Obstacle>> obstacles_of(CatalogState& state, const CaseRow& row, CaseDecision decision, const Date& today)
{
    std::vector<Obstacle> all;
    TRY_ASSIGN(const auto listed, listed_parts(state, row));
    TRY_ASSIGN(const Json rows_now, register_rows(state, row, today));
    const auto now = fixed_parts(rows_now);
    TRY_ASSIGN(const auto rows, still_to_go(state, row, decision));
    for (const Due& due : rows)
        if (Text why = obstacle(due, listed, now, today); !why.empty())
            all.push_back({due.record, due.code, std::move(why)});
    return all;
}

Result<std::vector<LeftOut>> leave_out_obstacles(CatalogState& state, const CaseRow& row, CaseDecision decision,
                                                 const Date& today, const Stamp& stamp)
{
    std::vector<LeftOut> left;
    TRY_ASSIGN(const auto obstacles, obstacles_of(state, row, decision, today));
    for (const Obstacle& each : obstacles) {
        TRY(except_item(state, row, each.record, each.code, each.why, stamp));
        TRY_ASSIGN(auto code, ReferenceCode::parse(each.code));
        left.push_back({std::move(code), each.why});
    }
    return left;
}

namespace {

Result<std::vector<Condemned::Bytes>> bytes_of(CatalogState& state, std::int64_t record)
{
    std::vector<Condemned::Bytes> all;
    TRY_ASSIGN(auto rows, state.db.query(std::string(with_whole) + std::string(and_mine) +
                                             "SELECT object.id, digest, size, role, EXISTS (SELECT 1 FROM component WHERE"
                                             " component.object = object.id AND record NOT IN (SELECT id FROM whole)) OR " +
                                             waits_with("object.id") +
                                             " FROM mine JOIN object ON object.id = mine.object ORDER BY digest",
                                         {record}));
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        Condemned::Bytes one;
        one.object = each.integer(0);
        TRY_ASSIGN(one.digest, each.digest(1));
        one.size = static_cast<std::uint64_t>(each.integer(2));
        one.role = each.text(3);
        one.shared = each.integer(4) != 0;
        all.push_back(one);
        return {};
    }));
    return all;
}

/// Everything of a record but what a tombstone says.
Result<void> forget(CatalogState& state, std::int64_t record)
{
    for (const std::string_view table : {"record_tag", "record_rule", "record_extension", "outbox"})
        TRY(state.db.run("DELETE FROM " + std::string(table) + " WHERE record = ?1", {record}));
    // What came with a stack forgets its words, too: a scan's name may tell what was in it.
    TRY(state.db.run(
        "UPDATE arrival SET file_name = x'', folder = x'', defaults = '{}' WHERE id IN (SELECT arrival FROM piece WHERE"
        " record = ?1 UNION SELECT piece_page.arrival FROM piece JOIN piece_page ON piece_page.piece = piece.id WHERE record"
        " = ?1)",
        {record}));
    TRY(state.db.run("UPDATE piece SET facts = '{}', fingerprint = x'' WHERE record = ?1", {record}));
    return {};
}

constexpr std::string_view blank = "UPDATE record SET title = '—', folder = NULL, party = NULL, date = NULL, number = '', "
                                   "amount = NULL, currency = '', note = '',"
                                   " responsible = '', security = '', unit = '', project = '', paper_pages = 0, position = "
                                   "0, page_from = 0, page_to = 0 WHERE id ="
                                   " ?1";

Result<void> bury_one(CatalogState& state, const CaseRow& row, const Condemned& record, const std::string& evidence,
                      const Stamp& stamp)
{
    std::vector<std::int64_t> whole;
    {
        TRY_ASSIGN(auto rows, state.db.query(std::string(with_whole) + "SELECT id FROM whole", {raw(record.record)}));
        TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
            whole.push_back(each.integer(0));
            return {};
        }));
    }
    TRY_ASSIGN(const auto event,
               append_event(state, "record.destroyed", record.code.text(),
                            Json::object().set("reason", row.number).set("case", row.number).dump(), stamp));
    TRY(state.db.run(blank, {raw(record.record)}));
    TRY(insert_tombstone(state, record.record, "destroyed", std::nullopt, row.number, event));
    for (const auto id : whole) {
        if (id != raw(record.record)) TRY(state.db.run(blank, {id}));
        TRY(forget(state, id));
        TRY(state.db.run("DELETE FROM component WHERE record = ?1", {id}));
        TRY(state.db.run("DELETE FROM history WHERE record = ?1", {id}));
    }
    // Asked anew: what was shared with a record buried just now is nobody's any more.
    for (const auto& bytes : record.bytes) TRY(give_up_object(state, row, bytes.object));
    return state.db.run("UPDATE case_item SET outcome = 'destroyed', evidence = ?3 WHERE disposition = ?1 AND record = ?2",
                        {row.id, raw(record.record), evidence});
}

}  // namespace

Result<std::vector<LeftOut>> Cases::begin_destruction(std::string_view number, std::string_view given_method,
                                                      std::string_view given_place, const ClockDay& day, const Stamp& stamp)
{
    std::vector<LeftOut> left;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        TRY(refuse_doubtful_clock(state_, stamp.at));
        const bool goes_on = row.state == CaseState::destroying;
        if (!goes_on) TRY(expect_state(row, CaseState::witnessed));
        TRY_ASSIGN(const std::string method, clean_line(given_method, {"Method", "销毁方式"}));
        TRY_ASSIGN(const std::string place, clean_line(given_place, {"Place", "销毁地点"}));
        TRY_ASSIGN(const auto watched,
                   state_.db.number("SELECT count(*) FROM case_signature WHERE disposition = ?1 AND round = ?2 AND"
                                    " account = ?3",
                                    {row.id, row.round, who.id}));
        if (watched != 0)
            return error(ErrorKind::refused,
                         say("{} signed {} and cannot carry it out", "{} 已签署 {},不得执行销毁", {who.name, row.number}))
                .with_hint(say("Another archivist runs fonds case destroy.", "请由另一名档案管理员执行。"));
        TRY_ASSIGN(const bool accounting, has_accounting(state_, row.id));
        if (accounting && row.procedure == CaseProcedure::general)
            return error(ErrorKind::refused, say("By the rules of today there are accounting records in {}",
                                                 "按现行规则,{} 中有会计档案", {row.number}))
                .with_hint(say("They need five signatures: fonds case reopen {} --reason TEXT.",
                               "须五方签批:fonds case reopen {} --reason 原因。", {row.number}));
        // Looked at again by every run: what is left may have changed since it broke off.
        TRY_ASSIGN(left, leave_out_obstacles(state_, row, CaseDecision::destroy, day.today, stamp));
        if (goes_on) {
            TRY(append_event(state_, "case.destruction_resumed", row.number, "{}", stamp));
            return {};
        }
        // Of nothing no destruction is begun: the case can be closed where it stands.
        TRY_ASSIGN(const bool nothing, nothing_left(state_, row));
        if (nothing) return {};
        TRY_ASSIGN(const auto records,
                   state_.db.number("SELECT count(*) FROM case_item WHERE disposition = ?1 AND decision = 'destroy' AND"
                                    " outcome = ''",
                                    {row.id}));
        TRY(append_event(state_, "case.destruction_begun", row.number,
                         Json::object().set("records", records).set("method", method).set("place", place).dump(), stamp));
        TRY(state_.db.run("UPDATE disposition_case SET executor = ?2, method = ?3, place = ?4 WHERE id = ?1",
                          {row.id, who.id, method, place}));
        return set_state(state_, row, CaseState::destroying);
    }));
    return left;
}

Result<void> Cases::leave_out(std::string_view number, const ReferenceCode& code, const Text& why, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const RecordId record, find_record(state_, code));
        return except_item(state_, row, raw(record), code.text(), why, stamp);
    });
}

Result<void> Cases::expect_due(std::string_view number, const ClockDay& day)
{
    TRY_ASSIGN(const CaseRow row, find_case(state_, number));
    for (const auto decision : {CaseDecision::destroy, CaseDecision::transfer}) {
        TRY_ASSIGN(const auto rows, still_to_go(state_, row, decision));
        for (const Due& each : rows)
            if (is_kept_longer(each, day.today))
                return error(ErrorKind::refused, say("The retention period of {} has not ended by the day of today, {}",
                                                     "{} 的保管期限截至今日({})尚未届满", {each.code, day.today.text()}))
                    .with_hint(
                        say("Look at it with fonds retention show {}; leave it out with fonds case sign --except, or "
                            "send the case back: fonds case reopen {} --reason TEXT.",
                            "可用 fonds retention show {} 查看;签批时用 --except 剔除,或退回鉴定:fonds case reopen {} "
                            "--reason 原因。",
                            {each.code, row.number}))
                    .at(each.code);
    }
    return {};
}

Result<std::vector<Condemned>> Cases::condemned(std::string_view number, std::size_t limit)
{
    return state_.read([&]() -> Result<std::vector<Condemned>> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        std::vector<Condemned> all;
        {
            TRY_ASSIGN(
                auto rows,
                state_.db.query("SELECT record.id, code FROM case_item JOIN record ON record.id = case_item.record WHERE"
                                " disposition = ?1 AND decision = 'destroy' AND outcome = '' ORDER BY record.id LIMIT"
                                " ?2",
                                {row.id, limit}));
            TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
                TRY_ASSIGN(auto code, ReferenceCode::parse(each.view(1)));
                all.push_back({RecordId{each.integer(0)}, std::move(code), {}});
                return {};
            }));
        }
        for (auto& one : all) {
            TRY_ASSIGN(one.bytes, bytes_of(state_, raw(one.record)));
        }
        return all;
    });
}

Result<std::vector<LeftOut>> Cases::bury(std::string_view number, const std::vector<Condemned>& records,
                                         const std::vector<std::string>& evidence, const Stamp& stamp)
{
    std::vector<LeftOut> left;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        static_cast<void>(who);
        TRY(expect_state(row, CaseState::destroying));
        Places places(catalog_);
        for (std::size_t i = 0; i < records.size() && i < evidence.size(); ++i) {
            const Condemned& record = records[i];
            if (const auto free = refuse_held(state_, record.record, record.code); !free.ok()) {
                if (free.error().kind != ErrorKind::refused) return free.error();
                TRY(except_item(state_, row, raw(record.record), record.code.text(), free.error().what, stamp));
                left.push_back({record.code, free.error().what});
                continue;
            }
            TRY_ASSIGN(const auto paper,
                       state_.db.number("SELECT EXISTS (SELECT 1 FROM paper WHERE record = ?1 AND location IS NOT NULL)",
                                        {raw(record.record)}));
            if (paper != 0) {
                TRY_ASSIGN(const auto moved, places.put({PaperName{{}, record.code.text()}}, "", row.number, stamp));
                static_cast<void>(moved);
            }
            TRY(bury_one(state_, row, record, evidence[i], stamp));
        }
        return {};
    }));
    return left;
}

Result<std::vector<OwedBytes>> Cases::owed_bytes(std::size_t limit)
{
    std::vector<OwedBytes> all;
    TRY_ASSIGN(auto rows, state_.db.query("SELECT object.id, digest FROM destroyed_object JOIN object ON object.id ="
                                          " destroyed_object.object WHERE owed = 1 ORDER BY object.id LIMIT ?1",
                                          {limit}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        TRY_ASSIGN(const Digest digest, row.digest(1));
        all.push_back({row.integer(0), digest});
        return {};
    }));
    return all;
}

Result<void> Cases::settle_bytes(const std::vector<OwedBytes>& gone)
{
    return state_.write([&]() -> Result<void> {
        for (const auto& one : gone)
            TRY(state_.db.run("UPDATE destroyed_object SET owed = 0 WHERE object = ?1", {one.object}));
        return {};
    });
}

Result<void> Cases::end_destruction(std::string_view number, std::string_view verified, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY(expect_state(row, CaseState::destroying));
        TRY_ASSIGN(const auto left,
                   state_.db.number("SELECT (SELECT count(*) FROM case_item WHERE disposition = ?1 AND decision ="
                                    " 'destroy' AND outcome = '') + (SELECT count(*) FROM destroyed_object WHERE"
                                    " disposition = ?1 AND owed = 1)",
                                    {row.id}));
        if (left != 0)
            return error(ErrorKind::internal, say("Case {} is not destroyed yet", "{} 尚未销毁完毕", {row.number}));
        TRY_ASSIGN(
            const auto destroyed,
            state_.db.number("SELECT count(*) FROM case_item WHERE disposition = ?1 AND outcome = 'destroyed'", {row.id}));
        TRY_ASSIGN(const Json facts, Json::parse(verified));
        TRY(append_event(state_, "case.destroyed", row.number,
                         Json::object().set("records", destroyed).set("verified", facts).dump(), stamp));
        return set_state(state_, row, CaseState::destroyed);
    });
}

Result<void> Cases::purge()
{
    // Deleted rows stay readable in free pages and in the log until these are written over.
    TRY(state_.db.run("VACUUM"));
    TRY_ASSIGN(const auto busy, state_.db.number("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (busy == 0) return {};
    return error(ErrorKind::locked,
                 say("Somebody reads the catalog: traces of what was deleted stay in its log until it is free",
                     "目录库正在被读取,删除内容的残留暂留在其日志中"))
        .with_hint(say("Run fonds case destroy again in a moment.", "请稍后再次执行 fonds case destroy。"));
}

}  // namespace fonds
