// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/parity.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "archive/asked_program.hpp"
#include "archive/file_copy.hpp"
#include "archive/store/staging.hpp"
#include "archive/volume/volume_proof.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t least_block = 4096;
constexpr std::uint64_t most_blocks = 32'000;  ///< par2 takes 32768
constexpr std::uint64_t least_recovery = 100;  ///< blocks, where the volume is large
/// Bytes times recovery blocks: what par2 does in about twenty seconds of one core. Smaller volumes get smaller blocks for
/// it, so that damage in many places costs less parity.
constexpr std::uint64_t effort = 40'000'000'000;
constexpr std::chrono::hours deadline{24};
constexpr std::string_view list_suffix = ".par2.sha256";
constexpr std::uint64_t list_limit = 1 << 20;

Result<std::string> par2_program()
{
    for (const char* path : {"/usr/bin/par2", "/usr/local/bin/par2"})
        if (::access(path, X_OK) == 0) return std::string(path);
    return error(ErrorKind::unavailable, say("The program par2 is not installed", "未安装 par2 程序"))
        .with_hint(say("Install the package par2, or set parity = 0 under [cold] in fonds.toml.",
                       "请安装软件包 par2,或在 fonds.toml 的 [cold] 中设置 parity = 0。"));
}

std::string name_in(const std::string& path)
{
    return path.substr(path.find_last_of('/') + 1);
}

/// The one that par2 is told; it finds the others beside it. Empty when there is none.
std::string index_of(const std::vector<std::string>& parity)
{
    std::string index;
    for (const auto& file : parity)
        if (file.ends_with(".par2") && (index.empty() || file.size() < index.size())) index = file;
    return index;
}

}  // namespace

Result<std::vector<std::string>> parity_files(const std::string& volume_file)
{
    const std::string folder = folder_of(volume_file), name = name_in(volume_file);
    std::vector<std::string> files;
    TRY_ASSIGN(const auto names, names_in(folder));
    for (const auto& each : names)
        if (each.starts_with(name + ".") && (each.ends_with(".par2") || each.ends_with(list_suffix)))
            files.push_back(folder + "/" + each);
    return files;
}

Result<void> make_parity(FileOps& ops, const std::string& volume_file, std::uint64_t size, int percent,
                         const std::function<bool()>& go_on)
{
    TRY_ASSIGN(const std::string program, par2_program());
    const auto share = static_cast<std::uint64_t>(percent);
    const std::uint64_t recovery = std::max(least_recovery, effort / std::max<std::uint64_t>(size, 1));
    const std::uint64_t wanted = std::clamp<std::uint64_t>(recovery * 100 / share, 1, most_blocks);
    const std::uint64_t block = std::max(least_block, (size / wanted + 4) / 4 * 4);
    TRY_ASSIGN(const auto left, parity_files(volume_file));
    for (const auto& file : left) TRY(ops.remove(file));
    auto answer = ask_program(program,
                              {"create", "-q", "-q", "-m128", "-n1", "-s" + std::to_string(block),
                               "-r" + std::to_string(percent), "--", volume_file + ".par2", volume_file},
                              Fd(), deadline, go_on);
    if (!answer.ok() || answer->exit_code != 0) {
        // Half of it helps nobody.
        const auto begun = parity_files(volume_file);
        if (begun.ok())
            for (const auto& file : *begun) static_cast<void>(ops.remove(file));
    }
    TRY(answer);
    if (answer->exit_code != 0)
        return error(ErrorKind::io, say("par2 failed with code {}", "par2 运行失败(代码 {})", {answer->exit_code}))
            .with_hint(say("Is there room on the disk?", "请检查磁盘空间。"))
            .at(volume_file);
    TRY_ASSIGN(const auto made, parity_files(volume_file));
    std::string list;
    for (const auto& file : made) {
        TRY_ASSIGN(const Fd opened, ops.open_read(file));
        TRY(ops.sync(opened, file));
        TRY_ASSIGN(const VolumeProof proof, digest_volume(ops, file, nullptr));
        list += proof.digest.hex() + "  " + name_in(file) + "\n";
    }
    return write_file_durably(ops, volume_file + std::string(list_suffix), list);
}

