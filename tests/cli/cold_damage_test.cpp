// SPDX-License-Identifier: GPL-3.0-or-later
// Damage to every part of a volume is found and mended, and what cannot be mended costs nothing else.
#include <filesystem>

#include <catch2/catch.hpp>

#include "schema/core/digest.hpp"
#include "tests/support/cold_archive.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::uint64_t little_endian(const std::string& bytes, std::size_t at, std::size_t width)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

/// Where things lie in a volume, as APPNOTE tells.
struct Parts {
    std::size_t data, header, directory, manifest, end;

    Parts(const std::string& whole, const std::string& content)
    {
        data = whole.find(content) + 1000;
        end = whole.rfind("PK\x05\x06");
        directory = little_endian(whole, end + 16, 4);
        header = 18;  // of the first member: how many bytes are stored
        const std::size_t name = whole.find("manifest-sha256.txt");
        manifest = name + 19 + 40;
    }
};

std::string part_name(std::size_t at, const Parts& parts)
{
    return at == parts.data        ? "data"
           : at == parts.header    ? "header"
           : at == parts.directory ? "directory"
           : at == parts.manifest  ? "manifest"
                                   : "elsewhere";
}

/// Positions to flip: data, a local header, several of the central directory, the manifest, the end record.
std::vector<std::size_t> places(const Parts& parts)
{
    return {parts.data,           parts.header,         parts.directory,      parts.directory + 10,
            parts.directory + 16, parts.directory + 20, parts.directory + 24, parts.directory + 42,
            parts.directory + 50, parts.manifest,       parts.end + 10,       parts.end + 16};
}

void must_be(const ColdArchive& archive, const std::string& whole, const std::string& how)
{
    INFO(how);
    CHECK(read_file(archive.volume()) == whole);
    archive.good({"volume", "verify"});
    archive.good({"check", "--full"});
    archive.all_readable();
}

}  // namespace

TEST_CASE("A bit flipped in data, a header, the central directory, the manifest or the end is mended from another copy")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ndeflate = false\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    const Parts parts(whole, archive.contents[1]);
    for (const std::size_t at : places(parts)) {
        INFO(part_name(at, parts) << " " << at);
        flip(archive.volume(), at);
        archive.all_readable();
        CHECK(archive.fonds({"check", "--full"}).exit_code == 20);
        CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
        must_be(archive, whole, "from the copy");
    }
}

TEST_CASE("A bit flipped anywhere in a volume or its parity is mended by parity")
{
    ColdArchive archive("parity = 20\ndeflate = false\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    const Parts parts(whole, archive.contents[1]);
    for (const std::size_t at : {parts.data, parts.header, parts.directory, parts.manifest, parts.end + 16}) {
        INFO(part_name(at, parts) << " " << at);
        flip(archive.volume(), at);
        CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
        must_be(archive, whole, "by parity");
    }
    for (const auto& entry : std::filesystem::directory_iterator(archive.root() + "/volumes"))
        if (entry.path().extension() == ".par2") flip(entry.path().string(), 100);
    CHECK(archive.fonds({"check"}).exit_code == 0);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 3);  // bytes of records are whole
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    must_be(archive, whole, "parity made anew");
}

