// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/scanner.hpp"

#include <poll.h>

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include "indexer/extract/scan_protocol.hpp"
#include "indexer/extract/worker_process.hpp"

namespace fonds {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::chrono::milliseconds start_grace{60'000};  // models are read and verified
constexpr int wall_of_deadline = 10;  // workers have the lowest priority: on a busy machine they wait more than they work
constexpr unsigned starts_before_giving_up = 3;
constexpr std::string_view no_engine = "exit status 4";  // as fonds-scan ends then
constexpr unsigned pages_a_worker = 2000;                // libraries leak a little; a fresh process costs half a second

struct OwedPage {
    ScanJob job;
    std::uint64_t serial = 0;
    bool lost_a_worker = false;
};

protocol::Look frame_of(const OwedPage& owed, const ScanLimits& limits)
{
    protocol::Look look;
    look.serial = owed.serial;
    look.memory = limits.memory;
    look.deadline = limits.deadline;
    look.page = static_cast<std::uint32_t>(std::max(1, owed.job.page));
    look.recognise = owed.job.recognise;
    look.distrust = owed.job.distrust;
    look.codes = owed.job.codes;
    look.media_type = protocol::shorten(owed.job.media_type, protocol::largest_name);
    look.password = owed.job.password.substr(0, protocol::largest_password);
    return look;
}

bool may_pass(std::string_view note)
{
    return note == protocol::note_of_lateness || note == protocol::note_of_memory;
}

/// A worker's place in the pool.
struct Slot {
    WorkerProcess process;
    std::optional<OwedPage> page;
    std::string buffer;
    SteadyTime deadline{};
    unsigned pages = 0;
    bool greeted = false;
};

enum class Arrival { nothing, answer, greeting, leaving, broken };

/// The first whole frame of the buffer, taken out of it.
Arrival take_frame(Slot& slot, protocol::Scanned& scanned)
{
    if (slot.buffer.size() < protocol::header_size) return Arrival::nothing;
    const auto header = protocol::decode_header(slot.buffer);
    if (!header) return Arrival::broken;
    const bool expected = slot.greeted
                              ? header->type == protocol::FrameType::scanned || header->type == protocol::FrameType::bye
                              : header->type == protocol::FrameType::hello;
    if (!expected) return Arrival::broken;
    const std::size_t whole = protocol::header_size + header->size;
    if (slot.buffer.size() < whole) {
        slot.buffer.reserve(whole);
        return Arrival::nothing;
    }
    const std::string body = slot.buffer.substr(protocol::header_size, header->size);
    slot.buffer.erase(0, whole);
    if (header->type == protocol::FrameType::hello) return Arrival::greeting;
    if (header->type == protocol::FrameType::bye) return Arrival::leaving;
    auto decoded = protocol::decode_scanned(body);
    if (!decoded || !slot.page || decoded->serial != slot.page->serial ||
        decoded->page.number != std::max(1, slot.page->job.page))
        return Arrival::broken;
    scanned = std::move(*decoded);
    return Arrival::answer;
}

}  // namespace

struct Scanner::State {
    explicit State(Options given) : options(std::move(given)), slots(std::max(1U, options.workers)) {}

    [[nodiscard]] Result<void> hand_out();
    [[nodiscard]] Result<void> give(Slot& slot, OwedPage& page);
    [[nodiscard]] Result<void> attend(Slot& slot);
    [[nodiscard]] Result<void> lost(Slot& slot, const std::string& death);
    void fail(OwedPage page, std::string note);
    void wait(SteadyTime until);
    [[nodiscard]] std::chrono::milliseconds wall_limit() const { return options.limits.deadline * wall_of_deadline; }

