// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/help_texts.hpp"
#include "cli/usage.hpp"

namespace fonds::cli {

namespace {

class Parser {
public:
    Parser(Language language, std::string_view only)
        : language_(language), only_(only),
          app_(t("Fonds: file documents, find them by their words, get them back", "Fonds:归档文件,按词查找,原样取回"),
               "fonds")
    {
        app_.set_version_flag("--version", "fonds " FONDS_VERSION, t("Print the version", "显示版本"));
        app_.set_help_flag("-h,--help", t("Print this help", "显示帮助"));
        app_.add_option("-C,--archive", options_.archive,
                        t("The archive's directory; else FONDS_ARCHIVE, else the working directory or a parent of it",
                          "档案库目录;缺省为环境变量 FONDS_ARCHIVE,再缺省为当前目录或其上级"))
            ->type_name(t("DIR", "目录"));
        app_.require_subcommand(0, 1);
        app_.fallthrough();
        app_.footer(
            t("fonds COMMAND --help tells more of a command. Exit codes: 0 ok, 1 error, 2 usage, 3 partial or findings, "
              "4 not found, 5 refused, 10 no archive, 11 locked, 12 other schema, 20 damaged bytes, 130 interrupted.",
              "fonds 命令 --help 可查看各命令说明。退出码:0 成功,1 错误,2 用法,3 部分完成或有发现,4 未找到,5 拒绝,"
              "10 无档案库,11 被锁定,12 版本不符,20 数据损坏,130 中断。"));
        app_.formatter(std::make_shared<HelpFormatter>(language));
        add_commands();
    }

    ParsedCommandLine parse(std::vector<std::string> arguments)
    {
        ParsedCommandLine parsed;
        mark_words(arguments);
        try {
            app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
        } catch (const CLI::CallForHelp&) {
            parsed.out = app_.help();
            return parsed;
        } catch (const CLI::CallForVersion& version) {
            parsed.out = std::string(version.what()) + "\n";
            return parsed;
        } catch (const CLI::ParseError& mistake) {
            parsed.problem = usage_error(mistake, app_);
            for (std::string* text : {&parsed.problem->what.en, &parsed.problem->what.zh})
                if (const auto mark = text->find(word_mark); mark != std::string::npos) text->erase(mark, word_mark.size());
            parsed.exit_code = exit_usage;
            return parsed;
        }
        for (const CLI::App* at = &app_; !at->get_subcommands().empty();) {
            at = at->get_subcommands().front();
            options_.command += (options_.command.empty() ? "" : " ") + at->get_name();
        }
        if (options_.command.empty()) parsed.out = app_.help();
        for (auto& argument : options_.arguments)
            if (argument.starts_with(word_mark)) argument.erase(0, word_mark.size());
        parsed.options = options_;
        return parsed;
    }

private:
    /// Set before a word that the library would take for an option, and taken away behind it.
    static constexpr std::string_view word_mark = "\x01word:";

    /// What follows -- is a word. So is -word in a query, where it means NOT.
    void mark_words(std::vector<std::string>& arguments) const
    {
        const auto marker = std::ranges::find(arguments, "--");
        const auto end = std::size_t(marker - arguments.begin());
        if (only_ == "search")
            for (std::size_t i = 1; i < end; ++i)
                if (is_excluded_word(arguments[i]) && !takes_value(arguments[i - 1])) arguments[i].insert(0, word_mark);
        if (marker == arguments.end()) return;
        for (std::size_t i = end + 1; i < arguments.size(); ++i) arguments[i].insert(0, word_mark);
        arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(end));
    }

    static bool is_excluded_word(std::string_view argument)
    {
        return argument.size() > 1 && argument[0] == '-' && argument[1] != '-' && argument != "-h" && argument != "-C";
    }

    [[nodiscard]] bool takes_value(const std::string& argument) const
    {
        auto apps = app_.get_subcommands([](const CLI::App*) { return true; });
        apps.push_back(&app_);
        for (const CLI::App* app : apps) {
            const CLI::Option* option = app->get_option_no_throw(argument);
            if (option != nullptr && option->nonpositional()) return option->get_items_expected_max() > 0;
        }
        return false;
    }

    std::string t(std::string_view en, std::string_view zh) const
    {
        return std::string(language_ == Language::chinese ? zh : en);
    }

    CLI::App* command(CLI::App& parent, const char* name, const Text& help)
    {
        CLI::App* made = parent.add_subcommand(name, pick(help, language_));
        made->set_help_flag("-h,--help", t("Print this help", "显示帮助"));
        return made;
    }

