// SPDX-License-Identifier: GPL-3.0-or-later
// The index: can it be read, and does it have what the catalog has? Both move while others file, so that they are compared
// only when the catalog said the same before and after the index was asked.
#include "archive/audit.hpp"

namespace fonds {

namespace {

constexpr std::size_t chunk = 1000;
constexpr int most_attempts = 10;

/// Nobody filed, edited or indexed between these two.
bool same(const Tallies& a, const Tallies& b)
{
    return a.records == b.records && a.events == b.events && a.owed == b.owed;
}

class IndexAudit {
public:
    IndexAudit(Audit& audit, IndexReader& reader) : audit_(audit), catalog_(audit.state.catalog), reader_(reader) {}

    /// An error of the reader ends the audit of the index: one is enough, for an index is built again whole.
    Result<void> count()
    {
        for (int attempt = 0; attempt < most_attempts; ++attempt) {
            TRY_ASSIGN(const Tallies before, catalog_.tallies());
            const auto documents = reader_.documents();
            if (!documents.ok()) return unusable(documents.error());
            if (before.owed > 0 || *documents == before.records) return {};
            TRY_ASSIGN(const Tallies after, catalog_.tallies());
            if (!same(before, after)) continue;
            behind("index",
                   say("The index has {} records, the catalog {}", "索引有 {} 件,目录有 {} 件", {*documents, after.records}),
                   say("Run fonds reindex.", "请执行 fonds reindex。"));
            return {};
        }
        return {};
    }

    Result<void> entries()
    {
        RecordId last{};
        while (usable_) {
            TRY_ASSIGN(const auto records, catalog_.records_after(last, chunk));
            if (records.empty()) return {};
            last = records.back().id;
            for (const auto& record : records) {
                TRY(audit_.go_on());
                const auto revision = reader_.revision_of(record.id);
                if (!revision.ok()) return unusable(revision.error());
                if (*revision != record.revision) TRY(suspected(record.id));
                if (!usable_) return {};
            }
        }
        return {};
    }

private:
    Result<void> suspected(RecordId id)
    {
        for (int attempt = 0; attempt < most_attempts; ++attempt) {
            TRY_ASSIGN(const Record before, catalog_.record(id));
            TRY_ASSIGN(const bool owed, catalog_.owes({id}));
            if (owed) return {};
            const auto revision = reader_.revision_of(id);
            if (!revision.ok()) return unusable(revision.error());
            if (*revision == before.revision) return {};
            TRY_ASSIGN(const Record after, catalog_.record(id));
            if (after.revision != before.revision) continue;
            behind(after.code.text(), say("The index entry is missing or old", "索引条目缺失或过期"),
                   say("fonds repair brings it up to date.", "执行 fonds repair 可更新。"));
            return {};
        }
        return {};
    }

    Result<void> unusable(const Error& error)
    {
        usable_ = false;
        audit_.found(Severity::error, "index.unusable", "index", error);
        return {};
    }

    void behind(std::string subject, Text what, Text hint)
    {
        audit_.found(Severity::error, "index.behind", std::move(subject), std::move(what), std::move(hint));
    }

    Audit& audit_;
    Catalog& catalog_;
    IndexReader& reader_;
    bool usable_ = true;
};

}  // namespace

Result<void> audit_index(Audit& audit)
{
    TRY(audit.go_on());
    const auto verified = audit.state.verify_index(audit.depth);
    if (!verified.ok()) {
        const bool busy = verified.error().kind == ErrorKind::locked;
        audit.found(busy ? Severity::warning : Severity::error, busy ? "index.unverified" : "index.unusable", "index",
                    verified.error());
        if (!busy) return {};
    }
    const auto reader = audit.state.index->reader();
    if (!reader.ok()) {
        audit.found(Severity::error, "index.unusable", "index", reader.error());
        return {};
    }
    IndexAudit entries(audit, **reader);
    TRY(entries.count());
    return audit.depth == Depth::full ? entries.entries() : Result<void>();
}

Result<void> Archive::State::verify_index(Depth wanted) const
{
    auto verified = index->verify(wanted);
    if (verified.ok() || verified.error().kind != ErrorKind::locked) return verified;
    // It never stood still. Filing goes on meanwhile; what it owes the index waits.
    TRY_ASSIGN(const Lock still,
               Lock::acquire(layout.index_lock(), LockMode::exclusive, config.lock_wait, environment.program));
    return index->verify(wanted);
}

}  // namespace fonds
