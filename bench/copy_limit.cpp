// SPDX-License-Identifier: GPL-3.0-or-later
// The bare cost of filing bytes: hashing, copying, and the fsyncs without which they are not safe, batch by batch as `fonds
// file` shares them. A limit to compare with, not a store.
//   fonds-bench-copy SOURCE_DIRECTORY TARGET_DIRECTORY [BATCH]
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/core/fd.hpp"

namespace fs = std::filesystem;

namespace {

bool copy(const fs::path& from, const std::string& to, std::uint64_t& bytes)
{
    const fonds::Fd in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    const fonds::Fd out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640));
    if (!in.valid() || !out.valid()) return false;
    fonds::Hasher hasher;
    static std::vector<char> buffer(std::size_t{1} << 20);
    for (ssize_t size = 0; (size = ::read(in.get(), buffer.data(), buffer.size())) > 0;) {
        hasher.update({buffer.data(), static_cast<std::size_t>(size)});
        if (::write(out.get(), buffer.data(), static_cast<std::size_t>(size)) != size) return false;
        bytes += static_cast<std::uint64_t>(size);
    }
    return hasher.finish() != fonds::Digest();
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: fonds-bench-copy SOURCE_DIRECTORY TARGET_DIRECTORY [BATCH]\n");
        return 2;
    }
    const std::string target = argv[2];
    const std::size_t batch = argc > 3 ? static_cast<std::size_t>(std::atol(argv[3])) : 128;
    fs::create_directories(target);
    const auto begin = std::chrono::steady_clock::now();
    std::size_t files = 0;
    std::uint64_t bytes = 0;
    const fonds::Fd folder(::open(target.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (const auto& entry : fs::recursive_directory_iterator(argv[1])) {
        if (!entry.is_regular_file()) continue;
        if (!copy(entry.path(), target + "/" + std::to_string(files), bytes)) return 1;
        if (++files % batch == 0 && ::syncfs(folder.get()) != 0) return 1;
    }
    if (::syncfs(folder.get()) != 0) return 1;
    const auto spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("%zu files, %.1f MB in %.2f s\n", files, static_cast<double>(bytes) / 1e6, spent);
}
