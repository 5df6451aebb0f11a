// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox is entered in a child process, which then tries what a taken-over worker would try.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <new>

#include <catch2/catch.hpp>

#include "indexer/worker/sandbox.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/without_landlock.hpp"

namespace fonds {
namespace {

using namespace fonds::test;

constexpr int no_sandbox = 100;

/// What `attempt` returns within the sandbox, as the exit status of a child; a signal as 200 + its number.
int within_sandbox(const std::function<int()>& attempt)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGABRT, SIG_DFL);  // the test framework listens to it
        if (!enter_sandbox().ok()) ::_exit(no_sandbox);
        ::_exit(attempt());
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) ? 200 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// 0: refused with EPERM or EACCES; 1: it worked; 2: refused with something else.
int refused(long result)
{
    if (result >= 0) return 1;
    return errno == EPERM || errno == EACCES ? 0 : 2;
}

/// Can neither limit be raised, nor the hard one be taken away?
[[maybe_unused]] bool limits_stand(__rlimit_resource resource)
{
    rlimit before{};
    ::getrlimit(resource, &before);
    const rlimit none{RLIM_INFINITY, RLIM_INFINITY}, more{before.rlim_cur, before.rlim_max + 4096};
    if (::setrlimit(resource, &none) == 0 || ::setrlimit(resource, &more) == 0) return false;
    if (::syscall(SYS_prlimit64, 0, resource, &none, nullptr) == 0) return false;
    rlimit after{};
    ::getrlimit(resource, &after);
    return after.rlim_cur == before.rlim_cur && after.rlim_max == before.rlim_max;
}

}  // namespace

TEST_CASE("in the sandbox there is no network")
{
    CHECK(within_sandbox([] { return refused(::socket(AF_INET, SOCK_STREAM, 0)); }) == 0);
    CHECK(within_sandbox([] { return refused(::socket(AF_UNIX, SOCK_STREAM, 0)); }) == 0);
    CHECK(within_sandbox([] {
              int pair[2];
              return refused(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
          }) == 0);
    CHECK(within_sandbox([] { return refused(::connect(0, nullptr, 0)); }) == 0);
}

TEST_CASE("in the sandbox nothing is opened for writing")
{
    const TemporaryDirectory folder;
    const std::string path = folder.path() + "/file";
    write_file(path, "content");
    CHECK(within_sandbox([&] { return refused(::open(path.c_str(), O_WRONLY)); }) == 0);
    CHECK(within_sandbox([&] { return refused(::open(path.c_str(), O_RDWR)); }) == 0);
    CHECK(within_sandbox([&] { return refused(::open((path + "2").c_str(), O_RDONLY | O_CREAT, 0600)); }) == 0);
    CHECK(within_sandbox([&] { return refused(::open(path.c_str(), O_RDONLY | O_TRUNC)); }) == 0);
    CHECK(within_sandbox([&] { return refused(::open(folder.path().c_str(), O_TMPFILE | O_RDWR, 0600)); }) == 0);
    CHECK(within_sandbox([&] { return refused(::unlink(path.c_str())); }) == 0);
    CHECK(within_sandbox([&] { return refused(::rename(path.c_str(), (path + "2").c_str())); }) == 0);
    CHECK(within_sandbox([&] { return refused(::mkdir((path + "3").c_str(), 0700)); }) == 0);
    CHECK(within_sandbox([&] { return refused(::syscall(SYS_openat2, AT_FDCWD, path.c_str(), nullptr, 0)); }) == 0);
    CHECK(test::read_file(path) == "content");
}

TEST_CASE("a descriptor that came open for writing cannot be written to")
{
    const TemporaryDirectory folder;
    const std::string path = folder.path() + "/file";
    write_file(path, "content");
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    CHECK(within_sandbox([&] { return ::write(file, "X", 1) < 0 ? 0 : 1; }) == 200 + SIGXFSZ);
    CHECK(within_sandbox([&] { return refused(::ftruncate(file, 0)); }) == 0);
    ::close(file);
    CHECK(test::read_file(path) == "content");
}

TEST_CASE("in the sandbox other people's files are closed, and poppler's tables are not")
{
    const bool landlock = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1) >= 1;
    if (!landlock) {
        WARN("in the sandbox other people's files are closed: skipped, this kernel has no Landlock");
        return;
    }
    CHECK(within_sandbox([] { return refused(::open("/etc/passwd", O_RDONLY)); }) == 0);
    CHECK(within_sandbox([] { return refused(::open("/proc/self/maps", O_RDONLY)); }) == 0);
    CHECK(within_sandbox([] { return refused(::open("/", O_RDONLY | O_DIRECTORY)); }) == 0);
    CHECK(within_sandbox([] { return refused(::open("/usr/lib", O_RDONLY | O_DIRECTORY)); }) == 1);
}

