// SPDX-License-Identifier: GPL-3.0-or-later
// Archive stamps: on copies of documents, and on labels.
#include <algorithm>
#include <optional>

#include "archive/label_request.hpp"
#include "archive/locked_original.hpp"
#include "archive/print/drawing.hpp"
#include "archive/saving.hpp"
#include "archive/state.hpp"
#include "indexer/extract/page_maker.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/core/memory_file.hpp"
#include "schema/model/code_parts.hpp"
#include "schema/model/kept_period.hpp"

namespace fonds {

namespace {

bool all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// What the code says comes first: it is what was assigned once and for ever. Its period, where no rule tells another.
StampCells cells_of(const Record& record, const std::string& fonds, const std::optional<Category>& category)
{
    StampCells cells;
    cells.fonds = fonds;
    const auto parts = parts_of(record.code.text());
    std::string retention = category ? category->retention : std::string();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string& part = parts[i];
        const bool is_last = i + 1 == parts.size();
        if (is_last && i > 0) {
            cells.item = part;
        } else if (all_digits(part) && part.size() == 4 && i > 0 && cells.year.empty()) {
            cells.year = part;
        } else if (is_retention(part) && i > 0) {
            retention = part;
            if (i + 2 < parts.size() && !all_digits(parts[i + 1])) cells.organisation = parts[i + 1];
        }
    }
    if (cells.year.empty() && record.metadata.date) cells.year = record.metadata.date->text().substr(0, 4);
    cells.retention = retention_text(retention).zh;
    if (cells.organisation.empty()) cells.organisation = record.metadata.unit;
    if (cells.organisation.empty() && category)
        cells.organisation = category->name_zh.empty() ? category->code : category->name_zh;
    if (const std::int32_t pages = pages_of(record); pages > 0) cells.pages = std::to_string(pages);
    return cells;
}

}  // namespace

Result<StampCells> Archive::stamp(const ReferenceCode& code)
{
    TRY_ASSIGN(const Record found, record(code));
    const auto its_category = category(found.metadata.category);
    StampCells cells = cells_of(found, identity().code, its_category.ok() ? std::optional(*its_category) : std::nullopt);
    TRY_ASSIGN(const RetentionClock clock, Retention(state_->catalog).clock(code, state_->clock_day()));
    if (std::string kept = kept_for(clock).zh; !kept.empty()) cells.retention = std::move(kept);
    return cells;
}

Result<StampOutcome> Archive::read_stamped(const ReferenceCode& code, ComponentNumber component, const StampRequest& request,
                                           const std::function<Result<void>(std::string_view)>& sink)
{
    TRY_ASSIGN(const Record found, record(code));
    TRY_ASSIGN(const Component wanted, state_->component(found, component));
    std::vector<ScannedPage> seen;
    if (request.searchable) {
        TRY_ASSIGN(seen, state_->recognised(code, wanted));
    }
    // The worker reads the object by itself: damage is found before.
    TRY(read(code, component, [](std::string_view) { return Result<void>(); }));
    TRY_ASSIGN(StampCells cells, stamp(code));
    const std::string words = words_of(cells);
    StampJob job;
    job.stamps.push_back(std::move(cells));
    TRY_ASSIGN(const std::string drawing,
               draw(state_->environment.draw_program, {std::move(job), state_->environment.clock->now()}));
    TRY_ASSIGN(const Fd file, memory_file("stamp", drawing));
    PageMaker maker;
    maker.program = state_->environment.scan_program;
    PageSource source;
    TRY_ASSIGN(source.file, state_->objects->open(wanted.digest));
    source.media_type = wanted.media_type;
    source.password = request.password;
    auto made = make_stamped(maker, source, file, words, seen, sink);
    if (!made.ok()) return told_how_to_open(std::move(made).error(), code, "--stamped", request.password);
    return made;
}

Result<StampOutcome> Archive::save_stamped(const ReferenceCode& code, ComponentNumber component, const StampRequest& request,
                                           const std::string& path, bool replace)
{
    StampOutcome outcome;
    TRY(save_new_file(*state_->environment.files, path, replace, [&](const ByteReceiver& receiver) -> Result<void> {
        TRY_ASSIGN(outcome, read_stamped(code, component, request, receiver));
        return {};
    }));
    return outcome;
}

Result<std::string> Archive::stamp_labels(const std::vector<ReferenceCode>& codes, const LabelRequest& request)
{
    TRY(check_label_request(codes.size(), request));
    const LabelSheet& sheet = request.sheet;
    if (sheet.width < stamp_width || sheet.height < stamp_height)
        return error(ErrorKind::usage, say("A stamp of {} x {} mm has no room on labels of {} x {} mm",
                                           "{} x {} 毫米的归档章放不进 {} x {} 毫米的标签",
                                           {in_millimetres(stamp_width), in_millimetres(stamp_height),
                                            in_millimetres(sheet.width), in_millimetres(sheet.height)}))
            .with_hint(say("Choose larger labels with --sheet.", "请用 --sheet 选择较大的标签。"));
    StampJob job{sheet, request.offset.value_or(state_->config.print_offset), request.start, {}};
    for (const ReferenceCode& code : codes) {
        TRY(Doubles(state_->catalog).refuse_gone(code));
        TRY_ASSIGN(StampCells cells, stamp(code));
        job.stamps.push_back(std::move(cells));
    }
    return draw(state_->environment.draw_program, {std::move(job), state_->environment.clock->now()});
}

}  // namespace fonds
