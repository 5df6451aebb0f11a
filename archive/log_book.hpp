// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for the audit log: asked, written to a file, and checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/exported_log.hpp"

namespace fonds {

/// Which events; what is empty does not matter.
struct LogRequest {
    std::string action;   ///< record.edited, or with * at its end: record.*
    std::string subject;  ///< a reference code, a name … as the event has it
    std::string named;    ///< stands in its detail as a value; it is enough that this or the subject fits
    std::string actor;
    std::optional<Date> from, until;  ///< in the archive's time zone, both included
    std::size_t limit = 100, offset = 0;
};

/// Lives no longer than its archive; one thread at a time.
class LogBook {
public:
    explicit LogBook(Archive& archive) : state_(*archive.state_) {}

    /// Newest first.
    [[nodiscard]] Result<std::vector<Event>> events(const LogRequest& request);
    /// The whole log as docs/formats/audit-log.md has it, to `sink`, and what is wrong with it, if anything is.
    [[nodiscard]] Result<LogVerdict> write(const std::function<Result<void>(std::string_view)>& sink);
    /// The same to a new file, complete and durable or not at all; an existing one is ErrorKind::duplicate unless `replace`.
    [[nodiscard]] Result<LogVerdict> save(const std::string& path, bool replace);
    /// The same, written nowhere.
    [[nodiscard]] Result<LogVerdict> verify();
    /// What an exported log says against this archive's: another archive's, a shorter or another history. Nothing: the log
    /// of this archive goes on from it.
    [[nodiscard]] Result<std::optional<Text>> differs_from(const LogVerdict& exported);

private:
    Archive::State& state_;
};

/// Reads an exported log, without any archive. ErrorKind::not_found and io as usual; what is wrong with it is in the
/// verdict.
[[nodiscard]] Result<LogVerdict> verify_log_file(const std::string& path, const Environment& environment);

}  // namespace fonds
