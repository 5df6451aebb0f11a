// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog's objects against the stored bytes and texts. Others may file meanwhile, so that a listing is always older
// than what it is compared with: each suspicion is looked into once more before it is told.
#include <algorithm>
#include <set>

#include "archive/audit.hpp"
#include "archive/copy_reach.hpp"

namespace fonds {

namespace {

constexpr std::size_t chunk = 1000;

Text restore_hint(const std::string& holder)
{
    return say("fonds backup mend DIR {} puts the bytes back from a backup in DIR; the record stays.",
               "执行 fonds backup mend 备份目录 {} 可由备份恢复数据;目录记录仍然有效。", {holder});
}

class ObjectAudit {
public:
    explicit ObjectAudit(Audit& audit) : audit_(audit), state_(audit.state) {}

    /// Catalog and store both give digests in ascending order: one pass over each tells what either lacks.
    Result<void> run()
    {
        if (const auto tallies = state_.catalog.tallies(); tallies.ok()) total_ = static_cast<std::size_t>(tallies->objects);
        TRY(state_.objects->for_each([&](const ObjectEntry& entry) { return visit(entry); },
                                     [&](const std::string& name) {
                                         audit_.found(Severity::warning, "object.stranger", name,
                                                      say("A file that is no object: {}", "对象目录中有无关文件:{}", {name}),
                                                      say("Look at it and move it elsewhere.", "请查看后移到别处。"));
                                     },
                                     [&](const std::string& place, const Error& error) {
                                         audit_.found(Severity::fixity, "object.unreadable", place, error);
                                     }));
        for (;;) {
            TRY(refill());
            if (next_ >= expected_.size()) return {};
            TRY(not_listed(expected_[next_++]));
        }
    }

private:
    Result<void> refill()
    {
        if (next_ < expected_.size()) return {};
        TRY_ASSIGN(expected_, state_.catalog.objects_after(last_, chunk));
        next_ = 0;
        if (!expected_.empty()) last_ = expected_.back().digest;
        return {};
    }

    Result<void> visit(const ObjectEntry& entry)
    {
        TRY(audit_.go_on());
        for (;;) {
            TRY(refill());
            if (next_ >= expected_.size() || !(expected_[next_].digest < entry.digest)) break;
            TRY(not_listed(expected_[next_++]));
        }
        if (next_ < expected_.size() && expected_[next_].digest == entry.digest) {
            verify(expected_[next_++], entry.size);
            return {};
        }
        return not_expected(entry);
    }

    /// The catalog's, but not in its folder: filed since that was listed, or lost.
    Result<void> not_listed(const StoredObject& object)
    {
        TRY(audit_.go_on());
        const auto size = state_.objects->size_of(object.digest);
        if (size.ok()) {
            verify(object, *size);
            return {};
        }
        if (size.error().kind != ErrorKind::not_found) {
            unreadable(object, size.error());
            return {};
        }
        TRY_ASSIGN(const auto wanted, state_.catalog.object(object.digest));
        TRY_ASSIGN(const bool elsewhere, is_out_of_reach(object.digest));
        if (wanted && !elsewhere)
            audit_.found(Severity::fixity, "object.missing", holder(object.digest),
                         say("The bytes of object {} are missing", "对象 {} 的数据缺失", {object.digest.hex()}),
                         restore_hint(holder(object.digest)));
        return {};
    }

    /// Only on disks that are not mounted: audit_volumes tells of these.
    Result<bool> is_out_of_reach(const Digest& digest)
    {
        TRY_ASSIGN(const auto places, Volumes(state_.catalog).places_of(digest));
        for (const auto& place : places)
            for (const auto& copy : place.copies)
                if (!is_within_reach(state_, copy.place)) return true;
        return false;
    }

