// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/settling.hpp"

using namespace fonds;
using namespace std::chrono_literals;

namespace {

using Paths = std::vector<std::string>;

/// A folder at times that the test says, in milliseconds.
class Folder {
public:
    explicit Folder(std::chrono::milliseconds settle = 3s) : settling(settle) {}

    void put(const std::string& path, std::uint64_t size, std::int64_t modified = 0)
    {
        std::erase_if(files_, [&](const SeenFile& file) { return file.path == path; });
        files_.push_back({path, {{1, 1, size, modified, modified}}});
    }
    void put_beside(const std::string& path, std::uint64_t size)
    {
        for (SeenFile& file : files_)
            if (file.path == path) file.stamps.push_back({1, 2, size, 0, 0});
    }
    void remove(const std::string& path)
    {
        std::erase_if(files_, [&](const SeenFile& file) { return file.path == path; });
    }
    Paths at(int ms)
    {
        settling.look(files_, time(ms));
        return settling.settled(time(ms));
    }
    static Settling::Time time(int ms) { return Settling::Time(std::chrono::milliseconds(1'000'000 + ms)); }

    Settling settling;

private:
    std::vector<SeenFile> files_;
};

}  // namespace

TEST_CASE("A file rests when it has not changed for so long, and a growing one does not")
{
    Folder folder;
    folder.put("a", 1);
    folder.put("b", 1);
    CHECK(folder.at(0).empty());
    folder.put("b", 2);
    CHECK(folder.at(2000).empty());
    CHECK(folder.at(2999).empty());
    CHECK(folder.settling.next() == Folder::time(3000));
    CHECK(folder.at(3000) == Paths{"a"});
    folder.put("b", 2, 7);
    CHECK(folder.at(4000) == Paths{"a"});
    CHECK(folder.at(7000) == Paths{"a", "b"});
    folder.settling.taken("a");
    CHECK(folder.settling.settled(Folder::time(7000)) == Paths{"b"});
}

TEST_CASE("Nothing is asked while nothing waits, and what vanished is forgotten")
{
    Folder folder;
    CHECK_FALSE(folder.settling.next());
    folder.put("a", 1);
    CHECK(folder.at(0).empty());
    folder.remove("a");
    CHECK(folder.at(4000).empty());
    CHECK_FALSE(folder.settling.next());
    folder.put("a", 1);
    CHECK(folder.at(5000).empty());
    CHECK(folder.at(8000) == Paths{"a"});
}

TEST_CASE("A file that was moved in rests sooner, unless it changes once more; one that was closed rests from then on")
{
    Folder folder;
    folder.put("a", 1);
    folder.put("a.part", 1);
    CHECK(folder.at(0).empty());
    folder.remove("a.part");
    folder.put("b", 1);  // renamed
    folder.settling.moved_in("a", Folder::time(100));
    folder.settling.moved_in("b", Folder::time(100));
    folder.settling.moved_in("gone", Folder::time(100));
    CHECK(folder.at(200).empty());
    CHECK(folder.settling.next() == Folder::time(850));
    folder.put("a", 2);
    CHECK(folder.at(850) == Paths{"b"});
    CHECK(folder.at(3849) == Paths{"b"});
    CHECK(folder.at(3850) == Paths{"a", "b"});
    folder.put("a", 3);
    folder.settling.closed("a", Folder::time(4000));
    CHECK(folder.at(4100) == Paths{"b"});
    CHECK(folder.at(6999) == Paths{"b"});
    CHECK(folder.at(7000) == Paths{"a", "b"});
}

TEST_CASE("A file that another one replaced rests anew, and so does one beside which something was written")
{
    Folder folder;
    folder.put("a", 5, 1);
    folder.put("b", 5);
    CHECK(folder.at(0).empty());
    folder.put("a", 5, 2);
    CHECK(folder.at(2900).empty());
    CHECK(folder.at(3000) == Paths{"b"});
    folder.put_beside("b", 9);
    CHECK(folder.at(3100).empty());
    CHECK(folder.at(5900) == Paths{"a"});
    CHECK(folder.at(6100) == Paths{"a", "b"});
}

TEST_CASE("A file that could not be taken is tried again after pauses that grow, until it changes")
{
    Folder folder(0s);
    folder.put("a", 1);
    int now = 0;
    CHECK(folder.at(now) == Paths{"a"});
    for (const int pause : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600}) {
        CHECK(folder.settling.declined("a", Folder::time(now)) > 0);
        CHECK(folder.at(now + pause * 1000 - 1).empty());
        now += pause * 1000;
        CHECK(folder.at(now) == Paths{"a"});
    }
    CHECK(folder.settling.declined("a", Folder::time(now)) == 14);
    folder.put("a", 2);
    CHECK(folder.at(now + 1) == Paths{"a"});
    CHECK(folder.settling.declined("a", Folder::time(now)) == 1);
    folder.settling.closed("a", Folder::time(now + 5));
    CHECK(folder.at(now + 6) == Paths{"a"});
    CHECK(folder.settling.declined("b", Folder::time(now)) == 0);
}

TEST_CASE("Thousands of files rest each for itself, and are told in order")
{
    Folder folder;
    std::vector<SeenFile> files;
    for (int i = 0; i < 5000; ++i) files.push_back({std::to_string(10000 + (i * 7) % 5000), {{1, 1, 1, 0, 0}}});
    folder.settling.look(files, Folder::time(0));
    for (int i = 0; i < 5000; i += 2) files[static_cast<std::size_t>(i)].stamps[0].size = 2;
    folder.settling.look(files, Folder::time(1000));
    folder.settling.look(files, Folder::time(3000));
    const auto half = folder.settling.settled(Folder::time(3000));
    CHECK(half.size() == 2500);
    CHECK(std::is_sorted(half.begin(), half.end()));
    CHECK(folder.settling.settled(Folder::time(4000)).size() == 5000);
}
