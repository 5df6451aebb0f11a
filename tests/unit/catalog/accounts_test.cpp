// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/catalog/accounts.hpp"
#include "tests/unit/catalog/catalog_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const Seat seat{"os-x", "", "/dev/pts/3", "office-7"};
constexpr const char* hash = "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA";

Account person(const std::string& name, const std::string& system_user = "")
{
    Account account;
    account.name = name;
    account.system_user = system_user;
    return account;
}

ErrorKind kind(const Result<void>& result)
{
    return result.ok() ? ErrorKind::internal : result.error().kind;
}

/// With an administrator adam, a security officer sara and an auditor alan.
struct Managed {
    Managed() : accounts(*catalog)
    {
        must(accounts.add(person("adam", "os-adam"), stamp("root")));
        must(accounts.add(person("sara", "os-sara"), stamp("root")));
        must(accounts.add(person("alan", "os-alan"), stamp("root")));
        must(accounts.grant("adam", {Role::administrator}, stamp("root")));
        must(accounts.grant("sara", {Role::security}, stamp("root")));
        must(accounts.grant("alan", {Role::auditor}, stamp("root")));
    }
    Account add(const std::string& name) { return must(accounts.add(person(name), stamp("adam"))); }

    SampleCatalog catalog;
    Accounts accounts;
};

std::vector<std::string> actions(Catalog& catalog)
{
    std::vector<std::string> all;
    for (const Event& event : must(catalog.events(0, 100)))
        if (event.action.starts_with("user.")) all.push_back(event.action + " " + event.subject + " " + event.detail);
    return all;
}

}  // namespace

TEST_CASE("An archive is managed once administrator, security officer and auditor are there")
{
    SampleCatalog catalog;
    Accounts accounts(*catalog);
    CHECK(must(accounts.missing()) == Roles{Role::administrator, Role::security, Role::auditor});
    const Account wang = must(accounts.add(person(" wang ", "w"), stamp()));
    CHECK(wang.name == "wang");
    CHECK(raw(wang.id) > 0);
    must(accounts.grant("wang", {Role::administrator}, stamp()));
    CHECK(must(accounts.missing()) == Roles{Role::security, Role::auditor});
    // Until then nothing binds, and a mistake is taken back.
    must(accounts.revoke("wang", {Role::administrator}, stamp()));
    must(accounts.grant("wang", {Role::auditor}, stamp()));
    CHECK(must(accounts.missing()) == Roles{Role::administrator, Role::security});
    must(accounts.close("wang", "wrong one", stamp()));
    CHECK_FALSE(must(accounts.missing()).empty());
    CHECK(Managed().accounts.missing().value().empty());
}

TEST_CASE("Administrator, security officer and auditor are three people; the database says so, too")
{
    Managed managed;
    const Error two = refused(managed.accounts.grant("adam", {Role::auditor}, stamp("sara")));
    CHECK(two.kind == ErrorKind::refused);
    CHECK(two.what.en.find("three people") != std::string::npos);
    CHECK_THROWS_WITH(sql(managed.catalog.path(), "INSERT INTO account_role SELECT id, 'auditor', '' FROM account"
                                                  " WHERE name = 'adam'"),
                      Catch::Contains("three people"));
    CHECK_THROWS_WITH(sql(managed.catalog.path(), "DELETE FROM account"), Catch::Contains("never deleted"));
    CHECK_THROWS_WITH(sql(managed.catalog.path(), "UPDATE account SET name = 'x'"), Catch::Contains("keeps the name"));
    CHECK_THROWS_WITH(sql(managed.catalog.path(), "UPDATE account_role SET role = 'security'"),
                      Catch::Contains("granted or revoked"));
    // Other roles go with them.
    must(managed.accounts.grant("adam", {Role::clerk}, stamp("sara")));
    CHECK(must(managed.accounts.account("adam")).has(Role::clerk));
}

TEST_CASE("Whoever has no way in gets no separate role")
{
    SampleCatalog catalog;
    Accounts accounts(*catalog);
    must(accounts.add(person("zhao"), stamp()));
    CHECK(kind(accounts.grant("zhao", {Role::security}, stamp())) == ErrorKind::refused);
    must(accounts.grant("zhao", {Role::archivist}, stamp()));
    must(accounts.set_password("zhao", hash, false, seat, stamp()));
    must(accounts.grant("zhao", {Role::security}, stamp()));
}

