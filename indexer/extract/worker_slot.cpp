// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/worker_slot.hpp"

#include <algorithm>

#include "indexer/extract/protocol.hpp"

namespace fonds {

namespace {

constexpr unsigned documents_a_worker = 500;  // libraries leak a little; a fresh process costs milliseconds
constexpr std::chrono::milliseconds start_grace{10'000};

/// The worker ends a document by itself somewhat before it would be killed.
std::chrono::milliseconds soft_deadline(std::chrono::milliseconds hard)
{
    return hard * 4 / 5;
}

protocol::Job job_frame(const OwedJob& owed, const ExtractLimits& limits)
{
    protocol::Job job;
    job.serial = owed.serial;
    job.memory = limits.memory;
    job.deadline = soft_deadline(limits.deadline);
    job.pages = limits.pages;
    job.text = limits.text;
    job.words = owed.job.words == WordBoxes::wanted;
    job.inspect = owed.job.inspection == Inspection::wanted;
    job.media_type = protocol::shorten(owed.job.media_type, protocol::largest_name);
    job.password = owed.job.password.substr(0, protocol::largest_password);
    return job;
}

}  // namespace

bool WorkerSlot::has_room_for(const OwedJob& job) const
{
    if (worn_) return false;
    if (job.lost_a_worker) return queue_.empty();
    return queue_.size() < queue_length &&
           std::none_of(queue_.begin(), queue_.end(), [](const OwedJob& other) { return other.lost_a_worker; });
}

std::optional<SteadyTime> WorkerSlot::deadline() const
{
    if (queue_.empty()) return std::nullopt;
    return deadline_;
}

Result<void> WorkerSlot::give(OwedJob& job, const std::string& program, const ExtractLimits& limits, SteadyTime now)
{
    const std::string frame = protocol::encode(job_frame(job, limits));
    // A worker that died in idleness is noticed here at the latest, and replaced once.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!process_.running()) {
            TRY_ASSIGN(process_, WorkerProcess::start(program));
            buffer_.clear();
            parsed_ = 0;
            documents_ = 0;
            greeted_ = false;
            worn_ = false;
        }
        if (process_.send(frame, job.job.file.get())) break;
        if (!queue_.empty()) break;  // its death is found, and both documents given again, when its socket is read
        process_.end();
    }
    queue_.push_back(std::move(job));
    if (queue_.size() == 1) begin_next(limits, now);
    return {};
}

void WorkerSlot::begin_next(const ExtractLimits& limits, SteadyTime now)
{
    builder_.reset();
    if (queue_.empty()) return;
    builder_.emplace(queue_.front().serial, limits, queue_.front().job.words, queue_.front().job.inspection);
    deadline_ = now + limits.deadline + (greeted_ ? std::chrono::milliseconds{0} : start_grace);
}

void WorkerSlot::attend(const ExtractLimits& limits, SteadyTime now, Outcome& outcome)
{
    if (!process_.running()) {
        if (!queue_.empty()) lose_worker(true, "the text worker ended", outcome);
        return;
    }
    switch (read_frames(limits, now, outcome)) {
    case Reading::more: break;
    case Reading::dry:
        if (!queue_.empty() && now >= deadline_) {
            process_.end();
            lose_worker(false, "reading took longer than " + std::to_string(limits.deadline.count()) + " ms", outcome);
        }
        break;
    case Reading::closed: {
        const std::string death = describe_wait_status(process_.end());
        outcome.never_started = !greeted_;
        outcome.death = death;
        lose_worker(true, "the text worker ended early (" + death + ")", outcome);
        break;
    }
    case Reading::leaving:
        process_.end();
        give_back_queue(outcome);
        break;
    case Reading::broken:
        process_.end();
        builder_.reset();  // nothing it said can be believed
        lose_worker(false, "the text worker broke the protocol", outcome);
        break;
    }
    if (queue_.empty() && worn_) {
        process_.end();
        worn_ = false;
    }
}

