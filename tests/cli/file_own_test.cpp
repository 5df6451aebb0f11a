// SPDX-License-Identifier: GPL-3.0-or-later
// An archive does not file itself.
#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::int64_t records(const ArchiveFixture& archive)
{
    return answer(archive, {"status", "--json"}).get("records").number();
}

}  // namespace

TEST_CASE("the archive's own folders and files are refused, whatever path or link leads to them")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "甲");
    std::filesystem::create_directory_symlink("archive/objects", archive.beside("link"));
    std::filesystem::create_symlink("archive/catalog.db", archive.beside("catalog.pdf"));
    for (const char* path :
         {".", "./", "objects", "../archive/text", "../link", "catalog.db", "fonds.toml", "../catalog.pdf"}) {
        INFO(path);
        const auto filed = archive.fonds({"file", path}, working_in(archive.root()));
        CHECK(filed.exit_code == 3);
        CHECK(filed.out.empty());
        CHECK(contains(filed.err, "belongs to the archive itself"));
        CHECK(contains(filed.err, "0 filed, 1 not filed"));
    }
    const auto attached =
        archive.fonds({"attach", answer(archive, {"list", "--json"}).get("records").at(0).get("code").text(),
                       archive.root() + "/catalog.db"});
    CHECK(attached.exit_code == 5);
    CHECK(records(archive) == 1);
}

TEST_CASE("a walk that comes upon the archive goes around it and counts it, but files its inbox")
{
    const ArchiveFixture archive;
    (void)archive.write("a.txt", "甲");
    (void)archive.write("archive/inbox/scan.txt", "乙");
    (void)archive.write("archive-2.txt", "丙");  // a name that only begins like the archive's
    const auto filed = archive.fonds({"file", "."});
    INFO(filed.out << filed.err);
    CHECK(filed.exit_code == 0);
    CHECK(filed.lines().size() == 3);
    CHECK(contains(filed.out, "archive/inbox/scan.txt"));
    CHECK(contains(filed.err, "1 folder of the archive itself left out"));
    CHECK(records(archive) == 3);
}

TEST_CASE("what lies in the inbox is filed by its own path, too, and a list may lie in the archive")
{
    const ArchiveFixture archive;
    (void)archive.write("archive/inbox/1.txt", "甲");
    (void)archive.write("archive/inbox/2.txt", "乙");
    (void)archive.write("archive/list.csv", "path\ninbox/2.txt\ncatalog.db\n");
    CHECK(archive.fonds({"file", "inbox/1.txt"}, working_in(archive.root())).exit_code == 0);
    const auto filed = archive.fonds({"file", "--json", "--from", "list.csv"}, working_in(archive.root()));
    CHECK(filed.exit_code == 3);
    REQUIRE(filed.lines().size() == 2);
    CHECK(records(archive) == 2);
    CHECK(archive.fonds({"file", "--allow-duplicate", "inbox"}, working_in(archive.root())).exit_code == 0);
    CHECK(records(archive) == 4);
}
