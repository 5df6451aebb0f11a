// SPDX-License-Identifier: GPL-3.0-or-later
// Listing, showing, reading and searching records.
#include <limits>

#include "cli/help_texts.hpp"
#include "cli/option_maker.hpp"

namespace fonds::cli {

void OptionMaker::add_reading()
{
    if (CLI::App* at = command("list"); at != nullptr) {
        which_records(at);
        choice(at, "--sort", options_.list.sort, {"newest", "code", "date", "oldest"},
               t("Order: last filed first, by code, by date with the newest or the oldest first",
                 "排序:newest 最近归档、code 档号、date 日期由新到旧、oldest 由旧到新"));
        paging(at);
        json(at);
    }
    if (CLI::App* at = command("show"); at != nullptr) {
        code(at)->expected(1);
        at->add_flag("--history", options_.history, t("Also every change and its old value", "同时显示修改历史"));
        json(at);
    }
    if (CLI::App* at = command("get"); at != nullptr) {
        code(at)->expected(1);
        output(at);
        component(at);
        at->add_flag("--searchable", options_.searchable,
                     t("A PDF with the recognised words over its pages", "带有识别文字层的 PDF"));
        at->add_flag("--stamped", options_.stamped,
                     t("A PDF with the archive stamp on its first page", "首页加盖归档章的 PDF"));
        password(at);
    }
    if (CLI::App* at = command("open"); at != nullptr) {
        code(at)->expected(1);
        component(at);
    }
    if (CLI::App* at = command("text"); at != nullptr) {
        words(at, "CODE|PATH", say("Reference code, or any file (needs no archive)", "档号,或任意文件(无需档案库)"))
            ->required()
            ->expected(1);
        one_page(at);
        component(at);
        password(at);
        at->add_flag("--words", options_.words,
                     t("With --json: also every word's place", "与 --json 合用:同时给出每个词的位置"));
        at->add_flag("--inspect", options_.inspect,
                     t("What the file is made of instead of its text; with --json, both",
                       "不显示文本,而列出文件的构成;与 --json 合用时两者都给出"));
        at->add_option("--ocr", options_.ocr.of_file,
                       t("Recognise pages without text: automatic, ppocr or tesseract (--ocr=ENGINE)",
                         "识别没有文本的页面:automatic、ppocr 或 tesseract(--ocr=引擎)"))
            ->type_name("[=ENGINE]")
            ->expected(0, 1)
            ->default_str("automatic")
            ->check(CLI::Validator(
                [this](const std::string& text) -> std::string {
                    if (text == "automatic" || text == "ppocr" || text == "tesseract") return {};
                    return pick(say("{} is one of {}, not {}", "{} 须为 {} 之一,而不是 {}",
                                    {"--ocr", "automatic|ppocr|tesseract", text}),
                                language_);
                },
                ""));
        json(at);
    }
    if (CLI::App* at = command("search"); at != nullptr) {
        words(at, "QUERY...", say("Words, \"phrases\", fields; see below", "词、\"短语\"、字段;见下"))->required();
        choice(at, "--sort", options_.search.sort, {"relevance", "date", "code", "amount"},
               t("Order of the hits", "排序:relevance 相关度、date 日期、code 档号、amount 金额"));
        at->add_flag("--reverse", options_.search.reverse, t("The other way round", "倒序"));
        at->add_flag("--no-relax", options_.search.no_relax,
                     t("Do not try a wider query when nothing is found", "无结果时不放宽条件"));
        at->add_flag("--facets", options_.search.facets,
                     t("Also count by category, year, party and grade", "同时按门类、年度、单位、重要性计数"));
        paging(at);
        json(at);
    }
}

}  // namespace fonds::cli
