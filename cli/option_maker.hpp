// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the commands and their options for the parser. Its parts are in options_*.cpp, a group of commands each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/language.hpp"
#include "cli/options.hpp"

namespace fonds::cli {

/// Lives as long as the parser: checks of options refer to it.
class OptionMaker {
public:
    /// `only`: the one command to make; empty: all. What is parsed goes to `options`, which outlives the parsing.
    OptionMaker(Language language, std::string only, CLI::App& app, Options& options)
        : language_(language), only_(std::move(only)), app_(app), options_(options)
    {
    }

    void add_filing();
    void add_reading();
    void add_scheme();
    void add_folders();
    void add_inbox();
    void add_labels();
    void add_print();
    void add_places();
    void add_loans();
    void add_stocktakes();
    void add_numbers();
    void add_rules();
    void add_events();
    void add_retention();
    void add_holds();
    void add_cases();
    void add_users();
    void add_log();
    void add_examinations();
    void add_reports();
    void add_tables();
    void add_backups();
    void add_care();
    void add_jobs();
    void add_cold();

private:
    void label_paper(CLI::App* at);
    void labels_of_records(CLI::App* at);

    [[nodiscard]] std::string t(std::string_view en, std::string_view zh) const;

    CLI::App* command(CLI::App& parent, const char* name, const Text& help);
    /// Null for a command that the command line does not name: making all of them costs more than a search.
    CLI::App* command(const char* name);

    void json(CLI::App* at);
    CLI::Option* words(CLI::App* at, const char* name, const Text& help);
    /// What a list of records is limited to.
    void which_records(CLI::App* at);
    void text(CLI::App* at, const char* name, std::optional<std::string>& target, std::string_view en, std::string_view zh);
    /// What stands for the value of an option in help.
    [[nodiscard]] std::string value_name(std::string_view option) const;
    /// What is wrong with `text` as a whole number within these limits; empty: nothing.
    [[nodiscard]] std::string not_whole(const char* name, const std::string& text, std::int64_t least,
                                        std::int64_t most) const;
    template <class Number>
    CLI::Option* whole(CLI::App* at, const char* name, Number& target, std::int64_t least, std::int64_t most,
                       std::string value, std::string help)
    {
        const auto check = [this, name, least, most](const std::string& text) { return not_whole(name, text, least, most); };
        return at->add_option(name, target, std::move(help))->type_name(std::move(value))->check(CLI::Validator(check, ""));
    }
    /// A number from 0 to 1.
    CLI::Option* share(CLI::App* at, const char* name, std::optional<double>& target, std::string help);
    void choice(CLI::App* at, const char* name, std::string& target, std::vector<std::string> values, std::string help);
    void metadata(CLI::App* at);
    void tags(CLI::App* at, const char* name, std::vector<std::string>& target, std::string help);
    void paging(CLI::App* at);
    void component(CLI::App* at);
    void one_page(CLI::App* at);
    void output(CLI::App* at);
    void password(CLI::App* at);
    CLI::Option* code(CLI::App* at);
    /// A text that is empty when it is not said.
    CLI::Option* plain(CLI::App* at, const char* name, std::string& target, const char* value_en, const char* value_zh,
                       const Text& help);

    Language language_;
    std::string only_;
    CLI::App& app_;
    Options& options_;
};

}  // namespace fonds::cli
