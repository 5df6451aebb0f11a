// SPDX-License-Identifier: GPL-3.0-or-later
// Reading documents in other processes: the client of fonds-extract (docs/formats/extract-protocol.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"
#include "schema/model/page_text.hpp"

namespace fonds {

struct ExtractLimits {
    std::uint64_t memory = std::uint64_t{2} << 30;  ///< bytes of address space, beyond the mapped file
    std::chrono::milliseconds deadline{60'000};     ///< wall time of one document; then the worker is killed
    std::uint32_t pages = 20'000;
    std::uint64_t text = std::uint64_t{64} << 20;  ///< bytes of text
};

enum class WordBoxes { skipped, wanted };
enum class Inspection { skipped, wanted };

struct ExtractJob {
    std::int64_t ticket = 0;  ///< the caller's; comes back with the answer
    Fd file;                  ///< readable and seekable; position does not matter
    std::string media_type;   ///< as told by media_type_of
    std::string password;     ///< for encrypted PDFs; empty: none
    WordBoxes words = WordBoxes::skipped;
    Inspection inspection = Inspection::skipped;  ///< of PDFs: what they are made of, as properties pdf.*
};

struct ExtractAnswer {
    std::int64_t ticket = 0;
    DocumentText text;
};

/// A pool of worker processes, driven by one thread with poll(2). A worker's death, a broken answer or a passed deadline
/// costs the document at hand (state failed, with a note; tried once more alone when the worker died) and a fresh worker
/// takes its place.
class Extractor {
public:
    struct Options {
        std::string program;  ///< path of fonds-extract
        unsigned workers = 1;
        ExtractLimits limits;
    };

    explicit Extractor(Options options);
    ~Extractor();  ///< ends the workers
    Extractor(Extractor&&) noexcept;
    Extractor& operator=(Extractor&&) noexcept;

    /// Room for another job? Each worker has one at work and one waiting.
    [[nodiscard]] bool has_room() const;
    [[nodiscard]] std::size_t under_way() const;
    /// ErrorKind::unavailable when no worker can be started. Call only with room.
    [[nodiscard]] Result<void> submit(ExtractJob job);
    /// The next finished document, in any order; waits for it, when a patience is given no longer than that. Nothing when no
    /// job is under way, or none was finished in time.
    [[nodiscard]] Result<std::optional<ExtractAnswer>> next(std::optional<std::chrono::milliseconds> patience = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The media type by content, then by the file name's suffix; application/octet-stream when neither tells. `head` is the
/// first 4096 bytes. Never runs a parser.
[[nodiscard]] std::string media_type_of(std::string_view head, std::string_view file_name);

/// Short kind for queries and listings: pdf, docx, xlsx, pptx, odt, eml, html, md, txt, jpg, png, tif, … or bin.
[[nodiscard]] std::string kind_of_media(std::string_view media_type);

/// Does fonds-extract read text from this type?
[[nodiscard]] bool has_text_reader(std::string_view media_type);

}  // namespace fonds
