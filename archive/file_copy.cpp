// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/file_copy.hpp"

namespace fonds {

Result<void> copy_file(FileOps& ops, const std::string& from, const std::string& to, Durability durability,
                       const std::function<bool(std::uint64_t)>& go_on)
{
    TRY_ASSIGN(const Fd in, ops.open_read(from));
    TRY_ASSIGN(const Fd out, ops.create(to));
    std::string buffer(1 << 20, '\0');
    for (std::uint64_t done = 0;;) {
        TRY_ASSIGN(const std::size_t count, ops.read(in, buffer.data(), buffer.size(), from));
        if (count == 0) break;
        TRY(ops.write(out, std::string_view(buffer).substr(0, count), to));
        done += count;
        if (go_on && !go_on(done)) return error(ErrorKind::interrupted, say("Stopped", "已停止"));
    }
    return durability == Durability::synced ? ops.sync(out, to) : Result<void>();
}

}  // namespace fonds
