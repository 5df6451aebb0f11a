// SPDX-License-Identifier: GPL-3.0-or-later
// A worker's place in the pool: its process, the documents it has been given, and what has come back so far.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "indexer/extract/answer_builder.hpp"
#include "indexer/extract/extractor.hpp"
#include "indexer/extract/worker_process.hpp"

namespace fonds {

using SteadyTime = std::chrono::steady_clock::time_point;

/// A document the pool still owes an answer for. It keeps its descriptor, so that another worker can be given it.
struct OwedJob {
    ExtractJob job;
    std::uint64_t serial = 0;
    bool lost_a_worker = false;  ///< the second death is the last; until then it works alone
};

class WorkerSlot {
public:
    static constexpr std::size_t queue_length = 2;  ///< one at work, one waiting

    /// What has become of the documents given to this worker.
    struct Outcome {
        std::vector<ExtractAnswer> finished;
        std::vector<OwedJob> again;  ///< to be given to another worker
        bool never_started = false;  ///< the worker ended before it said hello
        std::string death;           ///< how it ended; with never_started
    };

    [[nodiscard]] bool idle() const { return queue_.empty(); }
    [[nodiscard]] std::size_t load() const { return queue_.size(); }
    [[nodiscard]] bool has_room_for(const OwedJob& job) const;
    [[nodiscard]] int socket() const { return process_.socket(); }
    [[nodiscard]] bool running() const { return process_.running(); }
    [[nodiscard]] pid_t pid() const { return process_.pid(); }
    [[nodiscard]] std::optional<SteadyTime> deadline() const;

    /// Hands a document over, starting a process when there is none. Fails only when none can be started; the job is then
    /// untouched.
    [[nodiscard]] Result<void> give(OwedJob& job, const std::string& program, const ExtractLimits& limits, SteadyTime now);
    /// Takes what has arrived and deals with a worker that died or is late.
    void attend(const ExtractLimits& limits, SteadyTime now, Outcome& outcome);
    /// The pool was away for so long; its worker may have waited to be read.
    void grant(std::chrono::steady_clock::duration away) { deadline_ += away; }

private:
    enum class Reading { more, dry, closed, broken, leaving };

    [[nodiscard]] Reading read_frames(const ExtractLimits& limits, SteadyTime now, Outcome& outcome);
    [[nodiscard]] bool take_frame(protocol::FrameType type, std::string_view body, const ExtractLimits& limits,
                                  SteadyTime now, Outcome& outcome);
    void begin_next(const ExtractLimits& limits, SteadyTime now);
    void finish(DocumentText text, Outcome& outcome);
    void lose_worker(bool retry, std::string note, Outcome& outcome);
    void give_back_queue(Outcome& outcome);
    [[nodiscard]] bool is_worn(const ExtractLimits& limits) const;

    WorkerProcess process_;
    std::deque<OwedJob> queue_;             ///< the first one is at work
    std::optional<AnswerBuilder> builder_;  ///< of the first one
    std::string buffer_;
    std::size_t parsed_ = 0;  ///< bytes of buffer_ that are done with
    SteadyTime deadline_{};
    unsigned documents_ = 0;  ///< read by this process
    bool greeted_ = false;
    bool worn_ = false;  ///< finishes what it has and is then replaced
};

}  // namespace fonds
