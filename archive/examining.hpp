// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for the four-property check (四性检测).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/examination.hpp"

namespace fonds {

struct ExamRequest {
    ExamStage stage = ExamStage::demand;
    std::vector<ReferenceCode> codes;   ///< these alone
    std::string category, folder;       ///< else those of a category, with those below it, or of a folder; empty: all
    std::optional<std::int64_t> since;  ///< else those that came after this mark
    std::string package;                ///< a BagIt directory; alone: no records of the archive
    std::vector<std::string> scanners;  ///< paths of clamdscan and clamscan, in the order to try them; empty: none is there
    std::chrono::milliseconds scan_deadline = std::chrono::minutes(30);  ///< for some hundred files
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's.
class Examining {
public:
    explicit Examining(Archive& archive) : state_(*archive.state_) {}

    /// Examines and keeps the report. Nothing is kept when it fails or is stopped.
    [[nodiscard]] Result<Examination> run(const ExamRequest& request, WorkObserver& observer);
    /// Newest first.
    [[nodiscard]] Result<std::vector<Examination>> list(std::size_t limit, std::size_t offset);
    [[nodiscard]] Result<Examination> get(std::int64_t number);

    /// On the clock where the archive is: 2026-03-01 09:30.
    [[nodiscard]] std::string minute_of(Instant at) const;

    /// Do the settings ask for a check of what was filed?
    [[nodiscard]] bool on_intake() const;
    /// Behind everything that is filed now: see ExamRequest::since.
    [[nodiscard]] Result<std::int64_t> mark();

private:
    [[nodiscard]] Result<void> examine_records(const ExamRequest& request, class RecordExam& exam, WorkObserver& observer);
    Archive::State& state_;
};

/// What a job does in keeping: all records, stage schedule.
[[nodiscard]] Result<Examination> examine_on_schedule(Archive& archive, const std::vector<std::string>& scanners,
                                                      WorkObserver& observer);

}  // namespace fonds
