// SPDX-License-Identifier: GPL-3.0-or-later
// What fonds-draw is asked to draw (docs/formats/draw-job.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"
#include "schema/model/form.hpp"
#include "schema/model/label_sheet.hpp"
#include "schema/model/stamp.hpp"

namespace fonds {

struct SeparatorJob {
    Paper paper;
    int count = 1;     ///< sheets
    std::string text;  ///< of the codes and of the line of print
};

/// What one label says. All but the codes may be empty; then nothing is printed in its place.
struct Label {
    std::string qr;    ///< text of the QR code, and the line of print that stands for it
    std::string bars;  ///< text of the Code 128: ASCII; empty: no bars
    std::string code;  ///< the reference code as people read it
    std::string title;
    std::string party;
    std::string category;
    std::string date;
    std::string grade;        ///< 重要 A
    bool stands_out = false;  ///< the grade is to be seen from afar
};

struct LabelJob {
    LabelSheet sheet;
    PrintOffset offset;
    int start = 1;  ///< place of the first label on the first sheet, from 1
    std::vector<Label> labels;
};

struct StampJob {
    std::optional<LabelSheet> sheet;  ///< without one each stamp is a page of just its size
    PrintOffset offset;
    int start = 1;
    std::vector<StampCells> stamps;
};

struct FormJob {
    Form form;
    PrintOffset offset;
};

struct PrintJob {
    std::variant<SeparatorJob, LabelJob, StampJob, FormJob> what;
    Instant created{};  ///< the same job gives the same bytes
};

[[nodiscard]] std::string encode(const PrintJob& job);
/// Anything but a job that can be drawn is ErrorKind::bad_input, or usage where measures are impossible.
[[nodiscard]] Result<PrintJob> decode_print_job(std::string_view text);

inline constexpr int most_sheets = 1'000;   ///< of separators
inline constexpr int most_labels = 20'000;  ///< in one job: a minute or two of drawing

}  // namespace fonds
