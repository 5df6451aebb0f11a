// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/retention_codes.hpp"

#include "schema/catalog/numbering.hpp"

namespace fonds {

Result<void> check_retention_code(std::string_view code, std::string_view subject)
{
    if (is_retention(code)) return {};
    return error(ErrorKind::usage, say("Not the code of a retention period: {}", "不是保管期限代码:{}", {code}))
        .with_hint(say("Write Y for permanent, or D and a number of years from 1 to 999: D30.",
                       "永久写 Y;定期写 D 加年数(1 到 999),如 D30。"))
        .at(std::string(subject));
}

Result<std::string> retention_without_meaning(CatalogState& state, const ReferenceCode& code, const Category& category)
{
    TRY_ASSIGN(const CodeTemplate* code_template, template_of(state, category));
    const auto parts = code_template->parts_of(code, state.identity.code, category.code);
    if (!parts || parts->retention.empty() || is_retention(parts->retention)) return std::string();
    return parts->retention;
}

Result<void> check_retention_told(CatalogState& state, const ReferenceCode& code, const Category& category)
{
    TRY_ASSIGN(const std::string told, retention_without_meaning(state, code, category));
    if (told.empty()) return {};
    TRY_ASSIGN(const auto held, state.db.number("SELECT 1 FROM held_number WHERE code = ?1", {code.text()}));
    if (held != 0) return {};
    return error(ErrorKind::usage, say("The number {} tells the retention {}, which has no meaning",
                                       "档号 {} 中的保管期限 {} 没有含义", {code.text(), told}))
        .with_hint(say("Correct the number. Is it an old one that stands so on the paper, take it in with fonds number "
                       "import or fonds import records.",
                       "请更正档号;若纸质原件上确为此旧号,请用 fonds number import 或 fonds import records 导入。"))
        .at(code.text());
}

}  // namespace fonds