    Options options;
    std::vector<Slot> slots;
    std::deque<OwedPage> waiting;
    std::deque<ScanAnswer> finished;
    std::uint64_t last_serial = 0;
    std::size_t under_way = 0;
    unsigned failed_starts = 0;
};

Scanner::Scanner(Options options) : state_(std::make_unique<State>(std::move(options))) {}
Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;

bool Scanner::has_room() const
{
    return state_->under_way < state_->slots.size();
}

std::size_t Scanner::under_way() const
{
    return state_->under_way;
}

Result<void> Scanner::submit(ScanJob job)
{
    state_->waiting.push_back({std::move(job), ++state_->last_serial, false});
    ++state_->under_way;
    return state_->hand_out();
}

Result<std::optional<ScanAnswer>> Scanner::next(std::chrono::milliseconds patience)
{
    State& state = *state_;
    const SteadyTime until = std::chrono::steady_clock::now() + patience;
    while (state.finished.empty()) {
        if (state.under_way == 0) return std::optional<ScanAnswer>{};
        TRY(state.hand_out());
        state.wait(until);
        for (Slot& slot : state.slots)
            if (slot.page) TRY(state.attend(slot));
        if (state.finished.empty() && std::chrono::steady_clock::now() >= until) return std::optional<ScanAnswer>{};
    }
    ScanAnswer answer = std::move(state.finished.front());
    state.finished.pop_front();
    --state.under_way;
    return std::optional<ScanAnswer>(std::move(answer));
}

Result<void> Scanner::State::hand_out()
{
    for (Slot& slot : slots) {
        if (waiting.empty()) return {};
        if (slot.page) continue;
        TRY(give(slot, waiting.front()));
        waiting.pop_front();
    }
    return {};
}

Result<void> Scanner::State::give(Slot& slot, OwedPage& page)
{
    const std::string frame = protocol::encode(frame_of(page, options.limits));
    if (slot.pages >= pages_a_worker) slot.process.end();
    // A worker that died in idleness is noticed here at the latest, and replaced once.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!slot.process.running()) {
            TRY_ASSIGN(slot.process,
                       WorkerProcess::start(options.program, {"--engine", options.engine, "--models", options.models}));
            slot.buffer.clear();
            slot.greeted = false;
            slot.pages = 0;
        }
        if (slot.process.send(frame, page.job.file.get())) break;
        slot.process.end();
    }
    slot.page = std::move(page);
    slot.deadline =
        std::chrono::steady_clock::now() + wall_limit() + (slot.greeted ? std::chrono::milliseconds{0} : start_grace);
    return {};
}

void Scanner::State::wait(SteadyTime until)
{
    std::vector<pollfd> sockets;
    for (Slot& slot : slots) {
        if (!slot.page) continue;
        until = std::min(until, slot.deadline);
        if (slot.process.running())
            sockets.push_back({slot.process.socket(), POLLIN, 0});
        else
            until = SteadyTime{};
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    ::poll(sockets.data(), sockets.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
}

Result<void> Scanner::State::attend(Slot& slot)
{
    for (;;) {
        const auto received = slot.process.running() ? slot.process.receive(slot.buffer) : WorkerProcess::Received::closed;
        protocol::Scanned scanned;
        switch (take_frame(slot, scanned)) {
        case Arrival::nothing: break;
        case Arrival::greeting:
            slot.greeted = true;
            failed_starts = 0;
            slot.deadline = std::chrono::steady_clock::now() + wall_limit();
            continue;
        case Arrival::answer: {
            const bool passing = may_pass(scanned.page.note);
            finished.push_back(
                {slot.page->job.ticket, std::move(scanned.page), static_cast<std::int32_t>(scanned.page_count), passing});
            slot.page.reset();
            ++slot.pages;
            return {};
        }
        case Arrival::leaving: {
            // Not begun: another process takes it. One that has looked at nothing yet would leave for ever.
            slot.process.end();
            const bool fresh = slot.pages == 0;
            OwedPage page = std::move(*slot.page);
            slot.page.reset();
            if (fresh)
                fail(std::move(page), "a scan worker cannot take it");
            else
                waiting.push_front(std::move(page));
            return {};
        }
        case Arrival::broken: {
            slot.process.end();
            OwedPage page = std::move(*slot.page);
            slot.page.reset();
            fail(std::move(page), "the scan worker broke the protocol");
            return {};
        }
        }
        if (received == WorkerProcess::Received::bytes) continue;
        if (received == WorkerProcess::Received::closed) return lost(slot, describe_wait_status(slot.process.end()));
        if (std::chrono::steady_clock::now() < slot.deadline) return {};
        slot.process.end();
        OwedPage page = std::move(*slot.page);
        slot.page.reset();
        fail(std::move(page), "looking at it took longer than " + std::to_string(wall_limit().count()) + " ms");
        return {};
    }
}

Result<void> Scanner::State::lost(Slot& slot, const std::string& death)
{
    OwedPage page = std::move(*slot.page);
    slot.page.reset();
    if (!slot.greeted) {
        waiting.push_front(std::move(page));
        if (++failed_starts < starts_before_giving_up) return {};
        failed_starts = 0;
        const Text what = death == no_engine
                              ? say("the engine of recognition cannot be used", "识别引擎无法使用")
                              : say("the scan worker does not start ({})", "扫描识别进程无法启动({})", {death});
        return error(ErrorKind::unavailable, what)
            .with_hint(say("fonds ocr setup tells which engines are there and what is missing",
                           "运行 fonds ocr setup 查看可用的识别引擎与缺少的部分"))
            .at(options.program);
    }
    if (page.lost_a_worker) {
        fail(std::move(page), "the scan worker ended early (" + death + ")");
        return {};
    }
    page.lost_a_worker = true;
    waiting.push_front(std::move(page));
    return {};
}

void Scanner::State::fail(OwedPage page, std::string note)
{
    ScanAnswer answer;
    answer.ticket = page.job.ticket;
    answer.page.number = std::max(1, page.job.page);
    answer.page.note = std::move(note);
    answer.passing = true;
    finished.push_back(std::move(answer));
}

}  // namespace fonds
