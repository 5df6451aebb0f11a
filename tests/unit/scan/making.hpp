// SPDX-License-Identifier: GPL-3.0-or-later
// Documents made by the real fonds-scan, and other programs' eyes on them.
#pragma once

#include <fcntl.h>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/extract/page_maker.hpp"
#include "tests/support/place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fonds::test {

inline PageMaker page_maker()
{
    PageMaker maker;
    maker.program = programs() + "/fonds-scan";
    return maker;
}

/// Files that documents are made from, and what was made.
class Workshop {
public:
    PageSource source(const std::string& bytes, const std::string& media_type = "application/pdf",
                      const std::string& password = {})
    {
        const std::string path = folder_ / ("source" + std::to_string(++files_));
        write_file(path, bytes);
        return {Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), media_type, password};
    }

    template <class... Sources>
    Result<std::string> assemble(const std::vector<PagePick>& picks, Sources... sources)
    {
        std::vector<PageSource> all;
        (all.push_back(std::move(sources)), ...);
        std::string bytes;
        TRY(assemble_pages(page_maker(), all, picks, [&](std::string_view piece) -> Result<void> {
            bytes += piece;
            return {};
        }));
        return bytes;
    }

    static Result<std::string> searchable(const PageSource& source, const std::vector<ScannedPage>& scans)
    {
        std::string bytes;
        TRY(make_searchable(page_maker(), source, scans, [&](std::string_view piece) -> Result<void> {
            bytes += piece;
            return {};
        }));
        return bytes;
    }

    std::string path_of(const std::string& bytes)
    {
        const std::string path = folder_ / ("file" + std::to_string(++files_) + ".pdf");
        write_file(path, bytes);
        return path;
    }

    /// What qpdf says against it; empty when nothing.
    std::string faults(const std::string& pdf)
    {
        ProgramCall call;
        call.path = "/usr/bin/qpdf";
        call.arguments = {"--check", path_of(pdf)};
        const auto result = run(call);
        return result.exit_code == 0 ? std::string() : result.out + result.err;
    }

    /// What poppler reads on a page, line by line.
    std::string text(const std::string& pdf, int page = 1)
    {
        ProgramCall call;
        call.path = "/usr/bin/pdftotext";
        const std::string number = std::to_string(page);
        call.arguments = {"-f", number, "-l", number, path_of(pdf), "-"};
        return run(call).out;
    }

    /// A page as poppler draws it: a PPM.
    std::string drawn(const std::string& pdf, int page = 1, const std::string& password = {})
    {
        const std::string number = std::to_string(page);
        ProgramCall call;
        call.path = "/usr/bin/pdftoppm";
        call.arguments = {"-r", "40", "-cropbox", "-f", number, "-l", number};
        if (!password.empty()) call.arguments.insert(call.arguments.end(), {"-upw", password});
        call.arguments.push_back(path_of(pdf));
        return run(call).out;
    }

private:
    TemporaryDirectory folder_{Medium::memory};
    int files_ = 0;
};

}  // namespace fonds::test
