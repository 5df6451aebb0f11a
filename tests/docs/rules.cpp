// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/docs/rules.hpp"

#include <algorithm>
#include <cstdio>
#include <regex>
#include <sstream>

namespace fonds::docs {

namespace {

constexpr std::string_view formats = "docs/formats/";
constexpr std::string_view decisions = "docs/decisions/";

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// Is there a file of that path, or a folder?
bool exists(const Tree& tree, const std::string& path)
{
    return path.empty() || std::any_of(tree.begin(), tree.end(),
                                       [&](const SourceFile& file) { return file.path == path || file.is_below(path); });
}

std::vector<std::string> links_from(const Tree& tree, std::string_view path)
{
    std::vector<std::string> targets;
    if (const SourceFile* file = find(tree, path))
        for (const Link& link : links_of(file->text))
            targets.push_back(resolve(path, link.target.substr(0, link.target.find('#'))));
    return targets;
}

std::vector<std::string> matches(const std::string& text, const std::regex& pattern)
{
    std::vector<std::string> found;
    for (auto match = std::sregex_iterator(text.begin(), text.end(), pattern); match != std::sregex_iterator(); ++match)
        found.push_back((*match)[1]);
    return found;
}

/// Does `text` hold `word` as a word of its own?
bool names(const std::string& text, const std::string& word)
{
    const auto inside = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '+' || c == '.';
    };
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !inside(text[at - 1])) && (end == text.size() || !inside(text[end]))) return true;
    }
    return false;
}

}  // namespace

const SourceFile* find(const Tree& tree, std::string_view path)
{
    const auto file = std::find_if(tree.begin(), tree.end(), [&](const SourceFile& each) { return each.path == path; });
    return file == tree.end() ? nullptr : &*file;
}

Breaches broken_links(const Tree& tree)
{
    Breaches breaches;
    for (const SourceFile& file : tree) {
        if (file.extension() != "md") continue;
        for (const Link& link : links_of(file.text)) {
            if (link.target.find("://") != std::string::npos || link.target.starts_with("mailto:")) continue;
            const auto hash = link.target.find('#');
            const std::string relative = link.target.substr(0, hash);
            const std::string path = relative.empty() ? file.path : resolve(file.path, relative);
            const std::string place = file.path + ":" + std::to_string(link.line) + ": ";
            if (!exists(tree, path)) {
                breaches.push_back(place + "no such file: " + link.target);
            } else if (const SourceFile* target = find(tree, path); hash != std::string::npos && target != nullptr) {
                if (!contains(anchors_of(target->text), link.target.substr(hash + 1)))
                    breaches.push_back(place + "no such heading: " + link.target);
            }
        }
    }
    return breaches;
}

std::vector<std::string> verbs_of(const Tree& tree)
{
    const SourceFile* script = find(tree, "dev");
    return script == nullptr ? std::vector<std::string>{} : matches(script->text, std::regex(R"(\bverb_([a-z]+)\(\))"));
}

Breaches unknown_verbs(const Tree& tree)
{
    Breaches breaches;
    const auto verbs = verbs_of(tree);
    for (const SourceFile& file : tree) {
        if (file.extension() != "md") continue;
        for (const std::string& verb : matches(file.text, std::regex(R"(\./dev ([a-z]+))")))
            if (!contains(verbs, verb)) breaches.push_back(file.path + ": ./dev has no verb " + verb);
    }
    const SourceFile* readme = find(tree, "README.md");
    for (const std::string command : {"./dev demo", "./dev test"})
        if (readme == nullptr || readme->text.find(command) == std::string::npos)
            breaches.push_back("README.md: does not show " + command);
    return breaches;
}

Breaches unlinked_formats(const Tree& tree)
{
    Breaches breaches;
    auto linked = links_from(tree, "docs/ARCHITECTURE.md");
    const auto more = links_from(tree, "docs/formats/README.md");
    linked.insert(linked.end(), more.begin(), more.end());
    for (const SourceFile& file : tree)
        if (file.path.starts_with(formats) && file.extension() == "md" && file.name() != "README.md" &&
            !contains(linked, file.path))
            breaches.push_back(file.path + ": is linked from neither docs/ARCHITECTURE.md nor docs/formats/README.md");
    return breaches;
}

