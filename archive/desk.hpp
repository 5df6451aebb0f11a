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

/// An arrival that was looked at.
struct DividedArrival {
    Arrival arrival;
    std::vector<PieceId> pieces;
    std::size_t separators = 0, blank = 0;                    ///< pages that are in no piece
    std::vector<std::pair<PieceId, ReferenceCode>> accepted;  ///< by their category's rule
};

struct InboxSummary {
    std::size_t taken = 0, known = 0, left = 0, failed = 0;  ///< files
    std::size_t pieces = 0;                                  ///< of the files that were looked at
    std::size_t accepted = 0;                                ///< of these, by a rule
    std::size_t doubtful = 0;                                ///< of these, that wait with a reason
    std::size_t not_looked_at = 0;                           ///< files that wait to be looked at
    std::optional<Error> problem;                            ///< the first reason why
    bool interrupted = false;
};

class DeskObserver : public WorkObserver {
public:
    virtual void taken(const TakenFile&) {}
    virtual void divided(const DividedArrival&) {}
};

struct AcceptRequest {
    RecordMetadata said;  ///< its empty members follow from what is known of the piece
    bool grade_given = false;
    Duplicates duplicates = Duplicates::refused;
    bool as_new_record = false;  ///< also when a label names a record to attach to
    bool certain_only = false;   ///< ErrorKind::refused when there is a reason to look first
};

struct AcceptOutcome {
    ReferenceCode code;
    bool attached = false;               ///< to a record that a label named
    std::vector<Suggestion> not_taken;   ///< suggestions that are in doubt, of fields that stay empty
    std::optional<Error> index_problem;  ///< why searches do not see it yet
};

}  // namespace fonds
