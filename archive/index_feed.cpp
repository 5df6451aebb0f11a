// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "archive/drain.hpp"
#include "archive/scans.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

/// Records between two commits of the index: a commit costs tens of milliseconds whatever it holds.
constexpr std::size_t commit_every = 1000;
/// A ticket is a job's number and a component's.
constexpr std::int64_t components_per_job = 1 << 16;

/// A file that could not be read is not tried at every change of its record; read_again() does. Missing bytes may come back.
bool is_given_up(const Component& component)
{
    if (component.text == TextState::encrypted) return true;
    return component.text == TextState::failed && component.text_note != note_of_missing_bytes;
}

/// How much of a document a text has.
int worth(const DocumentText& text)
{
    switch (text.state) {
    case TextState::done:
    case TextState::needs_ocr: return 2;
    case TextState::partial: return 1;
    default: return 0;
    }
}

bool says_less(const DocumentText& fresh, const DocumentText& stored)
{
    if (worth(fresh) != worth(stored)) return worth(fresh) < worth(stored);
    return fresh.state == TextState::partial && fresh.pages.size() < stored.pages.size();
}

Error kept(const DocumentText& fresh, const ReferenceCode& code)
{
    Error problem = error(ErrorKind::bad_input, say("The text read before is kept: this time the file gave less ({})",
                                                    "保留原有文本:此次读取的内容较少({})",
                                                    {fresh.note.empty() ? name_of(fresh.state) : fresh.note}));
    if (fresh.state == TextState::encrypted)
        problem.hint =
            say("Give its password: fonds index {} --password …", "请给出密码:fonds index {} --password …", {code.text()});
    problem.where = code.text();
    return problem;
}

}  // namespace

IndexFeed::IndexFeed(Archive::State& state, IndexWriter& writer, Outbox outbox, WorkObserver& observer)
    : state_(state), writer_(writer), outbox_(outbox), observer_(observer)
{
}

Result<void> IndexFeed::add(Record record, const OwedWork& work)
{
    const std::int64_t number = next_job_++;
    Job& job = open_[number];
    job.record = std::move(record);
    job.work = work;
    job.texts.resize(job.record.components.size());
    for (std::size_t i = 0; i < job.record.components.size(); ++i) {
        Component& component = job.record.components[i];
        if (!has_text_reader(component.media_type)) {
            if (component.text == TextState::pending) {
                component.text = TextState::none;
                news_.push_back({component.digest, TextState::none, {}, 0});
            }
            continue;
        }
        if (!again_) {
            TRY_ASSIGN(auto stored, state_.texts.get(component.digest));
            if (stored) {
                decide(component, *stored);
                job.texts[i] = std::move(*stored);
                continue;
            }
            if (is_given_up(component)) continue;
        }
        ++job.missing;
    }
    if (job.missing == 0) {
        Job whole = std::move(job);
        open_.erase(number);
        return complete(whole);
    }
    for (std::size_t i = 0; i < components_per_job; ++i) {
        const auto at = open_.find(number);
        if (at == open_.end() || i >= at->second.texts.size()) break;
        const Component& component = at->second.record.components[i];
        const bool wanted =
            !at->second.texts[i] && has_text_reader(component.media_type) && (again_ || !is_given_up(component));
        if (wanted) TRY(request_text(number, i));
    }
    return {};
}

Result<void> IndexFeed::request_text(std::int64_t job_number, std::size_t component)
{
    if (!extractor_) extractor_.emplace(state_.make_extractor());
    while (!extractor_->has_room()) TRY(take_answer());
    const Component& wanted = open_.at(job_number).record.components[component];
    ExtractJob job;
    job.ticket = job_number * components_per_job + static_cast<std::int64_t>(component);
    job.media_type = wanted.media_type;
    job.password = password_;
    auto file = state_.objects->open(wanted.digest);
    if (!file.ok()) return cannot_open(job_number, component, std::move(file).error());
    job.file = std::move(*file);
    return extractor_->submit(std::move(job));
}

/// Lost bytes cost their own text, not the run; the audit reports them. Other reasons may pass: the record stays owed.
Result<void> IndexFeed::cannot_open(std::int64_t job_number, std::size_t component, Error problem)
{
    if (problem.kind == ErrorKind::not_found) {
        DocumentText none;
        none.state = TextState::failed;
        none.note = note_of_missing_bytes;
        return take_text(job_number, component, std::move(none));
    }
    open_.at(job_number).unread = true;
    report(std::move(problem));
    return one_less(job_number);
}

void IndexFeed::report(Error problem)
{
    if (!summary_.problem) summary_.problem = std::move(problem);
}

