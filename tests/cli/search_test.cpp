// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::vector<std::string> codes(const ArchiveFixture& archive, CommandLine arguments)
{
    arguments.insert(arguments.begin(), {"search", "--json", "--no-relax"});
    const auto result = archive.fonds(arguments);
    INFO(result.err);
    REQUIRE((result.exit_code == 0 || result.exit_code == 4));
    const Json hits = parse_json(result.out).get("hits");
    CHECK((result.exit_code == 4) == (hits.size() == 0));
    return texts_of(hits, "code");
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("what is filed is found at once, with its pages and the words marked")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.pdf", small_pdf({"First page", "The <payment> terms & conditions"}),
                                   {"--title", "采购合同", "--party", "Acme", "--date", "2024-03-05", "--amount", "1234.5"});
    const Json found = answer(archive, {"search", "--json", "payment"});
    CHECK(found.keys() == std::vector<std::string>{"total", "hits", "facets", "relaxed"});
    CHECK(found.get("total").number() == 1);
    CHECK(found.get("relaxed").size() == 0);
    const Json hit = found.get("hits").at(0);
    CHECK(hit.keys() == std::vector<std::string>{"code", "title", "category", "party", "date", "grade", "amount", "currency",
                                                 "pages", "snippet", "score"});
    CHECK(hit.get("code").text() == code);
    CHECK(hit.get("amount").text() == "1234.50");
    REQUIRE(hit.get("pages").size() == 1);
    CHECK(hit.get("pages").at(0).number() == 2);
    CHECK(contains(hit.get("snippet").text(), "&lt;<mark>payment</mark>&gt; terms &amp; conditions"));

    const auto shown = archive.fonds({"search", "payment"});
    CHECK(shown.exit_code == 0);
    for (const char* part : {"采购合同", "Acme", "2024-03-05", "1,234.50 CNY", "page 2", "<payment> terms"}) {
        INFO(part);
        CHECK(contains(shown.out, part));
    }
    CHECK(contains(shown.err, "1–1 of 1"));
}

TEST_CASE("Chinese is found in either script, in any width, and with spaces between its characters")
{
    const ArchiveFixture archive;
    const auto simplified = archive.file("a.txt", "本合同的违约责任由双方约定。"),
               traditional = archive.file("b.txt", "本檔案庫的違約責任另行約定。"),
               spaced = archive.file("c.txt", "违 约 责 任 见 附 件"),
               wide = archive.file("d.txt", "ＡＢＣ公司 发票号码 ２０２４０３１８"),
               number = archive.file("e.txt", "发票号码 032002003120240318 已开具");
    for (const char* query : {"违约责任", "違約責任"}) {
        INFO(query);
        const auto found = codes(archive, {query});
        CHECK(found.size() == 3);
    }
    CHECK(codes(archive, {"\"违约责任\""}).size() == 3);
    CHECK(codes(archive, {"abc"}) == Codes{wide});
    CHECK(codes(archive, {"ａｂｃ"}) == Codes{wide});
    CHECK(codes(archive, {"20240318"}).size() == 2);
    CHECK(codes(archive, {"0320020031"}) == Codes{number});
    CHECK(codes(archive, {"本合同"}) == Codes{simplified});
    CHECK(codes(archive, {"檔案"}) == Codes{traditional});
    CHECK(codes(archive, {"违约", "附件"}) == Codes{spaced});
}

TEST_CASE("fields, operators and ranges")
{
    const ArchiveFixture archive;
    for (const char* name : {"1.txt", "2.txt", "3.txt"}) (void)archive.write(name, std::string("document ") + name);
    (void)archive.write("list.csv", "path,category,title,party,date,grade,amount,number,tags,note\n"
                                    "1.txt,HT,采购合同,华为技术有限公司,2024-03-05,A,128000,CG-2024-018,急件,续签\n"
                                    "2.txt,HT,销售合同,Acme Ltd,2023-06-01,B,5000,XS-7,,\n"
                                    "3.txt,FP,发票,Acme Ltd,2024-12-31,B,99.5,,,\n");
    REQUIRE(archive.fonds({"file", "--from", "list.csv"}).exit_code == 0);
    const std::string a = "J001-HT·2024-D30-0001", b = "J001-HT·2023-D30-0001", c = "J001-FP·2024-D30-0001";
    CHECK(codes(archive, {"title:采购"}) == Codes{a});
    CHECK(codes(archive, {"party:华为"}) == Codes{a});
    CHECK(codes(archive, {"单位:华为"}) == Codes{a});
    CHECK(codes(archive, {"category:FP"}) == Codes{c});
    CHECK(codes(archive, {"grade:A"}) == Codes{a});
    CHECK(codes(archive, {"tag:急件"}) == Codes{a});
    CHECK(codes(archive, {"note:续签"}) == Codes{a});
    CHECK(codes(archive, {"number:CG-2024-018"}) == Codes{a});
    CHECK(codes(archive, {"code:J001-HT.2023*"}) == Codes{b});
    CHECK(codes(archive, {"amount:>10万"}) == Codes{a});
    CHECK(codes(archive, {"amount:..100"}) == Codes{c});
    CHECK(codes(archive, {"date:2023"}) == Codes{b});
    CHECK(codes(archive, {"date:2024-03..2024-12", "--sort", "date"}) == Codes{c, a});
    CHECK(codes(archive, {"year:2023"}) == Codes{b});
    CHECK(codes(archive, {"type:txt"}).size() == 3);
    CHECK(codes(archive, {"合同 -销售"}) == Codes{a});
    CHECK(codes(archive, {"合同 NOT 销售"}) == Codes{a});
    CHECK(codes(archive, {"发票 OR 销售", "--sort", "amount"}) == Codes{b, c});
    CHECK(codes(archive, {"category:HT (采购 OR 发票)"}) == Codes{a});
    CHECK(codes(archive, {"*", "--sort", "code"}) == Codes{c, b, a});
    CHECK(codes(archive, {"*", "--sort", "code", "--reverse"}) == Codes{a, b, c});
    CHECK(codes(archive, {"*", "--sort", "amount", "--limit", "1", "--offset", "1"}) == Codes{b});
    const auto beyond = archive.fonds({"search", "*", "--offset", "9"});
    CHECK(beyond.exit_code == 0);
    CHECK(beyond.out.empty());
    CHECK(contains(beyond.err + beyond.out, "only"));
    CHECK_FALSE(contains(beyond.err, "9–"));
    CHECK(codes(archive, {"category:GC"}).empty());
}