WorkerSlot::Reading WorkerSlot::read_frames(const ExtractLimits& limits, SteadyTime now, Outcome& outcome)
{
    constexpr int most_pieces = 64;  // then the other workers have their turn
    for (int piece = 0; piece < most_pieces; ++piece) {
        const auto received = process_.receive(buffer_);
        std::string_view rest = std::string_view(buffer_).substr(parsed_);
        while (rest.size() >= protocol::header_size) {
            const auto header = protocol::decode_header(rest);
            if (!header) return Reading::broken;
            const bool hello = header->type == protocol::FrameType::hello;
            if (header->type == protocol::FrameType::bye) {
                // Only between documents, and only from one that has read some: else a document could be given away for
                // ever.
                return documents_ > 0 && (!builder_ || builder_->untouched()) ? Reading::leaving : Reading::broken;
            }
            if (hello ? greeted_ : !greeted_ || !builder_ || !builder_->may_come(*header)) return Reading::broken;
            const std::size_t whole = protocol::header_size + header->size;
            if (rest.size() < whole) {
                buffer_.reserve(parsed_ + whole);
                break;
            }
            if (!take_frame(header->type, rest.substr(protocol::header_size, header->size), limits, now, outcome))
                return Reading::broken;
            rest.remove_prefix(whole);
            parsed_ += whole;
        }
        if (rest.empty() || parsed_ > (std::size_t{1} << 20)) {
            buffer_.erase(0, parsed_);
            parsed_ = 0;
        }
        if (received == WorkerProcess::Received::closed) return Reading::closed;
        if (received == WorkerProcess::Received::nothing_yet) return Reading::dry;
    }
    return Reading::more;
}

bool WorkerSlot::take_frame(protocol::FrameType type, std::string_view body, const ExtractLimits& limits, SteadyTime now,
                            Outcome& outcome)
{
    if (type == protocol::FrameType::hello) {
        greeted_ = true;
        if (!queue_.empty()) deadline_ = now + limits.deadline;
        return true;
    }
    switch (builder_->take(type, body)) {
    case AnswerBuilder::Verdict::broken: return false;
    case AnswerBuilder::Verdict::more: return true;
    case AnswerBuilder::Verdict::ended: break;
    }
    ++documents_;
    worn_ = is_worn(limits);
    finish(std::move(*builder_).take_document(), outcome);
    begin_next(limits, now);
    return true;
}

void WorkerSlot::finish(DocumentText text, Outcome& outcome)
{
    outcome.finished.push_back({queue_.front().job.ticket, std::move(text)});
    queue_.pop_front();
}

void WorkerSlot::lose_worker(bool retry, std::string note, Outcome& outcome)
{
    process_.end();
    if (!queue_.empty()) {
        OwedJob& first = queue_.front();
        const bool complete_enough = builder_ && builder_->all_pages_arrived();
        if (outcome.never_started || (retry && !first.lost_a_worker && !complete_enough)) {
            first.lost_a_worker = first.lost_a_worker || !outcome.never_started;
            outcome.again.push_back(std::move(first));
            queue_.pop_front();
        } else {
            DocumentText text;
            text.state = TextState::failed;
            if (builder_)
                text = std::move(*builder_).take_remains(std::move(note));
            else
                text.note = std::move(note);
            finish(std::move(text), outcome);
        }
    }
    give_back_queue(outcome);
}

/// For documents that had not begun: they are not to blame.
void WorkerSlot::give_back_queue(Outcome& outcome)
{
    for (OwedJob& job : queue_) outcome.again.push_back(std::move(job));
    queue_.clear();
    builder_.reset();
    buffer_.clear();
    parsed_ = 0;
    worn_ = false;
}

bool WorkerSlot::is_worn(const ExtractLimits& limits) const
{
    return documents_ >= documents_a_worker || process_.resident_bytes() > limits.memory / 2;
}

}  // namespace fonds
