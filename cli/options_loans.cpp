// SPDX-License-Identifier: GPL-3.0-or-later
// Loans and stock-takes.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_loans()
{
    CLI::App* group = command("loan");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Places& p = options_.places;
    const auto paper = [&](CLI::App* at) {
        words(at, "CODE", say("Reference code, or CATEGORY/NUMBER for a folder", "档号;案卷写作“门类/案卷号”"))
            ->required()
            ->expected(1);
    };
    const auto due = [&](CLI::App* at) {
        text(at, "--due", p.due, "Day it is due on", "应还日期");
        whole(at, "--days", p.days, 1, 3650, "N",
              t("Due so many days from today; else as the settings say", "借阅天数;缺省依设置"));
    };
    CLI::App* at = command(*group, "lend", summary_of("loan lend"));
    paper(at);
    plain(at, "--reader", p.reader, "NAME", "姓名", say("Who borrows it", "借阅人"))->required();
    text(at, "--unit", p.unit, "Their unit", "单位或部门");
    text(at, "--contact", p.contact, "How to reach them", "联系方式");
    text(at, "--purpose", p.purpose, "What for", "事由");
    choice(
        at, "--manner", p.manner, {"reading", "lending", "copying"},
        t("reading in the room, lending out (the default), copying", "方式:reading 阅览、lending 外借(默认)、copying 复制"));
    text(at, "--approved-by", p.approved_by, "Who approved it; needed for grade A and for what is on hold",
         "批准人;重要性 A 与已冻结的须填写");
    due(at);
    text(at, "--note", p.note, "Note", "备注");
    json(at);
    at = command(*group, "return", summary_of("loan return"));
    paper(at);
    whole(at, "--pages", p.pages, 0, 1'000'000, "N", t("Pages that were counted", "清点的页数"));
    choice(at, "--condition", p.condition, {"good", "pages_missing", "damaged"},
           t("Condition; else by its pages", "归还状态:good 完好、pages_missing 缺页、damaged 损坏;缺省依页数"));
    text(at, "--note", p.note, "Note", "备注");
    json(at);
    at = command(*group, "renew", summary_of("loan renew"));
    paper(at);
    due(at);
    json(at);
    at = command(*group, "list", summary_of("loan list"));
    at->add_flag("--all", p.all, t("Those that have ended too", "包括已归还的"));
    plain(at, "--reader", p.reader, "NAME", "姓名", say("Only of this reader", "限定借阅人"));
    paging(at);
    json(at);
    at = command(*group, "overdue", summary_of("loan overdue"));
    at->add_flag("--reminders", p.reminders, t("Print what the readers are told, in both languages", "生成中英文催还通知"));
    paging(at);
    json(at);
    at = command(*group, "show", summary_of("loan show"));
    words(at, "ID|CODE", say("Number of a loan, or a paper's code", "借阅编号,或档号、案卷"))->required()->expected(1);
    json(at);
}

void OptionMaker::add_stocktakes()
{
    CLI::App* group = command("stocktake");
    if (group == nullptr) return;
    group->require_subcommand(1);
    Options::Places& p = options_.places;
    const auto id = [&](CLI::App* at) {
        return words(at, "ID", say("Number of the stock-take", "清点编号"))->required()->expected(1);
    };
    CLI::App* at = command(*group, "start", summary_of("stocktake start"));
    plain(at, "--location", p.location, "ADDRESS", "库位号",
          say("What belongs there and in locations within", "此库位及其下级"));
    text(at, "--category", options_.metadata.category, "All records of this category", "此门类的全部档案");
    text(at, "--folder", options_.metadata.folder, "All records of this folder, CATEGORY/NUMBER",
         "此案卷的全部档案,“门类/案卷号”");
    json(at);
    at = command(*group, "scan", summary_of("stocktake scan"));
    words(at, "ID [CODE...]", say("The stock-take, then what was scanned", "清点编号,其后为扫描的编号"))->required();
    plain(at, "--from", p.from, "FILE", "文件", say("A scanned list; - for standard input", "扫描清单;- 表示标准输入"));
    plain(at, "--location", p.location, "ADDRESS", "库位号", say("Where it is scanned", "扫描所在的库位"));
    json(at);
    at = command(*group, "report", summary_of("stocktake report"));
    id(at);
    auto* csv = at->add_flag("--csv", p.csv, t("As CSV, for spreadsheets", "以 CSV 输出"));
    json(at);
    at->get_option("--json")->excludes(csv);
    at = command(*group, "close", summary_of("stocktake close"));
    id(at);
    tags(at, "--counter", p.counters, t("Name of one who counted; twice", "清点人姓名,须给出两次"));
    json(at);
    at = command(*group, "list", summary_of("stocktake list"));
    paging(at);
    json(at);
    json(command(*group, "plan", summary_of("stocktake plan")));
}

}  // namespace fonds::cli
