// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <catch2/catch.hpp>

#include "archive/pdf/sheets.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/pdf/output_of.hpp"

using namespace fonds;
using fonds::test::output_of;

namespace {

constexpr Instant once{std::chrono::milliseconds(1'700'000'000'000)};
constexpr double points = 72 / 25.4;

const StampCells filled{"J001", "2024", "0007", "办公室", "30年", "12"};

std::string drawn(const StampJob& job)
{
    const auto pdf = stamps(job, once);
    REQUIRE(pdf.ok());
    return *pdf;
}

StampJob on_labels(std::vector<StampCells> cells)
{
    StampJob job;
    job.sheet = *parse_label_sheet("1x1:100x50", *paper_named("a4"));
    job.stamps = std::move(cells);
    return job;
}

struct Box {
    double left = -1, top = -1, right = -1, bottom = -1;
};

Box box_of(const std::string& boxes, const std::string& word)
{
    Box box;
    const auto end = boxes.find("\">" + word + "</word>");
    if (end == std::string::npos) return box;
    const auto start = boxes.rfind("<word", end);
    std::sscanf(boxes.c_str() + start, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &box.left, &box.top,
                &box.right, &box.bottom);
    return box;
}

}  // namespace

TEST_CASE("each value of a stamp stands in its cell of 15 by 8 mm below its name")
{
    const test::TemporaryDirectory place;
    test::write_file(place / "a.pdf", drawn(on_labels({filled})));
    const std::string boxes = output_of("pdftotext -bbox '" + (place / "a.pdf") + "' -");
    const double left = (210 - 45) / 2.0 * points, top = (297 - 16) / 2.0 * points;
    for (std::size_t i = 0; i < stamp_cells.size(); ++i) {
        const double x = left + static_cast<double>(i % 3) * 15 * points, y = top + static_cast<double>(i / 3) * 8 * points;
        const Box value = box_of(boxes, filled.*stamp_cells[i].value);
        const Box name = box_of(boxes, std::string(stamp_cells[i].name));
        INFO(stamp_cells[i].name << " " << value.left << " " << value.top << "\n" << boxes);
        CHECK(value.left >= x);
        CHECK(value.right <= x + 15 * points);
        CHECK((value.top + value.bottom) / 2 > y + 2.5 * points);
        CHECK((value.top + value.bottom) / 2 < y + 8 * points);
        CHECK((name.top + name.bottom) / 2 < (value.top + value.bottom) / 2);
        CHECK((name.left + name.right) / 2 == Approx(x + 7.5 * points).margin(1));
    }
}

TEST_CASE("a stamp alone is a page of its very size; what is too long is cut and hostile texts do no harm")
{
    StampJob job;
    job.stamps = {filled, {}};
    job.stamps[1].organisation = std::string(10'000, 'w') + "\xFF\x01\n" + "שלום";
    const test::TemporaryDirectory place;
    test::write_file(place / "a.pdf", drawn(job));
    const std::string info = output_of("pdfinfo '" + (place / "a.pdf") + "'");
    CHECK(info.find("127.559 x 45.3543 pts") != std::string::npos);
    CHECK(info.find("Pages:           2") != std::string::npos);
    CHECK(drawn(job) == drawn(job));
    CHECK(drawn(job).find("/FontFile") == std::string::npos);  // outlines
    CHECK(drawn(on_labels({job.stamps[1]})).starts_with("%PDF-"));
}
