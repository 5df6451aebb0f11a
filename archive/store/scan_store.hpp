// SPDX-License-Identifier: GPL-3.0-or-later
// What was seen on the pages of a component, page by page, by its digest (docs/formats/scans.md). Derived, but dear: a page
// takes seconds to look at.
#pragma once

#include <string>
#include <vector>

#include "archive/store/layout.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

/// Appends pages of one component. Each add() is one write of whole, checked frames: what a crash leaves half-written is not
/// seen by readers and cut off by the next appender. One appender at a time: who holds the OCR lock.
class ScanAppender {
public:
    [[nodiscard]] Result<void> add(const std::vector<ScannedPage>& pages);
    /// Makes what was added durable.
    [[nodiscard]] Result<void> sync();

private:
    friend class ScanStore;
    ScanAppender(FileOps& ops, Fd file, std::string path) : ops_(&ops), file_(std::move(file)), path_(std::move(path)) {}
    FileOps* ops_;
    Fd file_;
    std::string path_;
};

/// Reading is safe from several threads and processes, also beside an appender.
class ScanStore {
public:
    ScanStore(const Layout& layout, FileOps& ops) : layout_(layout), ops_(&ops) {}

    /// By page number; of several results for a page the last. Empty when there is nothing, or nothing readable.
    [[nodiscard]] Result<std::vector<ScannedPage>> get(const Digest& digest);
    [[nodiscard]] Result<ScanAppender> appender(const Digest& digest);
    /// Replaces everything there is.
    [[nodiscard]] Result<void> put(const Digest& digest, const std::vector<ScannedPage>& pages);
    [[nodiscard]] Result<void> remove(const Digest& digest);

private:
    Layout layout_;
    FileOps* ops_;
};

}  // namespace fonds
