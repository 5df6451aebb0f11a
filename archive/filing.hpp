// SPDX-License-Identifier: GPL-3.0-or-later
// What is filed, how, and what is told about it on the way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/core/error.hpp"
#include "schema/model/number.hpp"
#include "schema/model/record.hpp"
#include "schema/model/requests.hpp"

namespace fonds {

/// One file and what is said of it. Empty members get defaults: title from the file's name, category QT, grade from the
/// category, currency from the configuration.
struct FilingItem {
    std::string path;  ///< "-": standard input
    RecordMetadata metadata;
    bool grade_given = false;
    std::optional<ReferenceCode> code{};  ///< assigned elsewhere, or reserved; none: the next one
};

struct FilingOptions {
    Duplicates duplicates = Duplicates::refused;
    std::string password;  ///< for encrypted PDFs; used while reading, never stored
    std::size_t batch_items = 1000;
    Leap leap = Leap::refused;  ///< of numbers that items bring along
    std::uint64_t batch_bytes = std::uint64_t{256} << 20;
};

enum class FilingStatus { filed, duplicate, failed };

struct FilingOutcome {
    std::size_t item = 0;  ///< index into the items
    FilingStatus status = FilingStatus::filed;
    ReferenceCode code;            ///< filed: its code; duplicate: the code that holds the bytes
    std::optional<Error> problem;  ///< duplicate and failed
    bool restored = false;         ///< filed: the same bytes were stored, but damaged, and these have replaced them
    std::optional<std::int64_t> numbers_left{};  ///< filed: see FiledRecord
};

/// An attachment that is in the archive.
struct AttachOutcome {
    TextState text = TextState::pending;  ///< pending: its words cannot be found yet
    std::string text_note;
    std::optional<Error> index_problem;  ///< why
    bool restored = false;               ///< as in FilingOutcome
};

struct DrainSummary {
    std::size_t indexed = 0;       ///< records brought up to date
    std::size_t without_text = 0;  ///< of those, with a component whose text failed or is encrypted
    std::size_t kept_text = 0;     ///< of those, whose stored text stays because reading again gave less
    std::size_t left_owed = 0;     ///< records that could not be read now; they stay owed
    std::optional<Error> problem;  ///< the first reason for kept_text or left_owed
    bool left_to_others = false;   ///< somebody else held the index and did not finish in time
};

struct FilingSummary {
    std::size_t filed = 0, duplicates = 0, failed = 0;
    std::size_t without_text = 0;  ///< filed, but the text failed or is encrypted
    std::size_t needs_ocr = 0;     ///< filed, with pages that are pictures without text
    std::size_t text_pending = 0;  ///< filed, but not searchable yet
    bool interrupted = false;
    std::optional<Error> index_problem;  ///< why text is pending
};

enum class Phase {
    filing,
    indexing,
    checking,
    recognising,
    copying,    ///< counted in bytes
    verifying,  ///< counted in bytes
    packing,    ///< counted in bytes
    parity      ///< once
};

/// Told about long work, on the thread that does it.
class WorkObserver {
public:
    virtual ~WorkObserver() = default;
    virtual void progress(Phase, std::size_t /*done*/, std::size_t /*total*/) {}
    /// An item is decided: when filed, durably.
    virtual void filed(const FilingOutcome&) {}
    /// The text of a filed item is decided and searchable.
    virtual void text_read(std::size_t /*item*/, TextState, const std::string& /*note*/) {}
    /// Asked often; true ends the work at the next safe point.
    [[nodiscard]] virtual bool stop_requested() { return false; }
};

}  // namespace fonds