TEST_CASE("in the sandbox there are no other processes, no threads and no other programs")
{
    CHECK(within_sandbox([] { return refused(::fork()); }) == 0);
    CHECK(within_sandbox([] { return refused(::vfork()); }) == 0);
    CHECK(within_sandbox([] { return refused(::syscall(SYS_clone3, nullptr, 0)); }) == 0);
    CHECK(within_sandbox([] {
              char name[] = "/bin/true";
              char* arguments[] = {name, nullptr};
              return refused(::execve(name, arguments, nullptr));
          }) == 0);
    CHECK(within_sandbox([] { return refused(::kill(::getppid(), 0)); }) == 0);
    CHECK(within_sandbox([] { return refused(::syscall(SYS_tgkill, 1, 1, 0)); }) == 0);
    CHECK(within_sandbox([] { return refused(::syscall(SYS_ptrace, 0, 0, 0, 0)); }) == 0);
    CHECK(within_sandbox([] { return refused(::syscall(SYS_io_uring_setup, 1, nullptr)); }) == 0);
    CHECK(within_sandbox([] { return refused(::syscall(SYS_memfd_create, "x", 0)); }) == 0);
    CHECK(within_sandbox([] { return refused(::syscall(SYS_prlimit64, 1, RLIMIT_AS, nullptr, nullptr)); }) == 0);
}

TEST_CASE("in the sandbox memory, time and abort still work")
{
    CHECK(within_sandbox([] {
              void* const memory = std::malloc(std::size_t{64} << 20);
              std::free(memory);
              timespec now{};
              return memory != nullptr && ::clock_gettime(CLOCK_MONOTONIC, &now) == 0 ? 0 : 1;
          }) == 0);
    CHECK(within_sandbox([]() -> int { std::abort(); }) == 200 + SIGABRT);
}

#ifndef FONDS_SANITIZED
TEST_CASE("memory is limited to what a document may have, and the limit can be changed for the next one")
{
    const auto can_have = [](std::size_t bytes) {
        void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) return false;
        ::munmap(memory, bytes);
        return true;
    };
    CHECK(within_sandbox([&] {
              // What the process gives back on its way lies below these sizes.
              if (!limit_memory(std::uint64_t{32} << 20, 0)) return 1;
              if (can_have(std::size_t{256} << 20)) return 2;
              if (!limit_memory(std::uint64_t{32} << 20, std::uint64_t{256} << 20)) return 3;
              return can_have(std::size_t{256} << 20) ? 0 : 4;
          }) == 0);
}

TEST_CASE("memory beyond the ceiling of the first document is refused, and the ceiling cannot be raised")
{
    CHECK(within_sandbox([] {
              constexpr std::uint64_t mega = 1 << 20;
              if (!limit_memory(64 * mega, 0) || !limit_memory(64 * mega, 256 * mega)) return 1;
              if (limit_memory(64 * mega, 257 * mega)) return 2;
              return limits_stand(RLIMIT_AS) ? 0 : 3;
          }) == 0);
    CHECK(within_sandbox([] {
              constexpr std::uint64_t mega = 1 << 20;
              if (!limit_memory(64 * mega, 1000 * mega) || !limit_memory(64 * mega, 999 * mega)) return 1;
              return limit_memory(64 * mega, 1001 * mega) ? 2 : 0;
          }) == 0);
}
#endif

TEST_CASE("seconds of CPU are limited for a document, and for the life of the process")
{
    CHECK(within_sandbox([] {
              if (!limit_time(std::chrono::seconds(60))) return 1;
              rlimit limit{};
              ::getrlimit(RLIMIT_CPU, &limit);
              if (limit.rlim_cur > 130 || limit.rlim_max > 3700 || limit.rlim_cur >= limit.rlim_max) return 2;
              if (!limit_time(std::chrono::seconds(600))) return 3;  // the next document may have another deadline
              ::getrlimit(RLIMIT_CPU, &limit);
              if (limit.rlim_cur < 1200 || limit.rlim_max > 3700) return 4;
              if (limit_time(std::chrono::hours(1))) return 5;
              return limits_stand(RLIMIT_CPU) ? 0 : 6;
          }) == 0);
}

TEST_CASE("a document that spins is ended by its limit of CPU seconds")
{
    CHECK(within_sandbox([]() -> int {
              if (!limit_time(std::chrono::seconds(60))) return 1;
              rlimit limit{};
              ::getrlimit(RLIMIT_CPU, &limit);
              limit.rlim_cur = 1;  // less of it, for the test's sake
              if (::setrlimit(RLIMIT_CPU, &limit) != 0) return 2;
              for (volatile bool spin = true; spin;) continue;
              return 3;
          }) == 200 + SIGXCPU);
}

TEST_CASE("on a kernel without Landlock the rest of the sandbox stands")
{
    CHECK(without_landlock([] { return within_sandbox([] { return refused(::socket(AF_INET, SOCK_STREAM, 0)); }) == 0; }));
}

}  // namespace fonds
