// SPDX-License-Identifier: GPL-3.0-or-later
// What paperless-ngx exported is taken over.
#include <filesystem>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* things = R"(
 {"model":"documents.correspondent","pk":3,"fields":{"name":"Acme GmbH"}},
 {"model":"documents.documenttype","pk":1,"fields":{"name":"Invoice"}},
 {"model":"documents.documenttype","pk":2,"fields":{"name":"Letter"}},
 {"model":"documents.tag","pk":5,"fields":{"name":"paid"}},
 {"model":"documents.customfield","pk":1,"fields":{"name":"Total","data_type":"monetary","extra_data":{}}})";

constexpr const char* first = R"(
 {"model":"documents.document","pk":7,"fields":{"title":"Bill 7","correspondent":3,"document_type":1,"tags":[5],
   "created":"2023-04-05","archive_serial_number":123,"original_filename":"scan 7.txt"},
   "__exported_file_name__":"originals/Bill 7.txt","__exported_archive_name__":"archive/Bill 7.txt"})";
constexpr const char* first_more = R"(
 {"model":"documents.note","pk":1,"fields":{"document":7,"note":"call them"}},
 {"model":"documents.customfieldinstance","pk":1,"fields":{"document":7,"field":1,"value_monetary":"EUR12.30"}})";
constexpr const char* second = R"(
 {"model":"documents.document","pk":8,"fields":{"title":"Letter","correspondent":null,"document_type":2,"tags":[],
   "created":"2022-01-02T00:00:00Z","archive_serial_number":null,"original_filename":"letter.txt"},
   "__exported_file_name__":"originals/letter.txt"})";

class Exported : public ArchiveFixture {
public:
    Exported()
    {
        fs::create_directories(beside("export/originals"));
        fs::create_directories(beside("export/archive"));
        write_file(beside("export/originals/Bill 7.txt"), "bill as it came");
        write_file(beside("export/archive/Bill 7.txt"), "bill to be kept");
        write_file(beside("export/originals/letter.txt"), "letter");
    }
    void manifest(const std::string& objects, const std::string& name = "manifest.json") const
    {
        write_file(beside("export/" + name), "[" + objects + "]");
    }
    [[nodiscard]] ProgramResult import(const CommandLine& more = {}) const
    {
        CommandLine command{"import", "paperless", beside("export"), "--type", "Invoice=FP"};
        command.insert(command.end(), more.begin(), more.end());
        return fonds(command);
    }
    [[nodiscard]] std::string listed() const { return fonds({"export", "records", "--lang", "en"}).out; }
};

std::string joined(std::initializer_list<const char*> objects)
{
    std::string all;
    for (const char* each : objects) all += (all.empty() ? "" : ",") + std::string(each);
    return all;
}

}  // namespace

TEST_CASE("Documents of paperless-ngx become records with all that was said of them")
{
    const Exported archive;
    archive.manifest(joined({things, first, first_more, second}));
    const auto dry = archive.import({"--dry-run"});
    INFO(dry.out << dry.err);
    CHECK(dry.exit_code == 0);
    CHECK(contains(dry.out, "Bill 7"));
    CHECK_FALSE(contains(archive.listed(), "Bill 7"));

    const auto taken = archive.import();
    INFO(taken.out << taken.err);
    REQUIRE(taken.exit_code == 0);
    const std::string records = archive.listed();
    CAPTURE(records);
    CHECK(contains(records, "Acme GmbH"));
    CHECK(contains(records, "2023-04-05"));
    CHECK(contains(records, "12.30"));
    CHECK(contains(records, "EUR"));
    CHECK(contains(records, "ASN-123"));
    CHECK(contains(records, "paid"));
    CHECK(contains(records, "call them"));
    CHECK(contains(records, "Letter"));  // a type without a category is a tag
    const Json list = answer(archive, {"list", "--category", "FP", "--json"});
    const Json rows = list.has("records") ? list.get("records") : list;
    REQUIRE(rows.size() == 1);
    const std::string code = rows.at(0).get("code").text();
    CHECK(archive.fonds({"get", code, "-o", "-"}).out == "bill as it came");
    CHECK(archive.fonds({"get", code, "--component", "1", "-o", "-"}).out == "bill to be kept");
    CHECK(contains(archive.fonds({"show", code}).out, "derivative"));
    CHECK(contains(archive.fonds({"search", "came"}).out, code));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);

    const auto again = archive.import();
    CHECK(again.exit_code == 0);
    CHECK(contains(again.err, "0 added, 0 changed, 2 unchanged"));
    CHECK(archive.listed() == records);
}

TEST_CASE("Manifests that were split are read as one")
{
    const Exported archive;
    archive.manifest(things);
    archive.manifest(joined({first, first_more}), "originals/Bill 7-manifest.json");
    archive.manifest(second, "letter-manifest.json");
    const auto taken = archive.import();
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 0);
    CHECK(contains(archive.listed(), "call them"));
    CHECK(contains(archive.listed(), "12.30"));
}

