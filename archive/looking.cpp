// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/looking.hpp"

#include <algorithm>
#include <map>

#include "archive/dividing.hpp"
#include "archive/scans.hpp"
#include "archive/suggesting.hpp"

namespace fonds {

namespace {

constexpr std::chrono::milliseconds patience{200};  // between two questions whether to stop

bool has_pictures(std::string_view media_type)
{
    return media_type == "application/pdf" || media_type.starts_with("image/");
}

std::string below_inbox(const Arrival& arrival)
{
    return (arrival.folder.empty() ? "" : arrival.folder + "/") + arrival.file_name;
}

class Looker {
public:
    Looker(Archive::State& state, DeskObserver& observer) : state_(state), observer_(observer) {}

    [[nodiscard]] Result<std::size_t> run()
    {
        TRY_ASSIGN(const auto arrivals, state_.catalog.arrivals_to_look_at());
        std::size_t looked = 0;
        for (const Arrival& arrival : arrivals) {
            if (observer_.stop_requested()) break;
            TRY_ASSIGN(const bool whole, look_at(arrival));
            if (!whole) break;
            ++looked;
        }
        return looked;
    }

private:
    /// False: stopped in the middle.
    [[nodiscard]] Result<bool> look_at(const Arrival& arrival)
    {
        TRY_ASSIGN(DocumentText text, state_.extract(arrival.digest, arrival.media_type));
        std::vector<ScannedPage> scans;
        if (has_pictures(arrival.media_type) && !text.pages.empty()) {
            TRY_ASSIGN(const bool whole, scan(arrival, text.pages.size(), scans));
            if (!whole) return false;
            merge_scans(text, scans);
            TRY(state_.texts.put(arrival.digest, text));
        }
        TRY(divide_up(arrival, text, scans));
        return true;
    }

    [[nodiscard]] Result<bool> scan(const Arrival& arrival, std::size_t pages, std::vector<ScannedPage>& scans)
    {
        TRY_ASSIGN(auto known, state_.scans.get(arrival.digest));
        std::map<std::int32_t, ScannedPage> seen;
        for (ScannedPage& page : known) seen.insert_or_assign(page.number, std::move(page));
        TRY_ASSIGN(ScanAppender appender, state_.scans.appender(arrival.digest));
        if (!scanner_) scanner_.emplace(state_.make_scanner({}));
        std::size_t next = 0;
        std::size_t under_way = 0;
        while (next < pages || under_way > 0) {
            if (observer_.stop_requested()) {
                scanner_.reset();  // what is under way belongs to nobody now
                return false;
            }
            while (next < pages && scanner_->has_room()) {
                const auto number = static_cast<std::int32_t>(++next);
                if (seen.contains(number)) continue;
                ScanJob job;
                job.page = number;
                job.media_type = arrival.media_type;
                TRY_ASSIGN(job.file, state_.objects->open(arrival.digest));
                TRY(scanner_->submit(std::move(job)));
                ++under_way;
            }
            if (under_way == 0) continue;
            TRY_ASSIGN(auto answer, scanner_->next(patience));
            if (!answer) continue;
            --under_way;
            TRY(appender.add({answer->page}));
            seen.insert_or_assign(answer->page.number, std::move(answer->page));
            observer_.progress(Phase::recognising, seen.size(), pages);
        }
        TRY(appender.sync());
        for (auto& [number, page] : seen)
            if (number <= static_cast<std::int32_t>(pages)) scans.push_back(std::move(page));
        return true;
    }

    [[nodiscard]] Result<void> divide_up(const Arrival& arrival, const DocumentText& text,
                                         const std::vector<ScannedPage>& scans)
    {
        const bool paged = has_pictures(arrival.media_type) && !text.pages.empty();
        Division division;
        if (paged) {
            std::vector<PageSight> sights;
            auto scan = scans.begin();
            for (std::size_t i = 0; i < text.pages.size(); ++i) {
                const auto number = static_cast<std::int32_t>(i + 1);
                while (scan != scans.end() && scan->number < number) ++scan;
                const bool seen = scan != scans.end() && scan->number == number;
                sights.push_back(sight_of(seen ? &*scan : nullptr, &text.pages[i], state_.catalog.identity().code));
            }
            DivideRules rules;
            rules.split = arrival.defaults.split.value_or(true);
            rules.drop_blank = arrival.defaults.drop_blank.value_or(false);
            division = divide(sights, rules);
        } else {
            division.pieces = {{0}};
        }
        Suggesting suggesting(state_);
        std::vector<NewPiece> pieces;
        for (const auto& pages : division.pieces) {
            TRY_ASSIGN(NewPiece piece, suggesting.piece_of(arrival, text, scans, pages));
            pieces.push_back(std::move(piece));
        }
        auto divided =
            state_.catalog.divide_arrival(arrival.id, paged ? text.page_count : 0, pieces, division.dropped, state_.stamp());
        // Somebody was faster: the decision stands.
        if (!divided.ok() && divided.error().kind != ErrorKind::refused) return std::move(divided).error();
        if (divided.ok()) observer_.divided({below_inbox(arrival), std::move(*divided)});
        return {};
    }

    Archive::State& state_;
    DeskObserver& observer_;
    std::optional<Scanner> scanner_;
};

}  // namespace

Result<std::size_t> look_at_arrivals(Archive::State& state, DeskObserver& observer)
{
    // Pages are appended to the scans of an object by one process at a time.
    TRY_ASSIGN(const Lock ocr, Lock::acquire(state.layout.ocr_lock(), LockMode::exclusive, state.config.lock_wait,
                                             state.environment.program));
    return Looker(state, observer).run();
}

}  // namespace fonds
