// SPDX-License-Identifier: GPL-3.0-or-later
// examine run, list, show: the four-property check.
#include <algorithm>
#include <filesystem>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

const CommandLine well_said{"--category", "HT", "--date", "2024-03-05", "--party", "华为"};

Json check_of(const Json& report, const std::string& id)
{
    const Json checks = report.get("checks");
    for (std::size_t i = 0; i < checks.size(); ++i)
        if (checks.at(i).get("id").text() == id) return checks.at(i);
    FAIL("there is no check " << id);
    return {};
}

std::string result_of(const Json& report, const std::string& id)
{
    return check_of(report, id).get("result").text();
}

/// The ids of what failed.
std::string failed(const Json& report)
{
    std::string all;
    const Json checks = report.get("checks");
    for (std::size_t i = 0; i < checks.size(); ++i)
        if (checks.at(i).get("result").text() == "fail") all += (all.empty() ? "" : " ") + checks.at(i).get("id").text();
    return all;
}

Json examined(const ArchiveFixture& archive, CommandLine more, int exit_code, ProgramCall call = {})
{
    more.insert(more.begin(), {"examine", "run", "--json"});
    if (!call.environment.contains("PATH")) call.environment["PATH"] = "/nowhere";
    const auto result = archive.fonds(more, call);
    INFO(result.out << result.err);
    REQUIRE(result.exit_code == exit_code);
    return parse_json(result.out);
}

std::string object_of(const ArchiveFixture& archive, const std::string& bytes)
{
    const std::string hex = Digest::of(bytes).hex();
    return archive.root() + "/objects/" + hex.substr(0, 2) + "/" + hex;
}

void overwrite(const std::string& path, const std::string& bytes)
{
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    write_file(path, bytes);
}

/// A scanner like clamscan: finds EVIL.
std::string scanner(const std::string& version, const std::string& scan)
{
    return "#!/bin/sh\nif [ \"$1\" = --version ]; then echo '" + version + "'; exit 0; fi\n" + scan;
}

constexpr const char* finds_evil =
    "code=0\nlist=$(/bin/cat /proc/self/fd/3)\nfor f in $list; do\n"
    "if /bin/grep -q EVIL \"$f\"; then echo \"$f: Test.Evil FOUND\"; code=1; fi\ndone\nexit $code\n";

std::string folder_with(const TemporaryDirectory& place, const std::string& name, const std::string& script)
{
    write_file(place / name, script);
    fs::permissions(place / name, fs::perms::owner_all);
    return place.path();
}

