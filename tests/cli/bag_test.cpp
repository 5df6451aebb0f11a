// SPDX-License-Identifier: GPL-3.0-or-later
// A whole archive goes out as a bag and comes back.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

std::string text_of(const std::string& path)
{
    return read_file(path);
}

/// An archive with a bit of everything that a bag carries.
class FilledArchive : public ArchiveFixture {
public:
    FilledArchive()
    {
        done({"folder", "add", "HT", "001", "--title", "合同卷"});
        done({"party", "add", "华为技术有限公司", "--aliases", "华为"});
        done({"location", "add", "R1", "--kind", "storeroom"});
        first = file("采购合同.txt", "first words",
                     {"--category", "HT", "--folder", "001", "--date", "2024-03-01", "--party", "华为", "--tag", "重要",
                      "--amount", "12.5", "--grade", "A"});
        second = file("second.txt", "second words", {"--category", "FP", "--date", "2023-01-02"});
        third = file("third.txt", "third words", {"--category", "FP", "--date", "2023-01-03"});
        done({"attach", first, write("a.txt", "attached words")});
        done({"folder", "edit", "HT", "001", "--close", "--reason", "full"});
        done({"merge", second, third, "--reason", "the same"});
        done({"number", "reserve", "--category", "FP", "--date", "2023-01-01", "--count", "1"});
        done({"rule", "import", "--preset", "accounting"});
        done({"place", second, "R1"});
        done({"hold", "add", first, "--kind", "audit", "--reason", "audit of 2024", "--authority", "board"});
    }
    void done(const CommandLine& arguments) const
    {
        const auto result = fonds(arguments);
        INFO(arguments.front() << " " << result.out << result.err);
        REQUIRE(result.exit_code == 0);
    }
    [[nodiscard]] std::string bag() const
    {
        done({"export", "archive", beside("bag")});
        return beside("bag");
    }
    std::string first, second, third;
};

/// A new archive beside it.
std::string fresh(const ArchiveFixture& archive, const std::string& name = "copy")
{
    fs::copy(fresh_archive(), archive.beside(name), fs::copy_options::recursive);
    return archive.beside(name);
}

ProgramResult in(const std::string& archive, CommandLine arguments)
{
    arguments.insert(arguments.begin(), {"-C", archive});
    return test::fonds(std::move(arguments));
}

/// The bag's tag manifests after somebody changed a tag file.
void seal_again(const std::string& bag)
{
    std::string tags;
    std::vector<std::string> names{"bagit.txt", "bag-info.txt", "README.txt", "manifest-sha256.txt"};
    for (const auto& each : fs::directory_iterator(bag + "/metadata"))
        names.push_back("metadata/" + each.path().filename().string());
    for (const auto& name : names) tags += Digest::of(text_of(bag + "/" + name)).hex() + "  " + name + "\n";
    fs::remove(bag + "/tagmanifest-sha256.txt");
    write_file(bag + "/tagmanifest-sha256.txt", tags);
}

void replace_in(const std::string& path, const std::string& what, const std::string& by)
{
    std::string text = text_of(path);
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    fs::remove(path);
    write_file(path, text.replace(at, what.size(), by));
}

}  // namespace

