// SPDX-License-Identifier: GPL-3.0-or-later
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include <catch2/catch.hpp>

#include "archive/store/layout.hpp"
#include "archive/store/lock.hpp"
#include "archive/store/object_store.hpp"
#include "tests/support/faulty_file_ops.hpp"
#include "tests/support/object_store_conformance.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

TEST_CASE("the memory store keeps the contract")
{
    check_object_store([] { return make_memory_store(); });
}

TEST_CASE("the directory store keeps the contract")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    check_object_store([&] { return make_directory_store(Layout(folder.path()), ops); });
    // A living batch may be part of a section; whatever ended left nothing behind.
    CHECK((!fs::exists(folder / "staging") || fs::is_empty(folder / "staging")));
}

TEST_CASE("an object is a read-only file named by its digest, in a folder of its first two digits")
{
    const TemporaryDirectory folder;
    const auto store = make_directory_store(Layout(folder.path()), posix_file_ops());
    store_all(*store, {"abc"});
    const std::string path = folder / "objects/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(test::read_file(path) == "abc");
    struct stat status = {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0222) == 0);
}

TEST_CASE("sha256sum alone verifies a store, as docs/formats/archive.md says")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    const auto store = make_directory_store(layout, posix_file_ops());
    store_all(*store, {"abc", "", "合同"});
    const std::string command =
        "cd '" + layout.objects() + "' && find . -type f -printf '%f  %p\\n' | sha256sum --check --quiet >/dev/null 2>&1";
    CHECK(std::system(command.c_str()) == 0);
    fs::permissions(layout.object(Digest::of("abc")), fs::perms::owner_all);
    write_file(layout.object(Digest::of("abc")), "abd");
    CHECK(std::system(command.c_str()) != 0);
}

TEST_CASE("an object whose bytes have changed is reported, after its bytes")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    const auto store = make_directory_store(layout, posix_file_ops());
    store_all(*store, {"contract"});
    const Digest digest = Digest::of("contract");
    fs::permissions(layout.object(digest), fs::perms::owner_all);
    write_file(layout.object(digest), "kontract");
    std::string seen;
    const auto read = store->read(digest, [&](std::string_view piece) -> Result<void> {
        seen += piece;
        return {};
    });
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().kind == ErrorKind::fixity);
    CHECK(read.error().what.en.find(digest.hex()) != std::string::npos);
    CHECK(seen == "kontract");
}

namespace {

void spoil(const Layout& layout, const std::string& bytes, const std::string& wrong)
{
    fs::permissions(layout.object(Digest::of(bytes)), fs::perms::owner_all);
    write_file(layout.object(Digest::of(bytes)), wrong);
}

}  // namespace

TEST_CASE("a stored object that is proven wrong, by its size or by its digest, is replaced by the staged bytes and told")
{
    for (const std::string wrong : {"cut", "kontract"}) {
        const TemporaryDirectory folder;
        const Layout layout(folder.path());
        FaultyFileOps ops;
        const auto store = make_directory_store(layout, ops);
        store_all(*store, {"contract"});
        spoil(layout, "contract", wrong);
        ops.heal();
        {
            const auto intake = store->begin_intake();
            for (const char* bytes : {"contract", "invoice"}) REQUIRE((*intake)->add(source_of(bytes), "x").ok());
            const auto damaged = (*intake)->publish();
            REQUIRE(damaged.ok());
            REQUIRE(damaged->size() == 1);
            CHECK(damaged->front().digest == Digest::of("contract"));
            CHECK_FALSE(damaged->front().problem);
            // Recovery removes what an intent names: never an object that was there before.
            for (const auto& name : fs::directory_iterator(layout.staging()))
                if (name.path().extension() == ".intent")
                    CHECK(test::read_file(name.path().string()) == Digest::of("invoice").hex() + "\n");
            CHECK((*intake)->finish().ok());
        }
        CHECK(bytes_of(*store, Digest::of("contract")) == "contract");
        CHECK(bytes_of(*store, Digest::of("invoice")) == "invoice");
        CHECK(fs::is_empty(layout.staging()));
        struct stat status = {};
        REQUIRE(::stat(layout.object(Digest::of("contract")).c_str(), &status) == 0);
        CHECK((status.st_mode & 0222) == 0);
    }
}

