// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/inbox_watch.hpp"

#include <algorithm>

namespace fonds {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds patience = 1s;         // a signal between the question and the wait is heard then
constexpr std::chrono::milliseconds least_breath = 100ms;  // between two looks
constexpr int breath_of_look = 4;                          // times as long as the look took
constexpr std::chrono::milliseconds untold_rescan = 10s;
constexpr std::chrono::milliseconds first_pause = 5s, longest_pause = 10min;
constexpr int most_doublings = 10;
constexpr int patient_declines = 4;  // a file that is being written is worth no word for so long

std::string text_of(const Error& problem)
{
    return problem.what.en + "\n" + problem.where;
}

}  // namespace

void InboxWatch::run()
{
    looked_at_ = not_before_ = inbox_.now();
    bool watching = false;
    while (!stop_requested()) {
        if (inbox_.now() < next_look()) {
            wait();
            continue;
        }
        look();
        if (!watching) observer_.watching(inbox_.place());
        watching = true;
        const Time now = looked_at_;
        if (now < not_before_ && failed_) continue;
        const auto files = settling_.settled(now);
        if (!files.empty() || (owes_looking_ && now >= not_before_)) take(files);
    }
}

InboxWatch::Time InboxWatch::next_look() const
{
    if (look_soon_) return looked_at_ + breath_;
    Time next = looked_at_ + (untold_ ? std::min(pace_.rescan, untold_rescan) : pace_.rescan);
    if (const auto rests = settling_.next()) next = std::min(next, failed_ ? std::max(*rests, not_before_) : *rests);
    if (owes_looking_) next = std::min(next, not_before_);
    return next;
}

void InboxWatch::wait()
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_look() - inbox_.now());
    hear(std::clamp(left, 0ms, patience));
}

void InboxWatch::hear(std::chrono::milliseconds at_most)
{
    const auto changes = inbox_.wait(at_most);
    const Time now = inbox_.now();
    for (const auto& path : changes.closed) settling_.closed(path, now);
    for (const auto& path : changes.moved_in) settling_.moved_in(path, now);
    look_soon_ = look_soon_ || changes.any;
}

void InboxWatch::look()
{
    const Time began = inbox_.now();
    const InboxSight sight = inbox_.look();
    looked_at_ = inbox_.now();
    breath_ = std::max(least_breath, std::chrono::ceil<std::chrono::milliseconds>((looked_at_ - began) * breath_of_look));
    look_soon_ = sight.look_again;
    settling_.look(sight.files, looked_at_);
    std::map<std::string, std::string> still;
    for (const SeenFile& file : sight.files)
        if (const auto at = said_.find(file.path); at != said_.end()) still.insert(*at);
    for (const Error& problem : sight.problems) {
        if (const auto at = said_.find(problem.where); at == said_.end() || at->second != text_of(problem))
            observer_.trouble(problem);
        still[problem.where] = text_of(problem);
    }
    said_ = std::move(still);
    if (sight.untold && !untold_) observer_.trouble(*sight.untold);
    untold_ = sight.untold.has_value();
}

void InboxWatch::take(const std::vector<std::string>& files)
{
    told_ = {};
    failed_ = owes_looking_ = came_meanwhile_ = false;
    auto summary = inbox_.take_and_look(files, *this);
    const Time now = inbox_.now();
    failed_ = !summary.ok();
    const bool troubled = failed_ || summary->not_looked.has_value();
    owes_looking_ = troubled || came_meanwhile_;
    if (summary.ok()) told_.looked = summary->looked;
    if (told_.taken + told_.known + told_.left + told_.failed + told_.looked + told_.accepted > 0) observer_.batch(told_);
    if (summary.ok())
        for (const auto& problem : {summary->not_accepted, summary->index_problem})
            if (problem) observer_.trouble(*problem);
    if (troubled && !stop_requested()) {
        trouble(failed_ ? summary.error() : *summary->not_looked);
        not_before_ = now + growing_pause();
    } else {
        not_before_ = now;
        pauses_ = 0;
        troubles_.clear();
    }
}

void InboxWatch::between_pages()
{
    if (between_pages_ || stop_requested()) return;
    hear(0ms);
    if (inbox_.now() < next_look()) return;
    look();
    if (failed_ && looked_at_ < not_before_) return;
    const auto files = settling_.settled(looked_at_);
    if (files.empty()) return;
    between_pages_ = true;
    const auto summary = inbox_.take(files, *this);
    between_pages_ = false;
    failed_ = !summary.ok();
    came_meanwhile_ = true;
    if (!failed_) return;
    trouble(summary.error());
    not_before_ = inbox_.now() + growing_pause();
}

void InboxWatch::taken(const TakenFile& file)
{
    const bool done = file.status == TakenStatus::taken || file.status == TakenStatus::known;
    if (done && !file.problem) {
        settling_.taken(file.path);
        said_.erase(file.path);
    } else {
        const int times = settling_.declined(file.path, inbox_.now());
        const std::string text = file.problem ? text_of(*file.problem) : std::string();
        if (file.status == TakenStatus::left && times < patient_declines) return;
        const auto [said, first] = said_.try_emplace(file.path, text);
        if (!first && said->second == text) return;
        said->second = text;
    }
    switch (file.status) {
    case TakenStatus::taken: ++told_.taken; break;
    case TakenStatus::known: ++told_.known; break;
    case TakenStatus::left: ++told_.left; break;
    case TakenStatus::failed: ++told_.failed; break;
    }
    observer_.taken(file);
}

void InboxWatch::trouble(const Error& problem)
{
    if (troubles_.insert(text_of(problem)).second) observer_.trouble(problem);
}

std::chrono::milliseconds InboxWatch::growing_pause()
{
    return std::min(first_pause * (1 << std::min(pauses_++, most_doublings)), longest_pause);
}

}  // namespace fonds