    /// Stored, but not among what the catalog told: filed since it did, being filed, or nobody's. The catalog is asked last:
    /// a batch that is no longer alive has committed before.
    Result<void> not_expected(const ObjectEntry& entry)
    {
        const auto arriving = state_.objects->is_arriving(entry.digest);
        if (arriving.ok() && *arriving) return {};
        TRY_ASSIGN(const auto known, state_.catalog.object(entry.digest));
        if (known) {
            verify(*known, entry.size);
            return {};
        }
        if (const auto size = state_.objects->size_of(entry.digest); !size.ok() && size.error().kind == ErrorKind::not_found)
            return {};  // swept meanwhile
        audit_.found(
            Severity::warning, "object.unknown", entry.digest.hex(),
            say("No record refers to this object", "没有记录引用该对象"),
            say("If a filing was cut off, fonds repair sweeps it. If the catalog came from an older backup, keep it.",
                "如归档曾中断,执行 fonds repair 即可清理;如目录库是从旧备份恢复的,请保留。"));
        return {};
    }

    void verify(const StoredObject& object, std::uint64_t size)
    {
        ++done_;
        audit_.observer.progress(Phase::checking, done_, std::max(done_, total_));
        if (size != object.size) {
            audit_.found(Severity::fixity, "object.damaged", holder(object.digest),
                         say("Object {} has {} bytes instead of {}", "对象 {} 有 {} 字节,应为 {} 字节",
                             {object.digest.hex(), size, object.size}),
                         restore_hint(holder(object.digest)));
            return;
        }
        if (audit_.depth == Depth::quick) return;
        const auto whole = state_.objects->read(object.digest, [](std::string_view) { return Result<void>(); });
        if (whole.ok())
            verify_text(object);
        else if (whole.error().kind == ErrorKind::interrupted)
            return;  // not read to its end: nothing is known of it
        else if (whole.error().kind == ErrorKind::fixity)
            audit_.found(Severity::fixity, "object.damaged", holder(object.digest), whole.error().what,
                         restore_hint(holder(object.digest)));
        else
            unreadable(object, whole.error());
    }

    /// Nothing is known to be damaged: whoever puts the key back reads everything. Told once a volume.
    void locked(const StoredObject& object, const Error& error)
    {
        const auto places = Volumes(state_.catalog).places_of(object.digest);
        const std::string volume = places.ok() && !places->empty() ? places->front().volume : holder(object.digest);
        if (!locked_.insert(volume).second) return;
        audit_.found(Severity::warning, "volume.key", volume,
                     say("The key of volume {} is missing or wrong, so that its files cannot be read: {}",
                         "冷存卷 {} 的密钥缺失或不符,其中的文件无法读取:{}", {volume, error.what}),
                     say("Put back the file that [cold] key_file in fonds.toml names, as it was when the volume was sealed. "
                         "The bytes are not known to be damaged.",
                         "请恢复 fonds.toml 的 [cold] key_file 所指的密钥文件(封卷时的原文件)。数据本身并未发现损坏。"));
    }

    void unreadable(const StoredObject& object, const Error& error)
    {
        if (error.kind == ErrorKind::refused) {
            locked(object, error);
            return;
        }
        audit_.found(Severity::fixity, "object.unreadable", holder(object.digest), error.what,
                     restore_hint(holder(object.digest)));
    }

    void verify_text(const StoredObject& object)
    {
        const bool expected =
            object.text == TextState::done || object.text == TextState::partial || object.text == TextState::needs_ocr;
        if (!expected) return;
        const auto stored = state_.texts.get(object.digest);
        if (!stored.ok())
            audit_.found(Severity::warning, "text.unreadable", holder(object.digest), stored.error());
        else if (!*stored)
            audit_.found(Severity::warning, "text.missing", holder(object.digest),
                         say("The extracted text is missing or damaged", "提取的文本缺失或损坏"),
                         say("fonds repair extracts it again.", "执行 fonds repair 可重新提取。"));
    }

    std::string holder(const Digest& digest)
    {
        const auto codes = state_.catalog.codes_of(digest);
        return codes.ok() && !codes->empty() ? codes->front().text() : digest.hex();
    }

    Audit& audit_;
    Archive::State& state_;
    std::vector<StoredObject> expected_;
    std::size_t next_ = 0;
    std::set<std::string> locked_;  ///< volumes whose key is not here
    std::optional<Digest> last_;
    std::size_t done_ = 0, total_ = 0;
};

}  // namespace

Result<void> audit_objects(Audit& audit)
{
    return ObjectAudit(audit).run();
}

}  // namespace fonds