TEST_CASE("the replacement of a damaged object is durable before it gets the name")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    FaultyFileOps ops;
    const auto store = make_directory_store(layout, ops);
    store_all(*store, {"contract"});
    spoil(layout, "contract", "cut");
    ops.heal();
    store_all(*store, {"contract"});
    const auto position = [&](const std::string& beginning) {
        std::size_t at = 0;
        while (at < ops.log().size() && !ops.log()[at].starts_with(beginning)) ++at;
        return at;
    };
    CHECK(position("sync ") < position("rename "));
    CHECK(position("rename ") < position("sync_directory "));
    CHECK(position("sync_directory ") < ops.log().size());
}

TEST_CASE("a damaged object that cannot be replaced, or not be read, is told, stays as it is and costs the others nothing")
{
    for (const char* operation : {"rename ", "read /"}) {
        const TemporaryDirectory folder;
        const Layout layout(folder.path());
        FaultyFileOps ops;
        const auto store = make_directory_store(layout, ops);
        store_all(*store, {"contract"});
        spoil(layout, "contract", "kontract");
        // Counts the operations of the same batch in another store.
        const TemporaryDirectory other;
        fs::copy(folder.path(), other / "copy", fs::copy_options::recursive);
        ops.heal();
        store_all(*make_directory_store(Layout(other / "copy"), ops), {"contract", "invoice"});
        std::size_t nth = 1;
        while (!ops.log().at(nth - 1).starts_with(operation)) ++nth;
        ops.fail_at(nth, EIO);
        const auto intake = store->begin_intake();
        for (const char* bytes : {"contract", "invoice"}) REQUIRE((*intake)->add(source_of(bytes), "x").ok());
        const auto damaged = (*intake)->publish();
        INFO(operation);
        REQUIRE(ops.struck());
        REQUIRE(damaged.ok());
        REQUIRE(damaged->size() == 1);
        REQUIRE(damaged->front().problem);
        CHECK(damaged->front().problem->where == layout.object(Digest::of("contract")));
        CHECK((*intake)->finish().ok());
        CHECK(test::read_file(layout.object(Digest::of("contract"))) == "kontract");
        CHECK(bytes_of(*store, Digest::of("invoice")) == "invoice");
        CHECK(fs::is_empty(layout.staging()));
    }
}

TEST_CASE("bytes that were taken out of a batch are not published even when they cannot be removed")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    const auto store = make_directory_store(Layout(folder.path()), ops);
    const auto intake = store->begin_intake();
    const auto unwanted = (*intake)->add(source_of("unwanted"), "x");
    REQUIRE(unwanted.ok());
    ops.fail_at(1, EIO);
    CHECK_FALSE((*intake)->discard(*unwanted).ok());
    REQUIRE((*intake)->publish().ok());
    CHECK(digests_in(*store).empty());
}

TEST_CASE("names that are no objects are strangers")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    const auto store = make_directory_store(layout, posix_file_ops());
    store_all(*store, {"abc"});
    const std::string hex = Digest::of("abc").hex();
    std::string upper = hex;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    fs::create_directories(folder / "objects/zz");
    write_file(folder / "objects/README", "x");
    write_file(folder / "objects/zz/note", "x");
    write_file(folder / ("objects/zz/" + hex), "abc");    // in the wrong folder
    write_file(folder / ("objects/ba/" + upper), "abc");  // in the wrong case
    fs::create_directories(folder / ("objects/ba/ba" + std::string(62, '0')));
    std::vector<std::string> strangers, objects;
    const auto visited = store->for_each(
        [&](const ObjectEntry& entry) -> Result<void> {
            objects.push_back(entry.digest.hex());
            CHECK(entry.size == 3);
            return {};
        },
        [&](const std::string& name) { strangers.push_back(name); }, {});
    REQUIRE(visited.ok());
    CHECK(objects == std::vector{hex});
    CHECK(strangers == std::vector<std::string>{"objects/README", "objects/ba/" + upper,
                                                "objects/ba/ba" + std::string(62, '0'), "objects/zz/" + hex,
                                                "objects/zz/note"});
}

TEST_CASE("a single file costs three syncs, and a large batch two of the whole file system")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    const auto store = make_directory_store(Layout(folder.path()), ops);
    fs::create_directories(folder / "objects/ba");
    store_all(*store, {"abc"});
    CHECK(ops.count_of("sync") == 1);
    // The folder was there, but maybe as the fresh one of a process that has not made its name durable yet.
    CHECK(ops.count_of("sync_directory") == 2);
    CHECK(ops.count_of("sync_filesystem") == 0);
    ops.heal();
    std::vector<std::string> many;
    for (int i = 0; i < 50; ++i) many.push_back(std::to_string(i));
    store_all(*store, many);
    CHECK(ops.count_of("sync") == 0);
    CHECK(ops.count_of("sync_directory") == 0);
    CHECK(ops.count_of("sync_filesystem") == 2);
}

