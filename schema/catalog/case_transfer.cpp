// SPDX-License-Identifier: GPL-3.0-or-later
// 移交 to another archive, and the end of a case.
#include <algorithm>
#include <map>
#include <set>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/hold_rows.hpp"
#include "schema/catalog/log_clock.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/catalog/tombstones.hpp"

namespace fonds {

namespace {

/// In meta: the round, a line break, the list.
std::string meta_name(const CaseRow& row)
{
    return "transfer_list " + row.number;
}

/// ErrorKind::corrupt unless the log tells of this package.
Result<void> expect_logged(CatalogState& state, const CaseRow& row, const Digest& digest)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT json_extract(detail, '$.digest') FROM event WHERE subject = ?1 AND action ="
                                         " 'case.packed' ORDER BY sequence DESC LIMIT 1",
                                         {row.number}));
    TRY_ASSIGN(const bool found, rows.next());
    if (found && rows.view(0) == digest.hex()) return {};
    return error(ErrorKind::corrupt,
                 say("The transfer list of {} is not what was packed", "{} 的移交清册与打包时不一致", {row.number}))
        .with_hint(say("Somebody changed the database past Fonds: compare it with a backup, and pack again.",
                       "数据库曾被 Fonds 以外的程序改动:请与备份比对,并重新打包。"))
        .at(row.number);
}

Error not_as_packed(const CaseRow& row, std::string_view code, const Text& what)
{
    return error(ErrorKind::refused, what)
        .with_hint(
            say("Take that package back from its receiver, and pack again: fonds case pack {} -o FOLDER; what may not "
                "go is not in it then.",
                "请向接收方撤回该移交包,再重新打包:fonds case pack {} -o 目录;新包只含可移交的档案。", {row.number}))
        .at(std::string(code));
}

/// Is the list that of exactly these records?
Result<void> compare_package(const CaseRow& row, const CasePaper& list, const std::set<std::string>& going,
                             const std::map<std::string, Text>& left)
{
    TRY_ASSIGN(const Json content, Json::parse(list.content));
    const Json records = content.get("records");
    std::set<std::string> packed;
    for (std::size_t i = 0; i < records.size(); ++i) packed.insert(records.at(i).get("code").text());
    for (const std::string& code : packed) {
        if (going.contains(code)) continue;
        const auto why = left.find(code);
        return not_as_packed(row, code,
                             say("The package of {} has {}, which may not go: {}", "{} 的移交包中有 {},不得移交:{}",
                                 {row.number, code, why == left.end() ? text_of(CaseDecision::excepted) : why->second}));
    }
    for (const std::string& code : going)
        if (!packed.contains(code))
            return not_as_packed(row, code,
                                 say("The package of {} does not have {}", "{} 的移交包中没有 {}", {row.number, code}));
    return {};
}

/// The codes of what waits to be handed over.
Result<std::set<std::string>> waiting_to_go(CatalogState& state, const CaseRow& row)
{
    std::set<std::string> codes;
    TRY_ASSIGN(auto rows, state.db.query("SELECT code FROM case_item JOIN record ON record.id = case_item.record WHERE"
                                         " disposition = ?1 AND decision = 'transfer' AND outcome = ''",
                                         {row.id}));
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        codes.insert(each.text(0));
        return {};
    }));
    return codes;
}

Result<void> expect_package_of(CatalogState& state, const CaseRow& row, const Date& today)
{
    TRY_ASSIGN(auto going, waiting_to_go(state, row));
    TRY_ASSIGN(const auto obstacles, obstacles_of(state, row, CaseDecision::transfer, today));
    std::map<std::string, Text> left;
    for (const Obstacle& each : obstacles) {
        going.erase(each.code);
        left.emplace(each.code, each.why);
    }
    if (going.empty()) return {};
    auto list = newest_paper(state, row, CasePaperKind::transfer);
    if (!list.ok() && list.error().kind != ErrorKind::not_found) return list.error();
    if (!list.ok() || list->round != row.round)
        return error(ErrorKind::not_found, say("{} was not packed since it was approved", "{} 批准后尚未打包", {row.number}))
            .with_hint(say("fonds case pack {} -o FOLDER.", "fonds case pack {} -o 目录。", {row.number}));
    return compare_package(row, *list, going, left);
}

}  // namespace

Result<std::optional<CasePaper>> packed_list(CatalogState& state, const CaseRow& row)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT value FROM meta WHERE name = ?1", {meta_name(row)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return std::optional<CasePaper>();
    const std::string value = rows.text(0);
    const auto line = std::min(value.find('\n'), value.size());
    if (value.substr(0, line) != std::to_string(row.round)) return std::optional<CasePaper>();
    CasePaper paper;
    paper.kind = CasePaperKind::transfer;
    paper.round = row.round;
    paper.content = value.substr(std::min(line + 1, value.size()));
    paper.digest = Digest::of(paper.content);
    TRY(expect_logged(state, row, paper.digest));
    return std::optional(std::move(paper));
}

