// SPDX-License-Identifier: GPL-3.0-or-later
// 稽核: the sources of truth against each other. Changes nothing.
#include <algorithm>

#include "archive/state.hpp"

namespace fonds {

namespace {

constexpr std::size_t chunk = 1000;

class Audit {
public:
    Audit(Archive::State& state, Depth depth, WorkObserver& observer) : state_(state), depth_(depth), observer_(observer) {}

    Result<std::vector<Finding>> run()
    {
        TRY_ASSIGN(findings_, state_.catalog.check(depth_));
        TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
        tallies_ = tallies;
        TRY(objects());
        TRY(left_overs());
        TRY(index());
        return std::move(findings_);
    }

private:
    void found(Severity severity, std::string kind, std::string subject, Text what, Text hint)
    {
        findings_.push_back({severity, std::move(kind), std::move(subject), std::move(what), std::move(hint)});
    }

    std::string holders(const Digest& digest)
    {
        const auto codes = state_.catalog.codes_of(digest);
        return codes.ok() && !codes->empty() ? codes->front().text() : digest.hex();
    }

    static Text restore_hint()
    {
        return say("Restore this object from a backup; its record stays.", "请从备份恢复该对象;其目录记录仍然有效。");
    }

    /// Catalog and store both give digests in ascending order: one pass over each tells what either lacks.
    Result<void> objects()
    {
        std::vector<StoredObject> expected;
        std::size_t next = 0, done = 0;
        std::optional<Digest> last;
        const auto refill = [&]() -> Result<void> {
            if (next < expected.size()) return {};
            TRY_ASSIGN(expected, state_.catalog.objects_after(last, chunk));
            next = 0;
            if (!expected.empty()) last = expected.back().digest;
            return {};
        };
        const auto visit = [&](const ObjectEntry& entry) -> Result<void> {
            if (observer_.stop_requested()) return error(ErrorKind::interrupted, say("Stopped", "已中断"));
            TRY(refill());
            while (next < expected.size() && expected[next].digest < entry.digest) {
                missing(expected[next++]);
                TRY(refill());
            }
            if (next >= expected.size() || entry.digest < expected[next].digest) {
                TRY(unknown(entry));
                return {};
            }
            observer_.progress(Phase::checking, ++done, static_cast<std::size_t>(tallies_.objects));
            return verify(expected[next++], entry);
        };
        TRY(state_.objects->for_each(visit, [&](const std::string& name) {
            found(Severity::warning, "object.stranger", name,
                  say("A file that is no object: {}", "对象目录中有无关文件:{}", {name}),
                  say("Look at it and move it elsewhere.", "请查看后移到别处。"));
        }));
        TRY(refill());
        while (next < expected.size()) {
            missing(expected[next++]);
            TRY(refill());
        }
        return {};
    }

    void missing(const StoredObject& object)
    {
        found(Severity::fixity, "object.missing", holders(object.digest),
              say("The bytes of object {} are missing", "对象 {} 的数据缺失", {object.digest.hex()}), restore_hint());
    }

    Result<void> unknown(const ObjectEntry& entry)
    {
        found(Severity::warning, "object.unknown", entry.digest.hex(),
              say("No record refers to this object", "没有记录引用该对象"),
              say("If a filing was cut off, fonds repair sweeps it. If the catalog came from an older backup, keep it.",
                  "如归档曾中断,执行 fonds repair 即可清理;如目录库是从旧备份恢复的,请保留。"));
        return {};
    }

    Result<void> verify(const StoredObject& object, const ObjectEntry& entry)
    {
        if (entry.size != object.size) {
            found(Severity::fixity, "object.damaged", holders(object.digest),
                  say("Object {} has {} bytes instead of {}", "对象 {} 有 {} 字节,应为 {} 字节",
                      {object.digest.hex(), entry.size, object.size}),
                  restore_hint());
            return {};
        }
        if (depth_ == Depth::quick) return {};
        const auto whole = state_.objects->read(object.digest, [](std::string_view) { return Result<void>(); });
        if (!whole.ok()) {
            found(Severity::fixity, whole.error().kind == ErrorKind::fixity ? "object.damaged" : "object.unreadable",
                  holders(object.digest), whole.error().what, restore_hint());
            return {};
        }
        return text(object);
    }

    Result<void> text(const StoredObject& object)
    {
        const bool expected =
            object.text == TextState::done || object.text == TextState::partial || object.text == TextState::needs_ocr;
        if (!expected) return {};
        TRY_ASSIGN(const auto stored, state_.texts.get(object.digest));
        if (!stored)
            found(Severity::warning, "text.missing", holders(object.digest),
                  say("The extracted text is missing or damaged", "提取的文本缺失或损坏"),
                  say("fonds repair extracts it again.", "执行 fonds repair 可重新提取。"));
        return {};
    }

    Result<void> left_overs()
    {
        TRY_ASSIGN(const std::size_t batches, state_.objects->left_over_batches());
        if (batches > 0)
            found(Severity::note, "staging.left_over", "staging",
                  say("{} unfinished filings were left behind", "有 {} 批未完成的归档残留", {batches}),
                  say("fonds repair sweeps them.", "执行 fonds repair 可清理。"));
        if (tallies_.owed > 0)
            found(Severity::note, "index.owed", "index",
                  say("{} records wait to be indexed", "有 {} 件等待建立索引", {tallies_.owed}),
                  say("Run fonds index.", "请执行 fonds index。"));
        return {};
    }

    Result<void> index()
    {
        const auto reader = state_.index->reader();
        if (!reader.ok()) {
            found(Severity::error, "index.unusable", "index", reader.error().what, reader.error().hint);
            return {};
        }
        TRY_ASSIGN(const std::int64_t documents, (*reader)->documents());
        if (documents != tallies_.records && tallies_.owed == 0)
            found(
                Severity::error, "index.behind", "index",
                say("The index has {} records, the catalog {}", "索引有 {} 件,目录有 {} 件", {documents, tallies_.records}),
                say("Run fonds reindex.", "请执行 fonds reindex。"));
        return depth_ == Depth::full ? index_entries(**reader) : Result<void>();
    }

    Result<void> index_entries(IndexReader& reader)
    {
        RecordId last{};
        for (;;) {
            TRY_ASSIGN(const auto records, state_.catalog.records_after(last, chunk));
            if (records.empty()) return {};
            last = records.back().id;
            for (const auto& record : records) {
                TRY_ASSIGN(const auto revision, reader.revision_of(record.id));
                if (revision && *revision == record.revision) continue;
                TRY_ASSIGN(const bool owed, state_.catalog.owes({record.id}));
                if (owed) continue;
                found(Severity::error, "index.behind", record.code.text(),
                      say("The index entry is missing or old", "索引条目缺失或过期"),
                      say("fonds repair brings it up to date.", "执行 fonds repair 可更新。"));
            }
        }
    }

    Archive::State& state_;
    Depth depth_;
    WorkObserver& observer_;
    Tallies tallies_;
    std::vector<Finding> findings_;
};

}  // namespace

Result<std::vector<Finding>> Archive::check(Depth depth, WorkObserver& observer)
{
    return Audit(*state_, depth, observer).run();
}

}  // namespace fonds
