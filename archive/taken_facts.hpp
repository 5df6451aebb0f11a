// SPDX-License-Identifier: GPL-3.0-or-later
// What comes with an archive besides its records: rules, numbers that are nobody's, tombstones, holds. Private to the
// facade.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/state.hpp"

namespace fonds {

/// Why what comes with a package may be shorter than the law has it: so it was where it was kept, and why, that archive
/// tells.
inline constexpr const char* taken_as_it_was = "随移交包带入 (as in the package)";

/// What is here already stays as it is; what cannot be taken is told and costs nothing else.
class TakenFacts {
public:
    TakenFacts(Archive& archive, Archive::State& state, std::function<void(const Error&)> tell)
        : archive_(archive), state_(state), tell_(std::move(tell))
    {
    }

    /// `revise`: a rule that is here and says something else gets a new version.
    [[nodiscard]] Result<void> take_rules(std::string_view csv, bool revise);
    /// Of a volume: rules that are not here, and which of those that are here keep shorter than there.
    [[nodiscard]] Result<std::vector<Error>> take_missing_rules(std::string_view csv);
    /// Of a volume, likewise; categories in `own` keep what this archive says of them.
    [[nodiscard]] Result<std::vector<Error>> take_assignments(std::string_view json, const std::set<std::string>& own);
    [[nodiscard]] Result<void> take_events(std::string_view json);
    [[nodiscard]] Result<void> take_numbers(std::string_view json);
    [[nodiscard]] Result<void> take_retention(std::string_view json);

private:
    [[nodiscard]] Result<void> told(Result<void> done, const std::string& of);
    [[nodiscard]] Result<void> take_held(const Json& held);
    [[nodiscard]] Result<void> take_tombstone(const Json& stone);
    /// Is what was destroyed or handed over there a record here?
    [[nodiscard]] Result<bool> lives_on(const Json& stone);
    [[nodiscard]] Result<void> take_event(const Json& event);
    [[nodiscard]] Result<void> take_each_event(const Json& events);
    [[nodiscard]] Result<void> take_hold(const Json& hold);

    Archive& archive_;
    Archive::State& state_;
    std::function<void(const Error&)> tell_;
    std::set<std::string> events_;   ///< of retention, that are here
    std::set<std::string> claimed_;  ///< numbers of holds here that are one of those there
};

}  // namespace fonds
