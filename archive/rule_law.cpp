// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/rule_law.hpp"

#include "archive/scheme_law.hpp"
#include "schema/catalog/retention.hpp"

namespace fonds {

namespace {

/// It has the period that it comes with, and counts from something that comes sooner.
Error starts_early(const RetentionRule& rule, const RetentionRule& own)
{
    return error(ErrorKind::refused, say("Rule {} would count from {} instead of {}", "规则 {} 将改为自{}起算,而依据为{}",
                                         {rule.code, text_of(rule.trigger), text_of(own.trigger)}))
        .with_hint(say("If that is right, say why: --force REASON. The reason stays with the rule and is shown to auditors.",
                       "确需如此,请用 --force 原因 说明;原因随规则保存,审计时可见。"))
        .at(rule.code);
}

/// As the book has it.
Result<RuleAssignment> canonical(RuleAssignment assignment)
{
    TRY_ASSIGN(assignment.rule, parse_rule_code(assignment.rule));
    assignment.category = canonical_category_code(assignment.category);
    return assignment;
}

}  // namespace

Result<RetentionRule> put_lawful_rule(Archive::State& state, RetentionRule rule, const Stamp& stamp)
{
    Retention retention(state.catalog);
    TRY_ASSIGN(rule.code, parse_rule_code(rule.code));
    const RetentionRule* own = preset_rule(rule.code);
    if (own != nullptr && (!rule.least || shorter(*rule.least, own->period))) rule.least = own->period;
    if (rule.forced.empty()) {
        TRY_ASSIGN(const auto known, retention.rules(rule.code));
        // A shorter period is the catalog's to refuse, and what changes in a rule that is there. Which event counts is
        // mostly the house's to say.
        if (own != nullptr && known.empty() && !is_told(own->trigger) && !shorter(rule.period, own->period) &&
            falls_short(rule, *own))
            return starts_early(rule, *own);
        TRY_ASSIGN(const LawBook before, LawBook::load(state.catalog, state.today()));
        LawBook after = before;
        after.put(rule);
        if (const auto worse = after.worse_than(before); !worse.empty()) return worse.front().problem();
    }
    return retention.put_rule(rule, stamp);
}

Result<bool> assign_lawfully(Archive::State& state, const RuleAssignment& assignment, std::string_view forced,
                             const Stamp& stamp)
{
    bool is_new = false;
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const RuleAssignment wanted, canonical(assignment));
        TRY_ASSIGN(const LawBook before, LawBook::load(state.catalog, state.today()));
        LawBook after = before;
        after.assign(wanted);
        const auto worse = after.worse_than(before);
        if (!worse.empty() && forced.empty()) return worse.front().problem();
        TRY_ASSIGN(is_new, Retention(state.catalog).assign(assignment, stamp));
        return is_new ? tell_forced(state.catalog, worse, forced, stamp) : Result<void>();
    }));
    return is_new;
}

Result<bool> unassign_lawfully(Archive::State& state, const RuleAssignment& assignment, const Stamp& stamp)
{
    bool was = false;
    TRY(state.catalog.transaction([&]() -> Result<void> {
        TRY_ASSIGN(const RuleAssignment gone, canonical(assignment));
        TRY_ASSIGN(const LawBook before, LawBook::load(state.catalog, state.today()));
        LawBook after = before;
        after.unassign(gone);
        if (const auto worse = after.worse_than(before); !worse.empty())
            return worse.front().problem().with_hint(
                say("Give {} another rule that is long enough first: fonds rule assign.",
                    "请先为门类 {} 指定期限足够的规则:fonds rule assign。", {worse.front().category}));
        TRY_ASSIGN(was, Retention(state.catalog).unassign(assignment, stamp));
        return {};
    }));
    return was;
}

}  // namespace fonds