TEST_CASE("A document that cannot be taken costs no other")
{
    const Exported archive;
    std::string bad(second);
    SECTION("its file is not there")
    {
        bad.replace(bad.find("originals/letter.txt"), 20, "originals/nobody.txt");
    }
    SECTION("its file lies elsewhere")
    {
        write_file(archive.beside("letter.txt"), "secret");
        bad.replace(bad.find("originals/letter.txt"), 20, "../letter.txt");
    }
    SECTION("its file is a link")
    {
        fs::create_symlink("/etc/hostname", archive.beside("export/originals/link.txt"));
        bad.replace(bad.find("originals/letter.txt"), 20, "originals/link.txt");
    }
    SECTION("its day is none")
    {
        bad.replace(bad.find("2022-01-02"), 10, "2022-02-31");
    }
    SECTION("its file is empty")
    {
        fs::remove(archive.beside("export/originals/letter.txt"));
        write_file(archive.beside("export/originals/letter.txt"), "");
    }
    archive.manifest(joined({things, first, bad.c_str()}));
    const auto taken = archive.import({"--json"});
    INFO(taken.out << taken.err);
    CHECK(taken.exit_code == 3);
    CHECK(contains(archive.listed(), "Bill 7"));
    CHECK_FALSE(contains(archive.listed(), "2022"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("What is no export, and a category that is not here, is told before anything is done")
{
    const Exported archive;
    CHECK(archive.import().exit_code == 4);  // no manifest
    archive.manifest("{\"some\":1}");
    CHECK(archive.import().exit_code == 1);
    archive.manifest(joined({things, first}));
    CHECK(archive.import({"--type", "Letter=NOWHERE"}).exit_code == 4);
    CHECK(archive.import({"--category", "NOWHERE"}).exit_code == 4);
    CHECK(archive.import({"--type", "Letter"}).exit_code == 2);
    CHECK(archive.import({"--all-or-nothing"}).exit_code == 2);
    CHECK_FALSE(contains(archive.listed(), "Bill"));
}

TEST_CASE("A document whose bytes are not those of its checksum is refused; the others come in")
{
    const Exported archive;
    const auto document = [](const char* key, const char* title, const std::string& sums, const char* files) {
        return R"({"model":"documents.document","pk":)" + std::string(key) + R"(,"fields":{"title":")" + title +
               R"(","correspondent":null,"document_type":2,"tags":[],"created":"2022-01-02",)" + sums +
               R"("original_filename":"x.txt"},)" + files + "}";
    };
    constexpr const char* both =
        R"("__exported_file_name__":"originals/Bill 7.txt","__exported_archive_name__":"archive/Bill 7.txt")";
    constexpr const char* letter = R"("__exported_file_name__":"originals/letter.txt")";
    // md5sum of "letter", "bill as it came" and "bill to be kept"
    constexpr const char* good_letter = R"("checksum":"f5b75010ea8a54b96f8fe7dafac65c18","archive_checksum":null,)";
    constexpr const char* wrong_letter = R"("checksum":"00000000000000000000000000000000",)";
    constexpr const char* good_both =
        R"("checksum":"4045751962b58292318c2bd39c935f05","archive_checksum":"536ae118971cfa680a54b6d2cfee22d3",)";
    constexpr const char* wrong_archive =
        R"("checksum":"4045751962b58292318c2bd39c935f05","archive_checksum":"4045751962b58292318c2bd39c935f05",)";

    archive.manifest(document("1", "changed", wrong_letter, letter) + "," + document("2", "half", wrong_archive, both));
    const auto refused = archive.import();
    INFO(refused.out << refused.err);
    CHECK(refused.exit_code == 3);
    CHECK(contains(refused.out + refused.err, "originals/letter.txt"));
    CHECK(contains(refused.out + refused.err, "archive/Bill 7.txt"));
    CHECK(contains(refused.out + refused.err, "checksum"));
    CHECK_FALSE(contains(archive.listed(), "changed"));
    CHECK_FALSE(contains(archive.listed(), "half"));
    CHECK(archive.import({"--dry-run"}).exit_code == 3);

    archive.manifest(document("1", "changed", wrong_letter, letter) + "," + document("2", "whole", good_both, both));
    CHECK(archive.import().exit_code == 3);
    CHECK(contains(archive.listed(), "whole"));
    const auto unknown = [&](const std::string& sum) {
        archive.manifest(document("9", "strange", R"("checksum":")" + sum + R"(",)", letter));
        const auto result = archive.import({"--dry-run"});
        return contains(result.out + result.err, "not compared");
    };
    CHECK(unknown("0123456789abcdef0123456789abcdef01234567"));
    CHECK_FALSE(unknown("f5b75010ea8a54b96f8fe7dafac65c18"));
    archive.manifest(document("1", "unchanged", good_letter, letter));
    CHECK(archive.import().exit_code == 0);
    CHECK(contains(archive.listed(), "unchanged"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE("The day on which a document came into paperless-ngx is noted, and is not that of its filing")
{
    const Exported archive;
    std::string old(second);
    old.replace(old.find("\"created\""), 0, "\"added\":\"2019-03-04T10:11:12.131415Z\",");
    archive.manifest(joined({things, first, old.c_str()}));
    const auto taken = archive.import();
    INFO(taken.out << taken.err);
    REQUIRE(taken.exit_code == 0);
    const Json records = answer(archive, {"list", "--category", "QT", "--json"}).get("records");
    REQUIRE(records.size() == 1);
    const Json shown = answer(archive, {"show", records.at(0).get("code").text(), "--json"});
    CHECK(contains(shown.get("note").text(), "added to paperless-ngx 加入 paperless-ngx: 2019-03-04"));
    CHECK_FALSE(contains(shown.get("filed_at").text(), "2019"));
    CHECK_FALSE(contains(shown.get("code").text(), "2019"));
    const auto again = archive.import();
    CHECK(contains(again.err, "0 added, 0 changed, 2 unchanged"));
}

TEST_CASE("A document that cannot be taken is named")
{
    const Exported archive;
    std::string bad(second);
    bad.replace(bad.find("2022-01-02"), 10, "2022-02-31");
    archive.manifest(joined({things, first, bad.c_str()}));
    const auto taken = archive.import();
    CHECK(taken.exit_code == 3);
    CHECK(contains(taken.err, ":2: Letter)"));
}
