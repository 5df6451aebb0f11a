// SPDX-License-Identifier: GPL-3.0-or-later
// From inbox/ to records, through the facade.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include <catch2/catch.hpp>

#include "archive/archive.hpp"
#include "schema/core/file_ops.hpp"
#include "tests/support/place.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

class Told final : public DeskObserver {
public:
    void taken(const TakenFile& file) override { files.push_back(file); }
    std::vector<TakenFile> files;
};

class Desk {
public:
    Desk()
    {
        environment_.clock = &clock_;
        environment_.files = &posix_file_ops();
        environment_.actor = "alice";
        environment_.program = "test";
        environment_.extract_program = programs() + "/fonds-extract";
        REQUIRE(Archive::create(root(), "J001", "n", environment_).ok());
        auto opened = Archive::open(root(), Purpose::writing, environment_);
        REQUIRE(opened.ok());
        archive_.emplace(std::move(*opened));
        std::filesystem::create_directories(inbox());
    }
    Archive& operator*() { return *archive_; }
    Archive* operator->() { return &*archive_; }
    [[nodiscard]] std::string root() const { return place_ / "archive"; }
    [[nodiscard]] std::string inbox() const { return root() + "/inbox"; }
    void drop(const std::string& name, const std::string& bytes) const
    {
        std::filesystem::create_directories(std::filesystem::path(inbox() + "/" + name).parent_path());
        write_file(inbox() + "/" + name, bytes);
    }
    InboxSummary run()
    {
        told = Told();
        const auto summary = archive_->run_inbox(told);
        REQUIRE(summary.ok());
        return *summary;
    }
    [[nodiscard]] bool is_clean()
    {
        WorkObserver quiet;
        const auto found = archive_->check(Depth::full, quiet);
        return found.ok() && found->empty();
    }
    Told told;

private:
    TemporaryDirectory place_{Medium::memory};
    FixedClock clock_{Instant{std::chrono::milliseconds(1'700'000'000'000)}};
    Environment environment_;
    std::optional<Archive> archive_;
};

}  // namespace

TEST_CASE("A file of the inbox waits with what was said beside it, and its very bytes become the record")
{
    Desk desk;
    desk.drop("HT/lease.txt", "payment terms");
    desk.drop("HT/lease.toml", "title = '仓库租赁'\namount = '12.5'\ntags = '急'\n");
    CHECK(desk.run().taken == 1);
    CHECK(std::filesystem::is_empty(desk.inbox() + "/HT"));
    CHECK(desk.is_clean());

    WorkObserver quiet;
    const auto outcome = desk->accept(desk.told.files.at(0).piece, {}, quiet);
    REQUIRE(outcome.ok());
    const auto record = desk->record(outcome->code);
    REQUIRE(record.ok());
    CHECK(record->metadata.category == "HT");
    CHECK(record->metadata.title == "仓库租赁");
    CHECK(record->metadata.amount->text() == "12.50");
    CHECK(record->metadata.tags == std::vector<std::string>{"急"});
    CHECK(record->components.at(0).digest == Digest::of("payment terms"));
    CHECK(desk->accept(desk.told.files.at(0).piece, {}, quiet).error().kind == ErrorKind::refused);
    CHECK(desk.is_clean());
}

TEST_CASE("The same bytes wait once, unfinished files stay, and one bad file costs nothing else")
{
    Desk desk;
    desk.drop("a.txt", "one");
    CHECK(desk.run().taken == 1);
    desk.drop("again.txt", "one");
    desk.drop("b.txt", "two");
    desk.drop("c.txt.part", "three");
    desk.drop("empty.txt", "");
    desk.drop("open.txt", "four");
    std::filesystem::create_symlink("b.txt", desk.inbox() + "/link.txt");
    const Fd writer(::open((desk.inbox() + "/open.txt").c_str(), O_WRONLY | O_CLOEXEC));
    const InboxSummary summary = desk.run();
    CHECK(summary.known == 1);
    CHECK(summary.taken == 1);
    CHECK(summary.left == 2);
    CHECK(summary.failed == 1);
    CHECK(std::filesystem::exists(desk.inbox() + "/c.txt.part"));
    CHECK(std::filesystem::exists(desk.inbox() + "/open.txt"));
    CHECK_FALSE(std::filesystem::exists(desk.inbox() + "/again.txt"));
    CHECK(desk->pieces(PieceState::waiting, {}, 10)->size() == 2);
    CHECK(desk.is_clean());
}

