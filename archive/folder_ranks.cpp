// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/folder_ranks.hpp"

#include "archive/thing_taker.hpp"

namespace fonds {

Result<std::optional<std::int64_t>> FolderRanks::wanted(const CsvRow& row, const RecordMetadata& after) const
{
    const std::string_view said = place_.table.cell(row, "position");
    if (said.empty()) return std::optional<std::int64_t>();
    const std::optional text(says_none(said) ? std::string() : std::string(said));
    TRY_ASSIGN(const auto rank, whole_number(text, say("position", "卷内排序")));
    if (*rank > largest_rank)
        return error(ErrorKind::usage, say("Not a place in a folder: {}", "不是有效的卷内排序:{}", {said}))
            .with_hint(
                say("Write a whole number from 1 to {}, or (none).", "请填写 1 到 {} 的整数或(无)。", {largest_rank}));
    if (*rank > 0 && after.folder.empty())
        return error(ErrorKind::usage, say("Place {} is one within a folder, and the record is in none",
                                           "卷内排序 {} 是案卷内的顺序,而该件不在案卷中", {*rank}))
            .with_hint(say("Name its folder, or leave the place out.", "请填写案卷,或不填卷内排序。"));
    return rank;
}

Result<bool> FolderRanks::changes(const Record& record, const RecordMetadata& after, std::optional<std::int64_t> wanted)
{
    if (!wanted || after.folder.empty()) return false;
    const RecordMetadata& before = record.metadata;
    // Where it comes to, it has none yet; the move itself asks whether the folder takes it.
    if (before.folder != after.folder || before.category != after.category) return *wanted > 0;
    TRY_ASSIGN(const auto ranks, folders_.ranks({record.id}));
    const std::int64_t now = ranks.empty() ? 0 : ranks.begin()->second;
    if (now == *wanted) return false;
    TRY(folders_.check_order_may_change({after.category, after.folder}));
    return true;
}

void FolderRanks::add(const ReferenceCode& code, const RecordMetadata& after, std::int64_t rank)
{
    if (rank > 0 || !after.folder.empty()) waiting_[{after.category, after.folder}].push_back({code, rank});
}

Result<void> FolderRanks::put()
{
    for (const auto& [folder, ranked] : waiting_) TRY(folders_.rank({folder.first, folder.second}, ranked, place_.stamp));
    return {};
}

}  // namespace fonds
