// SPDX-License-Identifier: GPL-3.0-or-later
// 鉴定销毁: the appraisal of records whose period has ended, and what becomes of them. Procedure: 会计档案管理办法 (财政部
// 国家档案局 令第79号) art. 17–19 for accounting records; the same steps with fewer signatures for others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/json.hpp"
#include "schema/model/date.hpp"
#include "schema/model/grade.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

/// In the order in which a case goes through them; withdrawn from any before destroying.
enum class CaseState {
    appraisal,    ///< 鉴定中: each record is decided on
    opinion,      ///< 已出具鉴定意见书: what is kept longer is so from now on
    listed,       ///< 已编销毁清册: waits for signatures
    approved,     ///< 已批准
    witnessed,    ///< 监销人已查验: may be destroyed
    destroying,   ///< 销毁中: begun, and completed by the next run when it broke off
    destroyed,    ///< 已销毁: waits for the witnesses
    handed_over,  ///< 已移交: what was to go is with its receiver, and nothing is to be destroyed; waits to be closed
    closed,       ///< 已办结
    withdrawn     ///< 已撤销
};
[[nodiscard]] std::string_view name_of(CaseState state);
[[nodiscard]] Text text_of(CaseState state);
[[nodiscard]] std::optional<CaseState> case_state(std::string_view name);

/// Who must sign and watch.
enum class CaseProcedure {
    general,    ///< head of the unit and of the archives; witnesses of the archives and of the business department
    accounting  ///< five signatures; witnesses of archives and accounting, and of the information systems for electronic
                ///< records
};
[[nodiscard]] std::string_view name_of(CaseProcedure procedure);
[[nodiscard]] Text text_of(CaseProcedure procedure);
[[nodiscard]] Result<CaseProcedure> parse_case_procedure(std::string_view text);

enum class CaseDecision {
    none,       ///< not decided yet
    destroy,    ///< 销毁
    extend,     ///< 续存: kept until a day
    permanent,  ///< 永久保存
    transfer,   ///< 移交: to another archive
    excepted    ///< left out: stays due, for a later case
};
[[nodiscard]] std::string_view name_of(CaseDecision decision);
[[nodiscard]] Text text_of(CaseDecision decision);
[[nodiscard]] std::optional<CaseDecision> case_decision(std::string_view name);

enum class CaseOutcome { none, destroyed, transferred, kept };
[[nodiscard]] std::string_view name_of(CaseOutcome outcome);
[[nodiscard]] Text text_of(CaseOutcome outcome);

enum class CaseStage {
    approval,  ///< the register is signed
    before,    ///< 监销: it was compared with what is to be destroyed
    after      ///< 监销: it was destroyed
};
[[nodiscard]] std::string_view name_of(CaseStage stage);
[[nodiscard]] Text text_of(CaseStage stage);

/// As whom somebody signs or watches: unit_head, archives_head … as accounts name them.
[[nodiscard]] Text text_of_office(std::string_view office);
/// Which offices must sign at a stage. `electronic`: the case has records with bytes.
[[nodiscard]] std::vector<std::string_view> offices_needed(CaseProcedure procedure, CaseStage stage, bool electronic);

enum class CasePaperKind {
    opinion,      ///< 鉴定意见书
    register_,    ///< 销毁清册
    certificate,  ///< 销毁证明
    transfer,     ///< 移交清册
    statement     ///< 结案说明: that nothing was destroyed or handed over, and why; in place of a certificate
};
[[nodiscard]] std::string_view name_of(CasePaperKind kind);
[[nodiscard]] Text text_of(CasePaperKind kind);

struct CaseItem {
    ReferenceCode code;
    std::string title, category, folder, party;
    Grade grade = Grade::B;
    std::optional<Date> date;
    std::optional<Date> start, due;  ///< when the case was drafted
    std::string rule, period;        ///< codes
    CaseDecision decision = CaseDecision::none;
    bool unsettled = false;     ///< 未了事项: open claims or debts
    std::optional<Date> until;  ///< first day after the extension
    Text reason;                ///< in both languages where Fonds left it out; else as somebody wrote it
    std::string decided_by;
    std::string seen_by;  ///< who looked a second time, of grade A
    CaseOutcome outcome = CaseOutcome::none;
    std::string evidence;  ///< JSON; empty: none yet
    bool held = false;     ///< now
};

struct CaseSignature {
    CaseStage stage = CaseStage::approval;
    int round = 1;
    std::string office, account, full_name;
    bool approved = true;
    std::string note;
    Digest digest;  ///< of the paper that was signed
    Instant at{};
};

struct CasePaper {
    CasePaperKind kind = CasePaperKind::opinion;
    int round = 1;
    std::string content;  ///< JSON, docs/formats/disposition.md
    Digest digest;        ///< SHA-256 of it
    std::optional<ReferenceCode> record;
};

/// How many records of a case there are of each decision.
struct CaseCounts {
    std::int64_t items = 0, undecided = 0, destroy = 0, extend = 0, permanent = 0, transfer = 0, excepted = 0;
    std::int64_t destroyed = 0, transferred = 0;
    std::int64_t needs_second = 0;  ///< grade A, to be destroyed or transferred, that nobody has looked at again
};

struct DispositionCase {
    std::string number;  ///< D-2026-0001
    std::string title;
    CaseProcedure procedure = CaseProcedure::general;
    std::string basis;
    CaseState state = CaseState::appraisal;
    std::string author, author_name;  ///< account, and its full name, which may be empty
    int round = 1;
    std::string participants, opinion, receiver, receipt, method, place, executor, executor_name;
    Instant opened_at{};
    CaseCounts counts;
    bool electronic = false;  ///< some record has bytes
};

/// What a case is drafted from.
struct CaseDraft {
    std::string title, basis;
    std::optional<CaseProcedure> procedure;  ///< none: accounting when any of its records is
    std::vector<ReferenceCode> codes;        ///< empty: all that are due
    std::string category;                    ///< with those below it; empty: all
    std::optional<Date> due_until;           ///< none: today
};

/// A record that something is not done to, and why.
struct LeftOut {
    ReferenceCode code;
    Text why;
};

struct CaseChoice {
    std::vector<ReferenceCode> codes;   ///< empty: all that are not decided yet
    std::vector<ReferenceCode> except;  ///< of all
    CaseDecision decision = CaseDecision::destroy;
    std::optional<Date> until;  ///< of extend
    std::string reason;
    bool unsettled = false;
};

/// A reason as it is kept: what is one in both languages as it is, else as JSON with zh and en.
[[nodiscard]] std::string stored_reason(const Text& reason);
[[nodiscard]] Text reason_of(std::string_view stored);
/// In papers and events: reason, and reason_en where Fonds says it, whose Chinese then stands in reason.
void set_reason(Json& row, const Text& reason);
[[nodiscard]] Text reason_in(const Json& row);

/// Format of the statement.
inline constexpr std::string_view closing_statement = "fonds-closing-statement/1";
inline constexpr std::size_t most_case_items = 200'000;

}  // namespace fonds
