// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "archive/print/drawing.hpp"
#include "tests/support/place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;

namespace {

const std::string fonds_draw = test::programs() + "/fonds-draw";
constexpr Instant once{std::chrono::milliseconds(1'700'000'000'000)};

PrintJob separators(int count = 1)
{
    return {SeparatorJob{*paper_named("a4"), count, "FONDS:SEPARATOR:1"}, once};
}

PrintJob labels(std::string_view sheet, std::size_t count)
{
    LabelJob job;
    job.sheet = *parse_label_sheet(sheet, *paper_named("a4"));
    for (std::size_t i = 0; i < count; ++i)
        job.labels.push_back({"FONDS:CODE:J001-HT.2024-D30-0001", "J001-HT.2024-D30-0001", "J001-HT·2024-D30-0001",
                              "仓库租赁合同", "某某公司", "合同", "2024-03-05", "重要 A", true});
    return {job, once};
}

/// A program in fonds-draw's place that does what `script` says.
Result<std::string> drawn_by(const std::string& script, const PrintJob& job = separators())
{
    const test::TemporaryDirectory place;
    test::write_file(place / "draw", "#!/bin/sh\n" + script + "\n");
    REQUIRE(::chmod((place / "draw").c_str(), 0700) == 0);
    return draw(place / "draw", job);
}

}  // namespace

TEST_CASE("a job is the same on both sides of the pipe")
{
    PrintJob job = labels("63.5x38.1", 2);
    auto& wanted = std::get<LabelJob>(job.what);
    wanted.offset = {1.5, -0.25};
    wanted.start = 21;
    wanted.labels[1].party.clear();
    wanted.labels[1].stands_out = false;
    const auto again = decode_print_job(encode(job));
    REQUIRE(again.ok());
    CHECK(encode(*again) == encode(job));
    const auto& read = std::get<LabelJob>(again->what);
    CHECK(read.sheet.gap_x == 2.5);
    CHECK(read.offset.down == -0.25);
    CHECK(read.labels[0].title == "仓库租赁合同");
    CHECK_FALSE(read.labels[1].stands_out);
    StampJob stamps;
    stamps.stamps = {{"J001", "2024", "0001", "", "永久", "3"}};
    CHECK(encode(*decode_print_job(encode({stamps, once}))) == encode({stamps, once}));
    stamps.sheet = wanted.sheet;
    const auto stamped = decode_print_job(encode({stamps, once}));
    REQUIRE(stamped.ok());
    CHECK(std::get<StampJob>(stamped->what).stamps[0].retention == "永久");
    CHECK(std::get<StampJob>(stamped->what).sheet->columns == 3);
    stamps.sheet = *parse_label_sheet("38.1x21.2", *paper_named("a4"));
    CHECK_FALSE(decode_print_job(encode({stamps, once})).ok());
    CHECK(std::get<SeparatorJob>(decode_print_job(encode(separators(7)))->what).count == 7);
}

