// SPDX-License-Identifier: GPL-3.0-or-later
// A list of files to file: CSV (RFC 4180), a row each (docs/formats/manifest.md).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/filing.hpp"
#include "archive/named_table.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// A row's item, or what is wrong with it; a bad row never costs the others.
struct ManifestRow {
    std::size_t line = 0;  ///< in the file, from 1
    FilingItem item;       ///< item.path is set as far as it could be read
    std::optional<Error> problem;
};

/// Columns by header, English or Chinese, in any order: path 文件, category 门类, title 题名, party 往来单位, date 日期,
/// grade 重要性, folder 案卷, number 编号, amount 金额, currency 币种, note 备注, tags 标签 (separated by ; , 、 and
/// their full-width forms), responsible 责任者, security 密级, unit 机构, project 项目号, paper_pages 页数; code 档号
/// (assigned elsewhere, or reserved); where its pages are in the folder: page_range 页号, or page_from 起始页号 with page_to
/// 卷尾号 or 页数, told apart with the help of item 件号 (see read_page_cells); line 序号 says nothing. Only path is needed.
/// UTF-8 with or without BOM, or GB18030 as Chinese spreadsheets save it; separated by commas, semicolons or tabs, or as a
/// first line sep=; says. Relative paths start at `directory`. A file that is no such table is ErrorKind::bad_input.
[[nodiscard]] Result<std::vector<ManifestRow>> parse_manifest(std::string_view csv, const std::string& directory,
                                                              const RecordMetadata& defaults, bool default_grade_given);

/// Columns of a manifest: path, then the fields of RecordMetadata.
[[nodiscard]] std::span<const TableColumn> manifest_columns();

/// Reads the fields of RecordMetadata from what people type; shared by options and manifests. `name` is a column's English
/// name; an unknown one is ErrorKind::usage.
[[nodiscard]] Result<void> set_metadata(RecordMetadata& metadata, std::string_view name, std::string_view value);
/// The same of a cell of a list: a day may be the serial number of a spreadsheet, an amount is in the unit of its column and
/// may say its currency.
[[nodiscard]] Result<void> set_listed(RecordMetadata& metadata, std::string_view name, std::string_view value,
                                      const AmountUnit& unit);

/// A day as a cell has it: any form of Date::parse, or a serial number of five figures.
[[nodiscard]] Result<Date> parse_listed_day(std::string_view value);

/// Is it one of those that mean something together, and are read by set_page_range alone?
[[nodiscard]] bool is_of_page_range(std::string_view column);
/// What those columns say, and the number of pages; (none) says nothing.
[[nodiscard]] Result<PagePlace> listed_pages(const NamedTable& table, const CsvRow& row);
/// Columns that say nothing leave the range; one that says (none) takes it away.
[[nodiscard]] Result<void> set_page_range(RecordMetadata& metadata, const NamedTable& table, const CsvRow& row);

}  // namespace fonds
