// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "schema/core/fd.hpp"

namespace fonds {

/// The bytes of a regular file, mapped and never copied. A file that shrinks meanwhile ends the process (SIGBUS).
class MappedFile {
public:
    /// Nothing for what is no regular file or cannot be mapped; errno tells.
    [[nodiscard]] static std::optional<MappedFile> map(const Fd& file);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&&) = delete;

    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    /// Size of a regular file, before it is mapped.
    [[nodiscard]] static std::optional<std::uint64_t> size_of(const Fd& file);

private:
    explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
    std::string_view bytes_;
};

}  // namespace fonds
