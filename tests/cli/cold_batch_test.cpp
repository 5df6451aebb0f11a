// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes that are adopted together, and what was replaced among them.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/cli/json_answer.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

struct FreshArchive : ArchiveFixture {
    FreshArchive() { write_file(root() + "/fonds.toml", "[cold]\nparity = 0\n"); }
    [[nodiscard]] ProgramResult adopt(const CommandLine& files) const
    {
        CommandLine command{"volume", "adopt"};
        command.insert(command.end(), files.begin(), files.end());
        return fonds(command);
    }
    [[nodiscard]] bool has(const std::string& code) const { return fonds({"show", code}).exit_code == 0; }
};

/// Two volumes, of which the second took the place of the first, which lies in `old`; the first record went into another
/// in between, as one that was destroyed would have gone nowhere.
struct ReplacedArchive : ColdArchive {
    std::string old = beside("old") + "/J001-V0001.zip", other = volume("2"), successor = volume("3");
    ReplacedArchive()
    {
        good({"cold", "run", "--all", "--yes"});
        fs::create_directory(beside("old"));
        fs::copy_file(volume(), old);
        good({"attach", codes[0], write("more.txt", "more words")});
        good({"cold", "run", "--all", "--yes"});
        good({"volume", "rewrite", "J001-V0001"});
    }
};

}  // namespace

TEST_CASE("A volume that cannot be adopted costs no other, and each one's outcome is told")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    archive.codes.push_back(archive.file("late.txt", "late words", {"--category", "FP"}));
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string bad = archive.write("J001-V0009.zip", "no zip at all");
    const std::string nowhere = archive.beside("nowhere.zip");
    const FreshArchive fresh;
    const auto adopted = fresh.adopt({bad, archive.volume("1"), nowhere, archive.volume("2"), "--json"});
    INFO(adopted.out << adopted.err);
    CHECK(adopted.exit_code == 3);
    const Json outcomes = parse_json(adopted.out).get("outcomes");
    CHECK(texts_of(outcomes, "file") == std::vector<std::string>{bad, archive.volume("1"), nowhere, archive.volume("2")});
    CHECK(texts_of(outcomes, "outcome") == std::vector<std::string>{"failed", "adopted", "failed", "adopted"});
    CHECK(outcomes.at(1).get("records").number() == 3);
    CHECK(outcomes.at(3).get("records").number() == 1);
    CHECK(outcomes.at(0).get("error").get("kind").text() == "bad_input");
    CHECK(outcomes.at(2).get("error").get("kind").text() == "not_found");
    for (const auto& code : archive.codes) CHECK(fresh.has(code));
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
    // Again, for people: each has its line, and what failed its reason.
    const auto again = fresh.adopt({archive.volume("2"), bad});
    CHECK(again.exit_code == 3);
    CHECK(again.out.find("J001-V0002.zip  here already: 0 records made, 1 there already") != std::string::npos);
    CHECK(again.out.find("J001-V0009.zip  not adopted") != std::string::npos);
    CHECK(again.err.find("It is no zip file (" + bad + ")") != std::string::npos);
    // Alone it has the exit code of its error.
    CHECK(fresh.adopt({bad}).exit_code == 1);
    CHECK(fresh.adopt({nowhere}).exit_code == 4);
    CHECK(fresh.adopt({bad, bad}).exit_code == 3);
}

TEST_CASE("In which order volumes are given makes no difference")
{
    const ReplacedArchive archive;
    std::vector<std::string> told;
    for (const CommandLine& order : {CommandLine{archive.old, archive.other, archive.successor},
                                     CommandLine{archive.successor, archive.old, archive.other},
                                     CommandLine{archive.other, archive.old, archive.successor}}) {
        const FreshArchive fresh;
        const auto adopted = fresh.adopt(order);
        INFO(adopted.out << adopted.err);
        CHECK(adopted.exit_code == 3);  // the old one is left out, which is told
        CHECK(adopted.err.find("J001-V0003 tells that it was replaced") != std::string::npos);
        std::string list = fresh.fonds({"export", "records", "--lang", "en"}).out;
        for (const auto& code : archive.codes) CHECK(list.find(code) != std::string::npos);
        told.push_back(std::move(list));
        CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
    }
    CHECK(told[0] == told[1]);
    CHECK(told[0] == told[2]);
}

