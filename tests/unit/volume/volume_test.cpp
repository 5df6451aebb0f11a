// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/faulty_file_ops.hpp"
#include "tests/unit/volume/written_bag.hpp"

using namespace fonds;
using namespace fonds::test;

TEST_CASE("A volume gives each member back, by its range and through the zip")
{
    Bag bag;
    const auto written = bag.write();
    INFO((written.ok() ? std::string() : written.error().what.en + written.error().where));
    REQUIRE(written.ok());
    REQUIRE(!(*written)[0].deflated);  // noise gains nothing
    REQUIRE((*written)[1].deflated);
    REQUIRE((*written)[1].stored_size < bag.contents[1].size() / 10);
    REQUIRE(!(*written)[3].deflated);  // gains less than a twentieth
    const auto file = posix_file_ops().open_read(bag.zip());
    auto zip = ZipReader::open(posix_file_ops(), bag.zip());
    REQUIRE(zip.ok());
    REQUIRE(zip->entries().size() == bag.members.size());
    for (std::size_t i = 0; i < bag.members.size(); ++i) {
        std::string by_range;
        const auto& one = (*written)[i];
        REQUIRE(read_range(*file, {one.offset, one.stored_size, bag.members[i].size, one.deflated}, bag.zip(),
                           [&](std::string_view bytes) -> Result<void> {
                               by_range += bytes;
                               return {};
                           })
                    .ok());
        REQUIRE(by_range == bag.contents[i]);
        REQUIRE(*zip->text(*zip->find(bag.members[i].path), "", 1 << 30) == bag.contents[i]);
    }
    REQUIRE(std::filesystem::is_empty(bag.options.staging));
    const auto proof = prove_volume(posix_file_ops(), bag.zip(), bag.expected(*written), "", nullptr);
    REQUIRE(proof.ok());
    REQUIRE(proof->damaged.empty());
    REQUIRE(proof->size == std::filesystem::file_size(bag.zip()));
    REQUIRE(std::system(("unzip -tqq " + bag.zip()).c_str()) == 0);
}

TEST_CASE("A volume that is encrypted opens with its key alone")
{
    Bag bag;
    bag.options.password = "a key of many letters";
    const auto written = bag.write();
    REQUIRE(written.ok());
    auto zip = ZipReader::open(posix_file_ops(), bag.zip());
    REQUIRE(zip.ok());
    for (std::size_t i = 0; i < bag.members.size(); ++i) {
        REQUIRE(*zip->text(i, bag.options.password, 1 << 30) == bag.contents[i]);
        REQUIRE(zip->entries()[i].encrypted == bag.members[i].secret);
    }
    REQUIRE(zip->text(0, "", 1 << 30).error().kind == ErrorKind::refused);
    REQUIRE(zip->text(0, "another key", 1 << 30).error().kind == ErrorKind::refused);
    const auto proof = prove_volume(posix_file_ops(), bag.zip(), bag.expected(*written), bag.options.password, nullptr);
    REQUIRE(proof.ok());
    REQUIRE(proof->damaged.empty());
}

TEST_CASE("Members that are compressed already are copied as they are")
{
    Bag bag;
    const auto written = bag.write();
    REQUIRE(written.ok());
    const auto old = ZipReader::open(posix_file_ops(), bag.zip());
    const std::string second = bag.folder.path() + "/second.zip";
    std::vector<NewMember> members = bag.members;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto& one = (*written)[i];
        members[i].open = [&bag, one]() -> Result<Fd> {
            TRY_ASSIGN(Fd file, posix_file_ops().open_read(bag.zip()));
            ::lseek(file.get(), static_cast<off_t>(one.offset), SEEK_SET);
            return file;
        };
        members[i].within = true;
        if (one.deflated) members[i].deflated = DeflatedBytes{one.stored_size, old->entries()[i].crc};
    }
    std::optional<std::size_t> bad;
    const auto again = write_volume(posix_file_ops(), second, members, bag.options, bad);
    REQUIRE(again.ok());
    REQUIRE(again->members[1].stored_size == (*written)[1].stored_size);
    const auto zip = ZipReader::open(posix_file_ops(), second);
    for (std::size_t i = 0; i < members.size(); ++i) REQUIRE(*zip->text(i, "", 1 << 30) == bag.contents[i]);
}

