// SPDX-License-Identifier: GPL-3.0-or-later
// A volume written from a few files, to be read and damaged.
#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "archive/volume/volume_proof.hpp"
#include "archive/volume/volume_writer.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fonds::test {

inline std::string noise(std::size_t size, unsigned seed)
{
    std::string out(size, '\0');
    std::uint64_t state = seed + 1;
    for (char& c : out) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        c = static_cast<char>(state >> 24);
    }
    return out;
}

inline std::string words(std::size_t size)
{
    std::string out;
    while (out.size() < size) out += "合同 of the year " + std::to_string(out.size() % 97) + "\n";
    out.resize(size);
    return out;
}

/// Members on disk and as texts, some of which gain from deflating.
struct Bag {
    TemporaryDirectory folder;
    std::vector<NewMember> members;
    std::vector<std::string> contents;
    VolumeOptions options;

    Bag()
    {
        std::filesystem::create_directory(folder.path() + "/staging");
        options.staging = folder.path() + "/staging";
        options.threads = 2;
        add("V/data/HT·2024-0001/1.pdf", noise(3'000'001, 1));
        add("V/data/HT·2024-0001/2.txt", words(2'500'000));
        add("V/data/HT·2024-0002/1.pdf", "");
        add("V/data/HT·2024-0003/1.pdf", noise(70'000, 2) + words(2'000));
        contents.push_back("BagIt-Version: 1.0\n");
        NewMember text;
        text.path = "V/bagit.txt";
        text.text = contents.back();
        text.size = text.text.size();
        text.digest = Digest::of(text.text);
        text.secret = false;
        members.push_back(text);
    }

    void add(const std::string& path, const std::string& bytes)
    {
        const std::string file = folder.path() + "/in-" + std::to_string(members.size());
        std::ofstream(file, std::ios::binary) << bytes;
        NewMember member;
        member.path = path;
        member.digest = Digest::of(bytes);
        member.size = bytes.size();
        member.open = [file] { return posix_file_ops().open_read(file); };
        members.push_back(member);
        contents.push_back(bytes);
    }

    [[nodiscard]] std::string zip() const { return folder.path() + "/V.zip"; }

    Result<std::vector<WrittenMember>> write(FileOps& ops = posix_file_ops())
    {
        std::optional<std::size_t> bad;
        auto written = write_volume(ops, zip(), members, options, bad);
        bad_member = bad;
        if (!written.ok()) return written.error();
        return std::move(written->members);
    }
    std::optional<std::size_t> bad_member;

    [[nodiscard]] std::vector<ExpectedMember> expected(const std::vector<WrittenMember>& written) const
    {
        std::vector<ExpectedMember> out;
        for (std::size_t i = 0; i < members.size(); ++i)
            out.push_back({members[i].path,
                           members[i].digest,
                           {written[i].offset, written[i].stored_size, members[i].size, written[i].deflated}});
        return out;
    }
};

inline void flip(const std::string& path, std::uint64_t at)
{
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(at));
    const char c = static_cast<char>(file.get() ^ 1);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(c);
}

}  // namespace fonds::test
