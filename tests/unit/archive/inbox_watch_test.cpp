// SPDX-License-Identifier: GPL-3.0-or-later
// The watch over an inbox that the test moves, in a time of its own.
#include <algorithm>
#include <functional>

#include <catch2/catch.hpp>

#include "archive/inbox_watch.hpp"

using namespace fonds;
using namespace std::chrono_literals;

namespace {

using std::chrono::milliseconds;

Error broken(const std::string& where)
{
    return error(ErrorKind::io, say("It is broken", "已损坏")).at(where);
}

/// What happens at a time, and what was told at which time.
class World final : public WatchedInbox, public WatchObserver {
public:
    void at(milliseconds time, std::function<void()> what) { script_.emplace(time, std::move(what)); }
    void put(const std::string& path, std::uint64_t size = 1) { files_[path] = size; }
    void move_in(const std::string& path)
    {
        changes_.any = true;
        changes_.moved_in.push_back(path);
    }
    void close(const std::string& path)
    {
        changes_.any = true;
        changes_.closed.push_back(path);
    }
    std::vector<std::string> run(milliseconds until, WatchPace pace = {3s, 60s})
    {
        until_ = until;
        InboxWatch(*this, pace, *this).run();
        return log;
    }

    std::string place() const override { return "inbox"; }
    Settling::Time now() override { return Settling::Time(1h + time_); }
    InboxSight look() override
    {
        ++looks;
        InboxSight result = sight;
        sight.look_again = false;
        for (const auto& [path, size] : files_) result.files.push_back({path, {{1, 1, size, 0, 0}}});
        return result;
    }
    FolderChanges wait(milliseconds at_most) override
    {
        const auto next = script_.begin();
        if (next == script_.end() || next->first > time_ + at_most) {
            time_ += at_most;
            return {};
        }
        time_ = std::max(time_, next->first);
        next->second();
        script_.erase(next);
        return std::exchange(changes_, {});
    }
    Result<InboxSummary> take_and_look(const std::vector<std::string>& chosen, DeskObserver& observer) override
    {
        TRY_ASSIGN(InboxSummary summary, take(chosen, observer));
        summary.looked = std::exchange(unseen_, 0);
        for (; summary.looked > 0 && looking_takes > 0ms; looking_takes -= 100ms) {
            time_ += 100ms;
            observer.between_pages();
        }
        summary.not_looked = not_looked;
        summary.index_problem = index_problem;
        if (!chosen.empty() && by_rule) observer.accepted({PieceId{1}, *ReferenceCode::parse("J001-HT-1")});
        return summary;
    }
    Result<InboxSummary> take(const std::vector<std::string>& chosen, DeskObserver& observer) override
    {
        ++takes;
        if (failure) return *failure;
        InboxSummary summary;
        for (const auto& path : chosen) {
            TakenFile file;
            file.path = path;
            if (const auto bad = stays.find(path); bad != stays.end()) {
                file.status = bad->second;
                file.problem = broken(path);
            } else {
                files_.erase(path);
                ++unseen_;
            }
            observer.taken(file);
        }
        return summary;
    }

    bool stop_requested() override { return time_ >= until_; }
    void watching(const std::string& inbox) override { tell("watching " + inbox); }
    void taken(const TakenFile& file) override
    {
        tell((file.status == TakenStatus::taken ? "taken " : "stays ") + file.path);
    }
    void accepted(const AcceptedPiece& piece) override { tell("accepted " + piece.code.text()); }
    void trouble(const Error& problem) override { tell("trouble " + problem.where); }
    void batch(const InboxSummary& summary) override { batches.push_back(summary); }

    InboxSight sight;
    std::map<std::string, TakenStatus> stays;
    std::optional<Error> failure, not_looked, index_problem;
    bool by_rule = false;
    milliseconds looking_takes{0};  ///< the first time there is something to look at
    std::vector<std::string> log;
    std::vector<InboxSummary> batches;
    int looks = 0, takes = 0;

private:
    void tell(const std::string& what) { log.push_back(std::to_string(time_.count()) + " " + what); }

    milliseconds time_{0}, until_{0};
    std::multimap<milliseconds, std::function<void()>> script_;
    std::map<std::string, std::uint64_t> files_;
    FolderChanges changes_;
    std::size_t unseen_ = 0;
};

using Log = std::vector<std::string>;

}  // namespace

TEST_CASE("What lies there and what comes is taken once it rests, and an empty inbox is left in peace")
{
    World world;
    world.put("old");
    world.at(10s, [&] {
        world.put("new");
        world.move_in("new");
    });
    world.at(20s, [&] {
        world.put("grows");
        world.close("other");
    });
    world.at(22s, [&] {
        world.put("grows", 2);
        world.close("grows");
    });
    CHECK(world.run(1h) == Log{"0 watching inbox", "3000 taken old", "10750 taken new", "25000 taken grows"});
    CHECK(world.batches.size() == 3);
    CHECK(world.takes == 4);  // the first: for what waits on the desk
    CHECK(world.looks < 80);  // one a minute, and a few
}

TEST_CASE("What nobody told of is found by looking now and then, more often where the system tells nothing")
{
    World world;
    world.at(61s, [&] { world.put("far"); });
    CHECK(world.run(5min, {3s, 60s}) == Log{"0 watching inbox", "123000 taken far"});

    World untold;
    untold.sight.untold = broken("inotify");
    untold.at(61s, [&] { untold.put("far"); });
    CHECK(untold.run(5min, {3s, 60s}) == Log{"0 trouble inotify", "0 watching inbox", "73000 taken far"});
}

