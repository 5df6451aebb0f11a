// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for how long records are kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/retention_schedule.hpp"

namespace fonds {

struct RulePreset {
    std::string_view name;
    Text title;
    std::string_view csv;  ///< as Retaining::import takes it
};
[[nodiscard]] const std::vector<RulePreset>& rule_presets();
/// ErrorKind::not_found, naming those there are.
[[nodiscard]] Result<RulePreset> rule_preset(std::string_view name);

/// The rules as CSV with a byte order mark, a row each, as import takes them back. Cells that a spreadsheet would take for
/// formulas begin with an apostrophe.
[[nodiscard]] std::string rules_csv(const std::vector<RetentionRule>& rules, bool chinese_headers);

enum class RuleRowStatus { added, revised, same, refused };
[[nodiscard]] std::string_view name_of(RuleRowStatus status);
[[nodiscard]] Text text_of(RuleRowStatus status);

struct RuleRow {
    std::size_t line = 0;  ///< of the list, from 1
    RuleRowStatus status = RuleRowStatus::refused;
    std::string code;
    std::int64_t version = 0;
    std::optional<Error> problem;
};
struct RuleReport {
    std::vector<RuleRow> rows;
    std::size_t added = 0, revised = 0, same = 0, refused = 0;
    bool done = true;  ///< false: nothing was changed
};

/// An event as it was told.
struct ToldEvent {
    std::int64_t number = 0;
    /// Records of its folder, party or project that are later than it, so that it does not count for them.
    std::int64_t later_papers = 0;
};

struct ClockPart {
    std::vector<ClockRow> rows;
    std::int64_t total = 0;
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's: an error means that nothing changed.
class Retaining {
public:
    explicit Retaining(Archive& archive) : state_(*archive.state_) {}

    [[nodiscard]] Result<RetentionRule> put_rule(const RetentionRule& rule);
    /// Those in force today; `all_versions`: every version of every rule.
    [[nodiscard]] Result<std::vector<RetentionRule>> rules(bool all_versions);
    /// All versions, newest first; ErrorKind::not_found when there is none.
    [[nodiscard]] Result<std::vector<RetentionRule>> rule(std::string_view code);
    /// Columns by header, English or Chinese: code 代码, name 名称, name_en 英文名称, period 保管期限, starts 起算, action
    /// 处置, year_ends 年度终了, source 依据, confidence 可信度, from 生效日期, until 失效日期, least 法定最低, note 备注.
    /// `law`: the period of each row is what the law demands, where the row does not say. All or nothing.
    [[nodiscard]] Result<RuleReport> import(std::string_view csv, bool law, bool dry_run);

    /// Shorter than the law has the category is ErrorKind::refused unless `forced` says why; the audit log tells.
    [[nodiscard]] Result<bool> assign(const RuleAssignment& assignment, std::string_view forced = {});
    [[nodiscard]] Result<bool> unassign(const RuleAssignment& assignment);
    [[nodiscard]] Result<std::vector<RuleAssignment>> assignments();
    /// ErrorKind::refused for what an opinion decided to keep for ever, and the audit log tells who tried.
    [[nodiscard]] Result<void> give_rule(const ReferenceCode& code, const std::optional<GivenRule>& rule,
                                         std::string_view reason);

    [[nodiscard]] Result<ToldEvent> add_event(const RetentionEvent& event);
    [[nodiscard]] Result<void> withdraw_event(std::int64_t id, std::string_view reason);
    [[nodiscard]] Result<std::vector<RetentionEvent>> events(const std::optional<ReferenceCode>& code, bool withdrawn_too);

    [[nodiscard]] Result<RetentionClock> clock(const ReferenceCode& code);
    [[nodiscard]] Date today() const;
    /// Brings the clocks up to date; gives how many were behind. `all`: winds every one anew.
    [[nodiscard]] Result<std::int64_t> wind(bool all);
    /// These four tell what the clocks showed when they were last wound: wind them first.
    [[nodiscard]] Result<ClockPart> list(const ClockRequest& request);
    [[nodiscard]] Result<ClockTally> tally();
    [[nodiscard]] Result<std::vector<DueYear>> due_by_year(int first, int last);

private:
    Archive::State& state_;
};

}  // namespace fonds
