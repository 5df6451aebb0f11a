// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/order.hpp"

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

void OrderFindings::add(Severity severity, std::string_view kind, std::string subject, Text what, const Text& hint)
{
    if (++counts[std::string(kind)] > static_cast<std::int64_t>(most_)) return;
    listed.push_back({severity, std::string(kind), std::move(subject), std::move(what), hint});
}

Ordering::Ordering(Catalog& catalog) : catalog_(catalog), state_(*catalog.state_) {}

Result<OrderFindings> Ordering::findings(const Date& today, std::size_t most)
{
    return state_.read([&]() -> Result<OrderFindings> {
        OrderFindings findings(most);
        TRY(add_number_findings(catalog_, findings));
        TRY(add_record_findings(state_, findings));
        TRY(add_folder_findings(catalog_, state_, findings));
        TRY(add_place_findings(state_, today, findings));
        return findings;
    });
}

}  // namespace fonds
