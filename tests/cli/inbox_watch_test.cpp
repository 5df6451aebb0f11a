// SPDX-License-Identifier: GPL-3.0-or-later
// fonds inbox watch, as scanners and clerks meet it.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "schema/core/digest.hpp"
#include "schema/core/fd.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

/// Runs beside the test, and takes what comes without letting it rest.
class Watch {
public:
    explicit Watch(const ArchiveFixture& archive, std::map<std::string, std::string> environment = {})
        : settings_((write_file(archive.root() + "/fonds.toml", "lock_wait = 0.05\n[inbox]\nsettle = 0\nrescan = 1\n"), 0)),
          program_(call(archive, std::move(environment)))
    {
        program_.wait_for_errors([](const std::string& err) { return contains(err, "watching "); });
    }
    /// Waits for a line about this file.
    void expect(const std::string& path)
    {
        program_.wait_for_output([&](const std::string& out) {
            out_ = out;
            return contains(out, "  " + path + "\n");
        });
        REQUIRE(contains(out_, "  " + path + "\n"));
    }
    void expect_said(const std::string& what)
    {
        program_.wait_for_errors([&](const std::string& err) { return contains(err, what); });
    }
    [[nodiscard]] bool told(const std::string& path) const { return contains(out_, "  " + path + "\n"); }
    ProgramResult stop(int signal = SIGINT)
    {
        program_.signal(signal);
        return program_.finish();
    }

private:
    static ProgramCall call(const ArchiveFixture& archive, std::map<std::string, std::string> environment)
    {
        ProgramCall call = with_environment(std::move(environment));
        call.path = programs() + "/fonds";
        call.arguments = {"-C", archive.root(), "inbox", "watch"};
        return call;
    }
    int settings_;
    RunningProgram program_;
    std::string out_;
};

std::size_t times(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("the watch takes what lies there, what comes, what is renamed and what comes in new folders, until it is stopped")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    write_file(inbox + "old.txt", "it lay there");
    Watch watch(archive);
    watch.expect("old.txt");
    write_file(inbox + "scan.txt.part", "renamed");
    write_file(archive.beside("moved.txt"), "moved");
    fs::rename(archive.beside("moved.txt"), inbox + "moved.txt");
    watch.expect("moved.txt");
    fs::rename(inbox + "scan.txt.part", inbox + "scan.txt");
    watch.expect("scan.txt");
    fs::create_directories(archive.beside("HT/inner"));
    write_file(archive.beside("HT/a.toml"), "title = \"租赁\"\n");
    write_file(archive.beside("HT/a.txt"), "a lease");
    write_file(archive.beside("HT/inner/b.txt"), "an annex");
    fs::rename(archive.beside("HT"), inbox + "HT");
    watch.expect("HT/a.txt");
    watch.expect("HT/inner/b.txt");
    fs::create_directories(inbox + "x/y");
    write_file(inbox + "x/y/c.txt", "deep");
    watch.expect("x/y/c.txt");

    // Others work meanwhile.
    CHECK(archive.fonds({"inbox", "reject", "1", "--reason", "no"}).exit_code == 0);
    (void)archive.file("d.txt", "filed meanwhile");
    CHECK(archive.fonds({"reindex"}).exit_code == 0);
    const auto ended = watch.stop();
    CHECK(ended.exit_code == 130);
    CHECK(contains(ended.err, "stopped"));
    CHECK(ended.lines().size() == 6);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 5);
    bool lease = false;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        lease = lease || (pieces.at(i).get("file_name").text() == "a.txt" &&
                          pieces.at(i).get("defaults").get("category").text() == "HT" &&
                          pieces.at(i).get("defaults").get("title").text() == "租赁");
    CHECK(lease);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("a file that grows is not taken while somebody writes it, and whole afterwards")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    Watch watch(archive);
    {
        const Fd file(::open((inbox + "grows.txt").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
        REQUIRE(::write(file.get(), "one ", 4) == 4);
        write_file(inbox + "z.txt", "another");
        watch.expect("z.txt");
        CHECK_FALSE(watch.told("grows.txt"));
        REQUIRE(::write(file.get(), "two", 3) == 3);
    }
    watch.expect("grows.txt");
    CHECK(watch.stop(SIGTERM).exit_code == 130);
    const Json pieces = answer(archive, {"inbox", "list", "--json"}).get("pieces");
    REQUIRE(pieces.size() == 2);
    CHECK(pieces.at(1).get("sha256").text() == Digest::of("one two").hex());
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("one watch is enough: a second is told so")
{
    const ArchiveFixture archive;
    Watch watch(archive);
    const auto second = archive.fonds({"inbox", "watch"});
    CHECK(second.exit_code == 11);
    CHECK(contains(second.err, "fonds inbox watch"));
    CHECK(watch.stop().exit_code == 130);
}

TEST_CASE("a stack that comes is divided, and each piece has a line")
{
    const ArchiveFixture archive;
    Watch watch(archive);
    const std::string stack =
        archive.write("stack.pdf", small_pdf({"FONDS:SEPARATOR:1", "Lease agreement", "FONDS:SEPARATOR:1", "Packing list"}));
    fs::rename(stack, archive.root() + "/inbox/stack.pdf");
    watch.expect_said("1 taken, 1 file looked at");
    const auto ended = watch.stop();
    CHECK(ended.out == "1  stack.pdf\n2  stack.pdf\n");
    CHECK(contains(ended.err, "stack.pdf: divided into 2 pieces"));
}

TEST_CASE("what cannot be taken is said once, and a missing engine stops nothing")
{
    const ArchiveFixture archive;
    const std::string inbox = archive.root() + "/inbox/";
    fs::create_symlink("nowhere", inbox + "link.txt");
    fs::create_directory(inbox + "folder.pdf");
    Watch watch(archive, {{"FONDS_SCAN", "/nowhere/fonds-scan"}});
    watch.expect_said("A link is not taken");
    fs::rename(archive.write("a.pdf", small_pdf({"Lease agreement"})), inbox + "a.pdf");
    watch.expect("a.pdf");
    watch.expect_said("/nowhere/fonds-scan");
    fs::rename(archive.write("b.pdf", small_pdf({"Packing list"})), inbox + "b.pdf");
    watch.expect("b.pdf");
    const auto ended = watch.stop();
    INFO(ended.err);
    CHECK(ended.exit_code == 130);
    CHECK(times(ended.err, "A link is not taken") == 1);
    CHECK(times(ended.err, "/nowhere/fonds-scan") == 1);
    CHECK(fs::exists(inbox + "folder.pdf"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("the inbox may lie on another file system, and may be taken away and come back")
{
    const ArchiveFixture archive;
    const TemporaryDirectory disk{Medium::disk};  // the archive lies in memory, where there is some
    const std::string inbox = archive.root() + "/inbox";
    fs::remove(inbox);
    fs::create_directory(disk / "drop");
    fs::create_directory_symlink(disk / "drop", inbox);
    Watch watch(archive);
    write_file(disk / "drop/a.txt", "one");
    watch.expect("a.txt");
    CHECK_FALSE(fs::exists(disk / "drop/a.txt"));
    fs::rename(disk / "drop", disk / "away");
    watch.expect_said("no such folder");
    fs::create_directory(disk / "drop");
    write_file(disk / "drop/b.txt", "two");
    watch.expect("b.txt");
    fs::remove(inbox);
    fs::remove_all(disk / "drop");
    while (!fs::is_directory(inbox)) std::this_thread::yield();  // it is made anew
    write_file(inbox + "/c.txt", "three");
    watch.expect("c.txt");
    CHECK(watch.stop().exit_code == 130);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}
