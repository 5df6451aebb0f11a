// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/adopted_holds.hpp"

#include "schema/catalog/holds.hpp"

namespace fonds {

namespace {

constexpr std::size_t longest_reason = 700;  ///< bytes; with its origin it has to fit into a line

/// The reason as it was, and where the hold is from; whoever reads it later may read either language.
std::string reason_here(const BaggedHold& hold)
{
    std::string reason = hold.reason.empty() ? "-" : hold.reason;
    if (reason.size() > longest_reason) {
        std::size_t end = longest_reason;
        while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0) == 0x80) --end;
        reason = reason.substr(0, end) + "…";
    }
    std::string from = "adopted hold 随卷接收的冻结";
    for (const std::string& part : {hold.number, hold.placed_by, hold.placed_at.substr(0, 10)})
        if (!part.empty()) from += ", " + part;
    return reason + " (" + from + ")";
}

}  // namespace

void AdoptedHolds::add(const ReferenceCode& code, const std::vector<BaggedHold>& holds, bool made)
{
    for (const BaggedHold& hold : holds) {
        Covered& covered = holds_[{hold.number, hold.kind, hold.reason, hold.authority}];
        covered.hold = hold;
        (made ? covered.made : covered.known).push_back(code);
    }
}

Result<std::set<std::string>> AdoptedHolds::place()
{
    std::set<std::string> numbers;
    for (const auto& [key, covered] : holds_) {
        auto placed = place(covered, numbers);
        if (placed.ok()) continue;
        if (placed.error().kind != ErrorKind::usage) return std::move(placed).error();
        problems_.push_back(std::move(placed).error().at(covered.hold.number));
    }
    return numbers;
}

Result<void> AdoptedHolds::place(const Covered& covered, std::set<std::string>& numbers)
{
    Holds holds(state_.catalog);
    Hold wanted;
    wanted.number = covered.hold.number;
    wanted.kind = covered.hold.kind;
    wanted.reason = reason_here(covered.hold);
    wanted.authority = covered.hold.authority.empty() ? "-" : covered.hold.authority;
    // Its own archive has it under its own number.
    const auto is_it = [&](const Hold& each) {
        if (each.kind != wanted.kind || each.authority != wanted.authority) return false;
        return each.reason == wanted.reason || (each.number == covered.hold.number && each.reason == covered.hold.reason);
    };
    TRY_ASSIGN(const auto all, holds.list(true));
    const Hold* in_force = nullptr;
    bool released = false;
    for (const Hold& each : all) {
        if (!is_it(each)) continue;
        released = released || each.released_at;
        if (!each.released_at) in_force = &each;
    }
    std::vector<ReferenceCode> codes = covered.made;
    if (in_force != nullptr || !released) codes.insert(codes.end(), covered.known.begin(), covered.known.end());
    if (codes.empty()) return {};
    if (in_force != nullptr) {
        std::vector<RecordId> records;
        for (const auto& code : codes) {
            TRY_ASSIGN(const Record record, state_.catalog.record(code));
            records.push_back(record.id);
        }
        TRY_ASSIGN(const auto joined, holds.join(in_force->number, records, state_.stamp()));
        static_cast<void>(joined);
        numbers.insert(in_force->number);
    } else {
        wanted.scope.records = codes;
        TRY_ASSIGN(std::string number, holds.place(wanted, {}, state_.stamp()));
        numbers.insert(std::move(number));
    }
    for (const auto& code : codes) records_.insert(code.text());
    return {};
}

}  // namespace fonds