Result<void> forget_package(CatalogState& state, const CaseRow& row)
{
    return state.db.run("DELETE FROM meta WHERE name = ?1", {meta_name(row)});
}

Result<std::vector<LeftOut>> Cases::may_not_go(std::string_view number, const ClockDay& day)
{
    return state_.read([&]() -> Result<std::vector<LeftOut>> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const auto obstacles, obstacles_of(state_, row, CaseDecision::transfer, day.today));
        std::vector<LeftOut> left;
        for (const Obstacle& each : obstacles) {
            TRY_ASSIGN(auto code, ReferenceCode::parse(each.code));
            left.push_back({std::move(code), each.why});
        }
        return left;
    });
}

Result<void> Cases::packed(std::string_view number, std::string_view content, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        static_cast<void>(who);
        if (row.state < CaseState::approved || row.state > CaseState::handed_over)
            TRY(expect_state(row, CaseState::approved));
        TRY_ASSIGN(const Json list, Json::parse(content));
        TRY(append_event(state_, "case.packed", row.number,
                         Json::object()
                             .set("digest", Digest::of(content).hex())
                             .set("records", static_cast<std::int64_t>(list.get("records").size()))
                             .dump(),
                         stamp));
        // A package may be written again: the newest counts, and what was handed over becomes the paper.
        return state_.db.run("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                             {meta_name(row), std::to_string(row.round) + "\n" + std::string(content)});
    });
}

Result<void> Cases::expect_package(std::string_view number, const ClockDay& day)
{
    return state_.read([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        if (row.state < CaseState::approved || row.state > CaseState::handed_over)
            TRY(expect_state(row, CaseState::approved));
        return expect_package_of(state_, row, day.today);
    });
}

Result<std::vector<LeftOut>> Cases::hand_over(std::string_view number, std::string_view given, const ClockDay& day,
                                              const Stamp& stamp)
{
    std::vector<LeftOut> left;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        static_cast<void>(who);
        TRY(refuse_doubtful_clock(state_, stamp.at));
        TRY_ASSIGN(const std::string receipt, clean_line(given, {"Receipt", "接收凭证"}));
        if (receipt.empty())
            return error(ErrorKind::usage, say("It must be said how the receiver confirmed", "须写明接收方的确认凭证"))
                .with_hint(say("Say it: --receipt TEXT.", "请用 --receipt 给出。"));
        if (row.state < CaseState::approved || row.state > CaseState::handed_over)
            TRY(expect_state(row, CaseState::approved));
        TRY(expect_package_of(state_, row, day.today));
        TRY_ASSIGN(const auto list, packed_list(state_, row));
        TRY_ASSIGN(left, leave_out_obstacles(state_, row, CaseDecision::transfer, day.today, stamp));
        struct Going {
            std::int64_t record;
            std::string code;
        };
        std::vector<Going> going;
        {
            TRY_ASSIGN(
                auto rows,
                state_.db.query("SELECT record.id, code FROM case_item JOIN record ON record.id = case_item.record WHERE"
                                " disposition = ?1 AND decision = 'transfer' AND outcome = '' ORDER BY record.id",
                                {row.id}));
            TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
                going.push_back({each.integer(0), each.text(1)});
                return {};
            }));
        }
        TRY_ASSIGN(auto head, state_.db.query("SELECT receiver, receipt FROM disposition_case WHERE id = ?1", {row.id}));
        TRY_ASSIGN(const bool there, head.next());
        const std::string receiver = there ? head.text(0) : std::string();
        const std::string before = there ? head.text(1) : std::string();
        if (going.empty()) {
            if (!left.empty()) return {};
            // The same again finishes what broke off: bytes may still be owed.
            if (!before.empty() && before == receipt) return {};
            if (!before.empty())
                return error(ErrorKind::refused, say("{} was handed over already; its receipt: {}", "{} 已移交,接收凭证:{}",
                                                     {row.number, before}))
                    .with_hint(say("A receipt stays as it was entered. File another paper as a record: fonds file.",
                                   "接收凭证登记后不再更改;其他凭证可另行归档:fonds file。"))
                    .at(row.number);
            return error(ErrorKind::refused, say("Nothing of {} is left to hand over", "{} 没有待移交的档案", {row.number}));
        }
        std::int64_t gone = 0;
        for (const Going& one : going) {
            TRY_ASSIGN(auto code, ReferenceCode::parse(one.code));
            TRY(refuse_held(state_, RecordId{one.record}, code));
            TRY_ASSIGN(
                const auto event,
                append_event(state_, "record.transferred", one.code,
                             Json::object().set("to", receiver).set("receipt", receipt).set("case", row.number).dump(),
                             stamp));
            TRY(insert_tombstone(state_, RecordId{one.record}, "transferred", std::nullopt, row.number + " → " + receiver,
                                 event));
            ++gone;
            std::vector<std::int64_t> objects;
            {
                TRY_ASSIGN(auto rows,
                           state_.db.query(std::string(with_whole) + std::string(and_mine) + "SELECT object FROM mine",
                                           {one.record}));
                TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
                    objects.push_back(each.integer(0));
                    return {};
                }));
            }
            TRY_ASSIGN(const Json files, files_of(state_, one.record));
            TRY(state_.db.run("DELETE FROM outbox WHERE record = ?1", {one.record}));
            TRY(state_.db.run(std::string(with_whole) + "DELETE FROM component WHERE record IN (SELECT id FROM whole)",
                              {one.record}));
            for (const auto object : objects) TRY(give_up_object(state_, row, object));
            TRY(state_.db.run(
                "UPDATE case_item SET outcome = 'transferred', evidence = ?3 WHERE disposition = ?1 AND record = ?2",
                {row.id, one.record, Json::object().set("files", files).set("receipt", receipt).dump()}));
        }
        Json detail = Json::object().set("receipt", receipt).set("records", gone);
        if (list) {
            detail.set("digest", list->digest.hex());
            TRY_ASSIGN(const auto known, state_.db.number("SELECT count(*) FROM case_paper WHERE disposition = ?1 AND kind ="
                                                          " 'transfer' AND round = ?2",
                                                          {row.id, row.round}));
            if (known == 0) {
                TRY_ASSIGN(const Digest stored, store_paper(state_, row, CasePaperKind::transfer, list->content));
                static_cast<void>(stored);
            }
            TRY(forget_package(state_, row));
        }
        TRY(append_event(state_, "case.handed_over", row.number, detail.dump(), stamp));
        return state_.db.run("UPDATE disposition_case SET receipt = ?2 WHERE id = ?1",
                             {row.id, before.empty() || before == receipt ? receipt : before + "; " + receipt});
    }));
    return left;
}

