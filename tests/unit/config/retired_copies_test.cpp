// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/config/config.hpp"
#include "archive/config/retired_copies.hpp"

using namespace fonds;

namespace {

RetiredCopies retired(const std::string& toml)
{
    auto done = retire_copies(toml, "fonds.toml", {"why", "为什么"});
    INFO(toml);
    REQUIRE(done.ok());
    const auto before = parse_config(toml, "fonds.toml"), after = parse_config(done->toml, "fonds.toml");
    REQUIRE(before.ok());
    REQUIRE(after.ok());
    CHECK(done->folders == before->cold.copies);
    CHECK(after->cold.copies.empty());
    // All else says what it said.
    Config same = *before;
    same.cold.copies.clear();
    CHECK(*after == same);
    return *done;
}

}  // namespace

TEST_CASE("copies are out of use, and their lines stay as comments")
{
    CHECK(retired("[cold]\nparity = 5\ncopies = [\"/a\", \"/b\"]\ndeflate = false\n").toml ==
          "[cold]\nparity = 5\n# why\n# 为什么\n# copies = [\"/a\", \"/b\"]\ncopies = []\ndeflate = false\n");
}

TEST_CASE("copies are found however they are written")
{
    CHECK(retired("[cold]\ncopies = [\n  \"/甲\",  # first\n  \"/b\"\n]  # behind\nparity = 3\n")
              .toml.find("copies = []  # behind\n") != std::string::npos);
    CHECK(retired("cold.copies = [\"/a\"]\ncold.parity = 3").folders.size() == 1);
    CHECK(retired("cold = { key_file = \"密钥\", copies = [\"/甲乙\"], parity = 4 }\n")
              .toml.find("cold = { key_file = \"密钥\", copies = [], parity = 4 }\n") != std::string::npos);
    CHECK(retired("[cold]\r\ncopies = [\"/a\"]\r\nparity = 3\r\n").folders.size() == 1);
    CHECK(retired("[cold]\ncopies = [\"/a\"]").toml.ends_with("copies = []"));
}

TEST_CASE("settings without copies stay byte for byte")
{
    for (const std::string toml : {"", "[cold]\nparity = 3\n", "[cold]\ncopies = []\n"}) CHECK(retired(toml).toml == toml);
    CHECK(retired(default_config_text()).toml == default_config_text());
    CHECK(!retire_copies("[cold\n", "fonds.toml", {"why", "为什么"}).ok());
}