TEST_CASE("A bag has everything, and its manifests are right")
{
    const FilledArchive archive;
    const std::string bag = archive.bag();
    std::size_t listed = 0;
    for (const std::string manifest : {"manifest-sha256.txt", "tagmanifest-sha256.txt"}) {
        std::ifstream lines(bag + "/" + manifest);
        for (std::string line; std::getline(lines, line); ++listed) {
            const std::string path = line.substr(66);
            CAPTURE(path);
            CHECK(Digest::of(text_of(bag + "/" + path)).hex() == line.substr(0, 64));
            CHECK(path.starts_with("data/") == (manifest == "manifest-sha256.txt"));
        }
    }
    std::size_t files = 0;
    for (const auto& each : fs::recursive_directory_iterator(bag)) files += each.is_regular_file() ? 1 : 0;
    CHECK(files == listed + 1);  // the tag manifest is in none
    CHECK(text_of(bag + "/bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    CHECK(contains(text_of(bag + "/bag-info.txt"), "Payload-Oxum: 48.4\n"));  // two, what was attached, what went up
    CHECK(contains(text_of(bag + "/README.txt"), "sha256sum -c"));
    CHECK(contains(text_of(bag + "/README.txt"), "档案"));
    CHECK(contains(text_of(bag + "/metadata/records.csv"), "采购合同"));
    CHECK(contains(text_of(bag + "/metadata/audit-log.jsonl"), "record.filed"));
    CHECK_FALSE(fs::exists(bag + ".part"));
    CHECK(archive.fonds({"export", "archive", bag}).exit_code == 3);  // it is there
    CHECK(archive.fonds({"export", "archive", archive.root() + "/objects/x"}).exit_code == 2);
    CHECK(archive.fonds({"export", "archive"}).exit_code == 2);
}

TEST_CASE("An archive comes back equal from its bag")
{
    const FilledArchive archive;
    const std::string bag = archive.bag(), copy = fresh(archive);
    const auto dry = in(copy, {"import", "archive", bag, "--dry-run"});
    INFO(dry.out << dry.err);
    CHECK(dry.exit_code == 0);
    CHECK(in(copy, {"list", "--json"}).out.find("采购合同") == std::string::npos);
    const auto taken = in(copy, {"import", "archive", bag});
    INFO(taken.out << taken.err);
    REQUIRE(taken.exit_code == 0);
    for (const std::string table : {"records", "parties", "categories", "locations", "papers"})
        CHECK(in(copy, {"export", table}).out == archive.fonds({"export", table}).out);
    CHECK(in(copy, {"folder", "list", "--json"}).out == archive.fonds({"folder", "list", "--json"}).out);
    CHECK(in(copy, {"rule", "list"}).out == archive.fonds({"rule", "list"}).out);
    CHECK(in(copy, {"get", archive.first, "--component", "1", "-o", "-"}).out == "attached words");
    CHECK(contains(in(copy, {"show", archive.third}).out, archive.second));  // it went up into it
    CHECK(contains(in(copy, {"hold", "list"}).out, "audit of 2024"));
    CHECK(in(copy, {"number", "check", "--json"}).out == archive.fonds({"number", "check", "--json"}).out);
    CHECK(contains(in(copy, {"search", "attached"}).out, archive.first));
    const auto checked = in(copy, {"check", "--full"});
    INFO(checked.out << checked.err);
    CHECK(checked.exit_code == 0);

    // Again: all is there, nothing changes.
    const auto events = in(copy, {"status", "--json"}).out;
    const auto again = in(copy, {"import", "archive", bag});
    INFO(again.out << again.err);
    CHECK(again.exit_code == 0);
    CHECK(contains(again.err, "0 added, 0 changed"));
}

TEST_CASE("What differs in an archive that has records is told and left")
{
    const FilledArchive archive;
    const std::string bag = archive.bag(), copy = fresh(archive);
    REQUIRE(in(copy, {"import", "archive", bag}).exit_code == 0);
    REQUIRE(in(copy, {"edit", archive.second, "--title", "another title"}).exit_code == 0);
    REQUIRE(in(copy, {"party", "edit", "华为技术有限公司", "--note", "mine"}).exit_code == 0);
    const auto taken = in(copy, {"import", "archive", bag});
    CHECK(taken.exit_code == 3);
    CHECK(contains(taken.err, archive.second));
    CHECK(contains(in(copy, {"show", archive.second}).out, "another title"));
    CHECK(contains(in(copy, {"party", "show", "华为技术有限公司"}).out, "mine"));
}

TEST_CASE("A damaged file costs its record alone")
{
    const FilledArchive archive;
    const std::string bag = archive.bag(), copy = fresh(archive);
    std::string damaged;
    for (const auto& each : fs::recursive_directory_iterator(bag + "/data"))
        if (each.is_regular_file() && text_of(each.path()) == "second words") damaged = each.path();
    REQUIRE_FALSE(damaged.empty());
    fs::remove(damaged);
    write_file(damaged, "other words!");
    const auto taken = in(copy, {"import", "archive", bag, "--json"});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 3);
    CHECK(contains(taken.out, "fixity"));
    CHECK(in(copy, {"show", archive.first}).exit_code == 0);
    CHECK(in(copy, {"show", archive.second}).exit_code == 4);
    CHECK(in(copy, {"check", "--full"}).exit_code == 0);
    // With the right bytes the same command finishes it.
    fs::remove(damaged);
    write_file(damaged, "second words");
    CHECK(in(copy, {"import", "archive", bag}).exit_code == 0);
    CHECK(in(copy, {"show", archive.second}).exit_code == 0);
}

TEST_CASE("A bag that is not what it says is not taken at all")
{
    const FilledArchive archive;
    const std::string bag = archive.bag(), copy = fresh(archive);
    const auto refused = [&](int code) {
        const auto taken = in(copy, {"import", "archive", bag});
        INFO(taken.out << taken.err);
        CHECK(taken.exit_code == code);
        CHECK(in(copy, {"list", "--json"}).out.find("采购合同") == std::string::npos);
    };
    SECTION("a tag file was changed")
    {
        replace_in(bag + "/metadata/records.json", "采购合同", "销售合同");
        refused(20);
    }
    SECTION("a link")
    {
        fs::create_symlink("/etc/passwd", bag + "/data/link");
        refused(5);
    }
    SECTION("a folder that is a link")
    {
        fs::create_directory_symlink("/etc", bag + "/metadata/etc");
        refused(5);
    }
    SECTION("a manifest that leads out")
    {
        write_file(bag + "/manifest-sha256.txt.new",
                   text_of(bag + "/manifest-sha256.txt") + std::string(64, 'a') + "  ../outside\n");
        fs::rename(bag + "/manifest-sha256.txt.new", bag + "/manifest-sha256.txt");
        seal_again(bag);
        refused(5);
    }
    SECTION("no declaration")
    {
        fs::remove(bag + "/bagit.txt");
        refused(1);
    }
    SECTION("parts of it elsewhere")
    {
        write_file(bag + "/fetch.txt", "");
        refused(1);
    }
}

TEST_CASE("A list of records that names files elsewhere takes none of them")
{
    const FilledArchive archive;
    const std::string bag = archive.bag(), copy = fresh(archive);
    write_file(archive.beside("outside.txt"), "first words");
    std::string list = text_of(bag + "/metadata/records.json");
    const auto at = list.find("\"path\":\"data/");
    REQUIRE(at != std::string::npos);
    const auto end = list.find('"', at + 8);
    list.replace(at, end - at, "\"path\":\"data/../../outside.txt");
    fs::remove(bag + "/metadata/records.json");
    write_file(bag + "/metadata/records.json", list);
    seal_again(bag);
    const auto taken = in(copy, {"import", "archive", bag});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 3);
    CHECK(in(copy, {"show", archive.first}).exit_code == 4);
    CHECK(in(copy, {"show", archive.second}).exit_code == 0);
}

