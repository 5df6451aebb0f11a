// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scheme_law.hpp"

#include <functional>

#include "archive/scheme_book.hpp"
#include "archive/state.hpp"
#include "schema/catalog/audit_facts.hpp"

namespace fonds {

namespace {

Error hinted(const Shortfall& found, const Category& wanted, ForceBy by)
{
    Error problem = found.problem();
    switch (by) {
    case ForceBy::adding:
        problem.hint =
            say("Add it with the period of the law; a shorter one is then given with a reason: fonds category edit {} "
                "--retention {} --force REASON.",
                "请先按法定期限新增;确需缩短的,再用 fonds category edit {} --retention {} --force 原因 说明。",
                {wanted.code, wanted.retention});
        break;
    case ForceBy::editing:
        problem.hint = say("If that is right, say why: --force REASON. The reason stays in the audit log and is shown to "
                           "auditors.",
                           "确需如此,请用 --force 原因 说明;原因记入审计日志,审计时可见。");
        break;
    case ForceBy::list:
        problem.hint = say("If that is right, say why in a column forced. The reason stays in the audit log and is shown to "
                           "auditors.",
                           "确需如此,请在“低于法定的原因”列写明原因;原因记入审计日志,审计时可见。");
        break;
    }
    return problem;
}

}  // namespace

Result<void> tell_forced(Catalog& catalog, const std::vector<Shortfall>& all, std::string_view forced, const Stamp& stamp)
{
    AuditFacts facts(catalog);
    for (const Shortfall& one : all) {
        std::string period = one.kept.period.code();
        if (one.by.rule.empty()) {
            TRY_ASSIGN(const Category category, catalog.category(one.category));
            period = category.retention;
        }
        TRY(facts.period_forced(one.category, period, forced, stamp, one.by.rule));
    }
    return {};
}

Result<void> LawfulScheme::write(Category wanted, const std::function<Result<void>()>& put, std::string_view forced,
                                 const Stamp& stamp)
{
    if (!book_) {
        TRY_ASSIGN(book_, LawBook::load(catalog_, today_));
    }
    LawBook after = *book_;
    after.put(wanted);
    const auto worse = after.worse_than(*book_);
    if (!worse.empty() && forced.empty()) return hinted(worse.front(), wanted, by_);
    TRY(catalog_.transaction([&]() -> Result<void> {
        TRY(put());
        return tell_forced(catalog_, worse, forced, stamp);
    }));
    book_ = std::move(after);
    return {};
}

Result<void> LawfulScheme::add(const Category& category, std::string_view forced, const Stamp& stamp)
{
    Category wanted = category;
    wanted.code = canonical_category_code(category.code);
    wanted.parent = canonical_category_code(category.parent);
    return write(
        std::move(wanted), [&] { return catalog_.add_category(category, stamp); }, forced, stamp);
}

Result<void> LawfulScheme::edit(std::string_view code, const CategoryEdit& edit, std::string_view forced, const Stamp& stamp)
{
    TRY_ASSIGN(const Category before, catalog_.category(code));
    Category wanted = before;
    if (edit.name_zh) wanted.name_zh = *edit.name_zh;
    if (edit.name_en) wanted.name_en = *edit.name_en;
    if (edit.retention) wanted.retention = *edit.retention;
    if (edit.parent) wanted.parent = canonical_category_code(*edit.parent);
    const auto put = [&] { return catalog_.edit_category(code, edit, stamp); };
    if (wanted.name_zh == before.name_zh && wanted.name_en == before.name_en && wanted.retention == before.retention &&
        wanted.parent == before.parent)
        return put();
    return write(std::move(wanted), put, forced, stamp);
}

Result<Category> SchemeBook::edit_forced(std::string_view code, const CategoryEdit& edit, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    LawfulScheme scheme(state_.catalog, state_.today(), ForceBy::editing);
    TRY(scheme.edit(code, edit, reason, state_.stamp()));
    return state_.catalog.category(code);
}

}  // namespace fonds
