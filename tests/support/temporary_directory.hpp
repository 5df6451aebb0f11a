// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace fonds::test {

/// Memory is quicker for tests that make very many small files; it falls back to the disk where there is none.
enum class Medium { disk, memory };

/// A fresh directory, removed with all that is in it when destroyed.
class TemporaryDirectory {
public:
    explicit TemporaryDirectory(Medium medium = Medium::disk);
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

void write_file(const std::string& path, const std::string& bytes);
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace fonds::test
