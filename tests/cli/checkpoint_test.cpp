// SPDX-License-Identifier: GPL-3.0-or-later
// log checkpoint, and what log verify makes of keys and codes.
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "schema/core/digest.hpp"
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// Runs SQL past the program; gives what it prints.
std::string sql(const ArchiveFixture& archive, const std::string& statements)
{
    ProgramCall call;
    call.path = "/usr/bin/sqlite3";
    call.arguments = {archive.root() + "/catalog.db", statements};
    const auto result = run(call);
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return result.out;
}

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// An archive with some history and a checkpoint at its end.
struct SignedArchive : ArchiveFixture {
    SignedArchive()
    {
        one = file("a.txt", "1", {"--category", "HT", "--date", "2024-03-05"});
        REQUIRE(fonds({"edit", one, "--title", "新题名"}).exit_code == 0);
        made = answer(*this, {"log", "checkpoint", "--json"});
        code = made.get("code").text();
    }
    /// The faults that verify finds, joined.
    std::string faults(CommandLine more = {}) const
    {
        more.insert(more.begin(), {"log", "verify", "--json"});
        const auto result = fonds(more);
        INFO(result.out << result.err);
        REQUIRE((result.exit_code == 0 || result.exit_code == 20));
        std::string all;
        const Json found = parse_json(result.out).get("faults");
        for (std::size_t i = 0; i < found.size(); ++i) all += found.at(i).get("what").text() + "\n";
        CHECK((result.exit_code == 0) == all.empty());
        return all;
    }

    std::string one, code;
    Json made;
};

std::string netstring(const std::string& text)
{
    return std::to_string(text.size()) + ":" + text + ",";
}

/// Makes a change, and hashes all events anew, as somebody would who knows how.
void rewrite_history(const ArchiveFixture& archive, const std::string& change)
{
    std::string statements;
    for (const char* trigger : {"event_never_changes", "event_never_goes", "log_checkpoint_never_goes"})
        statements += "DROP TRIGGER IF EXISTS " + std::string(trigger) + "; ";
    (void)sql(archive, statements + change);
    const Json events = parse_json(
        sql(archive, "SELECT json_group_array(json_array(CAST(sequence AS TEXT), at, actor, action, subject, detail)) FROM"
                     " (SELECT * FROM event ORDER BY sequence)"));
    Digest previous;
    statements.clear();
    for (std::size_t i = 0; i < events.size(); ++i) {
        std::string bytes;
        for (std::size_t field = 0; field < 6; ++field) bytes += netstring(events.at(i).at(field).text());
        const Digest hash = Digest::of(bytes + netstring(previous.hex()));
        statements += "UPDATE event SET previous = X'" + previous.hex() + "', hash = X'" + hash.hex() +
                      "' WHERE sequence = " + events.at(i).at(0).text() + ";";
        previous = hash;
    }
    (void)sql(archive, statements);
}

constexpr const char* harmless_looking = "UPDATE event SET detail = replace(detail, '新题名', '旧题名')";

}  // namespace

