// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalog that knows disposition cases. Transactions, threads and errors as in catalog.hpp. Who acts is the
// account that Stamp::actor names: ErrorKind::refused without the role or the office a step asks for, and before the archive
// has an administrator, a security officer and an auditor who are three people.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog/retention.hpp"
#include "schema/model/disposition.hpp"

namespace fonds {

struct CatalogState;

struct DraftedCase {
    std::string number;
    std::int64_t items = 0;
    std::int64_t held = 0, in_other_cases = 0;  ///< due, but left out
};

/// What came with records of a case in the same scanned stacks, and what that means for them.
struct StackNotes {
    std::vector<LeftOut> notes;  ///< at most 100; one a record
    std::int64_t count = 0;
};

struct CaseChosen {
    std::int64_t decided = 0;
    std::vector<LeftOut> left;  ///< at most 100
    std::int64_t left_count = 0;
};

/// One record that is to be destroyed, with the bytes it has.
struct Condemned {
    RecordId record{};
    ReferenceCode code;
    struct Bytes {
        std::int64_t object = 0;
        Digest digest;
        std::uint64_t size = 0;
        std::string role;
        bool shared = false;  ///< a record that stays has the same bytes, or a piece on the desk waits with them
    };
    std::vector<Bytes> bytes;  ///< those of stacks that it was scanned with, too
};

/// Bytes that nothing has any more and that may still be there.
struct OwedBytes {
    std::int64_t object = 0;
    Digest digest;
};

/// Lives no longer than its catalog.
class Cases {
public:
    explicit Cases(Catalog& catalog);

    /// Opens a case of what is due; clocks must be wound. What is on hold or in another open case is left out. Named records
    /// that are not due, and none at all, are ErrorKind::refused.
    [[nodiscard]] Result<DraftedCase> draft(const CaseDraft& draft, const ClockDay& day, const Stamp& stamp);
    /// Newest first; closed and withdrawn ones only when asked for.
    [[nodiscard]] Result<std::vector<DispositionCase>> list(bool ended_too);
    [[nodiscard]] Result<DispositionCase> get(std::string_view number);
    /// In the order of their codes.
    [[nodiscard]] Result<std::vector<CaseItem>> items(std::string_view number, std::optional<CaseDecision> decision,
                                                      std::size_t limit, std::size_t offset);
    [[nodiscard]] Result<std::vector<CaseSignature>> signatures(std::string_view number);
    [[nodiscard]] Result<std::vector<CasePaper>> papers(std::string_view number);
    /// The newest of that kind; none yet: ErrorKind::not_found. For a certificate the statement that takes its place.
    [[nodiscard]] Result<CasePaper> paper(std::string_view number, CasePaperKind kind);
    /// Of the records that may be destroyed or transferred: pages of their stacks that still wait on the desk, and records
    /// from the same stacks that are on hold (either keeps them here), or not in this case.
    [[nodiscard]] Result<StackNotes> stack_notes(std::string_view number);
    /// The open case that a record is in.
    [[nodiscard]] Result<std::optional<std::string>> case_of(const ReferenceCode& code);

    /// Decides on records. Of grade A and unsettled ones only one that is named alone; a destruction or transfer of grade A
    /// counts once a second archivist has decided the same.
    [[nodiscard]] Result<CaseChosen> decide(std::string_view number, const CaseChoice& choice, const ClockDay& day,
                                            const Stamp& stamp);
    /// Ends the appraisal, when everything is decided: extensions and permanent keeping hold from now on.
    [[nodiscard]] Result<void> give_opinion(std::string_view number, std::string_view participants, std::string_view text,
                                            std::string_view receiver, const ClockDay& day, const Stamp& stamp);
    /// Fixes the list of what is to be destroyed or transferred, file by file. ErrorKind::refused when that is nothing.
    [[nodiscard]] Result<void> compile_register(std::string_view number, const ClockDay& day, const Stamp& stamp);
    /// Signs the register as one of the offices it needs; `except` are left out. Refusing sends the case back to appraisal,
    /// and the next register needs all signatures again. The last signature approves the case.
    [[nodiscard]] Result<CaseState> sign(std::string_view number, std::string_view office, bool approved,
                                         const std::vector<ReferenceCode>& except, std::string_view note,
                                         const Stamp& stamp);
    /// A witness tells that the register was compared (before) or that what it lists was destroyed (after). After: the same
    /// people as before.
    [[nodiscard]] Result<CaseState> witness(std::string_view number, CaseStage stage, std::string_view office,
                                            std::string_view note, const Stamp& stamp);
    /// ErrorKind::refused when a record of it that is to go is not due that day, naming the first; clocks must be wound.
    [[nodiscard]] Result<void> expect_due(std::string_view number, const ClockDay& day);
    [[nodiscard]] Result<void> withdraw(std::string_view number, std::string_view reason, const Stamp& stamp);
    /// Back to appraisal, with another round of signatures.
    [[nodiscard]] Result<void> reopen(std::string_view number, std::string_view reason, const Stamp& stamp);