TEST_CASE("bytes are durable before their name is, and the intent is written before both")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    const auto store = make_directory_store(Layout(folder.path()), ops);
    store_all(*store, {"abc"});
    const auto position = [&](const std::string& beginning, const std::string& end) {
        for (std::size_t i = 0; i < ops.log().size(); ++i)
            if (ops.log()[i].starts_with(beginning) && ops.log()[i].ends_with(end)) return i;
        return ops.log().size();
    };
    const auto intent = position("create ", ".intent"), sync = position("sync ", ".0"),
               move = position("rename_if_absent ", ""), name = position("sync_directory ", "/objects/ba"),
               forget = position("remove ", ".intent");
    CHECK(intent < sync);
    CHECK(sync < move);
    CHECK(move < name);
    CHECK(name < forget);
    CHECK(forget < ops.log().size());
}

TEST_CASE("the file system is held since before the first write, so that a sync hears of every error")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    const auto store = make_directory_store(Layout(folder.path()), ops);
    store_all(*store, {"abc", "def"});
    std::size_t hold = 0, write = 0;
    while (!ops.log().at(hold).starts_with("open_filesystem ")) ++hold;
    while (!ops.log().at(write).starts_with("create")) ++write;
    CHECK(ops.log().at(hold) == "open_filesystem " + (folder / "staging"));
    CHECK(hold < write);
}

TEST_CASE("bytes that are all stored already are not synced again")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    const auto store = make_directory_store(Layout(folder.path()), ops);
    store_all(*store, {"abc"});
    ops.heal();
    store_all(*store, {"abc"});
    CHECK(ops.count_of("sync") == 0);
    CHECK(ops.count_of("rename_if_absent") == 0);
}

TEST_CASE("a process that stores the same bytes at the same moment is no obstacle")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    FaultyFileOps others_ops;
    const auto other = make_directory_store(layout, others_ops);
    // The other process is quicker at every single operation of ours.
    for (std::size_t nth = 1;; ++nth) {
        FaultyFileOps ops;
        const auto store = make_directory_store(layout, ops);
        const std::string bytes = "same " + std::to_string(nth);
        ops.run_at(nth, [&] { store_all(*other, {bytes}); });
        store_all(*store, {bytes, "one more " + bytes});
        CHECK(bytes_of(*store, Digest::of(bytes)) == bytes);
        if (!ops.struck()) break;
    }
    CHECK(fs::is_empty(layout.staging()));
}

TEST_CASE("an object of another size that appears at the last moment is replaced and told")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    FaultyFileOps ops;
    const auto store = make_directory_store(layout, ops);
    store_all(*store, {"measure"});
    std::size_t move = 1;
    while (!ops.log().at(move - 1).starts_with("rename_if_absent ")) ++move;
    ops.run_at(move, [&] {
        fs::create_directories(fs::path(layout.object(Digest::of("contract"))).parent_path());
        write_file(layout.object(Digest::of("contract")), "cut");
    });
    const auto intake = store->begin_intake();
    REQUIRE((*intake)->add(source_of("contract"), "x").ok());
    const auto damaged = (*intake)->publish();
    REQUIRE(damaged.ok());
    REQUIRE(damaged->size() == 1);
    CHECK_FALSE(damaged->front().problem);
    CHECK(test::read_file(layout.object(Digest::of("contract"))) == "contract");
}

TEST_CASE("the same bytes twice in a batch are stored and synced like a single file")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    const auto store = make_directory_store(Layout(folder.path()), ops);
    store_all(*store, {"same", "same"});
    CHECK(ops.count_of("sync") == 1);
    CHECK(ops.count_of("sync_filesystem") == 0);
}

TEST_CASE("recovery removes text drafts and leaves locks and strangers in staging")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    fs::create_directories(layout.staging());
    write_file(layout.staging() + "/batch-dead.0", "half");
    write_file(layout.staging() + "/text-1-2", "draft");
    write_file(layout.archive_lock(), "1 x\n");
    write_file(layout.staging() + "/notes.txt", "mine");
    const auto store = make_directory_store(layout, posix_file_ops());
    CHECK(store->left_over_batches().value() == 1);
    CHECK(store->recover([](const Digest&) -> Result<bool> { return false; })->batches == 1);
    CHECK_FALSE(fs::exists(layout.staging() + "/batch-dead.0"));
    CHECK_FALSE(fs::exists(layout.staging() + "/batch-dead.lock"));
    CHECK_FALSE(fs::exists(layout.staging() + "/text-1-2"));
    CHECK(fs::exists(layout.archive_lock()));
    CHECK(fs::exists(layout.staging() + "/notes.txt"));
}

