// SPDX-License-Identifier: GPL-3.0-or-later
// Backups: made while the archive is used, verified, restored, forgotten.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

class BackedArchive : public ArchiveFixture {
public:
    BackedArchive()
    {
        first = file("first.txt", "first words", {"--category", "HT", "--date", "2024-03-01"});
        second = file("second.txt", "second words", {"--category", "FP"});
    }
    [[nodiscard]] std::string place() const { return beside("backup"); }
    [[nodiscard]] Json create(int exit_code = 0, const CommandLine& more = {}) const
    {
        CommandLine command{"backup", "create", place(), "--json"};
        command.insert(command.end(), more.begin(), more.end());
        return answer(*this, command, exit_code);
    }
    /// A command that needs no archive.
    [[nodiscard]] static ProgramResult alone(const CommandLine& arguments) { return test::fonds(arguments); }
    [[nodiscard]] static Json told(const CommandLine& arguments, int exit_code = 0)
    {
        const auto result = alone(arguments);
        INFO(result.out << result.err);
        REQUIRE(result.exit_code == exit_code);
        return parse_json(result.out);
    }
    [[nodiscard]] std::string stored(const std::string& content) const
    {
        const std::string hex = Digest::of(content).hex();
        return place() + "/files/" + hex.substr(0, 2) + "/" + hex;
    }
    std::string first, second;
};

void overwrite(const std::string& path, const std::string& bytes)
{
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    write_file(path, bytes);
}

/// Another name for the snapshot, as if it had been made at another moment: two in one second would have one name.
std::string renamed(const std::string& place, const std::string& name, const std::string& to)
{
    fs::rename(place + "/snapshots/" + name, place + "/snapshots/" + to);
    return to;
}

}  // namespace

TEST_CASE("What sha256sum is told of a snapshot is right, and names every file")
{
    const BackedArchive archive;
    const Json made = archive.create();
    const std::string name = made.get("snapshot").text();
    std::ifstream lines(archive.place() + "/snapshots/" + name + "/manifest-sha256.txt");
    std::size_t listed = 0;
    for (std::string line; std::getline(lines, line); ++listed) {
        CAPTURE(line);
        CHECK(Digest::of(read_file(archive.place() + "/" + line.substr(66))).hex() == line.substr(0, 64));
    }
    std::size_t files = 0;
    for (const auto& each : fs::recursive_directory_iterator(archive.place() + "/files")) files += each.is_regular_file();
    CHECK(listed == files + 1);  // and the list of the snapshot itself
    CHECK(read_file(archive.stored("first words")) == "first words");
    CHECK(contains(read_file(archive.place() + "/README.txt"), "sha256sum -c snapshots/"));
    CHECK(contains(read_file(archive.place() + "/README.txt"), "备份"));
    CHECK(made.get("records").number() == 2);
    CHECK(contains(archive.fonds({"log", "list"}).out, "backup.created"));
}

TEST_CASE("A further snapshot copies what is new alone")
{
    const BackedArchive archive;
    const Json one = archive.create();
    const std::string older = renamed(archive.place(), one.get("snapshot").text(), "20200101T000000Z");
    const std::string third = const_cast<BackedArchive&>(archive).file("third.txt", "third words");
    const Json two = archive.create();
    // The catalog, the log, the document and its text.
    CHECK(two.get("new_files").number() == 4);
    CHECK(two.get("files").number() == one.get("files").number() + 2);
    CHECK(texts_of(archive.told({"backup", "list", archive.place(), "--json"}), "snapshot") ==
          std::vector<std::string>{two.get("snapshot").text(), older});

    const std::string restored = archive.beside("old");
    CHECK(archive.alone({"backup", "restore", archive.place(), restored, "--snapshot", older}).exit_code == 0);
    CHECK(test::fonds({"-C", restored, "show", third}).exit_code == 4);
    CHECK(test::fonds({"-C", restored, "show", archive.second}).exit_code == 0);
}

