// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/inbox_display.hpp"

namespace fonds::cli {

void InboxDisplay::progress(Phase phase, std::size_t done, std::size_t total)
{
    if (phase == Phase::recognising)
        output_.progress(say("looking at pages", "识别页面"), done, total, say("pages", "页"));
    else
        output_.progress(say("taking", "接收"), done, total);
}

void InboxDisplay::taken(const TakenFile& file)
{
    if (file.status == TakenStatus::taken) output_.line(std::to_string(raw(file.piece)) + "  " + output_.shown(file.path));
    if (file.status == TakenStatus::known && raw(file.piece) == 0)
        output_.remark(say("{}: it was taken before", "{}:此前已接收", {output_.shown(file.path)}));
    if (file.status == TakenStatus::known && raw(file.piece) != 0)
        output_.remark(say("{}: the same bytes wait already, as piece {}", "{}:相同内容已在待整理件 {} 中",
                           {output_.shown(file.path), raw(file.piece)}));
    if (file.problem) output_.problem(*file.problem);
    output_.flush();
}

void InboxDisplay::divided(const DividedFile& file)
{
    // It waited as the first.
    for (std::size_t i = 1; i < file.pieces.size(); ++i)
        output_.line(std::to_string(raw(file.pieces[i])) + "  " + output_.shown(file.path));
    if (file.pieces.size() > 1)
        output_.remark(say("{}: divided into {} pieces", "{}:已分为 {} 件", {output_.shown(file.path), file.pieces.size()}));
    output_.flush();
}

void InboxDisplay::accepted(const AcceptedPiece& piece)
{
    output_.line(piece.code.text() + "  " + std::to_string(raw(piece.piece)));
}

}  // namespace fonds::cli
