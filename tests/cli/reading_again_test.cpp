// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that cannot be read this time: what is there stays, what may come back is tried again.
#include <filesystem>

#include "archive/store/text_store.hpp"
#include "tests/cli/json_answer.hpp"
#include "tests/support/small_pdf.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Nobody knows its password.
std::string locked_pdf()
{
    std::string file = small_pdf({"a"});
    const std::string id(64, '0');
    file.insert(file.rfind("/Root"), "/ID [<" + id + "> <" + id +
                                         ">] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + id +
                                         "> /U <" + id + "> >> ");
    return file;
}

Json original(const ArchiveFixture& archive, const std::string& code)
{
    return answer(archive, {"show", code, "--json"}).get("components").at(0);
}

std::string object_of(const ArchiveFixture& archive, const std::string& code)
{
    const std::string digest = original(archive, code).get("sha256").text();
    return archive.root() + "/objects/" + digest.substr(0, 2) + "/" + digest;
}

std::int64_t owed(const ArchiveFixture& archive)
{
    return static_cast<std::int64_t>(answer(archive, {"status", "--json"}).get("owed").number());
}

/// Files a text that no worker has read yet.
std::string file_unread(const ArchiveFixture& archive, const std::string& bytes)
{
    ProgramCall call;
    call.environment = {{"FONDS_EXTRACT", "/nonexistent"}};
    const auto filed = archive.fonds({"file", archive.write("unread.txt", bytes)}, call);
    REQUIRE(filed.exit_code == 3);
    REQUIRE(owed(archive) == 1);
    return filed.out.substr(0, filed.out.find(' '));
}

}  // namespace

TEST_CASE("a text that was read with a password is not given up for a reading without")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", archive.write("locked.pdf", locked_pdf())});
    REQUIRE(filed.exit_code == 3);
    const std::string code = filed.out.substr(0, filed.out.find(' '));
    REQUIRE(original(archive, code).get("text").text() == "encrypted");
    DocumentText text;
    text.pages.resize(1);
    text.pages[0].text = "保密条款\n";
    text.page_count = 1;
    const auto digest = Digest::parse(original(archive, code).get("sha256").text());
    REQUIRE(digest.ok());
    REQUIRE(TextStore(Layout(archive.root()), posix_file_ops()).put(*digest, text).ok());

    for (const CommandLine& again : {CommandLine{"index", code}, CommandLine{"index", code, "--password", "wrong"}}) {
        const auto indexed = archive.fonds(again);
        CHECK(indexed.exit_code == 3);
        CHECK(contains(indexed.err, "The text read before is kept"));
        CHECK(contains(indexed.err, "--password"));
        CHECK(archive.fonds({"text", code}).out == "保密条款\n\f");
        CHECK(original(archive, code).get("text").text() == "done");
        CHECK(contains(archive.fonds({"search", "保密条款"}).out, code));
    }
}

TEST_CASE("another reason why a text is missing takes the place of the last one")
{
    const ArchiveFixture archive;
    const auto filed = archive.fonds({"file", archive.write("locked.pdf", locked_pdf())});
    const std::string code = filed.out.substr(0, filed.out.find(' '));
    CHECK(original(archive, code).get("text_note").text() == "a password is needed");
    CHECK(archive.fonds({"index", code, "--password", "x"}).exit_code == 3);
    CHECK(original(archive, code).get("text_note").text() == "the password is wrong");
}

TEST_CASE("bytes that cannot be opened for the moment leave their record owed")
{
    const ArchiveFixture archive;
    const auto code = file_unread(archive, "违约责任");
    const std::string object = object_of(archive, code), aside = archive.beside("aside");
    std::filesystem::rename(object, aside);
    std::filesystem::create_symlink(object, object);  // too many levels of symbolic links: there, but not to be opened
    for (const char* command : {"index", "reindex", "index"}) {
        INFO(command);
        const auto tried = archive.fonds({command});
        CHECK(tried.exit_code == 3);
        CHECK(contains(tried.err, "symbolic links"));
        CHECK(owed(archive) == 1);
        CHECK(original(archive, code).get("text").text() == "pending");
    }
    const auto edited = archive.fonds({"edit", code, "--title", "新题"});
    CHECK(edited.exit_code == 3);
    CHECK(contains(edited.err, "symbolic links"));
    std::filesystem::rename(aside, object);
    CHECK(archive.fonds({"index"}).exit_code == 0);
    CHECK(owed(archive) == 0);
    CHECK(contains(archive.fonds({"search", "违约责任 title:新题"}).out, code));
}

TEST_CASE("bytes that were missing are read when they are back")
{
    for (const char* command : {"index", "reindex"}) {
        INFO(command);
        const ArchiveFixture archive;
        const auto code = file_unread(archive, "违约责任");
        const std::string object = object_of(archive, code), aside = archive.beside("aside");
        std::filesystem::rename(object, aside);
        CHECK(archive.fonds({"index"}).exit_code == 0);
        CHECK(original(archive, code).get("text_note").text() == "the stored bytes are missing");
        CHECK(archive.fonds({"index"}).exit_code == 0);
        CHECK(contains(archive.fonds({"search", "title:unread"}).out, code));
        std::filesystem::rename(aside, object);
        CHECK(archive.fonds({command}).exit_code == 0);
        CHECK(original(archive, code).get("text").text() == "done");
        CHECK(contains(archive.fonds({"search", "违约责任"}).out, code));
        CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    }
}

TEST_CASE("reading again without the bytes keeps the text that is stored")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "违约责任");
    const std::string object = object_of(archive, code), aside = archive.beside("aside");
    std::filesystem::rename(object, aside);
    const auto again = archive.fonds({"index", code});
    CHECK(again.exit_code == 3);
    CHECK(contains(again.err, "stored bytes are missing"));
    CHECK(contains(archive.fonds({"search", "违约责任"}).out, code));
    std::filesystem::create_symlink(object, object);
    CHECK(archive.fonds({"index", code}).exit_code == 3);
    CHECK(contains(archive.fonds({"search", "违约责任"}).out, code));
}