TEST_CASE("A copy that parity repaired can be read by whoever could read it before, and by nobody else")
{
    ColdArchive archive;
    const std::string disk = archive.beside("disk"), copy = disk + "/J001-V0001.zip";
    std::filesystem::create_directory(disk);
    archive.set("parity = 20\ncopies = [\"" + disk + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(copy);
    const auto mode = [](const std::string& path) { return std::filesystem::status(path).permissions(); };
    const auto before = mode(copy);
    REQUIRE((before & std::filesystem::perms::others_all) == std::filesystem::perms::none);
    for (const CommandLine& command : {CommandLine{"volume", "verify"}, {"scrub", "--all"}}) {
        std::filesystem::remove(archive.volume());
        flip(copy, 100'000);
        const auto mended = archive.fonds(command);
        INFO(mended.out << mended.err);
        CHECK(read_file(copy) == whole);
        static_cast<void>(archive.fonds({"volume", "verify"}));  // the one that is missing
        CHECK(mode(copy) == before);
        CHECK(mode(archive.volume()) == before);
    }
    for (const std::string& folder : {disk, archive.root() + "/volumes"})
        for (const auto& each : std::filesystem::directory_iterator(folder)) {
            INFO(each.path());
            CHECK((each.status().permissions() & std::filesystem::perms::others_all) == std::filesystem::perms::none);
        }
}

TEST_CASE("A cold run leaves out the record of a file that is gone from objects/, and seals the others")
{
    const ColdArchive archive;
    const std::string hex = Digest::of(archive.contents[2]).hex();
    std::size_t removed = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(archive.root() + "/objects"))
        if (entry.is_regular_file() && entry.path().string().find(hex.substr(4)) != std::string::npos)
            removed += std::filesystem::remove(entry.path()) ? 1U : 0U;
    REQUIRE(removed == 1);
    const auto run = archive.fonds({"cold", "run", "--all", "--yes"});
    INFO(run.err);
    CHECK(run.exit_code == 3);
    CHECK(run.err.find(archive.codes[2]) != std::string::npos);
    const Json shown = Json::parse(archive.good({"volume", "show", "J001-V0001", "--json"}).out).value();
    CHECK(shown.dump().find(archive.codes[2]) == std::string::npos);
    for (std::size_t i = 0; i < 2; ++i) CHECK(shown.dump().find(archive.codes[i]) != std::string::npos);
}

TEST_CASE("check reads what a volume lists as its contents, without reading all of it")
{
    ColdArchive archive;
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    const Parts parts(whole, archive.contents[1]);
    archive.good({"check"});
    // A CRC, sizes, the place of a header, a letter of a name; how many entries there are, and where the directory begins.
    for (const std::size_t at : {parts.directory + 16, parts.directory + 20, parts.directory + 24, parts.directory + 42,
                                 parts.directory + 50, parts.end + 10, parts.end + 16}) {
        INFO(at - parts.directory);
        flip(archive.volume(), at);
        const auto checked = archive.fonds({"check", "--json"});
        CHECK(checked.exit_code == 20);
        const Json findings = Json::parse(checked.out)->get("findings");
        REQUIRE(findings.size() == 1);
        CHECK(findings.at(0).get("kind").text() == "volume.damaged");
        flip(archive.volume(), at);
    }
    archive.good({"check"});
}

TEST_CASE("A volume that was cut short, emptied or exchanged is mended from its copy")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    archive.good({"attach", archive.codes[0], archive.write("more.txt", "more words")});
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string later = read_file(archive.volume("2"));
    for (const std::string& bytes :
         {whole.substr(0, whole.size() / 2), whole.substr(0, whole.size() - 1), std::string(), later}) {
        INFO(bytes.size());
        std::filesystem::permissions(archive.volume(), std::filesystem::perms::owner_write,
                                     std::filesystem::perm_options::add);
        write_file(archive.volume(), bytes);
        CHECK(archive.fonds({"check"}).exit_code == 20);
        archive.all_readable();
        CHECK(archive.fonds({"volume", "verify", "J001-V0001"}).exit_code == 3);
        must_be(archive, whole, "from the copy");
    }
}

TEST_CASE("Rewriting that leaves a record out keeps the old volume, and the new one with what was entered")
{
    ColdArchive archive("parity = 0\ndeflate = false\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    flip(archive.volume(), whole.find(archive.contents[1]) + 1000);
    const auto rewritten = archive.fonds({"volume", "rewrite", "J001-V0001"});
    INFO(rewritten.out << rewritten.err);
    CHECK(rewritten.exit_code == 20);
    // The damaged record lives in the old volume, which is kept; the others in the new one.
    CHECK(std::filesystem::exists(archive.volume("1")));
    CHECK(std::filesystem::exists(archive.volume("2")));
    CHECK(archive.json({"volume", "show", "J001-V0002"}).get("records").size() == 2);
    for (const std::size_t i : {0U, 2U}) {
        std::filesystem::remove(archive.beside("out"));
        CHECK(archive.fonds({"get", archive.codes[i], "-o", archive.beside("out")}).exit_code == 0);
        CHECK(read_file(archive.beside("out")) == archive.contents[i]);
    }
    // Its bytes come back: nothing of it was thrown away.
    flip(archive.volume(), whole.find(archive.contents[1]) + 1000);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 0);
    archive.good({"volume", "rewrite", "J001-V0001"});
    archive.all_readable();
    archive.good({"check", "--full"});
}

TEST_CASE("Bytes in objects/ that should have left stay when only cache/ has them whole")
{
    ColdArchive archive("parity = 0\ndeflate = false\n");
    const std::string large = noise((33U << 20), 7);  // what is larger than 32 MiB is unpacked into cache/
    archive.codes.push_back(archive.file("large", large, {"--category", "HT"}));
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"get", archive.codes.back(), "-o", archive.beside("out")});
    const std::string hex = Digest::of(large).hex(), object = archive.root() + "/objects/" + hex.substr(0, 2) + "/" + hex;
    REQUIRE(std::filesystem::exists(archive.root() + "/cache/" + hex));
    // As a crash leaves it that came before the bytes left, and then the volume is damaged.
    std::filesystem::create_directories(archive.root() + "/objects/" + hex.substr(0, 2));
    std::filesystem::copy_file(archive.beside("out"), object);
    const std::size_t at = read_file(archive.volume()).find(large.substr(0, 1000)) + 5000;
    flip(archive.volume(), at);
    static_cast<void>(archive.fonds({"repair"}));
    CHECK(std::filesystem::exists(object));
    flip(archive.volume(), at);
    archive.good({"repair"});
    CHECK(!std::filesystem::exists(object));
}

