// SPDX-License-Identifier: GPL-3.0-or-later
// How cases of appraisal and destruction are shown. Private to cli.
#pragma once

#include <vector>

#include "archive/disposing.hpp"
#include "cli/commands.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

[[nodiscard]] Json json_of(const DispositionCase& one);
[[nodiscard]] Json json_of(const CaseItem& item);
[[nodiscard]] Json json_of(const CaseSignature& one);
[[nodiscard]] Json json_of(const std::vector<LeftOut>& left, Language language);

/// "1 record", "3 records"
[[nodiscard]] Text many_records(std::int64_t count);
/// "1 file", "3 files"
[[nodiscard]] Text many_files(std::int64_t count);
/// "3 records, 2 destroy, 1 extend"
[[nodiscard]] std::string counts_text(Output& output, const CaseCounts& counts);
/// Its state; of one under which nothing was destroyed, that it is but closed.
[[nodiscard]] Text state_text(const DispositionCase& one);
/// What has to happen next, and by whom; empty when the case has ended.
[[nodiscard]] Text next_step(const DispositionCase& one, const std::vector<CaseSignature>& signatures);
void tell_next_step(Output& output, const DispositionCase& one, const std::vector<CaseSignature>& signatures);

void print_case(Context& context, const DispositionCase& one, const std::vector<CaseSignature>& signatures);
void print_case_papers(Output& output, const std::vector<CasePaper>& papers);
void print_case_items(Output& output, const std::vector<CaseItem>& items);
/// Prints the case as it stands, and the next step; gives `code`.
[[nodiscard]] Result<int> show_now(Context& context, const DispositionCase& one, int code);
/// `count`: of all, more than are named perhaps.
void tell_left(Output& output, const std::vector<LeftOut>& left, std::int64_t count);
/// What came in the same scanned stacks as records of a case: told when it is drafted and listed, not when it is too late.
void tell_stacks(Output& output, const std::vector<LeftOut>& notes, std::int64_t count);

}  // namespace fonds::cli