Result<bool> parity_is_whole(FileOps& ops, const std::string& volume_file)
{
    const auto list = read_file(ops, volume_file + std::string(list_suffix), list_limit);
    if (!list.ok()) return false;
    TRY_ASSIGN(const auto files, parity_files(volume_file));
    std::size_t count = 0;
    for (const auto& file : files) {
        if (file.ends_with(list_suffix)) continue;
        ++count;
        const auto proof = digest_volume(ops, file, nullptr);
        if (!proof.ok() || list->find(proof->digest.hex() + "  " + name_in(file) + "\n") == std::string::npos) return false;
    }
    return count != 0 && static_cast<std::size_t>(std::ranges::count(*list, '\n')) == count;
}

bool parity_is_there(FileOps& ops, const std::string& volume_file)
{
    constexpr std::size_t before_name = 2 * Digest::size + 2;
    const auto list = read_file(ops, volume_file + std::string(list_suffix), list_limit);
    if (!list.ok() || list->empty()) return false;
    for (std::size_t at = 0; at < list->size();) {
        const std::size_t end = std::min(list->find('\n', at), list->size());
        if (end - at <= before_name) return false;
        const std::string name = list->substr(at + before_name, end - at - before_name);
        if (!ops.info(folder_of(volume_file) + "/" + name).ok()) return false;
        at = end + 1;
    }
    return true;
}

Result<ParityVerdict> parity_verdict(const std::vector<std::string>& parity, const std::function<bool()>& go_on)
{
    // As par2 ends: whole, can be repaired, cannot be.
    constexpr int whole = 0, repairable = 1, beyond_repair = 2;
    const auto program = par2_program();
    const auto index = index_of(parity);
    if (!program.ok() || index.empty()) return ParityVerdict::unknown;
    const auto answer = ask_program(*program, {"verify", "-q", "-q", "-m128", "--", index}, Fd(), deadline, go_on);
    if (!answer.ok() && answer.error().kind == ErrorKind::interrupted) return answer.error();
    if (!answer.ok()) return ParityVerdict::unknown;
    if (answer->exit_code == whole) return ParityVerdict::whole;
    const bool damaged = answer->exit_code == repairable || answer->exit_code == beyond_repair;
    return damaged ? ParityVerdict::damaged : ParityVerdict::unknown;
}

Result<void> repair_with_parity(FileOps& ops, const std::string& damaged, const std::vector<std::string>& parity,
                                const std::vector<std::string>& others, const std::string& target,
                                const std::function<bool()>& go_on)
{
    TRY_ASSIGN(const std::string program, par2_program());
    const std::string folder = folder_of(target);
    const auto copying = [&](std::uint64_t) { return !go_on || go_on(); };
    // par2 renames the damaged file and writes the whole one in its place: never where the volume lies.
    TRY(copy_file(ops, damaged, target, Durability::scratch, copying));
    for (const auto& file : parity)
        if (!file.ends_with(list_suffix))
            TRY(copy_file(ops, file, folder + "/" + name_in(file), Durability::scratch, copying));
    std::vector<std::string> words{"repair", "-q", "-q", "-m128", "--", folder + "/" + name_in(index_of(parity))};
    // Blocks that are whole in another copy are as good as parity.
    words.insert(words.end(), others.begin(), others.end());
    TRY_ASSIGN(const ProgramAnswer answer, ask_program(program, words, Fd(), deadline, go_on));
    if (answer.exit_code == 0) return {};
    return error(ErrorKind::fixity, say("There is more damage than the parity can repair", "损坏超出校验数据可修复的范围"))
        .with_hint(say("Bring the volume back from a backup: fonds backup mend DIR NAME.",
                       "请由备份恢复该卷:fonds backup mend 备份目录 卷名。"))
        .at(damaged);
}

}  // namespace fonds
