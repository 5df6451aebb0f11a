// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/stamp.hpp"

#include <algorithm>
#include <utility>

namespace fonds {

namespace {

constexpr std::array<std::pair<std::string_view, bool StampOutcome::*>, 4> flags{{{"covers", &StampOutcome::covers},
                                                                                  {"reduced", &StampOutcome::reduced},
                                                                                  {"anew", &StampOutcome::written_anew},
                                                                                  {"signed", &StampOutcome::is_signed}}};

}  // namespace

std::string words_of(const StampCells& cells)
{
    std::string words = "归档章";
    for (const NamedCell& cell : stamp_cells)
        if (const std::string& value = cells.*cell.value; !value.empty())
            words += " " + std::string(cell.name) + ":" + value;
    return words;
}

std::string encode(const StampOutcome& outcome)
{
    std::string text = outcome.place;
    for (const auto& [name, flag] : flags)
        if (outcome.*flag) text += " " + std::string(name);
    return text;
}

std::optional<StampOutcome> decode_stamp_outcome(std::string_view text)
{
    const auto next = [&] {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        return word;
    };
    StampOutcome outcome;
    outcome.place = next();
    if (outcome.place != "right" && outcome.place != "centre" && outcome.place != "left") return {};
    while (!text.empty()) {
        const std::string_view word = next();
        bool known = false;
        for (const auto& [name, flag] : flags)
            if (word == name) known = outcome.*flag = true;
        if (!known) return {};
    }
    return outcome;
}

}  // namespace fonds
