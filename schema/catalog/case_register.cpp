// SPDX-License-Identifier: GPL-3.0-or-later
// 销毁清册: what is to go, file by file; who signs it and who watches.
#include <algorithm>

#include "schema/catalog/case_rows.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/log_clock.hpp"
#include "schema/catalog/record_loader.hpp"
#include "schema/catalog/text_check.hpp"

namespace fonds {

namespace {

int years_between(std::string_view from, const Date& until)
{
    if (from.size() != 10) return 0;
    const std::string day = until.text();
    const int years = std::stoi(day.substr(0, 4)) - std::stoi(std::string(from.substr(0, 4)));
    return std::max(0, years - (std::string_view(day).substr(4) < from.substr(4) ? 1 : 0));
}

struct Listed {
    std::string content;
    std::int64_t records = 0;
};

/// Codes and titles of what was merged into a record.
Result<void> tell_merged(CatalogState& state, std::int64_t record, Json& row_of_register)
{
    Json codes = Json::array(), titles = Json::array();
    TRY_ASSIGN(auto rows, state.db.query(std::string(with_whole) +
                                             "SELECT code, title FROM record WHERE id IN (SELECT id FROM whole) AND id <>"
                                             " ?1 ORDER BY code",
                                         {record}));
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        codes.push(row.view(0));
        titles.push(row.view(1));
        return {};
    }));
    row_of_register.set("merged", std::move(codes)).set("merged_titles", std::move(titles));
    return {};
}

Result<Listed> register_of(CatalogState& state, const CaseRow& row, const ClockDay& day, const Stamp& stamp)
{
    TRY_ASSIGN(Json records, register_rows(state, row, day.today));
    const auto count = static_cast<std::int64_t>(records.size());
    std::int64_t pages = 0;
    int first = 9999, last = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Json one = records.at(i);
        first = std::min(first, static_cast<int>(one.get("year").number()));
        last = std::max(last, static_cast<int>(one.get("year").number()));
        pages += one.get("pages").number();
    }
    Json unsettled = Json::array();
    {
        TRY_ASSIGN(
            auto rows,
            state.db.query("SELECT code FROM case_item JOIN record ON record.id = case_item.record WHERE disposition ="
                           " ?1 AND unsettled = 1 ORDER BY code",
                           {row.id}));
        TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
            unsettled.push(each.view(0));
            return {};
        }));
    }
    TRY_ASSIGN(auto head,
               state.db.query("SELECT title, basis, procedure, receiver FROM disposition_case WHERE id = ?1", {row.id}));
    TRY_ASSIGN(const bool there, head.next());
    static_cast<void>(there);
    Json needed = Json::array();
    for (const auto office : offices_needed(row.procedure, CaseStage::approval, true)) needed.push(office);
    Listed listed;
    listed.records = count;
    listed.content = Json::object()
                         .set("format", "fonds-destruction-register/1")
                         .set("case", row.number)
                         .set("fonds", Json::object().set("code", state.identity.code).set("name", state.identity.name))
                         .set("title", head.view(0))
                         .set("basis", head.view(1))
                         .set("procedure", head.view(2))
                         .set("receiver", head.view(3))
                         .set("round", row.round)
                         .set("first_year", count == 0 ? 0 : first)
                         .set("last_year", last)
                         .set("count", count)
                         .set("pages", pages)
                         .set("records", std::move(records))
                         .set("unsettled", std::move(unsettled))
                         .set("signatures_needed", std::move(needed))
                         .set("day", day.today.text())
                         .set("compiled_at", to_iso8601(stamp.at))
                         .set("compiled_by", stamp.actor)
                         .dump();
    return listed;
}

Result<std::vector<std::string>> signed_offices(CatalogState& state, const CaseRow& row, CaseStage stage)
{
    std::vector<std::string> all;
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT office FROM case_signature WHERE disposition = ?1 AND stage = ?2 AND round = ?3"
                              " AND verdict = 'approved'",
                              {row.id, name_of(stage), row.round}));
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        all.push_back(each.text(0));
        return {};
    }));
    return all;
}

