// SPDX-License-Identifier: GPL-3.0-or-later
// Who works here, and as what.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_users()
{
    CLI::App* group = command("user");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Users& users = options_.users;
    CLI::App* at = command(*group, "add", summary_of("user add"));
    words(at, "NAME", say("Name of the user; it never changes", "用户名,不可更改"))->required()->expected(1);
    plain(at, "--full-name", users.full_name, "NAME", "姓名", say("Name in full", "姓名"));
    plain(at, "--system-user", users.system_user, "NAME", "名称",
          say("The user of this computer that it stands for", "对应的系统用户"));
    json(at);
    for (const bool granting : {true, false}) {
        at = command(*group, granting ? "grant" : "revoke", summary_of(granting ? "user grant" : "user revoke"));
        words(at, "NAME ROLE",
              say("The user; clerk, archivist, approver, witness, security, auditor or administrator",
                  "用户名;立卷人员、档案管理员、审批人、监销人、安全保密员、安全审计员、系统管理员"))
            ->required()
            ->expected(2);
        plain(at, "--office", users.office, "OFFICE", "职务",
              say("Of an approver: unit_head, archives_head, accounting_head, archives_clerk, accounting_clerk, audit, "
                  "discipline, business; of a witness: archives, accounting, systems, business",
                  "审批人:单位负责人、档案管理机构负责人、会计管理机构负责人、档案管理机构经办人、会计管理机构经办人、审计、"
                  "纪检监察、业务部门;监销人:档案、会计、信息系统、业务"));
        json(at);
    }
    at = command(*group, "password", summary_of("user password"));
    words(at, "NAME", say("Whose; else your own", "用户名;缺省为本人"))->expected(0, 1);
    plain(at, "--new-password-file", users.new_password_file, "FILE", "文件",
          say("Where the new one is, - for standard input; else it is asked for",
              "新密码所在文件,- 表示标准输入;缺省为提示输入"));
    json(at);
    at = command(*group, "confirm", summary_of("user confirm"));
    words(at, "NAME", say("Name of the user", "用户名"))->required()->expected(1);
    json(at);
    at = command(*group, "close", summary_of("user close"));
    words(at, "NAME", say("Name of the user", "用户名"))->required()->expected(1);
    plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
    json(at);
    json(command(*group, "list", summary_of("user list")));
    at = command(*group, "show", summary_of("user show"));
    words(at, "NAME", say("Name of the user; else your own", "用户名;缺省为本人"))->expected(0, 1);
    json(at);
}

}  // namespace fonds::cli