TEST_CASE("Bytes that are damaged in the archive are told, and all else is in the bag")
{
    const FilledArchive archive;
    const Digest digest = Digest::of("second words");
    const std::string object = archive.root() + "/objects/" + digest.hex().substr(0, 2) + "/" + digest.hex();
    fs::permissions(object, fs::perms::owner_write, fs::perm_options::add);
    write_file(object, "second wordy");
    const auto out = archive.fonds({"export", "archive", archive.beside("bag")});
    INFO(out.err);
    CHECK(out.exit_code == 3);
    const std::string copy = fresh(archive);
    const auto taken = in(copy, {"import", "archive", archive.beside("bag")});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 3);
    CHECK(in(copy, {"show", archive.first}).exit_code == 0);
    CHECK(in(copy, {"check", "--full"}).exit_code == 0);
}

TEST_CASE("What lies where a bag grows is not touched unless it is one of this archive")
{
    const FilledArchive archive;
    fs::create_directory(archive.beside("bag.part"));
    write_file(archive.beside("bag.part/mine.txt"), "mine");
    CHECK(archive.fonds({"export", "archive", archive.beside("bag")}).exit_code == 3);
    CHECK(text_of(archive.beside("bag.part/mine.txt")) == "mine");
    CHECK_FALSE(fs::exists(archive.beside("bag")));
}

namespace {

/// The bag tells that this record was destroyed.
void bury_in(const std::string& bag, const std::string& code)
{
    Json stone = Json::object();
    stone.set("code", code).set("state", "destroyed").set("category", "HT").set("title", "gone").set("grade", "C");
    stone.set("filed_at", "2011-01-02T03:04:05.000Z").set("filed_by", "li").set("reason", "D-2026-0001");
    stone.set("at", "2026-03-04T05:06:07.000Z").set("by", "li");
    Json stones = Json::array();
    stones.push(stone);
    Json numbers = *Json::parse(read_file(bag + "/metadata/numbers.json"));
    fs::remove(bag + "/metadata/numbers.json");
    write_file(bag + "/metadata/numbers.json", numbers.set("tombstones", std::move(stones)).dump());
    seal_again(bag);
}

}  // namespace

