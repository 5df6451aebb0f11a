// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/copies_ahead.hpp"

#include <algorithm>
#include <chrono>

namespace fonds {

namespace {

constexpr std::chrono::milliseconds tick_every{100};

}  // namespace

CopiesAhead::CopiesAhead(FileOps& ops, std::vector<CopiesToRead> volumes, std::function<bool(std::uint64_t)> pass,
                         const Options& options)
    : ops_(ops), volumes_(std::move(volumes)), pass_(std::move(pass)), options_(options),
      ahead_(std::max(1U, options.threads)), done_(volumes_.size())
{
    for (std::size_t i = 0; i < volumes_.size(); ++i)
        for (const auto& [place, path] : volumes_[i].paths) readings_.push_back({i, place, path});
    const std::size_t count = std::min<std::size_t>(std::max(1U, options.threads), readings_.size());
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
}

CopiesAhead::~CopiesAhead()
{
    {
        const std::lock_guard guard(mutex_);
        over_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void CopiesAhead::work()
{
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [&] {
            return over_ || enough_ || begun_ == readings_.size() || readings_[begun_].volume <= wanted_ + ahead_;
        });
        if (over_ || enough_ || begun_ == readings_.size()) return;
        const Reading& reading = readings_[begun_];
        if (reading.volume >= begun_volumes_) {
            // Volumes are begun whole, in their order; those without copies to be read cost nothing.
            for (; begun_volumes_ <= reading.volume; ++begun_volumes_) {
                if (options_.bytes && begun_bytes_ >= *options_.bytes) break;
                begun_bytes_ += volumes_[begun_volumes_].size * volumes_[begun_volumes_].paths.size();
            }
            if (begun_volumes_ <= reading.volume) {
                enough_ = true;
                changed_.notify_all();
                return;
            }
        }
        ++begun_;
        lock.unlock();
        auto proof = digest_volume(ops_, reading.path, [&](std::uint64_t bytes) { return pass_(bytes) && !over_; });
        lock.lock();
        done_[reading.volume].emplace(reading.place, std::move(proof));
        changed_.notify_all();
    }
}

std::optional<CopyDigests> CopiesAhead::next(const std::function<void()>& tick)
{
    std::unique_lock lock(mutex_);
    const std::size_t volume = wanted_;
    if (volume == volumes_.size()) return std::nullopt;
    const auto is_read = [&] { return done_[volume].size() == volumes_[volume].paths.size(); };
    const auto is_left_out = [&] { return enough_ && begun_volumes_ <= volume; };
    while (!is_read() && !is_left_out()) {
        changed_.wait_for(lock, tick_every);
        lock.unlock();
        tick();
        lock.lock();
    }
    if (!is_read()) return std::nullopt;
    ++wanted_;
    changed_.notify_all();
    return std::move(done_[volume]);
}

}  // namespace fonds
