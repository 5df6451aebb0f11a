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
    return places.location(std::string_view(text).substr(0, text.find_first_of("-/"))).ok();
}

}  // namespace

Result<std::vector<SectionedScan>> section_scans(Places& places, const std::vector<ScannedCode>& codes, std::string location)
{
    std::vector<SectionedScan> scans;
    scans.reserve(codes.size());
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
                if (!placed) scans.push_back({code, text, std::nullopt, false, "", false, 0, std::move(*found)});
                continue;
            } else if (found.error().kind != ErrorKind::not_found && found.error().kind != ErrorKind::usage) {
                return found.error();
            }
        }
        SectionedScan scan{code, text, std::nullopt, false, location, placed, ended_by, std::nullopt};
        if (auto paper = PaperName::parse(text); paper.ok() && !is_place) scan.paper = std::move(*paper);
        // A storeroom may be called like the fonds: then only numbers that are there are papers, whatever their form.
        const bool as_address = is_place || begins_as_address(places, text);
        scan.known = scan.paper && places.whereabouts(*scan.paper).ok();
        bool looks_like_paper = is_paper || scan.known;
        if (!looks_like_paper && scan.paper && (scan.paper->is_folder() || !as_address)) {
            TRY_ASSIGN(looks_like_paper, places.may_be_paper(*scan.paper));
        }
        if (!looks_like_paper) {
            scan.paper.reset();
            ended_by = code.line;
            placed = false;
            location.clear();
            scan.location.clear();
        }
        scans.push_back(std::move(scan));
    }
    return scans;
}

}  // namespace fonds
