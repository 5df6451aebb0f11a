// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scheme_law.hpp"

#include <array>

#include "archive/scheme_book.hpp"
#include "schema/catalog/audit_facts.hpp"

namespace fonds {

namespace {

struct Floor {
    std::string_view code, name, least;
};

// A category of its own for bank statements or cards of fixed assets has another code, and may keep them for less.
constexpr std::array floors{Floor{"KU", "会计", "D30"},  Floor{"KU·PZ", "凭证", "D30"}, Floor{"KU·ZB", "账簿", "D30"},
                            Floor{"KU·BG", "报告", "Y"}, Floor{"KU·QT", "会计", "D10"}, Floor{"FP", "发票", "D30"}};

}  // namespace

std::optional<RetentionPeriod> lawful_least(const Category& category)
{
    for (const Floor& floor : floors)
        if (category.code == floor.code && category.name_zh.find(floor.name) != std::string::npos)
            if (const auto least = RetentionPeriod::parse(floor.least); least.ok()) return *least;
    return std::nullopt;
}

Result<void> refuse_below_law(const Category& category)
{
    const auto least = lawful_least(category);
    const auto wanted = RetentionPeriod::parse(category.retention);
    if (!least || !wanted.ok() || !shorter(*wanted, *least)) return {};
    return error(ErrorKind::refused,
                 say("{} of category {} is shorter than what 会计档案管理办法 (order 79) demands: {}",
                     "{}(门类 {})短于会计档案管理办法(令第79号)所要求的{}", {wanted->text(), category.code, least->text()}))
        .with_hint(say("If that is right, say why: fonds category edit {} --retention {} --force REASON. The reason stays "
                       "in the audit log and is shown to auditors.",
                       "确需如此,请用 fonds category edit {} --retention {} --force 原因 说明;原因记入审计日志,审计时可见。",
                       {category.code, category.retention}))
        .at(category.code);
}

Result<void> refuse_edit_below_law(Archive::State& state, std::string_view code, const CategoryEdit& edit)
{
    if (!edit.retention) return {};
    TRY_ASSIGN(Category wanted, state.catalog.category(code));
    if (wanted.retention == *edit.retention) return {};
    wanted.retention = *edit.retention;
    return refuse_below_law(wanted);
}

Result<Category> SchemeBook::edit_forced(std::string_view code, const CategoryEdit& edit, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Category changed;
    TRY(state_.catalog.transaction([&]() -> Result<void> {
        const auto lawful = refuse_edit_below_law(state_, code, edit);
        if (!lawful.ok() && lawful.error().kind != ErrorKind::refused) return lawful.error();
        const Stamp stamp = state_.stamp();
        TRY(state_.catalog.edit_category(code, edit, stamp));
        TRY_ASSIGN(changed, state_.catalog.category(code));
        return lawful.ok() ? Result<void>()
                           : AuditFacts(state_.catalog).period_forced(changed.code, changed.retention, reason, stamp);
    }));
    return changed;
}

}  // namespace fonds
