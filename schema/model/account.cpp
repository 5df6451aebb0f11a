// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/account.hpp"

#include <algorithm>
#include <array>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

struct RoleRow {
    Role role;
    std::string_view name, en, zh;
};
constexpr std::array role_rows{RoleRow{Role::clerk, "clerk", "clerk", "立卷人员"},
                               RoleRow{Role::archivist, "archivist", "archivist", "档案管理员"},
                               RoleRow{Role::approver, "approver", "approver", "审批人"},
                               RoleRow{Role::witness, "witness", "witness", "监销人"},
                               RoleRow{Role::security, "security", "security officer", "安全保密员"},
                               RoleRow{Role::auditor, "auditor", "auditor", "安全审计员"},
                               RoleRow{Role::administrator, "administrator", "administrator", "系统管理员"}};

constexpr Roles approving{Role::approver};
constexpr Roles witnessing{Role::witness};

struct OfficeRow {
    Office office;
    Roles roles;
    std::string_view name, en, zh;
};
constexpr std::array office_rows{
    OfficeRow{Office::unit_head, approving, "unit_head", "head of the unit", "单位负责人"},
    OfficeRow{Office::archives_head, approving, "archives_head", "head of the archives", "档案管理机构负责人"},
    OfficeRow{Office::accounting_head, approving, "accounting_head", "head of accounting", "会计管理机构负责人"},
    OfficeRow{Office::archives_clerk, approving, "archives_clerk", "clerk of the archives", "档案管理机构经办人"},
    OfficeRow{Office::accounting_clerk, approving, "accounting_clerk", "clerk of accounting", "会计管理机构经办人"},
    OfficeRow{Office::audit, approving, "audit", "audit", "审计"},
    OfficeRow{Office::discipline, approving, "discipline", "discipline inspection", "纪检监察"},
    OfficeRow{Office::business, {Role::approver, Role::witness}, "business", "the business side", "业务部门"},
    OfficeRow{Office::archives, witnessing, "archives", "archives", "档案"},
    OfficeRow{Office::accounting, witnessing, "accounting", "accounting", "会计"},
    OfficeRow{Office::systems, witnessing, "systems", "information systems", "信息系统"}};

const RoleRow& row_of(Role role)
{
    return *std::ranges::find(role_rows, role, &RoleRow::role);
}

const OfficeRow& row_of(Office office)
{
    return *std::ranges::find(office_rows, office, &OfficeRow::office);
}

std::string typed(std::string_view text)
{
    std::string word = half_width(trimmed(text));
    std::ranges::replace(word, '-', '_');
    return word;
}

}  // namespace

std::string_view name_of(Role role)
{
    return row_of(role).name;
}

Text text_of(Role role)
{
    return {std::string(row_of(role).en), std::string(row_of(role).zh)};
}

Result<Role> parse_role(std::string_view text)
{
    const std::string wanted = typed(text);
    std::string names;
    for (const auto& row : role_rows) {
        if (wanted == row.name || wanted == row.zh) return row.role;
        names += (names.empty() ? "" : ", ") + std::string(row.name);
    }
    return error(ErrorKind::usage, say("Not a role: {}", "不是有效的角色:{}", {text}))
        .with_hint(say("One of: {}.", "可用:{}。", {names}));
}

Text text_of(Roles roles)
{
    Text all;
    for (const auto& row : role_rows) {
        if (!roles.has(row.role)) continue;
        all.en += (all.en.empty() ? "" : " or ") + std::string(row.en);
        all.zh += (all.zh.empty() ? "" : "或") + std::string(row.zh);
    }
    return all;
}

std::string_view name_of(Office office)
{
    return row_of(office).name;
}

Text text_of(Office office)
{
    return {std::string(row_of(office).en), std::string(row_of(office).zh)};
}

Result<Office> parse_office(std::string_view text, Role role)
{
    const std::string wanted = typed(text);
    std::string names;
    for (const auto& row : office_rows) {
        if (!row.roles.has(role)) continue;
        // 业务部门 sends approvers and witnesses; 业务 is enough.
        if (wanted == row.name || wanted == row.zh || (row.office == Office::business && wanted == "业务"))
            return row.office;
        names += (names.empty() ? "" : ", ") + std::string(row.name);
    }
    if (names.empty())
        return error(ErrorKind::usage, say("{} is no role with an office", "{}不需要职务", {text_of(role)}))
            .with_hint(say("Leave out --office.", "请去掉 --office。"));
    return error(ErrorKind::usage, say("Not an office of this role: {}", "该角色没有此职务:{}", {text}))
        .with_hint(say("One of: {}.", "可用:{}。", {names}));
}

Text text_of(const Duty& duty)
{
    Text text = text_of(duty.role);
    if (!duty.office) return text;
    const Text office = text_of(*duty.office);
    return {text.en + " (" + office.en + ")", text.zh + "(" + office.zh + ")"};
}

Roles Account::roles() const
{
    Roles all;
    for (const Duty& duty : duties) all.add(duty.role);
    return all;
}

bool Account::can_come_in() const
{
    return (has_password && password_by.empty()) || (!system_user.empty() && system_user_by.empty());
}

bool Account::has(Duty duty) const
{
    return std::ranges::find(duties, duty) != duties.end();
}

}  // namespace fonds