TEST_CASE("A restored archive is the one that was backed up")
{
    const BackedArchive archive;
    static_cast<void>(archive.create());
    const auto verified = archive.alone({"backup", "verify", archive.place()});
    INFO(verified.out << verified.err);
    CHECK(verified.exit_code == 0);
    const std::string restored = archive.beside("restored");
    const auto result = archive.alone({"backup", "restore", archive.place(), restored});
    INFO(result.out << result.err);
    REQUIRE(result.exit_code == 0);
    CHECK_FALSE(fs::exists(restored + ".part"));
    const auto in = [&](CommandLine arguments) {
        arguments.insert(arguments.begin(), {"-C", restored});
        return test::fonds(arguments);
    };
    CHECK(in({"list"}).out == archive.fonds({"list"}).out);
    CHECK(in({"get", archive.first, "-o", "-"}).out == "first words");
    CHECK(contains(in({"search", "second"}).out, archive.second));
    CHECK(in({"check", "--full"}).exit_code == 0);
    CHECK(read_file(restored + "/fonds.toml") == read_file(archive.root() + "/fonds.toml"));
    CHECK(contains(in({"log", "list"}).out, "backup.restored"));
    // What is there is not written over.
    CHECK(archive.alone({"backup", "restore", archive.place(), restored}).exit_code == 5);
    CHECK(in({"file", archive.write("more.txt", "more")}).exit_code == 0);
}

TEST_CASE("Restoring into a place with anything in it is refused")
{
    const BackedArchive archive;
    static_cast<void>(archive.create());
    fs::create_directory(archive.beside("mine"));
    write_file(archive.beside("mine/file"), "mine");
    CHECK(archive.alone({"backup", "restore", archive.place(), archive.beside("mine")}).exit_code == 5);
    fs::create_directory(archive.beside("new.part"));
    write_file(archive.beside("new.part/file"), "mine");
    CHECK(archive.alone({"backup", "restore", archive.place(), archive.beside("new")}).exit_code == 5);
    CHECK(read_file(archive.beside("new.part/file")) == "mine");
    fs::create_directory(archive.beside("empty"));
    CHECK(archive.alone({"backup", "restore", archive.place(), archive.beside("empty")}).exit_code == 0);
}

TEST_CASE("A restore that was broken off at any moment is gone on with by the same command")
{
    const BackedArchive archive;
    static_cast<void>(archive.create());
    const std::string snapshot = archive.create().get("snapshot").text(), mark = "/fonds-restore.part";
    const CommandLine command{"backup", "restore", archive.place(), archive.beside("new")};
    const auto restore = [&] {
        const auto result = archive.alone(command);
        INFO(result.out << result.err);
        REQUIRE(result.exit_code == 0);
        CHECK_FALSE(fs::exists(archive.beside("new") + mark));
        CHECK(test::fonds({"-C", archive.beside("new"), "check", "--full"}).exit_code == 0);
        CHECK(contains(test::fonds({"-C", archive.beside("new"), "search", "second"}).out, archive.second));
        const std::string log = test::fonds({"-C", archive.beside("new"), "log", "list"}).out;
        CHECK(log.find("backup.restored") == log.rfind("backup.restored"));
    };
    // At the very beginning: the folder alone, or with the mark on its way into it.
    for (const bool marked : {false, true}) {
        fs::create_directory(archive.beside("new.part"));
        if (marked) write_file(archive.beside("new.part") + mark + ".new", "2026");
        restore();
        if (!marked) fs::remove_all(archive.beside("new"));
    }
    // At the very end: it is in its place, told to its log or not, without an index.
    fs::remove_all(archive.beside("new") + "/index");
    write_file(archive.beside("new") + mark, snapshot);
    restore();
    // Of another snapshot: that is told.
    write_file(archive.beside("new") + mark, "20200101T000000Z");
    const auto other = archive.alone(command);
    CHECK(other.exit_code == 5);
    CHECK(contains(other.err, "--snapshot 20200101T000000Z"));
    // Whoever works in it has it for good.
    write_file(archive.beside("new") + mark, snapshot);
    REQUIRE(test::fonds({"-C", archive.beside("new"), "file", archive.write("more.txt", "more")}).exit_code == 0);
    CHECK(archive.alone(command).exit_code == 5);
    CHECK(test::fonds({"-C", archive.beside("new"), "check", "--full"}).exit_code == 0);
}

