// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scrubbing.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "archive/copies_ahead.hpp"
#include "archive/copy_folders.hpp"
#include "archive/copy_reach.hpp"
#include "archive/volume_care.hpp"
#include "schema/catalog/fixity.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::size_t remembered_at_once = 500;
constexpr std::size_t most_findings = 1000;

/// Lets so many bytes through a second, of all threads together.
class Throttle {
public:
    explicit Throttle(std::uint64_t bytes_a_second) : rate_(bytes_a_second), began_(std::chrono::steady_clock::now()) {}

    void pass(std::uint64_t bytes)
    {
        if (rate_ == 0) return;
        const std::uint64_t all = sum_ += bytes;
        const auto due = began_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                      std::chrono::duration<double>(static_cast<double>(all) / static_cast<double>(rate_)));
        std::this_thread::sleep_until(due);
    }

private:
    std::uint64_t rate_;
    std::chrono::steady_clock::time_point began_;
    std::atomic<std::uint64_t> sum_{0};
};

class Scrub {
public:
    Scrub(Archive::State& state, const ScrubRequest& request, WorkObserver& observer)
        : state_(state), request_(request), observer_(observer),
          throttle_(request.rate.value_or(state.config.cold.scrub_rate) << 20)
    {
    }

    Result<ScrubReport> run()
    {
        const Instant now = state_.environment.clock->now();
        const ColdSettings& settings = state_.config.cold;
        std::array<Instant, 3> before{now, now, now};
        if (!request_.everything) {
            const std::array days{settings.scrub_a, settings.scrub_b, settings.scrub_c};
            for (std::size_t i = 0; i < days.size(); ++i) before.at(i) = now - std::chrono::days(days.at(i));
        }
        FixityBook fixity(state_.catalog);
        TRY_ASSIGN(const auto objects, fixity.due(before));
        TRY_ASSIGN(const auto volumes, fixity.due_volumes(before));
        for (const auto& one : objects) total_ += one.size;
        for (const auto& each : volumes) {
            TRY_ASSIGN(const Volume volume, Volumes(state_.catalog).get(each.name));
            for (const auto& copy : volume.copies) total_ += is_within_reach(state_, copy.place) ? volume.size : 0;
        }
        for (std::size_t at = 0; at < objects.size() && !stopped_; at += remembered_at_once) {
            const std::size_t end = std::min(at + remembered_at_once, objects.size());
            TRY(scrub_objects(objects, at, end));
        }
        report_.left = static_cast<std::int64_t>(objects.size()) - report_.objects;
        if (!stopped_ && !enough()) TRY(scrub_volumes(volumes));
        if (!stopped_) TRY(count_unreached(volumes));
        for (const auto& folder : unreached_) {
            const Error problem = out_of_reach(folder, mount_hint());
            tell({folder, Soundness::out_of_reach, told_with_hint(problem)});
        }
        report_.interrupted = stopped_;
        TRY(state_.catalog.log("archive.scrubbed", state_.catalog.identity().code,
                               Json::object()
                                   .set("objects", report_.objects)
                                   .set("copies", report_.copies)
                                   .set("bytes", report_.bytes)
                                   .set("repaired", report_.repaired)
                                   .set("damaged", report_.damaged)
                                   .set("out_of_reach", report_.out_of_reach)
                                   .set("left", report_.left)
                                   .set("interrupted", report_.interrupted)
                                   .dump(),
                               state_.stamp()));
        return std::move(report_);
    }

private:
    [[nodiscard]] bool enough() const { return request_.bytes && done_ >= *request_.bytes; }