TEST_CASE("What an old volume alone brought back is told when the one that took its place comes")
{
    const ReplacedArchive archive;
    const FreshArchive fresh;
    REQUIRE(fresh.adopt({archive.old}).exit_code == 0);
    const auto told = fresh.adopt({archive.successor});
    INFO(told.out << told.err);
    CHECK(told.exit_code == 3);
    CHECK(told.err.find(archive.codes[0] + " is here by J001-V0001 alone, and J001-V0003 tells that this was replaced") !=
          std::string::npos);
    CHECK(told.err.find("fonds case draft") != std::string::npos);
    CHECK(told.err.find(archive.codes[1]) == std::string::npos);
    CHECK(told.err.find(archive.codes[2]) == std::string::npos);
    CHECK(fresh.has(archive.codes[0]));  // nothing is destroyed on the word of a file
    CHECK(fresh.adopt({archive.successor}).exit_code == 3);
    // The volume that it went into instead comes: then it is known what became of it.
    const auto other = fresh.adopt({archive.other});
    INFO(other.out << other.err);
    CHECK(other.exit_code == 3);  // it is here as the old volume has it
    CHECK(other.err.find("is here already, and differs") != std::string::npos);
    const auto last = fresh.adopt({archive.successor});
    INFO(last.out << last.err);
    CHECK(last.exit_code == 0);
}

TEST_CASE("A volume is not adopted where the one that took its place was given and could not be")
{
    const ReplacedArchive archive;
    const std::string whole = read_file(archive.successor);
    flip(archive.successor, whole.find(archive.contents[1].substr(0, 100)) + 50);
    const FreshArchive fresh;
    const auto refused = fresh.adopt({archive.old, archive.successor});
    INFO(refused.out << refused.err);
    CHECK(refused.exit_code == 3);
    CHECK(refused.err.find("J001-V0003 tells that it was replaced, and could not be adopted itself") != std::string::npos);
    for (const auto& code : archive.codes) CHECK_FALSE(fresh.has(code));
    CHECK(files_below(fresh.root() + "/volumes") == 0);
    // Alone it is somebody's decision.
    CHECK(fresh.adopt({archive.old}).exit_code == 0);
}

TEST_CASE("What is no volume is told by name, with what it is and what takes it")
{
    const ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const FreshArchive fresh;
    fs::create_directory(fresh.beside("in"));
    const auto python = [&](const std::string& name, const std::string& program) {
        ProgramCall call;
        call.path = "/usr/bin/python3";
        call.arguments = {"-c",
                          "import sys, os, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\n" + program + "\nz.close()\n",
                          fresh.beside("in/" + name), archive.volume(), archive.beside("bag")};
        const auto made = run(call);
        INFO(made.err);
        REQUIRE(made.exit_code == 0);
    };
    const auto told = [&](const std::string& name, const std::string& what, const std::string& hint) {
        const auto refused = fresh.adopt({"in/" + name});
        INFO(name << "\n" << refused.out << refused.err);
        CHECK(refused.exit_code == 1);
        CHECK(refused.err.find("fonds: " + what) == 0);
        CHECK(refused.err.find("(in/" + name) != std::string::npos);
        CHECK(refused.err.find(hint) != std::string::npos);
        CHECK(refused.err.find("staging") == std::string::npos);
        CHECK(files_below(fresh.root() + "/volumes") == 0);
    };
    write_file(fresh.beside("in/text.zip"), "no zip at all");
    told("text.zip", "It is no zip file", "fonds cold run sealed");
    write_file(fresh.beside("in/nothing.zip"), "");
    told("nothing.zip", "The file is empty", "fonds cold run sealed");
    python("void.zip", "pass");
    told("void.zip", "It is a zip file with nothing in it", "fonds cold run sealed");
    python("plain.zip", "z.writestr('a.txt', b'a')");
    told("plain.zip", "It is a zip file, but no volume: it has no bagit.txt", "fonds file");
    const std::string paperless = "'[{\"model\": \"documents.document\", \"pk\": 1, \"fields\": {}}]'";
    python("paperless.zip", "z.writestr('manifest.json', " + paperless + ")");
    told("paperless.zip", "It is an export of paperless-ngx", "fonds import paperless");
    python("bag.zip", "z.writestr('b/bagit.txt', b'BagIt-Version: 1.0\\n'); z.writestr('b/data/a', b'a')");
    told("bag.zip", "It is a BagIt bag, but none that Fonds sealed", "fonds examine run --package");
    archive.good({"export", "archive", archive.beside("bag")});
    python("J001.zip", "for d, _, fs in os.walk(sys.argv[3]):\n  for f in fs: z.write(os.path.join(d, f), "
                       "'J001/' + os.path.relpath(os.path.join(d, f), sys.argv[3]))");
    told("J001.zip", "It is a package of a whole archive", "fonds import archive");
    python("J001-V0001.zip",
           "o = zipfile.ZipFile(sys.argv[2])\nfor e in o.namelist(): z.writestr(e.split('/', 1)[1], o.read(e))");
    told("J001-V0001.zip", "It has the files of a volume, packed anew without their folder", "pack the folder");
    fs::copy(archive.beside("bag"), fresh.beside("in/bag"), fs::copy_options::recursive);
    told("bag", "It is a package of a whole archive", "fonds import archive in/bag");
    fs::create_directory(fresh.beside("in/folder"));
    told("folder", "It is a folder", "in/folder/*.zip");
    write_file(fresh.beside("in/folder/manifest.json"), "[{\"model\": \"documents.tag\"}]");
    told("folder", "It is an export of paperless-ngx", "fonds import paperless in/folder");
    // A volume whose declaration says nothing is unpacked before that is seen.
    fs::create_directory(fresh.beside("in/v"));
    python("v/J001-V0001.zip", "o = zipfile.ZipFile(sys.argv[2])\nfor e in o.namelist(): z.writestr(e, b'x' if "
                               "e.endswith('/bagit.txt') else o.read(e))");
    told("v/J001-V0001.zip", "bagit.txt does not declare a bag", "fonds cold run sealed");
}

