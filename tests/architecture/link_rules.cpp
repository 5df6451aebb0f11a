// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <sstream>

#include "tests/architecture/boxes.hpp"
#include "tests/architecture/rules.hpp"

namespace fonds::architecture {

namespace {

/// One call of a CMake file: its name and its arguments.
struct Call {
    std::string name;
    std::vector<std::string> arguments;
};

std::vector<Call> calls_of(const std::string& text)
{
    std::string code;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) code += line.substr(0, line.find('#')) + "\n";

    std::vector<Call> calls;
    for (std::size_t open = code.find('('); open != std::string::npos; open = code.find('(', open + 1)) {
        std::size_t start = open;
        while (start > 0 && (std::isalnum(static_cast<unsigned char>(code[start - 1])) != 0 || code[start - 1] == '_'))
            --start;
        const std::size_t end = code.find(')', open);
        if (start == open || end == std::string::npos) continue;
        Call call{code.substr(start, open - start), {}};
        std::istringstream words(code.substr(open + 1, end - open - 1));
        for (std::string word; words >> word;) call.arguments.push_back(word);
        calls.push_back(std::move(call));
    }
    return calls;
}

const Box* box_of_target(const std::string& target)
{
    for (const Box& box : boxes())
        if (!box.target.empty() && box.target == target) return &box;
    return nullptr;
}

bool is_keyword(const std::string& word)
{
    static const std::vector<std::string> keywords{"DIR", "USES", "LIBRARIES", "SOURCES", "PUBLIC", "PRIVATE", "INTERFACE"};
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

template <class List>
bool contains(const List& list, std::string_view item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// What is wrong with linking `linked` to the target of `box`; empty when nothing is.
std::string wrong_link(const Box& box, const std::string& linked, bool is_public)
{
    if (const Box* used = box_of_target(linked))
        return used == &box || contains(box.uses, used->folder) ? "" : " must not link " + linked;
    if (linked.find("::") == std::string::npos) return "";
    if (is_public) return " links " + linked + " publicly";
    for (const Library& library : libraries())
        if (contains(library.targets, linked)) return contains(library.boxes, box.folder) ? "" : " does not wrap " + linked;
    return " links " + linked + ", which boxes.cpp does not know";
}

}  // namespace

Breaches forbidden_links(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree) {
        if (file.name() != "CMakeLists.txt") continue;
        for (const Call& call : calls_of(file.text)) {
            if ((call.name != "fonds_box" && call.name != "target_link_libraries") || call.arguments.empty()) continue;
            const Box* box = box_of_target(call.arguments.front());
            if (box == nullptr) continue;
            std::string part;
            for (std::size_t i = 1; i < call.arguments.size(); ++i) {
                const std::string& word = call.arguments[i];
                if (is_keyword(word)) {
                    part = word;
                    continue;
                }
                if (part == "DIR" && word != box->folder)
                    breaches.push_back(file.path + ": " + std::string(box->target) + " is not made of " + word);
                if (part == "DIR" || part == "SOURCES") continue;
                const bool is_public = part != "LIBRARIES" && part != "PRIVATE";
                if (const std::string wrong = wrong_link(*box, word, is_public); !wrong.empty())
                    breaches.push_back(file.path + ": " + std::string(box->target) + wrong);
            }
        }
    }
    return breaches;
}

}  // namespace fonds::architecture
