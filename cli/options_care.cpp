// SPDX-License-Identifier: GPL-3.0-or-later
// Recognition, the index, audits.
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_care()
{
    if (CLI::App* at = command("ocr"); at != nullptr) {
        words(at, "[CODE...]", say("Only these records; none: all scans that wait", "限定档号;缺省为全部待识别的扫描件"));
        auto* redo = at->add_flag(
            "--redo", options_.ocr.redo,
            t("Also pages recognised before; the better result stays", "已识别的页面也重新识别,保留较好的结果"));
        share(at, "--below", options_.ocr.below,
              t("With --redo: only pages of less confidence, 0 to 1", "与 --redo 合用:仅限置信度低于此值的页面,0 到 1"))
            ->needs(redo);
        choice(at, "--engine", options_.ocr.engine, {"automatic", "ppocr", "tesseract"},
               t("Engine; else as the settings say", "识别引擎;缺省依设置"));
        json(at);
        CLI::App* setup = command(*at, "setup", summary_of("ocr setup"));
        json(setup);
    }
    if (CLI::App* at = command("index"); at != nullptr) {
        words(at, "[CODE]",
              say("Read this record's file again, for instance with its password", "重新读取此件,例如给出密码"))
            ->expected(0, 1);
        password(at);
    }
    command("reindex");
    if (CLI::App* at = command("status"); at != nullptr) json(at);
    if (CLI::App* at = command("check"); at != nullptr) {
        auto* quick = at->add_flag("--quick", options_.quick, t("Presence and sizes (the default)", "只查存在与大小(默认)"));
        at->add_flag("--full", options_.full, t("Read and hash every byte", "读取并校验全部数据"))->excludes(quick);
        at->add_flag("--repair", options_.repair,
                     t("Bring the archive back to clean first, as fonds repair does", "先按 fonds repair 恢复整洁再检查"));
        json(at);
        CLI::App* order = command(*at, "order", summary_of("check order"));
        order->footer(pick(details_of("check order"), language_));
        whole(order, "--limit", options_.limit, 0, 1'000'000'000, "N",
              t("List at most so many of a kind (20)", "每类最多列出条数(20)"));
        json(order);
    }
    if (CLI::App* at = command("repair"); at != nullptr) json(at);
}

}  // namespace fonds::cli
