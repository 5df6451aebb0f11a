// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/suggestion.hpp"

namespace fonds {

std::string_view name_of(SuggestedField field)
{
    switch (field) {
    case SuggestedField::title: return "title";
    case SuggestedField::category: return "category";
    case SuggestedField::date: return "date";
    case SuggestedField::amount: return "amount";
    case SuggestedField::currency: return "currency";
    case SuggestedField::party: return "party";
    case SuggestedField::counterparty: return "counterparty";
    case SuggestedField::party_tax_id: return "party_tax_id";
    case SuggestedField::counterparty_tax_id: return "counterparty_tax_id";
    case SuggestedField::number: return "number";
    case SuggestedField::reference_code: return "reference_code";
    }
    return "";
}

std::string_view name_of(SuggestionSource source)
{
    switch (source) {
    case SuggestionSource::label: return "label";
    case SuggestionSource::embedded_xml: return "embedded_xml";
    case SuggestionSource::ofd: return "ofd";
    case SuggestionSource::qr_code: return "qr_code";
    case SuggestionSource::text: return "text";
    }
    return "";
}

}  // namespace fonds
