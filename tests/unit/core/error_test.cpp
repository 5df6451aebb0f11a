// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstring>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "schema/core/error.hpp"

using namespace fonds;

TEST_CASE("an error takes a hint and a place")
{
    const Error problem = error(ErrorKind::refused, say("No", "不行")).with_hint(say("Ask", "请询问")).at("J001");
    CHECK(problem.kind == ErrorKind::refused);
    CHECK(problem.what == Text{"No", "不行"});
    CHECK(problem.hint == Text{"Ask", "请询问"});
    CHECK(problem.where == "J001");
}

TEST_CASE("a missing file is not_found and every other refusal of the system is io")
{
    CHECK(system_error(ENOENT, "Cannot open", "无法打开", "/x").kind == ErrorKind::not_found);
    for (const int reason : {EACCES, EIO, ENOSPC, EEXIST, EROFS, EMFILE})
        CHECK(system_error(reason, "Cannot open", "无法打开", "/x").kind == ErrorKind::io);
}

TEST_CASE("a system error names what was tried, the reason and the path")
{
    const Error problem = system_error(EACCES, "Cannot open the file", "无法打开文件", "/some/path");
    CHECK(problem.what.en == "Cannot open the file: Permission denied");
    CHECK(problem.what.zh.starts_with("无法打开文件:"));
    CHECK(problem.where == "/some/path");
}

TEST_CASE("the usual refusals of a disk carry a hint in both languages")
{
    for (const int reason : {ENOSPC, EDQUOT, EACCES, EPERM, EROFS, EIO, EMFILE, ENFILE}) {
        const Error problem = system_error(reason, "x", "x", "");
        CHECK_FALSE(problem.hint.en.empty());
        CHECK_FALSE(problem.hint.zh.empty());
    }
}

TEST_CASE("the usual reasons of the system are told in Chinese, too")
{
    for (const int number : {ENOENT, EACCES, ENOSPC, EIO, EROFS, EISDIR, ENOTDIR, EEXIST, EMFILE}) {
        const Error told = system_error(number, "Cannot open the file", "无法打开文件", "x");
        INFO(told.what.zh);
        CHECK(told.what.zh.find(std::strerror(number)) == std::string::npos);
        CHECK(told.what.en.find(std::strerror(number)) != std::string::npos);
    }
    CHECK(system_error(EXDEV, "a", "b", "x").what.zh.find(std::strerror(EXDEV)) != std::string::npos);
}

TEST_CASE("every kind has its own name")
{
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::internal); ++kind)
        names.insert(name_of(static_cast<ErrorKind>(kind)));
    CHECK(names.size() == static_cast<std::size_t>(ErrorKind::internal) + 1);
    CHECK(name_of(ErrorKind::fixity) == "fixity");
    CHECK(name_of(ErrorKind::schema_version) == "schema_version");
}
