// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/asked_program.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace fonds {

namespace {

constexpr std::size_t most_output = std::size_t{8} << 20;
constexpr int list_descriptor = 3;

Error broken(const std::string& program, const Text& why)
{
    return error(ErrorKind::unavailable, why).at(program);
}

/// What goes on in the child between fork and exec: only calls that are safe there. Gives what failed.
int become(char* const* words, int list, int output, pid_t parent)
{
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; ++number) ::sigaction(number, &usual, nullptr);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::setpgid(0, 0);  // so that all that it starts can be killed
    ::umask(::umask(0) | 0027);
    // Killed with whoever wants its answer, however that one ends.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    if (::getppid() != parent) return ECANCELED;
    // The list first: its descriptor may be one of those that are set.
    const int kept = list >= 0 ? ::fcntl(list, F_DUPFD, list_descriptor + 1) : -1;
    if (list >= 0 && kept < 0) return errno;
    const int in = ::open("/dev/null", O_RDWR);
    if (in < 0 || ::dup2(output, 1) < 0 || ::dup2(in, 0) < 0 || ::dup2(in, 2) < 0) return errno;
    if (kept >= 0 && ::dup2(kept, list_descriptor) < 0) return errno;
    ::execv(words[0], words);
    return errno;
}

/// 0, or what failed; everything but 0 to 2 and the list is closed on exec.
int start(const std::string& program, const std::vector<std::string>& words, int list, int output, pid_t& pid)
{
    std::vector<std::string> texts{program};
    texts.insert(texts.end(), words.begin(), words.end());
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return errno;
    const Fd told(ends[0]);
    Fd tells(ends[1]);
    const pid_t parent = ::getpid();
    pid = ::fork();
    if (pid < 0) return errno;
    if (pid == 0) {
        const unsigned first = static_cast<unsigned>(list_descriptor);
        ::close_range(first, ~0U, CLOSE_RANGE_CLOEXEC);
        const int failure = become(pointers.data(), list, output, parent);
        static_cast<void>(!::write(tells.get(), &failure, sizeof failure));
        ::_exit(127);
    }
    tells.reset();
    int failure = 0;
    ssize_t got = 0;
    do got = ::read(told.get(), &failure, sizeof failure);
    while (got < 0 && errno == EINTR);
    if (got != static_cast<ssize_t>(sizeof failure)) return 0;  // closed by exec
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
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
