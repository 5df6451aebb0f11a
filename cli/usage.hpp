// SPDX-License-Identifier: GPL-3.0-or-later
// What the option parser says, in the user's language: the help it prints, and mistakes as errors. For options.cpp alone.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/language.hpp"
#include "schema/core/error.hpp"

namespace fonds::cli {

/// Help in columns that count Han characters as two, wrapped at 100.
class HelpFormatter final : public CLI::Formatter {
public:
    explicit HelpFormatter(Language language) : language_(language) {}
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;

private:
    Language language_;
};

/// The parser's complaint about `app`'s command line as a usage error.
[[nodiscard]] Error usage_error(const CLI::ParseError& mistake, const CLI::App& app);

/// `text` in lines of at most `width` columns, broken at blanks and between Han characters; all but the first begin with
/// `indent` blanks, which count.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace fonds::cli
