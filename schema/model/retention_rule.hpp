// SPDX-License-Identifier: GPL-3.0-or-later
// 保管期限规则: from when, for how long, what then, and by which law.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/model/retention_period.hpp"

namespace fonds {

/// What a period begins with. The first four are told by a record's own days; the others by an event somebody enters.
enum class RetentionTrigger {
    created,           ///< CREATED 形成之日: the day of the document
    filed,             ///< FILED 归档之日
    year_end,          ///< YEAR_END 形成次年1月1日
    fiscal_year_end,   ///< FY_END 会计年度终了后第一天
    contract_end,      ///< CONTRACT_END: the later of expiry, termination and full performance
    employment_end,    ///< EMPLOYMENT_END
    project_accepted,  ///< PROJECT_ACCEPTED
    permit_expired,    ///< PERMIT_EXPIRED
    case_closed,       ///< CASE_CLOSED
    superseded,        ///< SUPERSEDED
    asset_disposed,    ///< ASSET_DISPOSED
    facility_retired,  ///< FACILITY_RETIRED
    procurement_end,   ///< PROCUREMENT_END
    transaction_done,  ///< TXN_DONE
    last_review        ///< LAST_REVIEW
};
[[nodiscard]] std::string_view name_of(RetentionTrigger trigger);
[[nodiscard]] Text text_of(RetentionTrigger trigger);
/// By name, by the key above, or in Chinese; ErrorKind::usage for anything else.
[[nodiscard]] Result<RetentionTrigger> parse_retention_trigger(std::string_view text);
/// Must somebody tell when it came?
[[nodiscard]] bool is_told(RetentionTrigger trigger);

/// What becomes of a record whose period has ended; nothing is ever destroyed without appraisal and approval.
enum class RetentionAction { permanent, review, destroy, transfer };
[[nodiscard]] std::string_view name_of(RetentionAction action);
[[nodiscard]] Text text_of(RetentionAction action);
[[nodiscard]] Result<RetentionAction> parse_retention_action(std::string_view text);

/// A day of every year.
struct YearDay {
    unsigned month = 12, day = 31;
    /// 12-31, 4-5; 29 February does not come every year and is ErrorKind::usage, as what is no such day.
    [[nodiscard]] static Result<YearDay> parse(std::string_view text);
    [[nodiscard]] std::string text() const;  ///< MM-DD
    bool operator==(const YearDay&) const = default;
};

/// One version of a rule. Rules are never edited: what changes is a new version.
struct RetentionRule {
    std::string code;  ///< upper-case ASCII letters, digits and -: CN-KU-01
    std::int64_t version = 1;
    std::string name_zh, name_en;
    RetentionTrigger trigger = RetentionTrigger::year_end;
    RetentionPeriod period;
    RetentionAction action = RetentionAction::review;
    YearDay year_ends;                                    ///< of fiscal_year_end
    std::string source;                                   ///< the law, standard or decision it follows; empty: none is known
    std::string confidence;                               ///< H, M or L: how sure the source is; empty: not said
    std::optional<Date> effective_from, effective_until;  ///< first and last day it is in force; none: open
    std::optional<RetentionPeriod> least;  ///< what the law demands of this rule; a shorter period needs a reason
    std::string forced;                    ///< why it is shorter than that, or counts from something else
    std::string note;

    [[nodiscard]] bool in_force(const Date& day) const
    {
        return (!effective_from || *effective_from <= day) && (!effective_until || day <= *effective_until);
    }
    bool operator==(const RetentionRule&) const = default;
};

/// The code as it is stored; what is none is ErrorKind::usage.
[[nodiscard]] Result<std::string> parse_rule_code(std::string_view text);
/// ErrorKind::usage for a rule that contradicts itself: action permanent with a period that ends, days in the wrong order.
[[nodiscard]] Result<void> check_rule(const RetentionRule& rule);

/// The first day of a period whose trigger came on `day`: a calendar trigger starts with the year after, any other with the
/// day after. Nothing after the year 9999.
[[nodiscard]] std::optional<Date> start_after(const RetentionRule& rule, const Date& day);

}  // namespace fonds
