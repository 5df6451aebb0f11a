// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked to be printed: labels, stamps and forms. Part of the facade.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/model/form_data.hpp"
#include "schema/model/label_sheet.hpp"
#include "schema/model/reference_code.hpp"
#include "schema/model/stamp.hpp"

namespace fonds {

/// How labels are printed.
struct LabelRequest {
    LabelSheet sheet;
    std::optional<PrintOffset> offset;  ///< else as the settings say
    int start = 1;                      ///< place of the first label on the first sheet, from 1, row by row
};

enum class FormKind { cover, spine, contents, note, catalogue, transfer, slip, sign };

/// Which form, and for what.
struct FormRequest {
    FormKind kind = FormKind::contents;
    bool in_chinese = true;
    std::string category;              ///< code
    std::string folder;                ///< number; empty: all of the category, covers and spines for each folder
    std::optional<int> year;           ///< of the records' dates
    std::vector<ReferenceCode> codes;  ///< these records instead, in this order
    std::vector<std::string> texts;    ///< of signs
    double width = 30;                 ///< of spines: millimetres; 0: see spines_of
    LoanNote loan;
};

/// What a stamped copy is made with.
struct StampRequest {
    std::string password;     ///< of an encrypted PDF
    bool searchable = false;  ///< with the recognised words, too
};

}  // namespace fonds
