// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/asked_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <spawn.h>

namespace fonds {

namespace {

constexpr std::size_t most_output = std::size_t{8} << 20;
constexpr int list_descriptor = 3;

Error broken(const std::string& program, const Text& why)
{
    return error(ErrorKind::unavailable, why).at(program);
}

int start(const std::string& program, const std::vector<std::string>& words, int list, int output, pid_t& pid)
{
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, output, 1);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    if (list >= 0) ::posix_spawn_file_actions_adddup2(&actions, list, list_descriptor);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, list >= 0 ? list_descriptor + 1 : list_descriptor);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t all;
    sigfillset(&all);
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setpgroup(&attributes, 0);  // so that all that it starts can be killed
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    std::vector<std::string> texts{program};
    texts.insert(texts.end(), words.begin(), words.end());
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    const int failure = ::posix_spawn(&pid, program.c_str(), &actions, &attributes, pointers.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return failure;
}

}  // namespace

Result<ProgramAnswer> ask_program(const std::string& program, const std::vector<std::string>& words, const Fd& list,
                                  std::chrono::milliseconds deadline, const std::function<bool()>& go_on)
{
    constexpr std::chrono::milliseconds between_questions{100};
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error(errno, "Cannot make a pipe", "无法建立管道", program);
    Fd ours(ends[0]);
    Fd theirs(ends[1]);
    pid_t pid = -1;
    if (const int failure = start(program, words, list.get(), theirs.get(), pid); failure != 0)
        return broken(program, say("It cannot be started: {}", "无法启动:{}", {std::strerror(failure)}));
    theirs.reset();

    const auto end = std::chrono::steady_clock::now() + deadline;
    ProgramAnswer answer;
    bool in_time = true, stopped = false;
    for (std::array<char, 16384> chunk;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd wait{ours.get(), POLLIN, 0};
        const long long patience = go_on ? between_questions.count() : 1'000'000;
        const int ready =
            left.count() <= 0 ? 0 : ::poll(&wait, 1, static_cast<int>(std::min<long long>(left.count(), patience)));
        stopped = go_on && !go_on();
        if (stopped) break;
        if ((ready < 0 && errno == EINTR) || (ready == 0 && left > between_questions)) continue;
        in_time = ready > 0;
        if (!in_time) break;
        const ssize_t got = ::read(ours.get(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        if (answer.out.size() < most_output) answer.out.append(chunk.data(), static_cast<std::size_t>(got));
    }
    if (!in_time || stopped) ::kill(-pid, SIGKILL);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (stopped) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
    if (!in_time) return broken(program, say("It was not done in time and was stopped", "超时,已终止"));
    if (!WIFEXITED(status)) return broken(program, say("It broke off", "意外中断"));
    answer.exit_code = WEXITSTATUS(status);
    return answer;
}

}  // namespace fonds
