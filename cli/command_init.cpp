// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "schema/core/escape.hpp"

namespace fonds::cli {

Result<int> run_init(Context& context)
{
    const std::string& directory = context.options.arguments.at(0);
    const auto& init = context.options.init;
    TRY(Archive::create(directory, init.code, init.name, context.environment, init.scheme));
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(init.code));
    const std::string place = context.output.shown(directory);
    context.output.line(
        say("Made the archive {} ({}) in {}", "已新建档案库 {}({}),位于 {}", {code.text(), init.name, place}));
    context.output.remark(
        say("Next: fonds -C {} file PATH…", "下一步:fonds -C {} file 路径…", {escape_for_terminal(directory)}));
    return exit_ok;
}

}  // namespace fonds::cli
