// SPDX-License-Identifier: GPL-3.0-or-later
// user, and who may run what.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <pwd.h>
#include <spawn.h>
#include <termios.h>

#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

std::string own_name()
{
    const passwd* entry = ::getpwuid(::geteuid());
    return entry != nullptr ? entry->pw_name : "uid" + std::to_string(::geteuid());
}

constexpr const char* secret = "八个字符的密码!";

/// Managed: the test's own user is adam, an administrator; sara guards with a password, and alan looks at the log.
class ManagedArchive : public ArchiveFixture {
public:
    ManagedArchive()
    {
        password_file = write("password", std::string(secret) + "\n");
        good({"user", "add", "adam", "--system-user", own_name(), "--full-name", "亚当"});
        good({"user", "add", "alan", "--system-user", "nobody-alan"});
        good({"user", "add", "sara"});
        const std::string first = write("first", "set by the administrator\n");
        good({"user", "password", "sara", "--new-password-file", first});
        good({"--user", "sara", "--password-file", first, "user", "password", "--new-password-file", password_file});
        good({"user", "grant", "adam", "administrator"});
        good({"user", "grant", "sara", "安全保密员"});
        good({"user", "grant", "alan", "auditor"});
    }
    ProgramResult good(const CommandLine& arguments) const
    {
        auto result = fonds(arguments);
        INFO(result.out << result.err);
        REQUIRE(result.exit_code == 0);
        return result;
    }
    /// As sara, with her password.
    ProgramResult as_sara(CommandLine arguments) const
    {
        arguments.insert(arguments.begin(), {"--user", "sara", "--password-file", password_file});
        return fonds(arguments);
    }
    std::string password_file;
};

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

}  // namespace

TEST_CASE("As long as nobody guards an archive whoever can write it does everything, and is told so")
{
    const ArchiveFixture archive;
    const auto listed = archive.fonds({"user", "list"});
    CHECK(listed.exit_code == 0);
    CHECK(contains(listed.err, "administrator"));
    const Json before = answer(archive, {"user", "list", "--json"});
    CHECK_FALSE(before.get("managed").boolean());
    CHECK(before.get("missing").size() == 3);
    REQUIRE(archive.fonds({"user", "add", "li", "--system-user", "nobody-li"}).exit_code == 0);
    REQUIRE(archive.fonds({"user", "grant", "li", "clerk"}).exit_code == 0);
    (void)archive.file("a.txt", "1");
    // The log names the user of the computer, as ever.
    CHECK(answer(archive, {"log", "list", "--limit", "1", "--json"}).get("events").at(0).get("actor").text() == own_name());
    const auto nobody = archive.fonds({"user", "show"});
    CHECK(nobody.exit_code == 5);
    CHECK(contains(nobody.err, own_name() + " has no account"));
    CHECK(archive.fonds({"user", "grant", "li", "boss"}).exit_code == 2);
    CHECK(archive.fonds({"user", "grant", "li", "approver"}).exit_code == 2);
    CHECK(archive.fonds({"user", "grant", "li", "approver", "--office", "systems"}).exit_code == 2);
    CHECK(archive.fonds({"user", "show", "nobody"}).exit_code == 4);
    CHECK(archive.fonds({"user", "add", "li"}).exit_code == 3);
    REQUIRE(archive.fonds({"user", "add", "me", "--system-user", own_name()}).exit_code == 0);
    CHECK(answer(archive, {"user", "show", "--json"}).get("name").text() == "me");
}

