// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the desk, and what is told about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/filing.hpp"
#include "schema/model/desk.hpp"

namespace fonds {

enum class TakenStatus {
    taken,  ///< it is on the desk and no longer in the inbox
    known,  ///< the same bytes wait on the desk already; it is no longer in the inbox
    left,   ///< it stays in the inbox for a later run: it is empty, grows, or is being written
    failed  ///< it stays in the inbox: it cannot be taken
};

struct TakenFile {
    std::string path;  ///< below inbox/, bytes of the file system
    TakenStatus status = TakenStatus::taken;
    PieceId piece{};               ///< taken: what waits for it now; known: one that does
    std::optional<Error> problem;  ///< left and failed; taken, when it could not be removed from the inbox
};

/// What a rule has accepted.
struct AcceptedPiece {
    PieceId piece{};
    ReferenceCode code;
};

struct InboxSummary {
    std::size_t taken = 0, known = 0, left = 0, failed = 0;  ///< files
    std::size_t stay = 0;    ///< of those taken or known, what could not be removed, or has words beside it that nobody read
    std::size_t looked = 0;  ///< files whose pages were looked at
    std::optional<Error> not_looked;     ///< why others were not; they wait all the same
    std::size_t accepted = 0;            ///< pieces, by a rule
    std::optional<Error> not_accepted;   ///< why others were not looked through for a rule
    std::optional<Error> index_problem;  ///< why searches do not see them yet
    bool interrupted = false;
};

/// What became of a file whose pages were looked at.
struct DividedFile {
    std::string path;             ///< below inbox/, where it lay
    std::vector<PieceId> pieces;  ///< the first is the one it waited as
};

class DeskObserver : public WorkObserver {
public:
    virtual void taken(const TakenFile&) {}
    /// Durably, by a rule.
    virtual void accepted(const AcceptedPiece&) {}
    virtual void divided(const DividedFile&) {}
    /// Often while pages are looked at: what takes long is no reason to leave what comes meanwhile.
    virtual void between_pages() {}
};

class WatchObserver : public DeskObserver {
public:
    /// From now on nothing that comes is missed.
    virtual void watching(const std::string& /*inbox*/) {}
    /// Some files were dealt with; the counts are of those that were told.
    virtual void batch(const InboxSummary&) {}
    /// Something does not go as it should; the watch goes on.
    virtual void trouble(const Error&) {}
};

struct AcceptRequest {
    RecordMetadata said;  ///< its empty members follow from what is known of the piece
    bool grade_given = false;
    Duplicates duplicates = Duplicates::refused;
    std::string password;       ///< of an encrypted PDF; used while reading, never stored
    bool ignore_label = false;  ///< its label is wrong: it becomes a record of its own
};

struct AcceptOutcome {
    ReferenceCode code;
    TextState text = TextState::pending;  ///< of the record; pending: its words cannot be found yet
    std::string text_note;
    std::optional<Error> index_problem;  ///< why searches do not see it yet
};

}  // namespace fonds
