// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/print/drawing.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <string_view>

#include <spawn.h>

#include "schema/core/fd.hpp"
#include "schema/core/json.hpp"
#include "schema/core/memory_file.hpp"

namespace fonds {

namespace {

constexpr std::size_t largest_pdf = std::size_t{1} << 30;

Error cannot_start(const std::string& program, int failure)
{
    return error(ErrorKind::unavailable,
                 say("Cannot start the program that draws pages: {}", "无法启动绘制页面的程序:{}", {std::strerror(failure)}))
        .with_hint(say("Check that fonds-draw is installed beside fonds.", "请检查 fonds-draw 是否与 fonds 一同安装。"))
        .at(program);
}

Error broke_off(const std::string& program, int status)
{
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGINT || WTERMSIG(status) == SIGTERM))
        return error(ErrorKind::interrupted, say("Drawing the pages was stopped", "绘制页面已中断"));
    return error(ErrorKind::unavailable, say("Drawing the pages broke off", "绘制页面中断"))
        .with_hint(say("Try again; check that there is enough memory.", "请重试,并检查内存是否充足。"))
        .at(program);
}

/// In fonds's own process group, so that Ctrl-C reaches it, too, with the user's fonts and without a word to the terminal.
int start(const std::string& program, int input, int output, pid_t& pid)
{
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output, 1);
#ifndef FONDS_SANITIZED
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
#endif
    ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t all;
    sigfillset(&all);
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::string name = "fonds-draw";
    std::array<char*, 2> words{name.data(), nullptr};
    const int failure = ::posix_spawn(&pid, program.c_str(), &actions, &attributes, words.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return failure;
}

/// All that comes; nothing when it is too much or reading fails.
std::optional<std::string> read_all(const Fd& pipe)
{
    std::string bytes;
    std::array<char, 65536> chunk;
    for (;;) {
        const ssize_t got = ::read(pipe.get(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got == 0) return bytes;
        if (got < 0 || bytes.size() > largest_pdf) return std::nullopt;
        bytes.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

std::optional<Error> problem_of(std::string_view text)
{
    constexpr std::array kinds{ErrorKind::usage, ErrorKind::bad_input, ErrorKind::io, ErrorKind::internal};
    const auto json = Json::parse(text);
    if (!json.ok()) return std::nullopt;
    for (const ErrorKind kind : kinds)
        if (json->get("kind").text() == name_of(kind))
            return error(kind, {json->get("en").text(), json->get("zh").text()})
                .with_hint({json->get("hint_en").text(), json->get("hint_zh").text()});
    return std::nullopt;
}

}  // namespace

Result<std::string> draw(const std::string& program, const PrintJob& job)
{
    TRY_ASSIGN(const Fd input, memory_file("print job", encode(job)));
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return cannot_start(program, errno);
    Fd ours(ends[0]);
    Fd theirs(ends[1]);
    pid_t pid = -1;
    if (const int failure = start(program, input.get(), theirs.get(), pid); failure != 0)
        return cannot_start(program, failure);
    theirs.reset();
    auto bytes = read_all(ours);
    ours.reset();
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (bytes && WIFEXITED(status) && WEXITSTATUS(status) == 0 && bytes->starts_with("%PDF-")) return std::move(*bytes);
    if (bytes && WIFEXITED(status) && WEXITSTATUS(status) == 1)
        if (auto problem = problem_of(*bytes)) return std::move(*problem);
    return broke_off(program, status);
}

std::string encode_problem(const Error& error)
{
    Json json = Json::object();
    json.set("kind", name_of(error.kind)).set("en", error.what.en).set("zh", error.what.zh);
    json.set("hint_en", error.hint.en).set("hint_zh", error.hint.zh);
    return json.dump();
}

}  // namespace fonds
