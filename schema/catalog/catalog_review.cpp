// SPDX-License-Identifier: GPL-3.0-or-later
// What people decide about pieces of the desk.
#include <algorithm>

#include "schema/catalog/desk_rows.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

Error decided(const Piece& piece)
{
    const auto id = raw(piece.id);
    Text what = say("Piece {} is rejected already", "待整理件 {} 已被退回", {id});
    if (piece.state == PieceState::accepted)
        what = say("Piece {} is accepted already, as {}", "待整理件 {} 已接收为 {}", {id, piece.record});
    if (piece.state == PieceState::merged)
        what = say("Piece {} has become a part of piece {}", "待整理件 {} 已并入 {}", {id, raw(piece.merged_into)});
    return error(ErrorKind::refused, std::move(what))
        .with_hint(say("fonds inbox list shows what waits.", "可用 fonds inbox list 查看待整理件。"));
}

Result<Piece> waiting_piece(Catalog& catalog, PieceId id)
{
    TRY_ASSIGN(Piece piece, catalog.piece(id));
    if (piece.state != PieceState::waiting) return decided(piece);
    return piece;
}

Result<Piece> paged_piece(Catalog& catalog, PieceId id)
{
    TRY_ASSIGN(Piece piece, waiting_piece(catalog, id));
    if (piece.pages.front().page > 0) return piece;
    return error(ErrorKind::refused, say("The pages of piece {} are not known", "无法区分待整理件 {} 的各页", {raw(id)}))
        .with_hint(say("Only PDFs and images that could be read have pages to arrange; fonds inbox run looks at new ones.",
                       "只有可读取的 PDF 和图像才能按页整理;新到件请先执行 fonds inbox run。"));
}

Error no_such_page(PieceId id, std::size_t page, std::size_t pages)
{
    return error(ErrorKind::usage, say("Piece {} has {} pages; there is no place before page {}",
                                       "待整理件 {} 共 {} 页,不能在第 {} 页之前拆分", {raw(id), pages, page}))
        .with_hint(
            say("Name the pages that begin a new piece, from 2 on, in order.", "请依次给出新件的起始页,从第 2 页起。"));
}

Result<void> move_pages(CatalogState& state, const std::vector<PiecePage>& pages, PieceId piece, std::size_t first_position)
{
    for (std::size_t i = 0; i < pages.size(); ++i)
        TRY(state.db.run("UPDATE piece_page SET piece = ?3, position = ?4 WHERE arrival = ?1 AND page = ?2",
                         {raw(pages[i].arrival), pages[i].page, raw(piece), first_position + i}));
    return {};
}

}  // namespace

Result<void> Catalog::accept_piece(PieceId id, const ReferenceCode& record, ComponentRole as, std::string_view rule,
                                   const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY(waiting_piece(*this, id));
        TRY(state_->db.run("UPDATE piece SET state = 'accepted', record = (SELECT id FROM record WHERE code = ?2)"
                           " WHERE id = ?1",
                           {raw(id), record.text()}));
        Json detail = Json::object();
        detail.set("record", record.text()).set("as", name_of(as));
        if (!rule.empty()) detail.set("rule", rule);
        TRY(append_event(*state_, "piece.accepted", subject_of(id), detail.dump(), stamp));
        return {};
    });
}

Result<void> Catalog::reject_piece(PieceId id, std::string_view reason, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY(waiting_piece(*this, id));
        TRY_ASSIGN(const std::string why, clean_line(reason, {"Reason", "原因"}));
        TRY(state_->db.run("UPDATE piece SET state = 'rejected', reason = ?2 WHERE id = ?1", {raw(id), why}));
        TRY(append_event(*state_, "piece.rejected", subject_of(id), Json::object().set("reason", why).dump(), stamp));
        return {};
    });
}

Result<void> Catalog::merge_pieces(PieceId into, const std::vector<PieceId>& others, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const Piece first, paged_piece(*this, into));
        std::vector<Piece> parts;
        for (std::size_t i = 0; i < others.size(); ++i) {
            if (others[i] == into || std::find(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(i), others[i]) !=
                                         others.begin() + static_cast<std::ptrdiff_t>(i))
                return error(ErrorKind::usage, say("Piece {} is named twice", "待整理件 {} 重复出现", {raw(others[i])}))
                    .with_hint(say("Name each piece once.", "每件只写一次。"));
            TRY_ASSIGN(Piece part, paged_piece(*this, others[i]));
            parts.push_back(std::move(part));
        }
        std::size_t position = first.pages.size() + 1;
        Json from = Json::array();
        for (const Piece& part : parts) {
            TRY(move_pages(*state_, part.pages, into, position));
            position += part.pages.size();
            TRY(state_->db.run("UPDATE piece SET state = 'merged', merged_into = ?2, fingerprint = x'' WHERE id = ?1",
                               {raw(part.id), raw(into)}));
            from.push(raw(part.id));
        }
        TRY(append_event(*state_, "piece.merged", subject_of(into), Json::object().set("from", std::move(from)).dump(),
                         stamp));
        return {};
    });
}

Result<std::vector<PieceId>> Catalog::split_piece(PieceId id, const std::vector<std::size_t>& before, const Stamp& stamp)
{
    std::vector<PieceId> made;
    TRY(state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const Piece piece, paged_piece(*this, id));
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i] < 2 || before[i] > piece.pages.size() || (i > 0 && before[i] <= before[i - 1]))
                return no_such_page(id, before[i], piece.pages.size());
        Json into = Json::array(), cuts = Json::array();
        for (std::size_t i = 0; i < before.size(); ++i) {
            const std::size_t from = before[i];
            const std::size_t to = i + 1 < before.size() ? before[i + 1] : piece.pages.size() + 1;
            const std::vector<PiecePage> pages(piece.pages.begin() + static_cast<std::ptrdiff_t>(from) - 1,
                                               piece.pages.begin() + static_cast<std::ptrdiff_t>(to) - 1);
            TRY_ASSIGN(const PieceId part, insert_piece(*state_, pages.front().arrival, {}, {}));
            TRY(move_pages(*state_, pages, part, 1));
            made.push_back(part);
            into.push(raw(part));
            cuts.push(from);
        }
        TRY(append_event(*state_, "piece.split", subject_of(id),
                         Json::object().set("into", std::move(into)).set("before", std::move(cuts)).dump(), stamp));
        return {};
    }));
    return made;
}

Result<void> Catalog::turn_pages(PieceId id, const std::vector<std::size_t>& pages, std::int32_t degrees, const Stamp& stamp)
{
    return state_->write([&]() -> Result<void> {
        TRY_ASSIGN(const Piece piece, paged_piece(*this, id));
        for (const std::size_t number : pages)
            if (number < 1 || number > piece.pages.size())
                return error(ErrorKind::usage,
                             say("Piece {} has {} pages; there is no page {}", "待整理件 {} 共 {} 页,没有第 {} 页",
                                 {raw(id), piece.pages.size(), number}));
        Json turned = Json::array();
        for (std::size_t number = 1; number <= piece.pages.size(); ++number) {
            if (!pages.empty() && std::ranges::find(pages, number) == pages.end()) continue;
            const PiecePage& page = piece.pages[number - 1];
            TRY(state_->db.run("UPDATE piece_page SET turn = ?3 WHERE arrival = ?1 AND page = ?2",
                               {raw(page.arrival), page.page, (page.turn + degrees) % 360}));
            turned.push(number);
        }
        TRY(append_event(*state_, "piece.rotated", subject_of(id),
                         Json::object().set("degrees", degrees).set("pages", std::move(turned)).dump(), stamp));
        return {};
    });
}

}  // namespace fonds
