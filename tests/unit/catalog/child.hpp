// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <stdexcept>

namespace fonds::test {

/// A process that runs `body` and ends with what it returns; 99 when it throws. SQLite connections must not cross a fork:
/// `body` opens its own.
inline pid_t start_child(const std::function<int()>& body)
{
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child != 0) return child;
    int status = 99;
    try {
        status = body();
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "child: %s\n", problem.what());
    }
    ::_exit(status);
}

inline int wait_for(pid_t child)
{
    int status = 0;
    if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid failed");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

inline int in_child(const std::function<int()>& body)
{
    return wait_for(start_child(body));
}

}  // namespace fonds::test
