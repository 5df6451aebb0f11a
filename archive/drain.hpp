// SPDX-License-Identifier: GPL-3.0-or-later
// Bringing index entries up to date: private to the facade.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/state.hpp"

namespace fonds {

/// What the catalog says of a text whose bytes were not there when it was to be read.
inline constexpr std::string_view note_of_missing_bytes = "the stored bytes are missing";

/// Makes index entries of records: reads the texts that are missing in worker processes while earlier records are indexed.
/// Feed records, then flush. Texts are stored before the index commits, and the catalog is told last: a crash in between is
/// work done twice, never work lost.
class IndexFeed {
public:
    /// Called when a record's texts are decided, before the commit.
    using OnText = std::function<void(RecordId, TextState, const std::string& note)>;
    enum class Outbox { settle, leave };

    IndexFeed(Archive::State& state, IndexWriter& writer, Outbox outbox, WorkObserver& observer);

    void on_text(OnText tell) { tell_ = std::move(tell); }
    void use_password(std::string password) { password_ = std::move(password); }
    /// For this run read texts again although they are stored.
    void read_again() { again_ = true; }
    void expect(std::size_t total) { total_ = total; }

    /// May work on earlier records while it waits for room.
    [[nodiscard]] Result<void> add(Record record, const OwedWork& work);
    /// Takes out the entry of a record that was merged into another or destroyed.
    [[nodiscard]] Result<void> forget(const OwedWork& work);
    /// Finishes all that was added and commits.
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] const DrainSummary& summary() const { return summary_; }
    /// With Outbox::leave: records whose bytes could not be opened now. They are indexed by what the catalog says alone.
    [[nodiscard]] const std::vector<RecordId>& unread() const { return unread_; }

private:
    struct Job {
        Record record;
        OwedWork work;
        std::vector<std::optional<DocumentText>> texts;  // by component
        std::size_t missing = 0;
        bool kept = false;    // some text stays as it was stored
        bool unread = false;  // some bytes could not be opened, for a reason that may pass
    };
    struct TextNews {
        Digest digest;
        TextState state;
        std::string note;
        std::int32_t pages;
    };

    [[nodiscard]] Result<void> request_text(std::int64_t job_number, std::size_t component);
    [[nodiscard]] Result<void> cannot_open(std::int64_t job_number, std::size_t component, Error problem);
    [[nodiscard]] Result<void> take_text(std::int64_t job_number, std::size_t component, DocumentText text);
    [[nodiscard]] Result<void> one_less(std::int64_t job_number);
    void report(Error problem);
    [[nodiscard]] Result<void> take_answer();
    [[nodiscard]] Result<void> complete(Job& job);
    [[nodiscard]] Result<void> commit();
    [[nodiscard]] Result<void> add_scans(const Component& component, DocumentText& text);
    void decide(Component& component, const DocumentText& text);

    Archive::State& state_;
    IndexWriter& writer_;
    Outbox outbox_;
    WorkObserver& observer_;
    OnText tell_;
    std::string password_;
    bool again_ = false;
    std::size_t total_ = 0;
    std::optional<Extractor> extractor_;
    std::unordered_map<std::int64_t, Job> open_;
    std::int64_t next_job_ = 1;
    std::vector<OwedWork> done_;
    std::vector<RecordId> unread_;
    std::vector<TextNews> news_;
    std::vector<std::function<void()>> tell_after_commit_;
    DrainSummary summary_;
};

/// Owes the records again whose bytes were missing when they were to be read and are there now, as after a restore.
[[nodiscard]] Result<void> owe_restored(Archive::State& state);

/// Drains the outbox when the index lock is free; when it is not, waits until none of `records` (all, when empty) is owed.
/// `tell` hears of each record's text.
struct DrainRequest {
    std::vector<RecordId> records;
    std::string password;
    IndexFeed::OnText tell;
};
[[nodiscard]] Result<DrainSummary> drain_outbox(Archive::State& state, const DrainRequest& request, WorkObserver& observer);

}  // namespace fonds
