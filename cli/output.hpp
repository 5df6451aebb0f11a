// SPDX-License-Identifier: GPL-3.0-or-later
// All that the program says: results to standard output, everything else to standard error.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "cli/language.hpp"
#include "schema/core/error.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

class Output {
public:
    explicit Output(Language language);

    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] bool to_terminal() const { return out_is_terminal_; }
    [[nodiscard]] const std::string& pick(const Text& text) const { return cli::pick(text, language_); }

    /// A line of results. Names and titles from outside must come through `shown`.
    void line(std::string_view text);
    void line(const Text& text) { line(pick(text)); }
    void json(const Json& value) { line(value.dump()); }
    /// What was said so far reaches the reader now, in a pipe as well.
    void flush();
    /// Bytes as they are.
    void raw(std::string_view bytes);
    /// Text of several lines from outside: as it is in a pipe; on a terminal nothing in it but line ends and tabs acts.
    void text(std::string_view text);
    /// A remark beside the results, to standard error.
    void remark(const Text& text);
    /// The error with its place and hint.
    void problem(const Error& error);

    /// Text from outside, safe on this output: escaped on a terminal, unchanged in a pipe except for line breaks.
    [[nodiscard]] std::string shown(std::string_view text) const;
    [[nodiscard]] std::string bold(std::string_view text) const { return styled("1", text); }
    [[nodiscard]] std::string dim(std::string_view text) const { return styled("2", text); }
    [[nodiscard]] std::string marked(std::string_view text) const { return styled("1;33", text); }
    /// Columns of the terminal; 100 when it is none.
    [[nodiscard]] std::size_t width() const;

    /// Redraws the bar on a terminal, at most ten times a second; nothing in a pipe. With `things`, what is done a minute is
    /// told in them.
    void progress(const Text& what, std::size_t done, std::size_t total, const Text& things = {});
    /// The same with bytes: how many, how many a second, and the time that is left.
    void progress_bytes(const Text& what, std::size_t done, std::size_t total);
    void end_progress();

private:
    void draw_bar(const Text& what, std::size_t done, std::size_t total, const Text& things, bool bytes);
    [[nodiscard]] std::string styled(std::string_view code, std::string_view text) const;

    Language language_;
    bool out_is_terminal_;
    bool err_is_terminal_;
    bool colours_;
    bool bar_shown_ = false;
    std::chrono::steady_clock::time_point bar_drawn_{};
    std::chrono::steady_clock::time_point bar_began_{};
};

/// What a terminal may be given of a text of several lines: escaped, but for line ends and tabs.
[[nodiscard]] std::string lines_for_terminal(std::string_view text);
/// Terminal columns that `text` takes: Han, kana and full-width characters two, combining marks none.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// `text` cut to `width` columns, … at the end when cut.
[[nodiscard]] std::string fit(std::string_view text, std::size_t width);
/// `text` with blanks up to `width` columns.
[[nodiscard]] std::string pad(std::string_view text, std::size_t width);

/// Lines of aligned columns; the last one takes what the width leaves.
class Table {
public:
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    void print(Output& output) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace fonds::cli
