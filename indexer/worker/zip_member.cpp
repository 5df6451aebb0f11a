// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/zip_member.hpp"

#include <algorithm>
#include <array>

#include <zip.h>

namespace fonds {

namespace {

std::string normalised(std::string_view name)
{
    std::string result(name);
    for (char& c : result) {
        if (c == '\\') c = '/';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    result.erase(0, std::min(result.find_first_not_of('/'), result.size()));
    return result;
}

struct CloseMember {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

ZipPackage::ZipPackage(std::string_view bytes, ZipBounds bounds) : bounds_(bounds)
{
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem);
    if (source != nullptr) {
        archive_ = zip_open_from_source(source, ZIP_RDONLY, &problem);
        if (archive_ == nullptr) zip_source_free(source);
    }
    if (archive_ == nullptr) {
        fail(Fault::damaged, std::string("no readable zip file: ") + zip_error_strerror(&problem));
        zip_error_fini(&problem);
        return;
    }
    zip_error_fini(&problem);
    const auto count = static_cast<std::uint64_t>(zip_get_num_entries(archive_, 0));
    if (count > bounds_.members) {
        fail(Fault::bomb, "the package has " + std::to_string(count) + " members");
        zip_discard(archive_);
        archive_ = nullptr;
        return;
    }
    for (std::uint64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(archive_, i, ZIP_FL_ENC_RAW);
        if (name != nullptr) members_.emplace(normalised(name), i);
    }
}

ZipPackage::~ZipPackage()
{
    if (archive_ != nullptr) zip_discard(archive_);
}

void ZipPackage::fail(Fault fault, std::string note)
{
    if (fault_ != Fault::none) return;
    fault_ = fault;
    note_ = std::move(note);
}

bool ZipPackage::has(std::string_view name) const
{
    return members_.contains(normalised(name));
}

std::optional<std::string> ZipPackage::read(std::string_view name)
{
    const auto found = members_.find(normalised(name));
    if (found == members_.end()) return std::nullopt;
    return unpack(found->second, found->first);
}

std::optional<std::string> ZipPackage::unpack(std::uint64_t index, const std::string& name)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_, index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0) {
        fail(Fault::damaged, "member " + name + " is damaged");
        return std::nullopt;
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
        fail(Fault::encrypted, "member " + name + " is encrypted");
        return std::nullopt;
    }
    // What the directory claims is checked first, what really comes out is checked again.
    constexpr std::uint64_t small = std::uint64_t{1} << 20;
    const auto breaks_bounds = [&](std::uint64_t size) {
        return size > bounds_.member_size || total_ + size > bounds_.total_size ||
               (size > small && size / bounds_.ratio > stat.comp_size);
    };
    const bool claims_size = (stat.valid & ZIP_STAT_SIZE) != 0;
    const std::unique_ptr<zip_file_t, CloseMember> file(
        claims_size && breaks_bounds(stat.size) ? nullptr : zip_fopen_index(archive_, index, 0));
    std::string bytes;
    std::array<char, 65536> chunk;
    std::int64_t got = file == nullptr ? -1 : 1;
    while (got > 0 && !breaks_bounds(bytes.size())) {
        got = zip_fread(file.get(), chunk.data(), chunk.size());
        if (got > 0) bytes.append(chunk.data(), static_cast<std::size_t>(got));
    }
    if ((claims_size && breaks_bounds(stat.size)) || breaks_bounds(bytes.size())) {
        fail(Fault::bomb, "member " + name + " unpacks to more than is reasonable");
        return std::nullopt;
    }
    if (got < 0 || (claims_size && stat.size != bytes.size())) {
        fail(Fault::damaged, "member " + name + " does not unpack");
        return std::nullopt;
    }
    total_ += bytes.size();
    return bytes;
}

}  // namespace fonds
