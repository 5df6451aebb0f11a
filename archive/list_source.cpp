// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/list_source.hpp"

#include <algorithm>

#include "archive/archive.hpp"
#include "indexer/extract/extractor.hpp"
#include "indexer/extract/table_text.hpp"
#include "schema/core/memory_file.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t most_text = std::uint64_t{512} << 20;

bool is_package(std::string_view bytes)
{
    return bytes.starts_with("PK\x03\x04");
}
bool is_compound_file(std::string_view bytes)
{
    return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
}

/// Open Document Format 1.2, part 3, 3.3: the first entry of the package says in plain bytes what it is.
bool is_open_document(std::string_view bytes)
{
    constexpr std::size_t local_header = 30;
    return is_package(bytes) &&
           bytes.substr(std::min(local_header, bytes.size())).starts_with("mimetypeapplication/vnd.oasis.opendocument.");
}

Error no_list(Text what)
{
    return error(ErrorKind::bad_input, std::move(what))
        .with_hint(say("Save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8.",
                       "请另存为不带密码的 Excel 工作簿(.xlsx)或 CSV UTF-8 格式。"));
}

Result<DocumentText> read_rows(const std::string& bytes, const Environment& environment)
{
    Extractor::Options options;
    options.program = environment.extract_program;
    options.limits.text = most_text;
    Extractor extractor(std::move(options));
    ExtractJob job;
    TRY_ASSIGN(job.file, memory_file("list", bytes));
    job.media_type = table_media_type;
    TRY(extractor.submit(std::move(job)));
    TRY_ASSIGN(auto answer, extractor.next());
    if (!answer) return no_list(say("The workbook cannot be read", "无法读取工作簿"));
    return std::move(answer->text);
}

Result<std::string> csv_of_rows(DocumentText& text)
{
    std::string csv;
    std::uint32_t line = 0;
    for (PageText& page : text.pages) {
        const auto rows = parse_table_rows(page.text, line);
        if (!rows) return no_list(say("The rows of the workbook cannot be understood", "工作簿中的行无法识别"));
        page.text = {};  // as much memory again
        for (TableRow row : *rows) {
            for (; line + 1 < row.number; ++line) csv += "\r\n";
            line = row.number;
            for (SheetCell& cell : row.cells) {
                std::ranges::replace(cell.text, '\n', '\r');
                // As it stands there, so that a mark that came with a CSV file is taken off like one.
                if (cell.kind == SheetCell::Kind::text) cell.kind = SheetCell::Kind::number;
            }
            csv += csv_row(row.cells);
        }
    }
    return csv;
}

}  // namespace

Result<std::string> list_text_of(std::string bytes, const Environment& environment)
{
    if (is_compound_file(bytes))
        return no_list(say("A workbook of Excel 97 to 2003, or one with a password, cannot be read",
                           "无法读取 Excel 97–2003 工作簿或带密码的工作簿"));
    if (is_open_document(bytes))
        return no_list(say("A document in OpenDocument format (.ods) cannot be read", "无法读取 OpenDocument 格式(.ods)"));
    if (!is_package(bytes)) return bytes;
    TRY_ASSIGN(DocumentText text, read_rows(bytes, environment));
    bytes = {};
    if (text.state == TextState::done) return csv_of_rows(text);
    if (text.state == TextState::encrypted) return no_list(say("The workbook has a password", "工作簿带有密码"));
    return no_list(say("The workbook cannot be read: {}", "无法读取工作簿:{}", {text.note}));
}

}  // namespace fonds
