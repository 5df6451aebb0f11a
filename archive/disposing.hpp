// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for the appraisal and the end of records (鉴定销毁).
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/disposition.hpp"

namespace fonds {

struct DraftSummary {
    DispositionCase drafted;
    std::int64_t held = 0, in_other_cases = 0;  ///< due, but left out
};

struct ChoiceSummary {
    std::int64_t decided = 0;
    std::vector<LeftOut> left;  ///< at most 100
    std::int64_t left_count = 0;
    DispositionCase now;
};

struct DestructionReport {
    std::vector<LeftOut> left;
    std::int64_t records = 0;               ///< that went: those of a destruction that broke off before included
    std::int64_t files = 0, shared = 0;     ///< removed; kept because another record has the same bytes
    std::int64_t damaged = 0, missing = 0;  ///< files that were not what the register says, or not there, before they went
    std::uint64_t bytes = 0;                ///< of the files removed, in objects/ and in volumes
    std::int64_t volumes = 0;               ///< that had some of the files, and are written anew without them now
};

/// A package for another archive.
struct PackedTransfer {
    std::string directory;
    std::int64_t records = 0, files = 0;
    std::uint64_t bytes = 0;
    std::vector<LeftOut> left;  ///< what may not go today, and is not in it
};

using FullNames = std::map<std::string, std::string>;  ///< by account

struct CloseRequest {
    std::string category;              ///< that the papers are filed in; empty: that of the first record
    std::vector<std::string> backups;  ///< copies elsewhere that the destruction did not reach
    bool in_chinese = true;            ///< the papers
};

struct ClosedCase {
    DispositionCase now;
    std::vector<ReferenceCode> papers;  ///< records that opinion, register, certificate and transfer list became
};

/// Lives no longer than its archive; one thread at a time. Errors as the catalog's: an error means that nothing changed. Who
/// acts is Environment::actor; see Cases in schema/catalog/cases.hpp for who may.
class Disposing {
public:
    explicit Disposing(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    [[nodiscard]] Result<DraftSummary> draft(const CaseDraft& draft);
    [[nodiscard]] Result<std::vector<DispositionCase>> list(bool ended_too);
    [[nodiscard]] Result<DispositionCase> get(std::string_view number);
    [[nodiscard]] Result<std::vector<CaseItem>> items(std::string_view number, std::optional<CaseDecision> decision,
                                                      std::size_t limit, std::size_t offset);
    [[nodiscard]] Result<std::vector<CaseSignature>> signatures(std::string_view number);
    [[nodiscard]] Result<std::vector<CasePaper>> papers(std::string_view number);
    /// What came with records of the case in the same scanned stacks; at most 100 are told, `count` says how many there are.
    [[nodiscard]] Result<std::vector<LeftOut>> stack_notes(std::string_view number, std::int64_t& count);
    [[nodiscard]] Result<std::optional<std::string>> case_of(const ReferenceCode& code);

    [[nodiscard]] Result<ChoiceSummary> decide(std::string_view number, const CaseChoice& choice);
    [[nodiscard]] Result<DispositionCase> give_opinion(std::string_view number, std::string_view participants,
                                                       std::string_view text, std::string_view receiver);
    [[nodiscard]] Result<DispositionCase> compile_register(std::string_view number);
    [[nodiscard]] Result<DispositionCase> sign(std::string_view number, std::string_view office, bool approved,
                                               const std::vector<ReferenceCode>& except, std::string_view note);
    [[nodiscard]] Result<DispositionCase> witness(std::string_view number, CaseStage stage, std::string_view office,
                                                  std::string_view note);
    [[nodiscard]] Result<DispositionCase> withdraw(std::string_view number, std::string_view reason);
    [[nodiscard]] Result<DispositionCase> reopen(std::string_view number, std::string_view reason);

    /// Destroys what was approved and watched: index entries, facts and bytes, in that order, each durable before the next.
    /// Killed anywhere, the next run goes on where it was. What may not go is left out and told. ErrorKind::locked while
    /// others work in the archive.
    [[nodiscard]] Result<DestructionReport> destroy(std::string_view number, std::string_view method, std::string_view place,
                                                    WorkObserver& observer);
    /// Writes what is to be transferred as a BagIt bag (RFC 8493) into a new directory, with metadata as CSV, JSON and
    /// encapsulation XML after DA/T 48-2009 (docs/formats/disposition.md), and reads it back. What may not go today is not
    /// in it. Nothing of the archive changes but the log.
    [[nodiscard]] Result<PackedTransfer> pack(std::string_view number, const std::string& directory);
    /// The receiver has it: stubs stay. ErrorKind::refused when the newest package is not of exactly what may go. Again with
    /// the same receipt: finishes what broke off; with another: ErrorKind::refused.
    [[nodiscard]] Result<DestructionReport> hand_over(std::string_view number, std::string_view receipt,
                                                      WorkObserver& observer);
    /// Ends the case, and files its papers as records that are kept permanently. Again for a closed case: files those that
    /// are not filed yet.
    [[nodiscard]] Result<ClosedCase> close(std::string_view number, const CloseRequest& request, WorkObserver& observer);
    /// Its day where the archive is.
    [[nodiscard]] Date day_of(Instant at) const;
    /// A paper of the case as a form; ErrorKind::not_found before there is one.
    [[nodiscard]] Result<Form> form(std::string_view number, CasePaperKind kind, bool in_chinese);

private:
    /// Tells the log that somebody may not do this with a case that is at this step, and gives the error.
    [[nodiscard]] Error refusal(Error problem, std::string_view command, std::string_view number, std::string_view office,
                                std::initializer_list<CaseState> steps);
    [[nodiscard]] Result<PackedTransfer> pack_into(std::string_view number, const std::string& directory, bool& begun);
    [[nodiscard]] Result<void> leave_no_trace();
    /// Volumes with files that were destroyed are written anew without them.
    [[nodiscard]] Result<std::int64_t> remove_from_volumes();
    [[nodiscard]] Result<DestructionReport> remove_owed(DestructionReport report);
    [[nodiscard]] Result<FullNames> full_names();
    /// That nothing went, and why; empty when something did.
    [[nodiscard]] Result<std::string> statement(const DispositionCase& one);
    [[nodiscard]] Result<std::string> certificate(std::string_view number, const CloseRequest& request);
    [[nodiscard]] Result<std::vector<ReferenceCode>> file_papers(const DispositionCase& closed, const CloseRequest& request,
                                                                 WorkObserver& observer);
    Archive& archive_;
    Archive::State& state_;
};

/// A paper of a case as a form, with the case's signatures and what was left out; days as `offset_minutes` east of
/// Greenwich. Private to the facade.
[[nodiscard]] Result<Form> form_of_paper(const CasePaper& paper, const DispositionCase& one,
                                         const std::vector<CaseSignature>& signatures, const std::vector<CaseItem>& left_out,
                                         const FullNames& full_names, int offset_minutes, bool in_chinese);

}  // namespace fonds