TEST_CASE("A record that lives here and that a bag tells was destroyed is told, and stays")
{
    const FilledArchive archive;
    const std::string bag = archive.bag(), there = fresh(archive);
    REQUIRE(in(there, {"import", "archive", bag}).exit_code == 0);
    bury_in(bag, archive.first);
    const auto taken = in(there, {"import", "archive", bag});
    CHECK(taken.exit_code == 3);
    CHECK(taken.err.find(archive.first + " is a record here, and was destroyed there on 2026-03-04") != std::string::npos);
    CHECK(in(there, {"show", archive.first}).exit_code == 0);
}

TEST_CASE("A volume with what was destroyed here gives its other records, and is not taken in itself")
{
    ColdArchive old;
    old.good({"cold", "run", "--all", "--yes"});
    const ArchiveFixture none;
    REQUIRE(none.fonds({"export", "archive", none.beside("bag")}).exit_code == 0);
    bury_in(none.beside("bag"), old.codes[1]);
    const std::string there = fresh(old);
    REQUIRE(in(there, {"import", "archive", none.beside("bag")}).exit_code == 0);
    write_file(there + "/fonds.toml", "[cold]\nparity = 0\n");
    for (int i = 0; i < 2; ++i) {
        const auto adopted = in(there, {"volume", "adopt", old.volume()});
        INFO(adopted.out << adopted.err);
        CHECK(adopted.exit_code == 3);
        CHECK(adopted.err.find("was not taken in itself") != std::string::npos);
        CHECK(files_below(there + "/volumes") == 0);
        CHECK(files_below(there + "/objects") == 2);
    }
    CHECK(in(there, {"show", old.codes[0]}).exit_code == 0);
    CHECK(in(there, {"list", "--json"}).out.find(old.codes[1]) == std::string::npos);
    CHECK(in(there, {"check", "--full"}).exit_code == 0);
    CHECK(in(there, {"cold", "run", "--all", "--yes"}).exit_code == 0);
}

TEST_CASE("Holds keep their numbers in an empty archive that takes a bag")
{
    const FilledArchive archive;
    archive.done({"hold", "add", archive.second, "--kind", "audit", "--reason", "later", "--authority", "board"});
    const std::string there = fresh(archive);
    REQUIRE(in(there, {"import", "archive", archive.bag()}).exit_code == 0);
    const auto numbers = [](const std::string& told) {
        std::string all;
        const Json holds = Json::parse(told)->get("holds");
        for (std::size_t i = 0; i < holds.size(); ++i)
            all += holds.at(i).get("number").text() + "=" + holds.at(i).get("reason").text() + "\n";
        return all;
    };
    CHECK(numbers(in(there, {"hold", "list", "--json"}).out) == numbers(archive.fonds({"hold", "list", "--json"}).out));
}

TEST_CASE("Holds keep their numbers where others of before them are not there any more, and each comes")
{
    const FilledArchive archive;
    const auto hold = [&](const std::string& code, const std::string& reason) {
        archive.done({"hold", "add", code, "--kind", "audit", "--reason", reason, "--authority", "board"});
    };
    const std::string year =
        texts_of(answer(archive, {"hold", "list", "--json"}).get("holds"), "number").front().substr(0, 7);
    hold(archive.second, "to be released");
    hold(archive.first, "audit");
    hold(archive.second, "audit");  // the same, of another record
    archive.done({"hold", "release", year + "0002", "--reason", "settled"});
    const std::string bag = archive.bag(), there = fresh(archive);
    REQUIRE(in(there, {"import", "archive", bag}).exit_code == 0);
    const auto numbers = [&] {
        return texts_of(parse_json(in(there, {"hold", "list", "--json"}).out).get("holds"), "number");
    };
    CHECK(numbers() == std::vector<std::string>{year + "0004", year + "0003", year + "0001"});
    CHECK(in(there, {"hold", "show", year + "0003"}).out.find(archive.first) != std::string::npos);
    CHECK(in(there, {"hold", "show", year + "0004"}).out.find(archive.second) != std::string::npos);
    // Again it adds nothing, and the next is the next.
    REQUIRE(in(there, {"import", "archive", bag}).exit_code == 0);
    CHECK(numbers().size() == 3);
    REQUIRE(in(there, {"hold", "add", archive.first, "--reason", "new", "--authority", "board"}).exit_code == 0);
    CHECK(numbers().front() == year + "0005");
}
