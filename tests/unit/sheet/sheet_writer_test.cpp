// SPDX-License-Identifier: GPL-3.0-or-later
// Workbooks that were written, as the reader of foreign ones sees them.
#include <catch2/catch.hpp>

#include "archive/sheet/sheet_writer.hpp"
#include "indexer/extract/table_text.hpp"
#include "indexer/worker/mapped_file.hpp"
#include "indexer/worker/table_reader.hpp"

using namespace fonds;

namespace {

SheetRow texts(const std::vector<std::string>& all)
{
    SheetRow row;
    for (const auto& text : all) row.push_back({SheetCell::Kind::text, text});
    return row;
}

Result<Fd> written(const std::vector<SheetRow>& rows)
{
    return write_workbook("Sheet", [&](const SheetRowReceiver& receive) -> Result<void> {
        for (const auto& row : rows) TRY(receive(row));
        return {};
    });
}

std::vector<TableRow> round_trip(const std::vector<SheetRow>& rows)
{
    const auto file = written(rows);
    REQUIRE(file.ok());
    const auto mapped = MappedFile::map(*file);
    REQUIRE(mapped);
    const DocumentText text = read_table(mapped->bytes(), {});
    INFO(text.note);
    REQUIRE(text.state == TextState::done);
    std::vector<TableRow> all;
    for (const auto& page : text.pages) {
        const auto part = parse_table_rows(page.text, all.empty() ? 0 : all.back().number);
        REQUIRE(part);
        all.insert(all.end(), part->begin(), part->end());
    }
    return all;
}

}  // namespace

TEST_CASE("what is written to a workbook is read back cell by cell")
{
    const auto rows =
        round_trip({texts({"题名", "金额", "日期"}),
                    {{SheetCell::Kind::text, "合同\t一\n第二行"}, number_cell("1234.50"), date_cell("2024-03-05")},
                    {{}, number_cell("-7"), {}},
                    {{SheetCell::Kind::text, "𠮷 & <b> \"q\""}}});
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].cells.at(0).text == "合同\t一\n第二行");
    CHECK(rows[1].cells.at(1).text == "1234.5");
    CHECK(rows[1].cells.at(1).kind == SheetCell::Kind::number);
    CHECK(rows[1].cells.at(2).text == "2024-03-05");
    CHECK(rows[1].cells.at(2).kind == SheetCell::Kind::date);
    CHECK(rows[2].cells.at(0).text.empty());
    CHECK(rows[2].cells.at(1).text == "-7");
    CHECK(rows[2].number == 3);
    CHECK(rows[3].cells.at(0).text == "𠮷 & <b> \"q\"");
}

TEST_CASE("text stays text: formulas, figures with zeros in front, long numbers, what looks like a code of a character")
{
    const std::vector<std::string> values{"=1+1",    "@SUM(A1)", "-5",      "00123", "12345678901234567890",
                                          "_x0041_", "'quoted",  " padded "};
    const auto rows = round_trip({texts(values)});
    REQUIRE(rows.size() == 1);
    REQUIRE(rows[0].cells.size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        CAPTURE(values[i]);
        CHECK(rows[0].cells[i].text == values[i]);
        CHECK(rows[0].cells[i].kind == SheetCell::Kind::text);
    }
}

TEST_CASE("a number that Excel would round is written as text")
{
    const auto rows = round_trip({{number_cell("89999999999999999.99"), number_cell("1234567890123.45")}});
    CHECK(rows[0].cells[0].text == "89999999999999999.99");
    CHECK(rows[0].cells[0].kind == SheetCell::Kind::text);
    CHECK(rows[0].cells[1].text == "1234567890123.45");
    CHECK(rows[0].cells[1].kind == SheetCell::Kind::number);
}

TEST_CASE("a cell that is too long is refused with advice, and so is what the producer refuses")
{
    CHECK(written({texts({std::string(32'767, 'x')})}).ok());
    const auto refused = written({texts({std::string(32'768, 'x')})});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::usage);
    CHECK(refused.error().hint.en.find("CSV") != std::string::npos);
    const auto stopped = write_workbook(
        "x", [](const SheetRowReceiver&) -> Result<void> { return error(ErrorKind::interrupted, say("stop", "停")); });
    REQUIRE_FALSE(stopped.ok());
    CHECK(stopped.error().kind == ErrorKind::interrupted);
}