TEST_CASE("In a managed archive each does what the role says, the log says who, and refusals are in it")
{
    const ManagedArchive archive;
    CHECK(answer(archive, {"user", "list", "--json"}).get("managed").boolean());
    CHECK(answer(archive, {"user", "show", "--json"}).get("name").text() == "adam");

    // The administrator reads, but neither files nor grants.
    CHECK(archive.fonds({"list"}).exit_code == 0);
    const auto filing = archive.fonds({"file", archive.write("a.txt", "1")});
    CHECK(filing.exit_code == 5);
    CHECK(contains(filing.err, "clerk or archivist"));
    CHECK(archive.fonds({"user", "grant", "adam", "archivist"}).exit_code == 5);
    const Json refusals = answer(archive, {"log", "list", "--action", "access.refused", "--json"});
    REQUIRE(refusals.get("events").size() == 2);
    CHECK(refusals.get("events").at(1).get("actor").text() == "adam");
    CHECK(refusals.get("events").at(1).get("subject").text() == "file");
    CHECK(refusals.get("events").at(1).get("detail").get("why").text() == "role");

    // The security officer grants, though not to herself.
    CHECK(archive.as_sara({"user", "grant", "sara", "archivist"}).exit_code == 5);
    CHECK(archive.as_sara({"user", "grant", "alan", "administrator"}).exit_code == 5);
    REQUIRE(archive.as_sara({"user", "grant", "adam", "clerk"}).exit_code == 0);
    CHECK(archive.fonds({"file", archive.beside("a.txt")}).exit_code == 0);
    const Json filed = answer(archive, {"log", "list", "--action", "record.filed", "--json"}).get("events").at(0);
    CHECK(filed.get("actor").text() == "adam");
    CHECK(archive.as_sara({"user", "add", "li"}).exit_code == 5);
    CHECK(archive.fonds({"user", "close", "alan", "--reason", "left"}).exit_code == 5);  // the last auditor
    CHECK(archive.fonds({"check"}).exit_code == 0);
}

TEST_CASE("A list is imported by whom the commands let in that do the same one by one")
{
    const ManagedArchive archive;
    REQUIRE(archive.as_sara({"user", "grant", "adam", "clerk"}).exit_code == 0);
    struct List {
        const char* kind;
        bool by_clerks;
        const char* text;
    };
    const std::vector<List> lists{
        {"records", true, "category,title\nHT,合同\n"},
        {"categories", false, "code,retention\nQT,D1\n"},
        {"folders", true, "category,number\nHT,7\n"},
        {"parties", true, "name\n华为\n"},
        {"locations", true, "address\nKF1\n"},
        {"papers", true, "paper,location\nHT/7,KF1\n"},
        {"loans", true, "paper,reader,lent\nHT/7,张三,2024-01-01\n"},
        {"numbers", false, "code,category,status,note\nJ001-HT·1999-D30-0001,HT,destroyed,x\n"},
    };
    // A kind that is new says here, too, whom it lets in.
    CHECK(lists.size() == 8);
    CHECK(archive.fonds({"import", "nothing", "x.csv"}).exit_code == 2);
    for (const List& list : lists) {
        INFO(list.kind);
        const std::string file = archive.write(std::string(list.kind) + ".csv", list.text);
        for (const CommandLine& command :
             {CommandLine{"import", list.kind, file, "--dry-run"}, CommandLine{"import", list.kind, file}}) {
            const auto imported = archive.fonds(command);
            INFO(imported.out << imported.err);
            // Whether the row is good is another question.
            CHECK((imported.exit_code == 5) != list.by_clerks);
            CHECK(contains(imported.err, "needs another role") != list.by_clerks);
        }
    }
    CHECK(answer(archive, {"category", "show", "QT", "--json"}).get("retention").text() == "D10");
    CHECK_FALSE(contains(archive.fonds({"report", "destroyed"}).out, "1999"));
    const Json refusals = answer(archive, {"log", "list", "--action", "access.refused", "--json"});
    CHECK(texts_of(refusals.get("events"), "subject") ==
          std::vector<std::string>{"import numbers", "import numbers", "import categories", "import categories"});
    const std::string folder = archive.beside("nothing");
    CHECK(archive.fonds({"import", "archive", folder}).exit_code == 5);
    CHECK(archive.fonds({"import", "paperless", folder}).exit_code != 5);
    REQUIRE(archive.as_sara({"user", "grant", "adam", "archivist"}).exit_code == 0);
    CHECK(archive.fonds({"import", "categories", archive.beside("categories.csv")}).exit_code == 0);
}

