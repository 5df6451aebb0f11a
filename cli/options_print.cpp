// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options_print.hpp"

#include "cli/whole_number.hpp"
#include "schema/model/form.hpp"

namespace fonds::cli {

void add_print_options(CLI::App& at, Options& options, Language language)
{
    const auto t = [&](const char* en, const char* zh) { return std::string(language == Language::chinese ? zh : en); };
    const auto text = [&](const char* name, auto& target, const char* en, const char* zh, std::string value) {
        at.add_option(name, target, t(en, zh))->type_name(std::move(value));
    };
    at.add_option(
          "KIND", options.arguments,
          t("cover, spine, contents, note, catalogue, transfer, slip or sign; then reference codes, or the texts of "
            "signs",
            "cover 封面、spine 卷脊、contents 卷内目录、note 备考表、catalogue 归档文件目录、transfer 移交清册、slip "
            "借阅单、sign 库架标识;其后为档号或标识文字"))
        ->type_name("")
        ->required()
        ->expected(1, -1);
    text("--category", options.metadata.category, "Records and folders of this category", "此门类的档案与案卷",
         t("CODE", "代码"));
    text("--folder", options.metadata.folder, "This folder; else every one of the category", "此案卷;缺省为门类的全部案卷",
         t("NUMBER", "案卷号"));
    const auto whole = [language](const char* name, std::int64_t least, std::int64_t most) {
        return CLI::Validator(
            [=](const std::string& said) -> std::string {
                if (const auto number = whole_number(said); number && *number >= least && *number <= most) return {};
                return pick(say("{} must be a whole number from {} to {}, not {}", "{} 须为 {} 到 {} 的整数,而不是 {}",
                                {name, least, most, said}),
                            language);
            },
            "");
    };
    at.add_option("--year", options.list.year, t("Documents of this year only", "仅此年度的文件"))
        ->type_name("YYYY")
        ->check(whole("--year", 1000, 9999));
    at.add_option("--width", options.print.width,
                  t("Of spines, in mm: 20, 30 or 40; else that of each folder (--spine), or 30",
                    "卷脊宽度(毫米):20、30、40;缺省为各案卷的卷脊厚度(--spine),未填者 30"))
        ->type_name(t("MM", "毫米"))
        ->check(whole("--width", static_cast<std::int64_t>(narrowest_spine), static_cast<std::int64_t>(widest_spine)));
    text("--reader", options.print.reader, "Of a loan slip: who borrows", "借阅单:借阅人", t("NAME", "姓名"));
    text("--purpose", options.print.purpose, "Of a loan slip: what for", "借阅单:事由", t("TEXT", "文字"));
    text("--due", options.print.due, "Of a loan slip: due date", "借阅单:应还日期", t("DATE", "日期"));
    text("--format", options.print.format, "pdf (the default); csv or xlsx for lists", "pdf(默认);清单可用 csv 或 xlsx",
         "pdf|csv|xlsx");
    text("--offset", options.labels.offset, "Shift everything by so many mm to the right and downwards: 1.5,-0.8",
         "整体向右、向下移动的毫米数:1.5,-0.8", "X,Y");
    text("-o,--output", options.output, "Write to this file, - for standard output", "写入文件,- 为标准输出",
         t("FILE", "文件"));
    at.add_flag("--force", options.force, t("Replace an existing file", "覆盖已有文件"));
}

}  // namespace fonds::cli
