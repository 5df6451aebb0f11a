// SPDX-License-Identifier: GPL-3.0-or-later
// Optical recognition: of the archive's scans, and of any file.
#include "archive/recognising.hpp"

#include <algorithm>
#include <thread>

#include "archive/drain.hpp"
#include "archive/recogniser.hpp"
#include "archive/scans.hpp"
#include "archive/source_file.hpp"
#include "indexer/extract/scan_engines.hpp"

namespace fonds {

Result<RecogniseSummary> Archive::recognise(const RecogniseRequest& request, WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    ScansRequest scans;
    scans.redo = request.redo;
    scans.below = request.below;
    for (const ReferenceCode& code : request.codes) {
        TRY_ASSIGN(const Record found, record(code));
        scans.records.push_back(found.id);
    }
    RecogniseSummary summary;
    {
        TRY_ASSIGN(const Lock ocr, Lock::acquire(state.layout.ocr_lock(), LockMode::exclusive, state.config.lock_wait,
                                                 state.environment.program));
        // What was filed meanwhile and not read yet may be a scan.
        TRY(drain_outbox(state, {scans.records, {}, {}}, observer));
        TRY_ASSIGN(summary, Recogniser(state, request, observer).run(scans));
    }
    class Finishing final : public WorkObserver {  // what was read is found, also after Ctrl-C
    } quiet;
    TRY_ASSIGN(summary.drained, drain_outbox(state, {}, summary.interrupted ? quiet : observer));
    return summary;
}

Result<std::vector<ScannedPage>> Archive::scans(const ReferenceCode& code, ComponentNumber component)
{
    TRY_ASSIGN(const Record found, record(code));
    TRY_ASSIGN(const Component wanted, state_->component(found, component));
    return state_->scans.get(wanted.digest);
}

Result<DocumentText> recognised_text_of_file(const std::string& path, const TextRequest& request, const std::string& engine,
                                             unsigned workers, const Environment& environment, WorkObserver& observer)
{
    TRY_ASSIGN(DocumentText text, text_of_file(path, request, environment));
    if (text.state != TextState::needs_ocr) return text;
    FileOps& files = *environment.files;
    TRY_ASSIGN(const std::string media_type, media_type_of_file(files, path));
    Scanner::Options options;
    options.program = environment.scan_program;
    options.engine = engine.empty() ? "automatic" : engine;
    options.models = environment.ocr_models;
    options.workers = workers != 0 ? workers : std::max(1U, std::thread::hardware_concurrency());
    Scanner scanner(std::move(options));

    std::vector<std::int32_t> wanted;
    for (std::size_t i = 0; i < text.pages.size(); ++i)
        if (text.pages[i].needs_ocr()) wanted.push_back(static_cast<std::int32_t>(i + 1));
    std::vector<ScannedPage> scans;
    std::size_t next = 0;
    while (scans.size() < wanted.size()) {
        if (observer.stop_requested()) return error(ErrorKind::interrupted, say("Stopped", "已中断"));
        while (next < wanted.size() && scanner.has_room()) {
            ScanJob job;
            job.page = wanted[next++];
            job.media_type = media_type;
            job.password = request.password;
            job.codes = false;
            TRY_ASSIGN(job.file, files.open_read(path));
            TRY(scanner.submit(std::move(job)));
        }
        TRY_ASSIGN(auto answer, scanner.next(std::chrono::milliseconds(200)));
        if (!answer) continue;
        scans.push_back(std::move(answer->page));
        observer.progress(Phase::recognising, scans.size(), wanted.size());
    }
    std::ranges::sort(scans, {}, &ScannedPage::number);
    merge_scans(text, scans);
    return text;
}

Result<OcrEngines> ocr_engines(const std::string& models, const Environment& environment)
{
    OcrEngines result;
    result.models = models.empty() ? environment.ocr_models : models;
    TRY_ASSIGN(const auto engines, scan_engines(environment.scan_program, result.models));
    for (const ScanEngine& engine : engines) result.engines.push_back({engine.name, engine.version, engine.why});
    return result;
}

}  // namespace fonds
