// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/extractor.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <utility>
#include <vector>

#include "indexer/extract/worker_slot.hpp"

namespace fonds {

namespace {

constexpr unsigned starts_before_giving_up = 3;

int milliseconds_until(std::optional<SteadyTime> when, SteadyTime now)
{
    if (!when) return -1;
    if (*when <= now) return 0;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*when - now).count() + 1;
    return static_cast<int>(std::min<std::int64_t>(left, 60'000));
}

}  // namespace

struct Extractor::State {
    explicit State(Options given) : options(std::move(given)), slots(std::max(1U, options.workers)) {}

    [[nodiscard]] Result<void> hand_out(SteadyTime now);
    [[nodiscard]] Result<void> attend();
    void wait(SteadyTime now, std::optional<SteadyTime> until);

    Options options;
    std::vector<WorkerSlot> slots;
    std::deque<OwedJob> waiting;  ///< lost their worker, or found no room beside one that did
    std::deque<ExtractAnswer> finished;
    std::uint64_t last_serial = 0;
    std::size_t under_way = 0;  ///< submitted, not yet handed back
    unsigned failed_starts = 0;
    SteadyTime last_attended{};
};

Extractor::Extractor(Options options) : state_(std::make_unique<State>(std::move(options))) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

bool Extractor::has_room() const
{
    return state_->under_way < state_->slots.size() * WorkerSlot::queue_length;
}
std::size_t Extractor::under_way() const
{
    return state_->under_way;
}

Result<void> Extractor::submit(ExtractJob job)
{
    State& state = *state_;
    OwedJob owed{std::move(job), ++state.last_serial, false};
    state.waiting.push_back(std::move(owed));
    const auto handed = state.hand_out(std::chrono::steady_clock::now());
    if (!handed.ok() && !state.waiting.empty() && state.waiting.back().serial == state.last_serial) {
        state.waiting.pop_back();
        return handed;
    }
    ++state.under_way;
    return {};
}

Result<std::optional<ExtractAnswer>> Extractor::next(std::optional<std::chrono::milliseconds> patience)
{
    State& state = *state_;
    std::optional<SteadyTime> until;
    if (patience) until = std::chrono::steady_clock::now() + *patience;
    while (state.finished.empty()) {
        if (state.under_way == 0) return std::optional<ExtractAnswer>{};
        TRY(state.hand_out(std::chrono::steady_clock::now()));
        state.wait(std::chrono::steady_clock::now(), until);
        TRY(state.attend());
        if (state.finished.empty() && until && std::chrono::steady_clock::now() >= *until)
            return std::optional<ExtractAnswer>{};
    }
    ExtractAnswer answer = std::move(state.finished.front());
    state.finished.pop_front();
    --state.under_way;
    return std::optional<ExtractAnswer>(std::move(answer));
}

/// Gives waiting documents to workers that have room, the least loaded first.
Result<void> Extractor::State::hand_out(SteadyTime now)
{
    for (auto job = waiting.begin(); job != waiting.end();) {
        const auto slot = std::min_element(slots.begin(), slots.end(), [&](const WorkerSlot& a, const WorkerSlot& b) {
            return std::pair(!a.has_room_for(*job), a.load()) < std::pair(!b.has_room_for(*job), b.load());
        });
        if (!slot->has_room_for(*job)) {
            ++job;
            continue;
        }
        TRY(slot->give(*job, options.program, options.limits, now));
        job = waiting.erase(job);
    }
    return {};
}

void Extractor::State::wait(SteadyTime now, std::optional<SteadyTime> until)
{
    // While nobody attended, a worker may have stood still before a full socket: that time is not its own.
    const auto away = last_attended == SteadyTime{} ? SteadyTime::duration{} : now - last_attended;
    std::optional<SteadyTime> nearest = until;
    std::vector<pollfd> sockets;
    for (WorkerSlot& slot : slots) {
        if (slot.idle()) continue;
        slot.grant(away);
        if (!nearest || *slot.deadline() < *nearest) nearest = slot.deadline();
        if (!slot.running())
            nearest = now;
        else
            sockets.push_back({slot.socket(), POLLIN, 0});
    }
    ::poll(sockets.data(), sockets.size(), milliseconds_until(nearest, now));  // EINTR: attending once more is harmless
}

Result<void> Extractor::State::attend()
{
    const SteadyTime now = std::chrono::steady_clock::now();
    last_attended = now;
    for (WorkerSlot& slot : slots) {
        if (slot.idle()) continue;
        WorkerSlot::Outcome outcome;
        slot.attend(options.limits, now, outcome);
        for (ExtractAnswer& answer : outcome.finished) finished.push_back(std::move(answer));
        for (OwedJob& job : outcome.again) waiting.push_back(std::move(job));
        if (!outcome.finished.empty()) failed_starts = 0;
        if (outcome.never_started && ++failed_starts >= starts_before_giving_up) {
            failed_starts = 0;
            return error(ErrorKind::unavailable,
                         say("the text worker does not start ({})", "文本提取进程无法启动({})", {outcome.death}))
                .with_hint(say("run fonds-extract --version to see why; reinstalling helps when a library is missing",
                               "运行 fonds-extract --version 查看原因;缺少库文件时请重新安装"))
                .at(options.program);
        }
    }
    return {};
}

}  // namespace fonds