TEST_CASE("In a managed archive an administrator adds and closes, a security officer grants and revokes")
{
    Managed managed;
    Accounts& accounts = managed.accounts;
    CHECK(refused(accounts.add(person("li"), stamp("sara"))).kind == ErrorKind::refused);
    CHECK(refused(accounts.add(person("li"), stamp("root"))).kind == ErrorKind::refused);  // no account at all
    managed.add("li");
    CHECK(kind(accounts.grant("li", {Role::clerk}, stamp("adam"))) == ErrorKind::refused);
    must(accounts.grant("li", {Role::clerk}, stamp("sara")));
    CHECK(kind(accounts.revoke("li", {Role::clerk}, stamp("li"))) == ErrorKind::refused);
    CHECK(kind(accounts.grant("sara", {Role::clerk}, stamp("sara"))) == ErrorKind::refused);  // oneself
    CHECK(kind(accounts.revoke("sara", {Role::security}, stamp("sara"))) == ErrorKind::refused);
    CHECK(kind(accounts.close("li", "left", stamp("sara"))) == ErrorKind::refused);
    CHECK(kind(accounts.close("li", " ", stamp("adam"))) == ErrorKind::usage);
    must(accounts.revoke("li", {Role::clerk}, stamp("sara")));
    CHECK(kind(accounts.revoke("li", {Role::clerk}, stamp("sara"))) == ErrorKind::not_found);
    must(accounts.close("li", "left", stamp("adam")));
    CHECK(kind(accounts.close("li", "left", stamp("adam"))) == ErrorKind::refused);
    CHECK(kind(accounts.grant("li", {Role::clerk}, stamp("sara"))) == ErrorKind::refused);
    CHECK(must(accounts.account("li")).closed);
    const auto told = actions(*managed.catalog);
    CHECK(std::vector(told.end() - 4, told.end()) ==
          std::vector<std::string>{R"(user.added li {"full_name":"","system_user":""})",
                                   R"(user.granted li {"role":"clerk"})", R"(user.revoked li {"role":"clerk"})",
                                   R"(user.closed li {"reason":"left"})"});
}

TEST_CASE("The last administrator, security officer and auditor stay")
{
    Managed managed;
    Accounts& accounts = managed.accounts;
    CHECK(kind(accounts.close("adam", "gone", stamp("adam"))) == ErrorKind::refused);
    CHECK(kind(accounts.close("alan", "gone", stamp("adam"))) == ErrorKind::refused);
    CHECK(kind(accounts.revoke("alan", {Role::auditor}, stamp("sara"))) == ErrorKind::refused);
    managed.add("anna");
    must(accounts.set_password("anna", hash, false, seat, stamp("adam")));
    must(accounts.grant("anna", {Role::auditor}, stamp("sara")));
    // Who cannot come in yet is nobody's successor.
    CHECK(kind(accounts.close("alan", "gone", stamp("adam"))) == ErrorKind::refused);
    must(accounts.confirm("anna", stamp("sara")));
    must(accounts.close("alan", "gone", stamp("adam")));
    CHECK(kind(accounts.close("anna", "gone", stamp("adam"))) == ErrorKind::refused);
    CHECK(must(accounts.missing()).empty());
}

TEST_CASE("Names are given once, and a system user stands for one open account")
{
    Managed managed;
    Accounts& accounts = managed.accounts;
    CHECK(refused(accounts.add(person("adam"), stamp("adam"))).kind == ErrorKind::duplicate);
    CHECK(refused(accounts.add(person("other", "os-sara"), stamp("adam"))).kind == ErrorKind::duplicate);
    for (const char* name : {"", "a b", "a,b", "-x", "a/b", "a\nb"})
        CHECK(refused(accounts.add(person(name), stamp("adam"))).kind == ErrorKind::usage);
    must(accounts.add(person("li", "os-li"), stamp("adam")));
    CHECK(must(accounts.by_system_user("os-li")).value().name == "li");
    must(accounts.close("li", "left", stamp("adam")));
    CHECK_FALSE(must(accounts.by_system_user("os-li")));
    must(accounts.add(person("李四", "os-li"), stamp("adam")));
    CHECK(must(accounts.by_system_user("os-li")).value().name == "李四");
    CHECK_FALSE(must(accounts.by_system_user("")));
    CHECK(refused(accounts.add(person("li"), stamp("adam"))).kind == ErrorKind::duplicate);
    CHECK(refused(accounts.account("nobody")).kind == ErrorKind::not_found);
}

