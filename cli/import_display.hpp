// SPDX-License-Identifier: GPL-3.0-or-later
// What an import tells as it goes on, and at its end.
#pragma once

#include <string>

#include "archive/bagging.hpp"
#include "cli/commands.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

/// Tells each row as it is decided.
class ImportDisplay : public BagObserver {
public:
    /// `list`: what the rows are of. `tables`: there are several lists, and each row says which it is of.
    ImportDisplay(Context& context, const std::string& list, bool tables = false);

    void row(const ImportedRow& row) override;
    void begins(std::string_view table) override { table_ = table; }
    void problem(const Error& error) override;
    void progress(Phase phase, std::size_t done, std::size_t total) override { progress_.progress(phase, done, total); }
    bool stop_requested() override { return progress_.stop_requested(); }

private:
    void tell_json(const ImportedRow& row);
    void tell_csv(const ImportedRow& row);

    Output& output_;
    WorkDisplay progress_;
    std::string list_, table_;
    bool json_, csv_, every_row_, tables_;
};

/// The counts, and what is left to do.
void tell_import(Output& output, const ImportSummary& summary);

}  // namespace fonds::cli
