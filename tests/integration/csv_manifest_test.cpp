// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/csv.hpp"
#include "archive/manifest.hpp"

using namespace fonds;

namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> cells_of(std::string_view text, char separator = ',')
{
    std::vector<Cells> all;
    for (const auto& row : parse_csv(text, separator).rows) all.push_back(row.cells);
    return all;
}

std::vector<ManifestRow> rows_of(std::string_view csv, const RecordMetadata& defaults = {}, bool grade_given = false)
{
    auto rows = parse_manifest(csv, "in", defaults, grade_given);
    REQUIRE(rows.ok());
    return *rows;
}

Error mistake_of(std::string_view csv)
{
    auto rows = parse_manifest(csv, "in", {}, false);
    REQUIRE_FALSE(rows.ok());
    CHECK(rows.error().kind == ErrorKind::bad_input);
    CHECK_FALSE(rows.error().what.zh.empty());
    return rows.error();
}

}  // namespace

TEST_CASE("CSV rows end in LF, CRLF or CR, or with the text")
{
    const std::vector<Cells> expected{{"a", "b"}, {"c", "d"}};
    CHECK(cells_of("a,b\nc,d\n") == expected);
    CHECK(cells_of("a,b\r\nc,d\r\n") == expected);
    CHECK(cells_of("a,b\rc,d") == expected);
    CHECK(cells_of("").empty());
    CHECK(cells_of("\n\r\n\n").empty());
}

TEST_CASE("quoted CSV cells hold separators, line breaks and doubled quotes")
{
    CHECK(cells_of("\"a,b\",\"c\nd\",\"e\"\"f\"\n") == std::vector<Cells>{{"a,b", "c\nd", "e\"f"}});
    CHECK(cells_of("\"\",x\n") == std::vector<Cells>{{"", "x"}});
    CHECK(cells_of("\"\"\n") == std::vector<Cells>{{""}});
}

TEST_CASE("CSV is read leniently")
{
    CHECK(cells_of("5\" disk,b\n") == std::vector<Cells>{{"5\" disk", "b"}});  // quotes inside a bare cell
    CHECK(cells_of("\"a\"b,c\n") == std::vector<Cells>{{"ab", "c"}});          // text behind the closing quote
    CHECK(cells_of("a,,\n") == std::vector<Cells>{{"a", "", ""}});
    CHECK(cells_of(",\n") == std::vector<Cells>{{"", ""}});
}

TEST_CASE("CSV rows know the line they begin on")
{
    std::vector<std::size_t> lines;
    for (const auto& row : parse_csv("a\n\"b\nb\"\r\n\nc\nd", ',').rows) lines.push_back(row.line);
    CHECK(lines == std::vector<std::size_t>{1, 2, 5, 6});
    CHECK(parse_csv("a\rb\r\rc", ',').rows.back().line == 4);
}

TEST_CASE("a quote that is never closed is told with the line it opens on")
{
    CHECK(parse_csv("a,b\nc,\"d\"\n", ',').open_quote == 0);
    CHECK(parse_csv("\"open,b\nc", ',').open_quote == 1);
    CHECK(parse_csv("a,b\n\"c\nd\",\"e\nf,g\n", ',').open_quote == 3);
    CHECK(parse_csv("a,\"", ',').open_quote == 1);
}

TEST_CASE("a row with text behind a closing quote is marked as torn")
{
    std::vector<bool> torn;
    for (const auto& row : parse_csv("\"a\"b,c\n\"a\" ,\"b\"\t\na,\"b\nc,\"d\n\"x\"\n", ',').rows) torn.push_back(row.torn);
    CHECK(torn == std::vector<bool>{true, false, true, false});
}

TEST_CASE("the separator is the one that parts the first line most")
{
    CHECK(guess_separator("a,b;c,d\n1;2;3;4") == ',');
    CHECK(guess_separator("a;b;c\n1,2,3,4,5") == ';');
    CHECK(guess_separator("a\tb") == '\t');
    CHECK(guess_separator("path") == ',');
    CHECK(guess_separator("") == ',');
    CHECK(guess_separator("\r\na;b\rc,d,e,f") == ';');
}

