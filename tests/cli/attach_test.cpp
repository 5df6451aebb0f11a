// SPDX-License-Identifier: GPL-3.0-or-later
// fonds attach, when the words of an attachment cannot be found at once.
#include "archive/store/lock.hpp"
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("while somebody holds the index, an attachment is kept, told as attached and as not searchable yet")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    write_file(archive.root() + "/fonds.toml", "lock_wait = 0.05\n");
    {
        const auto lock = Lock::acquire(archive.root() + "/staging/index.lock", LockMode::exclusive,
                                        std::chrono::milliseconds(0), "somebody else");
        REQUIRE(lock.ok());
        const auto attached = archive.fonds({"attach", code, archive.write("b.txt", "违约责任")});
        CHECK(attached.exit_code == 3);
        CHECK(contains(attached.out, "b.txt"));
        CHECK(contains(attached.err, "not searchable yet"));
    }
    CHECK(answer(archive, {"show", code, "--json"}).get("components").size() == 2);
    CHECK(archive.fonds({"index"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "违约责任"}).out, code));
}

TEST_CASE("an index that cannot be written costs an attachment its search, not its place in the record")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    for (const char* place : {"index", "index.old"}) std::filesystem::remove_all(archive.root() + "/" + place);
    write_file(archive.root() + "/index", "in the way");
    const auto path = archive.write("b.txt", "违约责任");
    const auto attached = archive.fonds({"attach", code, path});
    CHECK(attached.exit_code == 3);
    CHECK(contains(attached.out, "b.txt"));
    CHECK(contains(attached.err, "fonds: "));
    CHECK(contains(attached.err, "not searchable yet"));
    CHECK(answer(archive, {"show", code, "--json"}).get("components").size() == 2);
}

TEST_CASE("an attachment without readable text is attached and told")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const auto attached = archive.fonds({"attach", code, archive.write("broken.pdf", "this was never a PDF\n")});
    CHECK(attached.exit_code == 3);
    CHECK(contains(attached.out, "broken.pdf"));
    CHECK(contains(attached.err, "text cannot be read"));
    CHECK(archive.fonds({"attach", code, archive.write("no.bin", std::string("\0\1\2", 3))}).exit_code == 0);
}
