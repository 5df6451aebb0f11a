// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

#include "tests/architecture/boxes.hpp"
#include "tests/architecture/rules.hpp"

namespace fonds::architecture {

namespace {

struct Conduct {
    std::string_view call;
    std::string_view what;
};

constexpr std::array conducts{
    Conduct{"std::cout", "prints"},
    Conduct{"std::cerr", "prints"},
    Conduct{"std::clog", "prints"},
    Conduct{"printf(", "prints"},
    Conduct{"fprintf(", "prints"},
    Conduct{"puts(", "prints"},
    Conduct{"exit(", "exits"},
    Conduct{"quick_exit(", "exits"},
    Conduct{"getenv", "reads the environment"},
    Conduct{"secure_getenv", "reads the environment"},
    Conduct{"system_clock::now", "asks the time"},
    Conduct{"gettimeofday(", "asks the time"},
    Conduct{"std::time(", "asks the time"},
};

/// Does `call` stand in `line` as a whole word, so that snprintf( is not printf( and _exit( is not exit(?
bool calls(const std::string& line, std::string_view call)
{
    for (auto at = line.find(call); at != std::string::npos; at = line.find(call, at + 1)) {
        const char before = at == 0 ? ' ' : line[at - 1];
        if (std::isalnum(static_cast<unsigned char>(before)) == 0 && before != '_') return true;
    }
    return false;
}

}  // namespace

Breaches forbidden_calls(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree) {
        const Box* box = file.is_cpp() ? box_of(file.folder()) : nullptr;
        if (box == nullptr || box->role != Role::library) continue;
        std::istringstream lines(code_of(file.text, Literals::blanked));
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number)
            for (const Conduct& conduct : conducts) {
                if (conduct.call == "system_clock::now" && file.path == "schema/core/clock.cpp") continue;
                if (calls(line, conduct.call))
                    breaches.push_back(file.path + ":" + std::to_string(number) + ": library code " +
                                       std::string(conduct.what));
            }
    }
    return breaches;
}

Breaches libraries_in_error_kinds(const Tree& tree)
{
    static constexpr std::array names{"sqlite", "nettle", "json",    "boost",  "zstd",    "toml",   "cairo",
                                      "pango",  "icu",    "opencc",  "xapian", "poppler", "podofo", "zip",
                                      "xml",    "gmime",  "seccomp", "cli",    "sql",     "pdf"};
    Breaches breaches;
    for (const SourceFile& file : tree) {
        if (!file.is_cpp()) continue;
        const std::string code = code_of(file.text, Literals::blanked);
        const auto start = code.find("enum class ErrorKind {");
        if (start == std::string::npos) continue;
        std::string body = code.substr(start, code.find('}', start) - start);
        std::transform(body.begin(), body.end(), body.begin(),
                       [](unsigned char c) { return std::isalnum(c) != 0 ? static_cast<char>(std::tolower(c)) : ' '; });
        std::istringstream words(body);
        for (std::string word; words >> word;)
            if (std::find(names.begin(), names.end(), word) != names.end())
                breaches.push_back(file.path + ": an ErrorKind is named after a library: " + word);
    }
    return breaches;
}

}  // namespace fonds::architecture
