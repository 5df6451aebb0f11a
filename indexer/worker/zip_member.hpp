// SPDX-License-Identifier: GPL-3.0-or-later
// Members of a hostile zip file in memory, read whole and within bounds.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace fonds {

struct ZipBounds {
    std::uint64_t members = 10'000;
    std::uint64_t member_size = std::uint64_t{64} << 20;  ///< bytes when unpacked
    std::uint64_t total_size = std::uint64_t{256} << 20;  ///< over all reads of one package
    std::uint64_t ratio = 1000;                           ///< unpacked to packed; looked at above 1 MiB
};

/// A zip file whose bytes outlive it.
class ZipPackage {
public:
    enum class Fault {
        none,
        damaged,    ///< no zip file, or a member that does not unpack to what its checksum says
        encrypted,  ///< a member needs a password
        bomb        ///< a bound was broken
    };

    explicit ZipPackage(std::string_view bytes, ZipBounds bounds = {});
    ~ZipPackage();
    ZipPackage(const ZipPackage&) = delete;
    ZipPackage& operator=(const ZipPackage&) = delete;

    /// False when the file cannot be opened at all; `fault` says why.
    [[nodiscard]] bool is_open() const { return archive_ != nullptr; }
    /// The first fault met so far; reading other members may still work.
    [[nodiscard]] Fault fault() const { return fault_; }
    [[nodiscard]] const std::string& note() const { return note_; }  ///< the fault in English

    /// Names are compared as office files need it: ASCII case and a leading slash do not matter, a backslash is a slash.
    [[nodiscard]] bool has(std::string_view name) const;
    /// The member's bytes; nothing when it is missing or faulty.
    [[nodiscard]] std::optional<std::string> read(std::string_view name);

private:
    void fail(Fault fault, std::string note);
    [[nodiscard]] std::optional<std::string> unpack(std::uint64_t index, const std::string& name);

    ZipBounds bounds_;
    zip* archive_ = nullptr;
    std::map<std::string, std::uint64_t> members_;  // by normalised name
    std::uint64_t total_ = 0;
    Fault fault_ = Fault::none;
    std::string note_;
};

}  // namespace fonds
