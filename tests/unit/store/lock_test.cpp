// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "archive/store/lock.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using fonds::test::TemporaryDirectory;
using namespace std::chrono_literals;

TEST_CASE("an exclusive lock keeps everybody else out until it is gone")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    CHECK_FALSE(Lock::is_held(path));
    {
        const auto held = Lock::acquire(path, LockMode::exclusive, 0ms, "filing");
        REQUIRE(held.ok());
        CHECK(Lock::is_held(path));
        CHECK_FALSE(Lock::try_acquire(path, LockMode::exclusive, "again")->has_value());
        CHECK_FALSE(Lock::try_acquire(path, LockMode::shared, "again")->has_value());
    }
    CHECK_FALSE(Lock::is_held(path));
    CHECK(Lock::try_acquire(path, LockMode::exclusive, "again")->has_value());
}

TEST_CASE("the folder of locks is made where it is missing, but nothing above it")
{
    const TemporaryDirectory folder;
    CHECK(Lock::acquire(folder / "staging/x.lock", LockMode::shared, 0ms, "filing").ok());
    CHECK(std::filesystem::is_directory(folder / "staging"));
    const auto nowhere = Lock::acquire(folder / "archive/staging/x.lock", LockMode::shared, 0ms, "filing");
    REQUIRE_FALSE(nowhere.ok());
    CHECK(nowhere.error().kind == ErrorKind::not_found);
    CHECK_FALSE(std::filesystem::exists(folder / "archive"));
}

TEST_CASE("shared locks live side by side and keep exclusive ones out")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    const auto one = Lock::acquire(path, LockMode::shared, 0ms, "search");
    const auto two = Lock::acquire(path, LockMode::shared, 0ms, "search");
    REQUIRE(one.ok());
    REQUIRE(two.ok());
    CHECK(Lock::acquire(path, LockMode::exclusive, 0ms, "maintenance").error().kind == ErrorKind::locked);
}

TEST_CASE("whoever waits in vain learns who holds the lock and for what")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    const auto held = Lock::acquire(path, LockMode::exclusive, 0ms, "moving cold files");
    const auto refused = Lock::acquire(path, LockMode::exclusive, 5ms, "filing");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::locked);
    CHECK(refused.error().what.en.find(std::to_string(::getpid()) + " moving cold files") != std::string::npos);
    CHECK(refused.error().where == path);
    CHECK_FALSE(refused.error().hint.empty());
}

TEST_CASE("the holder's note is shorter than the one before without leaving its end behind")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    (void)Lock::acquire(path, LockMode::exclusive, 0ms, "a long purpose");
    const auto held = Lock::acquire(path, LockMode::exclusive, 0ms, "short");
    const std::string note = std::to_string(::getpid()) + " short";
    CHECK(test::read_file(path) == note + std::string(255 - note.size(), ' ') + "\n");
}

TEST_CASE("of several holders those are named who hold the lock now, in whatever order they came and went")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    const auto refusal = [&] { return Lock::acquire(path, LockMode::exclusive, 0ms, "maintenance").error().what.en; };
    auto first = Lock::try_acquire(path, LockMode::shared, "filing");
    auto second = Lock::try_acquire(path, LockMode::shared, "noting");
    REQUIRE((first->has_value() && second->has_value()));
    CHECK(refusal().find(" filing, ") != std::string::npos);
    CHECK(refusal().find(" noting") != std::string::npos);
    second->reset();
    CHECK(refusal().find(" filing") != std::string::npos);
    CHECK(refusal().find(" noting") == std::string::npos);
    const auto third = Lock::try_acquire(path, LockMode::shared, "tagging");
    first->reset();
    CHECK(refusal().find(" tagging") != std::string::npos);
    CHECK(refusal().find(" filing") == std::string::npos);
}

