// SPDX-License-Identifier: GPL-3.0-or-later
// What 会计档案管理办法 (order 79) has of categories, and every road by which they could be kept shorter.
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// With the categories of accounting, the rules of accounting, and one of a year.
struct Accounts : ArchiveFixture {
    Accounts()
    {
        good({"category", "import", "--preset", "accounting"});
        good({"rule", "import", "--preset", "accounting"});
        good({"rule", "add", "MY-1", "--name", "一年", "--period", "1y"});
    }
    void good(const CommandLine& arguments) const { ends(arguments, 0); }
    void refused(const CommandLine& arguments) const { ends(arguments, 5); }
    void ends(const CommandLine& arguments, int exit_code) const
    {
        const auto result = fonds(arguments);
        std::string line;
        for (const auto& word : arguments) line += " " + word;
        INFO(line << "\n" << result.out << result.err);
        CHECK(result.exit_code == exit_code);
    }
    [[nodiscard]] std::string retention(const std::string& code) const
    {
        return answer(*this, {"category", "show", code, "--json"}).get("retention").text();
    }
};

}  // namespace

TEST_CASE("A list of categories is measured by the law as an edit is, row by row, and may say why it is shorter")
{
    const Accounts home;
    const std::string list = home.write("c.csv", "code,retention\nKU·BG,D1\nHT,D20\n");
    const auto imported = home.fonds({"import", "categories", list});
    CHECK(imported.exit_code == 3);
    CHECK(contains(imported.err, "order 79"));
    CHECK(contains(imported.err, "column forced"));
    CHECK(home.retention("KU·BG") == "Y");
    CHECK(home.retention("HT") == "D20");
    home.ends({"import", "categories", list, "--dry-run"}, 3);
    home.ends({"category", "import", list}, 3);
    // What is new is measured, too.
    home.ends({"import", "categories", home.write("n.csv", "code,parent,name,retention\nKU·PZ·A,KU·PZ,其他,D5\n")}, 3);
    home.ends({"category", "show", "KU·PZ·A"}, 4);

    const std::string why = home.write("w.csv", "门类代码,保管期限,低于法定的原因\nKU·BG,10年,纸质原件另存\n");
    home.good({"import", "categories", why});
    home.good({"category", "import", home.write("x.csv", "code,retention,forced\nKU·PZ,D10,decision 7\n")});
    CHECK(home.retention("KU·BG") == "D10");
    const auto exceptions = home.fonds({"report", "exceptions"}).out;
    CHECK(contains(exceptions, "纸质原件另存"));
    CHECK(contains(exceptions, "decision 7"));
    // As it is, it may stay.
    home.good({"import", "categories", home.write("y.csv", "code,name,retention\nKU·BG,报告,D10\n")});
    CHECK_FALSE(contains(home.fonds({"export", "categories", "--lang", "en"}).out, "forced"));
    home.good({"check", "--full"});
}

TEST_CASE("A package brings categories and rules as they were, and the report of exceptions tells it")
{
    const Accounts home;
    home.good({"category", "edit", "KU·PZ", "--retention", "D10", "--force", "纸质另存"});
    home.good({"rule", "assign", "MY-1", "--category", "KU·ZB", "--force", "纸质另存"});
    const std::string bag = home.beside("bag");
    home.good({"export", "archive", bag});
    const ArchiveFixture other;
    const auto taken = other.fonds({"import", "archive", bag});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 0);
    CHECK(answer(other, {"category", "show", "KU·PZ", "--json"}).get("retention").text() == "D10");
    const auto exceptions = other.fonds({"report", "exceptions"}).out;
    CHECK(contains(exceptions, "D10: 随移交包带入"));
    CHECK(contains(exceptions, "MY-1, 1y: 随移交包带入"));
}

TEST_CASE("A category that is renamed is what it was: the law goes by its code and by every name it ever had")
{
    const Accounts home;
    home.good({"category", "edit", "KU·BG", "--name", "年报"});
    home.good({"category", "edit", "KU·PZ", "--name", "单据"});
    home.good({"category", "edit", "FP", "--name", "其他", "--name-en", "Slips"});
    home.good({"category", "edit", "FP", "--name", "杂项"});
    for (const char* code : {"KU·BG", "KU·PZ", "FP"}) {
        home.refused({"category", "edit", code, "--retention", "D1"});
        home.refused({"category", "edit", code, "--name", "别的", "--retention", "D1"});
        home.refused({"rule", "assign", "MY-1", "--category", code});
        home.ends({"import", "categories", home.write("c.csv", "code,name,retention\n" + std::string(code) + ",别的,D1\n")},
                  3);
    }
    CHECK(home.retention("FP") == "D30");
    CHECK(answer(home, {"report", "rules", "--json"}).get("totals").get("below_law").number() == 0);
    // One that was never called so is another matter.
    home.good({"category", "edit", "QT", "--retention", "D1"});
}

