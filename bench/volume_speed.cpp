// SPDX-License-Identifier: GPL-3.0-or-later
// What sealing, proving and reading a volume cost, against copying and hashing the same bytes in the same run.
//
//     fonds-bench-volume DIR MEGABYTES [MEMBERS]
//
// Writes MEGABYTES of noise as MEMBERS files below DIR, which must exist; prints a line a measurement. `zip -0` and
// `openssl` are run where they are installed.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "archive/volume/volume_proof.hpp"
#include "archive/volume/volume_writer.hpp"

namespace {

using namespace fonds;

double seconds(const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void must(bool good, const char* what)
{
    if (good) return;
    std::fprintf(stderr, "%s failed\n", what);
    std::exit(1);
}

std::string noise(std::size_t size, std::uint64_t seed)
{
    std::string out(size, '\0');
    std::uint64_t state = seed * 2'654'435'761U + 1;
    for (std::size_t i = 0; i + 8 <= size; i += 8) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        for (std::size_t k = 0; k < 8; ++k) out[i + k] = static_cast<char>(state >> (8 * k));
    }
    return out;
}

struct Bench {
    FileOps& ops = posix_file_ops();
    std::string folder;
    std::vector<std::string> files;
    std::vector<NewMember> members;
    double megabytes = 0;

    void line(const char* what, double took, double against) const
    {
        std::printf("%-52s %8.2f s %8.0f MB/s", what, took, megabytes / took);
        if (against > 0) std::printf("   %5.2f x", against / took);
        std::printf("\n");
        std::fflush(stdout);
    }

    void copy_and_hash(const std::string& target)
    {
        const auto out = ops.create(target);
        must(out.ok(), "create");
        std::string buffer(1 << 20, '\0');
        for (const auto& path : files) {
            const auto in = ops.open_read(path);
            must(in.ok(), "open");
            Hasher hasher;
            for (;;) {
                const auto count = ops.read(*in, buffer.data(), buffer.size(), path);
                must(count.ok(), "read");
                if (*count == 0) break;
                const auto piece = std::string_view(buffer).substr(0, *count);
                hasher.update(piece);
                must(ops.write(*out, piece, target).ok(), "write");
            }
            static_cast<void>(hasher.finish());
        }
        must(ops.sync(*out, target).ok(), "sync");
    }
};

}  // namespace

