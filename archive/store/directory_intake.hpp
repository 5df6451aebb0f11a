// SPDX-License-Identifier: GPL-3.0-or-later
// Intake of the directory store.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "archive/store/layout.hpp"
#include "archive/store/lock.hpp"
#include "archive/store/object_store.hpp"
#include "archive/store/staging.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

class DirectoryIntake final : public Intake {
public:
    [[nodiscard]] static Result<std::unique_ptr<Intake>> begin(const Layout& layout, FileOps& ops);
    ~DirectoryIntake() override;
    DirectoryIntake(const DirectoryIntake&) = delete;
    DirectoryIntake& operator=(const DirectoryIntake&) = delete;

    Result<StagedObject> add(const Fd& source, const std::string& source_name) override;
    Result<void> discard(const StagedObject& object) override;
    Result<std::vector<DamagedObject>> publish() override;
    Result<void> finish() override;

private:
    /// Failed: publish gave up before it moved anything. Publishing: objects may have been moved, and the intent must stay.
    enum class Stage { staging, failed, publishing, published, finished };
    struct Staged {
        Digest digest;
        std::uint64_t size = 0;
        bool in_batch = true;  ///< its bytes are still in staging
    };

    /// What publish has to do, by slot.
    struct Plan {
        std::vector<std::size_t> fresh;                           ///< not stored yet
        std::vector<std::pair<std::size_t, Error>> replacements;  ///< stored, and proven wrong
    };

    DirectoryIntake(const Layout& layout, FileOps& ops, Batch batch, Lock lock, Fd filesystem);
    [[nodiscard]] Result<StagedObject> copy(const Fd& source, const std::string& source_name, const Fd& target,
                                            const std::string& path);
    [[nodiscard]] Result<Plan> plan();
    [[nodiscard]] Result<void> make_staged_durable(const std::vector<std::size_t>& slots);
    [[nodiscard]] Result<void> write_intent(const std::vector<std::size_t>& slots);
    [[nodiscard]] Result<void> move_into_place(std::size_t slot);
    [[nodiscard]] Result<void> check_stored(const Staged& staged, const std::string& path, std::uint64_t size);
    void replace(std::size_t slot, Error fault);
    [[nodiscard]] Result<void> make_names_durable();

    Layout layout_;
    FileOps* ops_;
    Batch batch_;
    Lock lock_;
    Fd filesystem_;  ///< held since before the first write, so that syncs hear of every error
    std::vector<Staged> staged_;
    Fd only_file_;  ///< of the batch's single file, kept open for its fsync
    std::unique_ptr<char[]> buffer_;
    std::set<std::string> touched_folders_;  ///< whose names must become durable
    std::vector<DamagedObject> damaged_;
    bool intent_written_ = false;
    Stage stage_ = Stage::staging;
};

}  // namespace fonds