TEST_CASE("What stands below the law is listed as long as it does, with the reason")
{
    const Accounts home;
    CHECK_FALSE(contains(home.fonds({"check", "order", "--json"}).out, "order.below_law"));
    home.good({"category", "edit", "FP", "--retention", "D5", "--force", "纸质另存"});
    home.good({"rule", "assign", "MY-1", "--category", "KU·ZB", "--force", "decision 7"});
    home.good({"category", "edit", "FP", "--name", "其他"});
    const Json order = answer(home, {"check", "order", "--json"}, 3);
    CHECK(order.get("counts").get("order.below_law").number() == 2);
    const auto told = home.fonds({"check", "order"}).out;
    CHECK(contains(told, "categories kept shorter than the law has them"));
    CHECK(contains(told, "forced: 纸质另存"));
    const auto exceptions = home.fonds({"report", "exceptions", "--from", "2999-01-01"}).out;
    CHECK(contains(exceptions, "stands below the law now"));
    CHECK(contains(exceptions, "纸质另存"));
    CHECK(contains(exceptions, "decision 7"));
    CHECK(answer(home, {"report", "rules", "--json"}).get("totals").get("below_law").number() == 2);
    home.good({"category", "edit", "FP", "--retention", "D30"});
    home.good({"rule", "unassign", "MY-1", "--category", "KU·ZB"});
    CHECK_FALSE(contains(home.fonds({"report", "exceptions"}).out, "stands below the law now"));
}

TEST_CASE("A rule that is long enough and begins too early is shorter than the law, too")
{
    const Accounts home;
    home.good({"rule", "add", "MY-4", "--name", "自形成", "--period", "30y", "--starts", "created"});
    const auto early = home.fonds({"rule", "assign", "MY-4", "--category", "KU·PZ"});
    CHECK(early.exit_code == 5);
    CHECK(contains(early.err, "counts from the day of the document"));
    home.good({"rule", "add", "MY-5", "--name", "半年度", "--period", "30y", "--starts", "fiscal_year_end", "--year-ends",
               "06-30"});
    home.refused({"rule", "assign", "MY-5", "--category", "KU·PZ"});
    home.good({"rule", "add", "MY-6", "--name", "项目", "--period", "30y", "--starts", "project_accepted"});
    home.refused({"rule", "assign", "MY-6", "--category", "KU·PZ"});
    // A year more makes up for it.
    home.good({"rule", "add", "MY-7", "--name", "更长", "--period", "31y", "--starts", "created"});
    home.good({"rule", "assign", "MY-7", "--category", "KU·PZ"});
    home.refused({"rule", "edit", "MY-7", "--period", "30y"});
    home.good({"rule", "add", "MY-8", "--name", "次年起", "--period", "30y"});
    home.good({"rule", "assign", "MY-8", "--category", "KU·PZ"});
    home.refused({"rule", "edit", "MY-8", "--starts", "created"});
    home.ends({"rule", "import", home.write("r.csv", "code,starts\nMY-8,created\n")}, 3);
    home.good({"rule", "edit", "MY-8", "--starts", "created", "--force", "决议一"});
    home.good({"rule", "assign", "MY-4", "--category", "KU·PZ", "--force", "决议二"});
    CHECK(contains(home.fonds({"report", "exceptions"}).out, "决议二"));
    const auto own = home.fonds({"rule", "add", "CN-FP-09", "--name", "无此规则", "--period", "1y", "--starts", "created"});
    CHECK(own.exit_code == 0);
    home.refused({"rule", "add", "CN-KUG-05", "--name", "账簿", "--period", "30y", "--starts", "created"});
}

