// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/disposing.hpp"

#include <algorithm>

#include "archive/retaining.hpp"
#include "archive/state.hpp"
#include "schema/catalog/accounts.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/catalog/log_clock.hpp"
#include "schema/core/json.hpp"

namespace fonds {

Result<DraftSummary> Disposing::draft(const CaseDraft& draft)
{
    TRY_ASSIGN(const auto wound, Retaining(archive_).wind(false));
    static_cast<void>(wound);
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    TRY_ASSIGN(const DraftedCase drafted, cases.draft(draft, state_.clock_day(), state_.stamp()));
    TRY_ASSIGN(DispositionCase now, cases.get(drafted.number));
    return DraftSummary{std::move(now), drafted.held, drafted.in_other_cases};
}

Result<std::vector<DispositionCase>> Disposing::list(bool ended_too)
{
    return Cases(state_.catalog).list(ended_too);
}

Result<DispositionCase> Disposing::get(std::string_view number)
{
    return Cases(state_.catalog).get(number);
}

Result<std::vector<CaseItem>> Disposing::items(std::string_view number, std::optional<CaseDecision> decision,
                                               std::size_t limit, std::size_t offset)
{
    return Cases(state_.catalog).items(number, decision, limit, offset);
}

Result<std::vector<CaseSignature>> Disposing::signatures(std::string_view number)
{
    return Cases(state_.catalog).signatures(number);
}

Result<std::vector<CasePaper>> Disposing::papers(std::string_view number)
{
    return Cases(state_.catalog).papers(number);
}

Result<std::vector<LeftOut>> Disposing::stack_notes(std::string_view number, std::int64_t& count)
{
    TRY_ASSIGN(StackNotes found, Cases(state_.catalog).stack_notes(number));
    count = found.count;
    return std::move(found.notes);
}

Result<FullNames> Disposing::full_names()
{
    FullNames names;
    TRY_ASSIGN(const auto all, Accounts(state_.catalog).list());
    for (const Account& one : all) names.emplace(one.name, one.full_name);
    return names;
}

Result<std::optional<std::string>> Disposing::case_of(const ReferenceCode& code)
{
    return Cases(state_.catalog).case_of(code);
}

Result<ChoiceSummary> Disposing::decide(std::string_view number, const CaseChoice& choice)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    TRY_ASSIGN(CaseChosen chosen, cases.decide(number, choice, state_.clock_day(), state_.stamp()));
    TRY_ASSIGN(DispositionCase now, cases.get(number));
    return ChoiceSummary{chosen.decided, std::move(chosen.left), chosen.left_count, std::move(now)};
}

Result<DispositionCase> Disposing::give_opinion(std::string_view number, std::string_view participants,
                                                std::string_view text, std::string_view receiver)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    TRY(cases.give_opinion(number, participants, text, receiver, state_.clock_day(), state_.stamp()));
    return cases.get(number);
}

Result<DispositionCase> Disposing::compile_register(std::string_view number)
{
    TRY_ASSIGN(const auto wound, Retaining(archive_).wind(false));
    static_cast<void>(wound);
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    TRY(state_.catalog.transaction([&]() -> Result<void> {
        TRY(cases.compile_register(number, state_.clock_day(), state_.stamp()));
        return cases.expect_due(number, state_.clock_day());
    }));
    return cases.get(number);
}

Error Disposing::refusal(Error problem, std::string_view command, std::string_view number, std::string_view office,
                         std::initializer_list<CaseState> steps)
{
    // What is refused because of the case or a record names it; who is refused is named by the words alone.
    if (problem.kind != ErrorKind::refused || !problem.where.empty()) return problem;
    const auto missing = Accounts(state_.catalog).missing();
    const auto one = Cases(state_.catalog).get(number);
    if (!missing.ok() || !missing->empty() || !one.ok()) return problem;
    if (std::ranges::find(steps, one->state) == steps.end()) return problem;
    // By a doubtful clock everybody is refused.
    const Stamp stamp = state_.stamp();
    const auto clock = LogClock(state_.catalog).look(stamp.at);
    if (!clock.ok() || clock->jump != ClockLook::Jump::none) return problem;
    Json detail = Json::object()
                      .set("why", "separation")
                      .set("case", one->number)
                      .set("problem", problem.what.en)
                      .set("problem_zh", problem.what.zh);
    if (!office.empty()) detail.set("office", office);
    // What is refused is refused, whether it could be told or not.
    [[maybe_unused]] const auto told = state_.catalog.log("access.refused", command, detail.dump(), stamp);
    return problem;
}

Result<DispositionCase> Disposing::sign(std::string_view number, std::string_view office, bool approved,
                                        const std::vector<ReferenceCode>& except, std::string_view note)
{
    TRY_ASSIGN(const auto wound, Retaining(archive_).wind(false));
    static_cast<void>(wound);
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    auto done = state_.catalog.transaction([&]() -> Result<void> {
        TRY(cases.sign(number, office, approved, except, note, state_.stamp()));
        // Whoever refuses sends the case back, whatever it lists.
        return approved ? cases.expect_due(number, state_.clock_day()) : Result<void>();
    });
    if (!done.ok()) return refusal(std::move(done).error(), "case sign", number, office, {CaseState::listed});
    return cases.get(number);
}

Result<DispositionCase> Disposing::witness(std::string_view number, CaseStage stage, std::string_view office,
                                           std::string_view note)
{
    TRY_ASSIGN(const auto wound, Retaining(archive_).wind(false));
    static_cast<void>(wound);
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    auto done = state_.catalog.transaction([&]() -> Result<void> {
        TRY(cases.witness(number, stage, office, note, state_.stamp()));
        return stage == CaseStage::before ? cases.expect_due(number, state_.clock_day()) : Result<void>();
    });
    if (!done.ok())
        return refusal(std::move(done).error(), "case witness", number, office,
                       {stage == CaseStage::before ? CaseState::approved : CaseState::destroyed});
    return cases.get(number);
}

Result<DispositionCase> Disposing::withdraw(std::string_view number, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    TRY(cases.withdraw(number, reason, state_.stamp()));
    return cases.get(number);
}

Result<DispositionCase> Disposing::reopen(std::string_view number, std::string_view reason)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Cases cases(state_.catalog);
    TRY(cases.reopen(number, reason, state_.stamp()));
    return cases.get(number);
}

Date Disposing::day_of(Instant at) const
{
    return Date::of(at, state_.config.time_zone_minutes);
}

Result<Form> Disposing::form(std::string_view number, CasePaperKind kind, bool in_chinese)
{
    Cases cases(state_.catalog);
    TRY_ASSIGN(const DispositionCase one, cases.get(number));
    TRY_ASSIGN(const CasePaper paper, cases.paper(number, kind));
    TRY_ASSIGN(const auto signatures, cases.signatures(number));
    TRY_ASSIGN(const auto left_out, cases.items(number, CaseDecision::excepted, most_case_items, 0));
    TRY_ASSIGN(const FullNames names, full_names());
    return form_of_paper(paper, one, signatures, left_out, names, state_.config.time_zone_minutes, in_chinese);
}

}  // namespace fonds
