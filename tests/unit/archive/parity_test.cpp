// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that are asked something can be stopped, and leave nothing.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/asked_program.hpp"
#include "archive/parity.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("a program that is asked is stopped as soon as nobody wants its answer")
{
    int asked = 0;
    const auto answer = ask_program("/bin/sleep", {"100000"}, Fd(), std::chrono::hours(24), [&] { return ++asked < 3; });
    REQUIRE(!answer.ok());
    CHECK(answer.error().kind == ErrorKind::interrupted);
    CHECK(asked == 3);
    CHECK(ask_program("/bin/true", {}, Fd(), std::chrono::hours(1), [] { return true; }).ok());
}

TEST_CASE("parity that is stopped leaves none of its files")
{
    const TemporaryDirectory place(Medium::memory);
    const std::string file = place / "V.zip";
    write_file(file, std::string(3'000'000, 'x'));
    const auto stopped = make_parity(posix_file_ops(), file, 3'000'000, 50, [] { return false; });
    REQUIRE(!stopped.ok());
    CHECK(stopped.error().kind == ErrorKind::interrupted);
    CHECK(parity_files(file)->empty());
    CHECK(make_parity(posix_file_ops(), file, 3'000'000, 50, {}).ok());
    CHECK(parity_files(file)->size() >= 3);
    const std::string folder = place / "repair";
    std::filesystem::create_directory(folder);
    const auto given_up =
        repair_with_parity(posix_file_ops(), file, *parity_files(file), {}, folder + "/V.zip", [] { return false; });
    REQUIRE(!given_up.ok());
    CHECK(given_up.error().kind == ErrorKind::interrupted);
}

TEST_CASE("a program that is asked dies with whoever asked it")
{
    const TemporaryDirectory place(Medium::memory);
    const std::string line = place / "line";
    REQUIRE(::mkfifo(line.c_str(), 0600) == 0);
    const pid_t asking = ::fork();
    REQUIRE(asking >= 0);
    if (asking == 0) {
        static_cast<void>(
            ask_program("/bin/sh", {"-c", "exec 9>\"$0\"; exec sleep 100000", line}, Fd(), std::chrono::hours(24)));
        ::_exit(0);
    }
    const Fd open(::open(line.c_str(), O_RDONLY | O_CLOEXEC));  // waits until the program has it open, too
    REQUIRE(open.valid());
    REQUIRE(::kill(asking, SIGKILL) == 0);
    REQUIRE(::waitpid(asking, nullptr, 0) == asking);
    pollfd wait{open.get(), 0, 0};
    CHECK(::poll(&wait, 1, 20'000) == 1);  // nobody has it open any more
    CHECK((wait.revents & POLLHUP) != 0);
}

TEST_CASE("a program that is not there is told, and its words and list arrive where it is")
{
    const auto none = ask_program("/nowhere/program", {}, Fd(), std::chrono::hours(1));
    REQUIRE(!none.ok());
    CHECK(none.error().kind == ErrorKind::unavailable);
    const TemporaryDirectory place(Medium::memory);
    write_file(place / "list", "from the list");
    const auto list = posix_file_ops().open_read(place / "list");
    REQUIRE(list.ok());
    const auto answer =
        ask_program("/bin/sh", {"-c", "echo \"$0\"; cat <&3; cat; exit 7", "a word"}, *list, std::chrono::hours(1));
    REQUIRE(answer.ok());
    CHECK(answer->exit_code == 7);
    CHECK(answer->out == "a word\nfrom the list");
}

TEST_CASE("nobody else may read what par2 makes: parity, and a file that it repaired")
{
    const TemporaryDirectory place(Medium::memory);
    const std::string file = place / "V.zip", folder = place / "repair";
    const mode_t before = ::umask(0022);
    write_file(file, std::string(300'000, 'x') + std::string(300'000, 'y'));
    CHECK(make_parity(posix_file_ops(), file, 600'000, 50, {}).ok());
    write_file(file, std::string(300'000, 'x') + std::string(299'999, 'y') + "z");
    std::filesystem::create_directory(folder);
    CHECK(repair_with_parity(posix_file_ops(), file, *parity_files(file), {}, folder + "/V.zip", {}).ok());
    static_cast<void>(::umask(before));
    REQUIRE(parity_files(file)->size() >= 3);
    std::filesystem::remove(file);
    for (const auto& each : std::filesystem::recursive_directory_iterator(place.path())) {
        INFO(each.path());
        if (each.is_regular_file())
            CHECK((each.status().permissions() & std::filesystem::perms(0777)) == std::filesystem::perms(0640));
    }
}
