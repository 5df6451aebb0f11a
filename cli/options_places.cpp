// SPDX-License-Identifier: GPL-3.0-or-later
// Locations, placing, the air of the store.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_places()
{
    Options::Places& p = options_.places;
    if (CLI::App* group = command("location"); group != nullptr) {
        group->require_subcommand(1);
        for (const bool adding : {true, false}) {
            CLI::App* at = command(*group, adding ? "add" : "edit", summary_of(adding ? "location add" : "location edit"));
            if (adding)
                words(at, "PART",
                      say("Its part of the address, a range W01..W12, or a whole address",
                          "库位号中的本级部分、范围 W01..W12,或完整库位号"))
                    ->required()
                    ->expected(1);
            else
                words(at, "ADDRESS", say("Address", "库位号"))->required()->expected(1);
            choice(at, "--kind", p.kind, {"storeroom", "row", "side", "bay", "tier", "box"},
                   adding ? t("Kind; else the next smaller than that of the location it lies in",
                              "类型:storeroom 库房、row 列、side 面、bay 节、tier 层、box 盒;缺省为上级的下一级")
                          : t("What kind it is, where another was entered",
                              "更正类型:storeroom 库房、row 列、side 面、bay 节、tier 层、box 盒"));
            if (adding) {
                plain(at, "--in", p.parent, "ADDRESS", "库位号", say("The location it lies in", "上级库位"));
                plain(at, "--code", p.code, "ADDRESS", "库位号",
                      say("An address that is not built of the parts", "不按各级拼成的库位号"));
            }
            text(at, "--name", p.name, "Name", "名称");
            plain(at, "--capacity", p.capacity, "N", "N",
                  say("How many papers and smaller locations it holds directly; none: not said",
                      "可直接容纳的档案与下级库位数;none 表示不限"));
            text(at, "--climate", p.climate, "Limits of its air: paper, special, tape, film, master, disc",
                 "温湿度标准:paper、special、tape、film、master、disc");
            text(at, "--note", p.note, "Note", "备注");
            if (!adding) {
                auto* retire = at->add_flag("--retire", p.retire, t("Put nothing there any more", "停用"));
                at->add_flag("--in-use", p.in_use, t("Use it again", "重新启用"))->excludes(retire);
            }
            json(at);
        }
        CLI::App* at = command(*group, "list", summary_of("location list"));
        words(at, "[ADDRESS]", say("Only this one and those in it", "仅此库位及其下级"))->expected(0, 1);
        json(at);
        at = command(*group, "show", summary_of("location show"));
        words(at, "ADDRESS|CODE", say("Address, reference code, or CATEGORY/NUMBER", "库位号、档号或“门类/案卷号”"))
            ->required()
            ->expected(1);
        paging(at);
        json(at);
        at = command(*group, "move", summary_of("location move"));
        words(at, "ADDRESS [PARENT]", say("The location, and where it goes", "库位,其后为新的上级库位"))
            ->required()
            ->expected(1, 2);
        at->add_flag("--top", p.top, t("Out of every other location", "移出一切上级"));
        json(at);
    }
    if (CLI::App* at = command("place"); at != nullptr) {
        words(at, "[CODE... ADDRESS]", say("What is put, then where", "档号(可多个),其后为库位号"));
        tags(at, "--folder", p.folders, t("A folder, CATEGORY/NUMBER; may be repeated", "案卷,“门类/案卷号”,可重复"));
        plain(at, "--from", p.from, "FILE", "文件", say("A scanned list; - for standard input", "扫描清单;- 表示标准输入"));
        at->add_flag("--nowhere", p.nowhere, t("It is not known where they are: no ADDRESS", "位置不明:不给库位号"));
        at->add_flag("--dry-run", p.dry_run, t("Tell what would move, and move nothing", "只报告,不更改"));
        at->add_flag("--all-or-nothing", p.all_or_nothing,
                     t("With any that cannot be put, none is", "有一件不能上架则全部不动"));
        plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
        json(at);
    }
    if (CLI::App* group = command("climate"); group != nullptr) {
        group->require_subcommand(1);
        CLI::App* at = command(*group, "add", summary_of("climate add"));
        words(at, "ADDRESS CELSIUS HUMIDITY",
              say("Location, degrees, percent: KF01 21.5 52", "库位号、温度、湿度:KF01 21.5 52"))
            ->required()
            ->expected(3);
        plain(at, "--at", p.at, "TIME", "时间", say("When: 2026-03-01 09:30; else now", "时间:2026-03-01 09:30;缺省为现在"));
        plain(at, "--reader", p.reader, "NAME", "姓名", say("Who read it; else you", "读数人;缺省为本人"));
        json(at);
        at = command(*group, "list", summary_of("climate list"));
        words(at, "[ADDRESS]", say("Only there and in locations within", "仅此库位及其下级"))->expected(0, 1);
        at->add_flag("--faults", p.faults, t("Only those out of limits", "仅超标的"));
        paging(at);
        json(at);
    }
    if (CLI::App* group = command("incident"); group != nullptr) {
        group->require_subcommand(1);
        CLI::App* at = command(*group, "add", summary_of("incident add"));
        words(at, "ADDRESS KIND TEXT...",
              say("Location; pest, water, fire, light, dust, theft or other; what happened",
                  "库位号;类别 pest 虫、water 水、fire 火、light 光、dust 尘、theft 盗、other 其他;情况"))
            ->required()
            ->expected(3, -1);
        plain(at, "--at", p.at, "TIME", "时间", say("When; else now", "时间;缺省为现在"));
        plain(at, "--reader", p.reader, "NAME", "姓名", say("Who noted it; else you", "记录人;缺省为本人"));
        at = command(*group, "list", summary_of("incident list"));
        words(at, "[ADDRESS]", say("Only there and in locations within", "仅此库位及其下级"))->expected(0, 1);
        paging(at);
        json(at);
    }
}

}  // namespace fonds::cli