TEST_CASE("A damaged volume is adopted as the parity beside it gives it, and itself left alone")
{
    ColdArchive archive("parity = 20\ndeflate = false\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    const Parts parts(whole, archive.contents[1]);
    for (const std::size_t at : {parts.data, parts.directory, parts.end + 16}) {
        INFO(part_name(at, parts) << " " << at);
        flip(archive.volume(), at);
        const std::string damaged = read_file(archive.volume());
        ArchiveFixture fresh;
        const auto adopted = fresh.fonds({"volume", "adopt", archive.volume(), "--json"});
        INFO(adopted.out << adopted.err);
        CHECK(adopted.exit_code == 3);
        const Json report = *Json::parse(adopted.out);
        CHECK(report.get("records").number() == 3);
        REQUIRE(report.get("repaired").size() == 1);
        CHECK(report.get("repaired").at(0).text() == archive.volume());
        CHECK(read_file(archive.volume()) == damaged);
        CHECK(read_file(fresh.root() + "/volumes/J001-V0001.zip") == whole);
        CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
        CHECK(fresh.fonds({"volume", "verify"}).exit_code == 0);  // with the parity that was beside it
        flip(archive.volume(), at);
    }
    // Beyond repair: refused, with nothing left behind.
    write_file(archive.volume(), whole.substr(0, 1000));
    ArchiveFixture fresh;
    CHECK(fresh.fonds({"volume", "adopt", archive.volume()}).exit_code == 20);
    CHECK(files_below(fresh.root() + "/volumes") == 0);
}

TEST_CASE("Parity beside a volume decides before its manifests: what none of them covers is repaired, too")
{
    ColdArchive archive("parity = 20\ndeflate = false\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    const std::size_t attributes = Parts(whole, archive.contents[1]).directory + 38;  // APPNOTE 4.3.12: external
    flip(archive.volume(), attributes);
    const std::string damaged = read_file(archive.volume());
    {
        ArchiveFixture fresh;
        const auto adopted = fresh.fonds({"volume", "adopt", archive.volume(), "--json"});
        INFO(adopted.out << adopted.err);
        CHECK(adopted.exit_code == 3);
        const Json report = *Json::parse(adopted.out);
        CHECK(report.get("records").number() == 3);
        REQUIRE(report.get("repaired").size() == 1);
        CHECK(report.get("repaired").at(0).text() == archive.volume());
        CHECK(read_file(archive.volume()) == damaged);
        CHECK(read_file(fresh.root() + "/volumes/J001-V0001.zip") == whole);
        CHECK(fresh.fonds({"volume", "verify"}).exit_code == 0);
    }
    // Where it lies among the volumes already, it gives way to what was repaired.
    ArchiveFixture fresh;
    const std::string volumes = fresh.root() + "/volumes";
    std::filesystem::remove_all(volumes);
    std::filesystem::copy(archive.root() + "/volumes", volumes);
    const auto adopted = fresh.fonds({"volume", "adopt", volumes + "/J001-V0001.zip"});
    INFO(adopted.out << adopted.err);
    CHECK(adopted.exit_code == 3);
    CHECK(read_file(volumes + "/J001-V0001.zip") == whole);
    CHECK(fresh.fonds({"volume", "verify"}).exit_code == 0);
    CHECK(fresh.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("Parity that is itself damaged, or is too little, says nothing against a whole volume and enough against another")
{
    ColdArchive archive("parity = 1\ndeflate = false\n");
    archive.good({"cold", "run", "--all", "--yes"});
    const std::string whole = read_file(archive.volume());
    const std::string recovery = [&] {
        for (const auto& each : std::filesystem::directory_iterator(archive.root() + "/volumes"))
            if (each.path().string().find(".vol") != std::string::npos) return each.path().string();
        return std::string();
    }();
    flip(recovery, 100);
    {
        ArchiveFixture fresh;
        const auto adopted = fresh.fonds({"volume", "adopt", archive.volume()});
        INFO(adopted.out << adopted.err);
        CHECK(adopted.exit_code == 0);
    }
    std::filesystem::remove(recovery);
    flip(archive.volume(), Parts(whole, archive.contents[1]).directory + 38);
    ArchiveFixture fresh;
    const auto refused = fresh.fonds({"volume", "adopt", archive.volume()});
    INFO(refused.out << refused.err);
    CHECK(refused.exit_code == 20);
    CHECK(refused.err.find("another copy of the volume") != std::string::npos);
    CHECK(files_below(fresh.root() + "/volumes") == 0);
    CHECK(Json::parse(fresh.fonds({"list", "--json"}).out)->get("records").size() == 0);
}

TEST_CASE("The quick check sees parity that is not there")
{
    ColdArchive archive("parity = 20\n");
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"check"});
    for (const auto& entry : std::filesystem::directory_iterator(archive.root() + "/volumes"))
        if (entry.path().filename().string().find(".vol") != std::string::npos) {
            std::filesystem::remove(entry.path());
            break;
        }
    const auto checked = archive.fonds({"check", "--json"});
    CHECK(checked.exit_code == 3);
    const Json findings = Json::parse(checked.out)->get("findings");
    REQUIRE(findings.size() == 1);
    CHECK(findings.at(0).get("kind").text() == "volume.parity");
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    archive.good({"check"});
}

TEST_CASE("Rewriting goes on from another copy, or by parity, when the one it reads is damaged")
{
    for (const bool parity : {false, true}) {
        INFO(parity);
        ColdArchive archive;
        std::filesystem::create_directory(archive.beside("second"));
        archive.set(parity ? std::string("parity = 20\ndeflate = false\n")
                           : "parity = 0\ndeflate = false\ncopies = [\"" + archive.beside("second") + "\"]\n");
        archive.good({"cold", "run", "--all", "--yes"});
        flip(archive.volume(), read_file(archive.volume()).find(archive.contents[1]) + 1000);
        archive.good({"volume", "rewrite", "J001-V0001"});
        CHECK(!std::filesystem::exists(archive.volume("1")));
        CHECK(!std::filesystem::exists(archive.beside("second") + "/J001-V0001.zip"));
        CHECK(archive.json({"volume", "show", "J001-V0002"}).get("records").size() == 3);
        CHECK(archive.json({"volume", "list"}).size() == 1);
        archive.all_readable();
        archive.good({"check", "--full"});
    }
}

TEST_CASE("Copies of volumes that were mended count, and a scrub by hand stands in the report")
{
    ColdArchive archive;
    std::filesystem::create_directory(archive.beside("second"));
    archive.set("parity = 0\ndeflate = false\ncopies = [\"" + archive.beside("second") + "\"]\n");
    archive.good({"cold", "run", "--all", "--yes"});
    archive.good({"scrub", "--all"});
    CHECK(archive.json({"status"}).get("storage").get("repairs").number() == 0);
    CHECK(archive.good({"status"}).out.find("repairs") == std::string::npos);
    const std::size_t at = read_file(archive.volume()).find(archive.contents[1]) + 1000;
    flip(archive.volume(), at);
    CHECK(archive.fonds({"scrub", "--all"}).exit_code == 3);
    flip(archive.beside("second") + "/J001-V0001.zip", at);
    CHECK(archive.fonds({"volume", "verify"}).exit_code == 3);
    CHECK(archive.json({"status"}).get("storage").get("repairs").number() == 2);
    CHECK(archive.good({"status"}).out.find("2 so far") != std::string::npos);
    const Json report = *Json::parse(archive.good({"report", "fixity", "--format", "json", "--lang", "en"}).out);
    CHECK(report.get("totals").get("repairs").number() == 2);
    CHECK(report.get("totals").get("failures").number() == 0);
    const Json rows = report.get("rows");
    REQUIRE(rows.size() == 4);
    CHECK(rows.at(0).get("what").text() == "scrub");
    CHECK(rows.at(0).get("result").text() == "clean");
    CHECK(rows.at(0).get("files").number() == 2);
    CHECK(rows.at(1).get("detail").text() == "J001-V0001 volumes/ (" + archive.beside("second") + ")");
    CHECK(rows.at(2).get("result").text() == "mended");
    CHECK(rows.at(2).get("failed").number() == 1);
    CHECK(rows.at(3).get("detail").text() == "J001-V0001 " + archive.beside("second") + " (volumes/)");
    // That of a job is told with the job.
    archive.good({"jobs", "run", "scrub"});
    const Json later = *Json::parse(archive.good({"report", "fixity", "--format", "json", "--lang", "en"}).out);
    REQUIRE(later.get("rows").size() == 5);
    CHECK(later.get("rows").at(4).get("what").text() == "job scrub");
}