TEST_CASE("A flipped bit in a backup is found, and mended by the next full one")
{
    const BackedArchive archive;
    const Json one = archive.create();
    overwrite(archive.stored("second words"), "second wordz");
    CHECK(archive.alone({"backup", "verify", archive.place()}).exit_code == 20);
    const std::string restored = archive.beside("restored");
    const auto result = archive.alone({"backup", "restore", archive.place(), restored});
    CHECK(result.exit_code == 20);
    CHECK(contains(result.err, Digest::of("second words").hex()));
    CHECK(test::fonds({"-C", restored, "get", archive.first, "-o", "-"}).out == "first words");
    CHECK(test::fonds({"-C", restored, "check"}).exit_code == 20);

    static_cast<void>(renamed(archive.place(), one.get("snapshot").text(), "20200101T000000Z"));
    static_cast<void>(archive.create(0, {"--full"}));
    CHECK(read_file(archive.stored("second words")) == "second words");
    CHECK(archive.alone({"backup", "verify", archive.place()}).exit_code == 0);
}

TEST_CASE("Damage to what only an older snapshot has is told with the way to be rid of it")
{
    const BackedArchive archive;
    const std::string older = renamed(archive.place(), archive.create().get("snapshot").text(), "20200101T000000Z");
    static_cast<void>(archive.file("third.txt", "third words", {"--category", "FP"}));
    static_cast<void>(archive.create());
    std::string catalog;
    std::ifstream lines(archive.place() + "/snapshots/" + older + "/snapshot.json");
    for (std::string line; std::getline(lines, line);)
        if (const auto file = Json::parse(line.substr(0, line.rfind('}') + 1));
            file.ok() && file->get("path").text() == "catalog.db")
            catalog = file->get("sha256").text();
    REQUIRE(!catalog.empty());
    const std::string path = archive.place() + "/files/" + catalog.substr(0, 2) + "/" + catalog;
    std::string bytes = read_file(path);
    bytes[100] = static_cast<char>(bytes[100] ^ 1);
    overwrite(path, bytes);
    const auto verified = archive.alone({"backup", "verify", archive.place()});
    INFO(verified.err);
    CHECK(verified.exit_code == 20);
    CHECK(contains(verified.err, "fonds backup forget " + archive.place() + " --snapshot " + older));
    CHECK(archive.alone({"backup", "forget", archive.place(), "--snapshot", older}).exit_code == 0);
    CHECK(archive.alone({"backup", "verify", archive.place()}).exit_code == 0);
    // What the newest has is replaced, and the hint says how.
    overwrite(archive.stored("second words"), "second wordz");
    CHECK(
        contains(archive.alone({"backup", "verify", archive.place()}).err, "fonds backup create --full " + archive.place()));
}

TEST_CASE("Bytes that are damaged in the archive are told, and all else is backed up")
{
    const BackedArchive archive;
    const std::string hex = Digest::of("second words").hex();
    overwrite(archive.root() + "/objects/" + hex.substr(0, 2) + "/" + hex, "second wordy");
    const Json made = archive.create(20);
    REQUIRE(made.get("missing").size() == 1);
    CHECK(contains(made.get("missing").at(0).text(), hex));
    CHECK_FALSE(fs::exists(archive.stored("second words")));
    CHECK(fs::exists(archive.stored("first words")));
    CHECK(archive.alone({"backup", "verify", archive.place()}).exit_code == 20);
}

TEST_CASE("A snapshot that was tampered with is not believed")
{
    const BackedArchive archive;
    const std::string name = archive.create().get("snapshot").text();
    const std::string list = archive.place() + "/snapshots/" + name + "/snapshot.json";
    std::string text = read_file(list);
    SECTION("it breaks off")
    {
        write_file(list, text.substr(0, text.size() / 2));
    }
    SECTION("a path leads elsewhere")
    {
        const auto at = text.find("\"objects/");
        REQUIRE(at != std::string::npos);
        write_file(list, text.replace(at, 9, "\"../objects/"));
    }
    const auto result = archive.alone({"backup", "restore", archive.place(), archive.beside("new")});
    CHECK(result.exit_code != 0);
    CHECK_FALSE(fs::exists(archive.beside("new")));
    CHECK_FALSE(fs::exists(archive.beside("objects")));
    CHECK(archive.alone({"backup", "verify", archive.place()}).exit_code != 0);
    CHECK(archive.alone({"backup", "forget", archive.place(), "--older-than", "0"}).exit_code != 0);
}