TEST_CASE("a first line sep= names the separator and is emptied")
{
    for (const std::string_view first : {"sep=;", "SEP=;", "Sep=;"}) {
        const std::string whole = std::string(first) + "\r\na;b,c,d\n";
        std::string_view text = whole;
        CHECK(take_separator_line(text) == ';');
        CHECK(parse_csv(text, ';').rows.front().cells == Cells{"a", "b,c,d"});
        CHECK(parse_csv(text, ';').rows.front().line == 2);
    }
    for (const std::string_view other :
         {"", "sep=", "sep=;;\n", "sep=\na", "sep=\"\n", "sep;=\n", "separator", "a\nsep=;\n"}) {
        std::string_view text = other;
        INFO(other);
        CHECK_FALSE(take_separator_line(text));
        CHECK(text == other);
    }
}

TEST_CASE("a list says of each file what its columns say, in any order and either language")
{
    const auto rows = rows_of("日期,path,金额,标签,Grade,往来单位,folder,编号,币种,备注,门类,题名\n"
                              "2024年3月5日,a.pdf,12.8万,采购;急件、要,a,华为,001,CG-1,rmb,注,HT,合同\n");
    REQUIRE(rows.size() == 1);
    CHECK_FALSE(rows[0].problem);
    CHECK(rows[0].line == 2);
    CHECK(rows[0].item.path == "in/a.pdf");
    CHECK(rows[0].item.grade_given);
    const RecordMetadata& said = rows[0].item.metadata;
    CHECK(said.date->text() == "2024-03-05");
    CHECK(said.amount->text() == "128000.00");
    CHECK(said.tags == std::vector<std::string>{"采购", "急件", "要"});
    CHECK(said.grade == Grade::A);
    CHECK(said.party == "华为");
    CHECK(said.folder == "001");
    CHECK(said.number == "CG-1");
    CHECK(said.currency == "CNY");
    CHECK(said.note == "注");
    CHECK(said.category == "HT");
    CHECK(said.title == "合同");
}

TEST_CASE("a list says who wrote a paper, how secret it is, and which pages it has in its folder")
{
    const auto rows = rows_of("文件,责任者,密级,机构,项目号,页数,起止页号,起始页号,卷尾号\n"
                              "a.pdf,财务部,机密,bgs,GC-03,5,0001～0005,,\n"
                              "b.pdf,,,,,5,,6,\n"
                              "c.pdf,,,,,,,11,20\n"
                              "d.pdf,,,,,4,1至5,,\n"
                              "e.pdf,,极密,,,,,,\n");
    REQUIRE(rows.size() == 5);
    const RecordMetadata& said = rows[0].item.metadata;
    CHECK(said.responsible == "财务部");
    CHECK(said.security == Security::secret);
    CHECK(said.unit == "BGS");
    CHECK(said.project == "GC-03");
    CHECK(said.paper_pages == 5);
    CHECK(said.page_range == PageRange{1, 5});
    CHECK(rows[1].item.metadata.page_range == PageRange{6, 10});
    CHECK(rows[2].item.metadata.page_range == PageRange{11, 20});
    CHECK(rows[3].problem);
    CHECK(rows[4].problem);
}

TEST_CASE("a list as contents lists are written: rows and items are counted, and an item number is no page")
{
    const auto rows = rows_of("序号,文件,件号,页号,页数\n"
                              "1,a.pdf,0001,1,5\n"
                              "2,b.pdf,0002,2,3\n"
                              "3,c.pdf,0003,9,4\n"
                              "4,d.pdf,four,,\n"
                              "5,e.pdf,0005,,2\n");
    REQUIRE(rows.size() == 5);
    CHECK_FALSE(rows[0].problem);
    CHECK(rows[0].item.metadata.page_range.empty());
    CHECK(rows[1].item.metadata.page_range.empty());
    CHECK(rows[1].item.metadata.paper_pages == 3);
    CHECK(rows[2].item.metadata.page_range == PageRange{9, 12});
    CHECK(rows[3].problem);
    CHECK_FALSE(rows[4].problem);
}

TEST_CASE("tags are parted by semicolons, commas and their full-width forms")
{
    const auto rows = rows_of("path,tags\na,\"a;\xEF\xBC\x9B"
                              "b\xE3\x80\x81"
                              "c\xEF\xBC\x8C"
                              "d,e\"\n");
    CHECK(rows.at(0).item.metadata.tags == std::vector<std::string>{"a", "b", "c", "d", "e"});
}

