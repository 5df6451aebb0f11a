// SPDX-License-Identifier: GPL-3.0-or-later
// 四性检测: are records authentic, complete, usable and safe? The checks of DA/T 70-2018 that a program can carry out, under
// ids of our own; docs/man/fonds-examine.1 tells what each looks at.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/json.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// When: 归档, on demand, 移交与接收, 长期保存.
enum class ExamStage { intake, demand, transfer, schedule };
[[nodiscard]] std::string_view name_of(ExamStage stage);
[[nodiscard]] Text text_of(ExamStage stage);
[[nodiscard]] std::optional<ExamStage> exam_stage(std::string_view name);

enum class ExamResult { pass, fail, not_applicable };
[[nodiscard]] std::string_view name_of(ExamResult result);
[[nodiscard]] Text text_of(ExamResult result);

enum class ExamGroup { authenticity, integrity, usability, safety };
[[nodiscard]] std::string_view name_of(ExamGroup group);
[[nodiscard]] Text text_of(ExamGroup group);  ///< 真实性 完整性 可用性 安全性

/// A check that is carried out.
struct ExamKind {
    std::string_view id;  ///< A1 … S1
    ExamGroup group;
    std::string_view en, zh;
};
[[nodiscard]] std::span<const ExamKind> exam_kinds();

/// What did not pass a check.
struct ExamFault {
    std::string subject;  ///< reference code, number, or path in the package
    Text why;
};
inline constexpr std::size_t most_exam_faults = 20;  ///< told of one check

struct ExamCheck {
    std::string id;
    ExamResult result = ExamResult::not_applicable;
    std::int64_t examined = 0, failed = 0;  ///< records, files or numbers
    Text evidence;                          ///< what was looked at, or why nothing was
    std::vector<ExamFault> faults;          ///< the first of them
};

/// Who looked for malware; empty: nobody.
struct ExamScanner {
    std::string name, version, signatures;  ///< signatures: their number and date, as the scanner tells them
};

struct Examination {
    std::int64_t number = 0;
    ExamStage stage = ExamStage::demand;
    std::string scope;         ///< all, category:KU, folder:KU/1, records:3, since:120, package:DIR
    std::int64_t records = 0;  ///< that were examined
    std::int64_t failed = 0;   ///< checks
    Instant at{};
    std::string actor;
    std::string digest;  ///< SHA-256 of the stored report, hexadecimal
    ExamScanner scanner;
    std::vector<ExamCheck> checks;  ///< all kinds, in their order
};

/// The report as it is stored, with texts in both languages; number, time, actor and digest stand beside it.
[[nodiscard]] Json stored_report(const Examination& examination);
/// Fills stage, scope, records, failed, scanner and checks. ErrorKind::corrupt for what is no report.
[[nodiscard]] Result<Examination> read_report(std::string_view json);

/// Kinds of files on the list for long keeping unless settings say otherwise: GB/T 18894-2016 (text, layout, pictures,
/// vector graphics, databases, sound, video, mail), PNG as DA/T 31-2017 has it, CSV and XLSX as they are read everywhere.
inline constexpr std::array<std::string_view, 27> formats_for_keeping{
    "ofd",  "pdf", "txt", "xml", "csv",  "tif", "jpg", "png", "svg", "swf", "wmf", "emf", "eps", "dxf",
    "step", "stp", "et",  "xls", "xlsx", "dbf", "wav", "mp3", "mpg", "mp4", "flv", "avi", "eml"};
inline constexpr std::array<std::string_view, 9> examined_fields{"title",  "date",     "responsible", "party", "number",
                                                                 "folder", "security", "unit",        "pages"};
inline constexpr std::array<std::string_view, 3> examined_keys{"number", "title", "bytes"};

}  // namespace fonds
