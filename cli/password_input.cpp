// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/password_input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include <termios.h>

#include "cli/interrupt.hpp"
#include "schema/core/fd.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t longest_line = 4096;

/// The next line, byte by byte: what stands behind it is for others. Wiped when it goes.
Result<Secret> read_line(int file, const std::string& name)
{
    std::array<char, longest_line> line{};
    std::size_t size = 0;
    const auto end = [&](Result<Secret> answer) {
        wipe(line.data(), line.size());
        return answer;
    };
    for (; size < line.size(); ++size) {
        const ssize_t count = ::read(file, &line[size], 1);
        if (count < 0 && errno == EINTR && !interrupted()) {
            --size;
            continue;
        }
        if (interrupted()) return end(error(ErrorKind::interrupted, say("Interrupted", "已中断")));
        if (count < 0) return end(system_error(errno, "Cannot read the password", "无法读取密码", name));
        if (count == 0 || line[size] == '\n') break;
    }
    if (size == line.size()) return end(error(ErrorKind::usage, say("The password is too long", "密码过长")).at(name));
    if (size > 0 && line[size - 1] == '\r') --size;
    return end(Secret(std::string_view(line.data(), size)));
}

/// A terminal that does not show what is typed, as long as this lives.
class Unseen {
public:
    Unseen()
    {
        known_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        if (!known_) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Unseen()
    {
        if (known_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    termios before_{};
    bool known_ = false;
};

Result<Secret> type(Output& output, const Text& prompt)
{
    const std::string shown = output.shown(output.pick(prompt)) + ": ";
    const Unseen unseen;  // before anybody is asked to type
    std::fputs(shown.c_str(), stderr);
    std::fflush(stderr);
    auto typed = read_line(STDIN_FILENO, "stdin");
    std::fputc('\n', stderr);
    return typed;
}

}  // namespace

Result<Secret> read_password(Output& output, const Text& prompt, const std::string& source, Typed typed)
{
    if (source == "-") return read_line(STDIN_FILENO, "stdin");
    if (!source.empty()) {
        const Fd file(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
        if (file.get() < 0) return system_error(errno, "Cannot read the password", "无法读取密码", source);
        return read_line(file.get(), source);
    }
    if (::isatty(STDIN_FILENO) == 0)
        return error(ErrorKind::usage,
                     say("A password is needed, and there is no terminal to type it", "需要密码,但没有终端可供输入"))
            .with_hint(
                say("Give it in a file: --password-file FILE (- for standard input); for a new one --new-password-file.",
                    "请用 --password-file 文件 给出(- 表示标准输入);新密码用 --new-password-file。"));
    TRY_ASSIGN(Secret first, type(output, prompt));
    if (typed == Typed::once) return first;
    TRY_ASSIGN(const Secret second, type(output, say("The same again", "再次输入")));
    if (first.view() == second.view()) return first;
    return error(ErrorKind::usage, say("The two are not the same", "两次输入不一致"))
        .with_hint(say("Try again; nothing has changed.", "请重试,未作任何更改。"));
}

}  // namespace fonds::cli
