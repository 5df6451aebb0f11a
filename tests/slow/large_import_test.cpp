// SPDX-License-Identifier: GPL-3.0-or-later
// A register of 100,000 papers comes in, goes out as a workbook, and comes in again; what is out of order in it is told.
#include <sys/resource.h>

#include <chrono>
#include <iostream>
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

constexpr int rows = 100'000;
constexpr long most_memory = 300 * 1024;  // KiB
constexpr double most_seconds = 400;      // of any machine, with sanitizers

std::string register_of(int count)
{
    std::string list = "\xEF\xBB\xBF题名,门类,往来单位,日期,编号,金额（万元）,标签,备注\r\n";
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        list += "第 " + number + " 号采购合同及其补充协议," + (i % 3 == 0 ? "FP" : "HT") + ",供应商第" +
                std::to_string(i % 500) + "有限公司," + std::to_string(2000 + i % 25) + "年" + std::to_string(1 + i % 12) +
                "月" + std::to_string(1 + i % 28) + "日,CG-" + number + "," + std::to_string(i % 9000) + "." +
                std::to_string(i % 100) + ",采购;补录,纸质原件在旧库房\r\n";
    }
    return list;
}

}  // namespace

TEST_CASE("100,000 rows come in within 300 MB, and are unchanged when they come again as a workbook")
{
    const ArchiveFixture archive;
    const std::string path = archive.write("register.csv", register_of(rows)), workbook = archive.beside("all.xlsx");
    const auto run = [&](const char* what, const CommandLine& command, int exit_code = 0) {
        const auto begin = std::chrono::steady_clock::now();
        ProgramCall call;
        call.errors_terminal = true;  // the bar tells that it lives
        const ProgramResult done = archive.fonds(command, call);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        INFO(what << ": " << done.err);
        CHECK(done.exit_code == exit_code);
        CHECK(seconds < most_seconds);
        rusage used{};
        REQUIRE(::getrusage(RUSAGE_CHILDREN, &used) == 0);
        std::cerr << what << ": " << seconds << " s, " << rows / seconds << " rows/s, largest so far "
                  << used.ru_maxrss / 1024 << " MiB\n";
        CHECK(used.ru_maxrss < most_memory);
        return done;
    };
    CHECK(run("import", {"import", "records", path, "--csv"}).err.find("100000 added") != std::string::npos);
    CHECK(run("again", {"import", "records", path, "--csv"}).err.find("100000 unchanged") != std::string::npos);
    REQUIRE(archive.fonds({"category", "edit", "HT", "--rules", "A amount>=1000", "--expects", "验收单"}).exit_code == 0);
    CHECK(run("check order", {"check", "order"}, 3).out.find("expected papers that are absent (66666)") !=
          std::string::npos);
    run("export", {"export", "records", "-o", workbook});
    CHECK(run("workbook", {"import", "records", workbook, "--csv"}).err.find("100000 unchanged") != std::string::npos);
}