Breaches unlisted_decisions(const Tree& tree)
{
    Breaches breaches;
    const auto linked = links_from(tree, "docs/decisions/README.md");
    int number = 0;
    for (const SourceFile& file : tree) {
        if (!file.path.starts_with(decisions) || file.name() == "README.md") continue;
        char expected[16];
        std::snprintf(expected, sizeof expected, "%04d-", ++number);
        if (!file.name().starts_with(expected)) breaches.push_back(file.path + ": should begin with " + expected);
        if (!contains(linked, file.path)) breaches.push_back(file.path + ": is not linked from docs/decisions/README.md");
    }
    return breaches;
}

Breaches missing_terms(const Tree& tree)
{
    static const std::vector<std::pair<std::string, std::string>> terms{
        {"全宗", "Fonds"},         {"门类", "Category"},        {"案卷", "Folder"},        {"件", "Record"},
        {"数字对象", "Component"}, {"档号", "ReferenceCode"},   {"重要性", "Grade"},       {"往来单位", "Party"},
        {"接收", "Accession"},     {"库位", "Location"},        {"借阅", "Loan"},          {"保管期限", "RetentionRule"},
        {"冻结", "LegalHold"},     {"鉴定", "DispositionCase"}, {"冷存卷", "Volume"},      {"固化信息", "Digest"},
        {"审计日志", "AuditLog"},  {"稽核", "Audit"},           {"销毁留痕", "Tombstone"},
    };
    Breaches breaches;
    const SourceFile* glossary = find(tree, "docs/GLOSSARY.md");
    const auto rows = glossary == nullptr ? std::vector<std::vector<std::string>>{} : rows_of(glossary->text);
    for (const auto& term : terms) {
        const bool found = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
            return row.size() >= 3 && row[0].find(term.first) != std::string::npos && names(row[1], term.second);
        });
        if (!found) breaches.push_back("docs/GLOSSARY.md: has no row for " + term.first + " (" + term.second + ")");
    }
    return breaches;
}

Breaches missing_dependencies(const Tree& tree)
{
    Breaches breaches;
    const SourceFile* page = find(tree, "docs/DEPENDENCIES.md");
    const std::string text = page == nullptr ? "" : page->text;
    std::string cells;
    for (const auto& row : rows_of(text))
        for (const std::string& cell : row) cells += cell + "\n";

    static const std::regex asked(
        R"((?:^|\n)\s*(?:find_package\(|fonds_library\([A-Z_]+ (?:ARCHIVE )?|pkg_check_modules\([A-Z_]+ (?:REQUIRED )?(?:IMPORTED_TARGET )?)([^)\n]+))");
    for (const SourceFile& file : tree) {
        if (file.name() != "CMakeLists.txt" && file.extension() != "cmake") continue;
        for (const std::string& call : matches(file.text, asked)) {
            if (call.starts_with("${")) continue;
            std::istringstream words(call);
            const bool package = file.text.find("find_package(" + call) != std::string::npos;
            for (std::string word; words >> word;) {
                if (!names(cells, word)) breaches.push_back(file.path + ": docs/DEPENDENCIES.md has no row for " + word);
                if (package) break;  // versions and components follow
            }
        }
    }
    if (const SourceFile* script = find(tree, "dev")) {
        for (const std::string& list : matches(script->text, std::regex(R"((?:^|\n)packages_[a-z]+=\(([^)]*)\))"))) {
            std::istringstream words(list);
            for (std::string word; words >> word;)
                if (!names(cells, word)) breaches.push_back("dev: docs/DEPENDENCIES.md has no row for the package " + word);
        }
    }
    return breaches;
}

Breaches missing_news(const Tree& tree)
{
    const SourceFile* build = find(tree, "CMakeLists.txt");
    const SourceFile* news = find(tree, "NEWS.md");
    const auto version = build == nullptr ? std::vector<std::string>{}
                                          : matches(build->text, std::regex(R"(project\(fonds VERSION ([0-9.]+))"));
    if (version.empty()) return {"CMakeLists.txt: no project(fonds VERSION …)"};
    const auto sections =
        news == nullptr ? std::vector<std::string>{} : matches(news->text, std::regex(R"((?:^|\n)## ([0-9.]+))"));
    if (sections.empty() || sections.front() != version.front()) return {"NEWS.md: does not begin with " + version.front()};
    return {};
}

}  // namespace fonds::docs