std::string joined_offices(const std::vector<std::string_view>& offices)
{
    std::string all;
    for (const auto office : offices) all += (all.empty() ? "" : ", ") + std::string(office);
    return all;
}

Result<void> expect_office(const CaseRow& row, std::string_view office, const std::vector<std::string_view>& needed)
{
    if (std::ranges::find(needed, office) != needed.end()) return {};
    return error(ErrorKind::usage,
                 say("{} needs no signature of “{}”", "{} 不需要“{}”签署", {row.number, text_of_office(office)}))
        .with_hint(say("Offices: {}.", "应签:{}。", {joined_offices(needed)}));
}

/// May this person sign now, as that office?
Result<void> check_signer(CatalogState& state, const CaseRow& row, CaseStage stage, const Acting& who,
                          std::string_view office, const std::vector<std::string_view>& needed)
{
    TRY(expect_office(row, office, needed));
    if (who.id == row.author)
        return error(ErrorKind::refused,
                     say("{} drafted {} and cannot sign it", "{} 是 {} 的拟稿人,不得签署", {who.name, row.number}))
            .with_hint(say("Somebody else of that office signs.", "请由该机构的其他人员签署。"));
    if (who.id == row.executor)
        return error(ErrorKind::refused,
                     say("{} carries {} out and cannot watch it", "{} 是 {} 的执行人,不得监销", {who.name, row.number}));
    if (stage == CaseStage::approval && office != "archives_clerk") {
        TRY_ASSIGN(const auto decided,
                   state.db.number("SELECT EXISTS (SELECT 1 FROM case_item WHERE disposition = ?1 AND (decided_by = ?2 OR"
                                   " seen_by = ?2))",
                                   {row.id, who.id}));
        if (decided != 0)
            return error(ErrorKind::refused, say("{} appraised records of {} and does not approve them",
                                                 "{} 参加了 {} 的鉴定,不得签批", {who.name, row.number}))
                .with_hint(say("Somebody else of that office signs.", "请由该机构的其他人员签署。"));
    }
    if (stage != CaseStage::approval) {
        TRY_ASSIGN(const auto approved,
                   state.db.number("SELECT EXISTS (SELECT 1 FROM case_signature WHERE disposition = ?1 AND round = ?2 AND"
                                   " stage = 'approval' AND account = ?3)",
                                   {row.id, row.round, who.id}));
        if (approved != 0)
            return error(ErrorKind::refused,
                         say("{} approved {} and does not watch it", "{} 已签批 {},不得监销", {who.name, row.number}))
                .with_hint(say("A witness has signed nothing before.", "监销人不得同时是签批人。"));
    }
    TRY_ASSIGN(const auto twice,
               state.db.number("SELECT count(*) FROM case_signature WHERE disposition = ?1 AND stage = ?2 AND round"
                               " = ?3 AND account = ?4",
                               {row.id, name_of(stage), row.round, who.id}));
    if (twice != 0)
        return error(ErrorKind::refused, say("{} has signed {} already", "{} 已签署过 {}", {who.name, row.number}))
            .with_hint(say("Each office signs by another person.", "每一方须由不同的人签署。"));
    TRY_ASSIGN(const auto taken,
               state.db.number("SELECT count(*) FROM case_signature WHERE disposition = ?1 AND stage = ?2 AND round"
                               " = ?3 AND office = ?4",
                               {row.id, name_of(stage), row.round, office}));
    if (taken != 0)
        return error(ErrorKind::refused,
                     say("“{}” has signed {} already", "“{}”已签署 {}", {text_of_office(office), row.number}));
    return {};
}

