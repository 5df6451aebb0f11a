// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "archive/store/source_walk.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

/// A folder with an archive in it, and what people keep beside.
class Surroundings {
public:
    Surroundings()
    {
        for (const char* folder : {"docs", "archive/objects/ab", "archive/inbox/deep", "archive-2"})
            fs::create_directories(place_ / folder);
        for (const char* file : {"docs/1", "archive/catalog.db", "archive/objects/ab/abc", "archive/inbox/2",
                                 "archive/inbox/deep/3", "archive-2/4"})
            write_file(place_ / file, file);
        root_ = canonical_path(place_.path());
    }
    [[nodiscard]] std::string operator/(const std::string& name) const { return root_ + "/" + name; }
    [[nodiscard]] const std::string& root() const { return root_; }
    [[nodiscard]] OwnGround own() const { return {*this / "archive", *this / "archive/inbox"}; }

private:
    TemporaryDirectory place_;
    std::string root_;
};

}  // namespace

TEST_CASE("an archive's own ground is its folder and all below, except its inbox")
{
    const OwnGround own{"/a/archive", "/a/archive/inbox"};
    for (const char* path :
         {"/a/archive", "/a/archive/x", "/a/archive/objects/ab/abc", "/a/archive/inbox2", "/a/archive/in"})
        CHECK(is_own(path, own));
    for (const char* path : {"/", "/a", "/a/archive2", "/a/archive/inbox", "/a/archive/inbox/x", "/b/a/archive/x"})
        CHECK_FALSE(is_own(path, own));
    CHECK_FALSE(is_own("/a/archive", {}));
    CHECK(is_own("/x", {"/", "/inbox"}));
}

TEST_CASE("a walk goes around an archive and through its inbox")
{
    const Surroundings place;
    const auto walk = walk_sources({place.root()}, place.own());
    CHECK(walk.problems.empty());
    CHECK(walk.own_folders == 1);
    CHECK(walk.files == std::vector<std::string>{place / "archive/inbox/2", place / "archive/inbox/deep/3",
                                                 place / "archive-2/4", place / "docs/1"});
    CHECK(walk_sources({place.root()}, {}).files.size() == 6);
}

TEST_CASE("files and folders come in one order, by name, and what is in a folder in its place")
{
    const Surroundings place;
    for (const char* folder : {"docs/b", "docs/d/deep", "docs/.hidden"}) fs::create_directories(place / folder);
    for (const char* file : {"docs/a", "docs/b/z", "docs/b.txt", "docs/c", "docs/d/deep/x", "docs/d/a", "docs/e"})
        write_file(place / file, file);
    const auto walk = walk_sources({place / "docs"}, {});
    std::vector<std::string> names;
    for (const auto& file : walk.files) names.push_back(file.substr((place / "docs/").size()));
    CHECK(names == std::vector<std::string>{"1", "a", "b/z", "b.txt", "c", "d/a", "d/deep/x", "e"});
    CHECK(walk.left_out == 1);
}

TEST_CASE("a link into an archive is no way in")
{
    const Surroundings place;
    fs::create_directory_symlink(place / "archive/objects", place / "docs/objects");
    const auto walk = walk_sources({place / "docs"}, place.own());
    CHECK(walk.own_folders == 1);
    CHECK(walk.files == std::vector<std::string>{place / "docs/1"});
}

TEST_CASE("an archive's folder that is named is a problem, its inbox is not")
{
    const Surroundings place;
    const auto walk = walk_sources({place / "archive/../archive", place / "archive/inbox/deep"}, place.own());
    REQUIRE(walk.problems.size() == 1);
    CHECK(walk.problems.front().kind == ErrorKind::refused);
    CHECK(walk.problems.front().where == place / "archive/../archive");
    CHECK(walk.files == std::vector<std::string>{place / "archive/inbox/deep/3"});
}

TEST_CASE("an open file is known by where it lies, whatever path led to it")
{
    const Surroundings place;
    fs::create_symlink(place / "docs/1", place / "docs/link");
    const std::string link = place / "docs/link";
    const Fd file(::open(link.c_str(), O_RDONLY | O_CLOEXEC));
    CHECK(canonical_path_of(file, link) == place / "docs/1");
    CHECK(canonical_path_of(Fd(), link) == place / "docs/1");
}

TEST_CASE("directories are made with their parents, told with the deepest first, and none stays when one cannot be made")
{
    const Surroundings place;
    const auto made = make_directories(place / "docs/a/b/c");
    REQUIRE(made.ok());
    CHECK(*made == std::vector<std::string>{place / "docs/a/b/c", place / "docs/a/b", place / "docs/a"});
    CHECK(make_directories(place / "docs/a/b/c")->empty());
    CHECK_FALSE(make_directories(place / ("docs/new/" + std::string(300, 'x'))).ok());
    CHECK_FALSE(fs::exists(place / "docs/new"));
    remove_tree(place / "docs");
    CHECK_FALSE(fs::exists(place / "docs"));
    remove_tree(place / "docs");
}