void IndexFeed::decide(Component& component, const DocumentText& text)
{
    const std::string note = to_valid_utf8(text.note);
    if (component.text == text.state && component.pages == text.page_count && component.text_note == note) return;
    component.text = text.state;
    component.text_note = note;
    component.pages = text.page_count;
    news_.push_back({component.digest, text.state, note, text.page_count});
}

Result<void> IndexFeed::take_answer()
{
    TRY_ASSIGN(auto answer, extractor_->next());
    if (!answer) return {};
    const auto at = open_.find(answer->ticket / components_per_job);
    if (at == open_.end()) return {};
    return take_text(at->first, static_cast<std::size_t>(answer->ticket % components_per_job), std::move(answer->text));
}

/// What recognition gave stays when a text is read again.
Result<void> IndexFeed::add_scans(const Component& component, DocumentText& text)
{
    if (text.state != TextState::needs_ocr) return {};
    TRY_ASSIGN(const auto scans, state_.scans.get(component.digest));
    if (!scans.empty()) merge_scans(text, scans);
    return {};
}

/// What was read before is not given up for less: a password that was forgotten, a deadline that passed.
Result<void> IndexFeed::take_text(std::int64_t job_number, std::size_t number, DocumentText text)
{
    Job& job = open_.at(job_number);
    Component& component = job.record.components.at(number);
    TRY(add_scans(component, text));
    std::optional<DocumentText> stored;
    if (again_) {
        TRY_ASSIGN(stored, state_.texts.get(component.digest));
    }
    if (stored && says_less(text, *stored)) {
        report(kept(text, job.record.code));
        job.kept = true;
        text = std::move(*stored);
    } else if (text.note != note_of_missing_bytes) {
        TRY(state_.texts.put(component.digest, text));
    }
    decide(component, text);
    job.texts[number] = std::move(text);
    return one_less(job_number);
}

Result<void> IndexFeed::one_less(std::int64_t job_number)
{
    const auto at = open_.find(job_number);
    if (--at->second.missing > 0) return {};
    Job whole = std::move(at->second);
    open_.erase(at);
    return complete(whole);
}

Result<void> IndexFeed::complete(Job& job)
{
    if (job.kept) ++summary_.kept_text;
    if (job.unread) {
        ++summary_.left_owed;
        // The index may have its words from before: not to be replaced by an entry without them.
        if (outbox_ == Outbox::settle) return {};
        unread_.push_back(job.record.id);
    }
    IndexDocument document;
    document.record = &job.record;
    document.year = job.record.metadata.date ? job.record.metadata.date->year() : state_.filing_year(job.record.filed_at);
    if (!job.record.metadata.party.empty()) {
        // Not found: it has been renamed since, and the record owes the index again.
        auto party = state_.catalog.party(job.record.metadata.party);
        if (!party.ok() && party.error().kind != ErrorKind::not_found) return std::move(party).error();
        if (party.ok()) document.party_aliases = party->aliases;
    }
    if (!job.record.components.empty()) document.kind = kind_of_media(job.record.components.front().media_type);
    for (const auto& text : job.texts) document.texts.push_back(text ? &*text : nullptr);
    TRY(writer_.put(document));
    done_.push_back(job.work);

    ++summary_.indexed;
    const auto bad = std::ranges::find_if(job.record.components, [](const Component& c) {
        return c.text == TextState::failed || c.text == TextState::encrypted;
    });
    if (bad != job.record.components.end()) ++summary_.without_text;
    if (tell_ && !job.record.components.empty()) {
        const Component& told = bad != job.record.components.end() ? *bad : job.record.components.front();
        tell_after_commit_.push_back(
            [tell = tell_, id = job.record.id, state = told.text, note = told.text_note] { tell(id, state, note); });
    }
    observer_.progress(Phase::indexing, summary_.indexed, total_);
    if (done_.size() >= commit_every) return commit();
    return {};
}

Result<void> IndexFeed::commit()
{
    if (done_.empty() && news_.empty()) return {};
    TRY(writer_.commit());
    TRY(state_.catalog.transaction([&]() -> Result<void> {
        for (const auto& news : news_) TRY(state_.catalog.set_text(news.digest, news.state, news.note, news.pages));
        return outbox_ == Outbox::settle ? state_.catalog.settle(done_) : Result<void>();
    }));
    done_.clear();
    news_.clear();
    for (const auto& tell : tell_after_commit_) tell();
    tell_after_commit_.clear();
    return {};
}

Result<void> IndexFeed::forget(const OwedWork& work)
{
    TRY(writer_.remove(work.record));
    done_.push_back(work);
    return done_.size() >= commit_every ? commit() : Result<void>();
}

Result<void> IndexFeed::flush()
{
    while (!open_.empty()) TRY(take_answer());
    return commit();
}

}  // namespace fonds
