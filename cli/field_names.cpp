// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/field_names.hpp"

#include <algorithm>
#include <array>

#include "schema/model/security.hpp"

namespace fonds::cli {

namespace {

struct FieldName {
    std::string_view field, en, zh;
};
constexpr std::array<FieldName, 20> names{{{"title", "title", "题名"},
                                           {"category", "category", "门类"},
                                           {"folder", "folder", "案卷"},
                                           {"party", "party", "往来单位"},
                                           {"date", "date", "日期"},
                                           {"grade", "grade", "重要性"},
                                           {"number", "number", "文件编号"},
                                           {"amount", "amount", "金额"},
                                           {"currency", "currency", "币种"},
                                           {"note", "note", "备注"},
                                           {"tags", "tags", "标签"},
                                           {"responsible", "responsible", "责任者"},
                                           {"security", "security", "密级"},
                                           {"unit", "unit", "机构(问题)"},
                                           {"project", "project", "项目号"},
                                           {"paper_pages", "paper pages", "纸质页数"},
                                           {"page_range", "pages in the folder", "卷内页号"},
                                           {"original", "original", "原件"},
                                           {"attachment", "attachment", "附件"},
                                           {"derivative", "derivative", "衍生件"}}};

}  // namespace

Text field_text(std::string_view field)
{
    const auto known = std::ranges::find(names, field, &FieldName::field);
    if (known == names.end()) return {std::string(field), std::string(field)};
    return {std::string(known->en), std::string(known->zh)};
}

Text value_text(std::string_view field, std::string_view value)
{
    if (field == "security")
        if (const auto security = parse_security(value); security.ok()) return text_of(*security);
    return {std::string(value), std::string(value)};
}

}  // namespace fonds::cli
