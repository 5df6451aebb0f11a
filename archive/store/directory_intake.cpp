// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/directory_intake.hpp"

#include <fcntl.h>

#include <unordered_set>

namespace fonds {

namespace {

constexpr std::size_t piece_size = 1 << 20;
constexpr std::uint64_t writeback_step = 8 << 20;
constexpr std::size_t head_size = 4096;
/// Up to so many folders are synced one by one; beyond, one call for the whole file system is cheaper.
constexpr std::size_t few_folders = 4;
constexpr std::chrono::milliseconds owner_wait{5'000};

Error wrong_order()
{
    return error(ErrorKind::internal, say("The batch is not open any more", "该批次已关闭"));
}

}  // namespace

Result<std::unique_ptr<Intake>> DirectoryIntake::begin(const Layout& layout, FileOps& ops)
{
    TRY_ASSIGN(const std::string name, unique_name(batch_prefix));
    Batch batch{layout.staging(), name};
    auto filesystem = ops.open_filesystem(layout.staging());
    if (!filesystem.ok() && filesystem.error().kind == ErrorKind::not_found) {
        TRY(ops.make_directory(layout.staging()));
        filesystem = ops.open_filesystem(layout.staging());
    }
    if (!filesystem.ok()) return std::move(filesystem).error();
    // Waits only for a passing look at whether the batch is alive.
    TRY_ASSIGN(Lock lock, Lock::acquire(batch.owner_lock(), LockMode::exclusive, owner_wait, "intake"));
    return std::unique_ptr<Intake>(
        new DirectoryIntake(layout, ops, std::move(batch), std::move(lock), std::move(filesystem).value()));
}

DirectoryIntake::DirectoryIntake(const Layout& layout, FileOps& ops, Batch batch, Lock lock, Fd filesystem)
    : layout_(layout), ops_(&ops), batch_(std::move(batch)), lock_(std::move(lock)), filesystem_(std::move(filesystem)),
      buffer_(std::make_unique_for_overwrite<char[]>(piece_size))
{
}

DirectoryIntake::~DirectoryIntake()
{
    if (stage_ == Stage::staging || stage_ == Stage::failed) {
        (void)remove_batch(*ops_, batch_);
    } else if (stage_ != Stage::finished) {
        for (std::size_t slot = 0; slot < staged_.size(); ++slot)
            if (staged_[slot].in_batch) (void)ops_->remove(batch_.slot(slot));
    }
}

Result<StagedObject> DirectoryIntake::add(const Fd& source, const std::string& source_name)
{
    if (stage_ != Stage::staging) return wrong_order();
    const std::size_t slot = staged_.size();
    const std::string path = batch_.slot(slot);
    TRY_ASSIGN(Fd target, ops_->create_read_only(path));
    auto object = copy(source, source_name, target, path);
    if (!object.ok()) {
        (void)ops_->remove(path);
        return object;
    }
    object->slot = slot;
    staged_.push_back({object->digest, object->size, true});
    only_file_ = slot == 0 ? std::move(target) : Fd();
    return object;
}

Result<StagedObject> DirectoryIntake::copy(const Fd& source, const std::string& source_name, const Fd& target,
                                           const std::string& path)
{
    StagedObject object;
    Hasher hasher;
    std::uint64_t handed_over = 0;
    for (;;) {
        TRY_ASSIGN(const std::size_t count, ops_->read(source, buffer_.get(), piece_size, source_name));
        if (count == 0) break;
        const std::string_view piece(buffer_.get(), count);
        if (object.size == 0 && count == piece_size) ::posix_fadvise(source.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
        if (object.head.size() < head_size) object.head.append(piece.substr(0, head_size - object.head.size()));
        TRY(ops_->write(target, piece, path));
        hasher.update(piece);
        object.size += count;
        // The disk works while we hash, and the sync at the end finds little left.
        if (object.size - handed_over >= writeback_step) {
            ops_->start_writeback(target, handed_over, object.size - handed_over);
            handed_over = object.size;
        }
    }
    object.digest = hasher.finish();
    return object;
}

Result<void> DirectoryIntake::discard(const StagedObject& object)
{
    if (stage_ != Stage::staging || object.slot >= staged_.size()) return wrong_order();
    Staged& staged = staged_[object.slot];
    if (!staged.in_batch) return {};
    staged.in_batch = false;  // whatever comes of the removal: these bytes must not be published
    return ops_->remove(batch_.slot(object.slot));
}

Result<std::vector<DamagedObject>> DirectoryIntake::publish()
{
    if (stage_ == Stage::published) return damaged_;
    if (stage_ != Stage::staging) return wrong_order();
    stage_ = Stage::failed;
    TRY_ASSIGN(auto todo, plan());
    std::vector<std::size_t> slots = todo.fresh;
    for (const auto& [slot, fault] : todo.replacements) slots.push_back(slot);
    if (!slots.empty()) {
        // Not of replacements: their objects were there before this batch, and recovery must never remove them.
        if (!todo.fresh.empty()) TRY(write_intent(todo.fresh));
        TRY(make_staged_durable(slots));
        stage_ = Stage::publishing;
        for (const std::size_t slot : todo.fresh) TRY(move_into_place(slot));
        for (auto& [slot, fault] : todo.replacements) replace(slot, std::move(fault));
    }
    TRY(make_names_durable());
    stage_ = Stage::published;
    return damaged_;
}

/// One slot for each digest that is not stored yet, or wrongly.
Result<DirectoryIntake::Plan> DirectoryIntake::plan()
{
    Plan todo;
    std::unordered_set<Digest> seen;
    for (std::size_t slot = 0; slot < staged_.size(); ++slot) {
        const Staged& staged = staged_[slot];
        if (!staged.in_batch || !seen.insert(staged.digest).second) continue;
        const std::string path = layout_.object(staged.digest);
        const auto stored = ops_->info(path);
        if (stored.ok()) {
            // Whoever stored it may not have come as far as making its name durable.
            touched_folders_.insert(folder_of(path));
            auto whole = check_stored(staged, path, stored->size);
            if (!whole.ok() && whole.error().kind == ErrorKind::fixity)
                todo.replacements.emplace_back(slot, std::move(whole).error());
            else if (!whole.ok())
                damaged_.push_back({staged.digest, std::move(whole).error()});
        } else if (stored.error().kind == ErrorKind::not_found) {
            todo.fresh.push_back(slot);
        } else {
            return stored.error();
        }
    }
    return todo;
}

Result<void> DirectoryIntake::write_intent(const std::vector<std::size_t>& slots)
{
    std::string text;
    text.reserve(slots.size() * (2 * Digest::size + 1));
    for (const std::size_t slot : slots) text += staged_[slot].digest.hex() + "\n";
    TRY_ASSIGN(const Fd file, ops_->create(batch_.intent()));
    intent_written_ = true;
    return ops_->write(file, text, batch_.intent());
}

/// The intent of a single file is not synced: it only has to outlive the process. Should the power fail as well, the object
/// is an orphan, which fonds check reports.
Result<void> DirectoryIntake::make_staged_durable(const std::vector<std::size_t>& slots)
{
    if (slots.size() > 1) return ops_->sync_filesystem(filesystem_, batch_.folder);
    const std::string path = batch_.slot(slots.front());
    if (slots.front() == 0 && only_file_.valid()) return ops_->sync(only_file_, path);
    TRY_ASSIGN(const Fd file, ops_->open_read(path));
    return ops_->sync(file, path);
}

Result<void> DirectoryIntake::move_into_place(std::size_t slot)
{
    Staged& staged = staged_[slot];
    const std::string path = layout_.object(staged.digest);
    const std::string folder = folder_of(path);
    auto moved = ops_->rename_if_absent(batch_.slot(slot), path);
    if (!moved.ok() && moved.error().kind == ErrorKind::not_found) {
        TRY(ops_->make_directory(layout_.objects()));
        TRY(ops_->make_directory(folder));
        moved = ops_->rename_if_absent(batch_.slot(slot), path);
    }
    TRY(moved);
    touched_folders_.insert(folder);
    if (*moved) {
        staged.in_batch = false;
        return {};
    }
    // Another process was quicker with the same bytes.
    TRY_ASSIGN(const FileInfo stored, ops_->info(path));
    auto whole = check_stored(staged, path, stored.size);
    if (!whole.ok() && whole.error().kind == ErrorKind::fixity) {
        replace(slot, std::move(whole).error());
        return {};
    }
    return whole;
}

/// ErrorKind::fixity is the proof that the stored bytes are wrong; any other error leaves it open.
Result<void> DirectoryIntake::check_stored(const Staged& staged, const std::string& path, std::uint64_t size)
{
    Text problem = say("The stored object {} has {} bytes instead of {}", "已存对象 {} 为 {} 字节,应为 {} 字节",
                       {staged.digest.hex(), size, staged.size});
    if (size == staged.size) {
        TRY_ASSIGN(const Fd file, ops_->open_read(path));
        Hasher hasher;
        for (;;) {
            TRY_ASSIGN(const std::size_t count, ops_->read(file, buffer_.get(), piece_size, path));
            if (count == 0) break;
            hasher.update(std::string_view(buffer_.get(), count));
        }
        if (hasher.finish() == staged.digest) return {};
        problem = say("The stored object {} is damaged", "已存对象 {} 已损坏", {staged.digest.hex()});
    }
    return error(ErrorKind::fixity, std::move(problem))
        .with_hint(say("Run fonds check; restore the object from a backup before filing this file again.",
                       "请运行 fonds check,并先从备份恢复该对象再归档此文件。"))
        .at(path);
}

/// The one case in which a stored object is written again: its bytes are proven wrong, and the staged ones have its digest.
void DirectoryIntake::replace(std::size_t slot, Error fault)
{
    Staged& staged = staged_[slot];
    const bool replaced = ops_->rename(batch_.slot(slot), layout_.object(staged.digest)).ok();
    if (replaced) staged.in_batch = false;
    damaged_.push_back({staged.digest, replaced ? std::optional<Error>() : std::move(fault)});
}

/// The folders' own names too: a folder that was there may be the fresh one of a process that is not as far yet.
Result<void> DirectoryIntake::make_names_durable()
{
    if (touched_folders_.empty()) return {};
    touched_folders_.insert(layout_.objects());
    if (touched_folders_.size() > few_folders) return ops_->sync_filesystem(filesystem_, layout_.objects());
    for (const auto& folder : touched_folders_) TRY(ops_->sync_directory(folder));
    return {};
}

Result<void> DirectoryIntake::finish()
{
    if (stage_ == Stage::finished) return {};
    if (stage_ != Stage::published)
        return error(ErrorKind::internal, say("The batch has not been published", "该批次尚未发布"));
    for (std::size_t slot = 0; slot < staged_.size(); ++slot) {
        if (!staged_[slot].in_batch) continue;
        TRY(ops_->remove(batch_.slot(slot)));
        staged_[slot].in_batch = false;
    }
    if (intent_written_) TRY(ops_->remove(batch_.intent()));
    intent_written_ = false;
    TRY(ops_->remove(batch_.owner_lock()));
    stage_ = Stage::finished;
    return {};
}

}  // namespace fonds
