// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"

using fonds::test::ArchiveFixture;

TEST_CASE("A file of more than 2 GiB is filed whole, whatever it claims to be")
{
    const ArchiveFixture archive;
    // Sparse on its way in; the archive stores and hashes every byte of it.
    constexpr std::uintmax_t size = (std::uintmax_t{2} << 30) + 4097;
    const std::string path = archive.write("large.pdf", "%PDF-1.7\n");
    std::filesystem::resize_file(path, size);
    const auto filed = archive.fonds({"file", path});
    INFO(filed.out << filed.err);
    REQUIRE(filed.exit_code == 3);  // filed, without text
    const std::string code = filed.out.substr(0, filed.out.find(' '));
    REQUIRE(archive.fonds({"get", code, "-o", archive.beside("back.pdf")}).exit_code == 0);
    REQUIRE(std::filesystem::file_size(archive.beside("back.pdf")) == size);
    REQUIRE(archive.fonds({"check", "--full"}).exit_code == 0);
}