    // --- destruction: index, then catalog, then bytes ---
    /// Looks at everything once more and begins: what is on hold now, is not due any more, is lent, or is not what the
    /// register says, is left out and told. Again for one that broke off: goes on.
    [[nodiscard]] Result<std::vector<LeftOut>> begin_destruction(std::string_view number, std::string_view method,
                                                                 std::string_view place, const ClockDay& day,
                                                                 const Stamp& stamp);
    /// The next records to destroy, by id; empty: none is left.
    [[nodiscard]] Result<std::vector<Condemned>> condemned(std::string_view number, std::size_t limit);
    /// Leaves a record out of the case, with an event.
    [[nodiscard]] Result<void> leave_out(std::string_view number, const ReferenceCode& code, const Text& why,
                                         const Stamp& stamp);
    /// Buries records whose index entries are gone: nothing but their tombstones stays, and their bytes are owed.
    /// `evidence`: JSON for each. One that came under a hold meanwhile is left out and told.
    [[nodiscard]] Result<std::vector<LeftOut>> bury(std::string_view number, const std::vector<Condemned>& records,
                                                    const std::vector<std::string>& evidence, const Stamp& stamp);
    [[nodiscard]] Result<std::vector<OwedBytes>> owed_bytes(std::size_t limit);
    /// They are gone from the disk.
    [[nodiscard]] Result<void> settle_bytes(const std::vector<OwedBytes>& gone);
    /// Nothing is left to do: the case is destroyed. `verified`: JSON of what was looked at afterwards.
    [[nodiscard]] Result<void> end_destruction(std::string_view number, std::string_view verified, const Stamp& stamp);
    /// Gives the deleted rows' space in the database file back, and empties its log.
    [[nodiscard]] Result<void> purge();

    // --- transfer ---
    /// Of the records that were approved for it, those that may not go that day, and why. Clocks must be wound.
    [[nodiscard]] Result<std::vector<LeftOut>> may_not_go(std::string_view number, const ClockDay& day);
    /// The package was written: its list takes the place of an earlier one's, and is a paper of the case once that was
    /// handed over.
    [[nodiscard]] Result<void> packed(std::string_view number, std::string_view content, const Stamp& stamp);
    /// ErrorKind::refused unless the newest package holds exactly the records that may go that day; ErrorKind::not_found
    /// without one. A case of which nothing may go needs none.
    [[nodiscard]] Result<void> expect_package(std::string_view number, const ClockDay& day);
    /// The receiver has it: the records become stubs, whose facts stay and whose bytes are owed. What may not go is left out
    /// and told; refused as by expect_package. Again with the same receipt: nothing more happens; with another:
    /// ErrorKind::refused.
    [[nodiscard]] Result<std::vector<LeftOut>> hand_over(std::string_view number, std::string_view receipt,
                                                         const ClockDay& day, const Stamp& stamp);

    /// Ends a case with nothing left to do; `certificate`: JSON, or the statement of a case under which nothing went; empty
    /// when there is nothing to state. Without a destruction no witness is needed.
    [[nodiscard]] Result<void> close(std::string_view number, std::string_view certificate, const Stamp& stamp);
    [[nodiscard]] Result<void> set_paper_record(std::string_view number, CasePaperKind kind, int round,
                                                const ReferenceCode& record);

private:
    CatalogState& state_;
    Catalog& catalog_;
};

}  // namespace fonds
