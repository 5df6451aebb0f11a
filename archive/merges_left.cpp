// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/merges_left.hpp"

#include <algorithm>

#include "archive/adopting.hpp"
#include "archive/store/staging.hpp"
#include "archive/unfinished_care.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t most_of_file = std::uint64_t{1} << 30;

Result<std::vector<std::string>> files_left(const Archive::State& state)
{
    std::vector<std::string> files;
    TRY_ASSIGN(const auto names, names_in(state.layout.staging()));
    for (const auto& name : names)
        if (is_left_merges(name)) files.push_back(state.layout.staging() + "/" + name);
    return files;
}

}  // namespace

Result<std::string> leave_merges(Archive::State& state, const Merges& merges)
{
    Json pairs = Json::array();
    for (const auto& [code, into] : merges) pairs.push(Json::object().set("code", code.text()).set("into", into.text()));
    TRY_ASSIGN(const std::string name, unique_name("adopt-"));
    std::string file = state.layout.staging() + "/" + name + std::string(merges_suffix);
    TRY(write_file_durably(*state.environment.files, file, pairs.dump()));
    return file;
}

Result<MergesLeft> merges_left(Archive::State& state)
{
    MergesLeft left;
    TRY_ASSIGN(left.files, files_left(state));
    for (const auto& file : left.files) {
        TRY_ASSIGN(const std::string text, read_file(*state.environment.files, file, most_of_file));
        const auto pairs = Json::parse(text);
        // It gets its name when it is whole: what cannot be read is somebody else's, and says nothing.
        for (std::size_t i = 0; pairs.ok() && i < pairs->size(); ++i) {
            const auto code = ReferenceCode::parse(pairs->at(i).get("code").text());
            const auto into = ReferenceCode::parse(pairs->at(i).get("into").text());
            if (code.ok() && into.ok()) left.merges.emplace_back(*code, *into);
        }
    }
    return left;
}

Result<void> forget_merges(Archive::State& state, const std::vector<std::string>& files)
{
    for (const auto& file : files) TRY(state.environment.files->remove(file));
    return files.empty() ? Result<void>() : state.environment.files->sync_directory(state.layout.staging());
}

Result<MergesFinished> finish_merges(Archive& archive, Archive::State& state, Archive::State::Turn turn,
                                     WorkObserver& observer)
{
    TRY_ASSIGN(const auto files, files_left(state));
    if (files.empty()) return MergesFinished{};
    TRY_ASSIGN(const Lock alone, state.cold_lock(turn));
    TRY_ASSIGN(const auto left, merges_left(state));
    AdoptReport report;
    report.merged = left.merges;
    TRY(merge_again(archive, state, report, observer));
    MergesFinished finished{left.files.size()};
    Merges again;
    for (const StayedHot& one : report.problems) {
        const auto pair = std::ranges::find(left.merges, one.code, &Merges::value_type::first);
        if (pair != left.merges.end()) again.push_back(*pair);
    }
    finished.still_left = again.size();
    if (!report.problems.empty()) {
        finished.problem = report.problems.front().why;
        if (finished.problem->where.empty()) finished.problem->where = report.problems.front().code.text();
    }
    // There before the others go.
    if (!again.empty()) TRY(leave_merges(state, again));
    TRY(forget_merges(state, left.files));
    return finished;
}

}  // namespace fonds
