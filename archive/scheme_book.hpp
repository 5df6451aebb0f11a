// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for the scheme as a whole: as a list, and the schemes that come with Fonds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"

namespace fonds {

struct SchemePreset {
    std::string_view name;
    Text title;
    std::string_view csv;  ///< as SchemeBook::import takes it
};
[[nodiscard]] const std::vector<SchemePreset>& presets();
/// However it is typed (DA/T 13, da-t-13); null when there is no such preset.
[[nodiscard]] const SchemePreset* preset_named(std::string_view name);

enum class SchemeRowStatus { added, changed, same, refused };
[[nodiscard]] std::string_view name_of(SchemeRowStatus status);
[[nodiscard]] Text text_of(SchemeRowStatus status);

struct SchemeRow {
    std::size_t line = 0;  ///< of the list, from 1
    SchemeRowStatus status = SchemeRowStatus::refused;
    std::string code;
    std::optional<Error> problem;
};

struct SchemeReport {
    std::vector<SchemeRow> rows;
    std::size_t added = 0, changed = 0, same = 0, refused = 0;
    bool done = true;  ///< false: nothing was changed
};

/// The categories as CSV with a byte order mark, a row each, parents before what is below them. Cells that a spreadsheet
/// would take for formulas begin with an apostrophe.
[[nodiscard]] std::string scheme_csv(const std::vector<Category>& categories, bool chinese_headers);

/// A category that does not exist yet, as an edit says it. `standard`: the template where none is said; without any name it
/// is called by its code.
[[nodiscard]] Category new_category(const std::string& code, const CategoryEdit& edit, const std::string& standard);

/// Lives no longer than its archive; one thread at a time.
class SchemeBook {
public:
    explicit SchemeBook(Archive& archive) : state_(*archive.state_) {}

    /// Columns by header, English or Chinese, in any order: code 门类代码, parent 上级门类, name 名称, name_en 英文名称,
    /// retention 保管期限, grade 重要性, template 档号模板, numbering 编号范围, scope 范围说明, from 启用日期, until
    /// 停用日期, auto 自动接收, mixed 案卷可混放, meaning 重要性说明, meaning_en 重要性说明(英文), rules 重要性规则, expects
    /// 应有材料 (the last four in lines). Only code is needed. What has no column, and an empty cell other than of parent,
    /// from and until, stays as it is; (none) takes it away. Parents may come after what is below them. With a row that is
    /// refused nothing is done. A list that is none is ErrorKind::bad_input.
    [[nodiscard]] Result<SchemeReport> import(std::string_view csv, bool dry_run);

    /// As Archive::edit_category, also to a period shorter than the law's; the audit log tells of that, and why.
    [[nodiscard]] Result<Category> edit_forced(std::string_view code, const CategoryEdit& edit, std::string_view reason);

private:
    Archive::State& state_;
};

}  // namespace fonds
