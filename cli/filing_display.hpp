// SPDX-License-Identifier: GPL-3.0-or-later
// What a filing says while it goes on.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "archive/number_book.hpp"
#include "cli/filing_input.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

/// Tells each item as it is decided: a line with its code at once; in JSON one object when its text is decided too.
class FilingDisplay final : public WorkDisplay {
public:
    /// `numbers`: of the archive that is filed into.
    FilingDisplay(Output& output, NumberBook numbers, const Gathered& gathered, bool json)
        : WorkDisplay(output), numbers_(numbers), gathered_(gathered), json_(json)
    {
    }

    void filed(const FilingOutcome& outcome) override;
    void text_read(std::size_t item, TextState state, const std::string& note) override;

    /// The rows of the list that cannot be tried.
    void tell_bad_rows();
    /// What is filed but not told yet, because the run ended before its text was read.
    void tell_the_rest();
    void tell_summary(const FilingSummary& summary);
    /// What was wrong with the last file that failed.
    [[nodiscard]] std::optional<ErrorKind> last_failure() const { return last_failure_; }

private:
    void tell_failure(std::size_t item, Error problem);
    void tell_json(std::size_t item, const std::string& code, const char* status, const TextState* text,
                   const Error* problem, const std::string& note = {});

    void tell_other_year(const FilingOutcome& outcome);

    NumberBook numbers_;
    const Gathered& gathered_;
    bool json_;
    std::map<std::size_t, std::string> waiting_;
    std::map<std::size_t, std::string> codes_;
    std::optional<std::pair<std::int64_t, std::string>> last_numbers_;  ///< how few are left, and behind which code
    std::optional<ErrorKind> last_failure_;
    std::string told_;  ///< the last failure of the system whose hint was told
};

void tell_restored(Output& output, const std::string& path);

}  // namespace fonds::cli
