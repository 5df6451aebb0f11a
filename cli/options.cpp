// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.hpp"

#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/option_maker.hpp"
#include "cli/usage.hpp"

namespace fonds::cli {

namespace {

class Parser {
public:
    Parser(Language language, std::string_view only)
        : language_(language), only_(only),
          app_(t("Fonds: file documents, find them by their words, get them back", "Fonds:归档文件,按词查找,原样取回"),
               "fonds"),
          make_(language, std::string(only), app_, options_)
    {
        app_.set_version_flag("--version", "fonds " FONDS_VERSION, t("Print the version", "显示版本"));
        app_.set_help_flag("-h,--help", t("Print this help", "显示帮助"));
        app_.add_option("-C,--archive", options_.archive,
                        t("The archive's directory; else FONDS_ARCHIVE, else the working directory or a parent of it",
                          "档案库目录;缺省为环境变量 FONDS_ARCHIVE,再缺省为当前目录或其上级"))
            ->type_name(t("DIR", "目录"));
        app_.add_option("--user", options_.user,
                        t("Act as this user, with the password; else as the one of your system's account",
                          "以该用户身份操作(需密码);缺省为系统用户所对应的用户"))
            ->type_name(t("NAME", "用户名"));
        app_.add_option("--password-file", options_.password_file,
                        t("Where that password is, - for standard input; else FONDS_PASSWORD_FILE, else it is asked for",
                          "密码所在文件,- 表示标准输入;缺省为环境变量 FONDS_PASSWORD_FILE,再缺省为提示输入"))
            ->type_name(t("FILE", "文件"));
        app_.require_subcommand(0, 1);
        app_.fallthrough();
        app_.footer(
            t("fonds COMMAND --help tells more of a command. Exit codes: 0 ok, 1 error, 2 usage, 3 partial or findings, "
              "4 not found, 5 refused, 10 no archive, 11 locked, 12 other schema, 20 damaged bytes, 130 interrupted.",
              "fonds 命令 --help 可查看各命令说明。退出码:0 成功,1 错误,2 用法,3 部分完成或有发现,4 未找到,5 拒绝,"
              "10 无档案库,11 被锁定,12 版本不符,20 数据损坏,130 中断。"));
        app_.formatter(std::make_shared<HelpFormatter>(language));
        make_.add_filing();
        make_.add_reading();
        make_.add_scheme();
        make_.add_numbers();
        make_.add_rules();
        make_.add_events();
        make_.add_retention();
        make_.add_holds();
        make_.add_cases();
        make_.add_users();
        make_.add_log();
        make_.add_examinations();
        make_.add_reports();
        make_.add_folders();
        make_.add_inbox();
        make_.add_labels();
        make_.add_print();
        make_.add_places();
        make_.add_loans();
        make_.add_stocktakes();
        make_.add_tables();
        make_.add_backups();
        make_.add_care();
        make_.add_jobs();
        make_.add_cold();
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
        // Who repairs needs the archive to himself and the role for it, as whoever says it by its own name.
        if (options_.command == "check" && options_.repair) options_.command = "repair";
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

    [[nodiscard]] std::string t(std::string_view en, std::string_view zh) const
    {
        return std::string(language_ == Language::chinese ? zh : en);
    }

    Language language_;
    std::string only_;  ///< the one command to know; empty: all
    Options options_;
    CLI::App app_;
    OptionMaker make_;  ///< what it makes refers to it
};

/// The command, when it is certain without parsing: the first word, behind options of all commands at most.
std::string_view named_command(const std::vector<std::string>& arguments)
{
    std::size_t at = 0;
    while (at + 2 < arguments.size() && (arguments[at] == "-C" || arguments[at] == "--archive" ||
                                         arguments[at] == "--user" || arguments[at] == "--password-file"))
        at += 2;
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
