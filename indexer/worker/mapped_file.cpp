// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/mapped_file.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

#include <utility>

namespace fonds {

namespace {
constexpr std::uint64_t read_ahead_below = std::uint64_t{8} << 20;  // small files are read whole anyway
}

std::optional<std::uint64_t> MappedFile::size_of(const Fd& file)
{
    struct stat info {};
    if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    return static_cast<std::uint64_t>(info.st_size);
}

std::optional<MappedFile> MappedFile::map(const Fd& file)
{
    const auto size = size_of(file);
    if (!size) return std::nullopt;
    if (*size == 0) return MappedFile(std::string_view{});
    const int flags = MAP_PRIVATE | (*size < read_ahead_below ? MAP_POPULATE : 0);
    void* const address = ::mmap(nullptr, *size, PROT_READ, flags, file.get(), 0);
    if (address == MAP_FAILED) return std::nullopt;
    return MappedFile(std::string_view(static_cast<const char*>(address), *size));
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile::~MappedFile()
{
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace fonds
