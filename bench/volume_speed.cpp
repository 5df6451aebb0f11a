// SPDX-License-Identifier: GPL-3.0-or-later
// What sealing, proving and reading a volume cost, against copying and hashing the same bytes in the same run.
//
//     fonds-bench-volume DIR MEGABYTES [MEMBERS [RUNS]]
//
// Writes MEGABYTES of noise as MEMBERS files below DIR, which must exist and be on a disk, not in memory; prints a line a
// measurement, the best of RUNS (3), first with the page cache warm, then cold. `zip -0` and `openssl` are run where they
// are installed.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

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

/// Lets the kernel forget a file that is on the disk.
void forget(const std::string& path)
{
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return;
    must(::fdatasync(file.get()) == 0, "fdatasync");
    static_cast<void>(::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED));
}

bool has(const char* program)
{
    return std::system(("command -v " + std::string(program) + " >/dev/null").c_str()) == 0;
}

class Bench {
public:
    Bench(std::string place, std::size_t megabytes, std::size_t wanted)
        : folder_(std::move(place) + "/volume-speed"), volume_(folder_ + "/V.zip"), size_(megabytes * 1'000'000 / wanted)
    {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_ + "/in");
        for (std::size_t i = 0; i < wanted; ++i) add(i);
        megabytes_ = static_cast<double>(size_ * wanted) / 1e6;
    }
    ~Bench() { std::filesystem::remove_all(folder_); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    /// The best of so many runs each; `forgotten`: what is read is not in the page cache.
    void measure(int runs, bool forgotten)
    {
        std::printf("\n%.0f MB in %zu files, page cache %s\n", megabytes_, files_.size(), forgotten ? "cold" : "warm");
        const auto best = [&](const std::function<void()>& before, const std::function<void()>& work) {
            double least = 1e9;
            for (int i = 0; i < runs; ++i) {
                if (before) before();
                least = std::min(least, seconds(work));
            }
            return least;
        };
        const auto fresh = [&](const std::string& target) {
            return [this, target, forgotten] {
                std::filesystem::remove(target);
                if (forgotten) std::ranges::for_each(files_, forget);
            };
        };
        const auto again = [&] {
            if (forgotten) forget(volume_);
        };
        const double copied = best(fresh(folder_ + "/copy"), [&] { copy_and_hash(folder_ + "/copy"); });
        std::filesystem::remove(folder_ + "/copy");
        line("copy, SHA-256, sync: the limit", copied, 0);
        const double packed = best(fresh(volume_), [&] {
            pack();
            sync();
        });
        line("pack, SHA-256, sync", packed, copied);
        const double sealed = best(fresh(volume_), [&] { seal(); });
        line("pack, SHA-256, sync, prove the whole and each member", sealed, copied);
        if (has("zip")) {
            const std::string command = "cd '" + folder_ + "/in' && zip -0 -q -r ../z.zip . && sync ../z.zip";
            const double zipped = best(fresh(folder_ + "/z.zip"), [&] { must(std::system(command.c_str()) == 0, "zip"); });
            std::filesystem::remove(folder_ + "/z.zip");
            line("zip -0, sync: the peer", zipped, 0);
            std::printf("%-52s %5.2f x\n", "that against zip -0", zipped / sealed);
        }
        if (has("openssl")) {
            const std::string command = "openssl dgst -sha256 '" + volume_ + "' >/dev/null";
            const double peer = best(again, [&] { must(std::system(command.c_str()) == 0, "openssl"); });
            line("openssl dgst -sha256 of the volume: the peer", peer, 0);
            line("scrub, one core", best(again, [&] { must(digest_volume(ops_, volume_, nullptr).ok(), "digest_volume"); }),
                 peer);
        }
        one_member(forgotten);
    }

private:
    void add(std::size_t i)
    {
        const std::string path = folder_ + "/in/" + std::to_string(i);
        const std::string bytes = noise(size_, i + 1);
        const auto file = ops_.create(path);
        must(file.ok() && ops_.write(*file, bytes, path).ok(), "making files");
        files_.push_back(path);
        NewMember member;
        member.path = "V/data/J001-HT.2020-D30-" + std::to_string(i) + "/1.pdf";
        member.digest = Digest::of(bytes);
        member.size = bytes.size();
        member.open = [path] { return posix_file_ops().open_read(path); };
        members_.push_back(std::move(member));
    }

    void line(const char* what, double took, double against) const
    {
        std::printf("%-52s %8.2f s %8.0f MB/s", what, took, megabytes_ / took);
        if (against > 0) std::printf("   %5.2f x", against / took);
        std::printf("\n");
        std::fflush(stdout);
    }

    void copy_and_hash(const std::string& target)
    {
        const auto out = ops_.create(target);
        must(out.ok(), "create");
        std::string buffer(1 << 20, '\0');
        for (const auto& path : files_) {
            const auto in = ops_.open_read(path);
            must(in.ok(), "open");
            Hasher hasher;
            for (;;) {
                const auto count = ops_.read(*in, buffer.data(), buffer.size(), path);
                must(count.ok(), "read");
                if (*count == 0) break;
                const auto piece = std::string_view(buffer).substr(0, *count);
                hasher.update(piece);
                must(ops_.write(*out, piece, target).ok(), "write");
            }
            static_cast<void>(hasher.finish());
        }
        must(ops_.sync(*out, target).ok(), "sync");
    }

    void pack()
    {
        VolumeOptions options;
        options.staging = folder_;
        options.threads = std::max(1U, std::thread::hardware_concurrency());
        std::optional<std::size_t> bad;
        auto made = write_volume(ops_, volume_, members_, options, bad);
        must(made.ok(), "write_volume");
        expected_.clear();
        for (std::size_t k = 0; k < made->members.size(); ++k) {
            const WrittenMember& one = made->members[k];
            expected_.push_back(
                {members_[k].path, members_[k].digest, {one.offset, one.stored_size, members_[k].size, one.deflated}});
        }
        written_ = std::move(made->file);
    }

    void sync() { must(ops_.sync(written_, volume_).ok(), "sync"); }

    void prove()
    {
        const auto proof = prove_volume(ops_, volume_, expected_, "", nullptr);
        must(proof.ok() && proof->damaged.empty(), "prove_volume");
    }

    /// As sealing does: the disk writes while the file is read again.
    void seal()
    {
        pack();
        const std::jthread syncing([this] { sync(); });
        prove();
    }

    /// One member, opened as a reader does, against the same bytes as a file; and by way of the zip's directory.
    void one_member(bool forgotten)
    {
        const std::size_t last = expected_.size() - 1;
        const auto all = [](std::string_view) { return Result<void>(); };
        std::vector<double> hot, cold, directory;
        for (int i = 0; i < 21; ++i) {
            if (forgotten) forget(files_[last]);
            hot.push_back(seconds([&] {
                const auto file = ops_.open_read(files_[last]);
                must(file.ok() && read_range(*file, {0, size_, size_, false}, "", all).ok(), "hot");
            }));
            if (forgotten) forget(volume_);
            cold.push_back(seconds([&] {
                const auto file = ops_.open_read(volume_);
                must(file.ok() && read_range(*file, expected_[last].range, volume_, all).ok(), "cold");
            }));
            if (i >= 5) continue;
            directory.push_back(seconds([&] {
                const auto zip = ZipReader::open(ops_, volume_);
                must(zip.ok() && zip->read(*zip->find(expected_[last].path), "", all).ok(), "zip");
            }));
        }
        for (auto* each : {&hot, &cold, &directory}) std::ranges::sort(*each);
        std::printf("a member of %zu bytes: hot %.3f ms, cold %.3f ms, by the zip's directory %.1f ms\n", size_,
                    hot[10] * 1e3, cold[10] * 1e3, directory[2] * 1e3);
    }

    FileOps& ops_ = posix_file_ops();
    std::string folder_, volume_;
    std::size_t size_;
    std::vector<std::string> files_;
    std::vector<NewMember> members_;
    std::vector<ExpectedMember> expected_;
    Fd written_;
    double megabytes_ = 0;
};

}  // namespace

int main(int count, char** words)
{
    if (count < 3) {
        std::fprintf(stderr, "fonds-bench-volume DIR MEGABYTES [MEMBERS [RUNS]]\n");
        return 2;
    }
    const auto number = [&](int at, std::size_t otherwise) {
        return count > at ? static_cast<std::size_t>(std::atoll(words[at])) : otherwise;
    };
    const std::size_t megabytes = number(2, 1);
    Bench bench(words[1], megabytes, number(3, megabytes));
    const int runs = static_cast<int>(number(4, 3));
    bench.measure(runs, false);
    bench.measure(runs, true);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("\nmemory at the peak: %ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}
