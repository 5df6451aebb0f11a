// SPDX-License-Identifier: GPL-3.0-or-later
// Inside reporting: a report in the making. Private to the facade.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/reporting.hpp"
#include "schema/catalog/audit_facts.hpp"

namespace fonds {

class ReportMaker {
public:
    ReportMaker(Archive& archive, Archive::State& state, const ReportRequest& request);

    [[nodiscard]] Result<Report> make();

private:
    // What is kept, until when and why.
    [[nodiscard]] Result<void> due();
    [[nodiscard]] Result<void> ahead();
    [[nodiscard]] Result<void> held();
    [[nodiscard]] Result<void> rules();
    [[nodiscard]] Result<void> unruled();
    [[nodiscard]] Result<void> gaps();
    // What was done, and by whom.
    [[nodiscard]] Result<void> loans();
    [[nodiscard]] Result<void> access();
    [[nodiscard]] Result<void> destroyed();
    [[nodiscard]] Result<void> fixity();
    [[nodiscard]] Result<void> exceptions();
    [[nodiscard]] Result<void> rights();
    [[nodiscard]] Result<void> properties();
    [[nodiscard]] Result<void> overview();

    [[nodiscard]] std::string t(std::string_view en, std::string_view zh) const
    {
        return std::string(request_.in_chinese ? zh : en);
    }
    [[nodiscard]] std::string t(const Text& text) const { return request_.in_chinese ? text.zh : text.en; }
    void text(std::string key, std::string_view en, std::string_view zh, double share);
    void number(std::string key, std::string_view en, std::string_view zh, double share);
    void date(std::string key, std::string_view en, std::string_view zh, double share);
    void row(std::vector<std::string> cells) { report_.rows.push_back(std::move(cells)); }
    void total(std::string key, std::string_view en, std::string_view zh, std::int64_t value);
    void remark(const Text& text) { report_.remarks.push_back(t(text)); }
    /// Bars by falling value, the rest of them as one; nothing for no values.
    void chart(const Text& title, std::vector<FormBar> bars, bool upright);
    [[nodiscard]] std::string day_of(Instant at) const;
    [[nodiscard]] std::string minute_of(Instant at) const;  ///< in the archive's time zone
    [[nodiscard]] bool in_period(Instant at) const;
    [[nodiscard]] Timespan span() const;

    Archive& archive_;
    Archive::State& state_;
    const ReportRequest& request_;
    Report report_;
};

}  // namespace fonds