/// A package as another archive would send it.
class Package {
public:
    Package()
    {
        fs::create_directories(place_ / "bag/data/00001_A");
        pdf_ = small_pdf({"contract"});
        put("data/00001_A/1_a.pdf", pdf_);
        Json parts = Json::array(), records = Json::array();
        parts.push(Json::object()
                       .set("path", "data/00001_A/1_a.pdf")
                       .set("role", "original")
                       .set("sha256", Digest::of(pdf_).hex())
                       .set("size", static_cast<std::uint64_t>(pdf_.size())));
        records.push(Json::object().set("code", "A").set("title", "合同").set("components", parts));
        put("data/metadata.json", Json::object().set("case", "D-2026-0001").set("records", records).dump_pretty());
        put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        seal();
    }
    void put(const std::string& path, const std::string& bytes) const { write_file(root() + "/" + path, bytes); }
    /// Manifests of what is there now.
    void seal() const
    {
        std::string payload, tags;
        std::uint64_t bytes = 0, files = 0;
        for (const auto& entry : fs::recursive_directory_iterator(root() + "/data")) {
            if (!entry.is_regular_file()) continue;
            const std::string text = read_file(entry.path());
            payload += Digest::of(text).hex() + "  " + entry.path().string().substr(root().size() + 1) + "\n";
            bytes += text.size();
            ++files;
        }
        put("manifest-sha256.txt", payload);
        put("bag-info.txt", "Payload-Oxum: " + std::to_string(bytes) + "." + std::to_string(files) + "\n");
        for (const auto* name : {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"})
            tags += Digest::of(read_file(root() + "/" + name)).hex() + " " + name + "\n";
        put("tagmanifest-sha256.txt", tags);
    }
    [[nodiscard]] std::string root() const { return place_ / "bag"; }
    [[nodiscard]] const std::string& pdf() const { return pdf_; }

private:
    TemporaryDirectory place_;
    std::string pdf_;
};

}  // namespace

TEST_CASE("A sound archive passes every check, and the report is kept")
{
    const ArchiveFixture archive;
    (void)archive.file("a.pdf", small_pdf({"one"}), well_said);
    (void)archive.file("b.pdf", small_pdf({"two"}), well_said);
    const Json report = examined(archive, {}, 0);
    CHECK(failed(report).empty());
    CHECK(report.get("records").number() == 2);
    CHECK(report.get("checks").size() == 23);
    for (const auto* id : {"A11", "A12", "I7", "S1"}) CHECK(result_of(report, id) == "not_applicable");
    for (const auto* id :
         {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "I1", "I2", "I3", "I5", "I6", "U1", "U3", "U4", "U5"})
        CHECK(result_of(report, id) == "pass");
    CHECK(check_of(report, "A1").get("examined").number() == 2);
    CHECK(answer(archive, {"examine", "show", "1", "--json"}).dump() == report.dump());
    const Json list = answer(archive, {"examine", "list", "--json"}).get("examinations");
    REQUIRE(list.size() == 1);
    CHECK(list.at(0).get("digest").text() == report.get("digest").text());
    const auto log = archive.fonds({"log", "list", "--action", "properties.examined"});
    CHECK(contains(log.out, report.get("digest").text()));
    CHECK(archive.fonds({"examine", "show", "2"}).exit_code == 4);
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    CHECK(contains(archive.fonds({"examine", "show", "1"}).out, "No findings."));
}

TEST_CASE("Bytes that were changed, lost or called by another name fail their checks")
{
    const ArchiveFixture archive;
    const std::string good = small_pdf({"one"}), lost = small_pdf({"two"});
    const std::string one = archive.file("a.pdf", good, well_said);
    const std::string two = archive.file("b.pdf", lost, {"--date", "2024-03-06", "--party", "华为", "--category", "HT"});
    std::string bad = good;
    bad[bad.size() / 2] ^= 1;
    overwrite(object_of(archive, good), bad);
    fs::remove(object_of(archive, lost));
    const Json report = examined(archive, {}, 3);
    CHECK(failed(report) == "A1 A10 I2");
    CHECK(texts_of(check_of(report, "A1").get("faults"), "subject") == std::vector<std::string>{one});
    CHECK(texts_of(check_of(report, "A10").get("faults"), "subject") == std::vector<std::string>{two});
    CHECK(failed(examined(archive, {two}, 3)) == "A10 I2");

    const ArchiveFixture other;
    const std::string named = other.file("c.jpg", small_pdf({"three"}), well_said);
    const Json odd = examined(other, {}, 3);
    CHECK(failed(odd) == "A9");
    CHECK(contains(check_of(odd, "A9").dump(), "it is called .jpg and is pdf"));
}

TEST_CASE("What is said of records is looked at, and settings say what is asked for")
{
    const ArchiveFixture archive;
    (void)archive.file("a.pdf", small_pdf({"one"}), well_said);
    const std::string late =
        archive.file("b.pdf", small_pdf({"two"}), {"--date", "2999-01-01", "--number", "7", "--party", "华为"});
    const std::string again =
        archive.file("c.pdf", small_pdf({"three"}), {"--number", "7", "--party", "华为", "--title", "\xEE\x80\x80"});
    (void)archive.write("d.zip", std::string("PK\x03\x04", 4) + "zip");
    REQUIRE(archive.fonds({"file", "d.zip", "--date", "2024-01-01", "--party", "x"}).exit_code == 0);
    const Json report = examined(archive, {}, 3);
    CHECK(failed(report) == "A5 A6 A8 I3 U3 U5");
    CHECK(texts_of(check_of(report, "A5").get("faults"), "subject") == std::vector<std::string>{late});
    CHECK(texts_of(check_of(report, "A8").get("faults"), "subject") == std::vector<std::string>{again});
    CHECK(contains(check_of(report, "A8").dump(), late));
    CHECK(failed(examined(archive, {"--category", "HT"}, 0)).empty());

    overwrite(archive.root() + "/fonds.toml",
              "[examination]\naccepted_formats = [\"pdf\", \"zip\"]\nrequired = []\nunique = [\"bytes\"]\n");
    CHECK(failed(examined(archive, {}, 3)) == "A5 A6 U5");
    (void)archive.file("e.pdf", small_pdf({"one"}), {"--allow-duplicate"});
    CHECK(failed(examined(archive, {}, 3)) == "A5 A6 A8 U5");
}

TEST_CASE("Gaps in numbers are found, and only in the sequences of what is examined")
{
    const ArchiveFixture archive;
    (void)archive.file("a.pdf", small_pdf({"one"}), well_said);
    REQUIRE(archive
                .fonds({"file", archive.write("b.pdf", small_pdf({"two"})), "--category", "HT", "--date", "2024-03-05",
                        "--party", "x", "--code", "J001-HT·2024-D30-0004"})
                .exit_code == 0);
    (void)archive.file("c.pdf", small_pdf({"three"}), {"--date", "2024-03-05", "--party", "y"});
    const Json report = examined(archive, {}, 3);
    CHECK(failed(report) == "I5");
    CHECK(contains(check_of(report, "I5").dump(), "J001-HT·2024-D30-0002"));
    CHECK(failed(examined(archive, {"--category", "QT"}, 0)).empty());
}

TEST_CASE("Of many faults the first twenty are told, and all are counted")
{
    const ArchiveFixture archive;
    CommandLine files{"file"};
    for (int i = 0; i < 30; ++i)
        files.push_back(archive.write("f" + std::to_string(i) + ".pdf", small_pdf({std::to_string(i)})));
    REQUIRE(archive.fonds(files).exit_code == 0);
    const Json check = check_of(examined(archive, {}, 3), "I3");
    CHECK(check.get("failed").number() == 30);
    CHECK(check.get("faults").size() == 20);
    CHECK(contains(archive.fonds({"examine", "show", "1"}).out, "and 10 more"));
    CHECK(contains(archive.fonds({"examine", "show", "1", "--csv"}).out, "not said: date"));
}

TEST_CASE("A scanner that is there looks for malware; one that fails or is absent never passes")
{
    const ArchiveFixture archive;
    (void)archive.file("a.txt", "harmless", well_said);
    const std::string evil = archive.file("b.txt", "EVIL", {"--date", "2024-03-06", "--party", "x"});
    const auto with = [&](const std::string& path) { return with_environment({{"PATH", path}}); };
    const TemporaryDirectory works, silent, fails, both;
    const std::string version = "ClamAV 1.0.7/27300/Sat Jun  8 08:24:55 2024";
    Json report = examined(archive, {}, 3, with(folder_with(works, "clamscan", scanner(version, finds_evil))));
    CHECK(failed(report) == "S1");
    CHECK(texts_of(check_of(report, "S1").get("faults"), "subject") == std::vector<std::string>{evil});
    CHECK(contains(check_of(report, "S1").dump(), "Test.Evil"));
    CHECK(report.get("scanner").get("version").text() == "ClamAV 1.0.7");
    CHECK(report.get("scanner").get("signatures").text() == "27300/Sat Jun  8 08:24:55 2024");
    CHECK(check_of(report, "S1").get("examined").number() == 2);

    // Without signatures it finds nothing, and so it is none.
    report = examined(archive, {}, 0, with(folder_with(silent, "clamscan", scanner("ClamAV 1.0.7", "exit 0\n"))));
    CHECK(result_of(report, "S1") == "not_applicable");
    report = examined(archive, {}, 3, with(folder_with(fails, "clamscan", scanner(version, "exit 2\n"))));
    CHECK(result_of(report, "S1") == "fail");
    CHECK(contains(check_of(report, "S1").dump(), "were not scanned"));
    // A daemon that is down leaves the work to the program.
    (void)folder_with(both, "clamdscan", "#!/bin/sh\nexit 2\n");
    report = examined(archive, {}, 3, with(folder_with(both, "clamscan", scanner(version, finds_evil))));
    CHECK(report.get("scanner").get("name").text() == "clamscan");
}

TEST_CASE("A package is examined by itself")
{
    const ArchiveFixture archive;
    const Package package;
    const Json report = examined(archive, {"--package", package.root()}, 0);
    CHECK(report.get("stage").text() == "transfer");
    CHECK(report.get("records").number() == 1);
    for (const auto* id : {"A11", "A12", "I1", "I2", "I7", "U1", "U5"}) CHECK(result_of(report, id) == "pass");
    CHECK(result_of(report, "A5") == "not_applicable");
    CHECK(archive.fonds({"examine", "run", "--package", package.root() + "/absent"}).exit_code == 4);

    const auto now = [&] { return failed(examined(archive, {"--package", package.root()}, 3)); };
    SECTION("a changed byte")
    {
        std::string bytes = package.pdf();
        bytes[10] ^= 1;
        package.put("data/00001_A/1_a.pdf", bytes);
        CHECK(now() == "A12");
        package.seal();  // whoever seals it again is given away by the metadata
        CHECK(now() == "A12");
    }
    SECTION("a file too many")
    {
        package.put("data/extra.txt", "x");
        CHECK(now() == "A12 I2 I7");
        package.seal();
        CHECK(now() == "I7");
    }
    SECTION("a file too few")
    {
        fs::remove(package.root() + "/data/00001_A/1_a.pdf");
        CHECK(now() == "A12 I2 I7");
    }
    SECTION("no bag")
    {
        package.put("bagit.txt", "BagIt\n");
        CHECK(now() == "A11 A12");
        fs::remove(package.root() + "/manifest-sha256.txt");
        CHECK(contains(now(), "A11"));
    }
    SECTION("a manifest that leads out")
    {
        package.put("manifest-sha256.txt",
                    read_file(package.root() + "/manifest-sha256.txt") + std::string(64, '0') + "  ../x\n");
        fs::remove(package.root() + "/tagmanifest-sha256.txt");
        CHECK(now() == "A11");
    }
    SECTION("packed and encrypted")
    {
        package.put("data/00001_A/1_a.pdf", "%PDF-1.4\ntrailer << /Encrypt 3 0 R >>\n");
        CHECK(now() == "A12 I2 U5");
    }
    SECTION("no metadata")
    {
        fs::remove(package.root() + "/data/metadata.json");
        package.seal();
        CHECK(now() == "I7 U1");
    }
}

TEST_CASE("What is filed is examined at once where settings say so")
{
    const ArchiveFixture archive;
    (void)archive.file("old.pdf", small_pdf({"old"}));
    overwrite(archive.root() + "/fonds.toml", "[examination]\non_intake = true\n");
    const auto good =
        archive.fonds({"file", archive.write("a.pdf", small_pdf({"a"})), "--date", "2024-01-01", "--party", "x"});
    CHECK(good.exit_code == 0);
    CHECK(contains(good.err, "1 record, no findings"));
    const auto bad = archive.fonds({"file", archive.write("b.pdf", small_pdf({"b"}))});
    CHECK(bad.exit_code == 3);
    CHECK(contains(bad.err, "failed: I3"));
    const Json list = answer(archive, {"examine", "list", "--json"}).get("examinations");
    REQUIRE(list.size() == 2);
    CHECK(list.at(0).get("stage").text() == "intake");
    CHECK(list.at(0).get("records").number() == 1);
}