TEST_CASE("Who has no account stays outside, for reading as well; a wrong password is told to the log")
{
    const ManagedArchive archive;
    const std::string wrong = archive.write("wrong", "not the password\n");
    CHECK(archive.fonds({"--user", "sara", "--password-file", wrong, "list"}).exit_code == 5);
    CHECK(archive.fonds({"--user", "nobody", "--password-file", wrong, "list"}).exit_code == 5);
    CHECK(archive.fonds({"--user", "alan", "--password-file", wrong, "list"}).exit_code == 5);  // has none
    CHECK(archive.fonds({"--user", "sara", "list"}).exit_code == 2);                            // no terminal
    CHECK(archive.fonds({"--user", "sara", "--password-file", archive.beside("absent"), "list"}).exit_code == 4);
    const Json told = answer(archive, {"log", "list", "--action", "access.refused", "--json"}).get("events");
    REQUIRE(told.size() == 3);
    CHECK(told.at(2).get("detail").get("why").text() == "wrong password");
    CHECK(told.at(2).get("detail").get("user").text() == "sara");
    // By standard input, and by the environment.
    CHECK(archive.fonds({"--user", "sara", "--password-file", "-", "list"}, with_input(std::string(secret) + "\nrest"))
              .exit_code == 0);
    CHECK(archive.fonds({"--user", "sara", "list"}, with_environment({{"FONDS_PASSWORD_FILE", archive.password_file}}))
              .exit_code == 0);

    // The test's own user has an account; closed, it has none.
    REQUIRE(archive.fonds({"user", "add", "eva", "--system-user", "nobody-eva"}).exit_code == 0);
    REQUIRE(archive.as_sara({"user", "grant", "eva", "administrator"}).exit_code == 0);
    REQUIRE(archive.as_sara({"user", "confirm", "eva"}).exit_code == 0);
    REQUIRE(archive.fonds({"user", "close", "adam", "--reason", "left"}).exit_code == 0);
    for (const CommandLine& reading : {CommandLine{"list"}, {"search", "x"}, {"log", "verify"}, {"status"}}) {
        const auto outside = archive.fonds(reading);
        CHECK(outside.exit_code == 5);
        CHECK(contains(outside.err, "eva"));  // can let somebody in
    }
    // An exported log is checked wherever it is.
    REQUIRE(archive.as_sara({"log", "export", "-o", "all.log"}).exit_code == 0);
    CHECK(archive.fonds({"log", "verify", "all.log"}).exit_code == 0);
}

TEST_CASE("A password is stored as what Argon2id makes of it, and nowhere else")
{
    const ManagedArchive archive;
    const std::string next = archive.write("next", "另一个更长的密码123\n");
    REQUIRE(archive.as_sara({"user", "password", "--new-password-file", next}).exit_code == 0);
    CHECK(archive.as_sara({"list"}).exit_code == 5);  // the old one
    const Json own = answer(archive, {"--user", "sara", "--password-file", next, "user", "show", "--json"});
    CHECK(own.get("own_password").boolean());
    CHECK(archive.fonds({"--user", "sara", "--password-file", next, "user", "password", "--new-password-file", next})
              .exit_code == 5);  // the same again
    // An administrator sets another; it is not hers.
    REQUIRE(archive.fonds({"user", "password", "sara", "--new-password-file", archive.password_file}).exit_code == 0);
    CHECK_FALSE(answer(archive, {"user", "show", "sara", "--json"}).get("own_password").boolean());
    CHECK(archive
              .fonds({"--user", "sara", "--password-file", archive.password_file, "user", "password", "adam",
                      "--new-password-file", next})
              .exit_code == 5);
    CHECK(archive.fonds({"user", "password", "--new-password-file", archive.write("short", "1234567")}).exit_code == 2);

    for (const char* file : {"/catalog.db", "/catalog.db-wal"}) {
        const std::string bytes = bytes_of(archive.root() + file);
        CHECK_FALSE(contains(bytes, secret));
        CHECK_FALSE(contains(bytes, "另一个更长的密码123"));
    }
    const std::string log = archive.good({"log", "export"}).out;
    CHECK(contains(log, "user.password_changed"));
    CHECK_FALSE(contains(log, "argon2"));
    CHECK_FALSE(contains(log, secret));
    CHECK(contains(bytes_of(archive.root() + "/catalog.db") + bytes_of(archive.root() + "/catalog.db-wal"),
                   "$argon2id$v=19$m=262144,t=3,"));
}