TEST_CASE("Approvers and witnesses have an office, others none")
{
    Managed managed;
    Accounts& accounts = managed.accounts;
    managed.add("chen");
    CHECK(kind(accounts.grant("chen", {Role::approver}, stamp("sara"))) == ErrorKind::usage);
    CHECK(kind(accounts.grant("chen", {Role::approver, Office::systems}, stamp("sara"))) == ErrorKind::usage);
    CHECK(kind(accounts.grant("chen", {Role::clerk, Office::audit}, stamp("sara"))) == ErrorKind::usage);
    must(accounts.grant("chen", {Role::witness, Office::business}, stamp("sara")));
    must(accounts.grant("chen", {Role::approver, Office::archives_head}, stamp("sara")));
    CHECK(kind(accounts.grant("chen", {Role::approver, Office::archives_head}, stamp("sara"))) == ErrorKind::duplicate);
    const Account chen = must(accounts.account("chen"));
    CHECK(chen.duties == std::vector<Duty>{{Role::approver, Office::archives_head}, {Role::witness, Office::business}});
    CHECK(must(parse_role("审批人")) == Role::approver);
    CHECK(must(parse_office("会计管理机构经办人", Role::approver)) == Office::accounting_clerk);
    CHECK(must(parse_office("unit-head", Role::approver)) == Office::unit_head);
    CHECK(must(parse_office("业务", Role::witness)) == Office::business);
    CHECK(refused(parse_role("boss")).kind == ErrorKind::usage);
}

TEST_CASE("A password is the owner's own only when the owner set it, and the log has nothing of it")
{
    Managed managed;
    Accounts& accounts = managed.accounts;
    managed.add("li");
    CHECK(kind(accounts.set_password("li", hash, false, seat, stamp("sara"))) == ErrorKind::refused);
    must(accounts.set_password("li", hash, false, seat, stamp("adam")));
    CHECK(must(accounts.account("li")).has_password);
    CHECK_FALSE(must(accounts.account("li")).own_password);
    must(accounts.set_password("li", hash, true, seat, stamp("li")));
    CHECK(must(accounts.account("li")).own_password);
    // Nobody says of another that he is the owner.
    CHECK(kind(accounts.set_password("li", hash, true, seat, stamp("sara"))) == ErrorKind::refused);
    must(accounts.set_password("li", hash, true, seat, stamp("adam")));
    CHECK_FALSE(must(accounts.account("li")).own_password);
    CHECK(must(accounts.password_of("li")) == hash);
    CHECK(kind(accounts.set_password("li", "plain text", false, seat, stamp("adam"))) == ErrorKind::internal);
    for (const auto& event : actions(*managed.catalog)) CHECK(event.find("argon2") == std::string::npos);
}

TEST_CASE("What an administrator gave another waits for a second officer")
{
    Managed managed;
    Accounts& accounts = managed.accounts;
    CHECK_FALSE(must(accounts.account("sara")).unconfirmed());  // nobody was there to confirm
    managed.add("li");
    CHECK(kind(accounts.confirm("li", stamp("sara"))) == ErrorKind::not_found);
    must(accounts.set_password("li", hash, false, seat, stamp("adam")));
    Account li = must(accounts.account("li"));
    CHECK(li.password_by == "adam");
    CHECK_FALSE(li.can_come_in());
    CHECK(kind(accounts.confirm("li", stamp("adam"))) == ErrorKind::refused);
    CHECK(kind(accounts.confirm("li", stamp("li"))) == ErrorKind::refused);
    CHECK(kind(accounts.confirm("li", stamp("nobody"))) == ErrorKind::refused);
    must(accounts.confirm("li", stamp("sara")));
    li = must(accounts.account("li"));
    CHECK((li.can_come_in() && !li.own_password));
    // Set again, it waits again.
    must(accounts.set_password("li", hash, false, seat, stamp("adam")));
    CHECK(must(accounts.account("li")).unconfirmed());
    must(accounts.confirm("li", stamp("alan")));
    must(accounts.set_password("li", hash, true, seat, stamp("li")));
    CHECK(must(accounts.account("li")).own_password);

    // Nobody confirms for oneself, and a system user is a way in, too.
    must(accounts.set_password("sara", hash, false, seat, stamp("adam")));
    CHECK(kind(accounts.confirm("sara", stamp("sara"))) == ErrorKind::refused);
    must(accounts.confirm("sara", stamp("alan")));
    const Account zhou = must(accounts.add(person("zhou", "os-zhou"), stamp("adam")));
    CHECK(zhou.system_user_by == "adam");
    must(accounts.set_password("zhou", hash, false, seat, stamp("adam")));
    must(accounts.confirm("zhou", stamp("sara")));
    CHECK_FALSE(must(accounts.account("zhou")).unconfirmed());
    CHECK(check(*managed.catalog).empty());
    const auto told = actions(*managed.catalog);
    CHECK(told.back() == R"(user.confirmed zhou {"password_by":"adam","system_user_by":"adam","system_user":"os-zhou"})");
    CHECK(told[told.size() - 2] ==
          R"(user.password_changed zhou {"by_owner":false,"stored":")" + Digest::of(hash).hex() +
              R"(","confirmation":"awaited","system_user":"os-x","terminal":"/dev/pts/3","computer":"office-7"})");
    CHECK(told.front() == R"(user.added adam {"full_name":"","system_user":"os-adam","confirmation":"nobody to confirm"})");
    // Past Fonds, too.
    must(accounts.set_password("li", hash, false, seat, stamp("adam")));
    sql(managed.catalog.path(), "UPDATE account SET password_by = '' WHERE name = 'li'");
    CHECK(check(*managed.catalog) == std::vector<std::string>{"user.changed li"});
}