TEST_CASE("What is below a category of the law is kept as long, and does not get away from it")
{
    const Accounts home;
    home.refused({"category", "add", "KU.PZ.YH", "--name", "附件", "--retention", "D1", "--parent", "KU.PZ"});
    home.good({"category", "add", "KU.PZ.YH", "--name", "附件", "--retention", "D30", "--parent", "KU.PZ"});
    home.refused({"category", "edit", "KU.PZ.YH", "--retention", "D1"});
    home.refused({"rule", "assign", "MY-1", "--category", "KU.PZ.YH"});
    // A rule for what is above holds for what has none of its own.
    home.refused({"rule", "assign", "CN-KU-01", "--category", "KU"});
    home.good({"rule", "assign", "CN-KU-09", "--category", "KU·BG"});
    home.good({"rule", "assign", "CN-KU-01", "--category", "KU"});
    home.refused({"rule", "unassign", "CN-KU-09", "--category", "KU·BG"});
    // Elsewhere it would not be one of accounting any more: not with records.
    home.good({"category", "edit", "KU.PZ.YH", "--parent", ""});
    home.good({"category", "edit", "KU.PZ.YH", "--parent", "KU.PZ"});
    (void)home.file("a.txt", "1", {"--category", "KU.PZ.YH", "--date", "2024-01-05"});
    home.refused({"category", "edit", "KU.PZ.YH", "--parent", ""});
    home.refused({"category", "edit", "KU.PZ.YH", "--parent", "HT"});
    home.good({"category", "edit", "KU.PZ.YH", "--parent", "", "--force", "误归"});
    home.good({"category", "add", "SL", "--name", "短", "--retention", "D5"});
    home.refused({"category", "edit", "SL", "--parent", "KU"});
    // The law has some shorter, which are called so.
    home.good({"category", "add", "KU.BG.YB", "--name", "月报", "--retention", "D10", "--parent", "KU.BG"});
    home.refused({"category", "edit", "KU.BG.YB", "--name", "年报"});
    home.refused({"category", "edit", "KU.BG.YB", "--retention", "D5"});
    home.refused({"category", "add", "KU.PZ.DZ", "--name", "对账单", "--retention", "D10", "--parent", "KU.PZ"});
    home.refused({"category", "edit", "KU.BG", "--parent", "KU.BG.YB"});  // nor in a ring
    home.good({"category", "add", "KU.DZ", "--name", "银行对账单", "--retention", "D10", "--parent", "KU"});
    home.good({"check", "--full"});
}

TEST_CASE("A rule that comes with Fonds is shorter only for the type that it is about")
{
    const Accounts home;
    home.good({"rule", "import", "--preset", "permits"});
    const auto logs = home.fonds({"rule", "assign", "CN-LOG-01", "--category", "KU.PZ", "--type", "日志"});
    CHECK(logs.exit_code == 5);
    CHECK(contains(logs.err, "--force REASON"));
    home.refused({"rule", "assign", "CN-KU-11", "--category", "KU", "--type", "日志"});
    home.refused({"rule", "assign", "CN-KU-11", "--category", "KU·PZ", "--type", "银行对账单"});
    home.good({"rule", "assign", "CN-KU-11", "--category", "KU", "--type", "银行对账单"});
    home.good({"rule", "assign", "CN-KU-08", "--category", "KU·BG", "--type", "月报"});
    home.good({"rule", "assign", "CN-KU-06", "--category", "KU·ZB", "--type", "固定资产卡片"});
    home.good({"rule", "assign", "CN-FP-02", "--category", "FP", "--type", "存根"});
    CHECK_FALSE(contains(home.fonds({"report", "exceptions"}).out, "below the law"));
    home.good({"rule", "assign", "CN-LOG-01", "--category", "KU.PZ", "--type", "日志", "--force", "决议三"});
    CHECK(contains(home.fonds({"report", "exceptions"}).out, "决议三"));
}

TEST_CASE("A name that tells of papers kept longer is no name of a shorter kind")
{
    const Accounts home;
    const auto add = [&](const char* parent, const char* name, const char* period) {
        return CommandLine{"category",    "add", std::string(parent) + "·A", "--name", name, "--parent", parent,
                           "--retention", period};
    };
    home.refused(add("KU·PZ", "国库集中支付凭证", "D10"));
    home.refused(add("KU", "银行日记账、总账及对账单", "D10"));
    home.refused(add("KU·BG", "年度、季度财务会计报告", "D10"));
    home.refused(add("KU·ZB", "固定资产卡片及其他辅助性账簿", "D10"));
    // Rules of public bodies do not count where nobody took them.
    home.refused(add("KU·BG", "下级单位报表", "D2"));
    // What the law has longer than its category.
    home.refused(add("KU·QT", "会计档案销毁清册", "D10"));
    home.refused(add("KU·QT", "会计档案鉴定意见书", "D10"));
    home.refused(add("KU", "年度财务会计报告", "D30"));
    home.refused({"rule", "assign", "CN-KU-11", "--category", "KU·QT", "--type", "销毁清册"});
    home.good(add("KU·QT", "会计档案销毁清册", "Y"));
    // A shorter kind lowers what is asked for, and never raises it.
    home.good(add("KU·ZB", "固定资产卡片", "D30"));
    home.good({"rule", "assign", "CN-KU-06", "--category", "KU·ZB·A"});
    home.refused({"category", "edit", "KU·ZB·A", "--retention", "D10"});
    // House rules may be longer than the kind, though shorter than the category.
    home.good({"rule", "add", "HS-5", "--name", "对账单", "--period", "15y"});
    home.good({"rule", "assign", "HS-5", "--category", "KU", "--type", "银行对账单"});
    home.refused({"rule", "assign", "HS-5", "--category", "KU", "--type", "合同"});
    home.good({"rule", "import", "--preset", "public-accounting"});
    home.good(add("KU·BG", "下级单位报表", "D2"));
}
