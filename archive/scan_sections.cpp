// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/scan_sections.hpp"

#include "archive/sheet_marks.hpp"
#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

/// Takes `prefix` away, whatever its width and case.
bool take_prefix(std::string& text, std::string_view prefix)
{
    const std::string half = half_width(text);
    if (half.size() < prefix.size() || spelling_key(std::string_view(half).substr(0, prefix.size())) != spelling_key(prefix))
        return false;
    text = std::string(trimmed(std::string_view(half).substr(prefix.size())));
    return true;
}

bool begins_as_address(Places& places, const std::string& text)
{
    return places.location(std::string_view(text).substr(0, text.find('-'))).ok();
}

}  // namespace

Result<std::vector<SectionedScan>> section_scans(Places& places, const std::vector<ScannedCode>& codes,
                                                 std::string_view fonds_code, std::string location, Unknowns unknowns)
{
    std::vector<SectionedScan> scans;
    scans.reserve(codes.size());
    const std::string own_form = spelling_key(std::string(fonds_code) + "-");
    bool placed = !location.empty();
    std::size_t ended_by = 0;
    for (const ScannedCode& code : codes) {
        std::string text = code.text;
        const bool is_place = take_prefix(text, "FONDS:PLACE:") || take_prefix(text, "FONDS:LOCATION:");
        const bool is_paper = !is_place && take_prefix(text, label_prefix);
        if (!is_paper && text.find('/') == std::string::npos) {
            auto found = places.location(text);
            if (found.ok()) {
                placed = !found->retired;
                location = placed ? found->code : "";
                ended_by = 0;
                if (!placed) scans.push_back({code, text, std::nullopt, "", false, 0, std::move(*found)});
                continue;
            } else if (found.error().kind != ErrorKind::not_found && found.error().kind != ErrorKind::usage) {
                return found.error();
            }
        }
        SectionedScan scan{code, text, std::nullopt, location, placed, ended_by, std::nullopt};
        if (auto paper = PaperName::parse(text); paper.ok() && !is_place) scan.paper = std::move(*paper);
        // A storeroom may be called like the fonds.
        const bool as_address = is_place || begins_as_address(places, text);
        const bool looks_like_paper =
            is_paper || (scan.paper && (scan.paper->is_folder() ||
                                        (!as_address && spelling_key(scan.paper->number).starts_with(own_form))));
        // A reference code of another form is a paper all the same, when there is such a record.
        if (!looks_like_paper && !(scan.paper && places.whereabouts(*scan.paper).ok())) {
            scan.paper.reset();
            if (as_address || unknowns == Unknowns::end_section) {
                ended_by = code.line;
                placed = false;
                location.clear();
                scan.location.clear();
            }
        }
        scans.push_back(std::move(scan));
    }
    return scans;
}

}  // namespace fonds
