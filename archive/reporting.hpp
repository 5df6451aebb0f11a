// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for auditors' reports.
#pragma once

#include <optional>
#include <string>

#include "archive/archive.hpp"
#include "schema/model/report.hpp"

namespace fonds {

struct ReportRequest {
    std::string name;                   ///< see report_kinds
    std::optional<Date> from, until;    ///< the period, in the archive's time zone, both included; none: open
    std::optional<ReferenceCode> code;  ///< of access
    std::string category;               ///< of due and unruled: with those below it; empty: all
    std::string made_by;                ///< unless an account was let in
    bool in_chinese = true;
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's. Nothing changes but clocks of retention,
/// which are brought up to date first where the report tells of them.
class Reporting {
public:
    explicit Reporting(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    /// ErrorKind::usage for a name there is not, and for access without a code.
    [[nodiscard]] Result<Report> make(const ReportRequest& request);
    [[nodiscard]] Result<std::string> pdf(const Report& report);
    [[nodiscard]] Result<std::string> workbook(const Report& report);

private:
    Archive& archive_;
    Archive::State& state_;
};

}  // namespace fonds
