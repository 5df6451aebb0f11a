// SPDX-License-Identifier: GPL-3.0-or-later
// Lists that go out and come in.
#include "archive/tables.hpp"
#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_tables()
{
    if (CLI::App* at = command("export"); at != nullptr) {
        words(at, "KIND [DIR]",
              say("records, categories, folders, parties, locations, papers (what stands where), loans or numbers (without "
                  "a record); or archive and a "
                  "new folder: everything, with all files",
                  "records 档案、categories 门类、folders 案卷、parties 往来单位、locations 库位、papers 存放、loans "
                  "借阅、numbers 无件的档号;"
                  "或 archive 与新目录:整个档案库连同全部文件"))
            ->required()
            ->expected(1, 2);
        plain(at, "--query", options_.tables.query, "WORDS", "检索式",
              say("Only records that fonds search finds by these words", "限定检索结果,语法同 fonds search"));
        which_records(at);
        choice(at, "--format", options_.tables.format, {"csv", "xlsx"},
               t("csv or xlsx; else by the name of the file, csv without one", "csv 或 xlsx;缺省依文件名,无文件名则为 csv"));
        plain(at, "--with-files", options_.tables.files, "DIR", "文件夹",
              say("Of records: write their files into this folder, with their paths in the table",
                  "限 records:将文件一并写入此文件夹,表中注明路径"));
        choice(at, "--lang", options_.tables.language, {"zh", "en"},
               t("Language of the headings; else yours", "列名的语言;缺省为当前语言"));
        output(at);
    }
    if (CLI::App* at = command("import"); at != nullptr) {
        words(at, "KIND FILE",
              say("records, categories, folders, parties, locations, papers, loans or numbers; then the list, CSV or .xlsx, "
                  "- for "
                  "standard input. Or archive and a folder that fonds export archive wrote; or paperless and what "
                  "paperless-ngx exported",
                  "records 档案、categories 门类、folders 案卷、parties 往来单位、locations 库位、papers 存放、loans "
                  "借阅、numbers 无件的档号;其后为清单(CSV 或 .xlsx),- 表示标准输入。或 archive 与 fonds export archive "
                  "写出的目录;或 paperless "
                  "与 paperless-ngx 导出的目录"))
            ->required()
            ->expected(2);
        at->add_flag("--dry-run", options_.places.dry_run,
                     t("Tell what each row would do, and change nothing", "逐行报告将发生什么,不作更改"));
        at->add_flag("--leap", options_.numbers.leap,
                     t("Numbers may leave many before them open: they are right", "所跳过的号确实空缺"));
        at->add_flag("--all-or-nothing", options_.places.all_or_nothing,
                     t("With any row that fails, nothing is changed", "有一行不能导入则全部不导入"));
        plain(at, "--category", options_.tables.category, "CODE", "门类",
              say("With paperless: category of documents whose type --type does not name (QT)",
                  "与 paperless 合用:--type 未列出的文档归入的门类(缺省 QT)"));
        at->add_option("--type", options_.tables.types,
                       t("With paperless: a document type and its category here; can be given again",
                         "与 paperless 合用:文档类型与对应门类;可多次给出"))
            ->type_name("TYPE=CODE");
        auto* csv = at->add_flag("--csv", options_.places.csv, t("Report each row as CSV", "以 CSV 逐行报告"));
        json(at);
        at->get_option("--json")->excludes(csv);
    }
    if (CLI::App* at = command("duplicates"); at != nullptr) {
        at->add_flag("--quick", options_.quick,
                     t("Compare what is said of records, not their texts", "只比较著录项,不比较文本"));
        json(at);
    }
    if (CLI::App* at = command("merge"); at != nullptr) {
        words(at, "KEEP OTHER",
              say("The record that stays, and the one that goes up into it", "保留的档号,其后为并入的档号"))
            ->required()
            ->expected(2);
        at->add_flag("--undo", options_.tables.undo, t("Take it back", "撤销合并"));
        plain(at, "--reason", options_.reason, "TEXT", "文字", say("Why", "原因"));
    }
}

}  // namespace fonds::cli
