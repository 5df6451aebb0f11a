// SPDX-License-Identifier: GPL-3.0-or-later
// inbox get, open, text: a piece before anybody decides about it.
#include "archive/desk_reading.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/piece_argument.hpp"
#include "cli/text_display.hpp"
#include "cli/viewing.hpp"

namespace fonds::cli {

Result<int> run_inbox_get(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const PieceId id, piece_id(options.arguments.at(0)));
    DeskReading desk(*context.archive);
    if (options.output == "-") {
        TRY(desk.read(id, [&](std::string_view bytes) {
            context.output.raw(bytes);
            return Result<void>();
        }));
        return exit_ok;
    }
    std::string path = options.output;
    if (path.empty()) {
        TRY_ASSIGN(path, desk.file_name(id));
    }
    TRY(desk.save(id, path, options.force));
    context.output.line(std::to_string(raw(id)) + " → " + context.output.shown(path));
    return exit_ok;
}

Result<int> run_inbox_open(Context& context)
{
    TRY_ASSIGN(const PieceId id, piece_id(context.options.arguments.at(0)));
    DeskReading desk(*context.archive);
    TRY_ASSIGN(const std::string name, desk.file_name(id));
    TRY(view_copy(name, [&](const std::string& path) { return desk.save(id, path, false); }));
    return exit_ok;
}

Result<int> run_inbox_text(Context& context)
{
    const std::string& what = context.options.arguments.at(0);
    TRY_ASSIGN(const PieceId id, piece_id(what));
    TRY_ASSIGN(const DocumentText text, DeskReading(*context.archive).text(id));
    return show_text(context, text, what, "fonds inbox run");
}

}  // namespace fonds::cli