TEST_CASE("A checkpoint signs the end of the log once, and the code on paper is good from then on")
{
    const SignedArchive archive;
    CHECK(archive.code.size() == 23);
    CHECK(archive.made.get("fresh").boolean());
    CHECK(archive.faults().empty());
    CHECK(archive.faults({"--code", archive.code}).empty());
    CHECK(archive.faults({"--key", archive.made.get("key").text()}).empty());
    CHECK(archive.faults({"--key", archive.made.get("key_code").text(), "--code", archive.code}).empty());
    CHECK(archive.faults({"--key", archive.root() + "/keys/checkpoint.key.pub"}).empty());
    struct stat status = {};
    REQUIRE(::stat((archive.root() + "/keys/checkpoint.key").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);

    // Nothing has happened since.
    const Json again = answer(archive, {"log", "checkpoint", "--json"});
    CHECK_FALSE(again.get("fresh").boolean());
    CHECK(again.get("code").text() == archive.code);
    REQUIRE(archive.fonds({"note", archive.one, "later"}).exit_code == 0);
    const Json next = answer(archive, {"log", "checkpoint", "--json"});
    CHECK(next.get("fresh").boolean());
    CHECK(next.get("key").text() == archive.made.get("key").text());
    CHECK(archive.faults({"--code", archive.code, "--code", next.get("code").text()}).empty());
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
    CHECK(answer(archive, {"log", "verify", "--json"}).get("checkpoints").number() == 2);

    // A mistyped code is no other history.
    std::string wrong = archive.code;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK(archive.fonds({"log", "verify", "--code", wrong}).exit_code == 2);
    CHECK(archive.fonds({"log", "verify", "--key", "nonsense"}).exit_code == 2);
}

TEST_CASE("An exported log carries its checkpoints, and is checked with key and code without the archive")
{
    const SignedArchive archive;
    const std::string log = archive.fonds({"log", "export"}).out;
    CHECK(log.starts_with("fonds-log:2\n"));
    const std::string path = archive.write("all.log", log);
    const std::string key = archive.made.get("key").text();
    const auto elsewhere = [&](CommandLine more) {
        more.insert(more.begin(), {"log", "verify", path});
        ProgramCall call;
        call.directory = "/";
        return fonds::test::fonds(more, call);
    };
    CHECK(elsewhere({"--key", key, "--code", archive.code}).exit_code == 0);
    const auto foreign = elsewhere({"--key", std::string(64, '0')});
    CHECK(foreign.exit_code == 20);
    CHECK(contains(foreign.out, "another key"));
    // Cut before the event of the code, and closed properly.
    const ArchiveFixture fresh;
    const std::string shorter = fresh.write("short.log", fresh.fonds({"log", "export"}).out);
    const auto cut = fresh.fonds({"log", "verify", shorter, "--code", archive.code});
    CHECK(cut.exit_code == 20);
    CHECK(contains(cut.out, "cut short"));
    CHECK(fresh.fonds({"log", "verify", shorter, "--key", key}).exit_code == 20);  // nothing is signed
}

TEST_CASE("A history that was rewritten without the key has bad signatures, and the code on paper is not its")
{
    const SignedArchive archive;
    rewrite_history(archive, harmless_looking);
    const std::string found = archive.faults({"--code", archive.code});
    CHECK(contains(found, "signature of event"));
    CHECK(contains(found, "not the one that was noted"));
    const auto refused = archive.fonds({"log", "checkpoint"});
    CHECK(refused.exit_code == 20);
    CHECK(contains(refused.err, "not signed"));
}

TEST_CASE("A history that was rewritten and signed with another key is told by key and code")
{
    const SignedArchive archive;
    rewrite_history(archive, std::string(harmless_looking));
    // The forger takes the checkpoints and what tells of them away, and signs anew with a key of his own.
    rewrite_history(archive, "DELETE FROM log_checkpoint");
    rewrite_history(archive, "DELETE FROM event WHERE action = 'log.signed'");
    (void)sql(archive, "UPDATE tally SET value = (SELECT count(*) FROM event) WHERE name = 'events'");
    std::filesystem::remove_all(archive.root() + "/keys");
    REQUIRE(archive.fonds({"log", "checkpoint"}).exit_code == 0);
    CHECK(archive.faults().empty());  // by itself it is whole
    CHECK(contains(archive.faults({"--code", archive.code}), "not the one that was noted"));
    CHECK(contains(archive.faults({"--key", archive.made.get("key").text()}), "another key"));
    CHECK(contains(archive.faults({"--key", archive.made.get("key_code").text()}), "another key"));
}

TEST_CASE("Truncated, edited, reordered and unsigned logs are told for what they are")
{
    const char* unlocked = "DROP TRIGGER log_checkpoint_never_goes; DROP TRIGGER event_never_changes;"
                           " DROP TRIGGER event_never_goes; ";
    {
        const SignedArchive archive;
        (void)sql(archive, std::string(unlocked) +
                               "DELETE FROM event WHERE sequence >= (SELECT max(sequence) FROM event) - 1;"
                               " UPDATE tally SET value = (SELECT count(*) FROM event) WHERE name = 'events'");
        CHECK(contains(archive.faults(), "was signed, but the audit log ends"));
        CHECK(contains(archive.faults({"--code", archive.code}), "cut short"));
    }
    {
        const SignedArchive archive;
        (void)sql(archive, std::string(unlocked) + "UPDATE event SET actor = 'nobody' WHERE action = 'record.edited'");
        CHECK(contains(archive.faults(), "was changed"));
    }
    {
        const SignedArchive archive;
        (void)sql(archive, std::string(unlocked) +
                               "UPDATE event SET sequence = 100 WHERE sequence = 2; UPDATE event SET sequence"
                               " = 2 WHERE sequence = 3; UPDATE event SET sequence = 3 WHERE sequence = 100");
        CHECK_FALSE(archive.faults().empty());
    }
    {
        const SignedArchive archive;
        CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
        (void)sql(archive, std::string(unlocked) + "DELETE FROM log_checkpoint");
        CHECK(contains(archive.fonds({"check", "--full"}).out, "was taken away"));
        CHECK(contains(archive.faults(), "was taken away"));
        CHECK(contains(archive.faults({"--code", archive.code}), "of which there is a code"));
    }
}

TEST_CASE("A full check finds a signature that is not right")
{
    const SignedArchive archive;
    (void)sql(archive, "DROP TRIGGER log_checkpoint_never_changes; UPDATE log_checkpoint SET signature = zeroblob(64)");
    const auto found = archive.fonds({"check", "--full"});
    CHECK(found.exit_code == 3);
    CHECK(contains(found.out, "is not right"));
}

TEST_CASE("A key that is gone is missed; another one is begun only when it is said")
{
    const SignedArchive archive;
    std::filesystem::remove(archive.root() + "/keys/checkpoint.key");
    REQUIRE(archive.fonds({"note", archive.one, "later"}).exit_code == 0);
    CHECK(archive.fonds({"log", "checkpoint"}).exit_code == 1);
    const Json next = answer(archive, {"log", "checkpoint", "--new-key", "--json"});
    CHECK(next.get("key").text() != archive.made.get("key").text());
    CHECK(archive.faults().empty());  // both are known here
    CHECK(contains(archive.faults({"--key", next.get("key").text()}), "another key"));
    CHECK(archive.faults({"--key", next.get("key").text(), "--key", archive.made.get("key").text()}).empty());
}

TEST_CASE("The key may lie elsewhere")
{
    const ArchiveFixture archive;
    std::ofstream(archive.root() + "/fonds.toml", std::ios::trunc)
        << "[log]\nkey = \"" << archive.beside("safe.key") << "\"\n";
    REQUIRE(archive.fonds({"log", "checkpoint"}).exit_code == 0);
    CHECK_FALSE(std::filesystem::exists(archive.root() + "/keys"));
    CHECK(bytes_of(archive.beside("safe.key")).starts_with("fonds-checkpoint-key:1\n"));
    CHECK_FALSE(bytes_of(archive.beside("safe.key.pub")).empty());
    CHECK(archive.fonds({"log", "verify"}).exit_code == 0);
}