Result<void> add_signature(CatalogState& state, const CaseRow& row, CaseStage stage, const Acting& who,
                           std::string_view office, bool approved, const std::string& note, const Digest& digest,
                           const Stamp& stamp)
{
    TRY_ASSIGN(const auto event, append_event(state, approved ? "case.signed" : "case.refused", row.number,
                                              Json::object()
                                                  .set("stage", name_of(stage))
                                                  .set("office", office)
                                                  .set("round", row.round)
                                                  .set("note", note)
                                                  .set("digest", digest.hex())
                                                  .dump(),
                                              stamp));
    return state.db.run(
        "INSERT INTO case_signature (disposition, stage, round, office, account, verdict, note, digest, event)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        {row.id, name_of(stage), row.round, office, who.id, approved ? "approved" : "refused", note, digest, event});
}

/// Back to appraisal: signatures of this round count no more.
Result<void> back_to_appraisal(CatalogState& state, const CaseRow& row)
{
    TRY(state.db.run("UPDATE disposition_case SET round = round + 1, executor = NULL WHERE id = ?1", {row.id}));
    TRY(forget_package(state, row));
    return set_state(state, row, CaseState::appraisal);
}

Result<std::string> needed_reason(std::string_view reason, std::string_view option = "--reason")
{
    TRY_ASSIGN(std::string why, clean_line(reason, {"Reason", "原因"}));
    if (!why.empty()) return why;
    return error(ErrorKind::usage, say("It must be said why", "须说明原因"))
        .with_hint(say("Say it: {} TEXT.", "请用 {} 说明。", {option}));
}

}  // namespace

Result<Json> register_rows(CatalogState& state, const CaseRow& row, const Date& today)
{
    Json records = Json::array();
    TRY_ASSIGN(auto rows,
               state.db.query(
                   "SELECT record.id, record.code, record.title, category.code, category.name_zh, category.name_en,"
                   " coalesce(folder.number, ''), coalesce(record.date, ''), record.year, record.grade,"
                   " coalesce(party.name, ''), start, due, rule, case_item.period, decision, case_item.reason, " +
                       std::string(paper_pages_column) +
                       ", record.number, record.note FROM case_item JOIN record ON record.id = case_item.record JOIN"
                       " category ON category.id = record.category LEFT JOIN folder ON folder.id = record.folder LEFT JOIN"
                       " party ON party.id = record.party LEFT JOIN component ON component.record = record.id AND"
                       " component.role = 'original' LEFT JOIN object ON object.id = component.object WHERE disposition = ?1"
                       " AND outcome = '' AND (decision = 'destroy' OR decision = 'transfer') ORDER BY record.category,"
                       " record.sequence, record.serial",
                   {row.id}));
    TRY(rows.each([&](const sqlite::Rows& each) -> Result<void> {
        Json one = Json::object().set("code", each.view(1)).set("title", each.view(2)).set("category", each.view(3));
        one.set("category_zh", each.view(4)).set("category_en", each.view(5)).set("folder", each.view(6));
        one.set("date", each.view(7)).set("year", each.integer(8)).set("grade", each.view(9)).set("party", each.view(10));
        one.set("number", each.view(18)).set("note", each.view(19));
        one.set("pages", each.integer(17)).set("kept_since", each.view(11)).set("due", each.view(12));
        one.set("rule", each.view(13)).set("period", each.view(14));
        one.set("kept_years", years_between(each.view(11), today));
        one.set("action", each.view(15)).set("reason", each.view(16));
        TRY_ASSIGN(Json files, files_of(state, each.integer(0)));
        one.set("files", std::move(files));
        TRY(tell_merged(state, each.integer(0), one));
        records.push(std::move(one));
        return {};
    }));
    return records;
}