TEST_CASE("What an administrator gave another lets nobody in before a second officer has confirmed it")
{
    const ManagedArchive archive;
    const std::string first = archive.write("first-li", "told by the administrator\n");
    const std::string own = archive.write("own-li", "known to nobody else\n");
    const auto as_li = [&](const std::string& password, CommandLine arguments) {
        arguments.insert(arguments.begin(), {"--user", "li", "--password-file", password});
        return archive.fonds(arguments);
    };
    archive.good({"user", "add", "li"});
    REQUIRE(archive.as_sara({"user", "grant", "li", "archivist"}).exit_code == 0);
    const auto set = archive.good({"user", "password", "li", "--new-password-file", first});
    CHECK(contains(set.err, "fonds user confirm li"));
    for (const CommandLine& command : {CommandLine{"list"}, {"user", "password", "--new-password-file", own}}) {
        const auto early = as_li(first, command);
        CHECK(early.exit_code == 5);
        CHECK(contains(early.err, "Nobody has confirmed"));
    }
    CHECK(archive.fonds({"user", "confirm", "li"}).exit_code == 5);  // who set it
    const auto listed = archive.good({"user", "list"});
    CHECK(contains(listed.out, "set by adam, not confirmed"));
    CHECK(contains(listed.err, "fonds user confirm li"));
    CHECK(contains(archive.good({"report", "rights"}).out, "not confirmed"));
    REQUIRE(archive.as_sara({"user", "confirm", "li"}).exit_code == 0);
    CHECK(archive.as_sara({"user", "confirm", "li"}).exit_code == 4);

    // Confirmed, it changes itself, and does nothing else.
    const auto foreign = as_li(first, {"file", archive.write("a.txt", "1")});
    CHECK(foreign.exit_code == 5);
    CHECK(contains(foreign.err, "change it first"));
    CHECK(contains(
        archive.fonds({"--user", "li", "--password-file", first, "list"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).err,
        "请先自行更改"));
    REQUIRE(as_li(first, {"user", "password", "--new-password-file", own}).exit_code == 0);
    CHECK(as_li(own, {"file", archive.beside("a.txt")}).exit_code == 0);
    CHECK(archive.fonds({"check"}).exit_code == 0);
}

TEST_CASE("A new password is told at the next entry, once, with who ran the change; the log knows it for ever")
{
    const ManagedArchive archive;
    const std::string first = archive.write("first-li", "told by the administrator\n");
    const std::string own = archive.write("own-li", "known to nobody else\n");
    const auto as_li = [&](CommandLine arguments) {
        arguments.insert(arguments.begin(), {"--user", "li", "--password-file", own});
        return archive.fonds(arguments);
    };
    archive.good({"user", "add", "li"});
    archive.good({"user", "password", "li", "--new-password-file", first});
    REQUIRE(archive.as_sara({"user", "confirm", "li"}).exit_code == 0);
    // As li, by whoever knows the password: here it is the administrator.
    const auto changed =
        archive.fonds({"--user", "li", "--password-file", first, "user", "password", "--new-password-file", own});
    REQUIRE(changed.exit_code == 0);
    CHECK(contains(changed.err, "The password of li was set on"));
    const auto next = as_li({"list"});
    CHECK(next.exit_code == 0);
    CHECK(contains(next.err, "The password of li was changed on"));
    CHECK(contains(next.err, "the system user " + own_name()));
    CHECK(contains(next.err, "If that was not you"));
    CHECK(as_li({"list"}).err.empty());
    CHECK(contains(as_li({"user", "show"}).out, "in the owner's name"));
    const Json shown = answer(archive, {"user", "show", "li", "--json"}).get("password_changes");
    REQUIRE(shown.size() == 2);
    CHECK(shown.at(0).get("by_owner").boolean());
    CHECK(shown.at(0).get("system_user").text() == own_name());
    CHECK(shown.at(1).get("by").text() == "adam");
    const Json events = answer(archive, {"log", "list", "--action", "user.password_changed", "--json", "li"}).get("events");
    REQUIRE(events.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(events.at(i).get("detail").get("system_user").text() == own_name());
        CHECK_FALSE(events.at(i).get("detail").get("computer").text().empty());
    }
    // In Chinese, too.
    const std::string again = archive.write("again-li", "and once again another\n");
    REQUIRE(as_li({"user", "password", "--new-password-file", again}).exit_code == 0);
    CHECK(contains(
        archive.fonds({"--user", "li", "--password-file", again, "list"}, with_environment({{"LANG", "zh_CN.UTF-8"}})).err,
        "如非本人所为"));
    CHECK(archive.fonds({"check", "--full"}).exit_code == 0);
}

TEST_CASE(
    "A whole archive is exported, and backups are looked at, by those whose office it is, where there is somebody to ask")
{
    const ManagedArchive archive;
    const std::string backup = archive.beside("backup"), bag = archive.beside("bag");
    archive.good({"backup", "create", backup});
    archive.good({"backup", "list", backup});
    archive.good({"export", "archive", bag});
    // Sara guards; she makes no copies of all there is.
    const auto refused = archive.as_sara({"export", "archive", bag + "2"});
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "fonds export archive needs another role"));
    CHECK(archive.as_sara({"export", "records"}).exit_code == 0);
    CHECK(archive.fonds({"import", "archive", bag, "--dry-run"}).exit_code == 5);  // an administrator is no archivist
    for (const CommandLine& command : {CommandLine{"backup", "list", backup},
                                       {"backup", "verify", backup},
                                       {"backup", "restore", backup, archive.beside("again")},
                                       {"backup", "forget", backup, "--older-than", "1"}}) {
        const auto asked = archive.as_sara(command);
        INFO(command[1]);
        CHECK(asked.exit_code == 5);
        CHECK(contains(asked.err, "role"));
        CHECK(std::filesystem::exists(backup));
    }
    CHECK_FALSE(std::filesystem::exists(archive.beside("again")));
    // Whoever may not ask is not told, either, that nothing is there.
    CHECK(archive.as_sara({"backup", "list", archive.beside("absent")}).exit_code == 5);
    CHECK(archive.fonds({"backup", "list", archive.beside("absent")}).exit_code == 4);
    // Another archive, or none, has nothing to say about it.
    const std::string other = archive.beside("other");
    REQUIRE(test::fonds({"init", other, "--code", "K002", "--name", "another"}).exit_code == 0);
    CHECK(test::fonds({"-C", other, "backup", "list", backup}).exit_code == 0);
    CHECK(test::fonds({"backup", "list", backup}).exit_code == 0);
    // One that cannot be opened keeps nobody from what saves it.
    write_file(archive.root() + "/catalog.db", "broken");
    const auto broken = archive.as_sara({"backup", "list", backup});
    CHECK(broken.exit_code == 0);
    CHECK(contains(broken.err, "cannot be opened"));
}

