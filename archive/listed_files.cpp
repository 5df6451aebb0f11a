// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/listed_files.hpp"

#include <algorithm>

#include "archive/source_file.hpp"
#include "archive/store/source_walk.hpp"

namespace fonds {

Result<void> ListedFiles::prepare(std::span<const CsvRow> rows)
{
    staged_.clear();
    if (!place_.table.has("path")) return {};
    TRY_ASSIGN(intake_, place_.state.objects->begin_intake());
    for (const CsvRow& row : rows) {
        const std::string_view path = place_.table.cell(row, "path");
        if (!path.empty() && !place_.table.misread(row)) staged_.emplace(row.line, stage(path));
    }
    if (place_.request.dry_run || place_.request.all_or_nothing) return {};
    TRY_ASSIGN(const auto damaged, intake_->publish());
    for (const DamagedObject& each : damaged)
        for (auto& [line, file] : staged_)
            if (each.problem && file.ok() && file->object.digest == each.digest) file = *each.problem;
    return {};
}

Result<ListedFile> ListedFiles::stage(std::string_view named)
{
    const std::string path =
        named.starts_with('/') ? std::string(named) : place_.request.directory + "/" + std::string(named);
    TRY_ASSIGN(const Fd source, open_source(path, place_.state.layout));
    TRY_ASSIGN(StagedObject object, intake_->add(source, path));
    if (object.size > 0) return ListedFile{std::move(object), path};
    static_cast<void>(intake_->discard(object));
    return error(ErrorKind::bad_input, say("The file is empty", "文件为空")).at(path);
}

Result<const ListedFile*> ListedFiles::of(const CsvRow& row) const
{
    const auto at = staged_.find(row.line);
    if (at == staged_.end()) return nullptr;
    if (!at->second.ok()) return at->second.error();
    return &*at->second;
}

Result<void> ListedFiles::before_commit()
{
    if (!intake_ || !place_.request.all_or_nothing) return {};
    TRY_ASSIGN(const auto damaged, intake_->publish());
    for (const DamagedObject& each : damaged)
        if (each.problem) return *each.problem;
    return {};
}

void ListedFiles::ended(bool committed)
{
    const std::unique_ptr<Intake> intake = std::move(intake_);
    if (!committed || !intake) return;
    // Bytes that no record came to stay named by the intent, for repair to sweep.
    for (const auto& [line, file] : staged_) {
        if (!file.ok()) continue;
        const auto known = place_.state.catalog.object(file->object.digest);
        if (!known.ok() || !*known) return;
    }
    static_cast<void>(intake->finish());
}

}  // namespace fonds
