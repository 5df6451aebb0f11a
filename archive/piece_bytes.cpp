// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/piece_bytes.hpp"

#include <algorithm>
#include <map>

#include "archive/store/staging.hpp"
#include "indexer/extract/page_maker.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

using ByteSink = std::function<Result<void>(std::string_view)>;

/// A file in staging/ that goes when this object does.
class Draft {
public:
    Draft(FileOps& files, std::string path) : files_(files), path_(std::move(path)) {}
    ~Draft() { static_cast<void>(files_.remove(path_)); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    FileOps& files_;
    std::string path_;
};

Text put_in_again()
{
    return say("Put the same file into the inbox again: its bytes are mended by it. fonds check tells what else is missing.",
               "请将同一文件再次放入 inbox,内容即可修复。fonds check 可查看其他缺失。");
}

/// Bytes of the desk that are not there: lost, or destroyed with a record that had pages of the same file.
Error told_as_lost(Archive::State& state, const Digest& digest, Error problem, const Piece& piece)
{
    const auto known = state.catalog.object(digest);
    if (problem.kind == ErrorKind::not_found && known.ok() && !*known)
        return error(ErrorKind::not_found,
                     say("The scanned file of piece {} went with records that were destroyed or handed over",
                         "待整理件 {} 的扫描文件已随销毁或移交的档案清除", {raw(piece.id)}))
            .with_hint(say("fonds inbox show {} tells what became of the piece.", "可用 fonds inbox show {} 查看该件去向。",
                           {raw(piece.id)}));
    if (problem.kind == ErrorKind::not_found)
        problem =
            error(ErrorKind::fixity, say("The bytes of piece {} are missing", "待整理件 {} 的内容已丢失", {raw(piece.id)}));
    return problem.kind == ErrorKind::fixity ? std::move(problem).with_hint(put_in_again()) : problem;
}

struct Sources {
    std::vector<PageSource> files;
    std::vector<PagePick> picks;
    std::vector<Arrival> arrivals;  ///< as the files
};

Result<Sources> sources_of(Archive::State& state, const Piece& piece)
{
    Sources sources;
    std::map<std::int64_t, std::size_t> known;
    for (const PiecePage& page : piece.pages) {
        auto [at, fresh] = known.emplace(raw(page.arrival), sources.files.size());
        if (fresh) {
            TRY_ASSIGN(auto arrival, state.catalog.arrival(page.arrival));
            if (!arrival)
                return error(ErrorKind::corrupt, say("A piece has pages of an unknown file", "该件含有未知文件的页面"));
            auto opened = state.objects->open(arrival->digest);
            if (!opened.ok()) return told_as_lost(state, arrival->digest, std::move(opened).error(), piece);
            sources.files.push_back({std::move(*opened), arrival->media_type, {}});
            sources.arrivals.push_back(std::move(*arrival));
        }
        sources.picks.push_back({at->second, std::max(1, page.page), page.turn});
    }
    return sources;
}

/// What was seen on pages that keep their place goes with them, so that nobody looks twice.
Result<void> hand_on_scans(Archive::State& state, const Sources& sources, const Digest& digest)
{
    TRY_ASSIGN(std::vector<ScannedPage> scans, state.scans.get(digest));
    if (!scans.empty()) return {};  // the same pages were put together before
    std::vector<std::vector<ScannedPage>> seen(sources.arrivals.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        TRY_ASSIGN(seen[i], state.scans.get(sources.arrivals[i].digest));
    }
    for (std::size_t i = 0; i < sources.picks.size(); ++i) {
        const PagePick& pick = sources.picks[i];
        const auto at = std::ranges::find(seen[pick.source], pick.page, &ScannedPage::number);
        if (pick.turn != 0 || at == seen[pick.source].end()) continue;
        scans.push_back(*at);
        scans.back().number = static_cast<std::int32_t>(i + 1);
    }
    return scans.empty() ? Result<void>() : state.scans.put(digest, scans);
}

Result<void> read_whole(Archive::State& state, const Piece& piece, const ByteSink& sink)
{
    auto whole = state.objects->read(piece.arrival.digest, sink);
    if (!whole.ok()) return told_as_lost(state, piece.arrival.digest, std::move(whole).error(), piece);
    return whole;
}

Result<void> put_together(Archive::State& state, const Sources& sources, const ByteSink& sink)
{
    PageMaker maker;
    maker.program = state.environment.scan_program;
    return assemble_pages(maker, sources.files, sources.picks, sink);
}

/// What the record that the piece became has of it. The name of the file that it came with may be forgotten.
Result<std::optional<Component>> part_of_record(Archive::State& state, const Piece& piece)
{
    if (piece.record.empty()) return std::optional<Component>();
    TRY_ASSIGN(const auto code, ReferenceCode::parse(piece.record));
    TRY_ASSIGN(const Record record, state.catalog.record(code));
    for (const Component& component : record.components)
        if (component.file_name.ends_with(name_of_part(piece))) return std::optional(component);
    return std::optional<Component>();
}

}  // namespace

std::string name_of_part(const Piece& piece)
{
    const std::string& name = piece.arrival.file_name;
    const auto dot = name.find_last_of('.');
    const std::string stem = dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
    return stem + "-" + std::to_string(std::max(1, piece.pages.front().page)) + ".pdf";
}

Result<void> read_bytes_of(Archive::State& state, const Piece& piece,
                           const std::function<Result<void>(std::string_view)>& sink)
{
    if (is_whole_file(piece)) return read_whole(state, piece, sink);
    auto sources = sources_of(state, piece);
    if (sources.ok()) return put_together(state, *sources, sink);
    // A stack goes with the first of its records that does; what was cut from it for others is theirs.
    TRY_ASSIGN(const auto own, part_of_record(state, piece));
    if (own) return state.objects->read(own->digest, sink);
    return sources.error();
}

void PieceBytes::finish()
{
    if (intake) static_cast<void>(intake->finish());
}

Result<PieceBytes> bytes_of(Archive::State& state, const Piece& piece)
{
    PieceBytes bytes;
    if (is_whole_file(piece)) {
        // A code is for ever: none is given to bytes that are gone.
        TRY(read_whole(state, piece, [](std::string_view) { return Result<void>(); }));
        bytes.component.digest = piece.arrival.digest;
        bytes.component.size = piece.arrival.size;
        bytes.component.media_type = piece.arrival.media_type;
        bytes.component.file_name = piece.arrival.file_name;
        return bytes;
    }
    TRY_ASSIGN(const Sources sources, sources_of(state, piece));
    FileOps& files = *state.environment.files;
    TRY_ASSIGN(const std::string name, unique_name(draft_prefix));
    const Draft draft(files, state.layout.staging() + "/" + name);
    {
        TRY_ASSIGN(const Fd file, files.create(draft.path()));
        TRY(put_together(state, sources,
                         [&](std::string_view piece_of_it) { return files.write(file, piece_of_it, draft.path()); }));
    }
    TRY_ASSIGN(const Fd made, files.open_read(draft.path()));
    TRY_ASSIGN(bytes.intake, state.objects->begin_intake());
    TRY_ASSIGN(const StagedObject object, bytes.intake->add(made, draft.path()));
    TRY_ASSIGN(const auto damaged, bytes.intake->publish());
    for (const auto& each : damaged)
        if (each.problem) {
            bytes.finish();
            return *each.problem;
        }
    TRY(hand_on_scans(state, sources, object.digest));
    bytes.component.digest = object.digest;
    bytes.component.size = object.size;
    bytes.component.media_type = "application/pdf";
    bytes.component.file_name = name_of_part(piece);
    return bytes;
}

}  // namespace fonds