TEST_CASE("facets count all hits, not only those shown")
{
    const ArchiveFixture archive;
    for (const char* name : {"1", "2", "3"}) (void)archive.write(name, std::string("合同 ") + name);
    (void)archive.write(
        "list.csv", "path,category,party,date,grade\n1,HT,甲,2024-01-01,A\n2,HT,甲,2023-01-01,B\n3,FP,乙,2024-01-01,B\n");
    REQUIRE(archive.fonds({"file", "--from", "list.csv"}).exit_code == 0);
    const Json found = answer(archive, {"search", "--json", "--limit", "1", "合同"});
    CHECK(found.get("total").number() == 3);
    CHECK(found.get("hits").size() == 1);
    const Json facets = found.get("facets");
    CHECK(facets.get("category").at(0).get("value").text() == "HT");
    CHECK(facets.get("category").at(0).get("count").number() == 2);
    CHECK(facets.get("party").at(0).get("value").text() == "甲");
    CHECK(facets.get("year").at(0).get("value").text() == "2024");
    CHECK(facets.get("grade").at(0).get("value").text() == "B");
    const auto shown = archive.fonds({"search", "--facets", "合同"});
    CHECK(contains(shown.out, "category: HT 2, FP 1"));
    CHECK_FALSE(contains(archive.fonds({"search", "合同"}).out, "category: HT"));
}

TEST_CASE("nothing found ends with 4 and says how to find more")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "正文");
    const auto nothing = archive.fonds({"search", "完全没有这样的词"});
    CHECK(nothing.exit_code == 4);
    CHECK(nothing.out.empty());
    CHECK(contains(nothing.err, "--help"));
    const Json json = answer(archive, {"search", "--json", "xyzzy"}, 4);
    CHECK(json.get("total").number() == 0);
}

TEST_CASE("a query without hits is widened, and the answer says so")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "采购合同 payment schedule", {"--party", "华为技术有限公司"});
    const Json one_less = answer(archive, {"search", "--json", "采购合同", "xyzzy"});
    CHECK(texts_of(one_less.get("hits"), "code") == Codes{code});
    REQUIRE(one_less.get("relaxed").size() == 1);
    CHECK(one_less.get("relaxed").at(0).get("query").text() == "采购合同");
    CHECK(contains(one_less.get("relaxed").at(0).get("reason").text(), "xyzzy"));

    CHECK(texts_of(answer(archive, {"search", "--json", "paymemt"}).get("hits"), "code") == Codes{code});
    CHECK(texts_of(answer(archive, {"search", "--json", "hwjs"}).get("hits"), "code") == Codes{code});
    CHECK(contains(archive.fonds({"search", "采购合同", "xyzzy"}).err, "searched for"));
    CHECK(archive.fonds({"search", "--no-relax", "采购合同", "xyzzy"}).exit_code == 4);
}

TEST_CASE("of a long query the first words are looked at when nothing is found, and the answer says so")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "one two three four five six seven eight nine ten");
    const Json early = answer(archive, {"search", "--json", "one xyzzy two three four five six seven eight nine"});
    CHECK(texts_of(early.get("hits"), "code") == Codes{code});
    CHECK(contains(early.get("relaxed").at(0).get("reason").text(), "first 8 words"));
    CHECK(answer(archive, {"search", "--json", "one two three four five six seven eight xyzzy"}, 4).get("total").number() ==
          0);
    const Json few = answer(archive, {"search", "--json", "one xyzzy two three four five six seven"});
    CHECK_FALSE(contains(few.get("relaxed").at(0).get("reason").text(), "first 8"));
}

TEST_CASE("a mistake in the query is shown with a caret under its place")
{
    const ArchiveFixture archive;
    const auto open = archive.fonds({"search", "合同 (采购"});
    CHECK(open.exit_code == 2);
    CHECK(open.out.empty());
    CHECK(contains(open.err, "  合同 (采购\n       ^\n"));
    const auto field = archive.fonds({"search", "titel:采购"});
    CHECK(field.exit_code == 2);
    CHECK(contains(field.err, "title"));
    for (const char* query : {"amount:much", "date:2024-13", "grade:D", "\"open", "a AND", "OR b", "is:red", "title:"}) {
        INFO(query);
        const auto wrong = archive.fonds({"search", query});
        CHECK(wrong.exit_code == 2);
        CHECK(contains(wrong.err, "^"));
    }
    CHECK(archive.fonds({"search"}).exit_code == 2);
}

TEST_CASE("a query may begin with a dash behind --")
{
    const ArchiveFixture archive;
    const auto a = archive.file("a.txt", "甲方"), b = archive.file("b.txt", "乙方");
    CHECK(codes(archive, {"--", "-甲方"}) == Codes{b});
}
