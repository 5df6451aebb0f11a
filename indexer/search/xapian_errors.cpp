// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/xapian_errors.hpp"

#include <utility>

namespace fonds {

namespace {

/// Writers read as well, and the library has one type for both: "EOF reading block 7", "Error reading block 7".
bool is_about_reading(const Xapian::Error& thrown)
{
    return thrown.get_msg().find("reading block") != std::string::npos;
}

}  // namespace

Error rebuild_needed(Text what, const std::string& folder)
{
    return error(ErrorKind::unavailable, std::move(what))
        .with_hint(say("Run fonds reindex: it builds the index again from the records.", "请执行 fonds reindex 重建索引。"))
        .at(folder);
}

Error index_error(const Xapian::Error& thrown, const std::string& folder, IndexUse use)
{
    std::string reason = thrown.get_msg();
    if (const char* system = thrown.get_error_string(); system != nullptr && *system != '\0')
        reason += std::string(": ") + system;
    const std::string_view type = thrown.get_type();
    if (type == "DatabaseLockError")
        return error(ErrorKind::locked, say("Another program is writing to the index", "另一个程序正在写入索引"))
            .with_hint(say("Try again when it has finished.", "请等它结束后重试。"))
            .at(folder);
    if (type == "DatabaseModifiedError")
        return error(ErrorKind::locked, say("The index changes faster than it can be read", "索引变化过快,无法读取"))
            .with_hint(say("Try again in a moment.", "请稍后重试。"))
            .at(folder);
    if (type == "DatabaseCorruptError" || type == "DatabaseVersionError" || type == "DatabaseOpeningError" ||
        type == "DatabaseNotFoundError")
        return rebuild_needed(say("The index cannot be used: {}", "索引无法使用:{}", {reason}), folder);
    const bool damaged = type == "SerialisationError" || type == "RangeError" || type == "DocNotFoundError";
    if (use == IndexUse::reading ? type == "DatabaseError" || damaged : type == "DatabaseError" && is_about_reading(thrown))
        return rebuild_needed(say("The index cannot be read: {}", "索引无法读取:{}", {reason}), folder);
    if (type == "DatabaseError" || type == "DatabaseCreateError")
        return error(ErrorKind::io, say("The index cannot be written: {}", "索引无法写入:{}", {reason}))
            .with_hint(say("Check that the disk has free space and can be written to.", "请检查磁盘空间和写入权限。"))
            .at(folder);
    return error(ErrorKind::internal, say("The index failed: {}", "索引出错:{}", {reason})).at(folder);
}

}  // namespace fonds
