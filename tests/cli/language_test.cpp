// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/json_answer.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

const auto chinese = with_environment({{"LANG", "zh_CN.UTF-8"}});

}  // namespace

TEST_CASE("a Chinese locale gives Chinese help and messages")
{
    const ArchiveFixture archive;
    CHECK(contains(test::fonds({"--help"}, chinese).out, "归档文件"));
    CHECK(contains(test::fonds({"search", "--help"}, chinese).out, "往来单位"));
    CHECK(contains(test::fonds({"file", "--help"}, chinese).out, "用法"));
    const auto missing = archive.fonds({"show", "J001-QT.1999-D10-0001"}, chinese);
    CHECK(missing.exit_code == 4);
    CHECK(contains(missing.err, "没有"));
    CHECK(contains(archive.fonds({"file", archive.write("a.txt", "x")}, chinese).err, "已归档 1 件"));
    CHECK(contains(archive.fonds({"check"}, chinese).out, "正常"));
    CHECK(contains(archive.fonds({"category", "list"}, chinese).out, "合同及协议"));
    CHECK(contains(archive.fonds({"category", "list"}).out, "Contracts"));
}

TEST_CASE("LC_ALL beats LC_MESSAGES beats LANG")
{
    const auto help = [](std::map<std::string, std::string> environment) {
        return test::fonds({"--help"}, with_environment(std::move(environment))).out;
    };
    CHECK(contains(help({{"LANG", "zh_CN.UTF-8"}, {"LC_ALL", "C"}}), "Make a new archive"));
    CHECK(contains(help({{"LANG", "en_US.UTF-8"}, {"LC_MESSAGES", "zh_TW.UTF-8"}}), "新建档案库"));
    CHECK(contains(help({{"LANG", "zh_CN"}, {"LC_MESSAGES", "en_US"}, {"LC_ALL", ""}}), "Make a new archive"));
    CHECK(contains(help({{"LANG", "fr_FR.UTF-8"}}), "Make a new archive"));
}

TEST_CASE("what programs read is the same in every language")
{
    const ArchiveFixture archive;
    const auto code = archive.file("a.txt", "违约责任", {"--party", "Acme", "--amount", "5"});
    const CommandLine commands[] = {{"list", "--json"},
                                    {"show", code, "--json"},
                                    {"search", "--json", "违约责任"},
                                    {"category", "list", "--json"},
                                    {"party", "list", "--json"},
                                    {"check", "--json"},
                                    {"text", "--json", code}};
    for (const auto& arguments : commands) {
        INFO(arguments.front());
        const auto one = archive.fonds(arguments), other = archive.fonds(arguments, chinese);
        CHECK(one.exit_code == 0);
        CHECK(one.out == other.out);
    }
    CHECK(archive.fonds({"get", code, "-o", "-"}, chinese).out == "违约责任");
}
