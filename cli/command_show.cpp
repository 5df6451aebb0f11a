// SPDX-License-Identifier: GPL-3.0-or-later
// list, show, get, open: records and their bytes.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/made_copy.hpp"
#include "cli/views.hpp"

namespace fonds::cli {

namespace {

/// A file name for a component: the code, and the suffix the file came with.
std::string export_name(const Record& record, ComponentNumber number)
{
    std::string name = record.code.file_name();
    if (number > 0) name += "_" + std::to_string(number);
    const std::string& original = record.components.at(number).file_name;
    const auto dot = original.find_last_of('.');
    if (dot != std::string::npos && dot > 0 && original.size() - dot <= 8 && original.find('/', dot) == std::string::npos)
        name += original.substr(dot);
    return name;
}

Result<Record> record_with_component(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    TRY_ASSIGN(Record record, context.archive->record(code));
    if (context.options.component >= record.components.size())
        return error(ErrorKind::not_found,
                     say(record.components.size() == 1 ? "{} has {} component" : "{} has {} components",
                         "{} 只有 {} 个数字对象", {code.text(), record.components.size()}))
            .with_hint(say("fonds show {} lists them.", "fonds show {} 可列出全部。", {code.text()}));
    return record;
}

/// Set to nothing counts as not set.
std::string from_environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Where copies for viewers are: a folder of this user's alone, and nobody else's that happens to have its name.
Result<std::string> folder_for_viewing()
{
    const std::string runtime = from_environment("XDG_RUNTIME_DIR");
    const std::string folder = runtime.empty() ? "/tmp/fonds-open-" + std::to_string(::geteuid()) : runtime + "/fonds-open";
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return system_error(errno, "Cannot make a temporary folder", "无法创建临时目录", folder);
    struct stat status = {};
    if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() ||
        (status.st_mode & 077) != 0)
        return error(ErrorKind::refused, say("The folder for copies is not yours alone", "存放副本的目录不归当前用户专有"))
            .with_hint(say("Remove it, or set XDG_RUNTIME_DIR to a folder of yours.",
                           "请将其删除,或将 XDG_RUNTIME_DIR 设为自己的目录。"))
            .at(folder);
    return folder;
}

/// Copies of more than a day ago: their viewers have read them. What cannot be removed is tried next time.
void sweep_copies(const std::string& folder)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(24);
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.last_write_time(ignored) < yesterday) fs::remove_all(entry.path(), ignored);
}

/// Starts the desktop's viewer and does not wait for it.
Result<void> start_viewer(const std::string& path)
{
    const std::string named = from_environment("FONDS_VIEWER");
    const std::string viewer = named.empty() ? "xdg-open" : named;
    const pid_t child = ::fork();
    if (child < 0) return system_error(errno, "Cannot start the viewer", "无法启动查看程序", viewer);
    if (child == 0) {
        ::execlp(viewer.c_str(), viewer.c_str(), path.c_str(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    if (::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return error(ErrorKind::unavailable, say("The viewer {} did not open the file", "查看程序 {} 未能打开文件", {viewer}))
        .with_hint(say("Name another in FONDS_VIEWER, or use fonds get.",
                       "可用环境变量 FONDS_VIEWER 指定其他程序,或使用 fonds get。"))
        .at(path);
}

}  // namespace

Result<int> run_list(Context& context)
{
    const Options& options = context.options;
    ListRequest request;
    request.category = options.metadata.category.value_or("");
    request.folder = options.metadata.folder.value_or("");
    request.party = options.metadata.party.value_or("");
    if (!options.metadata.tags.empty()) request.tag = options.metadata.tags.front();
    if (options.metadata.grade) {
        TRY_ASSIGN(request.grade, parse_grade(*options.metadata.grade));
    }
    request.year = options.list.year;
    request.order = options.list.sort == "code"   ? ListOrder::code
                    : options.list.sort == "date" ? ListOrder::date
                                                  : ListOrder::newest;
    request.limit = options.limit.value_or(50);
    request.offset = options.offset;
    TRY_ASSIGN(const auto records, context.archive->list(request));
    TRY_ASSIGN(const auto total, context.archive->count(request));
    if (options.json) {
        Json all = Json::array();
        for (const auto& record : records) all.push(json_of(record));
        context.output.json(Json::object().set("records", std::move(all)).set("total", total));
        return exit_ok;
    }
    print_records(context.output, records);
    tell_rest(context.output, request.offset, records.size(), total);
    return exit_ok;
}

Result<int> run_show(Context& context)
{
    TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(context.options.arguments.at(0)));
    TRY_ASSIGN(const Record record, context.archive->record(code));
    std::vector<FieldChange> history;
    if (context.options.history) {
        TRY_ASSIGN(history, context.archive->history(code));
    }
    if (context.options.json) {
        Json json = json_of(record);
        if (context.options.history) {
            Json changes = Json::array();
            for (const auto& change : history) changes.push(json_of(change));
            json.set("history", std::move(changes));
        }
        context.output.json(json);
        return exit_ok;
    }
    print_record(context.output, record);
    for (const auto& change : history)
        context.output.line("  " + to_iso8601(change.at) + "  " + context.output.shown(change.actor) + "  " + change.field +
                            ": " + context.output.shown(change.before) + " → " + context.output.shown(change.after));
    return exit_ok;
}

Result<int> run_get(Context& context)
{
    TRY_ASSIGN(const Record record, record_with_component(context));
    const Options& options = context.options;
    if (options.stamped || options.searchable) return get_made(context, record);
    if (options.output == "-") {
        TRY(context.archive->read(record.code, options.component, [&](std::string_view bytes) {
            context.output.raw(bytes);
            return Result<void>();
        }));
        return exit_ok;
    }
    const std::string path = options.output.empty() ? export_name(record, options.component) : options.output;
    TRY(context.archive->save(record.code, options.component, path, options.force));
    context.output.line(record.code.text() + " → " + context.output.shown(path));
    return exit_ok;
}

Result<int> run_open(Context& context)
{
    TRY_ASSIGN(const Record record, record_with_component(context));
    TRY_ASSIGN(const std::string folder, folder_for_viewing());
    sweep_copies(folder);
    std::string directory = folder + "/XXXXXX";
    if (::mkdtemp(directory.data()) == nullptr)
        return system_error(errno, "Cannot make a temporary folder", "无法创建临时目录", directory);
    const auto opened = [&]() -> Result<void> {
        const std::string path = directory + "/" + export_name(record, context.options.component);
        TRY(context.archive->save(record.code, context.options.component, path, false));
        // A copy to look at; changes to it are not filed, so nobody should be able to save into it.
        if (::chmod(path.c_str(), 0400) != 0) return system_error(errno, "Cannot protect the copy", "无法设为只读", path);
        return start_viewer(path);
    }();
    if (opened.ok()) return exit_ok;
    std::error_code ignored;
    std::filesystem::remove_all(directory, ignored);
    return opened.error();
}

}  // namespace fonds::cli
