// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody else is at work on the archive.
#include <thread>

#include "archive/store/lock.hpp"
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

Lock hold(const ArchiveFixture& archive, const std::string& name)
{
    write_file(archive.root() + "/fonds.toml", "lock_wait = 0.05\n");
    auto lock = Lock::acquire(archive.root() + "/staging/" + name, LockMode::exclusive, std::chrono::milliseconds(0),
                              "somebody else");
    REQUIRE(lock.ok());
    return std::move(*lock);
}

}  // namespace

TEST_CASE("while somebody has the archive alone, writers end with 11 and readers go on")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const Lock lock = hold(archive, "archive.lock");
    const auto refused = archive.fonds({"file", archive.write("b.txt", "乙")});
    CHECK(refused.exit_code == 11);
    CHECK(contains(refused.err, "somebody else"));
    CHECK(archive.fonds({"edit", code, "--title", "新"}).exit_code == 11);
    CHECK(archive.fonds({"reindex"}).exit_code == 11);
    CHECK(archive.fonds({"repair"}).exit_code == 11);
    CHECK(archive.fonds({"list"}).exit_code == 0);
    CHECK(archive.fonds({"search", "正文"}).exit_code == 0);
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == "正文");
    CHECK(archive.fonds({"status"}).exit_code == 0);
    CHECK(archive.fonds({"check"}).exit_code == 0);
}

TEST_CASE("maintenance names who holds it up, and not who came and went meanwhile")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    ProgramCall call;
    call.path = programs() + "/fonds";
    call.arguments = {"-C", archive.root(), "file", archive.write("b.txt", "乙"), "-"};
    call.input = "still typing";
    RunningProgram filing(call);  // its input stays open
    const auto is_free = [&] {
        return Lock::try_acquire(archive.root() + "/staging/archive.lock", LockMode::exclusive, "test")->has_value();
    };
    while (is_free()) std::this_thread::yield();
    write_file(archive.root() + "/fonds.toml", "lock_wait = 0.05\n");
    REQUIRE(archive.fonds({"note", code, "注"}).exit_code == 0);
    const auto refused = archive.fonds({"reindex"});
    CHECK(refused.exit_code == 11);
    CHECK(contains(refused.err, "fonds file"));
    CHECK_FALSE(contains(refused.err, "fonds note"));
    CHECK(filing.finish().exit_code == 0);
}

TEST_CASE("while somebody holds the index, a change is made and says that searches do not see it yet")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    {
        const Lock lock = hold(archive, "index.lock");
        const auto changed = archive.fonds({"edit", code, "--title", "新题"});
        CHECK(changed.exit_code == 3);
        CHECK(contains(changed.out, "新题"));
        CHECK(contains(changed.err, "holds the index"));
        CHECK(contains(changed.err, "fonds index"));
    }
    CHECK(archive.fonds({"index"}).exit_code == 0);
    CHECK(contains(archive.fonds({"search", "title:新题"}).out, code));
}

TEST_CASE("while somebody holds the index, filing is kept and its text stays owed")
{
    const ArchiveFixture archive;
    std::string code;
    {
        const Lock lock = hold(archive, "index.lock");
        const auto filed = archive.fonds({"file", archive.write("a.txt", "违约责任")});
        CHECK(filed.exit_code == 3);
        CHECK(contains(filed.err, "text pending"));
        code = filed.out.substr(0, filed.out.find(' '));
        CHECK(archive.fonds({"index"}).exit_code == 11);
        CHECK(answer(archive, {"status", "--json"}).get("owed").number() == 1);
        CHECK(archive.fonds({"show", code}).exit_code == 0);
    }
    CHECK(contains(archive.fonds({"index"}).out, "1 record indexed"));
    CHECK(contains(archive.fonds({"search", "违约责任"}).out, code));
}