TEST_CASE("Records that fail while a volume is adopted are named")
{
    const ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const FreshArchive fresh;
    // One is here with another title; the list tells one without a code, and one of no category.
    REQUIRE(
        fresh.fonds({"file", archive.write("other.txt", "other"), "--category", "HT", "--code", archive.codes[1], "--leap"})
            .exit_code == 0);
    ProgramCall call;
    call.path = "/usr/bin/python3";
    fs::create_directory(fresh.beside("in"));
    const std::string volume = fresh.beside("in/J001-V0001.zip");
    call.arguments = {"-c",
                      "import sys, zipfile, hashlib\n"
                      "o = zipfile.ZipFile(sys.argv[1]); z = zipfile.ZipFile(sys.argv[2], 'w'); V = 'J001-V0001/'\n"
                      "m = {e: o.read(e) for e in o.namelist()}\n"
                      "j = m[V + 'metadata/records.json'].decode().replace('\"code\":\"" +
                          archive.codes[0] +
                          "\"', '\"code\":\"\"').encode()\n"
                          "m[V + 'metadata/records.json'] = j\n"
                          "t = m[V + 'tagmanifest-sha256.txt'].decode().splitlines()\n"
                          "t = [hashlib.sha256(j).hexdigest() + l[64:] if l.endswith('records.json') else l for l in t]\n"
                          "m[V + 'tagmanifest-sha256.txt'] = ('\\n'.join(t) + '\\n').encode()\n"
                          "for e in o.namelist(): z.writestr(e, m[e])\n"
                          "z.close()\n",
                      archive.volume(), volume};
    const auto made = run(call);
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    const auto adopted = fresh.adopt({volume});
    INFO(adopted.out << adopted.err);
    CHECK(adopted.exit_code == 3);
    CHECK(adopted.err.find("(J001-V0001: records: 1)") != std::string::npos);
    CHECK(adopted.err.find("differs (" + archive.codes[1]) != std::string::npos);
    CHECK(fresh.has(archive.codes[2]));
}

TEST_CASE("A volume that is sealed after later ones were adopted has the number after theirs")
{
    const ReplacedArchive archive;
    const FreshArchive fresh;
    REQUIRE(fresh.adopt({archive.successor}).exit_code == 0);
    fresh.file("new.txt", "new words", {"--category", "HT"});
    REQUIRE(fresh.fonds({"cold", "run", "--all", "--yes"}).exit_code == 0);
    CHECK(fs::exists(fresh.root() + "/volumes/J001-V0004.zip"));
    // So the one that it came without still comes.
    const auto other = fresh.adopt({archive.other});
    INFO(other.out << other.err);
    CHECK(other.exit_code == 0);
    CHECK(fresh.has(archive.codes[0]));
}
