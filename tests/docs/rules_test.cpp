// SPDX-License-Identifier: GPL-3.0-or-later
// Each rule of the documents against a small wrong tree.
#include <catch2/catch.hpp>

#include "tests/docs/rules.hpp"

using namespace fonds::docs;

namespace {

SourceFile file(std::string path, std::string text)
{
    return {std::move(path), std::move(text)};
}

bool mentions(const Breaches& breaches, const std::string& part)
{
    for (const std::string& breach : breaches)
        if (breach.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("links are read outside code only")
{
    const auto links = links_of("see [a](x.md) and [b](y.md#z)\n`[c](no.md)`\n```\n[d](no.md)\n```\n[e](../e.md)\n");
    REQUIRE(links.size() == 3);
    CHECK(links[0].target == "x.md");
    CHECK(links[1].target == "y.md#z");
    CHECK(links[2].target == "../e.md");
    CHECK(links[2].line == 6);
}

TEST_CASE("anchors follow the headings")
{
    const auto anchors = anchors_of("# Life of a search\n## 1. What, `why`\n```\n# no\n```\n### 词汇 words\n");
    CHECK(anchors == std::vector<std::string>{"life-of-a-search", "1-what-why", "词汇-words"});
}

TEST_CASE("links are resolved from the file they stand in")
{
    CHECK(resolve("docs/formats/README.md", "../HACKING.md") == "docs/HACKING.md");
    CHECK(resolve("README.md", "./docs/") == "docs");
    CHECK(resolve("docs/a.md", "../../../x") == "x");
}

TEST_CASE("a link to nowhere is a breach")
{
    const SourceFile guide = file("docs/guide.md", "# First step\n");
    CHECK(broken_links(
              {guide, file("README.md", "[a](docs/guide.md) [b](docs/guide.md#first-step) [c](docs) [d](https://x.org/y)")})
              .empty());
    CHECK(mentions(broken_links({guide, file("README.md", "\n[a](guide.md)")}), "README.md:2: no such file: guide.md"));
    CHECK(mentions(broken_links({guide, file("README.md", "[a](docs/guide.md#second)")}), "no such heading"));
    CHECK(mentions(broken_links({file("docs/guide.md", "[a](#nowhere)\n# Here\n")}), "no such heading: #nowhere"));
}

TEST_CASE("a command that the script does not have is a breach")
{
    const SourceFile script = file("dev", "verb_demo() { :; }\nverb_test() { :; }\n");
    const SourceFile readme = file("README.md", "    ./dev demo\n    ./dev test --fast\n");
    CHECK(verbs_of({script}) == std::vector<std::string>{"demo", "test"});
    CHECK(unknown_verbs({script, readme}).empty());
    CHECK(mentions(unknown_verbs({script, readme, file("docs/x.md", "`./dev frobnicate`")}),
                   "docs/x.md: ./dev has no verb frobnicate"));
    CHECK(mentions(unknown_verbs({script, file("README.md", "./dev test")}), "does not show ./dev demo"));
}

TEST_CASE("a format that no page links is a breach")
{
    const SourceFile format = file("docs/formats/text.md", "");
    CHECK(unlinked_formats({format, file("docs/ARCHITECTURE.md", "[text](formats/text.md#pages)")}).empty());
    CHECK(unlinked_formats({format, file("docs/formats/README.md", "[text](text.md)")}).empty());
    CHECK(mentions(unlinked_formats({format, file("docs/ARCHITECTURE.md", "formats/text.md")}), "docs/formats/text.md"));
}

TEST_CASE("a decision out of order or unlisted is a breach")
{
    const SourceFile list = file("docs/decisions/README.md", "[one](0001-one.md) [three](0003-three.md)");
    CHECK(unlisted_decisions({file("docs/decisions/0001-one.md", ""), list}).empty());
    CHECK(mentions(
        unlisted_decisions({file("docs/decisions/0001-one.md", ""), file("docs/decisions/0003-three.md", ""), list}),
        "should begin with 0002-"));
    CHECK(mentions(unlisted_decisions({file("docs/decisions/0001-two.md", ""), list}), "not linked"));
}

TEST_CASE("a word of the field that the glossary lacks is a breach")
{
    CHECK(mentions(missing_terms({}), "档号 (ReferenceCode)"));
    const Breaches breaches =
        missing_terms({file("docs/GLOSSARY.md", "| 中文 | code | meaning |\n|---|---|---|\n| 档号 | `ReferenceCode` | x |\n"
                                                "| 卷 | `Folders` | x |\n")});
    CHECK_FALSE(mentions(breaches, "ReferenceCode"));
    CHECK(mentions(breaches, "案卷 (Folder)"));
}

TEST_CASE("a library or package without a row is a breach")
{
    const SourceFile page = file("docs/DEPENDENCIES.md",
                                 "| what | asked for as | package |\n|---|---|---|\n| zstd | `libzstd` | `libzstd-dev` |\n");
    CHECK(missing_dependencies({page, file("archive/CMakeLists.txt", "fonds_library(ZSTD ARCHIVE libzstd)\n"),
                                file("dev", "packages_build=(\n  libzstd-dev\n)\n")})
              .empty());
    CHECK(mentions(missing_dependencies({page, file("CMakeLists.txt", "find_package(Boost 1.74 REQUIRED)\n")}),
                   "no row for Boost"));
    CHECK(mentions(missing_dependencies({page, file("x/CMakeLists.txt", "fonds_library(CAIRO cairo pangocairo)\n")}),
                   "no row for pangocairo"));
    CHECK(mentions(missing_dependencies({page, file("dev", "packages_test=(qpdf libzstd-dev)\n")}), "package qpdf"));
    CHECK_FALSE(mentions(missing_dependencies({page, file("dev", "packages_test=(qpdf libzstd-dev)\n")}), "libzstd-dev"));
    CHECK(
        mentions(missing_dependencies({page, file("CMakeLists.txt", "find_package(libz REQUIRED)\n")}), "no row for libz"));
}

TEST_CASE("news that lag behind the version are a breach")
{
    const SourceFile build = file("CMakeLists.txt", "project(fonds VERSION 0.2.0 LANGUAGES CXX)\n");
    CHECK(missing_news({build, file("NEWS.md", "# News\n\n## 0.2.0\n\n## 0.1.0\n")}).empty());
    CHECK(mentions(missing_news({build, file("NEWS.md", "# News\n\n## 0.1.0\n")}), "does not begin with 0.2.0"));
    CHECK(mentions(missing_news({build}), "does not begin"));
    CHECK_FALSE(missing_news({}).empty());
}
