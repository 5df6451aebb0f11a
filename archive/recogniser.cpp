// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/recogniser.hpp"

#include <algorithm>

#include "archive/scans.hpp"

namespace fonds {

namespace {

constexpr std::chrono::milliseconds patience{200};  // between two questions whether to stop
constexpr std::int64_t pages_per_object = 10'000'000;
constexpr std::size_t work_at_once = 200;

std::size_t waiting_pages(const DocumentText& text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text.pages, &PageText::needs_ocr));
}

}  // namespace

Recogniser::Recogniser(Archive::State& state, const RecogniseRequest& request, WorkObserver& observer)
    : state_(state), request_(request), observer_(observer), scanner_(state.make_scanner(request.engine))
{
}

Result<RecogniseSummary> Recogniser::run(const ScansRequest& scans)
{
    scans_ = scans;
    scans_.limit = work_at_once;
    for (;;) {
        if (observer_.stop_requested()) {
            summary_.interrupted = true;
            break;
        }
        bool more = true;
        while (more && scanner_.has_room()) {
            TRY_ASSIGN(more, submit());
        }
        if (!more && scanner_.under_way() == 0) break;
        TRY(take_answer());
    }
    if (read_ > 0) summary_.confidence = confidence_ / static_cast<double>(read_);
    return summary_;
}

Result<void> Recogniser::find_work()
{
    if (!found_.empty() || all_found_) return {};
    TRY_ASSIGN(auto works, state_.catalog.scans_to_recognise(scans_));
    if (works.empty()) {
        all_found_ = true;
        return {};
    }
    scans_.after = works.back().object;
    for (ScanWork& work : works) found_.push_back(std::move(work));
    return {};
}

/// Gives the scanner the next page there is, opening documents as needed.
Result<bool> Recogniser::submit()
{
    for (;;) {
        const auto at =
            std::ranges::find_if(open_, [](const auto& entry) { return entry.second.next < entry.second.wanted.size(); });
        if (at == open_.end()) {
            TRY(find_work());
            if (found_.empty()) return false;
            ScanWork work = std::move(found_.front());
            found_.pop_front();
            TRY(open(std::move(work)));
            continue;
        }
        Document& document = at->second;
        ScanJob job;
        job.page = document.wanted[document.next++];
        job.ticket = document.work.object * pages_per_object + job.page;
        job.media_type = document.work.media_type;
        job.codes = false;  // of use at the desk alone
        TRY_ASSIGN(job.file, state_.objects->open(document.work.digest));
        ++document.under_way;
        TRY(scanner_.submit(std::move(job)));
        return true;
    }
}

/// The stored text says which pages wait.
Result<DocumentText> Recogniser::text_of(const ScanWork& work)
{
    TRY_ASSIGN(auto stored, state_.texts.get(work.digest));
    if (stored) return std::move(*stored);
    return state_.extract(work.digest, work.media_type);
}

bool Recogniser::is_wanted(const Document& document, std::int32_t page) const
{
    const auto stored = document.scans.find(page);
    const bool settled = stored != document.scans.end() && is_settled(stored->second);
    if (!settled) return document.text.pages[static_cast<std::size_t>(page) - 1].needs_ocr();
    if (!request_.redo || stored->second.layer == LayerVerdict::kept) return false;
    if (!request_.below || !stored->second.note.empty()) return true;
    return !stored->second.lines.empty() && static_cast<double>(stored->second.confidence) < *request_.below;
}

Result<void> Recogniser::open(ScanWork work)
{
    Document document;
    // Bytes that are missing are the audit's matter, and no reason to stop.
    if (const auto bytes = state_.objects->open(work.digest); !bytes.ok()) {
        report(bytes.error().what.en, work, 0);
        return {};
    }
    TRY_ASSIGN(document.text, text_of(work));
    TRY_ASSIGN(auto scans, state_.scans.get(work.digest));
    for (ScannedPage& page : scans) document.scans.insert_or_assign(page.number, std::move(page));
    for (std::size_t i = 0; i < document.text.pages.size(); ++i)
        if (const auto page = static_cast<std::int32_t>(i + 1); is_wanted(document, page)) document.wanted.push_back(page);
    if (!request_.redo) summary_.earlier_pages += waiting_pages(document.text) - document.wanted.size();
    document.work = std::move(work);
    total_ += document.wanted.size();
    if (document.wanted.empty()) return finish(document);
    TRY_ASSIGN(document.appender, state_.scans.appender(document.work.digest));
    const std::int64_t object = document.work.object;
    open_.insert_or_assign(object, std::move(document));
    return {};
}

Result<void> Recogniser::take_answer()
{
    TRY_ASSIGN(auto answer, scanner_.next(patience));
    if (!answer) return {};
    const auto at = open_.find(answer->ticket / pages_per_object);
    if (at == open_.end()) return {};
    Document& document = at->second;
    --document.under_way;
    ++summary_.pages;
    const auto before = document.scans.find(answer->page.number);
    count_try(answer->page, answer->passing, before != document.scans.end() ? &before->second : nullptr);
    TRY(keep(document, std::move(answer->page)));
    observer_.progress(Phase::recognising, ++done_, total_);
    if (document.under_way > 0 || document.next < document.wanted.size()) return {};
    Document whole = std::move(document);
    open_.erase(at);
    return finish(whole);
}

Result<void> Recogniser::keep(Document& document, ScannedPage page)
{
    if (!page.note.empty()) {
        ++summary_.failed_pages;
        report(page.note, document.work, page.number);
    } else if (page.layer == LayerVerdict::kept) {
        ++summary_.kept_layers;
    } else if (!page.engine.empty()) {
        summary_.engine = page.engine;
        if (!page.lines.empty()) {
            confidence_ += static_cast<double>(page.confidence);
            ++read_;
        }
    } else {
        page.note = "nothing was recognised";
    }
    const auto stored = document.scans.find(page.number);
    if (stored != document.scans.end() && is_settled(stored->second) && !is_better(page, stored->second)) {
        ++summary_.not_better;
        return {};
    }
    TRY(document.appender->add({page}));
    document.scans.insert_or_assign(page.number, std::move(page));
    return {};
}

/// Bytes before facts: the pages are durable before the catalog says that they were read.
Result<void> Recogniser::finish(Document& document)
{
    if (document.appender) TRY(document.appender->sync());
    std::vector<ScannedPage> scans;
    for (auto& [number, page] : document.scans) scans.push_back(std::move(page));
    merge_scans(document.text, scans);
    TRY(state_.texts.put(document.work.digest, document.text));
    Recognition recognition = summary_of(scans);
    recognition.at = state_.environment.clock->now();
    TRY(state_.catalog.transaction([&]() -> Result<void> {
        TRY(state_.catalog.set_recognition(document.work.digest, recognition));
        return state_.catalog.set_text(document.work.digest, document.text.state, document.text.note,
                                       document.text.page_count);
    }));
    if (document.text.state != TextState::needs_ocr) ++summary_.documents;
    return {};
}

void Recogniser::report(std::string_view note, const ScanWork& work, std::int32_t page)
{
    if (summary_.problem) return;
    Error problem =
        error(ErrorKind::bad_input, page > 0 ? say("Page {} cannot be read: {}", "第 {} 页无法识别:{}", {page, note})
                                             : say("It cannot be read: {}", "无法读取:{}", {note}));
    problem.where = name_of(work);
    summary_.problem = std::move(problem);
}

std::string Recogniser::name_of(const ScanWork& work)
{
    const auto records = state_.catalog.records(work.records);
    return records.ok() && !records->empty() ? records->front().code.text() : work.digest.hex();
}

}  // namespace fonds