TEST_CASE("what is no job is not drawn")
{
    const std::string good = encode(labels("70x37", 1));
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        return text.replace(at, from.size(), to);
    };
    REQUIRE(decode_print_job(good).ok());
    for (const std::string& bad :
         {std::string(), std::string("{}"), std::string("{\"created\":\"2026-11-21T08:15:30.123Z\"}"), good.substr(0, 50),
          with("\"start\":1", "\"start\":25"), with("\"start\":1", "\"start\":0"), with("\"columns\":3", "\"columns\":4"),
          with("\"a4\"", "\"a9\""), with("\"width\":70.0", "\"width\":\"x\""), with("\"qr\":", "\"other\":")})
        CHECK_FALSE(decode_print_job(bad).ok());
    CHECK_FALSE(decode_print_job(encode(separators(100'000))).ok());
}

TEST_CASE("sheets have as many pages as were asked for, and the same job gives the same bytes")
{
    const auto pages = [](const Result<std::string>& pdf) {
        REQUIRE(pdf.ok());
        const test::TemporaryDirectory place{test::Medium::memory};
        test::write_file(place / "a.pdf", *pdf);
        test::ProgramCall call;
        call.path = "/usr/bin/pdfinfo";
        call.arguments = {place / "a.pdf"};
        const std::string info = test::run(call).out;
        return std::stoi(info.substr(info.find("Pages:") + 6));
    };
    CHECK(pages(draw(fonds_draw, separators(3))) == 3);
    CHECK(pages(draw(fonds_draw, labels("L7651", 65))) == 1);
    CHECK(pages(draw(fonds_draw, labels("L7651", 66))) == 2);
    CHECK(*draw(fonds_draw, labels("70x37", 5)) == *draw(fonds_draw, labels("70x37", 5)));
}

TEST_CASE("what has no room is told by the program that draws, in both languages")
{
    const auto refused = draw(fonds_draw, labels("3x20:60x14", 1));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::usage);
    CHECK(refused.error().what.en.find("60 x 14 mm are too small") != std::string::npos);
    CHECK(refused.error().what.zh.find("0.5") != std::string::npos);
    CHECK_FALSE(refused.error().hint.empty());
}

TEST_CASE("a program that is missing, dies or talks nonsense is an error, and nothing waits for it")
{
    CHECK(draw("/nowhere/fonds-draw", separators()).error().kind == ErrorKind::unavailable);
    for (const char* script : {"exit 0", "exit 1", "exit 7", "echo nonsense", "echo nonsense; exit 1", "kill -9 $$",
                               "printf '%%PDF-1.5 half'; exit 2", "echo '{\"kind\":\"fixity\"}'; exit 1"}) {
        INFO(script);
        CHECK(drawn_by(script).error().kind == ErrorKind::unavailable);
    }
    CHECK(drawn_by("kill -INT $$").error().kind == ErrorKind::interrupted);
    CHECK(*drawn_by("cat >/dev/null; printf '%%PDF-'") == "%PDF-");
}

TEST_CASE("further tables of a form come through the pipe, and those with more cells than columns are refused")
{
    Form form;
    form.title = "销毁证明";
    form.columns = {{"题名", 1, false}};
    form.rows = {{"合同"}};
    form.more = {{"文件", {{"档号", 1, false}, {"SHA-256", 3, true}}, {{"HT-1", std::string(64, 'a')}}}};
    const PrintJob job{FormJob{form, {}}, once};
    const auto again = decode_print_job(encode(job));
    REQUIRE(again.ok());
    CHECK(encode(*again) == encode(job));
    const Form& read = std::get<FormJob>(again->what).form;
    CHECK(read.more.at(0).title == "文件");
    CHECK(read.more.at(0).columns.at(1).centred);
    CHECK(read.more.at(0).rows.at(0).at(1).size() == 64);
    const auto drawn = draw(fonds_draw, job);
    REQUIRE(drawn.ok());
    CHECK(drawn->starts_with("%PDF-"));
    form.more[0].rows[0].push_back("one too many");
    CHECK_FALSE(decode_print_job(encode({FormJob{form, {}}, once})).ok());
}

TEST_CASE("charts of a form come through the pipe, and those that cannot be drawn are refused")
{
    Form form;
    form.title = "到期";
    form.foot = "log";
    form.blank_rows = false;
    form.charts = {{"by year", true, {{"2026", 3, "3", true}, {"2027", 0, "0", false}}}};
    const PrintJob job{FormJob{form, {}}, once};
    const auto again = decode_print_job(encode(job));
    REQUIRE(again.ok());
    CHECK(encode(*again) == encode(job));
    const Form& read = std::get<FormJob>(again->what).form;
    CHECK(read.charts.at(0).bars.at(0).marked);
    CHECK(read.foot == "log");
    CHECK_FALSE(read.blank_rows);
    const auto drawn = draw(fonds_draw, job);
    REQUIRE(drawn.ok());
    CHECK(drawn->starts_with("%PDF-"));
    form.charts[0].bars[0].value = -1;
    CHECK_FALSE(decode_print_job(encode({FormJob{form, {}}, once})).ok());
    form.charts[0].bars.assign(most_form_bars + 1, {"x", 1, "1", false});
    CHECK_FALSE(decode_print_job(encode({FormJob{form, {}}, once})).ok());
}
