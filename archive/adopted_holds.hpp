// SPDX-License-Identifier: GPL-3.0-or-later
// Holds that come with a volume: they lay on its records when it was sealed. Private to the facade.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "archive/bagged_record.hpp"
#include "archive/state.hpp"

namespace fonds {

/// Collects them record by record, then places them. Done again it adds nothing.
class AdoptedHolds {
public:
    explicit AdoptedHolds(Archive::State& state) : state_(state) {}

    /// `made`: the record came just now; else it was here.
    void add(const ReferenceCode& code, const std::vector<BaggedHold>& holds, bool made);
    /// Each is a hold here, with kind, reason and authority; one that is here already gets the records. Nobody comes under a
    /// hold again that was released here, but records that came just now do, by a new one. Gives the numbers here.
    /// One that cannot be placed, because it says nothing that a hold here could say, costs no other: see problems().
    [[nodiscard]] Result<std::set<std::string>> place();
    /// Records that a hold which was placed covers.
    [[nodiscard]] std::int64_t records() const { return static_cast<std::int64_t>(records_.size()); }
    [[nodiscard]] const std::vector<Error>& problems() const { return problems_; }

private:
    struct Covered {
        BaggedHold hold;
        std::vector<ReferenceCode> made, known;
    };
    using Key = std::tuple<std::string, HoldKind, std::string, std::string>;

    [[nodiscard]] Result<void> place(const Covered& covered, std::set<std::string>& numbers);

    Archive::State& state_;
    std::map<Key, Covered> holds_;
    std::set<std::string> records_;
    std::vector<Error> problems_;
};

}  // namespace fonds