TEST_CASE("An administrator cannot lock out everybody who confirms")
{
    Managed managed;
    Accounts& accounts = managed.accounts;
    // Officers with passwords alone.
    sql(managed.catalog.path(),
        "UPDATE account SET system_user = '', password = '" + std::string(hash) + "' WHERE name = 'sara' OR name = 'alan'");
    must(accounts.set_password("sara", hash, false, seat, stamp("adam")));
    CHECK(kind(accounts.set_password("alan", hash, false, seat, stamp("adam"))) == ErrorKind::refused);
    must(accounts.confirm("sara", stamp("alan")));
    must(accounts.set_password("alan", hash, false, seat, stamp("adam")));
}

TEST_CASE("A password that somebody put there past Fonds is found")
{
    Managed managed;
    managed.add("li");
    must(managed.accounts.set_password("li", hash, false, seat, stamp("adam")));
    CHECK(check(*managed.catalog).empty());
    sql(managed.catalog.path(), "UPDATE account SET password = replace(password, 'm=', 'm= ') WHERE name = 'li'");
    CHECK(check(*managed.catalog) == std::vector<std::string>{"user.changed li"});
    must(managed.accounts.set_password("li", hash, false, seat, stamp("adam")));
    CHECK(check(*managed.catalog).empty());
}

TEST_CASE("A role that somebody took past Fonds is found")
{
    Managed managed;
    managed.add("li");
    must(managed.accounts.set_password("li", hash, false, seat, stamp("adam")));
    must(managed.accounts.grant("li", {Role::witness, Office::systems}, stamp("sara")));
    must(managed.accounts.grant("li", {Role::clerk}, stamp("sara")));
    must(managed.accounts.revoke("li", {Role::clerk}, stamp("sara")));
    CHECK(check(*managed.catalog).empty());
    const std::string path = managed.catalog.path();
    sql(path, "INSERT INTO account_role SELECT id, 'approver', 'unit_head' FROM account WHERE name = 'li'");
    CHECK(check(*managed.catalog) == std::vector<std::string>{"user.changed li"});
    sql(path, "DELETE FROM account_role WHERE role = 'approver'");
    sql(path, "UPDATE account SET own_password = 1 WHERE name = 'li'");
    CHECK(check(*managed.catalog) == std::vector<std::string>{"user.changed li"});
    sql(path, "UPDATE account SET own_password = 0 WHERE name = 'li'");
    sql(path, "INSERT INTO account (name, full_name, system_user, event) VALUES ('ghost', '', '', 1)");
    CHECK(check(*managed.catalog) == std::vector<std::string>{"user.changed ghost"});
}

TEST_CASE("A new password is told to its owner once, and to whoever else comes in as the owner")
{
    Managed managed;
    managed.add("li");
    must(managed.accounts.set_password("li", hash, false, seat, stamp("adam")));
    must(managed.accounts.confirm("li", stamp("sara")));
    must(managed.accounts.set_password("li", hash, true, {"os-adam", "os-real", "", ""}, stamp("li")));
    const auto untold = must(managed.accounts.untold_password_changes("li", "os-li"));
    REQUIRE(untold.size() == 2);
    CHECK(untold[0].by == "li");
    CHECK(untold[0].by_owner);
    CHECK(untold[0].seat == Seat{"os-adam", "os-real", "", ""});
    CHECK(untold[1].by == "adam");
    CHECK_FALSE(untold[1].by_owner);
    CHECK(untold[1].seat == seat);
    // Whoever changed it comes in first: the owner is told all the same.
    must(managed.accounts.password_changes_told("li", "os-adam", untold, stamp("li")));
    CHECK(must(managed.accounts.untold_password_changes("li", "os-adam")).empty());
    REQUIRE(must(managed.accounts.untold_password_changes("li", "os-li")).size() == 2);
    must(managed.accounts.password_changes_told("li", "os-li", untold, stamp("li")));
    CHECK(must(managed.accounts.untold_password_changes("li", "os-li")).empty());
    CHECK(actions(*managed.catalog).back().find(R"("system_user":"os-li"})") != std::string::npos);
    must(managed.accounts.set_password("li", hash, true, seat, stamp("li")));
    CHECK(must(managed.accounts.untold_password_changes("li", "os-li")).size() == 1);
    for (int i = 0; i < 12; ++i) must(managed.accounts.set_password("li", hash, true, seat, stamp("li")));
    CHECK(must(managed.accounts.password_changes("li")).size() == 10);
    CHECK(check(*managed.catalog).empty());
}