int main(int count, char** words)
{
    if (count < 3) {
        std::fprintf(stderr, "fonds-bench-volume DIR MEGABYTES [MEMBERS]\n");
        return 2;
    }
    Bench bench;
    bench.folder = std::string(words[1]) + "/volume-speed";
    const auto megabytes = static_cast<std::size_t>(std::atoll(words[2]));
    const auto wanted = count > 3 ? static_cast<std::size_t>(std::atoll(words[3])) : megabytes;
    std::filesystem::remove_all(bench.folder);
    std::filesystem::create_directories(bench.folder + "/in");
    const std::size_t size = megabytes * 1'000'000 / wanted;
    for (std::size_t i = 0; i < wanted; ++i) {
        const std::string path = bench.folder + "/in/" + std::to_string(i);
        const std::string bytes = noise(size, i + 1);
        const auto file = bench.ops.create(path);
        must(file.ok() && bench.ops.write(*file, bytes, path).ok(), "making files");
        bench.files.push_back(path);
        NewMember member;
        member.path = "V/data/J001-HT.2020-D30-" + std::to_string(i) + "/1.pdf";
        member.digest = Digest::of(bytes);
        member.size = bytes.size();
        member.open = [path] { return posix_file_ops().open_read(path); };
        bench.members.push_back(std::move(member));
    }
    bench.megabytes = static_cast<double>(size * wanted) / 1e6;
    std::printf("%.0f MB in %zu files, page cache warm\n", bench.megabytes, wanted);

    double copied = 1e9;
    for (int i = 0; i < 3; ++i) {
        std::filesystem::remove(bench.folder + "/copy");
        copied = std::min(copied, seconds([&] { bench.copy_and_hash(bench.folder + "/copy"); }));
    }
    bench.line("copy, SHA-256, sync: the limit", copied, 0);

    VolumeOptions options;
    options.staging = bench.folder;
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    const std::string volume = bench.folder + "/V.zip";
    std::vector<WrittenMember> written;
    double packed = 1e9, proven = 1e9;
    std::vector<ExpectedMember> expected;
    for (int i = 0; i < 3; ++i) {
        std::filesystem::remove(volume);
        packed = std::min(packed, seconds([&] {
                              std::optional<std::size_t> bad;
                              auto made = write_volume(bench.ops, volume, bench.members, options, bad);
                              must(made.ok(), "write_volume");
                              written = std::move(*made);
                          }));
        expected.clear();
        for (std::size_t k = 0; k < written.size(); ++k)
            expected.push_back({bench.members[k].path,
                                bench.members[k].digest,
                                {written[k].offset, written[k].stored_size, bench.members[k].size, written[k].deflated}});
        proven = std::min(proven, seconds([&] {
                              const auto proof = prove_volume(bench.ops, volume, expected, "", nullptr);
                              must(proof.ok() && proof->damaged.empty(), "prove_volume");
                          }));
    }
    bench.line("pack, SHA-256, sync", packed, copied);
    bench.line("prove: whole file and every member", proven, copied);
    if (std::system("command -v zip >/dev/null") == 0) {
        const double zipped = seconds([&] {
            const std::string command =
                "cd '" + bench.folder + "/in' && rm -f ../z.zip && zip -0 -q -r ../z.zip . && sync ../z.zip";
            must(std::system(command.c_str()) == 0, "zip");
        });
        bench.line("zip -0, sync: the peer", zipped, 0);
        std::printf("%-52s %5.2f x\n", "pack and prove against zip -0", zipped / (packed + proven));
    }
    if (std::system("command -v openssl >/dev/null") == 0) {
        const double peer = seconds(
            [&] { must(std::system(("openssl dgst -sha256 '" + volume + "' >/dev/null").c_str()) == 0, "openssl"); });
        const double scrub = seconds([&] { must(digest_volume(bench.ops, volume, nullptr).ok(), "digest_volume"); });
        bench.line("openssl dgst -sha256 of the volume: the peer", peer, 0);
        bench.line("scrub, one core", scrub, peer);
    }

    // One member, opened as a reader does, against the same bytes as a file; and by way of the zip's directory.
    const std::size_t last = expected.size() - 1;
    const auto all = [](std::string_view) { return Result<void>(); };
    std::vector<double> hot, cold, directory;
    for (int i = 0; i < 21; ++i) {
        hot.push_back(seconds([&] {
            const auto file = bench.ops.open_read(bench.files[last]);
            must(file.ok() && read_range(*file, {0, size, size, false}, "", all).ok(), "hot");
        }));
        cold.push_back(seconds([&] {
            const auto file = bench.ops.open_read(volume);
            must(file.ok() && read_range(*file, expected[last].range, volume, all).ok(), "cold");
        }));
        if (i < 5)
            directory.push_back(seconds([&] {
                const auto zip = ZipReader::open(bench.ops, volume);
                must(zip.ok() && zip->read(*zip->find(expected[last].path), "", all).ok(), "zip");
            }));
    }
    for (auto* each : {&hot, &cold, &directory}) std::ranges::sort(*each);
    std::printf("a member of %zu bytes: hot %.3f ms, cold %.3f ms, by the zip's directory %.1f ms\n", size, hot[10] * 1e3,
                cold[10] * 1e3, directory[2] * 1e3);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("memory at the peak: %ld MB\n", usage.ru_maxrss / 1024);
    std::filesystem::remove_all(bench.folder);
    return 0;
}
