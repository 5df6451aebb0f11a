// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at the pictures of pages in other processes: the client of fonds-scan (docs/formats/extract-protocol.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"
#include "schema/model/scanned_page.hpp"

namespace fonds {

struct ScanLimits {
    std::uint64_t memory = std::uint64_t{3} << 29;  ///< bytes of address space, beyond models and the mapped file
    std::chrono::milliseconds deadline{120'000};    ///< CPU time of one page; killed after ten times that by the wall
};

/// One page of one document. Page jobs of a document may run side by side.
struct ScanJob {
    std::int64_t ticket = 0;  ///< the caller's; comes back with the answer
    Fd file;                  ///< readable and seekable; position does not matter
    std::string media_type;
    std::string password;   ///< for encrypted PDFs; empty: none
    std::int32_t page = 1;  ///< from 1
    bool recognise = true;  ///< false: codes and quality alone
    bool distrust = false;  ///< recognise although the page has a good text layer
    bool codes = true;
};

struct ScanAnswer {
    std::int64_t ticket = 0;
    ScannedPage page;             ///< with a note when it could not be looked at
    std::int32_t page_count = 0;  ///< of the document; 0: unknown
    bool passing = false;         ///< the note tells of what may be otherwise next time: a worker that died, a deadline
};

/// A pool of worker processes, driven by one thread with poll(2). A worker's death, a broken answer or a passed deadline
/// costs the page at hand (it was tried once more when the worker died) and a fresh worker takes its place.
class Scanner {
public:
    struct Options {
        std::string program;  ///< path of fonds-scan
        std::string engine;   ///< automatic, ppocr or tesseract
        std::string models;   ///< folder of the models; may be empty
        unsigned workers = 1;
        ScanLimits limits;
    };

    explicit Scanner(Options options);
    ~Scanner();  ///< ends the workers
    Scanner(Scanner&&) noexcept;
    Scanner& operator=(Scanner&&) noexcept;

    [[nodiscard]] bool has_room() const;  ///< each worker has one page at work
    [[nodiscard]] std::size_t under_way() const;
    /// ErrorKind::unavailable when no worker can be started. Call only with room.
    [[nodiscard]] Result<void> submit(ScanJob job);
    /// The next finished page, in any order; waits for it, at most `patience`. Nothing when no page is under way, or none
    /// came in time. ErrorKind::unavailable when workers do not start: no engine, no sandbox.
    [[nodiscard]] Result<std::optional<ScanAnswer>> next(std::chrono::milliseconds patience);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace fonds