TEST_CASE("a holder that was killed is not named")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    int ready[2] = {};
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = Lock::acquire(path, LockMode::shared, 0ms, "dying");
        [[maybe_unused]] const auto told = ::write(ready[1], held.ok() ? "y" : "n", 1);
        for (;;) ::pause();
    }
    char answer = 0;
    REQUIRE(::read(ready[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    const auto held = Lock::try_acquire(path, LockMode::shared, "living");
    const auto refusal = [&] { return Lock::acquire(path, LockMode::exclusive, 0ms, "x").error().what.en; };
    CHECK(refusal().find(std::to_string(child) + " dying") != std::string::npos);
    ::kill(child, SIGKILL);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    CHECK(refusal().find("dying") == std::string::npos);
    CHECK(refusal().find(std::to_string(::getpid()) + " living") != std::string::npos);
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST_CASE("more holders than can be named are no harm")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    std::vector<std::optional<Lock>> holders;
    for (int i = 0; i < 70; ++i) {
        auto lock = Lock::try_acquire(path, LockMode::shared, "holder" + std::to_string(i));
        REQUIRE(lock.ok());
        REQUIRE(lock->has_value());
        holders.push_back(std::move(*lock));
    }
    const auto refused = Lock::acquire(path, LockMode::exclusive, 0ms, "x");
    CHECK(refused.error().what.en.find("holder4, …") != std::string::npos);
}

TEST_CASE("a note with control characters cannot harm a terminal")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    const auto held = Lock::acquire(path, LockMode::exclusive, 0ms, "\x1b[2J\nmore");
    const auto refused = Lock::acquire(path, LockMode::shared, 0ms, "x");
    CHECK(refused.error().what.en.find('\x1b') == std::string::npos);
    CHECK(refused.error().what.en.find('\n') == std::string::npos);
}

TEST_CASE("a lock is waited for")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    auto held = Lock::try_acquire(path, LockMode::exclusive, "first");
    REQUIRE(held->has_value());
    Result<std::optional<Lock>> second = std::optional<Lock>();
    std::thread waiter([&] {
        auto lock = Lock::acquire(path, LockMode::exclusive, 60s, "second");
        if (lock.ok()) second = std::optional<Lock>(std::move(*lock));
    });
    held->reset();
    waiter.join();
    CHECK(second->has_value());
}

TEST_CASE("waiting for ever is not waiting for a time in the past")
{
    const TemporaryDirectory folder;
    CHECK(Lock::acquire(folder / "x.lock", LockMode::exclusive, std::chrono::milliseconds::max(), "x").ok());
}

TEST_CASE("a process that dies lets its locks go")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = Lock::acquire(path, LockMode::exclusive, 0ms, "dying");
        ::_exit(held.ok() && Lock::is_held(path) ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(std::filesystem::exists(path));
    CHECK(Lock::try_acquire(path, LockMode::exclusive, "next")->has_value());
}

TEST_CASE("a lock file that was removed is no lock: the next one holds the new file")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "x.lock";
    const auto old = Lock::acquire(path, LockMode::exclusive, 0ms, "old");
    std::filesystem::remove(path);
    const auto fresh = Lock::acquire(path, LockMode::exclusive, 0ms, "fresh");
    REQUIRE(fresh.ok());
    CHECK(Lock::is_held(path));
}

TEST_CASE("two never hold a lock whose file every holder removes")
{
    const TemporaryDirectory folder(test::Medium::memory);
    const std::string path = folder / "x.lock";
    std::atomic<int> inside = 0, taken = 0, clashes = 0;
    const auto work = [&] {
        while (taken < 200) {
            const auto lock = Lock::try_acquire(path, LockMode::exclusive, "x");
            if (!lock.ok() || !lock->has_value()) continue;
            if (++inside != 1) ++clashes;
            ++taken;
            for (int i = 0; i < 20; ++i) std::this_thread::yield();  // time enough for the others to be let in by mistake
            --inside;
            std::filesystem::remove(path);  // and the lock is given up with it
        }
    };
    std::thread one(work), two(work), three(work);
    one.join();
    two.join();
    three.join();
    CHECK(clashes == 0);
}

TEST_CASE("a lock in a folder that does not exist is an error with its path")
{
    const TemporaryDirectory folder;
    const auto lock = Lock::acquire(folder / "none/staging/x.lock", LockMode::exclusive, 0ms, "x");
    REQUIRE_FALSE(lock.ok());
    CHECK(lock.error().kind == ErrorKind::not_found);
    CHECK(lock.error().where == folder / "none/staging/x.lock");
}
