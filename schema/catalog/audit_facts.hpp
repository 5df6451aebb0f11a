// SPDX-License-Identifier: GPL-3.0-or-later
// What auditors ask of the catalog that no other part of it tells. Transactions, threads and errors as in catalog.hpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/catalog/catalog.hpp"

namespace fonds {

struct CatalogState;

/// From the first instant to before the second.
struct Timespan {
    Instant from{}, before = Instant::max();
};

/// Which events; what is empty does not matter.
struct EventFilter {
    std::string action;   ///< with * at its end: every action that begins so
    std::string subject;  ///< or it is named:
    std::string named;    ///< stands in the detail, as JSON has it
    std::string actor;
    Timespan span{};
};

/// A record that was destroyed or went to another archive.
struct GoneRecord {
    std::string code, category, kind, reason;  ///< kind: destroyed, transferred
    Instant at{};
    std::string actor;
    std::string case_number, case_title, basis, method, place;  ///< empty: without a case
    std::string rule, period;
    std::vector<std::pair<std::string, std::string>> signed_by, witnessed_by;  ///< name and office
    std::string certificate;                                                   ///< digest, hexadecimal; empty: none yet
};

struct JobFact {
    std::string job;
    Instant started{};
    bool ended = false;
    Instant ended_at{};  ///< when it began, while it has not ended
    std::int64_t exit_code = 0;
    std::string report;  ///< JSON
};

/// Numbers that one which was brought along leapt over.
struct LeapFact {
    std::string sequence;
    std::int64_t first = 0, last = 0;
    Instant at{};
    std::string actor;
};

/// Lives no longer than its catalog.
class AuditFacts {
public:
    explicit AuditFacts(Catalog& catalog);

    /// Events of these actions, the oldest first.
    [[nodiscard]] Result<std::vector<Event>> events(const std::vector<std::string_view>& actions, const Timespan& span,
                                                    std::size_t limit);
    /// Newest first. Reads no more of the log than it must to find so many.
    [[nodiscard]] Result<std::vector<Event>> newest(const EventFilter& filter, std::size_t limit, std::size_t offset);
    /// In the order of the log.
    [[nodiscard]] Result<std::vector<GoneRecord>> gone(const Timespan& span, std::size_t limit);
    /// Runs that began then, the oldest first.
    [[nodiscard]] Result<std::vector<JobFact>> job_runs(const Timespan& span, std::size_t limit);
    [[nodiscard]] Result<std::vector<LeapFact>> leaps(const Timespan& span, std::size_t limit);
    /// Tells the log that a category is kept shorter than the law has it, by its own period or by that of a rule, and why;
    /// no reason is ErrorKind::usage.
    [[nodiscard]] Result<void> period_forced(std::string_view category, std::string_view retention, std::string_view reason,
                                             const Stamp& stamp, std::string_view rule = {});

private:
    CatalogState& state_;
};

}  // namespace fonds
