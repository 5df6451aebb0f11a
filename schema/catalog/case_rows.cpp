// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/case_rows.hpp"

namespace fonds {

namespace {

Text role_text(std::string_view role)
{
    if (role == "archivist") return say("archivist", "档案管理员");
    if (role == "approver") return say("approver", "审批人");
    return say("witness", "监销人");
}

Text next_step(const CaseRow& row)
{
    const Text close = say("Next: fonds case close.", "下一步:fonds case close 办结。");
    if (row.all_left_out())
        return say("Everything was left out. Next: fonds case close.", "已全部剔出。下一步:fonds case close 办结。");
    switch (row.state) {
    case CaseState::appraisal:
        return say("Next: fonds case decide, then fonds case opinion.",
                   "下一步:fonds case decide 逐件鉴定,再 fonds case opinion 出具意见书。");
    case CaseState::opinion: return say("Next: fonds case register.", "下一步:fonds case register 编制清册。");
    case CaseState::listed: return say("Next: fonds case sign, by each office.", "下一步:由各方 fonds case sign 签批。");
    case CaseState::approved:
    case CaseState::witnessed:
        if (!row.destroys)
            return say("Next: fonds case pack, then fonds case handover.",
                       "下一步:fonds case pack 打包,再 fonds case handover 移交。");
        if (row.state == CaseState::witnessed)
            return say("Next: fonds case destroy.", "下一步:fonds case destroy 执行销毁。");
        return row.transfers ? say("Next: fonds case witness --before, by each witness; of transfers fonds case pack.",
                                   "下一步:监销人 fonds case witness --before 查验;移交的用 fonds case pack 打包。")
                             : say("Next: fonds case witness --before, by each witness.",
                                   "下一步:监销人 fonds case witness --before 查验。");
    case CaseState::destroying: return say("Next: fonds case destroy.", "下一步:fonds case destroy 执行销毁。");
    case CaseState::destroyed:
        return say("Next: fonds case witness --after, by each witness, then fonds case close.",
                   "下一步:监销人 fonds case witness --after 确认,再 fonds case close 办结。");
    case CaseState::handed_over: return close;
    case CaseState::closed:
    case CaseState::withdrawn: break;
    }
    return say("It has ended: draft another one, fonds case draft.", "该案已结束,可用 fonds case draft 另立一案。");
}

}  // namespace

Result<Acting> acting_as(CatalogState& state, std::string_view actor, std::string_view role, std::string_view office,
                         bool signing)
{
    TRY_ASSIGN(const auto separate,
               state.db.number("SELECT count(DISTINCT role) FROM account_role JOIN account ON account.id = account"
                               " WHERE closed = 0 AND (role = 'administrator' OR role = 'security' OR role = 'auditor')"));
    if (separate != 3)
        return error(ErrorKind::refused, say("Nothing is appraised or destroyed before an administrator, a security officer"
                                             " and an auditor are three people",
                                             "须先设置系统管理员、安全保密员和安全审计员(三人),才能鉴定销毁"))
            .with_hint(say("fonds user add NAME, then fonds user grant NAME ROLE; fonds user list shows who there is.",
                           "用 fonds user add、fonds user grant 设置;fonds user list 查看。"));
    TRY_ASSIGN(auto rows,
               state.db.query("SELECT id, password <> '' AND own_password = 0 FROM account WHERE name = ?1 AND closed = 0",
                              {actor}));
    TRY_ASSIGN(const bool known, rows.next());
    if (!known)
        return error(ErrorKind::refused, say("{} is no user of this archive", "{} 不是本库的用户", {actor}))
            .with_hint(say("An administrator adds users: fonds user add; act as one with --user NAME.",
                           "由系统管理员用 fonds user add 添加;以某用户操作用 --user。"));
    const Acting account{rows.integer(0), std::string(actor)};
    const bool foreign_password = rows.integer(1) != 0;
    TRY_ASSIGN(const auto granted, state.db.number("SELECT count(*) FROM account_role WHERE account = ?1 AND role = ?2"
                                                   " AND (?3 = '' OR office = ?3)",
                                                   {account.id, role, office}));
    if (granted == 0) {
        const Text as = office.empty() ? Text{} : text_of_office(office);
        return error(ErrorKind::refused,
                     office.empty() ? say("{} is not {}", "{} 没有“{}”角色", {actor, role_text(role)})
                                    : say("{} is not {} as “{}”", "{} 没有“{}({})”角色", {actor, role_text(role), as}))
            .with_hint(
                say("The security officer grants roles: fonds user grant.", "由安全保密员用 fonds user grant 授予。"));
    }
    if (signing && foreign_password)
        return error(ErrorKind::refused, say("The password of {} was set by somebody else: it signs and decides nothing",
                                             "{} 的密码由他人设置,不能用于签批", {actor}))
            .with_hint(say("Change it first: fonds user password.", "请先自行更改密码:fonds user password。"));
    return account;
}

Result<CaseRow> find_case(CatalogState& state, std::string_view given)
{
    std::string number(given);
    if (!number.empty() && number.front() == 'd') number.front() = 'D';
    TRY_ASSIGN(auto rows, state.db.query("SELECT id, author, coalesce(executor, 0), round, number, state, procedure FROM"
                                         " disposition_case WHERE number = ?1",
                                         {number}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found)
        return error(ErrorKind::not_found, say("There is no case {}", "没有鉴定销毁案 {}", {number}))
            .with_hint(say("fonds case list --all shows their numbers.", "可用 fonds case list --all 查看编号。"))
            .at(number);
    CaseRow row;
    row.id = rows.integer(0);
    row.author = rows.integer(1);
    row.executor = rows.integer(2);
    row.round = static_cast<int>(rows.integer(3));
    row.number = rows.text(4);
    const auto stands = case_state(rows.view(5));
    if (!stands) return error(ErrorKind::corrupt, say("Case {} is in no known state", "{} 的状态无法识别", {number}));
    row.state = *stands;
    TRY_ASSIGN(row.procedure, parse_case_procedure(rows.view(6)));
    TRY_ASSIGN(row.state, seen_state(state, row));
    if (row.state >= CaseState::listed && row.state <= CaseState::witnessed) {
        constexpr std::string_view any = "SELECT EXISTS (SELECT 1 FROM case_item WHERE disposition = ?1 AND outcome = '' AND"
                                         " decision = ?2)";
        TRY_ASSIGN(const auto destroys, state.db.number(any, {row.id, name_of(CaseDecision::destroy)}));
        TRY_ASSIGN(const auto transfers, state.db.number(any, {row.id, name_of(CaseDecision::transfer)}));
        row.destroys = destroys != 0;
        row.transfers = transfers != 0;
    }
    return row;
}

Result<void> expect_something_left(const CaseRow& row)
{
    if (!row.all_left_out()) return {};
    return error(ErrorKind::refused, say("Everything in {} was left out: nothing is to be signed or watched",
                                         "{} 所列已全部剔出,无须签批或监销", {row.number}))
        .with_hint(say("It ends where it stands, with a statement: fonds case close {}.",
                       "可直接以结案说明办结:fonds case close {}。", {row.number}))
        .at(row.number);
}

Result<CaseState> seen_state(CatalogState& state, const CaseRow& row)
{
    if (row.state != CaseState::approved && row.state != CaseState::witnessed) return row.state;
    TRY_ASSIGN(const bool nothing, nothing_left(state, row));
    if (!nothing) return row.state;
    TRY_ASSIGN(const auto gone,
               state.db.number("SELECT EXISTS (SELECT 1 FROM case_item WHERE disposition = ?1 AND outcome = 'transferred')",
                               {row.id}));
    return gone != 0 ? CaseState::handed_over : row.state;
}

Result<void> expect_state(const CaseRow& row, CaseState wanted)
{
    if (row.state == wanted) return {};
    return error(ErrorKind::refused, say("{} is not at this step: {}", "{} 不在此步骤:{}", {row.number, text_of(row.state)}))
        .with_hint(next_step(row))
        .at(row.number);
}

Result<void> set_state(CatalogState& state, const CaseRow& row, CaseState next)
{
    return state.db.run("UPDATE disposition_case SET state = ?2 WHERE id = ?1", {row.id, name_of(next)});
}

Result<bool> is_electronic(CatalogState& state, const CaseRow& row)
{
    TRY_ASSIGN(const auto files,
               state.db.number("SELECT EXISTS (SELECT 1 FROM case_item JOIN component ON component.record = case_item.record"
                               " WHERE disposition = ?1 AND (decision = 'destroy' OR decision = 'transfer'))",
                               {row.id}));
    if (files != 0) return true;
    // After the destruction the register tells.
    TRY_ASSIGN(const auto listed,
               state.db.number("SELECT EXISTS (SELECT 1 FROM destroyed_object WHERE disposition = ?1)", {row.id}));
    return listed != 0;
}

Result<void> except_item(CatalogState& state, const CaseRow& row, std::int64_t record, std::string_view code,
                         const Text& reason, const Stamp& stamp)
{
    Json detail = Json::object().set("record", code);
    set_reason(detail, reason);
    TRY(append_event(state, "case.excepted", row.number, detail.dump(), stamp));
    return state.db.run(
        "UPDATE case_item SET decision = 'excepted', until = '', reason = ?3 WHERE disposition = ?1 AND record = ?2",
        {row.id, record, stored_reason(reason)});
}

std::string_view stored_name(CasePaperKind kind)
{
    return name_of(kind == CasePaperKind::statement ? CasePaperKind::certificate : kind);
}

CasePaperKind kind_of_paper(std::string_view stored, const std::string& content)
{
    auto kind = CasePaperKind::opinion;
    for (const auto each :
         {CasePaperKind::opinion, CasePaperKind::register_, CasePaperKind::certificate, CasePaperKind::transfer})
        if (name_of(each) == stored) kind = each;
    if (kind != CasePaperKind::certificate) return kind;
    const auto json = Json::parse(content);
    return json.ok() && json->get("format").text() == closing_statement ? CasePaperKind::statement : kind;
}

Result<Digest> store_paper(CatalogState& state, const CaseRow& row, CasePaperKind kind, const std::string& content)
{
    const Digest digest = Digest::of(content);
    TRY(state.db.run("INSERT INTO case_paper (disposition, kind, round, content, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
                     {row.id, stored_name(kind), row.round, content, digest}));
    return digest;
}

Result<CasePaper> newest_paper(CatalogState& state, const CaseRow& row, CasePaperKind kind)
{
    TRY_ASSIGN(auto rows, state.db.query("SELECT round, content, digest, coalesce((SELECT code FROM record WHERE id ="
                                         " case_paper.record), '') FROM case_paper WHERE disposition = ?1 AND kind = ?2"
                                         " ORDER BY round DESC LIMIT 1",
                                         {row.id, stored_name(kind)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (kind == CasePaperKind::transfer) {
        TRY_ASSIGN(auto packed, packed_list(state, row));
        if (packed) return std::move(*packed);
    }
    const auto seen = found ? kind_of_paper(stored_name(kind), rows.text(1)) : kind;
    if (!found || (kind == CasePaperKind::statement && seen != kind))
        return error(ErrorKind::not_found, say("{} has none yet: {}", "{} 尚无{}", {row.number, text_of(kind)}))
            .with_hint(next_step(row))
            .at(row.number);
    CasePaper paper;
    paper.kind = seen;
    paper.round = static_cast<int>(rows.integer(0));
    paper.content = rows.text(1);
    TRY_ASSIGN(paper.digest, rows.digest(2));
    if (!rows.view(3).empty()) {
        TRY_ASSIGN(paper.record, ReferenceCode::parse(rows.view(3)));
    }
    return paper;
}

std::string waits_with(std::string_view object)
{
    return "EXISTS (SELECT 1 FROM arrival JOIN piece_page ON piece_page.arrival = arrival.id JOIN piece ON piece.id ="
           " piece_page.piece WHERE arrival.object = " +
           std::string(object) + " AND piece.state = 'waiting')";
}

Result<bool> nothing_left(CatalogState& state, const CaseRow& row)
{
    TRY_ASSIGN(const auto open, state.db.number("SELECT count(*) FROM case_item WHERE disposition = ?1 AND outcome = '' AND"
                                                " (decision = 'destroy' OR decision = 'transfer' OR decision = '')",
                                                {row.id}));
    return open == 0;
}

Result<Json> files_of(CatalogState& state, std::int64_t record)
{
    TRY_ASSIGN(auto rows, state.db.query(std::string(with_whole) + std::string(and_mine) +
                                             "SELECT role, lower(hex(digest)), size FROM mine JOIN object ON object.id ="
                                             " mine.object ORDER BY digest",
                                         {record}));
    Json files = Json::array();
    TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
        files.push(Json::object().set("role", row.view(0)).set("digest", row.view(1)).set("size", row.integer(2)));
        return {};
    }));
    return files;
}

std::string fixed_part(const Json& listed)
{
    Json part = Json::object();
    for (const std::string_view key :
         {"title", "category", "folder", "date", "grade", "party", "number", "note", "pages", "files", "merged"})
        part.set(key, listed.get(key));
    return part.dump();
}

Result<void> refuse_case_paper(CatalogState& state, RecordId record, const ReferenceCode& code)
{
    TRY_ASSIGN(
        auto rows,
        state.db.query("SELECT number FROM case_paper JOIN disposition_case ON disposition_case.id = disposition WHERE"
                       " record = ?1",
                       {raw(record)}));
    TRY_ASSIGN(const bool found, rows.next());
    if (!found) return {};
    return error(ErrorKind::refused, say("{} is a paper of case {}: it stays as it is", "{} 是鉴定销毁案 {} 的文书,不得更改",
                                         {code.text(), rows.view(0)}))
        .with_hint(say("fonds case show {} tells of it.", "可用 fonds case show {} 查看。", {rows.view(0)}))
        .at(code.text());
}

Result<void> give_up_object(CatalogState& state, const CaseRow& row, std::int64_t object)
{
    TRY_ASSIGN(
        const auto used,
        state.db.number("SELECT EXISTS (SELECT 1 FROM component WHERE object = ?1) OR " + waits_with("?1"), {object}));
    if (used != 0) return {};
    TRY(state.db.run("DELETE FROM recognition WHERE object = ?1", {object}));
    TRY(state.db.run("UPDATE object SET text_note = '', text_state = 'none', pages = 0 WHERE id = ?1", {object}));
    return state.db.run("INSERT OR IGNORE INTO destroyed_object (object, disposition) VALUES (?1, ?2)", {object, row.id});
}

}  // namespace fonds
