// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "schema/core/escape.hpp"
#include "schema/core/terminal_width.hpp"

namespace fonds::cli {

Output::Output(Language language)
    : language_(language), out_is_terminal_(::isatty(STDOUT_FILENO) == 1), err_is_terminal_(::isatty(STDERR_FILENO) == 1),
      colours_(out_is_terminal_ && std::getenv("NO_COLOR") == nullptr)
{
}

void Output::line(std::string_view text)
{
    end_progress();
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

void Output::raw(std::string_view bytes)
{
    end_progress();
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
}

void Output::text(std::string_view text)
{
    if (out_is_terminal_)
        raw(lines_for_terminal(text));
    else
        raw(text);
}

void Output::flush()
{
    std::fflush(stdout);
}

void Output::remark(const Text& text)
{
    end_progress();
    std::fflush(stdout);
    // Escaped wherever it goes, as problems are: `shown` looks at standard output alone.
    std::fprintf(stderr, "%s\n", escape_for_terminal(pick(text)).c_str());
}

void Output::problem(const Error& error)
{
    end_progress();
    std::fflush(stdout);
    std::string text = "fonds: " + escape_for_terminal(pick(error.what));
    if (!error.where.empty()) {
        // A place of several lines is a query with its caret: shown below, as it is laid out. Or a path that has them.
        const auto line_end = error.where.find('\n');
        if (line_end == std::string::npos || error.where.find_first_not_of(" ^", line_end + 1) != std::string::npos)
            text += " (" + escape_for_terminal(error.where) + ")";
        else
            text += "\n  " + escape_for_terminal(std::string_view(error.where).substr(0, line_end)) + "\n  " +
                    error.where.substr(line_end + 1);
    }
    if (!error.hint.empty()) text += "\n  → " + escape_for_terminal(pick(error.hint));
    std::fprintf(stderr, "%s\n", text.c_str());
}

std::string Output::shown(std::string_view text) const
{
    if (out_is_terminal_) return escape_for_terminal(text);
    std::string one_line(text);
    std::ranges::replace(one_line, '\n', ' ');
    std::ranges::replace(one_line, '\r', ' ');
    return one_line;
}

std::string Output::styled(std::string_view code, std::string_view text) const
{
    if (!colours_) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::size_t Output::width() const
{
    winsize size = {};
    if (out_is_terminal_ && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
    return 100;
}

namespace {

/// With one figure behind the point.
std::string megabytes(std::size_t bytes)
{
    const std::size_t tenths = bytes / 100'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

void Output::progress(const Text& what, std::size_t done, std::size_t total, const Text& things)
{
    draw_bar(what, done, total, things, false);
}

void Output::progress_bytes(const Text& what, std::size_t done, std::size_t total)
{
    draw_bar(what, done, total, {}, true);
}

void Output::draw_bar(const Text& what, std::size_t done, std::size_t total, const Text& things, bool bytes)
{
    if (!err_is_terminal_) return;
    const auto now = std::chrono::steady_clock::now();
    if (!bar_shown_)
        bar_began_ = now;
    else if (now - bar_drawn_ < std::chrono::milliseconds(100) && done != total)
        return;
    bar_drawn_ = now;
    bar_shown_ = true;
    constexpr std::size_t cells = 24;
    total = std::max(total, done);
    const std::size_t full = total == 0 ? 0 : done * cells / total;
    std::string bar;
    for (std::size_t i = 0; i < cells; ++i) bar += i < full ? "█" : "░";
    std::string left;
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(now - bar_began_).count();
    if (done > 0 && done < total && spent > 1000) {
        const auto seconds = static_cast<long long>(static_cast<double>(spent) / 1000.0 * static_cast<double>(total - done) /
                                                    static_cast<double>(done));
        if (!things.en.empty()) {
            const auto rate =
                static_cast<long long>(static_cast<double>(done) * 60'000.0 / static_cast<double>(spent) + 0.5);
            left = "  " + pick(say("{} {}/min", "{} {}/分钟", {rate, pick(things)}));
        }
        if (bytes)
            left = "  " + megabytes(done * 1000 / static_cast<std::size_t>(std::max<std::int64_t>(spent, 1))) + " MB/s";
        left += "  " + std::to_string(seconds / 60) + ":" + (seconds % 60 < 10 ? "0" : "") + std::to_string(seconds % 60);
    }
    const std::string of =
        bytes ? megabytes(done) + "/" + megabytes(total) + " MB" : std::to_string(done) + "/" + std::to_string(total);
    std::fprintf(stderr, "\r\x1b[K%s %s %s%s", pick(what).c_str(), bar.c_str(), of.c_str(), left.c_str());
    std::fflush(stderr);
}

void Output::end_progress()
{
    if (!bar_shown_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    bar_shown_ = false;
}

namespace {

std::size_t columns_of(char32_t c)
{
    return static_cast<std::size_t>(terminal_width(c));
}

}  // namespace

std::string lines_for_terminal(std::string_view text)
{
    std::string safe;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\n\t"), text.size());
        safe += escape_for_terminal(text.substr(0, end));
        if (end < text.size()) safe += text[end];
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return safe;
}

std::size_t display_width(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\x1b') {  // our own styles
            at = text.find('m', at);
            if (at == std::string_view::npos) break;
            ++at;
            continue;
        }
        width += columns_of(next_code_point(text, at));
    }
    return width;
}

std::string fit(std::string_view text, std::size_t width)
{
    if (display_width(text) <= width) return std::string(text);
    std::size_t used = 0, at = 0;
    while (at < text.size()) {
        std::size_t next = at;
        const std::size_t columns = columns_of(next_code_point(text, next));
        if (used + columns + 1 > width) break;
        used += columns;
        at = next;
    }
    return std::string(text.substr(0, at)) + "…";
}

std::string pad(std::string_view text, std::size_t width)
{
    std::string padded(text);
    const std::size_t used = display_width(text);
    if (used < width) padded.append(width - used, ' ');
    return padded;
}

void Table::print(Output& output) const
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows_) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    for (const auto& row : rows_) {
        std::string line;
        std::size_t used = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i + 1 < row.size()) {
                line += pad(row[i], widths[i]) + "  ";
                used += widths[i] + 2;
            } else if (output.to_terminal() && row[i].find('\x1b') == std::string::npos) {
                line += fit(row[i], output.width() > used + 10 ? output.width() - used : 10);
            } else {
                line += row[i];
            }
        }
        while (!line.empty() && line.back() == ' ') line.pop_back();
        output.line(line);
    }
}

}  // namespace fonds::cli
