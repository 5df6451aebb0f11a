// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/mman.h>

#include <map>
#include <mutex>
#include <set>

#include "archive/store/object_store.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/memory_file.hpp"

namespace fonds {

namespace {

/// Shared by the store and its intakes, which may outlive it.
struct State {
    std::mutex mutex;
    std::map<Digest, std::string> objects;
    std::size_t next_batch = 0;
    std::map<std::size_t, std::set<Digest>> intents;  ///< by batch, from publish to finish
    std::set<std::size_t> alive;
};

Error no_such_object(const Digest& digest)
{
    return error(ErrorKind::not_found, say("There is no object {}", "没有对象 {}", {digest.hex()}));
}

Error not_open()
{
    return error(ErrorKind::internal, say("The batch is not open any more", "该批次已关闭"));
}

class MemoryIntake final : public Intake {
public:
    explicit MemoryIntake(std::shared_ptr<State> state) : state_(std::move(state))
    {
        const std::lock_guard guard(state_->mutex);
        batch_ = state_->next_batch++;
        state_->alive.insert(batch_);
    }

    ~MemoryIntake() override
    {
        const std::lock_guard guard(state_->mutex);
        state_->alive.erase(batch_);
    }

    Result<StagedObject> add(const Fd& source, const std::string& source_name) override
    {
        if (published_) return not_open();
        std::string bytes;
        char buffer[65536];
        for (;;) {
            TRY_ASSIGN(const std::size_t count, posix_file_ops().read(source, buffer, sizeof buffer, source_name));
            if (count == 0) break;
            bytes.append(buffer, count);
        }
        StagedObject object{Digest::of(bytes), bytes.size(), bytes.substr(0, 4096), next_slot_++};
        staged_.emplace(object.slot, std::pair(object.digest, std::move(bytes)));
        return object;
    }

    Result<void> discard(const StagedObject& object) override
    {
        if (published_ || object.slot >= next_slot_) return not_open();
        staged_.erase(object.slot);
        return {};
    }

    Result<std::vector<DamagedObject>> publish() override
    {
        if (published_) return std::vector<DamagedObject>();
        const std::lock_guard guard(state_->mutex);
        for (auto& [slot, staged] : staged_) {
            auto& [digest, bytes] = staged;
            if (state_->objects.try_emplace(digest, std::move(bytes)).second) state_->intents[batch_].insert(digest);
        }
        staged_.clear();
        published_ = true;
        return std::vector<DamagedObject>();
    }

    Result<void> finish() override
    {
        if (!published_) return error(ErrorKind::internal, say("The batch has not been published", "该批次尚未发布"));
        const std::lock_guard guard(state_->mutex);
        state_->intents.erase(batch_);
        return {};
    }

private:
    std::shared_ptr<State> state_;
    std::size_t batch_ = 0;
    std::size_t next_slot_ = 0;
    std::map<std::size_t, std::pair<Digest, std::string>> staged_;
    bool published_ = false;
};

class MemoryStore final : public ObjectStore {
public:
    Result<std::unique_ptr<Intake>> begin_intake() override
    {
        return std::unique_ptr<Intake>(std::make_unique<MemoryIntake>(state_));
    }

    Result<Fd> open(const Digest& digest) override
    {
        TRY_ASSIGN(const std::string bytes, bytes_of(digest));
        return memory_file(digest.hex(), bytes);
    }

    Result<std::uint64_t> size_of(const Digest& digest) override
    {
        TRY_ASSIGN(const std::string bytes, bytes_of(digest));
        return std::uint64_t{bytes.size()};
    }

    Result<void> read(const Digest& digest, const std::function<Result<void>(std::string_view)>& sink) override
    {
        TRY_ASSIGN(const std::string bytes, bytes_of(digest));
        if (bytes.empty()) return {};
        return sink(bytes);
    }

    Result<void> for_each(const std::function<Result<void>(const ObjectEntry&)>& visit,
                          const std::function<void(const std::string&)>&,
                          const std::function<void(const std::string&, const Error&)>&) override
    {
        std::vector<ObjectEntry> entries;
        {
            const std::lock_guard guard(state_->mutex);
            for (const auto& [digest, bytes] : state_->objects) entries.push_back({digest, bytes.size()});
        }
        for (const auto& entry : entries) TRY(visit(entry));
        return {};
    }

    Result<void> remove(const Digest& digest) override
    {
        const std::lock_guard guard(state_->mutex);
        state_->objects.erase(digest);
        return {};
    }

    Result<void> remove_all(const std::vector<Digest>& digests) override
    {
        for (const auto& digest : digests) TRY(remove(digest));
        return {};
    }

    Result<bool> is_arriving(const Digest& digest) override
    {
        const std::lock_guard guard(state_->mutex);
        for (const auto& [batch, digests] : state_->intents)
            if (state_->alive.contains(batch) && digests.contains(digest)) return true;
        return false;
    }

    Result<std::size_t> left_over_batches() override
    {
        const std::lock_guard guard(state_->mutex);
        return dead_batches().size();
    }

    Result<Recovery> recover(const std::function<Result<bool>(const Digest&)>& is_wanted) override
    {
        const std::lock_guard guard(state_->mutex);
        Recovery recovery;
        for (const std::size_t batch : dead_batches()) {
            for (const auto& digest : state_->intents[batch]) {
                if (!state_->objects.contains(digest)) continue;
                TRY_ASSIGN(const bool wanted, is_wanted(digest));
                if (!wanted) state_->objects.erase(digest);
                ++(wanted ? recovery.kept_objects : recovery.removed_objects);
            }
            state_->intents.erase(batch);
            ++recovery.batches;
        }
        return recovery;
    }

private:
    Result<std::string> bytes_of(const Digest& digest)
    {
        const std::lock_guard guard(state_->mutex);
        const auto found = state_->objects.find(digest);
        if (found == state_->objects.end()) return no_such_object(digest);
        return found->second;
    }

    std::vector<std::size_t> dead_batches() const
    {
        std::vector<std::size_t> dead;
        for (const auto& [batch, digests] : state_->intents)
            if (!state_->alive.contains(batch)) dead.push_back(batch);
        return dead;
    }

    std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace

std::unique_ptr<ObjectStore> make_memory_store()
{
    return std::make_unique<MemoryStore>();
}

}  // namespace fonds