    Result<void> scrub_objects(const std::vector<DueObject>& objects, std::size_t begin, std::size_t end)
    {
        struct Outcome {
            bool read = false;
            std::optional<Error> problem;
        };
        std::vector<Outcome> outcomes(end - begin);
        std::atomic<std::size_t> next{begin};
        // Reading stored bytes is safe from several threads; everything else is done by this one afterwards.
        const auto work = [&](bool tells) {
            for (;;) {
                if (tells && observer_.stop_requested()) stopped_ = true;
                if (stopped_ || enough()) return;
                const std::size_t at = next++;
                if (at >= end) return;
                Outcome& outcome = outcomes[at - begin];
                auto whole = state_.objects->hot().read(objects[at].digest, [&](std::string_view bytes) -> Result<void> {
                    done_ += bytes.size();
                    throttle_.pass(bytes.size());
                    if (tells) observer_.progress(Phase::verifying, done_, std::max<std::size_t>(total_, done_));
                    return {};
                });
                outcome.read = true;
                if (!whole.ok()) outcome.problem = std::move(whole).error();
            }
        };
        const unsigned count = std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::thread> threads;
        for (unsigned i = 1; i < count; ++i) threads.emplace_back(work, false);
        work(true);
        for (auto& thread : threads) thread.join();

        std::vector<ScrubbedObject> found;
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if (!outcomes[i].read) continue;
            const DueObject& object = objects[begin + i];
            ScrubbedObject one{object.digest, Soundness::whole, state_.environment.clock->now(), {}};
            if (outcomes[i].problem) {
                TRY_ASSIGN(const bool settled, mend(object, *outcomes[i].problem, one));
                if (!settled) continue;
            }
            ++report_.objects;
            report_.bytes += object.size;
            found.push_back(std::move(one));
        }
        return FixityBook(state_.catalog).set(found, state_.stamp());
    }

    /// False when that was stopped: it is due still, and the next run mends it.
    Result<bool> mend(const DueObject& object, const Error& problem, ScrubbedObject& one)
    {
        one.found = problem.kind == ErrorKind::not_found ? Soundness::missing : Soundness::damaged;
        one.note = problem.what.en;
        if (one.found == Soundness::missing) {
            // Went cold, or was destroyed, since the list was made.
            TRY_ASSIGN(const bool cold, Volumes(state_.catalog).is_cold(object.digest));
            TRY_ASSIGN(const auto known, state_.catalog.object(object.digest));
            if (cold || !known) {
                one.found = Soundness::whole;
                return true;
            }
        }
        const auto mended = restore(object.digest);
        if (!mended.ok() && mended.error().kind == ErrorKind::interrupted) {
            stopped_ = true;
            return false;
        }
        if (mended.ok()) {
            one.found = Soundness::repaired;
            one.note = "from a volume";
            ++report_.repaired;
        } else {
            ++report_.damaged;
        }
        TRY_ASSIGN(const auto codes, state_.catalog.codes_of(object.digest));
        tell({codes.empty() ? object.digest.hex() : codes.front().text(), one.found,
              mended.ok() ? say("{} The bytes were restored from a volume.", "{} 已从冷存卷恢复。", {sentence(problem.what)})
                          : sentence(problem.what)});
        return true;
    }

    static Text told_with_hint(const Error& problem)
    {
        return {problem.what.en + ". " + problem.hint.en, problem.what.zh + "。" + problem.hint.zh};
    }
    static Text sentence(const Text& text) { return {text.en + ".", text.zh + "。"}; }

    /// From a volume that still has it: staged, verified, and put in the place of what is wrong.
    Result<void> restore(const Digest& digest)
    {
        TRY_ASSIGN(const auto places, Volumes(state_.catalog).places_of(digest));
        if (places.empty()) return error(ErrorKind::not_found, say("No volume has it", "没有冷存卷存有该文件"));
        TRY_ASSIGN(const Fd file, state_.objects->open_cold(digest));
        TRY_ASSIGN(const auto intake, state_.objects->begin_intake());
        TRY_ASSIGN(const StagedObject staged, intake->add(file, digest.hex()));
        if (staged.digest != digest)
            return error(ErrorKind::fixity, say("The volume gave other bytes", "冷存卷给出的数据不符"));
        TRY_ASSIGN(const auto damaged, intake->publish());
        for (const auto& one : damaged)
            if (one.problem) return *one.problem;
        return intake->finish();
    }

    /// A volume of which only copies on a disk that is not there are due need not be read for them: these copies.
    Result<std::vector<std::string>> awaited(const DueVolume& due, const Volume& volume)
    {
        std::vector<std::string> unreached;
        if (request_.everything) return unreached;
        for (const auto& copy : volume.copies) {
            if (!is_within_reach(state_, copy.place))
                unreached.push_back(copy.place);
            else if (copy.state != CopyState::good || copy.verified_at <= due.limit)
                return std::vector<std::string>();
        }
        return unreached;
    }

    /// Disks that are not there are told whether or not anything on them is due.
    Result<void> count_unreached(const std::vector<DueVolume>& seen)
    {
        TRY_ASSIGN(const auto all, Volumes(state_.catalog).list(false));
        for (const Volume& volume : all) {
            if (std::ranges::find(seen, volume.name, &DueVolume::name) != seen.end()) continue;
            for (const auto& copy : volume.copies) {
                if (is_within_reach(state_, copy.place)) continue;
                unreached_.insert(copy.place);
                ++report_.out_of_reach;
            }
        }
        return {};
    }

    /// The copies are read on every core, in the order of volumes; what they turned out to be is looked at by this thread.
    Result<void> scrub_volumes(const std::vector<DueVolume>& volumes)
    {
        std::vector<const DueVolume*> wanted;
        std::vector<CopiesToRead> copies;
        for (const DueVolume& due : volumes) {
            TRY_ASSIGN(const Volume volume, Volumes(state_.catalog).get(due.name));
            TRY_ASSIGN(const auto unreached, awaited(due, volume));
            report_.out_of_reach += static_cast<std::int64_t>(unreached.size());
            unreached_.insert(unreached.begin(), unreached.end());
            if (!unreached.empty()) continue;
            wanted.push_back(&due);
            TRY_ASSIGN(auto paths, paths_of_copies(state_, volume));
            copies.push_back({volume.size, std::move(paths)});
        }
        CopiesAhead::Options options;
        options.threads = std::max(1U, std::thread::hardware_concurrency());
        if (request_.bytes) options.bytes = *request_.bytes - std::min<std::uint64_t>(*request_.bytes, done_);
        CopiesAhead ahead(
            *state_.environment.files, std::move(copies),
            [this](std::uint64_t bytes) {
                done_ += bytes;
                throttle_.pass(bytes);
                return !stopped_;
            },
            options);
        for (const DueVolume* due : wanted) {
            const auto digests = ahead.next([this] {
                observer_.progress(Phase::verifying, done_, std::max<std::size_t>(total_, done_));
                if (observer_.stop_requested()) stopped_ = true;
            });
            if (stopped_ || !digests) return {};
            TRY(scrub_volume(due->name, *digests));
        }
        return {};
    }

    Result<void> scrub_volume(const std::string& name, const CopyDigests& digests)
    {
        std::uint64_t before = 0;
        const auto tell_progress = [&](Phase phase, std::uint64_t done, std::uint64_t) {
            if (phase == Phase::verifying) {
                const std::uint64_t more = done >= before ? done - before : done;
                before = done;
                done_ += more;
                throttle_.pass(more);
                observer_.progress(Phase::verifying, done_, std::max<std::size_t>(total_, done_));
            }
            return !observer_.stop_requested();
        };
        const auto reports = care_for_copies(state_, name, tell_progress, &digests);
        if (!reports.ok() && reports.error().kind == ErrorKind::interrupted) {
            stopped_ = true;
            return {};
        }
        TRY(reports);
        TRY_ASSIGN(const Volume volume, Volumes(state_.catalog).get(name));
        for (const CopyReport& report : *reports) {
            if (report.out_of_reach) {
                ++report_.out_of_reach;
                unreached_.insert(report.copy.place);
                continue;
            }
            ++report_.copies;
            report_.bytes += volume.size;
            const bool good = report.copy.state == CopyState::good;
            if (good && report.repaired_from.empty()) continue;
            ++(good ? report_.repaired : report_.damaged);
            const Soundness found = good                                      ? Soundness::repaired
                                    : report.copy.state == CopyState::missing ? Soundness::missing
                                                                              : Soundness::damaged;
            const std::string place = report.copy.place.empty() ? "volumes/" : report.copy.place;
            Text what = report.problem ? sentence(report.problem->what)
                                       : say("The copy was mended ({}).", "该副本已修复({})。", {report.repaired_from});
            if (report.all_readable && report.problem) what = told_with_hint(*report.problem);
            tell({name + " " + place, found, std::move(what)});
        }
        return {};
    }

    void tell(ScrubFinding finding)
    {
        if (report_.findings.size() < most_findings) report_.findings.push_back(std::move(finding));
    }

    Archive::State& state_;
    const ScrubRequest& request_;
    WorkObserver& observer_;
    Throttle throttle_;
    ScrubReport report_;
    std::set<std::string> unreached_;  ///< folders of copies
    std::atomic<bool> stopped_{false};
    std::atomic<std::uint64_t> done_{0};
    std::uint64_t total_ = 0;
};

}  // namespace

