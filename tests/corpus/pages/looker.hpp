// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fonds::test {

/// Other programs' eyes on the first page of a PDF in memory.
class Looker {
public:
    [[nodiscard]] std::string drawn(const std::string& pdf) const
    {
        return run_on("pdftoppm", {"-r", "30", "-cropbox", "-f", "1", "-l", "1"}, pdf).out;
    }
    /// 0: qpdf finds none.
    [[nodiscard]] int faults(const std::string& pdf) const { return run_on("qpdf", {"--check"}, pdf).exit_code; }
    [[nodiscard]] std::string text(const std::string& pdf) const
    {
        return run_on("pdftotext", {"-f", "1", "-l", "1"}, pdf, "-").out;
    }

private:
    [[nodiscard]] ProgramResult run_on(const std::string& program, std::vector<std::string> arguments,
                                       const std::string& pdf, const std::string& last = {}) const
    {
        write_file(folder_ / "file.pdf", pdf);
        ProgramCall call;
        call.path = "/usr/bin/" + program;
        arguments.push_back(folder_ / "file.pdf");
        if (!last.empty()) arguments.push_back(last);
        call.arguments = std::move(arguments);
        return run(call);
    }

    TemporaryDirectory folder_{Medium::memory};
};

}  // namespace fonds::test
