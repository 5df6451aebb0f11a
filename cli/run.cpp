// SPDX-License-Identifier: GPL-3.0-or-later
// From the command line to a command: what it needs is opened here and nowhere else.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "archive/cooling.hpp"
#include "cli/admission.hpp"
#include "cli/archive_place.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/interrupt.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds::cli {

namespace {

std::string from_environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// The folder of this program with its slash; empty when it cannot be told.
std::string own_folder()
{
    std::string self(4096, '\0');
    const ssize_t size = ::readlink("/proc/self/exe", self.data(), self.size());
    if (size <= 0) return {};
    self.resize(static_cast<std::size_t>(size));
    return self.substr(0, self.find_last_of('/') + 1);
}

/// The other programs stand beside fonds, in the build directory and when installed.
std::string worker_program(const char* variable, const char* name)
{
    if (const auto named = from_environment(variable); !named.empty()) return named;
    return own_folder() + name;
}

/// FONDS_OCR, else the first place that is there, else the user's own.
std::string ocr_models()
{
    if (const auto named = from_environment("FONDS_OCR"); !named.empty()) return named;
    std::string data = from_environment("XDG_DATA_HOME");
    if (data.empty() && !from_environment("HOME").empty()) data = from_environment("HOME") + "/.local/share";
    const std::string own = data + "/fonds/ocr";
    for (const std::string& place : {own, own_folder() + "../share/fonds/ocr", std::string("/usr/share/fonds/ocr")})
        if (::access(place.c_str(), R_OK) == 0) return place;
    return own;
}

Result<int> run_with_archive(const CommandRow& row, Context& context)
{
    TRY_ASSIGN(const std::string directory, archive_place(context));
    const Purpose purpose = row.needs == Needs::archive_writing ? Purpose::writing : Purpose::reading;
    TRY_ASSIGN(Archive archive, open_admitted(context, directory, purpose));
    context.archive = &archive;
    Cooling(archive).stop_when(interrupted);
    auto done = row.run(context);
    for (const Error& trouble : Cooling(archive).troubles()) context.output.problem(trouble);
    return done;
}

}  // namespace

int run(const std::vector<std::string>& arguments)
{
    const Language language = language_of_environment();
    Output output(language);
    const ParsedCommandLine parsed = parse_command_line(arguments, language);
    std::fwrite(parsed.out.data(), 1, parsed.out.size(), stdout);
    if (parsed.problem) output.problem(*parsed.problem);
    if (!parsed.options) return parsed.exit_code;
    const Options& options = *parsed.options;
    const auto row = std::ranges::find(commands(), options.command, &CommandRow::name);
    if (row == commands().end()) return exit_usage;

    SystemClock clock;
    // Who only reads leaves no trace, and asking for the user's name takes time.
    const std::string actor = row->needs == Needs::archive_reading ? std::string() : system_user();
    const Environment environment{&clock,
                                  &posix_file_ops(),
                                  actor,
                                  "fonds " + options.command,
                                  worker_program("FONDS_EXTRACT", "fonds-extract"),
                                  worker_program("FONDS_SCAN", "fonds-scan"),
                                  ocr_models(),
                                  worker_program("FONDS_DRAW", "fonds-draw")};
    Context context{options, output, environment, nullptr};
    catch_interrupts();
    auto result = row->needs == Needs::nothing ? row->run(context) : run_with_archive(*row, context);
    output.end_progress();
    int code = result.ok() ? *result : exit_code_of(result.error().kind);
    if (!result.ok()) output.problem(result.error());
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    // A signal cuts off what is being written, too.
    if (!written && code != exit_interrupted) {
        output.problem(system_error(errno, "Cannot write the results", "无法输出结果", "stdout"));
        code = exit_error;
    }
    return code;
}

}  // namespace fonds::cli
