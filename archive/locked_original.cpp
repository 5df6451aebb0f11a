// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/locked_original.hpp"

#include <utility>

namespace fonds {

Error told_how_to_open(Error problem, const ReferenceCode& code, std::string_view option, const std::string& password)
{
    if (problem.kind != ErrorKind::refused) return problem;
    problem.what = password.empty()
                       ? say("The file of {} needs a password", "{} 的文件需要密码", {code.text()})
                       : say("This password does not open the file of {}", "此密码无法打开 {} 的文件", {code.text()});
    return std::move(problem).with_hint(
        say("fonds get {} {} --password …", "fonds get {} {} --password …", {code.text(), option}));
}

}  // namespace fonds
