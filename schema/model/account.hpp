// SPDX-License-Identifier: GPL-3.0-or-later
// 用户: who works with an archive, and as what.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"
#include "schema/model/identifiers.hpp"

namespace fonds {

enum class Role {
    clerk,         ///< 立卷人员: files, puts in order
    archivist,     ///< 档案管理员: that, and schemes, rules, holds, cases
    approver,      ///< 审批人: signs what is to be destroyed
    witness,       ///< 监销人: watches that it is
    security,      ///< 安全保密员: says who may do what
    auditor,       ///< 安全审计员: looks at what was done
    administrator  ///< 系统管理员: adds and closes users
};
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] Text text_of(Role role);
/// By name or in Chinese; ErrorKind::usage for anything else.
[[nodiscard]] Result<Role> parse_role(std::string_view text);

/// 三员分立 (GB/T 22239, BMB 17): these are never one person.
inline constexpr std::initializer_list<Role> separate_roles = {Role::administrator, Role::security, Role::auditor};

/// A set of roles. The empty one asks for none.
class Roles {
public:
    constexpr Roles() = default;
    constexpr Roles(std::initializer_list<Role> roles)
    {
        for (const Role role : roles) bits_ |= bit(role);
    }
    constexpr void add(Role role) { bits_ |= bit(role); }
    [[nodiscard]] constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    [[nodiscard]] constexpr bool meets(Roles other) const { return (bits_ & other.bits_) != 0; }
    bool operator==(const Roles&) const = default;

private:
    static constexpr unsigned bit(Role role) { return 1U << static_cast<unsigned>(role); }
    unsigned bits_ = 0;
};
/// Who confirms what an administrator gave another: the other two of the three.
inline constexpr Roles confirming_roles{Role::security, Role::auditor};
/// "clerk or archivist"
[[nodiscard]] Text text_of(Roles roles);

/// As whom an approver signs (会计档案管理办法, order 79, art. 18: the first five sign together) or a witness watches.
enum class Office {
    unit_head,         ///< 单位负责人
    archives_head,     ///< 档案管理机构负责人
    accounting_head,   ///< 会计管理机构负责人
    archives_clerk,    ///< 档案管理机构经办人
    accounting_clerk,  ///< 会计管理机构经办人
    audit,             ///< 审计
    discipline,        ///< 纪检监察
    business,          ///< 业务部门; approver or witness
    archives,          ///< 档案, a witness
    accounting,        ///< 会计, a witness
    systems            ///< 信息系统, a witness
};
[[nodiscard]] std::string_view name_of(Office office);
[[nodiscard]] Text text_of(Office office);
/// By name or in Chinese; ErrorKind::usage for anything else, and for an office that this role has not.
[[nodiscard]] Result<Office> parse_office(std::string_view text, Role role);

/// A role, and the office that approvers and witnesses have with it.
struct Duty {
    Role role = Role::clerk;
    std::optional<Office> office{};
    bool operator==(const Duty&) const = default;
};
[[nodiscard]] Text text_of(const Duty& duty);

struct Account {
    AccountId id{};
    std::string name;         ///< never changes
    std::string full_name;    ///< may be empty
    std::string system_user;  ///< of the computer; empty: none
    bool closed = false;
    bool has_password = false;
    bool own_password = false;  ///< the owner chose it, nobody else
    /// Who gave it, as long as no second officer has confirmed it: until then it lets nobody in. Empty: nothing to confirm.
    std::string password_by, system_user_by;
    std::vector<Duty> duties;  ///< in the order of Role and Office

    [[nodiscard]] Roles roles() const;
    [[nodiscard]] bool has(Role role) const { return roles().has(role); }
    [[nodiscard]] bool has(Duty duty) const;
    /// Something of it waits for a second officer.
    [[nodiscard]] bool unconfirmed() const { return !password_by.empty() || !system_user_by.empty(); }
    /// By a system user or a password that needs no confirmation.
    [[nodiscard]] bool can_come_in() const;
};

/// Where a command was run, as the computer's kernel tells it; what it does not tell is empty.
struct Seat {
    std::string system_user;  ///< whom the program ran as
    std::string login_user;   ///< who had logged in, where that is another: su and sudo do not change it
    std::string terminal;     ///< /dev/pts/3
    std::string computer;     ///< its name
    bool operator==(const Seat&) const = default;
};

/// A new password of an account, as the audit log has it.
struct PasswordChange {
    std::int64_t event = 0;
    Instant at{};
    std::string by;         ///< account that acted; the owner's, when the password was known to whoever did it
    bool by_owner = false;  ///< acting as the owner
    Seat seat;
};

}  // namespace fonds
