// SPDX-License-Identifier: GPL-3.0-or-later
// Tables go out: every field, some rows at a time.
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "archive/category_row.hpp"
#include "archive/saving.hpp"
#include "archive/sheet/sheet_writer.hpp"
#include "archive/table_columns.hpp"
#include "archive/table_rows.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

constexpr std::size_t piece_size = 64 << 10;

std::string header_of(const TableColumn& column, bool in_chinese)
{
    return std::string(in_chinese ? column.others.front() : column.name);
}

/// Bytes of a file from its beginning, to a receiver.
Result<void> pass_on(const Fd& file, const ByteReceiver& sink)
{
    std::vector<char> buffer(piece_size);
    for (;;) {
        const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return system_error(errno, "Cannot read", "无法读取", "workbook");
        if (size == 0) return {};
        TRY(sink(std::string_view(buffer.data(), static_cast<std::size_t>(size))));
    }
}

Result<void> write_csv(const ByteReceiver& sink, const std::function<Result<void>(const SheetRowReceiver&)>& produce)
{
    std::string text(byte_order_mark);
    TRY(produce([&](const SheetRow& row) -> Result<void> {
        text += csv_row(row);
        if (text.size() < piece_size) return {};
        auto taken = sink(text);
        text.clear();
        return taken;
    }));
    return sink(text);
}

}  // namespace

std::optional<TableKind> table_kind(std::string_view name)
{
    for (std::size_t i = 0; i < table_kinds.size(); ++i)
        if (table_kinds[i] == name) return static_cast<TableKind>(i);
    return std::nullopt;
}

std::string_view name_of(TableKind kind)
{
    return table_kinds[static_cast<std::size_t>(kind)];
}

std::string_view name_of(RowFate fate)
{
    switch (fate) {
    case RowFate::added: return "added";
    case RowFate::changed: return "changed";
    case RowFate::unchanged: return "unchanged";
    case RowFate::merged: return "merged";
    case RowFate::failed: return "failed";
    }
    return "";
}

Text text_of(RowFate fate)
{
    switch (fate) {
    case RowFate::added: return say("added", "新增");
    case RowFate::changed: return say("changed", "更改");
    case RowFate::unchanged: return say("unchanged", "无变化");
    case RowFate::merged: return say("merged before", "此前已合并");
    case RowFate::failed: return say("failed", "未导入");
    }
    return {};
}

Result<std::size_t> Exporting::write(const ExportRequest& request, const ByteReceiver& sink)
{
    if (!request.query.empty() && request.kind != TableKind::records)
        return error(ErrorKind::usage, say("Only records are found by a query", "只有档案可按检索式导出"))
            .with_hint(say("Leave --query out, or export records.", "请去掉 --query,或导出 records。"));
    if (!request.files.empty() && request.kind != TableKind::records)
        return error(ErrorKind::usage, say("Only records have files", "只有档案(records)有文件可导出"))
            .with_hint(say("Leave --with-files out, or export records.", "请去掉 --with-files,或导出 records。"));
    std::size_t count = 0;
    const auto produce = [&](const SheetRowReceiver& receive) -> Result<void> {
        SheetRow headings;
        std::vector<TableColumn> columns = columns_of(request.kind);
        std::erase_if(columns, [&](const TableColumn& column) {
            const bool tells_files = column.name == "path" || column.name == "attachments" || column.name == "same_as";
            return (tells_files && request.files.empty()) || column.name == "page_range" || column.name == "item" ||
                   column.name == "line" || column.name == forced_column || column.name.starts_with("printed_");
        });  // of lists that come in
        for (const TableColumn& column : columns)
            headings.push_back({SheetCell::Kind::text, header_of(column, request.in_chinese)});
        TRY(receive(headings));
        const auto counted = [&](const SheetRow& row) {
            ++count;
            return receive(row);
        };
        return state_.catalog.snapshot([&] { return table_rows({archive_, state_, request}, columns, counted); });
    };
    if (request.format == TableFormat::csv) {
        TRY(write_csv(sink, produce));
    } else {
        TRY_ASSIGN(const Fd file, write_workbook(std::string(name_of(request.kind)), produce));
        TRY(pass_on(file, sink));
    }
    return count;
}

Result<std::size_t> Exporting::save(const ExportRequest& request, const std::string& path, bool replace)
{
    std::size_t count = 0;
    TRY(save_new_file(*state_.environment.files, path, replace, [&](const ByteReceiver& receive) -> Result<void> {
        TRY_ASSIGN(count, write(request, receive));
        return {};
    }));
    return count;
}

Result<std::string> workbook_of(const std::string& sheet_name, const std::vector<std::vector<std::string>>& rows)
{
    TRY_ASSIGN(const Fd file, write_workbook(sheet_name, [&](const SheetRowReceiver& receive) -> Result<void> {
                   for (const auto& texts : rows) {
                       SheetRow row;
                       for (const auto& text : texts) row.push_back({SheetCell::Kind::text, text});
                       TRY(receive(row));
                   }
                   return {};
               }));
    std::string bytes;
    TRY(pass_on(file, [&](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    }));
    return bytes;
}

}  // namespace fonds