    /// Null for a command that the command line does not name: making all of them costs more than a search.
    CLI::App* command(const char* name)
    {
        if (!only_.empty() && only_ != name) return nullptr;
        CLI::App* made = command(app_, name, summary_of(name));
        made->footer(pick(details_of(name), language_));
        return made;
    }

    void json(CLI::App* at) { at->add_flag("--json", options_.json, t("Print JSON for programs", "以 JSON 输出")); }

    CLI::Option* words(CLI::App* at, const char* name, const Text& help)
    {
        return at->add_option(name, options_.arguments, pick(help, language_))->type_name("");
    }

    void text(CLI::App* at, const char* name, std::optional<std::string>& target, std::string_view en, std::string_view zh)
    {
        at->add_option(name, target, t(en, zh))->type_name(value_name(name));
    }

    /// What stands for the value of an option in help.
    [[nodiscard]] std::string value_name(std::string_view option) const
    {
        if (option == "--category") return t("CODE", "代码");
        if (option == "--date") return t("DATE", "日期");
        if (option == "--grade") return "A|B|C";
        if (option == "--folder") return t("NUMBER", "案卷号");
        if (option == "--amount") return t("AMOUNT", "金额");
        if (option == "--currency" || option == "--retention") return t("CODE", "代码");
        if (option == "--party" || option == "--name" || option == "--name-en" || option == "--aliases")
            return t("NAME", "名称");
        if (option == "--template") return t("TEMPLATE", "模板");
        return t("TEXT", "文字");
    }

    template <class Number>
    void whole(CLI::App* at, const char* name, Number& target, std::int64_t least, std::int64_t most, std::string value,
               std::string help)
    {
        const auto check = [this, name, least, most](const std::string& text) -> std::string {
            std::int64_t number = 0;
            const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (problem == std::errc() && end == text.data() + text.size() && number >= least && number <= most) return {};
            const Text wrong = say("{} must be a whole number from {} to {}, not {}", "{} 须为 {} 到 {} 的整数,而不是 {}",
                                   {name, least, most, text});
            return pick(wrong, language_);
        };
        at->add_option(name, target, std::move(help))->type_name(std::move(value))->check(CLI::Validator(check, ""));
    }

    /// A number from 0 to 1.
    CLI::Option* share(CLI::App* at, const char* name, std::optional<double>& target, std::string help)
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

    void choice(CLI::App* at, const char* name, std::string& target, std::vector<std::string> values, std::string help)
    {
        std::string listed;
        for (const auto& value : values) listed += (listed.empty() ? "" : "|") + value;
        const auto check = [this, name, listed, values](const std::string& text) -> std::string {
            if (std::ranges::find(values, text) != values.end()) return {};
            return pick(say("{} is one of {}, not {}", "{} 须为 {} 之一,而不是 {}", {name, listed, text}), language_);
        };
        at->add_option(name, target, std::move(help))->type_name(listed)->check(CLI::Validator(check, ""));
    }

    void metadata(CLI::App* at)
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
    }

    static void tags(CLI::App* at, const char* name, std::vector<std::string>& target, std::string help)
    {
        at->add_option(name, target, std::move(help))->type_name("")->expected(1)->allow_extra_args(false)->take_all();
    }

