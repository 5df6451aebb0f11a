// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "tests/architecture/boxes.hpp"
#include "tests/architecture/rules.hpp"

namespace fonds::architecture {

namespace {

std::string place(const SourceFile& file, int line)
{
    return file.path + ":" + std::to_string(line) + ": ";
}

std::string folder_of(const std::string& path)
{
    return SourceFile{path, {}}.folder();
}

bool may_use(const Box& box, const Box& used)
{
    return &box == &used || box.role == Role::free ||
           std::find(box.uses.begin(), box.uses.end(), used.folder) != box.uses.end();
}

/// The files of a tree by path, with their includes.
class Graph {
public:
    explicit Graph(const Tree& tree)
    {
        for (const SourceFile& file : tree)
            if (file.is_cpp()) includes_.emplace(file.path, includes_of(file.text));
    }

    [[nodiscard]] bool has(const std::string& path) const { return includes_.count(path) != 0; }
    [[nodiscard]] const std::vector<Include>& of(const std::string& path) const { return includes_.at(path); }

    /// `path` and all of our files it includes, directly or not.
    [[nodiscard]] std::set<std::string> reach(const std::string& path) const
    {
        std::set<std::string> seen;
        std::vector<std::string> open{path};
        while (!open.empty()) {
            const std::string next = open.back();
            open.pop_back();
            if (!has(next) || !seen.insert(next).second) continue;
            for (const Include& include : of(next)) open.push_back(include.header);
        }
        return seen;
    }

private:
    std::map<std::string, std::vector<Include>> includes_;
};

}  // namespace

Breaches sources_outside_boxes(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree)
        if (file.is_cpp() && box_of(file.folder()) == nullptr)
            breaches.push_back(file.path + ": lies in no box of tests/architecture/boxes.cpp");
    return breaches;
}

Breaches forbidden_includes(const Tree& tree)
{
    Breaches breaches;
    const Graph graph(tree);
    for (const SourceFile& file : tree) {
        const Box* box = file.is_cpp() ? box_of(file.folder()) : nullptr;
        if (box == nullptr) continue;
        for (const Include& include : graph.of(file.path)) {
            if (!include.quoted) continue;
            const Box* used = graph.has(include.header) ? box_of(folder_of(include.header)) : nullptr;
            if (used == nullptr)
                breaches.push_back(place(file, include.line) + include.header +
                                   " is no header of ours, spelled from the root");
            else if (!may_use(*box, *used))
                breaches.push_back(place(file, include.line) + std::string(box->folder) + " must not include " +
                                   std::string(used->folder));
        }
    }
    return breaches;
}

Breaches boxes_seen_through_headers(const Tree& tree)
{
    Breaches breaches;
    const Graph graph(tree);
    for (const SourceFile& file : tree) {
        const Box* box = file.is_cpp() ? box_of(file.folder()) : nullptr;
        if (box == nullptr || !box->folder.starts_with("cli")) continue;
        for (const std::string& seen : graph.reach(file.path)) {
            const Box* used = box_of(folder_of(seen));
            if (used != nullptr && !may_use(*box, *used))
                breaches.push_back(file.path + ": sees " + seen + " through a header");
        }
    }
    return breaches;
}

Breaches forbidden_libraries(const Tree& tree)
{
    Breaches breaches;
    const Graph graph(tree);
    for (const SourceFile& file : tree) {
        const Box* box = file.is_cpp() ? box_of(file.folder()) : nullptr;
        if (box == nullptr) continue;
        for (const Include& include : graph.of(file.path)) {
            if (include.quoted || is_system_header(include.header)) continue;
            const Library* library = library_of(include.header);
            if (library == nullptr) {
                breaches.push_back(place(file, include.line) + include.header + " is of a library unknown to boxes.cpp");
                continue;
            }
            const bool home = std::find(library->boxes.begin(), library->boxes.end(), box->folder) != library->boxes.end();
            if (!home && (box->role != Role::free || library->for_tests))
                breaches.push_back(place(file, include.line) + std::string(library->name) + " is not wrapped by " +
                                   std::string(box->folder));
        }
    }
    return breaches;
}

Breaches libraries_in_public_headers(const Tree& tree)
{
    std::set<std::string> found;
    const Graph graph(tree);
    for (const SourceFile& file : tree) {
        const Box* box = file.is_cpp() ? box_of(file.folder()) : nullptr;
        if (box == nullptr || box->role == Role::free) continue;
        for (const Include& include : graph.of(file.path)) {
            if (!graph.has(include.header) || box_of(folder_of(include.header)) == box) continue;
            for (const std::string& seen : graph.reach(include.header))
                for (const Include& inner : graph.of(seen))
                    if (!inner.quoted && !is_system_header(inner.header))
                        found.insert(seen + ":" + std::to_string(inner.line) + ": <" + inner.header + "> is seen from " +
                                     std::string(box->folder));
        }
    }
    return {found.begin(), found.end()};
}

Breaches include_cycles(const Tree& tree)
{
    Breaches breaches;
    const Graph graph(tree);
    std::set<std::string> finished;
    std::vector<std::string> way;
    const std::function<void(const std::string&)> visit = [&](const std::string& path) {
        if (!graph.has(path) || finished.count(path) != 0) return;
        if (const auto start = std::find(way.begin(), way.end(), path); start != way.end()) {
            std::string cycle;
            for (auto step = start; step != way.end(); ++step) cycle += *step + " -> ";
            breaches.push_back(cycle + path);
            return;
        }
        way.push_back(path);
        for (const Include& include : graph.of(path)) visit(include.header);
        way.pop_back();
        finished.insert(path);
    };
    for (const SourceFile& file : tree) visit(file.path);
    return breaches;
}

}  // namespace fonds::architecture
