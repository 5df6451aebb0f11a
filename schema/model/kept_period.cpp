// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/kept_period.hpp"

namespace fonds {

bool keeps_longer(const RetentionClock& one, const RetentionClock& other)
{
    return keeps_longer(Wound{one.state(), one.start(), one.due()}, Wound{other.state(), other.start(), other.due()});
}

Text kept_for(const RetentionClock& clock)
{
    if (clock.candidates.empty()) return {};
    const ClockCandidate& one = clock.candidates.front();
    if (one.wound.state == ClockState::permanent) return RetentionPeriod{}.text();
    if (const auto due = clock.due(); due && *due != *one.wound.due) {
        const Date last(std::chrono::sys_days(due->day()) - std::chrono::days(1));
        return say("through {}", "至 {}", {last.text()});
    }
    return one.rule.period.text();
}

}  // namespace fonds