Result<void> Cases::compile_register(std::string_view number, const ClockDay& day, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        static_cast<void>(who);
        TRY(refuse_doubtful_clock(state_, stamp.at));
        TRY(expect_state(row, CaseState::opinion));
        TRY_ASSIGN(const DispositionCase now, get(number));
        if (now.counts.needs_second > 0)
            return error(ErrorKind::refused,
                         say(now.counts.needs_second == 1 ? "{} record of grade A needs a second look by another archivist"
                                                          : "{} records of grade A need a second look by another archivist",
                             "{} 件重要 A 级档案须由另一名档案管理员复核", {now.counts.needs_second}))
                .with_hint(say("Send the case back: fonds case reopen {} --reason TEXT.",
                               "请退回鉴定:fonds case reopen {} --reason 原因。", {row.number}));
        TRY_ASSIGN(const bool accounting, has_accounting(state_, row.id));
        if (accounting && row.procedure == CaseProcedure::general) {
            TRY(append_event(state_, "case.procedure", row.number,
                             Json::object().set("procedure", name_of(CaseProcedure::accounting)).dump(), stamp));
            TRY(state_.db.run("UPDATE disposition_case SET procedure = 'accounting' WHERE id = ?1", {row.id}));
        }
        TRY_ASSIGN(const CaseRow again, find_case(state_, number));
        TRY_ASSIGN(const Listed listed, register_of(state_, again, day, stamp));
        if (listed.records == 0)
            return error(ErrorKind::refused,
                         say("Nothing of {} is to be destroyed or transferred", "{} 中没有要销毁或移交的档案", {row.number}))
                .with_hint(say("It can be closed: fonds case close {}.", "可直接办结:fonds case close {}。", {row.number}));
        TRY_ASSIGN(const Digest digest, store_paper(state_, row, CasePaperKind::register_, listed.content));
        TRY(append_event(state_, "case.listed", row.number,
                         Json::object().set("records", listed.records).set("digest", digest.hex()).dump(), stamp));
        return set_state(state_, row, CaseState::listed);
    });
}

Result<CaseState> Cases::sign(std::string_view number, std::string_view office, bool approved,
                              const std::vector<ReferenceCode>& except, std::string_view given_note, const Stamp& stamp)
{
    CaseState after = CaseState::listed;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY(expect_state(row, CaseState::listed));
        TRY(expect_something_left(row));
        const auto needed = offices_needed(row.procedure, CaseStage::approval, true);
        TRY(expect_office(row, office, needed));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "approver", office, true));
        TRY(check_signer(state_, row, CaseStage::approval, who, office, needed));
        // Whoever refuses sends the case back, whatever the clock shows.
        if (approved) TRY(refuse_doubtful_clock(state_, stamp.at));
        TRY_ASSIGN(std::string note, clean_line(given_note, {"Note", "意见"}));
        if (!approved || !except.empty()) {
            TRY_ASSIGN(note, needed_reason(note, "--note"));
        }
        TRY_ASSIGN(const CasePaper listed, newest_paper(state_, row, CasePaperKind::register_));
        for (const auto& code : except) {
            TRY_ASSIGN(const RecordId record, find_record(state_, code));
            TRY_ASSIGN(const auto in,
                       state_.db.number("SELECT count(*) FROM case_item WHERE disposition = ?1 AND record = ?2 AND"
                                        " (decision = 'destroy' OR decision = 'transfer')",
                                        {row.id, raw(record)}));
            if (in == 0)
                return error(ErrorKind::not_found,
                             say("{} is not in the register of {}", "{} 不在 {} 的清册中", {code.text(), row.number}))
                    .at(code.text());
            TRY(except_item(state_, row, raw(record), code.text(), say("{}: {}", "{}:{}", {text_of_office(office), note}),
                            stamp));
        }
        TRY(add_signature(state_, row, CaseStage::approval, who, office, approved, note, listed.digest, stamp));
        if (!approved) {
            after = CaseState::appraisal;
            return back_to_appraisal(state_, row);
        }
        TRY_ASSIGN(const auto have, signed_offices(state_, row, CaseStage::approval));
        if (have.size() < needed.size()) return {};
        after = CaseState::approved;
        TRY(append_event(state_, "case.approved", row.number, Json::object().set("digest", listed.digest.hex()).dump(),
                         stamp));
        return set_state(state_, row, after);
    }));
    return after;
}

