// SPDX-License-Identifier: GPL-3.0-or-later
// What 会计档案管理办法 (order 79, annex 1; original vouchers: art. 6) asks of the categories that it names, and which of
// them are kept shorter, whatever road led there. Private to the facade.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/catalog.hpp"
#include "schema/model/retention_schedule.hpp"

namespace fonds {

/// The rule that comes with Fonds under this code, imported or not; null: no such rule comes.
[[nodiscard]] const RetentionRule* preset_rule(std::string_view code);
/// Is there a day on which records made then would end under `rule` before they end under `law`? An event that is told may
/// be told of that very day.
[[nodiscard]] bool falls_short(const RetentionRule& rule, const RetentionRule& law);

/// A category of the law whose records, or some of them, end before they may.
struct Shortfall {
    std::string category;
    RuleAssignment by;   ///< of the category or of one above it; without a rule: its own period
    RetentionRule kept;  ///< what counts for them
    RetentionRule law;   ///< what had to
    bool moved = false;  ///< it has records, and stands no more where the law names them
    std::string why;     ///< the reason somebody gave; empty: nobody gave one

    /// ErrorKind::refused, with the hint to say why.
    [[nodiscard]] Error problem() const;
    [[nodiscard]] Text text() const;
};

/// The scheme, the rules and who has them, as they are or as they would be. It is what it was loaded as until it is told.
class LawBook {
public:
    /// `today`: rules that are in force or to come count.
    [[nodiscard]] static Result<LawBook> load(Catalog& catalog, const Date& today);

    /// Replaces or adds; its names count from then on, together with those it had.
    void put(const Category& category);
    void put(const RetentionRule& version);
    void assign(const RuleAssignment& assignment);
    void unassign(const RuleAssignment& assignment);

    /// What the law has of all records of a category: by its code (KU and FP: if it ever had such a name), else of the
    /// nearest one above that has its own, where it was not always named after papers that the law has shorter.
    [[nodiscard]] std::optional<RetentionRule> least(std::string_view category) const;
    /// By category.
    [[nodiscard]] std::vector<Shortfall> shortfalls() const;
    /// Those that `before` did not have, or less; but for rules that were forced against the law that they are short of.
    /// Also what has records and was moved from where the law names it.
    [[nodiscard]] std::vector<Shortfall> worse_than(const LawBook& before) const;
    [[nodiscard]] const Category* category(std::string_view code) const;
    /// From the log: why each is so short.
    [[nodiscard]] static Result<void> learn_reasons(Catalog& catalog, std::vector<Shortfall>& all);

private:
    struct Least {
        RetentionRule law;
        std::string_view named;               ///< code of the category that the law names
        std::optional<RetentionRule> enough;  ///< what that asks for, where `law` is of papers that may be kept shorter
    };
    struct OfType {
        std::vector<RetentionRule> longer, shorter;
    };
    /// Rules of public bodies count where they were imported.
    [[nodiscard]] bool counts(std::string_view rule) const;
    [[nodiscard]] static bool is_below(const RetentionRule& kept, const Least& least);
    [[nodiscard]] OfType of_type(const RuleAssignment& assignment, std::string_view named) const;
    [[nodiscard]] std::optional<Least> least_of(const Category& category) const;
    [[nodiscard]] Result<void> learn_names(Catalog& catalog);
    void add_assigned(const Category& category, const Least& least, std::vector<Shortfall>& all) const;
    /// Versions that count today or will; does one today?
    [[nodiscard]] bool counting(std::string_view rule, std::vector<const RetentionRule*>& all) const;

    explicit LawBook(const Date& today) : today_(today) {}

    std::map<std::string, Category, std::less<>> categories_;
    std::map<std::string, std::set<std::string>, std::less<>> names_;       ///< that a category has or had
    std::map<std::string, std::vector<RetentionRule>, std::less<>> rules_;  ///< versions, newest first
    std::vector<RuleAssignment> assignments_;
    Date today_;
};

}  // namespace fonds