TEST_CASE("Forgetting removes what no other snapshot needs, and nothing else")
{
    BackedArchive archive;
    const std::string older = renamed(archive.place(), archive.create().get("snapshot").text(), "20200101T000000Z");
    archive.file("third.txt", "third words");
    const std::string newer = archive.create().get("snapshot").text();
    CHECK(archive.alone({"backup", "forget", archive.place()}).exit_code == 2);
    CHECK(archive.alone({"backup", "forget", archive.place(), "--snapshot", "20190101T000000Z"}).exit_code == 4);
    const Json gone = archive.told({"backup", "forget", archive.place(), "--snapshot", older, "--json"});
    CHECK(gone.get("files").number() == 2);  // the catalog and the log of then
    CHECK(fs::exists(archive.stored("first words")));
    CHECK(archive.alone({"backup", "verify", archive.place()}).exit_code == 0);
    // The newest stays, however old it is.
    CHECK(archive.told({"backup", "forget", archive.place(), "--older-than", "0", "--json"}).get("snapshots").size() == 0);
    const Json all = archive.told({"backup", "forget", archive.place(), "--snapshot", newer, "--json"});
    CHECK(all.get("files").number() > 2);
    CHECK_FALSE(fs::exists(archive.stored("first words")));
}

TEST_CASE("Each archive has a backup of its own, in a folder of its own")
{
    const BackedArchive archive;
    static_cast<void>(archive.create());
    const ArchiveFixture other;
    // Both are copies of one archive that was made once: another id makes it another archive.
    const std::string made = other.beside("other");
    REQUIRE(test::fonds({"init", made, "--code", "K002", "--name", "another"}).exit_code == 0);
    CHECK(test::fonds({"-C", made, "backup", "create", archive.place()}).exit_code == 5);
    write_file(other.beside("filled"), "");
    fs::create_directory(other.beside("folder"));
    write_file(other.beside("folder/mine"), "mine");
    CHECK(other.fonds({"backup", "create", other.beside("folder")}).exit_code == 5);
    CHECK(other.fonds({"backup", "create", other.root() + "/volumes/backup"}).exit_code == 2);
    CHECK(archive.alone({"backup", "list", other.beside("folder")}).exit_code == 4);
}

TEST_CASE("A backup goes by the name of no archive, and needs none to be read")
{
    const BackedArchive archive;
    static_cast<void>(archive.create());
    fs::remove_all(archive.root());  // as when the disk is lost
    CHECK(archive.alone({"backup", "list", archive.place()}).exit_code == 0);
    CHECK(archive.alone({"backup", "verify", archive.place(), "--scratch", archive.beside("scratch")}).exit_code == 0);
    CHECK(fs::is_empty(archive.beside("scratch")));
    CHECK(archive.alone({"backup", "restore", archive.place(), archive.root()}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("To forget in a folder without a backup makes none")
{
    const ArchiveFixture archive;
    const std::string empty = archive.beside("empty"), absent = archive.beside("absent");
    std::filesystem::create_directory(empty);
    for (const auto& folder : {empty, absent}) {
        const auto gone = archive.fonds({"backup", "forget", folder, "--older-than", "30"});
        CHECK(gone.exit_code == 4);
        CHECK(contains(gone.err, "no backup here"));
    }
    CHECK(std::filesystem::is_empty(empty));
    CHECK_FALSE(std::filesystem::exists(absent));
}

TEST_CASE("Backups that are made within one second are snapshots of their own")
{
    const ArchiveFixture archive;
    static_cast<void>(archive.file("a.txt", "words"));
    const std::string folder = archive.beside("backups");
    for (int i = 0; i < 4; ++i) {
        const auto made = archive.fonds({"backup", "create", folder});
        INFO(made.out << made.err);
        CHECK(made.exit_code == 0);
    }
    const auto names = archive.fonds({"backup", "list", folder, "--json"});
    CHECK(Json::parse(names.out)->size() == 4);
    CHECK(archive.fonds({"backup", "verify", folder}).exit_code == 0);
}
