// SPDX-License-Identifier: GPL-3.0-or-later
// Where things are in an archive directory (docs/formats/archive.md).
#pragma once

#include <string>
#include <utility>

#include "schema/core/digest.hpp"

namespace fonds {

class Layout {
public:
    explicit Layout(std::string root) : root_(std::move(root)) {}

    [[nodiscard]] const std::string& root() const { return root_; }
    [[nodiscard]] std::string config() const { return root_ + "/fonds.toml"; }
    [[nodiscard]] std::string catalog() const { return root_ + "/catalog.db"; }
    [[nodiscard]] std::string objects() const { return root_ + "/objects"; }
    [[nodiscard]] std::string text() const { return root_ + "/text"; }
    [[nodiscard]] std::string index() const { return root_ + "/index"; }
    [[nodiscard]] std::string volumes() const { return root_ + "/volumes"; }
    [[nodiscard]] std::string cache() const { return root_ + "/cache"; }
    [[nodiscard]] std::string inbox() const { return root_ + "/inbox"; }
    [[nodiscard]] std::string staging() const { return root_ + "/staging"; }
    [[nodiscard]] std::string archive_lock() const { return root_ + "/staging/archive.lock"; }
    [[nodiscard]] std::string index_lock() const { return root_ + "/staging/index.lock"; }

    /// objects/ab/abcdef…: the whole digest is the name, so that sha256sum alone verifies a file.
    [[nodiscard]] std::string object(const Digest& digest) const { return fan_out(objects(), digest, ""); }
    [[nodiscard]] std::string text_of(const Digest& digest) const { return fan_out(text(), digest, ".zst"); }
    [[nodiscard]] std::string scans_of(const Digest& digest) const { return fan_out(text(), digest, ".scans.zst"); }
    [[nodiscard]] std::string watch_lock() const { return root_ + "/staging/watch.lock"; }
    [[nodiscard]] std::string cold_lock() const { return root_ + "/staging/cold.lock"; }
    [[nodiscard]] std::string ocr_lock() const { return root_ + "/staging/ocr.lock"; }

private:
    static std::string fan_out(const std::string& folder, const Digest& digest, const char* suffix)
    {
        const std::string hex = digest.hex();
        return folder + "/" + hex.substr(0, 2) + "/" + hex + suffix;
    }
    std::string root_;
};

}  // namespace fonds