TEST_CASE("A folder that was not watched before is looked at once more at once")
{
    World world;
    world.sight.look_again = true;
    (void)world.run(1s);
    CHECK(world.looks == 2);
}

TEST_CASE(
    "A file that cannot be taken is told once, one that is still written only after some patience, and neither ends it")
{
    World world;
    world.put("bad");
    world.put("busy");
    world.put("good");
    world.stays = {{"bad", TakenStatus::failed}, {"busy", TakenStatus::left}};
    const auto log = world.run(1h, {0s, 60s});
    CHECK(log == Log{"0 watching inbox", "0 stays bad", "0 taken good", "7000 stays busy"});
    REQUIRE(world.batches.size() == 2);
    CHECK(world.batches[0].failed == 1);
    CHECK(world.batches[0].taken == 1);
    CHECK(world.batches[1].left == 1);
    CHECK(world.takes < 40);
}

TEST_CASE("A file that was told of is told again when it has changed or came anew with the same fault")
{
    World world;
    world.put("bad");
    world.stays = {{"bad", TakenStatus::failed}};
    world.at(10s, [&] {
        world.stays = {};
        world.close("bad");
    });
    world.at(20s, [&] {
        world.stays = {{"bad", TakenStatus::failed}};
        world.put("bad");
        world.close("bad");
    });
    CHECK(world.run(30s, {0s, 60s}) == Log{"0 watching inbox", "0 stays bad", "10000 taken bad", "20000 stays bad"});
}

TEST_CASE("A file that was taken and cannot be removed is told once, though it comes up again and again")
{
    World world;
    world.put("stuck");
    world.stays = {{"stuck", TakenStatus::taken}};
    world.at(10s, [&] { world.stays = {{"stuck", TakenStatus::known}}; });
    CHECK(world.run(1h, {0s, 60s}) == Log{"0 watching inbox", "0 taken stuck"});
    CHECK(world.batches.size() == 1);
    CHECK(world.takes > 2);
    CHECK(world.takes < 40);
}

TEST_CASE("While the desk fails it is tried after growing pauses and told once, and again when it fails once more")
{
    World world;
    world.put("a");
    world.failure = broken("disk");
    world.at(300s, [&] { world.failure.reset(); });
    world.at(1000s, [&] {
        world.failure = broken("disk");
        world.put("b");
        world.move_in("b");
    });
    const auto log = world.run(1100s, {0s, 60s});
    REQUIRE(log.size() == 4);
    CHECK(log[1] == "0 trouble disk");
    CHECK(log[2] == "315000 taken a");
    CHECK(log[3] == "1000000 trouble disk");
    CHECK(world.takes < 20);
}

TEST_CASE("Without an engine files are taken all the same, and looking is tried again later")
{
    World world;
    world.not_looked = broken("engine");
    world.at(1s, [&] {
        world.put("a");
        world.move_in("a");
    });
    world.at(100s, [&] { world.not_looked.reset(); });
    CHECK(world.run(1h, {0s, 60s}) == Log{"0 watching inbox", "0 trouble engine", "1000 taken a"});
    const int takes = world.takes;
    CHECK(takes > 3);
    CHECK(takes < 10);
}

TEST_CASE("A folder that cannot be read is told once as long as that lasts")
{
    World world;
    world.sight.problems = {broken("x")};
    world.at(150s, [&] { world.sight.problems = {}; });
    world.at(400s, [&] { world.sight.problems = {broken("x")}; });
    CHECK(world.run(1000s) == Log{"0 trouble x", "0 watching inbox", "420000 trouble x"});
}

TEST_CASE("What a rule accepts is told and counted, and why searches do not see it yet")
{
    World world;
    world.put("scan");
    world.by_rule = true;
    world.index_problem = broken("index");
    CHECK(world.run(4s) ==
          Log{"0 watching inbox", "0 trouble index", "3000 taken scan", "3000 accepted J001-HT-1", "3000 trouble index"});
    REQUIRE(world.batches.size() == 1);
    CHECK(world.batches.front().accepted == 1);
}

TEST_CASE("What comes while pages are looked at is taken meanwhile, and looked at next")
{
    World world;
    world.looking_takes = 10min;
    world.put("long");
    world.at(60s, [&] {
        world.put("short");
        world.move_in("short");
    });
    world.at(120s, [&] { world.failure = broken("disk"); });
    world.at(125s, [&] {
        world.put("another");
        world.move_in("another");
    });
    world.at(200s, [&] { world.failure.reset(); });
    const auto log = world.run(1h);
    REQUIRE(log.size() == 5);
    CHECK(log[1] == "3000 taken long");
    CHECK(log[2] == "60800 taken short");
    CHECK(log[3] == "125800 trouble disk");
    CHECK(log[4] == "200800 taken another");
    REQUIRE(world.batches.size() == 2);
    CHECK(world.batches[0].taken == 3);
    CHECK(world.batches[0].looked == 1);
    CHECK(world.batches[1].taken == 0);
    CHECK(world.batches[1].looked == 2);
    CHECK(world.takes < 12);
}
