// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/listed_files.hpp"

#include <algorithm>

#include "archive/source_file.hpp"
#include "archive/store/source_walk.hpp"

namespace fonds {

namespace {

template <class Files>
void spoil(Files& files, const DamagedObject& damaged)
{
    for (auto& [line, file] : files)
        if (file.ok() && file->object.digest == damaged.digest) file = *damaged.problem;
}

}  // namespace

std::vector<std::string_view> filled_lines(std::string_view cell)
{
    std::vector<std::string_view> lines;
    while (!cell.empty()) {
        const auto end = std::min(cell.find_first_of("\r\n"), cell.size());
        if (end > 0) lines.push_back(cell.substr(0, end));
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return lines;
}

Result<void> ListedFiles::prepare(std::span<const CsvRow> rows)
{
    staged_.clear();
    attachments_.clear();
    if (!place_.table.has("path") && !place_.table.has("attachments")) return {};
    TRY_ASSIGN(intake_, place_.state.objects->begin_intake());
    for (const CsvRow& row : rows) {
        if (place_.table.misread(row)) continue;
        const std::string_view path = place_.table.cell(row, "path");
        if (!path.empty()) staged_.emplace(row.line, stage(path));
        for (const std::string_view line : filled_lines(place_.table.cell(row, "attachments")))
            attachments_.emplace(row.line, stage(line));
    }
    return {};
}

bool ListedFiles::needs_trial() const
{
    return !place_.request.dry_run && !place_.request.all_or_nothing && !(staged_.empty() && attachments_.empty());
}

Result<void> ListedFiles::tried(const std::set<std::size_t>& failed)
{
    const auto leave_out = [&](auto& files) {
        for (auto at = files.begin(); at != files.end();) {
            if (!failed.contains(at->first)) {
                ++at;
                continue;
            }
            if (at->second.ok()) static_cast<void>(intake_->discard(at->second->object));
            at = files.erase(at);
        }
    };
    leave_out(staged_);
    leave_out(attachments_);
    const auto any = [](const auto& files) {
        return std::ranges::any_of(files, [](const auto& e) { return e.second.ok(); });
    };
    if (!any(staged_) && !any(attachments_)) return {};
    TRY_ASSIGN(const auto damaged, intake_->publish());
    for (const DamagedObject& each : damaged)
        if (each.problem) {
            spoil(staged_, each);
            spoil(attachments_, each);
        }
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

Result<std::vector<const ListedFile*>> ListedFiles::attachments_of(const CsvRow& row) const
{
    std::vector<const ListedFile*> files;
    const auto [first, end] = attachments_.equal_range(row.line);
    for (auto at = first; at != end; ++at) {
        if (!at->second.ok()) return at->second.error();
        files.push_back(&*at->second);
    }
    return files;
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
    const auto all_came = [&](const auto& files) {
        return std::ranges::all_of(files, [&](const auto& each) {
            if (!each.second.ok()) return true;
            const auto known = place_.state.catalog.object(each.second->object.digest);
            return known.ok() && known->has_value();
        });
    };
    if (all_came(staged_) && all_came(attachments_)) static_cast<void>(intake->finish());
}

}  // namespace fonds
