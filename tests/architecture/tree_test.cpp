// SPDX-License-Identifier: GPL-3.0-or-later
// The rules, held against the tree as it is.
#include <catch2/catch.hpp>

#include "tests/architecture/boxes.hpp"
#include "tests/architecture/rules.hpp"

using namespace fonds::architecture;

namespace {

const Tree& tree()
{
    static const Tree files = read_tree(FONDS_SOURCE_DIR);
    return files;
}

/// Fails with every breach on a line of its own.
void require_none(const Breaches& breaches)
{
    for (const std::string& breach : breaches) FAIL_CHECK(breach);
    REQUIRE(breaches.empty());
}

}  // namespace

TEST_CASE("the tree that is checked is the real one")
{
    REQUIRE(tree().size() > 60);
    for (const Box& box : boxes()) {
        INFO(box.folder);
        bool has_sources = false;
        for (const SourceFile& file : tree()) has_sources = has_sources || (file.is_cpp() && box_of(file.folder()) == &box);
        CHECK(has_sources);
    }
}

TEST_CASE("every source lies in a box")
{
    require_none(sources_outside_boxes(tree()));
}
TEST_CASE("boxes include only what the map allows")
{
    require_none(forbidden_includes(tree()));
}
TEST_CASE("front ends see the facade and the model only")
{
    require_none(boxes_seen_through_headers(tree()));
}
TEST_CASE("third-party headers stay in the box that wraps them")
{
    require_none(forbidden_libraries(tree()));
}
TEST_CASE("no third-party header is seen from another box")
{
    require_none(libraries_in_public_headers(tree()));
}
TEST_CASE("files include each other without cycles")
{
    require_none(include_cycles(tree()));
}
TEST_CASE("boxes link only what the map allows, libraries privately")
{
    require_none(forbidden_links(tree()));
}
TEST_CASE("files stay small")
{
    require_none(long_files(tree()));
}
TEST_CASE("half of the .cpp files are shorter than 200 lines")
{
    REQUIRE(median_cpp_lines(tree()) < 200);
}
TEST_CASE("every source states its licence")
{
    require_none(missing_licence_lines(tree()));
}
TEST_CASE("every header guards itself")
{
    require_none(missing_pragma_once(tree()));
}
TEST_CASE("a .cpp file includes its own header first")
{
    require_none(own_header_not_first(tree()));
}
TEST_CASE("names say what is inside")
{
    require_none(empty_names(tree()));
}
TEST_CASE("no path of one machine stands in the tree")
{
    require_none(machine_paths(tree()));
}
TEST_CASE("library code never prints, exits, reads the environment or asks the time")
{
    require_none(forbidden_calls(tree()));
}
TEST_CASE("kinds of errors are named by meaning")
{
    require_none(libraries_in_error_kinds(tree()));
}
