// SPDX-License-Identifier: GPL-3.0-or-later
// The documents as they are.
#include <catch2/catch.hpp>

#include "tests/docs/rules.hpp"

using namespace fonds::docs;

namespace {

const Tree& tree()
{
    static const Tree files = fonds::architecture::read_tree(FONDS_SOURCE_DIR);
    return files;
}

void require_none(const Breaches& breaches)
{
    for (const std::string& breach : breaches) FAIL_CHECK(breach);
    REQUIRE(breaches.empty());
}

}  // namespace

TEST_CASE("the pages a newcomer needs are there")
{
    for (const char* page : {"README.md", "NEWS.md", "docs/ARCHITECTURE.md", "docs/HACKING.md", "docs/GLOSSARY.md",
                             "docs/DEPENDENCIES.md", "docs/PERFORMANCE.md", "docs/decisions/README.md"}) {
        INFO(page);
        CHECK(find(tree(), page) != nullptr);
    }
}

TEST_CASE("every relative link leads somewhere")
{
    require_none(broken_links(tree()));
}
TEST_CASE("every ./dev verb in the documents exists")
{
    require_none(unknown_verbs(tree()));
}
TEST_CASE("every format's page can be found")
{
    require_none(unlinked_formats(tree()));
}
TEST_CASE("every decision is listed")
{
    require_none(unlisted_decisions(tree()));
}
TEST_CASE("the glossary has every word of the field")
{
    require_none(missing_terms(tree()));
}
TEST_CASE("every dependency is explained")
{
    require_none(missing_dependencies(tree()));
}
TEST_CASE("the news begin with this version")
{
    require_none(missing_news(tree()));
}