TEST_CASE("A missing inbox is made anew, and one that leads nowhere is told")
{
    Desk desk;
    std::filesystem::remove(desk.inbox());
    CHECK(desk.run().failed == 0);
    CHECK(std::filesystem::is_directory(desk.inbox()));
    std::filesystem::remove(desk.inbox());
    std::filesystem::create_directory_symlink(desk.root() + "/nowhere", desk.inbox());
    CHECK(desk.run().failed == 1);
    CHECK(desk.told.files.at(0).problem->kind == ErrorKind::not_found);
    CHECK(desk.told.files.at(0).path == desk.told.files.at(0).problem->where);
    CHECK(desk.is_clean());
}

TEST_CASE("What became of a file is told with the place where it lay")
{
    Desk desk;
    class Telling final : public WatchObserver {
    public:
        void divided(const DividedFile& file) override { files.push_back(file); }
        std::vector<DividedFile> files;
    } telling;
    desk.drop("x/a.txt", "one");
    REQUIRE(desk->run_inbox(telling).ok());
    REQUIRE(telling.files.size() == 1);
    CHECK(telling.files[0].path == "x/a.txt");
    CHECK(telling.files[0].pieces.size() == 1);
}

TEST_CASE("Of an archive whose inbox is watched another watch is told, and a watch that shall stop stops")
{
    Desk desk;
    class Stopping final : public WatchObserver {
    public:
        explicit Stopping(std::function<void()> during) : during_(std::move(during)) {}
        void watching(const std::string& inbox) override
        {
            CHECK(inbox.ends_with("/inbox"));
            during_();
            stop_ = true;
        }
        bool stop_requested() override { return stop_; }

    private:
        std::function<void()> during_;
        bool stop_ = false;
    };
    ErrorKind second = ErrorKind::internal;
    Stopping watch([&] {
        Stopping other([] {});
        second = desk->watch_inbox(other).error().kind;
    });
    CHECK(desk->watch_inbox(watch).ok());
    CHECK(second == ErrorKind::locked);
    Stopping again([] {});
    CHECK(desk->watch_inbox(again).ok());
}

TEST_CASE("A rejected piece stays told, and an error in what is said leaves it waiting")
{
    Desk desk;
    desk.drop("a.txt", "one");
    desk.run();
    const PieceId id = desk.told.files.at(0).piece;
    WorkObserver quiet;
    AcceptRequest wrong;
    wrong.said.category = "XX";
    CHECK(desk->accept(id, wrong, quiet).error().kind == ErrorKind::not_found);
    CHECK(desk->piece(id)->state == PieceState::waiting);
    REQUIRE(desk->reject(id, "not ours").ok());
    CHECK(desk->piece(id)->rejected_because == "not ours");
    CHECK(desk.is_clean());
}

TEST_CASE("What lies beside a file may be a list of tags and a bare day")
{
    Desk desk;
    desk.drop("HT/a.txt", "payment terms");
    desk.drop("HT/a.toml", "tags = ['急', ' 租赁 ', '急', '']\ndate = 2024-03-05\n");
    desk.drop("HT/b.txt", "other terms");
    desk.drop("HT/b.toml", "title = ['急']\n");
    CHECK(desk.run().taken == 2);
    const auto good = desk->piece(desk.told.files.at(0).piece);
    REQUIRE(good.ok());
    CHECK(good->arrival.defaults.tags == std::vector<std::string>{"急", "租赁"});
    CHECK(*good->arrival.defaults.field("date") == "2024-03-05");
    const auto bad = desk->piece(desk.told.files.at(1).piece);
    REQUIRE(bad.ok());
    CHECK(bad->facts.has(Doubt::bad_defaults));
}

TEST_CASE("Of bytes that wait already the words beside them are not passed over in silence")
{
    Desk desk;
    desk.drop("a.txt", "payment terms");
    CHECK(desk.run().taken == 1);
    desk.drop("b.txt", "payment terms");
    desk.drop("b.toml", "title = '仓库租赁'\n");
    CHECK(desk.run().known == 1);
    REQUIRE(desk.told.files.size() == 1);
    REQUIRE(desk.told.files[0].problem);
    CHECK(desk.told.files[0].problem->where == desk.inbox() + "/b.toml");
    CHECK_FALSE(std::filesystem::exists(desk.inbox() + "/b.txt"));
    CHECK(std::filesystem::exists(desk.inbox() + "/b.toml"));
}

TEST_CASE("A pipe in the inbox is told and left, and nobody waits for it")
{
    Desk desk;
    REQUIRE(::mkfifo((desk.inbox() + "/pipe").c_str(), 0600) == 0);
    desk.drop("a.txt", "payment terms");
    CHECK(desk.run().taken == 1);
    const auto pipe = std::ranges::find(desk.told.files, "pipe", &TakenFile::path);
    REQUIRE(pipe != desk.told.files.end());
    CHECK(pipe->status == TakenStatus::failed);
    CHECK(pipe->problem->hint.en.starts_with("Remove it from the inbox"));
}
