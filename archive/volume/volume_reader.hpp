// SPDX-License-Identifier: GPL-3.0-or-later
// Reads volumes: as zip archives (libzip), or one member straight from where it is known to lie.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/volume/deflate.hpp"
#include "schema/core/fd.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"

namespace fonds {

struct ZipEntry {
    std::string name;  ///< as it is written; may be anything
    std::uint64_t size = 0, stored_size = 0;
    std::uint32_t crc = 0;
    bool deflated = false, encrypted = false;
};

/// A zip archive that is open for reading; one thread at a time. What is no zip, or a damaged one, is ErrorKind::fixity.
class ZipReader {
public:
    [[nodiscard]] static Result<ZipReader> open(FileOps& ops, const std::string& path);
    ~ZipReader();
    ZipReader(ZipReader&&) noexcept;
    ZipReader& operator=(ZipReader&&) noexcept;

    /// As the central directory tells them.
    [[nodiscard]] const std::vector<ZipEntry>& entries() const;
    /// By the exact name; an entry that is not there is ErrorKind::not_found.
    [[nodiscard]] Result<std::size_t> find(const std::string& name) const;
    /// The bytes of an entry; damage (the CRC says) and a wrong password are ErrorKind::fixity, no password for an encrypted
    /// one is ErrorKind::refused, a way of compressing that no volume has is ErrorKind::bad_input.
    [[nodiscard]] Result<void> read(std::size_t entry, const std::string& password, const ByteSink& sink) const;
    /// The same as text; more than `limit` bytes is ErrorKind::bad_input.
    [[nodiscard]] Result<std::string> text(std::size_t entry, const std::string& password, std::uint64_t limit) const;

private:
    struct State;
    explicit ZipReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Where stored bytes lie in a file.
struct MemberRange {
    std::uint64_t offset = 0, stored_size = 0, size = 0;
    bool deflated = false;
    std::optional<std::uint32_t> crc{};  ///< of the unpacked bytes, where that is known
};

/// Where the members of a volume lie, by name, as their local headers tell it one after the other, the first of them at
/// `from`; members behind one that does not tell its size are left out. What is said of them is only true when the digest is
/// right, too.
[[nodiscard]] Result<std::map<std::string, MemberRange>> member_starts(FileOps& ops, const std::string& path,
                                                                       std::uint64_t from = 0);

/// The bytes of a member that is not encrypted. Damage that can be told without a digest is ErrorKind::fixity. Safe to call
/// from several threads with one file.
[[nodiscard]] Result<void> read_range(const Fd& file, const MemberRange& range, const std::string& path,
                                      const ByteSink& sink);

}  // namespace fonds
