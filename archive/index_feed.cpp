// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "archive/drain.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

/// Records between two commits of the index: a commit costs tens of milliseconds whatever it holds.
constexpr std::size_t commit_every = 1000;
/// A ticket is a job's number and a component's.
constexpr std::int64_t components_per_job = 1 << 16;

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
            // A file that could not be read is not tried at every change of its record; read_again does.
            if (component.text == TextState::failed || component.text == TextState::encrypted) continue;
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
        const bool wanted = !at->second.texts[i] && has_text_reader(component.media_type) &&
                            (again_ || (component.text != TextState::failed && component.text != TextState::encrypted));
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
    if (!file.ok()) return missing_object(job_number, component);
    job.file = std::move(*file);
    return extractor_->submit(std::move(job));
}

/// Lost bytes cost their own text, not the run; the audit reports them.
Result<void> IndexFeed::missing_object(std::int64_t job_number, std::size_t component)
{
    const auto at = open_.find(job_number);
    DocumentText none;
    none.state = TextState::failed;
    none.note = "the stored bytes are missing";
    decide(at->second.record.components[component], none);
    if (--at->second.missing > 0) return {};
    Job whole = std::move(at->second);
    open_.erase(at);
    return complete(whole);
}

void IndexFeed::decide(Component& component, const DocumentText& text)
{
    if (component.text == text.state && component.pages == text.page_count) return;
    component.text = text.state;
    component.text_note = text.note;
    component.pages = text.page_count;
    news_.push_back({component.digest, text.state, text.note, text.page_count});
}

Result<void> IndexFeed::take_answer()
{
    TRY_ASSIGN(auto answer, extractor_->next());
    if (!answer) return {};
    const auto at = open_.find(answer->ticket / components_per_job);
    if (at == open_.end()) return {};
    Job& job = at->second;
    const auto number = static_cast<std::size_t>(answer->ticket % components_per_job);
    Component& component = job.record.components.at(number);
    TRY(state_.texts.put(component.digest, answer->text));
    decide(component, answer->text);
    job.texts[number] = std::move(answer->text);
    if (--job.missing > 0) return {};
    Job whole = std::move(job);
    open_.erase(at);
    return complete(whole);
}

Result<void> IndexFeed::complete(Job& job)
{
    IndexDocument document;
    document.record = &job.record;
    document.year = job.record.metadata.date ? job.record.metadata.date->year() : state_.filing_year(job.record.filed_at);
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

Result<void> IndexFeed::flush()
{
    while (!open_.empty()) TRY(take_answer());
    return commit();
}

}  // namespace fonds
