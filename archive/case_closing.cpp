// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a case: its certificate, and its papers filed as permanent records.
#include <algorithm>
#include <map>

#include "archive/disposing.hpp"
#include "archive/drain.hpp"
#include "archive/grading.hpp"
#include "archive/print/drawing.hpp"
#include "archive/state.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/core/json.hpp"
#include "schema/core/memory_file.hpp"

namespace fonds {

namespace {

constexpr std::string_view papers_rule = "FONDS-DISPOSITION";

Json json_of(const CaseSignature& signature)
{
    Json one = Json::object().set("stage", name_of(signature.stage)).set("round", signature.round);
    one.set("office", signature.office).set("account", signature.account).set("full_name", signature.full_name);
    one.set("verdict", signature.approved ? "approved" : "refused").set("note", signature.note);
    one.set("digest", signature.digest.hex()).set("at", to_iso8601(signature.at));
    return one;
}

/// 会计档案管理办法 annexes: registers and opinions are kept permanently.
Result<void> ensure_papers_rule(Archive::State& state)
{
    Retention retention(state.catalog);
    TRY_ASSIGN(const auto known, retention.rules(papers_rule));
    if (!known.empty()) return {};
    RetentionRule rule;
    rule.code = papers_rule;
    rule.name_zh = "鉴定意见书、销毁清册、销毁证明、结案说明、移交清册";
    rule.name_en = "Appraisal opinions, destruction registers, certificates and closing statements, transfer lists";
    rule.trigger = RetentionTrigger::created;
    rule.action = RetentionAction::permanent;
    rule.source = "会计档案管理办法(财政部 国家档案局令第79号)附表";
    rule.confidence = "H";
    TRY_ASSIGN(const auto put, retention.put_rule(rule, state.stamp()));
    static_cast<void>(put);
    return {};
}

Result<NewComponent> stage(Intake& intake, const std::string& name, std::string_view bytes, const std::string& media_type,
                           ComponentRole role)
{
    TRY_ASSIGN(const Fd file, memory_file(name, bytes));
    TRY_ASSIGN(const StagedObject staged, intake.add(file, name));
    return NewComponent{role, staged.digest, staged.size, media_type, name, TextState::pending};
}

/// Whose records they are: as the settings say, else the fonds.
Json owner_of(const Archive::State& state)
{
    return std::move(
        Json::object()
            .set("name", state.config.owner_name.empty() ? state.catalog.identity().name : state.config.owner_name)
            .set("address", state.config.owner_address));
}

}  // namespace

Result<std::string> Disposing::statement(const DispositionCase& one)
{
    // What went is told by the certificate and by the list of what was handed over.
    if (one.counts.transferred > 0 || one.counts.destroy + one.counts.transfer > 0) return std::string();
    TRY_ASSIGN(const auto items, Cases(state_.catalog).items(one.number, std::nullopt, most_case_items, 0));
    Json left = Json::array(), kept = Json::array();
    for (const CaseItem& item : items) {
        Json row =
            Json::object().set("code", item.code.text()).set("title", item.title).set("decision", name_of(item.decision));
        if (item.until) row.set("until", item.until->text());
        set_reason(row, item.reason);
        if (item.decision == CaseDecision::excepted) row.set("held", item.held);
        (item.decision == CaseDecision::excepted ? left : kept).push(std::move(row));
    }
    return Json::object()
        .set("format", closing_statement)
        .set("case", one.number)
        .set("fonds", Json::object().set("code", state_.catalog.identity().code).set("name", state_.catalog.identity().name))
        .set("owner", owner_of(state_))
        .set("title", one.title)
        .set("basis", one.basis)
        .set("left_out", std::move(left))
        .set("kept", std::move(kept))
        .set("closed_at", to_iso8601(state_.environment.clock->now()))
        .set("closed_by", state_.environment.actor)
        .dump();
}

Result<std::string> Disposing::certificate(std::string_view number, const CloseRequest& request)
{
    Cases cases(state_.catalog);
    TRY_ASSIGN(const DispositionCase one, cases.get(number));
    if (one.counts.destroyed == 0) return statement(one);
    TRY_ASSIGN(const CasePaper listed, cases.paper(number, CasePaperKind::register_));
    TRY_ASSIGN(const Json content, Json::parse(listed.content));
    TRY_ASSIGN(const auto signatures, cases.signatures(number));
    TRY_ASSIGN(const auto items, cases.items(number, std::nullopt, most_case_items, 0));
    std::map<std::string, std::size_t> rows;
    const Json listed_records = content.get("records");
    for (std::size_t i = 0; i < listed_records.size(); ++i) rows[listed_records.at(i).get("code").text()] = i;
    Json destroyed = Json::array(), left = Json::array();
    for (const CaseItem& item : items) {
        if (item.outcome == CaseOutcome::destroyed) {
            const auto at = rows.find(item.code.text());
            Json row = at == rows.end() ? Json::object().set("code", item.code.text()) : listed_records.at(at->second);
            TRY_ASSIGN(const Json evidence, Json::parse(item.evidence));
            Json files = Json::array();
            const Json before = evidence.get("files");
            for (std::size_t i = 0; i < before.size(); ++i) {
                Json file = before.at(i);
                TRY_ASSIGN(const Digest digest, Digest::parse(file.get("digest").text()));
                // As it came out: what another condemned record shared is gone by now.
                TRY_ASSIGN(const auto still, state_.catalog.object(digest));
                file.set("shared", still.has_value());
                files.push(std::move(file));
            }
            row.set("destroyed_at", evidence.get("at")).set("files", std::move(files));
            destroyed.push(std::move(row));
        } else if (item.decision == CaseDecision::excepted) {
            Json row = Json::object().set("code", item.code.text());
            set_reason(row, item.reason);
            left.push(std::move(row));
        }
    }
    // What was looked at after the destruction, as the log has it; and the backups made before it was over.
    Json verification;
    std::vector<std::string> places, places_before;
    std::string begun_at, ended_at;
    for (std::int64_t after = 0;;) {
        TRY_ASSIGN(const auto events, state_.catalog.events(after, 1000));
        if (events.empty()) break;
        after = events.back().sequence;
        for (const Event& event : events) {
            if (event.action == "backup.created") {
                TRY_ASSIGN(const Json detail, Json::parse(event.detail));
                const std::string place = detail.get("place").text();
                if (!place.empty() && std::ranges::find(places, place) == places.end()) places.push_back(place);
            }
            if (event.subject != one.number) continue;
            if (event.action == "case.destruction_begun") begun_at = to_iso8601(event.at);
            if (event.action != "case.destroyed") continue;
            ended_at = to_iso8601(event.at);
            TRY_ASSIGN(const Json detail, Json::parse(event.detail));
            verification = detail.get("verified");
            places_before = places;
        }
    }
    Json signed_by = Json::array(), witnesses = Json::array();
    for (const auto& signature : signatures) {
        if (signature.round != one.round) continue;
        (signature.stage == CaseStage::approval ? signed_by : witnesses).push(json_of(signature));
    }
    Json backups = Json::array();
    for (const auto& place : places_before) backups.push(place);
    for (const auto& backup : request.backups)
        if (std::ranges::find(places_before, backup) == places_before.end()) backups.push(backup);
    return Json::object()
        .set("format", "fonds-destruction-certificate/1")
        .set("number", "C-" + one.number)
        .set("case", one.number)
        .set("fonds", Json::object().set("code", state_.catalog.identity().code).set("name", state_.catalog.identity().name))
        .set("owner", owner_of(state_))
        .set("title", one.title)
        .set("basis", one.basis)
        .set("procedure", name_of(one.procedure))
        .set("register_digest", listed.digest.hex())
        .set("method", one.method)
        .set("place", one.place)
        .set("executor", one.executor)
        .set("executor_name", one.executor_name)
        .set("begun_at", begun_at)
        .set("ended_at", ended_at)
        .set("count", static_cast<std::int64_t>(destroyed.size()))
        .set("records", std::move(destroyed))
        .set("left_out", std::move(left))
        .set("signatures", std::move(signed_by))
        .set("witnesses", std::move(witnesses))
        .set("holds_checked", true)
        .set("verification", std::move(verification))
        .set("backups_pending", std::move(backups))
        .set("issued_at", to_iso8601(state_.environment.clock->now()))
        .set("issued_by", state_.environment.actor)
        .dump();
}

Result<std::vector<ReferenceCode>> Disposing::file_papers(const DispositionCase& closed, const CloseRequest& request,
                                                          WorkObserver& observer)
{
    Cases cases(state_.catalog);
    TRY_ASSIGN(const auto papers, cases.papers(closed.number));
    TRY_ASSIGN(const auto signatures, cases.signatures(closed.number));
    TRY_ASSIGN(const auto items, cases.items(closed.number, std::nullopt, 1, 0));
    const std::string category = !request.category.empty() ? request.category : items.empty() ? "" : items.front().category;
    TRY_ASSIGN(const auto left_out, cases.items(closed.number, CaseDecision::excepted, most_case_items, 0));
    TRY_ASSIGN(const FullNames names, full_names());
    std::vector<ReferenceCode> filed;
    for (const CasePaper& paper : papers) {
        if (paper.record) {
            filed.push_back(*paper.record);
            continue;
        }
        TRY_ASSIGN(const Form form, form_of_paper(paper, closed, signatures, left_out, names,
                                                  state_.config.time_zone_minutes, request.in_chinese));
        TRY_ASSIGN(const std::string pdf, archive_.print(form, std::nullopt));
        const std::string name = closed.number + "-" + std::string(name_of(paper.kind)) +
                                 (paper.round > 1 ? "-" + std::to_string(paper.round) : "");
        TRY_ASSIGN(const auto intake, state_.objects->begin_intake());
        NewRecord record;
        TRY_ASSIGN(record.original, stage(*intake, name + ".pdf", pdf, "application/pdf", ComponentRole::original));
        TRY_ASSIGN(NewComponent data,
                   stage(*intake, name + ".json", paper.content, "application/json", ComponentRole::attachment));
        data.text = TextState::none;
        TRY_ASSIGN(const auto damaged, intake->publish());
        static_cast<void>(damaged);
        const Stamp stamp = state_.stamp();
        record.metadata.title = form.title + " " + closed.number;
        record.metadata.category = category;
        record.metadata.date = state_.today();
        record.metadata.number = name;
        record.metadata.note = closed.title;
        record.metadata.responsible = owner_of(state_).get("name").text();
        record.metadata.grade = Grade::A;
        record.duplicates = Duplicates::allowed;
        record.year = state_.filing_year(stamp.at);
        record.day = state_.today();
        ReferenceCode code;
        TRY(state_.catalog.transaction([&]() -> Result<void> {
            TRY(ensure_papers_rule(state_));
            TRY_ASSIGN(const FiledRecord done, state_.catalog.file_record(record, stamp));
            code = done.code;
            TRY(state_.catalog.attach(code, data, stamp));
            TRY(Retention(state_.catalog)
                    .give_rule(code, GivenRule{std::string(papers_rule), closed.number, false}, closed.number, stamp));
            return cases.set_paper_record(closed.number, paper.kind, paper.round, code);
        }));
        TRY(intake->finish());
        filed.push_back(code);
    }
    TRY_ASSIGN(const auto drained, drain_outbox(state_, {}, observer));
    static_cast<void>(drained);
    return filed;
}

Result<ClosedCase> Disposing::close(std::string_view number, const CloseRequest& request, WorkObserver& observer)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    TRY_ASSIGN(const DispositionCase before, cases.get(number));
    if (!request.category.empty()) {
        TRY_ASSIGN(const Category known, state_.catalog.category(request.category));
        static_cast<void>(known);
    }
    if (before.state != CaseState::closed) {
        TRY_ASSIGN(const std::string content, certificate(number, request));
        TRY(cases.close(number, content, state_.stamp()));
    }
    ClosedCase closed;
    TRY_ASSIGN(closed.now, cases.get(number));
    auto filed = file_papers(closed.now, request, observer);
    if (!filed.ok()) {
        Error problem = filed.error();
        problem.what = say("{} is closed, but its papers are not filed yet: {}", "{} 已办结,但文书尚未归档:{}",
                           {closed.now.number, problem.what});
        problem.hint = say("File them: fonds case close {} --category CODE.",
                           "请用 fonds case close {} --category 门类 归档。", {closed.now.number});
        return problem;
    }
    closed.papers = std::move(*filed);
    return closed;
}

}  // namespace fonds
