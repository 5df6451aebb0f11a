// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/source_tree.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace fonds::architecture {

namespace {

bool is_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Blanks text[from, to) but for line ends; returns `to`.
std::size_t blank(std::string& text, std::size_t from, std::size_t to)
{
    to = std::min(to, text.size());
    for (std::size_t i = from; i < to; ++i)
        if (text[i] != '\n') text[i] = ' ';
    return to;
}

/// The place behind a literal that is quoted by `quote` and begins at `from`.
std::size_t end_of_literal(std::string_view text, std::size_t from, char quote)
{
    for (std::size_t i = from + 1; i < text.size() && text[i] != '\n'; ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == quote)
            return i + 1;
    }
    return text.size();
}

/// The place behind a raw string literal whose quote is at `from`.
std::size_t end_of_raw_string(std::string_view text, std::size_t from)
{
    const auto open = text.find('(', from);
    if (open == std::string_view::npos) return text.size();
    const std::string close = ")" + std::string(text.substr(from + 1, open - from - 1)) + "\"";
    const auto end = text.find(close, open);
    return end == std::string_view::npos ? text.size() : end + close.size();
}

}  // namespace

std::string SourceFile::folder() const
{
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string SourceFile::name() const
{
    return path.substr(path.find_last_of('/') + 1);
}

std::string SourceFile::extension() const
{
    const std::string file = name();
    const auto dot = file.find_last_of('.');
    return dot == std::string::npos || dot == 0 ? "" : file.substr(dot + 1);
}

bool SourceFile::is_cpp() const
{
    return extension() == "cpp" || extension() == "hpp";
}

bool SourceFile::is_below(std::string_view folder) const
{
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

Tree read_tree(const std::string& root)
{
    namespace fs = std::filesystem;
    Tree tree;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
        const std::string path = fs::relative(entry->path(), root).generic_string();
        if (entry->is_directory()) {
            if (path == "build" || path == ".git" || path == ".cache") entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file() || path == "compile_commands.json") continue;
        std::ifstream file(entry->path(), std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(file), {}};
        if (text.find('\0') == std::string::npos) tree.push_back({path, std::move(text)});
    }
    std::sort(tree.begin(), tree.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return tree;
}

std::string code_of(std::string_view text, Literals literals)
{
    std::string code(text);
    for (std::size_t i = 0; i < code.size();) {
        const std::string_view rest = std::string_view(code).substr(i);
        if (rest.starts_with("//")) {
            i = blank(code, i, code.find('\n', i));
        } else if (rest.starts_with("/*")) {
            const auto end = code.find("*/", i + 2);
            i = blank(code, i, end == std::string::npos ? code.size() : end + 2);
        } else if (rest.front() == '"' || (rest.front() == '\'' && (i == 0 || !is_word(code[i - 1])))) {
            const bool raw = rest.front() == '"' && i > 0 && code[i - 1] == 'R';
            const auto end = raw ? end_of_raw_string(code, i) : end_of_literal(code, i, rest.front());
            if (literals == Literals::blanked) blank(code, i + 1, end == 0 ? end : end - 1);
            i = std::max(end, i + 1);
        } else {
            ++i;
        }
    }
    return code;
}

std::vector<Include> includes_of(std::string_view text)
{
    std::vector<Include> includes;
    std::istringstream lines(code_of(text, Literals::kept));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        std::size_t at = line.find_first_not_of(" \t");
        if (at == std::string::npos || line[at] != '#') continue;
        at = line.find_first_not_of(" \t", at + 1);
        if (at == std::string::npos || line.compare(at, 7, "include") != 0) continue;
        at = line.find_first_of("\"<", at + 7);
        if (at == std::string::npos) continue;
        const auto end = line.find(line[at] == '<' ? '>' : '"', at + 1);
        if (end == std::string::npos) continue;
        includes.push_back({line.substr(at + 1, end - at - 1), number, line[at] == '"'});
    }
    return includes;
}

int count_lines(std::string_view text)
{
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace fonds::architecture