    void paging(CLI::App* at)
    {
        whole(at, "--limit", options_.limit, 0, 1'000'000'000, "N", t("Show at most so many", "最多显示条数"));
        whole(at, "--offset", options_.offset, 0, 1'000'000'000, "N", t("Leave out so many first", "跳过条数"));
    }

    void component(CLI::App* at)
    {
        whole(at, "--component", options_.component, 0, 1'000'000, "N",
              t("Which component: 0 the original, 1 … attachments", "第几个数字对象:0 原件,1 起为附件"));
    }

    void output(CLI::App* at)
    {
        at->add_option("-o,--output", options_.output,
                       t("Write to this file, - for standard output", "写入文件,- 为标准输出"))
            ->type_name(t("FILE", "文件"));
        at->add_flag("--force", options_.force, t("Replace an existing file", "覆盖已有文件"));
    }

    void password(CLI::App* at)
    {
        at->add_option(
              "--password", options_.password,
              t("Password of encrypted PDFs; used for reading only, never stored", "加密 PDF 的密码;仅用于读取,不保存"))
            ->type_name(t("PASSWORD", "密码"));
    }

    CLI::Option* code(CLI::App* at)
    {
        return words(at, "CODE", say("Reference code; . may stand for ·", "档号;· 可写作 ."))->required();
    }

    void add_commands()
    {
        add_filing();
        add_reading();
        add_scheme();
        add_inbox();
        add_labels();
        add_care();
    }

    void add_filing()
    {
        if (CLI::App* at = command("init"); at != nullptr) {
            words(at, "DIR", say("Directory, absent or empty", "目录,须不存在或为空"))->required()->expected(1);
            at->add_option("--code", options_.init.code, t("Fonds code, such as J001", "全宗号,如 J001"))
                ->type_name(t("CODE", "代码"))
                ->required();
            at->add_option("--name", options_.init.name, t("Name of the organisation", "全宗名称(单位名称)"))
                ->type_name(t("NAME", "名称"))
                ->required();
        }
        if (CLI::App* at = command("file"); at != nullptr) {
            words(at, "[PATH...]",
                  say("Files, directories (with all below), - for standard input", "文件、目录(含下级),- 表示标准输入"));
            at->add_option("--from", options_.file.from,
                           t("CSV manifest, a row per file: path and any of the options as columns",
                             "CSV 清单,每行一个文件:path 及下列选项为列"))
                ->type_name("CSV");
            metadata(at);
            tags(at, "--tag", options_.metadata.tags, t("Tag; may be repeated", "标签,可重复"));
            at->add_flag("--allow-duplicate", options_.file.allow_duplicate,
                         t("File another record on bytes that are filed already", "内容相同也另立一件"));
            password(at);
            json(at);
        }
        if (CLI::App* at = command("attach"); at != nullptr) {
            words(at, "CODE PATH...", say("Reference code, then the files to add", "档号,其后为要附加的文件"))
                ->required()
                ->expected(2, -1);
        }
        if (CLI::App* at = command("edit"); at != nullptr) {
            code(at)->expected(1);
            metadata(at);
            tags(at, "--tag", options_.metadata.tags, t("Add a tag; may be repeated", "添加标签,可重复"));
            tags(at, "--untag", options_.metadata.remove_tags, t("Remove a tag; may be repeated", "去掉标签,可重复"));
        }
        if (CLI::App* at = command("note"); at != nullptr) {
            words(at, "CODE [TEXT...]",
                  say("Reference code, then the text to add; none shows the note", "档号,其后为要追加的文字;缺省则显示备注"))
                ->required();
            at->add_flag("--replace", options_.replace, t("Replace the note instead of adding a line", "替换而非追加"));
        }
        if (CLI::App* at = command("tag"); at != nullptr) {
            words(at, "CODE [TAG...]", say("Reference code, then tags; none shows them", "档号,其后为标签;缺省则显示标签"))
                ->required();
            at->add_flag("--remove", options_.remove, t("Remove these tags", "去掉这些标签"));
        }
    }

    void add_reading()
    {
        if (CLI::App* at = command("list"); at != nullptr) {
            MetadataOptions& m = options_.metadata;
            text(at, "--category", m.category, "Only this category", "限定门类");
            text(at, "--folder", m.folder, "Only this folder", "限定案卷");
            text(at, "--party", m.party, "Only this party", "限定往来单位");
            text(at, "--grade", m.grade, "Only this grade", "限定重要性");
            at->add_option("--tag", m.tags, t("Only with this tag", "限定标签"))
                ->type_name(t("TAG", "标签"))
                ->expected(1)
                ->allow_extra_args(false);
            whole(at, "--year", options_.list.year, 1, 9999, "YYYY", t("Only this year", "限定年度"));
            choice(at, "--sort", options_.list.sort, {"newest", "code", "date"},
                   t("Order: newest first, by code or by date", "排序:newest 最新、code 档号、date 日期"));
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
            whole(at, "--page", options_.page, 1, std::numeric_limits<std::int32_t>::max(), "N",
                  t("Only this page, from 1", "仅此页,从 1 起"));
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

    void add_scheme()
    {
        Options::Scheme& s = options_.scheme;
        const Text add = say("Add one", "新增"), list = say("List them", "列出"), show = say("Show one", "显示"),
                   edit = say("Change one", "修改");

        if (CLI::App* group = command("category"); group != nullptr) {
            group->require_subcommand(1);
            for (const bool adding : {true, false}) {
                CLI::App* at = command(*group, adding ? "add" : "edit", adding ? add : edit);
                words(at, "CODE", say("Category code", "门类代码"))->required()->expected(1);
                text(at, "--name", s.name_zh, "Name in Chinese", "名称(中文)");
                text(at, "--name-en", s.name_en, "Name in English", "名称(英文)");
                text(at, "--retention", s.retention, "Retention code: Y, D30, D10 …", "保管期限代码:Y、D30、D10……");
                text(at, "--grade", options_.metadata.grade, "Grade of its records unless said otherwise", "默认重要性");
                text(at, "--template", s.code_template, "Form of new reference codes", "档号模板(只影响以后)");
                text(at, "--scope", s.scope, "What belongs here", "范围说明");
                text(at, "--parent", s.parent, "Category above it; empty: at the top", "上级门类;留空则置于顶层");
                text(at, "--from", s.effective_from, "First day of the documents it takes; empty: any",
                     "启用日期;留空则不限");
                text(at, "--until", s.effective_until, "Last day; empty: any", "停用日期;留空则不限");
                choice(at, "--auto", s.auto_accept, {"yes", "no"},
                       t("Whether what the inbox takes is accepted by itself when nothing is doubtful",
                         "收件无疑问时是否自动接收"));
            }
            json(command(*group, "list", list));
            CLI::App* at = command(*group, "show", show);
            words(at, "CODE", say("Category code", "门类代码"))->required()->expected(1);
            json(at);
        }
        if (CLI::App* group = command("folder"); group != nullptr) {
            group->require_subcommand(1);
            for (const bool adding : {true, false}) {
                CLI::App* at = command(*group, adding ? "add" : "edit", adding ? add : edit);
                words(at, "CATEGORY NUMBER", say("Category code and folder number", "门类代码与案卷号"))
                    ->required()
                    ->expected(2);
                text(at, "--title", s.title, "Title", "案卷题名");
                text(at, "--period", s.period, "Period on the cover", "时间范围");
                if (!adding) {
                    at->add_flag("--close", s.close, t("Take no more records", "封卷"));
                    at->add_flag("--open", s.open, t("Take records again", "重新开卷"));
                }
            }
            CLI::App* at = command(*group, "list", list);
            words(at, "[CATEGORY]", say("Only of this category", "限定门类"))->expected(0, 1);
            json(at);
            at = command(*group, "show", show);
            words(at, "CATEGORY NUMBER", say("Category code and folder number", "门类代码与案卷号"))
                ->required()
                ->expected(2);
            json(at);
        }
        if (CLI::App* group = command("party"); group != nullptr) {
            group->require_subcommand(1);
            for (const bool adding : {true, false}) {
                CLI::App* at = command(*group, adding ? "add" : "edit", adding ? add : edit);
                words(at, "NAME", say("Name of the party", "单位或个人名称"))->required()->expected(1);
                if (!adding) text(at, "--name", s.name, "New name; its records follow", "新名称(相关记录随之更新)");
                text(at, "--aliases", s.aliases, "Other names, separated by ;", "别名,以 ; 分隔");
                text(at, "--note", s.note, "Note", "备注");
            }
            CLI::App* at = command(*group, "list", list);
            paging(at);
            json(at);
            at = command(*group, "show", show);
            words(at, "NAME", say("Name or alias", "名称或别名"))->required()->expected(1);
            json(at);
        }
    }

    void add_inbox()
    {
        CLI::App* group = command("inbox");
        if (group == nullptr) return;
        group->require_subcommand(1);
        command(*group, "run", say("Take what lies in inbox/", "接收 inbox/ 中的文件"));
        command(*group, "watch", say("Take files as they come, until Ctrl-C", "随到随收,直至按 Ctrl-C"))
            ->footer(pick(details_of("inbox watch"), language_));
        json(command(*group, "list", say("List what waits", "列出待整理件")));
        CLI::App* at = command(*group, "show", say("Show a piece", "显示一件"));
        words(at, "ID", say("Number of the piece", "待整理件编号"))->required()->expected(1);
        json(at);
        at = command(*group, "accept", say("Make records of pieces", "接收为档案"));
        auto* ids = words(at, "[ID...]", say("Numbers of the pieces", "待整理件编号"));
        at->add_flag("--all", options_.inbox.all, t("All that wait and have nothing doubtful", "接收全部无疑问的待整理件"))
            ->excludes(ids);
        metadata(at);
        tags(at, "--tag", options_.metadata.tags, t("Tag; may be repeated", "标签,可重复"));
        at->add_flag("--allow-duplicate", options_.file.allow_duplicate,
                     t("File another record on bytes that are filed already", "内容相同也另立一件"));
        at->add_flag("--ignore-label", options_.inbox.ignore_label,
                     t("Its label is wrong: make a record of its own", "标签有误:另立一件"));
        password(at);
        at = command(*group, "merge", say("Put pieces together", "合并"));
        words(at, "ID ID...", say("The piece, then those whose pages follow", "保留的件,其后为并入的件"))
            ->required()
            ->expected(2, -1);
        at = command(*group, "split", say("Cut a piece before pages", "拆分"));
        words(at, "ID PAGE...", say("The piece, then the pages that begin new ones", "待整理件,其后为新件的首页"))
            ->required()
            ->expected(2, -1);
        at = command(*group, "rotate", say("Turn pages of a piece", "旋转页面"));
        words(at, "ID DEGREES [PAGE...]",
              say("The piece, 90, 180 or 270 clockwise, and which pages; none: all",
                  "待整理件、顺时针角度 90/180/270、页码;缺省为全部页"))
            ->required()
            ->expected(2, -1);
        at = command(*group, "reject", say("Reject pieces; their bytes stay", "退回(数据仍保留)"));
        words(at, "ID...", say("Numbers of the pieces", "待整理件编号"))->required();
        at->add_option("--reason", options_.reason, t("Why", "原因"))->type_name(t("TEXT", "文字"))->required();
    }

    void add_labels()
    {
        CLI::App* group = command("labels");
        if (group == nullptr) return;
        group->require_subcommand(1);
        Options::Labels& labels = options_.labels;
        const auto paper = [&](CLI::App* at) {
            at->add_option("--paper", labels.paper, t("Paper: a4 (the default), a3, letter", "纸张:a4(默认)、a3、letter"))
                ->type_name("a4|a3|letter");
        };
        CLI::App* at = command(*group, "separator", summary_of("labels separator"));
        whole(at, "--count", labels.count, 1, 1000, "N", t("How many sheets (1)", "张数(1)"));
        paper(at);
        output(at);
        at = command(*group, "code", summary_of("labels code"));
        words(at, "[CODE...]", say("Reference codes; . may stand for ·", "档号;· 可写作 ."));
        text(at, "--category", options_.metadata.category, "All records of this category", "此门类的全部档案");
        text(at, "--folder", options_.metadata.folder, "All records of this folder", "此案卷的全部档案");
        at->add_option(
              "--sheet", labels.sheet,
              t("Label paper: 70x37 (the default), 63.5x38.1, 99.1x38.1, 48.5x25.4, 38.1x21.2, or its measures in mm: "
                "COLUMNSxROWS:WIDTHxHEIGHT[:GAPXxGAPY]",
                "标签纸:70x37(默认)、63.5x38.1、99.1x38.1、48.5x25.4、38.1x21.2,或尺寸(毫米):列x行:宽x高[:"
                "横向间隔x纵向间隔]"))
            ->type_name(t("SHEET", "标签纸"));
        paper(at);
        at->add_option("--offset", labels.offset,
                       t("Shift everything by so many mm to the right and downwards: 1.5,-0.8",
                         "整体向右、向下移动的毫米数:1.5,-0.8"))
            ->type_name("X,Y");
        whole(at, "--start", labels.start, 1, 10'000, "N",
              t("First place to print on, for sheets that are begun, row by row (1)", "从第几枚标签开始打印,逐行计数(1)"));
        output(at);
    }

    void add_care()
    {
        if (CLI::App* at = command("ocr"); at != nullptr) {
            words(at, "[CODE...]",
                  say("Only these records; none: all scans that wait", "限定档号;缺省为全部待识别的扫描件"));
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
            auto* quick =
                at->add_flag("--quick", options_.quick, t("Presence and sizes (the default)", "只查存在与大小(默认)"));
            at->add_flag("--full", options_.full, t("Read and hash every byte", "读取并校验全部数据"))->excludes(quick);
            json(at);
        }
        if (CLI::App* at = command("repair"); at != nullptr) json(at);
    }

    Language language_;
    std::string only_;  ///< the one command to know; empty: all
    Options options_;
    CLI::App app_;
};

/// The command, when it is certain without parsing: the first word, behind -C DIR at most.
std::string_view named_command(const std::vector<std::string>& arguments)
{
    std::size_t at = 0;
    if (at + 2 < arguments.size() && (arguments[at] == "-C" || arguments[at] == "--archive")) at += 2;
    if (at == arguments.size()) return {};
    const std::string_view word = arguments[at];
    const bool known = std::ranges::any_of(commands(), [&](const CommandRow& row) {
        return row.name == word || (row.name.starts_with(word) && row.name.substr(word.size()).starts_with(' '));
    });
    return known ? word : std::string_view();
}

}  // namespace

ParsedCommandLine parse_command_line(const std::vector<std::string>& arguments, Language language)
{
    return Parser(language, named_command(arguments)).parse(arguments);
}

}  // namespace fonds::cli