Result<ScrubReport> Scrubbing::run(const ScrubRequest& request, WorkObserver& observer)
{
    TRY(refuse_copies_in_one_place(state_));
    TRY_ASSIGN(const Lock alone, state_.cold_lock(Archive::State::Turn::now));
    TRY_ASSIGN(const Lock writing, state_.writers_lock());
    return Scrub(state_, request, observer).run();
}

Result<std::optional<UpcomingScrub>> Scrubbing::upcoming()
{
    constexpr std::int64_t most_objects = 200'000;
    const ColdSettings& settings = state_.config.cold;
    const std::array days{settings.scrub_a, settings.scrub_b, settings.scrub_c};
    TRY_ASSIGN(const StorageTally storage, Volumes(state_.catalog).tally());
    const bool few = storage.hot_objects <= most_objects;
    FixityBook fixity(state_.catalog);
    UpcomingScrub upcoming;
    upcoming.days = days;
    const auto count = [&](Instant moment) -> Result<bool> {
        const std::array before{moment - std::chrono::days(days[0]), moment - std::chrono::days(days[1]),
                                moment - std::chrono::days(days[2])};
        TRY_ASSIGN(const auto volumes, fixity.due_volumes(before));
        upcoming.volumes = static_cast<std::int64_t>(volumes.size());
        if (few) {
            TRY_ASSIGN(const auto objects, fixity.due(before));
            upcoming.objects = static_cast<std::int64_t>(objects.size());
        }
        return upcoming.volumes + upcoming.objects.value_or(0) > 0;
    };
    const Instant now = state_.environment.clock->now();
    upcoming.at = now;
    TRY_ASSIGN(upcoming.already, count(now));
    if (upcoming.already) return std::optional(upcoming);
    TRY_ASSIGN(const auto next, fixity.next_due(days, few));
    if (!next) return std::optional<UpcomingScrub>();
    upcoming.at = *next;
    TRY_ASSIGN(const bool some, count(std::chrono::floor<std::chrono::days>(*next) + std::chrono::days(1)));
    static_cast<void>(some);
    return std::optional(upcoming);
}

Result<std::map<std::string, VolumeHealth>> Scrubbing::volume_health(std::string_view name)
{
    const ColdSettings& settings = state_.config.cold;
    return FixityBook(state_.catalog)
        .volume_health(name, {settings.scrub_a, settings.scrub_b, settings.scrub_c}, state_.environment.clock->now());
}

Result<FixitySummary> Scrubbing::summary()
{
    return FixityBook(state_.catalog).summary();
}

Date Scrubbing::day_of(Instant at) const
{
    return Date::of(at, state_.config.time_zone_minutes);
}

}  // namespace fonds
