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

struct InboxSummary {
    std::size_t taken = 0, known = 0, left = 0, failed = 0;  ///< files
    std::size_t looked = 0;                                  ///< files whose pages were looked at
    std::optional<Error> not_looked;                         ///< why others were not; they wait all the same
    bool interrupted = false;
};

class DeskObserver : public WorkObserver {
public:
    virtual void taken(const TakenFile&) {}
};

struct AcceptRequest {
    RecordMetadata said;  ///< its empty members follow from what is known of the piece
    bool grade_given = false;
    Duplicates duplicates = Duplicates::refused;
};

struct AcceptOutcome {
    ReferenceCode code;
    std::optional<Error> index_problem;  ///< why searches do not see it yet
};

}  // namespace fonds
