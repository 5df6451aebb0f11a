// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "schema/core/file_ops.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using fonds::test::TemporaryDirectory;
using fonds::test::write_file;

namespace {

mode_t mode_of(const std::string& path)
{
    struct stat status = {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

}  // namespace

TEST_CASE("a file is created once, written, synced and read")
{
    const TemporaryDirectory folder;
    FileOps& ops = posix_file_ops();
    {
        const auto file = ops.create(folder / "a");
        REQUIRE(file.ok());
        CHECK(ops.write(*file, "hello ", folder / "a").ok());
        CHECK(ops.write(*file, "world", folder / "a").ok());
        ops.start_writeback(*file, 0, 11);
        CHECK(ops.sync(*file, folder / "a").ok());
    }
    CHECK(ops.create(folder / "a").error().kind == ErrorKind::io);
    CHECK(read_file(ops, folder / "a", 11).value() == "hello world");
    CHECK(ops.sync_directory(folder.path()).ok());
    const auto filesystem = ops.open_filesystem(folder.path());
    REQUIRE(filesystem.ok());
    CHECK(ops.sync_filesystem(*filesystem, folder.path()).ok());
}

TEST_CASE("a read-only file can be written through its first descriptor alone")
{
    const TemporaryDirectory folder;
    FileOps& ops = posix_file_ops();
    const auto file = ops.create_read_only(folder / "a");
    REQUIRE(file.ok());
    CHECK(ops.write(*file, "x", folder / "a").ok());
    CHECK((mode_of(folder / "a") & 0333) == 0);
    CHECK(fonds::test::read_file(folder / "a") == "x");
}

TEST_CASE("a file that is larger than the limit is not read")
{
    const TemporaryDirectory folder;
    write_file(folder / "a", std::string(100'000, 'x'));
    CHECK(read_file(posix_file_ops(), folder / "a", 100'000).value().size() == 100'000);
    CHECK(read_file(posix_file_ops(), folder / "a", 99'999).error().kind == ErrorKind::bad_input);
}

TEST_CASE("a missing file is not_found and names its path")
{
    const TemporaryDirectory folder;
    FileOps& ops = posix_file_ops();
    const std::string path = folder / "none";
    CHECK(ops.open_read(path).error().kind == ErrorKind::not_found);
    CHECK(ops.open_read(path).error().where == path);
    CHECK(ops.info(path).error().kind == ErrorKind::not_found);
    CHECK(ops.remove(path).error().kind == ErrorKind::not_found);
    CHECK(ops.rename(path, folder / "b").error().kind == ErrorKind::not_found);
    CHECK(ops.rename_if_absent(path, folder / "b").error().kind == ErrorKind::not_found);
    CHECK(ops.remove_directory(path).error().kind == ErrorKind::not_found);
    CHECK(ops.sync_directory(path).error().kind == ErrorKind::not_found);
    CHECK(ops.open_filesystem(path).error().kind == ErrorKind::not_found);
    CHECK(ops.sync_filesystem(Fd(), path).error().kind == ErrorKind::io);
}

TEST_CASE("rename replaces and rename_if_absent does not")
{
    const TemporaryDirectory folder;
    FileOps& ops = posix_file_ops();
    write_file(folder / "a", "a");
    write_file(folder / "b", "b");
    CHECK_FALSE(ops.rename_if_absent(folder / "a", folder / "b").value());
    CHECK(test::read_file(folder / "a") == "a");
    CHECK(test::read_file(folder / "b") == "b");
    CHECK(ops.rename_if_absent(folder / "a", folder / "c").value());
    CHECK(test::read_file(folder / "c") == "a");
    CHECK(ops.rename(folder / "c", folder / "b").ok());
    CHECK(test::read_file(folder / "b") == "a");
}

TEST_CASE("folders are made, seen and removed when empty")
{
    const TemporaryDirectory folder;
    FileOps& ops = posix_file_ops();
    CHECK(ops.make_directory(folder / "d").ok());
    CHECK(ops.make_directory(folder / "d").ok());
    CHECK(ops.info(folder / "d").value().type == FileType::directory);
    write_file(folder / "d/x", "four");
    CHECK(ops.info(folder / "d/x").value().type == FileType::regular);
    CHECK(ops.info(folder / "d/x").value().size == 4);
    CHECK(ops.info("/dev/null").value().type == FileType::other);
    CHECK_FALSE(ops.remove_directory(folder / "d").ok());
    CHECK(ops.remove(folder / "d/x").ok());
    CHECK(ops.remove_directory(folder / "d").ok());
    CHECK_FALSE(ops.make_directory(folder / "x/y").ok());
}

TEST_CASE("the same file has the same identity under two names")
{
    const TemporaryDirectory folder;
    write_file(folder / "a", "");
    write_file(folder / "b", "");
    FileOps& ops = posix_file_ops();
    const auto a = ops.info(folder / "a").value(), again = ops.info(folder.path() + "/./a").value();
    CHECK(a.inode == again.inode);
    CHECK(a.device == again.device);
    CHECK(a.inode != ops.info(folder / "b").value().inode);
}

TEST_CASE("writing to a full disk is an error with a hint")
{
    const Fd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    if (!full.valid()) return;
    const auto written = posix_file_ops().write(full, "x", "/dev/full");
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().kind == ErrorKind::io);
    CHECK_FALSE(written.error().hint.empty());
}

TEST_CASE("a small file is replaced whole or not at all, whichever operation fails")
{
    const TemporaryDirectory folder;
    const std::string path = folder / "facts";
    test::FaultyFileOps ops;
    REQUIRE(write_file_durably(ops, path, "old").ok());
    std::size_t nth = 1;
    for (;; ++nth) {
        CAPTURE(nth);
        ops.fail_at(nth, ENOSPC);
        const auto written = write_file_durably(ops, path, "new facts");
        const bool struck = ops.struck();
        const std::string now = test::read_file(path);
        CHECK((now == "old" || now == "new facts"));
        if (written.ok()) CHECK(now == "new facts");
        ops.heal();
        REQUIRE(write_file_durably(ops, path, "old").ok());
        if (!struck) break;
    }
    CHECK(nth > 5);
    CHECK(ops.info(path + ".new").error().kind == ErrorKind::not_found);
}

TEST_CASE("what a crash left of a replacement is no obstacle")
{
    const TemporaryDirectory folder;
    write_file(folder / "facts.new", "half");
    REQUIRE(write_file_durably(posix_file_ops(), folder / "facts", "whole").ok());
    CHECK(test::read_file(folder / "facts") == "whole");
}
