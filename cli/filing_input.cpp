// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/filing_input.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "archive/list_source.hpp"
#include "cli/metadata_options.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds::cli {

namespace {

constexpr std::uint64_t manifest_limit = std::uint64_t{256} << 20;
constexpr const char* standard_input = "-";

Error input_twice(ErrorKind kind)
{
    return error(kind, say("Standard input can be read only once", "标准输入只能读取一次"))
        .with_hint(say("Name - once, for one file or for the list.", "- 只能出现一次:或为一个文件,或为清单。"));
}

std::string directory_of(const std::string& path)
{
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

Result<void> take_list(Context& context, const RecordMetadata& said, bool grade_given, Gathered& gathered)
{
    const std::string& list = gathered.list;
    TRY_ASSIGN(const std::string csv, read_list(context, list));
    auto rows = parse_manifest(csv, directory_of(list), said, grade_given);
    if (!rows.ok()) {
        Error problem = std::move(rows).error();
        problem.where = list + (problem.where.empty() ? "" : ":" + problem.where);
        return problem;
    }
    bool input_taken = list == standard_input || std::ranges::count(context.options.arguments, standard_input) > 0;
    for (auto& row : *rows) {
        if (row.item.path == standard_input && !row.problem && std::exchange(input_taken, true))
            row.problem = input_twice(ErrorKind::bad_input);
        if (row.problem) {
            gathered.bad_rows.push_back(std::move(row));
        } else {
            gathered.items.push_back(std::move(row.item));
            gathered.lines.push_back(row.line);
        }
    }
    return {};
}

Result<std::string> list_text_at(const std::string& list, std::string bytes, const Environment& environment)
{
    auto text = list_text_of(std::move(bytes), environment);
    if (text.ok()) return text;
    Error problem = std::move(text).error();
    if (problem.where.empty()) problem.where = list;
    return problem;
}

/// A value that no file can take is a mistake of the command line, also where it names a thing that is not there.
Result<void> check_said(Context& context, const RecordMetadata& said, const std::vector<FilingItem>& items)
{
    auto checked = context.archive->check_said(said, items);
    if (checked.ok() || checked.error().kind != ErrorKind::not_found) return checked;
    Error problem = std::move(checked).error();
    problem.kind = ErrorKind::usage;
    return problem;
}

}  // namespace

Result<std::string> read_list(Context& context, const std::string& list)
{
    FileOps& files = *context.environment.files;
    if (list != standard_input) {
        TRY_ASSIGN(std::string bytes, read_file(files, list, manifest_limit));
        return list_text_at(list, std::move(bytes), context.environment);
    }
    const Fd input(::dup(STDIN_FILENO));
    std::string bytes;
    std::vector<char> buffer(65536);
    for (;;) {
        TRY_ASSIGN(const std::size_t count, files.read(input, buffer.data(), buffer.size(), list));
        if (count == 0) return list_text_at(list, std::move(bytes), context.environment);
        bytes.append(buffer.data(), count);
        if (bytes.size() > manifest_limit)
            return error(ErrorKind::bad_input, say("The list is larger than {} bytes", "清单超过 {} 字节", {manifest_limit}))
                .at(list);
    }
}

Result<void> check_paths(const std::vector<std::string>& paths)
{
    if (std::ranges::find(paths, "") != paths.end())
        return error(ErrorKind::usage, say("A path is empty", "路径为空"))
            .with_hint(say("An empty pair of quotation marks, or a variable of the shell without a value, names no file.",
                           "空引号或没有值的 shell 变量不能表示文件。"));
    if (std::ranges::count(paths, standard_input) > 1) return input_twice(ErrorKind::usage);
    return {};
}

Result<Gathered> gather(Context& context)
{
    const Options& options = context.options;
    Gathered gathered;
    gathered.list = options.file.from;
    TRY(check_paths(options.arguments));
    if (gathered.list == standard_input && std::ranges::count(options.arguments, standard_input) > 0)
        return input_twice(ErrorKind::usage);
    TRY_ASSIGN(const RecordMetadata said, metadata_of(options.metadata));
    const bool grade_given = options.metadata.grade && !options.metadata.grade->empty();
    if (!gathered.list.empty()) TRY(take_list(context, said, grade_given, gathered));
    CollectedPaths collected = context.archive->collect(options.arguments);
    gathered.left_out = collected.left_out;
    gathered.own_folders = collected.own_folders;
    gathered.problems = std::move(collected.problems);
    for (auto& path : collected.files) gathered.items.push_back({std::move(path), said, grade_given});
    if (!options.file.code.empty()) {
        if (gathered.items.size() != 1 || !gathered.list.empty())
            return error(ErrorKind::usage, say("A number is for one file", "一个档号只能用于一个文件"))
                .with_hint(say("For many, write the numbers into a list: fonds file --from, column code.",
                               "多个文件请在清单的“档号”列中填写,再用 fonds file --from。"));
        TRY_ASSIGN(gathered.items.front().code, ReferenceCode::parse(options.file.code));
    }
    TRY(check_said(context, said, gathered.items));
    return gathered;
}

}  // namespace fonds::cli
