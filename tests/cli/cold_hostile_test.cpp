// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes that somebody tampered with are not adopted: nothing is written outside, nothing is entered, nothing is left.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Writes a copy of a volume with Python's zipfile; `change` is Python that has `old` and `new` open and copies what it
/// wants.
std::string tampered(const ColdArchive& archive, const std::string& name, const std::string& change)
{
    const std::string folder = archive.beside(name);
    std::filesystem::create_directory(folder);
    ProgramCall call;
    call.path = "/usr/bin/python3";
    call.arguments = {"-W",
                      "ignore",
                      "-c",
                      "import sys, zipfile\n"
                      "old = zipfile.ZipFile(sys.argv[1]); new = zipfile.ZipFile(sys.argv[2], 'w')\n"
                      "def copy(but=()):\n"
                      "    for e in old.infolist():\n"
                      "        if e.filename not in but: new.writestr(e, old.read(e))\n"
                      "V = 'J001-V0001/'\n" +
                          change + "\nnew.close()\n",
                      archive.volume(),
                      folder + "/J001-V0001.zip"};
    const auto made = run(call);
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    return folder + "/J001-V0001.zip";
}

/// Must be refused by a new archive; what it said.
std::string refused(const std::string& volume)
{
    ArchiveFixture fresh;
    const auto before = files_below(fresh.beside(""));
    const auto result = fresh.fonds({"volume", "adopt", volume});
    INFO(volume << "\n" << result.out << result.err);
    CHECK((result.exit_code == 1 || result.exit_code == 5 || result.exit_code == 20));
    CHECK(files_below(fresh.root() + "/volumes") == 0);
    CHECK(files_below(fresh.root() + "/objects") == 0);
    CHECK(Json::parse(fresh.fonds({"list", "--json"}).out)->get("records").size() == 0);
    for (const auto& entry : std::filesystem::directory_iterator(fresh.root() + "/staging"))
        CHECK(!entry.path().filename().string().starts_with("adopt-"));
    CHECK(!std::filesystem::exists(fresh.beside("evil.txt")));
    CHECK(files_below(fresh.beside("")) <= before + 3);  // locks, no more
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
    return result.err;
}

}  // namespace

TEST_CASE("Entries that lead out of the volume are refused")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const char* const names[] = {
        "V + '../../../../evil.txt'", "V + 'data/../../../../evil.txt'", "'/evil.txt'",  "'evil.txt'",
        "V + 'data//evil.txt'",       "V + '..\\\\..\\\\evil.txt'",      "'C:/evil.txt'"};
    int number = 0;
    for (const char* name : names) {
        INFO(name);
        CHECK(!refused(tampered(archive, "slip" + std::to_string(number++),
                                "copy(); new.writestr(" + std::string(name) + ", b'x')"))
                   .empty());
    }
}

TEST_CASE("Two entries of one name, also on a file system that knows no case, are refused")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string twice = tampered(archive, "twice", "copy(); new.writestr(V + 'bagit.txt', b'x')");
    CHECK(refused(twice).find("two entries have one name") != std::string::npos);
    ArchiveFixture fresh;
    const auto chinese = fresh.fonds({"volume", "adopt", twice}, with_environment({{"LANG", "zh_CN.UTF-8"}}));
    INFO(chinese.err);
    CHECK(chinese.err.find("两个条目同名") != std::string::npos);
    CHECK(chinese.err.find("already exists") == std::string::npos);
    CHECK(refused(tampered(archive, "folded", "copy(); new.writestr(V + 'BagIt.TXT', b'x')")).find("only in case") !=
          std::string::npos);
}

TEST_CASE("Members that the manifests do not have, lack, or say otherwise, are refused")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    CHECK(!refused(tampered(archive, "foreign", "copy(); new.writestr(V + 'data/evil.txt', b'x')")).empty());
    for (const std::string name : {"extra/evil.txt", "note.txt", "manifest-md5.txt"}) {
        const std::string told =
            refused(tampered(archive, "beside " + name.substr(0, 4), "copy(); new.writestr(V + '" + name + "', b'x')"));
        INFO(told);
        CHECK(told.find(name) != std::string::npos);
        CHECK(told.find("no manifest lists") != std::string::npos);
    }
    CHECK(!refused(tampered(archive, "tag",
                            "copy((V + 'metadata/records.json',)); "
                            "new.writestr(V + 'metadata/records.json', b'{}')"))
               .empty());
    CHECK(!refused(tampered(archive, "lacks", "copy([e.filename for e in old.infolist() if '/data/' in e.filename][:1])"))
               .empty());
    CHECK(!refused(tampered(archive, "bytes",
                            "n = [e.filename for e in old.infolist() if '/data/' in e.filename][0]; "
                            "copy((n,)); new.writestr(n, b'other')"))
               .empty());
    CHECK(!refused(tampered(archive, "link",
                            "n = [e.filename for e in old.infolist() if '/data/' in e.filename][0]; "
                            "copy((n,)); i = zipfile.ZipInfo(n); i.create_system = 3; "
                            "i.external_attr = 0o120777 << 16; new.writestr(i, b'/etc/passwd')"))
               .empty());
    CHECK(!refused(tampered(archive, "empty", "pass")).empty());
    CHECK(!refused(tampered(archive, "folders", "copy(); new.writestr(V + 'data/x/', b'')")).empty());
}

TEST_CASE("An encrypted volume is adopted with its key, and refused without it or with another")
{
    ColdArchive archive;
    write_file(archive.beside("key"), "sixteen letters or more\n");
    archive.set("parity = 0\nkey_file = \"" + archive.beside("key") + "\"\n");
    archive.good({"cold", "run", "--all", "--yes", "--encrypt"});
    CHECK(refused(archive.volume()).find("key") != std::string::npos);
    ArchiveFixture fresh;
    write_file(fresh.root() + "/fonds.toml", "[cold]\nparity = 0\nkey_file = \"" + archive.beside("other") + "\"\n");
    write_file(archive.beside("other"), "another key of many letters\n");
    const auto wrong = fresh.fonds({"volume", "adopt", archive.volume()});
    INFO(wrong.out << wrong.err);
    CHECK((wrong.exit_code == 5 || wrong.exit_code == 20));
    CHECK(files_below(fresh.root() + "/volumes") == 0);
    write_file(archive.beside("other"), "sixteen letters or more\n");
    const auto right = fresh.fonds({"volume", "adopt", archive.volume()});
    INFO(right.out << right.err);
    CHECK(right.exit_code == 0);
    CHECK(fresh.fonds({"get", archive.codes[1], "-o", fresh.beside("out")}).exit_code == 0);
    CHECK(read_file(fresh.beside("out")) == archive.contents[1]);
}