TEST_CASE("Bytes that are not what their digest says are named, and no volume is left")
{
    Bag bag;
    const std::size_t which = GENERATE(0, 1, 2);
    bag.members[which].digest = Digest::of("something else");
    const auto written = bag.write();
    REQUIRE(!written.ok());
    REQUIRE(written.error().kind == ErrorKind::fixity);
    REQUIRE(bag.bad_member == which);
    REQUIRE(!std::filesystem::exists(bag.zip()));
    REQUIRE(std::filesystem::is_empty(bag.options.staging));
}

TEST_CASE("A member that is longer or shorter than was said is named")
{
    Bag bag;
    const int delta = GENERATE(-1, 1);
    bag.members[0].size += delta;
    const auto written = bag.write();
    REQUIRE(!written.ok());
    REQUIRE(written.error().kind == ErrorKind::fixity);
    REQUIRE(bag.bad_member == std::size_t(0));
}

TEST_CASE("Writing a volume fails whole at any operation")
{
    Bag bag;
    FaultyFileOps ops;
    REQUIRE(bag.write(ops).ok());
    const std::size_t operations = ops.count();
    REQUIRE(operations > 5);
    for (std::size_t nth = 1; nth <= operations; ++nth) {
        std::filesystem::remove(bag.zip());
        ops.fail_at(nth, EIO);
        const auto written = bag.write(ops);
        INFO("operation " << nth);
        REQUIRE(!written.ok());
        REQUIRE(!std::filesystem::exists(bag.zip()));
        for (const auto& left : std::filesystem::directory_iterator(bag.options.staging))
            std::filesystem::remove(left.path());
    }
}

TEST_CASE("A flipped bit anywhere in a volume is found, and its member named")
{
    Bag bag;
    const auto written = bag.write();
    REQUIRE(written.ok());
    const auto whole = prove_volume(posix_file_ops(), bag.zip(), bag.expected(*written), "", nullptr);
    REQUIRE(whole.ok());
    const std::uint64_t size = whole->size;
    const auto proven = [&](std::uint64_t at) {
        flip(bag.zip(), at);
        auto proof = prove_volume(posix_file_ops(), bag.zip(), bag.expected(*written), "", nullptr);
        flip(bag.zip(), at);
        REQUIRE(proof.ok());
        REQUIRE(proof->digest != whole->digest);
        return proof->damaged;
    };
    REQUIRE(proven((*written)[0].offset + 1'000'000) == std::vector<std::size_t>{0});
    REQUIRE(proven((*written)[1].offset + 1'000) == std::vector<std::size_t>{1});
    REQUIRE(proven((*written)[0].offset - 1).empty());  // a local header: only the whole digest tells
    REQUIRE(proven(size - 5).empty());                  // the end of the central directory
    std::filesystem::resize_file(bag.zip(), (*written)[3].offset + 10);
    const auto cut = prove_volume(posix_file_ops(), bag.zip(), bag.expected(*written), "", nullptr);
    REQUIRE(cut.ok());
    REQUIRE(cut->damaged == std::vector<std::size_t>{3, 4});
    REQUIRE(ZipReader::open(posix_file_ops(), bag.zip()).error().kind == ErrorKind::fixity);
}

TEST_CASE("A run that is stopped leaves no volume")
{
    Bag bag;
    bag.options.go_on = [](std::uint64_t) { return false; };
    const auto written = bag.write();
    REQUIRE(!written.ok());
    REQUIRE(written.error().kind == ErrorKind::interrupted);
    REQUIRE(!std::filesystem::exists(bag.zip()));
}