TEST_CASE("Who is said to be a user comes in once a second officer agrees")
{
    const ManagedArchive archive;
    archive.good({"user", "add", "eva", "--system-user", "nobody-eva"});
    const Json eva = answer(archive, {"user", "show", "eva", "--json"});
    CHECK(eva.get("system_user_unconfirmed_by").text() == "adam");
    CHECK(eva.get("password_unconfirmed_by").is_null());
    REQUIRE(archive.as_sara({"user", "grant", "eva", "administrator"}).exit_code == 0);
    // She is no successor before that.
    CHECK(archive.fonds({"user", "close", "adam", "--reason", "left"}).exit_code == 5);
    REQUIRE(archive.as_sara({"user", "confirm", "eva"}).exit_code == 0);
    archive.good({"user", "close", "adam", "--reason", "left"});
    const Json told = answer(archive, {"--user", "sara", "--password-file", archive.password_file, "log", "list", "--action",
                                       "user.confirmed", "--json"});
    CHECK(told.get("events").at(0).get("detail").get("system_user").text() == "nobody-eva");
}

namespace {

/// The program at a terminal that shows what is typed, as terminals do.
class AtTerminal {
public:
    explicit AtTerminal(CommandLine arguments)
    {
        test_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        char name[256];
        REQUIRE(
            (test_ >= 0 && ::grantpt(test_) == 0 && ::unlockpt(test_) == 0 && ::ptsname_r(test_, name, sizeof name) == 0));
        const int screen = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
        REQUIRE(screen >= 0);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        for (const int file : {0, 1, 2}) posix_spawn_file_actions_adddup2(&actions, screen, file);
        arguments.insert(arguments.begin(), programs() + "/fonds");
        std::vector<char*> pointers;
        for (auto& argument : arguments) pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        std::string language = "LANG=C.UTF-8";
        char* environment[] = {language.data(), nullptr};
        REQUIRE(::posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environment) == 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(screen);
    }
    ~AtTerminal() { ::close(test_); }
    AtTerminal(const AtTerminal&) = delete;
    AtTerminal& operator=(const AtTerminal&) = delete;

