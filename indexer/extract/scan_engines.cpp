// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/scan_engines.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include <spawn.h>

#include "schema/core/fd.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_bytes = 1 << 16;

Error cannot_ask(const std::string& program)
{
    return error(ErrorKind::unavailable, say("the scan worker cannot be asked", "无法查询扫描识别程序"))
        .with_hint(say("check that fonds-scan is installed beside fonds", "请检查 fonds-scan 是否与 fonds 一同安装"))
        .at(program);
}

/// What the program prints.
Result<std::string> output_of(const std::string& program, std::array<std::string, 4> words)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return cannot_ask(program);
    const Fd ours(ends[0]);
    Fd theirs(ends[1]);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), 1);
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::string locale = "LC_ALL=C.UTF-8";
    std::string threads = "OMP_THREAD_LIMIT=1";
    std::array<char*, 3> environment{locale.data(), threads.data(), nullptr};
    std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    pid_t pid = -1;
    const int failure = ::posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return cannot_ask(program);
    theirs.reset();

    std::string text(most_bytes, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const ssize_t got = ::read(ours.get(), text.data() + filled, text.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        filled += static_cast<std::size_t>(got);
    }
    text.resize(filled);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return cannot_ask(program);
    return text;
}

Result<std::vector<ScanEngine>> answer_to(const std::string& program, const char* question, const std::string& models)
{
    TRY_ASSIGN(const std::string text, output_of(program, {"fonds-scan", question, "--models", models}));
    const auto json = Json::parse(text);
    if (!json.ok() || json->size() == 0) return cannot_ask(program);
    std::vector<ScanEngine> engines;
    for (std::size_t i = 0; i < json->size(); ++i) {
        const Json one = json->at(i);
        engines.push_back(
            {one.get("name").text(), one.get("version").text(), {one.get("why_en").text(), one.get("why_zh").text()}});
    }
    return engines;
}

}  // namespace

Result<std::vector<ScanEngine>> scan_engines(const std::string& program, const std::string& models)
{
    return answer_to(program, "--engines", models);
}

Result<ScanEngine> scan_engine_chosen(const std::string& program, const std::string& models)
{
    TRY_ASSIGN(auto engines, answer_to(program, "--choice", models));
    return std::move(engines.front());
}

}  // namespace fonds