Result<CaseState> Cases::witness(std::string_view number, CaseStage stage, std::string_view office,
                                 std::string_view given_note, const Stamp& stamp)
{
    CaseState after = stage == CaseStage::before ? CaseState::approved : CaseState::destroyed;
    TRY(state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "witness", office, true));
        if (stage == CaseStage::before) TRY(refuse_doubtful_clock(state_, stamp.at));
        TRY(expect_state(row, after));
        TRY(expect_something_left(row));
        if (stage == CaseStage::before && !row.destroys)
            return error(ErrorKind::refused, say("Nothing of {} is to be destroyed: there is nothing to watch",
                                                 "{} 没有要销毁的档案,无须监销", {row.number}))
                .with_hint(say("What is transferred is packed and handed over: fonds case pack {} -o FOLDER.",
                               "移交的档案请打包移交:fonds case pack {} -o 目录。", {row.number}))
                .at(row.number);
        TRY_ASSIGN(const bool electronic, is_electronic(state_, row));
        auto needed = offices_needed(row.procedure, stage, electronic);
        TRY_ASSIGN(const auto before, signed_offices(state_, row, CaseStage::before));
        if (stage == CaseStage::after) {
            // Whoever compared the register before tells what became of it.
            needed.assign(before.begin(), before.end());
            TRY_ASSIGN(const auto same,
                       state_.db.number("SELECT count(*) FROM case_signature WHERE disposition = ?1 AND stage ="
                                        " 'before' AND round = ?2 AND account = ?3 AND office = ?4",
                                        {row.id, row.round, who.id, office}));
            if (same == 0)
                return error(ErrorKind::refused, say("{} did not watch {} before as “{}”", "{} 未以“{}”参加 {} 销毁前的查验",
                                                     {who.name, row.number, text_of_office(office)}))
                    .with_hint(say("The same people watch before and after.", "销毁前后须由同一监销人确认。"));
        }
        TRY(check_signer(state_, row, stage, who, office, needed));
        TRY_ASSIGN(const std::string note, clean_line(given_note, {"Note", "意见"}));
        TRY_ASSIGN(const CasePaper listed, newest_paper(state_, row, CasePaperKind::register_));
        TRY(add_signature(state_, row, stage, who, office, true, note, listed.digest, stamp));
        TRY_ASSIGN(const auto have, signed_offices(state_, row, stage));
        if (have.size() < needed.size()) return {};
        if (stage == CaseStage::after) return {};
        after = CaseState::witnessed;
        return set_state(state_, row, after);
    }));
    return after;
}

Result<void> Cases::withdraw(std::string_view number, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        static_cast<void>(who);
        TRY_ASSIGN(const std::string why, needed_reason(reason));
        if (row.state >= CaseState::destroying)
            return error(ErrorKind::refused,
                         say("{} cannot be withdrawn: {}", "{} 不能撤销:{}", {row.number, text_of(row.state)}));
        TRY_ASSIGN(const auto gone, state_.db.number("SELECT count(*) FROM case_item WHERE disposition = ?1 AND (outcome ="
                                                     " 'transferred' OR outcome = 'destroyed')",
                                                     {row.id}));
        if (gone != 0)
            return error(ErrorKind::refused, say("{} cannot be withdrawn: {} {record has|records have} gone under it",
                                                 "{} 不能撤销:已有 {} 件按本案销毁或移交", {row.number, gone}))
                .with_hint(say("Leave the others out and close it: fonds case reopen {} --reason TEXT, then decide.",
                               "请退回鉴定后将其余剔出再办结:fonds case reopen {} --reason 原因。", {row.number}));
        TRY(forget_package(state_, row));
        TRY(append_event(state_, "case.withdrawn", row.number, Json::object().set("reason", why).dump(), stamp));
        return set_state(state_, row, CaseState::withdrawn);
    });
}

Result<void> Cases::reopen(std::string_view number, std::string_view reason, const Stamp& stamp)
{
    return state_.write([&]() -> Result<void> {
        TRY_ASSIGN(const CaseRow row, find_case(state_, number));
        TRY_ASSIGN(const Acting who, acting_as(state_, stamp.actor, "archivist"));
        static_cast<void>(who);
        TRY_ASSIGN(const std::string why, needed_reason(reason));
        if (row.state == CaseState::appraisal || row.state >= CaseState::destroying)
            return error(ErrorKind::refused,
                         say("{} cannot go back to appraisal: {}", "{} 不能退回鉴定:{}", {row.number, text_of(row.state)}));
        TRY(append_event(state_, "case.reopened", row.number, Json::object().set("reason", why).dump(), stamp));
        return back_to_appraisal(state_, row);
    });
}

}  // namespace fonds