TEST_CASE("columns without a name and rows without a word are left out, as spreadsheets leave them behind")
{
    const auto rows = rows_of("path,,title,,\n,,,,\na,,A,,\n , \t,\n\"\",\nb,,B\n,,,,\n");
    REQUIRE(rows.size() == 2);
    CHECK_FALSE(rows[0].problem);
    CHECK(rows[0].item.metadata.title == "A");
    CHECK(rows[1].line == 6);
    CHECK(rows[1].item.metadata.title == "B");
    CHECK(rows_of("\n,,\npath,title\na,A\n").size() == 1);

    const Error nameless = mistake_of("path,,title\na,,A\nb,lost,B\n");
    CHECK(nameless.what.en == "Column 2 has no name, but line 3 says something in it");
    CHECK(nameless.where == "1");
    const auto beyond = rows_of("path,title,\na,Smith, Jones\nb,B,\n");
    REQUIRE(beyond.size() == 2);
    CHECK(beyond[0].problem);
    CHECK_FALSE(beyond[1].problem);
}

TEST_CASE("two columns for one field are refused with both names")
{
    const Error twice = mistake_of("\n\npath,title,标题\na,A,B\n");
    CHECK(twice.what.en == "Two columns say the same: title and 标题");
    CHECK(twice.where == "3");
    CHECK(mistake_of("文件,Path\na,b\n").what.zh.find("Path") != std::string::npos);
}

TEST_CASE("a list says its separator in a line sep=, and its lines keep their numbers")
{
    const auto rows = rows_of("\xEF\xBB\xBFsep=;\r\npath;title\r\na;1,2,3\r\n");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].line == 3);
    CHECK(rows[0].item.metadata.title == "1,2,3");
    CHECK(rows_of("sep=|\npath|title\na|b\n").at(0).item.metadata.title == "b");
    CHECK(mistake_of("sep=;\npath;colour\n").where == "2");
}

TEST_CASE("a cell beats the default, an empty one leaves it")
{
    RecordMetadata defaults;
    defaults.category = "FP";
    defaults.party = "Acme";
    const auto rows = rows_of("path,category,party\na,HT,\nb\nc, ,华为,, \t\n", defaults);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].item.metadata.category == "HT");
    CHECK(rows[0].item.metadata.party == "Acme");
    CHECK(rows[1].item.metadata.category == "FP");
    CHECK(rows[2].item.metadata.category == "FP");
    CHECK(rows[2].item.metadata.party == "华为");
    CHECK_FALSE(rows[0].item.grade_given);
    CHECK(rows_of("path\na\n", defaults, true)[0].item.grade_given);
}

TEST_CASE("relative paths start at the list's directory, others stay")
{
    const auto rows = rows_of("path\n a b.pdf \n/abs.pdf\n-\n../up.pdf\n");
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].item.path == "in/a b.pdf");
    CHECK(rows[1].item.path == "/abs.pdf");
    CHECK(rows[2].item.path == "-");
    CHECK(rows[3].item.path == "in/../up.pdf");
}

TEST_CASE("a bad cell spoils its row alone")
{
    const auto rows = rows_of("path,date,amount\na,2024-02-30,1\nb,2024-02-29,much\nc,2024-02-29,1\n,2024-02-29,1\n");
    REQUIRE(rows.size() == 4);
    REQUIRE(rows[0].problem);
    CHECK(rows[0].problem->kind == ErrorKind::usage);
    CHECK(rows[0].item.path == "in/a");
    CHECK(rows[1].problem);
    CHECK_FALSE(rows[2].problem);
    REQUIRE(rows[3].problem);
    CHECK(rows[3].problem->kind == ErrorKind::bad_input);
    CHECK(rows[3].line == 5);
}

TEST_CASE("a row with more than its columns, or torn by a quote, is refused and costs the others nothing")
{
    const auto rows =
        rows_of("path,party,amount\na,Smith, Jones & Co,1\nb,\"Smith, Jones & Co\",1\nc,\"Smith\nd,\"Jones,1\ne,x,1\n");
    REQUIRE(rows.size() == 4);
    REQUIRE(rows[0].problem);
    CHECK(rows[0].problem->kind == ErrorKind::bad_input);
    CHECK(rows[0].problem->what.en == "Line 2 has 4 cells, more than the list has columns (3)");
    CHECK(rows[0].problem->hint.zh.find("引号") != std::string::npos);
    CHECK(rows[0].item.path == "in/a");
    CHECK_FALSE(rows[1].problem);
    CHECK(rows[1].item.metadata.party == "Smith, Jones & Co");
    REQUIRE(rows[2].problem);
    CHECK(rows[2].line == 4);
    CHECK(rows[2].problem->what.en.find("line 4") != std::string::npos);
    CHECK_FALSE(rows[3].problem);
    CHECK(rows[3].item.path == "in/e");
}

