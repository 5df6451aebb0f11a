// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/checkpoint_keys.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

constexpr std::string_view title = "fonds-checkpoint-key:1\n";
constexpr std::uint64_t most_bytes = 1 << 20;

std::string place_of(const Archive::State& state)
{
    const std::string& said = state.config.log_key;
    if (said.empty()) return state.layout.root() + "/keys/checkpoint.key";
    return said.front() == '/' ? said : state.layout.root() + "/" + said;
}

Error damaged(const std::string& path)
{
    return error(ErrorKind::bad_input, say("The key that signs the audit log is damaged", "审计日志的签名密钥已损坏"))
        .with_hint(say("Take it from a backup; fonds log checkpoint --new-key begins with another one.",
                       "请从备份恢复,或用 fonds log checkpoint --new-key 更换密钥。"))
        .at(path);
}

bool has(const std::vector<PublicKey>& keys, const PublicKey& key)
{
    return std::ranges::find(keys, key) != keys.end();
}

}  // namespace

CheckpointKeys::CheckpointKeys(const Archive::State& state)
    : files_(*state.environment.files), path_(place_of(state)), open_path_(path_ + ".pub")
{
}

Result<std::vector<PublicKey>> CheckpointKeys::known() const
{
    std::vector<PublicKey> keys;
    const auto text = read_file(files_, open_path_, most_bytes);
    if (!text.ok()) return keys;
    for (std::size_t at = 0; at < text->size();) {
        const auto end = std::min(text->find('\n', at), text->size());
        TRY_ASSIGN(const PublicKey key, PublicKey::parse(std::string_view(*text).substr(at, end - at)));
        keys.push_back(key);
        at = end + 1;
    }
    return keys;
}

Result<SigningKey> CheckpointKeys::key(const std::vector<Checkpoint>& signed_before, bool new_key) const
{
    auto text = read_file(files_, path_, most_bytes);
    if (!text.ok() && text.error().kind != ErrorKind::not_found) return text.error();
    if (!text.ok() && !signed_before.empty() && !new_key)
        return error(ErrorKind::unavailable, say("The key that signs the audit log is missing", "缺少审计日志的签名密钥"))
            .with_hint(say("Take it from a backup; fonds log checkpoint --new-key begins with another one.",
                           "请从备份恢复,或用 fonds log checkpoint --new-key 更换密钥。"))
            .at(path_);
    if (new_key || !text.ok()) {
        TRY_ASSIGN(SigningKey made, make());
        TRY(make_known(signed_before, made));
        return made;
    }
    const Secret held(*text);
    wipe(*text);
    std::string_view rest = held.view();
    if (!rest.starts_with(title)) return damaged(path_);
    rest.remove_prefix(title.size());
    auto key = SigningKey::of_seed(rest.substr(0, rest.find('\n')));
    if (!key.ok()) return damaged(path_);
    TRY(make_known(signed_before, *key));
    return std::move(*key);
}

bool CheckpointKeys::exposed() const
{
    struct stat status = {};
    return ::stat(path_.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

Result<SigningKey> CheckpointKeys::make() const
{
    TRY_ASSIGN(SigningKey key, SigningKey::make());
    const Secret seed = key.seed_hex();
    const std::string folder = folder_of(path_), fresh = path_ + ".new";
    TRY(files_.make_directory(folder));
    if (const auto left_over = files_.remove(fresh); !left_over.ok() && left_over.error().kind != ErrorKind::not_found)
        return left_over.error();
    {
        TRY_ASSIGN(const Fd file, files_.create(fresh));
        if (::fchmod(file.get(), S_IRUSR | S_IWUSR) != 0)
            return system_error(errno, "Cannot protect the key", "无法设置密钥文件权限", fresh);
        TRY(files_.write(file, title, fresh));
        TRY(files_.write(file, seed.view(), fresh));
        TRY(files_.write(file, "\n", fresh));
        TRY(files_.sync(file, fresh));
    }
    TRY(files_.rename(fresh, path_));
    TRY(files_.sync_directory(folder));
    return key;
}

Result<void> CheckpointKeys::make_known(const std::vector<Checkpoint>& signed_before, const SigningKey& key) const
{
    TRY_ASSIGN(std::vector<PublicKey> keys, known());
    const auto before = keys.size();
    // Keys of earlier checkpoints join only where nothing was known yet: afterwards an unknown one is a fault.
    if (keys.empty())
        for (const Checkpoint& one : signed_before)
            if (!has(keys, one.key)) keys.push_back(one.key);
    const PublicKey own{key.public_key()};
    if (!has(keys, own)) keys.push_back(own);
    if (keys.size() == before) return {};
    std::string text;
    for (const PublicKey& each : keys) text += each.hex() + "\n";
    return write_file_durably(files_, open_path_, text);
}

}  // namespace fonds
