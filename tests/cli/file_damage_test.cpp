// SPDX-License-Identifier: GPL-3.0-or-later
// Filing where the archive itself is damaged or the disk is full.
#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string only_object(const ArchiveFixture& archive)
{
    for (const auto& entry : std::filesystem::recursive_directory_iterator(archive.root() + "/objects"))
        if (entry.is_regular_file()) return entry.path();
    throw std::runtime_error("no object");
}

}  // namespace

TEST_CASE("filing the bytes of a damaged object again replaces it, says so and files the others")
{
    const ArchiveFixture archive;
    const auto code = archive.file("in.txt", "合同正文");
    std::filesystem::permissions(only_object(archive), std::filesystem::perms::owner_all);
    std::filesystem::resize_file(only_object(archive), 5);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 20);
    std::filesystem::create_directory(archive.beside("in"));
    (void)archive.write("in/same.txt", "合同正文");
    for (const char* name : {"in/1.txt", "in/2.txt", "in/3.txt"}) (void)archive.write(name, name);
    const auto filed = archive.fonds({"file", "--allow-duplicate", "in"});
    INFO(filed.out << filed.err);
    CHECK(filed.exit_code == 0);
    CHECK(filed.lines().size() == 4);
    CHECK(contains(filed.err, "in/same.txt: these bytes were stored already, but damaged"));
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == "合同正文");
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a damaged object that cannot be replaced fails its own file with its own message")
{
    const ArchiveFixture archive;
    (void)archive.file("in.txt", "合同正文");
    const std::string object = only_object(archive);
    std::filesystem::remove(object);
    std::filesystem::create_directories(object + "/in the way");
    const auto same = archive.write("same.txt", "合同正文"), other = archive.write("other.txt", "别的");
    const auto filed = archive.fonds({"file", "--allow-duplicate", "--json", same, other});
    CHECK(filed.exit_code == 3);
    REQUIRE(filed.lines().size() == 2);
    std::size_t failed = 0;
    for (const auto& line : filed.lines()) {
        const Json json = parse_json(line);
        const bool is_same = json.get("path").text() == same;
        CHECK(json.get("status").text() == (is_same ? "failed" : "filed"));
        failed += is_same ? 1 : 0;
    }
    CHECK(failed == 1);
}

TEST_CASE("a refused file leaves no party behind")
{
    const ArchiveFixture archive;
    (void)archive.write("a.txt", "甲");
    (void)archive.write("b.txt", "甲");
    (void)archive.write("list.csv", "path,party\na.txt,华为\nb.txt,小米\n");
    const auto filed = archive.fonds({"file", "--from", "list.csv"});
    CHECK(filed.exit_code == 3);
    CHECK(contains(filed.err, "1 filed, 1 already there"));
    CHECK(texts_of(answer(archive, {"party", "list", "--json"}).get("parties"), "name") == std::vector<std::string>{"华为"});
}

TEST_CASE("bytes that are an attachment already are refused with the record they are attached to")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "正文");
    const auto annex = archive.write("annex.txt", "附件");
    REQUIRE(archive.fonds({"attach", code, annex}).exit_code == 0);
    const auto filed = archive.fonds({"file", annex});
    CHECK(filed.exit_code == 3);
    CHECK(contains(filed.err, "already attached to " + code));
    CHECK(contains(filed.err, "--allow-duplicate"));
    // Once it is the original of a record as well, that one is named.
    const auto second = archive.file("annex.txt", "附件", {"--allow-duplicate"});
    CHECK(contains(archive.fonds({"file", annex}).err, "already filed as " + second));
}

TEST_CASE("what fits on a full disk is filed in smaller steps, and the rest when there is room again")
{
    const ArchiveFixture archive;
    std::filesystem::create_directory(archive.beside("in"));
    constexpr std::size_t files = 300;
    for (std::size_t i = 0; i < files; ++i) (void)archive.write("in/" + std::to_string(i), "text " + std::to_string(i));
    ProgramCall call;
    call.path = "/bin/sh";
    // No file may grow beyond 200 kB: too little for the catalog's log of all, enough for a part.
    call.arguments = {"-c",   "trap '' XFSZ; ulimit -f 400; exec \"$@\"",
                      "sh",   programs() + "/fonds",
                      "-C",   archive.root(),
                      "file", archive.beside("in")};
    const auto part = run(call);
    INFO(part.err);
    CHECK(part.exit_code == 3);
    CHECK(part.lines().size() > 0);
    CHECK(part.lines().size() < files);
    CHECK(contains(part.err, std::to_string(files - part.lines().size()) + " not filed"));

    CHECK(archive.fonds({"repair"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    const auto rest = archive.fonds({"file", "in"});
    CHECK(rest.exit_code == 3);
    CHECK(rest.lines().size() == files - part.lines().size());
    CHECK(answer(archive, {"status", "--json"}).get("records").number() == static_cast<std::int64_t>(files));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