TEST_CASE("a list with a quote that is never closed is refused whole, with the line")
{
    const Error open = mistake_of("path,title\na,one\nb,\"two\nc,three\nd,four\n");
    CHECK(open.where == "3");
    CHECK(open.what.en.find("line 3") != std::string::npos);
    CHECK_FALSE(open.hint.empty());
}

TEST_CASE("lists come in UTF-8, with a byte order mark or without, or in GB18030")
{
    CHECK(rows_of("\xEF\xBB\xBF文件,题名\na,合同\n")[0].item.metadata.title == "合同");
    CHECK(rows_of("文件;题名\na;合同\n")[0].item.metadata.title == "合同");
    CHECK(rows_of("\xce\xc4\xbc\xfe\t\xcc\xe2\xc3\xfb\r\na\t\xba\xcf\xcd\xac\r\n")[0].item.metadata.title == "合同");
    CHECK(mistake_of("path\n\xff\xff\xff\n").what.en.find("UTF-8") != std::string::npos);
}

TEST_CASE("a table that is no list is refused whole")
{
    CHECK(mistake_of("").what.en == "The list is empty");
    CHECK(mistake_of("title,date\nx,2024-01-01\n").what.en.find("path") != std::string::npos);
    const Error unknown = mistake_of("path,colour\na,red\n");
    CHECK(unknown.what.en.find("colour") != std::string::npos);
    CHECK(unknown.hint.zh.find("往来单位") != std::string::npos);
    CHECK(rows_of("path\n").empty());
}

TEST_CASE("fields are set by their English names only, and unknown ones are refused")
{
    RecordMetadata metadata;
    CHECK(set_metadata(metadata, "title", "题").ok());
    CHECK(set_metadata(metadata, "currency", "usd").ok());
    CHECK(metadata.currency == "USD");
    for (const auto& [name, value] :
         {std::pair{"colour", "red"}, {"grade", "D"}, {"date", "5.3."}, {"amount", "-"}, {"currency", "Euro"}}) {
        INFO(name);
        const auto set = set_metadata(metadata, name, value);
        REQUIRE_FALSE(set.ok());
        CHECK(set.error().kind == ErrorKind::usage);
    }
    CHECK_FALSE(metadata.date);
    CHECK_FALSE(metadata.amount);
}

TEST_CASE("a header names the unit of amounts, a cell may name its own, and the currency's column is above both")
{
    const auto rows = rows_of("path,金额（万元）,币种\na,12.5,\nb,3,USD\nc,1亿,\nd,$2,\ne,1.23456789,\n");
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].item.metadata.amount == Amount{12'500'000});
    CHECK(rows[0].item.metadata.currency == "CNY");
    CHECK(rows[1].item.metadata.amount == Amount{3'000'000});
    CHECK(rows[1].item.metadata.currency == "USD");
    CHECK(rows[2].item.metadata.amount == Amount{10'000'000'000});
    CHECK(rows[3].item.metadata.currency == "USD");
    CHECK(rows[4].problem);
    CHECK(mistake_of("path,题名(万元)\na,x\n").what.en.find("Unknown column") != std::string::npos);
    CHECK(mistake_of("path,金额(吨)\na,1\n").what.en.find("Unknown column") != std::string::npos);
}

TEST_CASE("days of a list may be serial numbers, and the mark of a text that is no formula comes off")
{
    const auto rows = rows_of("path,date,title\na,45356,'=1+1\nb,二〇二四年三月五日,''+x\nc,3/4/2024,'tis\nd,4535,x\n");
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].item.metadata.date->text() == "2024-03-05");
    CHECK(rows[0].item.metadata.title == "=1+1");
    CHECK(rows[1].item.metadata.date->text() == "2024-03-05");
    CHECK(rows[1].item.metadata.title == "'+x");
    CHECK(rows[2].problem);
    CHECK(rows[2].item.metadata.title == "'tis");
    CHECK(rows[3].problem);
}
