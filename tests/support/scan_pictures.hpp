// SPDX-License-Identifier: GPL-3.0-or-later
// Pages as a scanner would give them: drawn by Fonds, turned into pixels by pdftoppm.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "archive/pdf/page_drawing.hpp"
#include "tests/support/place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/extract/pdf_builder.hpp"

namespace fonds::test {

/// A page with these paragraphs in large letters, as a grey JPEG, PNG or TIFF file ("jpeg", "png", "tiff") of A4 at 150 dpi.
[[nodiscard]] inline std::string scan_picture(const std::vector<std::string>& paragraphs, const std::string& format = "jpeg")
{
    PageDrawing drawing({"scan", "", Instant{}, PageNumbers::none, "", 72});
    for (const std::string& text : paragraphs) {
        Paragraph paragraph;
        paragraph.text = text;
        paragraph.style.size = 18;
        paragraph.style.space_after = 12;
        drawing.add(std::move(paragraph));
    }
    const auto pdf = drawing.pdf();
    if (!pdf.ok()) throw std::runtime_error(pdf.error().what.en);
    const TemporaryDirectory place{Medium::memory};
    write_file(place / "page.pdf", *pdf);
    ProgramCall call;
    call.path = "/usr/bin/pdftoppm";
    call.arguments = {"-r", "150", "-gray", "-" + format, "-singlefile", place / "page.pdf", place / "page"};
    const ProgramResult drawn = run(call);
    if (drawn.exit_code != 0) throw std::runtime_error("pdftoppm: " + drawn.err);
    return read_file(place / ("page." + std::string(format == "jpeg" ? "jpg" : format == "tiff" ? "tif" : format)));
}

/// "/Width … /Height … /ColorSpace …" of a baseline JPEG file.
[[nodiscard]] inline std::string size_of_jpeg(const std::string& jpeg)
{
    const auto frame = jpeg.find("\xFF\xC0");
    if (frame == std::string::npos) throw std::runtime_error("no baseline JPEG file");
    const auto number = [&](std::size_t at) {
        return static_cast<unsigned char>(jpeg.at(at)) << 8 | static_cast<unsigned char>(jpeg.at(at + 1));
    };
    return "/Width " + std::to_string(number(frame + 7)) + " /Height " + std::to_string(number(frame + 5)) +
           (jpeg.at(frame + 9) == 1 ? " /ColorSpace /DeviceGray" : " /ColorSpace /DeviceRGB");
}

/// A PDF whose pages are such JPEG files and nothing else; `over` is set over each picture: a text layer.
[[nodiscard]] inline std::string scan_pdf(const std::vector<std::string>& pictures, const std::string& over = {})
{
    TestPdf pdf;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        pdf.objects.push_back("<< /Type /XObject /Subtype /Image " + size_of_jpeg(pictures[i]) +
                              " /BitsPerComponent 8 /Filter /DCTDecode /Length " + std::to_string(pictures[i].size()) +
                              " >>\nstream\n" + pictures[i] + "\nendstream");
        pdf.pages.push_back(
            {"q 595 0 0 842 0 0 cm /Im Do Q " + over, "", "/XObject << /Im " + std::to_string(4 + i) + " 0 R >>"});
    }
    return pdf_of(pdf);
}

}  // namespace fonds::test