Result<void> Cases::close(std::string_view number, std::string_view certificate, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        static_cast<void>(who);
        TRY_ASSIGN(const bool nothing, nothing_left(state_, row));
        if (row.state == CaseState::destroyed) {
            // Where nothing was destroyed there is nothing to confirm.
            TRY_ASSIGN(
                const auto watched,
                state_.db.number("SELECT CASE WHEN EXISTS (SELECT 1 FROM case_item WHERE disposition = ?1 AND outcome"
                                 " = 'destroyed') THEN (SELECT count(*) FROM case_signature WHERE disposition = ?1 AND"
                                 " round = ?2 AND stage = 'before') - (SELECT count(*) FROM case_signature WHERE"
                                 " disposition = ?1 AND round = ?2 AND stage = 'after') ELSE 0 END",
                                 {row.id, row.round}));
            if (watched != 0)
                return error(ErrorKind::refused, say(watched == 1 ? "{} witness has not confirmed the destruction yet"
                                                                  : "{} witnesses have not confirmed the destruction yet",
                                                     "尚有 {} 名监销人未确认", {watched}))
                    .with_hint(say("Each runs fonds case witness {} OFFICE --after.",
                                   "请各监销人执行 fonds case witness {} 机构 --after。", {row.number}));
        } else if (row.state != CaseState::opinion && row.state != CaseState::approved &&
                   row.state != CaseState::handed_over &&
                   !(nothing && (row.state == CaseState::listed || row.state == CaseState::witnessed))) {
            TRY(expect_state(row, CaseState::destroyed));
        }
        if (!nothing)
            return error(ErrorKind::refused, say("Records of {} still wait to be destroyed or handed over",
                                                 "{} 尚有档案待销毁或移交", {row.number}))
                .with_hint(
                    say("fonds case show {} tells the next step.", "可用 fonds case show {} 查看下一步。", {row.number}));
        Json detail = Json::object();
        if (!certificate.empty()) {
            TRY_ASSIGN(const Digest digest, store_paper(state_, row, CasePaperKind::certificate, std::string(certificate)));
            TRY_ASSIGN(const auto destroyed,
                       state_.db.number("SELECT EXISTS (SELECT 1 FROM case_item WHERE disposition = ?1 AND outcome ="
                                        " 'destroyed')",
                                        {row.id}));
            detail.set(destroyed != 0 ? "certificate" : "statement", digest.hex());
        }
        TRY(forget_package(state_, row));
        TRY(append_event(state_, "case.closed", row.number, detail.dump(), stamp));
        return set_state(state_, row, CaseState::closed);
    });
}

Result<void> Cases::set_paper_record(std::string_view number, CasePaperKind kind, int round, const ReferenceCode& code)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const RecordId record, find_record(state_, code));
        return state_.db.run("UPDATE case_paper SET record = ?4 WHERE disposition = ?1 AND kind = ?2 AND round = ?3",
                             {row.id, stored_name(kind), round, raw(record)});
    });
}

}  // namespace fonds
