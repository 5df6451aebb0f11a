// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/worker_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include <spawn.h>

namespace fonds {

namespace {

/// File actions and attributes of posix_spawn, destroyed in every way out.
class SpawnSettings {
public:
    SpawnSettings()
    {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~SpawnSettings()
    {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

/// The worker's output goes nowhere: a hostile file must not write to the user's terminal. Sanitizers report there.
void set_up(SpawnSettings& settings, int worker_end)
{
    ::posix_spawn_file_actions_adddup2(&settings.actions, worker_end, 0);
    ::posix_spawn_file_actions_addopen(&settings.actions, 1, "/dev/null", O_WRONLY, 0);
#ifndef FONDS_SANITIZED
    ::posix_spawn_file_actions_addopen(&settings.actions, 2, "/dev/null", O_WRONLY, 0);
#endif
    ::posix_spawn_file_actions_addclosefrom_np(&settings.actions, 3);

    // A caller that blocks or ignores signals must not hand that on; the worker stays out of the terminal's Ctrl-C.
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&settings.attributes, &none);
    ::posix_spawnattr_setsigdefault(&settings.attributes, &all);
    ::posix_spawnattr_setpgroup(&settings.attributes, 0);
    ::posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

}  // namespace

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), socket_(std::move(other.socket_))
{
}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept
{
    if (this != &other) {
        end();
        pid_ = std::exchange(other.pid_, -1);
        socket_ = std::move(other.socket_);
    }
    return *this;
}

Result<WorkerProcess> WorkerProcess::start(const std::string& program, std::vector<std::string> arguments)
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return system_error(errno, "cannot connect to a text worker", "无法连接文本提取进程", program);
    Fd ours(ends[0]);
    const Fd theirs(ends[1]);

    SpawnSettings settings;
    set_up(settings, theirs.get());
    const std::string name = program.substr(program.find_last_of('/') + 1);
    arguments.insert(arguments.begin(), name);
    std::vector<char*> words;
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    // Libraries of recognition make threads of their own unless they are told before they are loaded.
    std::string locale = "LC_ALL=C.UTF-8";
    std::string threads = "OMP_THREAD_LIMIT=1";
    std::array<char*, 3> environment{locale.data(), threads.data(), nullptr};
    pid_t pid = -1;
    const int failure =
        ::posix_spawn(&pid, program.c_str(), &settings.actions, &settings.attributes, words.data(), environment.data());
    if (failure != 0) {
        return error(ErrorKind::unavailable,
                     say("cannot start the text worker: {}", "无法启动文本提取进程:{}", {std::strerror(failure)}))
            .with_hint(say("check that {} is installed beside fonds", "请检查 {} 是否与 fonds 一同安装", {name}))
            .at(program);
    }
    WorkerProcess worker;
    worker.pid_ = pid;
    worker.socket_ = std::move(ours);
    return worker;
}

ssize_t WorkerProcess::send_some(std::string_view bytes, int descriptor) const
{
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr* const head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    }
    ssize_t sent = -1;
    do sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    return sent;
}

bool WorkerProcess::send(std::string_view frame, int descriptor) const
{
    // Two small frames at most are on their way: a socket that is full or takes half of one belongs to a broken worker.
    return send_some(frame, descriptor) == static_cast<ssize_t>(frame.size());
}

bool WorkerProcess::send_waiting(std::string_view frame, int descriptor,
                                 std::chrono::steady_clock::time_point deadline) const
{
    constexpr std::int64_t longest_wait = 60'000;
    while (!frame.empty()) {
        const ssize_t sent = send_some(frame, descriptor);
        if (sent > 0) {
            frame.remove_prefix(static_cast<std::size_t>(sent));
            descriptor = -1;  // it went with the first byte
            continue;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd writable{socket_.get(), POLLOUT, 0};
        ::poll(&writable, 1, static_cast<int>(std::min<std::int64_t>(left, longest_wait)));
    }
    return true;
}

WorkerProcess::Received WorkerProcess::receive(std::string& buffer) const
{
    constexpr std::size_t piece = std::size_t{64} << 10;
    const std::size_t before = buffer.size();
    buffer.resize(before + piece);
    ssize_t got = -1;
    do got = ::recv(socket_.get(), buffer.data() + before, piece, MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    const bool waiting = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    buffer.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got > 0) return Received::bytes;
    return waiting ? Received::nothing_yet : Received::closed;
}

std::uint64_t WorkerProcess::resident_bytes() const
{
    std::array<char, 32> path{};
    char* at = std::copy_n("/proc/", 6, path.data());
    at = std::to_chars(at, path.data() + 20, pid_).ptr;
    std::strcpy(at, "/statm");
    const Fd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return 0;
    std::array<char, 128> text{};
    const ssize_t size = ::read(file.get(), text.data(), text.size());
    if (size <= 0) return 0;
    const char* const end = text.data() + size;
    const char* const space = std::find(static_cast<const char*>(text.data()), end, ' ');
    std::uint64_t pages = 0;
    if (space != end) std::from_chars(space + 1, end, pages);
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

int WorkerProcess::end()
{
    if (pid_ <= 0) return 0;
    socket_.reset();
    int status = 0;
    // One that died already keeps its own status.
    pid_t reaped = 0;
    do reaped = ::waitpid(pid_, &status, WNOHANG);
    while (reaped < 0 && errno == EINTR);
    if (reaped == 0) {
        ::kill(pid_, SIGKILL);
        do reaped = ::waitpid(pid_, &status, 0);
        while (reaped < 0 && errno == EINTR);
    }
    pid_ = -1;
    return reaped > 0 ? status : 0;
}

std::string describe_wait_status(int status)
{
    if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
    return "exit status " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : 0);
}

}  // namespace fonds