    /// Reads until the screen shows `text`; what it has shown by then.
    const std::string& wait_for(const std::string& text)
    {
        char buffer[4096];
        while (!contains(shown_, text)) {
            const ssize_t size = ::read(test_, buffer, sizeof buffer);
            if (size <= 0) break;
            shown_.append(buffer, static_cast<std::size_t>(size));
        }
        INFO(shown_);
        REQUIRE(contains(shown_, text));
        return shown_;
    }
    [[nodiscard]] bool echoes() const
    {
        termios mode{};
        REQUIRE(::tcgetattr(test_, &mode) == 0);
        return (mode.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
    }
    void type(const std::string& text) const
    {
        REQUIRE(::write(test_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    int finish()
    {
        int status = 0;
        REQUIRE(::waitpid(pid_, &status, 0) == pid_);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    int test_ = -1;
    pid_t pid_ = -1;
    std::string shown_;
};

}  // namespace

TEST_CASE("A password that is typed is not shown, and asked for twice when it is new")
{
    const ArchiveFixture archive;
    REQUIRE(archive.fonds({"user", "add", "li"}).exit_code == 0);
    {
        AtTerminal terminal({"-C", archive.root(), "user", "password", "li"});
        terminal.wait_for("New password of li: ");
        CHECK_FALSE(terminal.echoes());
        terminal.type("secret-word\n");
        terminal.wait_for("The same again: ");
        CHECK_FALSE(terminal.echoes());
        terminal.type("secret-word\n");
        const std::string shown = terminal.wait_for("password set by somebody else");
        CHECK_FALSE(contains(shown, "secret-word"));
        CHECK(terminal.finish() == 0);
        CHECK(terminal.echoes());
    }
    AtTerminal terminal({"-C", archive.root(), "user", "password", "li"});
    terminal.wait_for("New password of li: ");
    terminal.type("secret-word\n");
    terminal.wait_for("The same again: ");
    terminal.type("secret-work\n");
    terminal.wait_for("not the same");
    CHECK(terminal.finish() == 2);
    CHECK(archive.fonds({"--user", "li", "--password-file", archive.write("p", "secret-word"), "user", "show"}).exit_code ==
          0);
}
