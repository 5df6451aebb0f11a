// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of disposition cases, and who may act on them. Private to schema/catalog.
#pragma once

#include <string>
#include <string_view>

#include "schema/catalog/catalog_state.hpp"
#include "schema/core/json.hpp"
#include "schema/model/disposition.hpp"

namespace fonds {

/// An account that may do what is asked.
struct Acting {
    std::int64_t id = 0;
    std::string name;
};
/// The open account that `actor` names, when it has the role (with an office: as that). ErrorKind::refused otherwise, and in
/// an archive whose administrator, security officer and auditor are not three people. `signing`: only with a password that
/// nobody else set.
[[nodiscard]] Result<Acting> acting_as(CatalogState& state, std::string_view actor, std::string_view role,
                                       std::string_view office = {}, bool signing = false);

/// A case as it stands.
struct CaseRow {
    std::int64_t id = 0, author = 0, executor = 0;
    int round = 1;
    std::string number;
    CaseState state = CaseState::appraisal;
    CaseProcedure procedure = CaseProcedure::general;
    bool destroys = true, transfers = false;  ///< is anything left to be? Known from listed to witnessed
    [[nodiscard]] bool all_left_out() const
    {
        return state >= CaseState::listed && state <= CaseState::witnessed && !destroys && !transfers;
    }
};
[[nodiscard]] Result<CaseRow> find_case(CatalogState& state, std::string_view number);
/// ErrorKind::refused, saying what comes next, unless the case is in that state.
[[nodiscard]] Result<void> expect_state(const CaseRow& row, CaseState wanted);
/// ErrorKind::refused when everything that was listed has been left out: the case is but closed.
[[nodiscard]] Result<void> expect_something_left(const CaseRow& row);
[[nodiscard]] Result<void> set_state(CatalogState& state, const CaseRow& row, CaseState next);
/// Handed over, when it stands before a destruction and nothing is left to destroy or hand over but something went.
[[nodiscard]] Result<CaseState> seen_state(CatalogState& state, const CaseRow& row);
/// Is there a record with bytes in it that is to be destroyed or transferred?
[[nodiscard]] Result<bool> is_electronic(CatalogState& state, const CaseRow& row);
/// Leaves a record out of its case, with an event.
[[nodiscard]] Result<void> except_item(CatalogState& state, const CaseRow& row, std::int64_t record, std::string_view code,
                                       const Text& reason, const Stamp& stamp);
/// Keeps a paper of the case in this round; gives its digest.
[[nodiscard]] Result<Digest> store_paper(CatalogState& state, const CaseRow& row, CasePaperKind kind,
                                         const std::string& content);
[[nodiscard]] Result<CasePaper> newest_paper(CatalogState& state, const CaseRow& row, CasePaperKind kind);
/// The list of the newest package of this round, which is no paper before it was handed over; none: not packed.
[[nodiscard]] Result<std::optional<CasePaper>> packed_list(CatalogState& state, const CaseRow& row);
/// The case needs no package any more.
[[nodiscard]] Result<void> forget_package(CatalogState& state, const CaseRow& row);
/// As case_paper names a kind: a statement stands where a certificate would.
[[nodiscard]] std::string_view stored_name(CasePaperKind kind);
[[nodiscard]] CasePaperKind kind_of_paper(std::string_view stored, const std::string& content);
/// The files of a record that go with it: its components and those of what was merged into it, as a JSON array by digest.
[[nodiscard]] Result<Json> files_of(CatalogState& state, std::int64_t record);
/// Accounting records have a period that counts from the end of a fiscal year (order 79, art. 14), or stand in the category
/// KU of DA/T 13, or among invoices and receipts (FP): original vouchers are accounting records (order 79, art. 6). Asked of
/// what is there today: rules may have changed since the draft.
[[nodiscard]] Result<bool> has_accounting(CatalogState& state, std::int64_t row);
/// The rows of the register as they would be compiled now: what is to be destroyed or transferred and still there.
[[nodiscard]] Result<Json> register_rows(CatalogState& state, const CaseRow& row, const Date& today);
/// The part of such a row that must not have changed between signature and destruction.
[[nodiscard]] std::string fixed_part(const Json& listed);
/// What was approved and may not go today, in the order of records; clocks must be wound.
struct Obstacle {
    std::int64_t record = 0;
    std::string code;
    Text why;
};
[[nodiscard]] Result<std::vector<Obstacle>> obstacles_of(CatalogState& state, const CaseRow& row, CaseDecision decision,
                                                         const Date& today);
/// Leaves out, with events, what was approved and may not go today: on hold, kept longer, lent, or not what was signed.
[[nodiscard]] Result<std::vector<LeftOut>> leave_out_obstacles(CatalogState& state, const CaseRow& row,
                                                               CaseDecision decision, const Date& today, const Stamp& stamp);
/// Is nothing left to be destroyed, handed over or decided?
[[nodiscard]] Result<bool> nothing_left(CatalogState& state, const CaseRow& row);
/// ErrorKind::refused for a record that is a paper of a case.
[[nodiscard]] Result<void> refuse_case_paper(CatalogState& state, RecordId record, const ReferenceCode& code);
/// The bytes are owed to destruction, unless a record or a piece that waits still has them.
[[nodiscard]] Result<void> give_up_object(CatalogState& state, const CaseRow& row, std::int64_t object);
/// A record and everything that was merged into it: a recursive query named `whole (id)` for the record ?1.
inline constexpr std::string_view with_whole =
    "WITH RECURSIVE whole (id) AS (SELECT ?1 UNION SELECT record FROM tombstone JOIN whole ON merged_into = whole.id) ";
/// Behind with_whole: the byte streams that go with it, as `mine (object, role)`: files, and the stacks that pages of it
/// were scanned in, which nothing else would ever remove. Without those that are destroyed already.
inline constexpr std::string_view and_mine =
    ", came (arrival) AS (SELECT arrival FROM piece WHERE record IN (SELECT id FROM whole) UNION SELECT piece_page.arrival "
    "FROM"
    " piece JOIN piece_page ON piece_page.piece = piece.id WHERE record IN (SELECT id FROM whole)), mine (object, role) AS"
    " (SELECT object, min(role) FROM (SELECT object, role FROM component WHERE record IN (SELECT id FROM whole) UNION SELECT"
    " object, 'scan' FROM came JOIN arrival ON arrival.id = came.arrival) WHERE object NOT IN (SELECT object FROM"
    " destroyed_object) GROUP BY object) ";
/// Pieces with pages of the same scanned files as pieces of record.id; `other` is each of them. Behind a SELECT.
inline constexpr std::string_view pieces_beside =
    " FROM piece JOIN piece_page AS mine ON mine.piece = piece.id JOIN piece_page AS theirs ON theirs.arrival = mine.arrival"
    " JOIN piece AS other ON other.id = theirs.piece WHERE piece.record = record.id AND ";
/// Does a piece wait on the desk with pages of this object? An SQL condition; `object` names the object's id.
[[nodiscard]] std::string waits_with(std::string_view object);

}  // namespace fonds