TEST_CASE("an intent that was cut off names only its whole lines")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    const auto store = make_directory_store(layout, posix_file_ops());
    store_all(*store, {"abc", "other"});
    write_file(layout.staging() + "/batch-dead.intent",
               Digest::of("abc").hex() + "\n\nrubbish\n" + Digest::of("other").hex().substr(0, 40));
    const auto recovery = store->recover([](const Digest&) -> Result<bool> { return false; });
    REQUIRE(recovery.ok());
    CHECK(recovery->removed_objects == 1);
    CHECK(digests_in(*store) == std::vector{Digest::of("other").hex()});
}

TEST_CASE("a folder and a file that cannot be read are told, and the walk goes on")
{
    const TemporaryDirectory folder;
    FaultyFileOps ops;
    const auto store = make_directory_store(Layout(folder.path()), ops);
    store_all(*store, {"abc", "other"});
    const auto walk = [&](std::size_t nth, const std::function<void(const std::string&, const Error&)>& unreadable) {
        std::size_t objects = 0;
        const auto count = [&](const ObjectEntry&) -> Result<void> {
            ++objects;
            return {};
        };
        ops.fail_at(nth, EACCES);
        const auto done = store->for_each(count, {}, unreadable);
        return std::pair(done.ok(), objects);
    };
    const std::string abc = Digest::of("abc").hex(), other = Digest::of("other").hex();
    const std::string first = std::min(abc, other), second = std::max(abc, other);
    std::vector<std::string> places;
    const auto note = [&](const std::string& place, const Error& error) {
        CHECK(error.kind == ErrorKind::io);
        places.push_back(place);
    };
    CHECK(walk(1, note) == std::pair(true, std::size_t{1}));
    CHECK(walk(4, note) == std::pair(true, std::size_t{1}));
    CHECK(places ==
          std::vector<std::string>{"objects/" + first.substr(0, 2), "objects/" + second.substr(0, 2) + "/" + second});
    CHECK_FALSE(walk(1, {}).first);
}

TEST_CASE("a batch that begins or ends while it is looked at is not left over")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    FaultyFileOps ops;
    const auto store = make_directory_store(layout, ops);
    SECTION("its lock file is there, but not locked yet")
    {
        fs::create_directories(layout.staging());
        write_file(layout.staging() + "/batch-1-0.lock", "");
        CHECK(store->left_over_batches().value() == 0);
        CHECK(store->recover([](const Digest&) -> Result<bool> { return true; }).ok());
        CHECK_FALSE(fs::exists(layout.staging() + "/batch-1-0.lock"));
    }
    SECTION("its owner died before it staged anything")
    {
        fs::create_directories(layout.staging());
        write_file(layout.staging() + "/batch-1-0.lock", "1 intake\n");
        CHECK(store->left_over_batches().value() == 1);
    }
    SECTION("it ends between two looks")
    {
        const auto owner = make_directory_store(layout, posix_file_ops());
        auto intake = *owner->begin_intake();
        REQUIRE(intake->add(source_of("abc"), "x").ok());
        REQUIRE(intake->publish().ok());
        bool ended = false;
        ops.run_at(1, [&] {
            ended = intake->finish().ok();
            intake.reset();
        });
        CHECK(store->left_over_batches().value() == 0);
        CHECK(ended);
    }
}

TEST_CASE("recovery outlasts a passing look at a dead batch")
{
    const TemporaryDirectory folder;
    const Layout layout(folder.path());
    const auto store = make_directory_store(layout, posix_file_ops());
    fs::create_directories(layout.staging());
    write_file(layout.staging() + "/batch-dead.0", "half");
    const std::string lock = layout.staging() + "/batch-dead.lock";
    auto look = Lock::try_acquire(lock, LockMode::shared, "look");
    REQUIRE(look->has_value());
    const Fd watch(::inotify_init1(IN_CLOEXEC));
    REQUIRE(::inotify_add_watch(watch.get(), lock.c_str(), IN_CLOSE) >= 0);
    // Lets go as soon as somebody else has tried the lock.
    std::thread looking([&] {
        pollfd tried{watch.get(), POLLIN, 0};
        (void)::poll(&tried, 1, 60'000);
        look->reset();
    });
    const auto recovery = store->recover([](const Digest&) -> Result<bool> { return false; });
    looking.join();
    REQUIRE(recovery.ok());
    CHECK(recovery->batches == 1);
}
