// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "cli/admission.hpp"
#include "cli/archive_place.hpp"
#include "cli/commands.hpp"
#include "cli/text_display.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

bool is_file(const std::string& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

Result<DocumentText> find_text(Context& context, const std::string& what)
{
    const Options& options = context.options;
    const TextRequest request{options.password, options.words, options.inspect};
    const bool names_file = is_file(what) || what.find('/') != std::string::npos;
    if (options.ocr.of_file && !names_file)
        return error(ErrorKind::usage,
                     say("There is no file {}; --ocr is for files, and records are recognised by fonds ocr",
                         "没有文件 {};--ocr 用于文件,档案请用 fonds ocr 识别", {what}))
            .with_hint(
                say("Run fonds ocr {}, then fonds text {}.", "请先运行 fonds ocr {},再运行 fonds text {}。", {what, what}));
    if (options.ocr.of_file) {
        WorkDisplay display(context.output);
        return recognised_text_of_file(what, request, *options.ocr.of_file, 0, context.environment, display);
    }
    if (is_file(what) || what.find('/') != std::string::npos) return text_of_file(what, request, context.environment);
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(what));
    const auto directory = archive_place(context);
    if (!directory.ok())
        return error(ErrorKind::not_found,
                     say("There is no file {} here, and no archive", "没有文件 {},也没有档案库", {what}));
    TRY_ASSIGN(Archive archive, open_admitted(context, *directory, Purpose::reading));
    return archive.text(code, options.component, request);
}

}  // namespace

Result<int> run_text(Context& context)
{
    const std::string& what = context.options.arguments.at(0);
    TRY_ASSIGN(const DocumentText text, find_text(context, what));
    return show_text(context, text, what, "--ocr");
}

}  // namespace fonds::cli
