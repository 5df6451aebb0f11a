// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/source_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "archive/scheme.hpp"
#include "archive/store/source_walk.hpp"
#include "indexer/extract/extractor.hpp"
#include "schema/core/escape.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

Result<Fd> open_source(const std::string& path, const Layout& archive)
{
    if (path == "-") return Fd(::dup(STDIN_FILENO));
    Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.valid()) return system_error(errno, "Cannot open the file", "无法打开文件", path);
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0) return system_error(errno, "Cannot look at the file", "无法查看文件", path);
    if (!S_ISREG(status.st_mode))
        return error(ErrorKind::bad_input, say("Not a regular file", "不是普通文件"))
            .with_hint(say("Only files can be filed; use - for standard input.", "只能归档普通文件;标准输入请用 -。"))
            .at(path);
    if (is_own(canonical_path_of(file, path), {archive.root(), archive.inbox()})) return own_path(path);
    return file;
}

std::string title_from(const std::string& path)
{
    std::string name = path == "-" ? "stdin" : file_name_of(path);
    const auto dot = name.find_last_of('.');
    if (dot != std::string::npos && dot > 0) name.resize(dot);
    name = to_valid_utf8(name);
    std::string title;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t here = at;
        if (is_control_character(next_code_point(name, at)))
            title += ' ';
        else
            title += name.substr(here, at - here);
    }
    return title.find_first_not_of(' ') == std::string::npos ? "untitled" : title;
}

RecordMetadata described(RecordMetadata said, const std::string& path)
{
    if (said.category.empty()) said.category = fallback_category;
    if (said.title.empty()) said.title = title_from(path);
    return said;
}

Result<void> about_category(Result<void> checked, const RecordMetadata& said)
{
    if (checked.ok() || !said.category.empty() || checked.error().kind != ErrorKind::not_found ||
        checked.error().where != fallback_category)
        return checked;
    return error(ErrorKind::not_found, say("No category was named, and this scheme has no {} for the rest",
                                           "未指明门类,而本方案没有用于其他材料的门类 {}", {fallback_category}))
        .with_hint(say("Name one with --category; fonds category list shows them.",
                       "请用 --category 指明门类;可用 fonds category list 查看。"));
}

Result<std::string> media_type_of_file(FileOps& files, const std::string& path)
{
    std::string head(4096, '\0');
    TRY_ASSIGN(const Fd peek, files.open_read(path));
    TRY_ASSIGN(const std::size_t size, files.read(peek, head.data(), head.size(), path));
    head.resize(size);
    return media_type_of(head, file_name_of(path));
}

}  // namespace fonds
