// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <string_view>

#include <spawn.h>
#include <termios.h>

extern char** environ;

namespace fonds::test {

namespace {

constexpr int patience_ms = 60'000;

bool is_left_out(std::string_view entry)
{
    return entry.starts_with("FONDS_") || entry.starts_with("LC_") || entry.starts_with("LANG=") ||
           entry.starts_with("LANGUAGE=") || entry.starts_with("NO_COLOR=");
}

std::vector<std::string> environment_of(const ProgramCall& call)
{
    std::map<std::string, std::string> wanted = call.environment;
    wanted.try_emplace("LANG", "C.UTF-8");
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::string name(text.substr(0, text.find('=')));
        if (!is_left_out(text) && !wanted.contains(name)) all.emplace_back(text);
    }
    for (const auto& [name, value] : wanted) all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

void expect(bool good, const char* what)
{
    if (!good) throw std::runtime_error(what);
}

void close_once(int& file)
{
    if (file >= 0) ::close(file);
    file = -1;
}

/// What is written to the `screen` side comes out of the `test` side byte for byte.
void open_terminal(int& test, int& screen)
{
    test = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    char name[256];
    expect(test >= 0 && ::grantpt(test) == 0 && ::unlockpt(test) == 0 && ::ptsname_r(test, name, sizeof name) == 0,
           "cannot make a terminal");
    screen = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios mode{};
    expect(screen >= 0 && ::tcgetattr(screen, &mode) == 0, "cannot open the terminal");
    ::cfmakeraw(&mode);
    winsize size{};
    size.ws_row = 25;
    size.ws_col = 100;
    expect(::tcsetattr(screen, TCSANOW, &mode) == 0 && ::ioctl(screen, TIOCSWINSZ, &size) == 0, "cannot set the terminal");
}

/// Takes what is there; closes the file at its end, which a terminal tells by EIO.
void take(int& file, std::string& text)
{
    char buffer[65536];
    const ssize_t size = ::read(file, buffer, sizeof buffer);
    if (size > 0)
        text.append(buffer, static_cast<std::size_t>(size));
    else if (size == 0 || errno != EINTR)
        close_once(file);
}

}  // namespace

std::vector<std::string> ProgramResult::lines() const
{
    std::vector<std::string> all;
    for (std::size_t at = 0; at < out.size();) {
        const auto end = std::min(out.find('\n', at), out.size());
        all.push_back(out.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

RunningProgram::RunningProgram(const ProgramCall& call) : input_(call.input)
{
    std::signal(SIGPIPE, SIG_IGN);  // a program may end without reading its input
    int pipes[6];
    for (int i = 0; i < 6; i += 2) {
        if ((call.terminal && i > 0) || (call.errors_terminal && i == 4))
            open_terminal(pipes[i], pipes[i + 1]);
        else
            expect(::pipe2(pipes + i, O_CLOEXEC) == 0, "pipe2 failed");
    }
    start(call, pipes);
    ::close(pipes[0]);
    ::close(pipes[3]);
    ::close(pipes[5]);
    in_ = pipes[1];
    out_ = pipes[2];
    err_ = pipes[4];
    expect(::fcntl(in_, F_SETFL, O_NONBLOCK) == 0, "fcntl failed");
}

void RunningProgram::start(const ProgramCall& call, const int (&pipes)[6])
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[3], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[5], STDERR_FILENO);
    if (!call.directory.empty()) posix_spawn_file_actions_addchdir_np(&actions, call.directory.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t pipe_signal;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

    std::vector<std::string> arguments{call.path};
    arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
    auto environment = environment_of(call);
    const int failed = ::posix_spawn(&pid_, call.path.c_str(), &actions, &attributes, pointers_to(arguments).data(),
                                     pointers_to(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("cannot start " + call.path);
}

RunningProgram::~RunningProgram()
{
    close_once(in_);
    close_once(out_);
    close_once(err_);
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

bool RunningProgram::pump()
{
    if (close_when_written_ && input_.empty()) close_once(in_);
    if (out_ < 0 && err_ < 0) return false;
    // poll ignores negative files.
    pollfd files[] = {{input_.empty() ? -1 : in_, POLLOUT, 0}, {out_, POLLIN, 0}, {err_, POLLIN, 0}};
    const int ready = ::poll(files, 3, patience_ms);
    if (ready < 0 && errno == EINTR) return true;
    if (ready <= 0) throw std::runtime_error("the program is silent; it said: " + result_.out + result_.err);
    if (files[0].revents != 0) {
        const ssize_t size = ::write(in_, input_.data(), input_.size());
        if (size > 0)
            input_.erase(0, static_cast<std::size_t>(size));
        else if (errno != EAGAIN && errno != EINTR)
            input_.clear();
    }
    if (files[1].revents != 0) take(out_, result_.out);
    if (files[2].revents != 0) take(err_, result_.err);
    return true;
}

void RunningProgram::wait_for_output(const std::function<bool(const std::string&)>& enough)
{
    while (!enough(result_.out) && pump()) {
    }
}

void RunningProgram::wait_for_errors(const std::function<bool(const std::string&)>& enough)
{
    while (!enough(result_.err) && pump()) {
    }
}

void RunningProgram::signal(int number) const
{
    ::kill(pid_, number);
}

void RunningProgram::close_input()
{
    close_when_written_ = true;
}

ProgramResult RunningProgram::finish()
{
    close_input();
    while (pump()) {
    }
    int status = 0;
    expect(::waitpid(pid_, &status, 0) == pid_, "waitpid failed");
    pid_ = -1;
    if (WIFEXITED(status))
        result_.exit_code = WEXITSTATUS(status);
    else
        result_.signal = WTERMSIG(status);
    return result_;
}

ProgramResult run(const ProgramCall& call)
{
    return RunningProgram(call).finish();
}

}  // namespace fonds::test
