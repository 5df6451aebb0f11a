// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_maker.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "cli/help_texts.hpp"
#include "cli/whole_number.hpp"

namespace fonds::cli {

std::string OptionMaker::t(std::string_view en, std::string_view zh) const
{
    return std::string(language_ == Language::chinese ? zh : en);
}

CLI::App* OptionMaker::command(CLI::App& parent, const char* name, const Text& help)
{
    CLI::App* made = parent.add_subcommand(name, pick(help, language_));
    made->set_help_flag("-h,--help", t("Print this help", "显示帮助"));
    return made;
}

CLI::App* OptionMaker::command(const char* name)
{
    if (!only_.empty() && only_ != name) return nullptr;
    CLI::App* made = command(app_, name, summary_of(name));
    made->footer(pick(details_of(name), language_));
    return made;
}

void OptionMaker::json(CLI::App* at)
{
    at->add_flag("--json", options_.json, t("Print JSON for programs", "以 JSON 输出"));
}

CLI::Option* OptionMaker::words(CLI::App* at, const char* name, const Text& help)
{
    return at->add_option(name, options_.arguments, pick(help, language_))->type_name("");
}

void OptionMaker::text(CLI::App* at, const char* name, std::optional<std::string>& target, std::string_view en,
                       std::string_view zh)
{
    at->add_option(name, target, t(en, zh))->type_name(value_name(name));
}

std::string OptionMaker::value_name(std::string_view option) const
{
    if (option == "--category") return t("CODE", "代码");
    if (option == "--date") return t("DATE", "日期");
    if (option == "--grade") return "A|B|C";
    if (option == "--folder") return t("NUMBER", "案卷号");
    if (option == "--amount") return t("AMOUNT", "金额");
    if (option == "--currency" || option == "--retention") return t("CODE", "代码");
    if (option == "--unit") return t("CODE", "代码");
    if (option == "--project") return t("NUMBER", "项目号");
    if (option == "--paper-pages") return "N";
    if (option == "--page-range") return "M-N";
    if (option == "--security") return t("DEGREE", "密级");
    if (option == "--party" || option == "--responsible" || option == "--name" || option == "--name-en" ||
        option == "--aliases")
        return t("NAME", "名称");
    if (option == "--template") return t("TEMPLATE", "模板");
    return t("TEXT", "文字");
}

std::string OptionMaker::not_whole(const char* name, const std::string& text, std::int64_t least, std::int64_t most) const
{
    if (const auto number = whole_number(text); number && *number >= least && *number <= most) return {};
    return pick(say("{} must be a whole number from {} to {}, not {}", "{} 须为 {} 到 {} 的整数,而不是 {}",
                    {name, least, most, text}),
                language_);
}

CLI::Option* OptionMaker::share(CLI::App* at, const char* name, std::optional<double>& target, std::string help)
{
    const auto check = [this, name](const std::string& text) -> std::string {
        double number = -1;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (problem == std::errc() && end == text.data() + text.size() && number >= 0 && number <= 1) return {};
        return pick(say("{} must be a number from 0 to 1, not {}", "{} 须为 0 到 1 的数,而不是 {}", {name, text}),
                    language_);
    };
    return at->add_option(name, target, std::move(help))->type_name("X")->check(CLI::Validator(check, ""));
}

void OptionMaker::choice(CLI::App* at, const char* name, std::string& target, std::vector<std::string> values,
                         std::string help)
{
    std::string listed;
    for (const auto& value : values) listed += (listed.empty() ? "" : "|") + value;
    const auto check = [this, name, listed, values](const std::string& text) -> std::string {
        if (std::ranges::find(values, text) != values.end()) return {};
        return pick(say("{} is one of {}, not {}", "{} 须为 {} 之一,而不是 {}", {name, listed, text}), language_);
    };
    at->add_option(name, target, std::move(help))->type_name(listed)->check(CLI::Validator(check, ""));
}

void OptionMaker::metadata(CLI::App* at)
{
    MetadataOptions& m = options_.metadata;
    text(at, "--category", m.category, "Category code: HT, FP, GC, ZZ, RS, WX, QT …",
         "门类代码:HT、FP、GC、ZZ、RS、WX、QT……");
    text(at, "--title", m.title, "Title", "题名");
    text(at, "--party", m.party, "Company, office or person it concerns", "往来单位或个人");
    text(at, "--date", m.date, "Date of the document: 2024-03-05, 2024年3月5日", "文件日期:2024-03-05、2024年3月5日");
    text(at, "--grade", m.grade, "Importance A, B or C", "重要性 A、B 或 C");
    text(at, "--folder", m.folder, "Folder number within the category", "案卷号(门类内)");
    text(at, "--number", m.number, "The document's own number (contract, invoice)", "文件自身编号(合同编号、发票号码)");
    text(at, "--amount", m.amount, "Amount: 12,345.60 or 1.2万", "金额:12,345.60 或 1.2万");
    text(at, "--currency", m.currency, "Currency, ISO 4217 (CNY)", "币种,ISO 4217(CNY)");
    text(at, "--note", m.note, "Note", "备注");
    text(at, "--responsible", m.responsible, "Who wrote or issued it", "责任者");
    text(at, "--security", m.security, "open, internal, confidential, secret or top_secret",
         "密级:公开、内部、秘密、机密、绝密");
    text(at, "--unit", m.unit, "Code of the unit or matter it comes from: BGS", "机构(问题)代码,如 BGS");
    text(at, "--project", m.project, "Number of the project", "项目号");
    text(at, "--paper-pages", m.paper_pages, "Pages of the paper original", "纸质原件页数");
    text(at, "--page-range", m.page_range, "Its pages within the folder: 1-5", "卷内页号:1-5");
}

void OptionMaker::tags(CLI::App* at, const char* name, std::vector<std::string>& target, std::string help)
{
    at->add_option(name, target, std::move(help))->type_name("")->expected(1)->allow_extra_args(false)->take_all();
}

void OptionMaker::which_records(CLI::App* at)
{
    MetadataOptions& m = options_.metadata;
    text(at, "--category", m.category, "Only this category", "限定门类");
    text(at, "--folder", m.folder, "Only records of this folder", "限定案卷");
    text(at, "--party", m.party, "Only records of this party", "限定往来单位");
    text(at, "--grade", m.grade, "Only records of this grade", "限定重要性");
    at->add_option("--tag", m.tags, t("Only records with this tag", "限定标签"))
        ->type_name(t("TAG", "标签"))
        ->expected(1)
        ->allow_extra_args(false);
    whole(at, "--year", options_.list.year, 1000, 9999, "YYYY", t("Only records of this year", "限定年度"));
}

void OptionMaker::paging(CLI::App* at)
{
    whole(at, "--limit", options_.limit, 0, 1'000'000'000, "N", t("Show at most so many", "最多显示条数"));
    whole(at, "--offset", options_.offset, 0, 1'000'000'000, "N", t("Leave out so many first", "跳过条数"));
}

void OptionMaker::component(CLI::App* at)
{
    whole(at, "--component", options_.component, 0, 1'000'000, "N",
          t("Which component: 0 the original, 1 … attachments", "第几个数字对象:0 原件,1 起为附件"));
}

void OptionMaker::one_page(CLI::App* at)
{
    whole(at, "--page", options_.page, 1, std::numeric_limits<std::int32_t>::max(), "N",
          t("Only this page, from 1", "仅此页,从 1 起"));
}

void OptionMaker::output(CLI::App* at)
{
    at->add_option("-o,--output", options_.output, t("Write to this file, - for standard output", "写入文件,- 为标准输出"))
        ->type_name(t("FILE", "文件"));
    at->add_flag("--force", options_.force, t("Replace an existing file", "覆盖已有文件"));
}

void OptionMaker::password(CLI::App* at)
{
    at->add_option("--password", options_.password,
                   t("Password of encrypted PDFs; used for reading only, never stored", "加密 PDF 的密码;仅用于读取,不保存"))
        ->type_name(t("PASSWORD", "密码"));
}

CLI::Option* OptionMaker::code(CLI::App* at)
{
    return words(at, "CODE", say("Reference code; . may stand for ·", "档号;· 可写作 ."))->required();
}

CLI::Option* OptionMaker::plain(CLI::App* at, const char* name, std::string& target, const char* value_en,
                                const char* value_zh, const Text& help)
{
    return at->add_option(name, target, pick(help, language_))->type_name(t(value_en, value_zh));
}

}  // namespace fonds::cli
