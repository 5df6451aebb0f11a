// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/examining.hpp"

#include "archive/bag_exam.hpp"
#include "archive/local_time.hpp"
#include "archive/record_exam.hpp"
#include "archive/state.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/catalog/examinations.hpp"

namespace fonds {

namespace {

constexpr std::size_t at_once = 200;

std::string scope_of(const ExamRequest& request)
{
    if (!request.codes.empty()) return "records:" + std::to_string(request.codes.size());
    if (!request.category.empty()) {
        const std::string category = canonical_category_code(request.category);
        return request.folder.empty() ? "category:" + category
                                      : "folder:" + category + "/" + canonical_folder_number(request.folder);
    }
    if (request.since) return "since:" + std::to_string(*request.since);
    return request.package.empty() ? "all" : "package:" + request.package;
}

bool has_records(const ExamRequest& request)
{
    return request.package.empty() || !request.codes.empty() || !request.category.empty() || request.since;
}

}  // namespace

Result<void> Examining::examine_records(const ExamRequest& request, RecordExam& exam, WorkObserver& observer)
{
    Examinations catalog(state_.catalog);
    TRY(exam.begin());
    std::size_t done = 0, total = request.codes.size();
    const auto examine = [&](const std::vector<RecordId>& ids) -> Result<void> {
        if (observer.stop_requested()) return error(ErrorKind::interrupted, say("The check was stopped", "检测已中断"));
        TRY(exam.examine(ids));
        // What a wish to stop left unread is no fault.
        if (observer.stop_requested()) return error(ErrorKind::interrupted, say("The check was stopped", "检测已中断"));
        done += ids.size();
        observer.progress(Phase::checking, done, total);
        return {};
    };
    if (!request.codes.empty()) {
        std::vector<RecordId> ids;
        for (const ReferenceCode& code : request.codes) {
            TRY(Doubles(state_.catalog).refuse_gone(code));
            TRY_ASSIGN(const Record record, state_.catalog.record(code));
            ids.push_back(record.id);
        }
        for (std::size_t first = 0; first < ids.size(); first += at_once)
            TRY(examine({ids.begin() + static_cast<std::ptrdiff_t>(first),
                         ids.begin() + static_cast<std::ptrdiff_t>(std::min(first + at_once, ids.size()))}));
        return exam.end(false);
    }
    const ExamScope scope{request.category, request.folder, RecordId{request.since.value_or(0)}};
    TRY_ASSIGN(const auto count, catalog.count(scope));
    total = static_cast<std::size_t>(count);
    for (RecordId last{};;) {
        TRY_ASSIGN(const auto ids, catalog.records(scope, last, at_once));
        if (ids.empty()) break;
        last = ids.back();
        TRY(examine(ids));
    }
    return exam.end(request.category.empty() && !request.since);
}

Result<Examination> Examining::run(const ExamRequest& request, WorkObserver& observer)
{
    // While it is looked at nothing is destroyed; others may file.
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Examination examination;
    examination.stage = request.stage;
    examination.scope = scope_of(request);
    ExamSheet sheet;
    const MalwareScan scanner(request.scanners, request.scan_deadline);
    if (scanner.found()) {
        examination.scanner = scanner.facts();
        sheet.evidence("S1", say("{}: {}, signatures {}", "{}:{},病毒库 {}",
                                 {scanner.facts().name, scanner.facts().version, scanner.facts().signatures}));
    } else {
        sheet.evidence("S1", scanner.why_not());
    }
    const Text no_package = say("no package was named (--package)", "未给出移交包(--package)");
    for (const auto* id : {"A11", "A12", "I7"}) sheet.evidence(id, no_package);
    if (!request.package.empty()) {
        sheet.evidence("A12", say("by its own manifests", "按包内清单校验"));
        BagExamRequest bag;
        bag.directory = request.package;
        bag.stop_requested = [&] { return observer.stop_requested(); };
        bag.list_sent = [&](const std::string& number) -> Result<std::string> {
            TRY_ASSIGN(const CasePaper paper, Cases(state_.catalog).paper(number, CasePaperKind::transfer));
            return paper.digest.hex();
        };
        sheet.evidence("A11", say("RFC 8493 (BagIt)", "RFC 8493(BagIt)"));
        TRY_ASSIGN(examination.records, examine_bag(bag, *state_.environment.files, scanner, sheet));
    }
    if (has_records(request)) {
        RecordExam exam(state_, sheet, scanner);
        TRY(examine_records(request, exam, observer));
        examination.records += exam.records();
    }
    sheet.finish(examination);
    Examinations catalog(state_.catalog);
    TRY_ASSIGN(const auto number, catalog.store(examination, state_.stamp()));
    return catalog.get(number);
}

Result<std::vector<Examination>> Examining::list(std::size_t limit, std::size_t offset)
{
    return Examinations(state_.catalog).list(limit, offset);
}

Result<Examination> Examining::get(std::int64_t number)
{
    return Examinations(state_.catalog).get(number);
}

std::string Examining::minute_of(Instant at) const
{
    return local_minute(at, state_.config.time_zone_minutes);
}

bool Examining::on_intake() const
{
    return state_.config.examine_on_intake;
}

Result<std::int64_t> Examining::mark()
{
    TRY_ASSIGN(const RecordId newest, Examinations(state_.catalog).newest());
    return raw(newest);
}

Result<Examination> examine_on_schedule(Archive& archive, const std::vector<std::string>& scanners, WorkObserver& observer)
{
    ExamRequest request;
    request.stage = ExamStage::schedule;
    request.scanners = scanners;
    return Examining(archive).run(request, observer);
}

}  // namespace fonds
