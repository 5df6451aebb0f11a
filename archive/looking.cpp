// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/looking.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "archive/arrival_division.hpp"
#include "archive/scans.hpp"

namespace fonds {

namespace {

constexpr std::chrono::milliseconds patience{200};  // between two questions whether to stop
constexpr std::chrono::milliseconds patience_for_texts{10};
// What is read ahead of the oldest arrival that is not whole yet.
constexpr std::size_t most_sights = 16;
constexpr std::size_t most_held = std::size_t{32} << 20;  // bytes of text; one document may have more

/// An arrival that is being looked at.
struct Sight {
    Arrival arrival;
    std::optional<DocumentText> text;  ///< none yet: a worker reads it
    std::size_t held = 0;              ///< bytes of that text
    bool begun = false;                ///< its pages are known
    std::map<std::int32_t, ScannedPage> seen;
    std::vector<std::int32_t> wanted;  ///< pages that nobody has looked at, in order
    std::size_t next = 0;              ///< of wanted
    std::size_t under_way = 0;
    std::optional<ScanAppender> appender;

    [[nodiscard]] std::int64_t ticket() const { return static_cast<std::int64_t>(arrival.id); }
    [[nodiscard]] bool unread() const { return !text; }
    [[nodiscard]] bool has_pages() const { return has_pictures(arrival.media_type) && !text->pages.empty(); }
    [[nodiscard]] bool is_wanted(std::int32_t page) const
    {
        const auto at = seen.find(page);
        return at == seen.end() || is_to_be_tried_again(at->second);
    }
    [[nodiscard]] bool is_whole() const { return begun && next == wanted.size() && under_way == 0; }
};

std::size_t size_of(const DocumentText& text)
{
    std::size_t size = 0;
    for (const PageText& page : text.pages) size += sizeof page + page.text.size();
    return size;
}

/// Texts and pages of several arrivals are under way at once. Each arrival is divided when it and all before it are whole.
class Looker {
public:
    Looker(Archive::State& state, DeskObserver& observer) : state_(state), observer_(observer) {}

    [[nodiscard]] std::size_t looked() const { return looked_; }

    [[nodiscard]] Result<void> run()
    {
        TRY_ASSIGN(arrivals_, state_.catalog.arrivals_to_look_at());
        while (!observer_.stop_requested()) {
            read_ahead();
            const auto handed = hand_out();  // before the time that dividing takes
            TRY(divide_whole());
            TRY(handed);
            if (sights_.empty() && next_ == arrivals_.size()) break;
            TRY(take_answer());
            observer_.between_pages();
        }
        if (problem_) return *problem_;
        return {};
    }

private:
    /// Gives texts to be read, and takes those that were.
    void read_ahead()
    {
        while (next_ < arrivals_.size() && sights_.size() < most_sights && held_ < most_held) {
            if (extractor_ && !extractor_->has_room()) break;
            sights_.emplace_back().arrival = arrivals_[next_++];
            if (const auto given = give_to_be_read(sights_.back()); !given.ok()) give_up(sights_.size() - 1, given.error());
        }
        take_texts(std::chrono::milliseconds{0});
    }

    [[nodiscard]] Result<void> give_to_be_read(Sight& sight)
    {
        TRY_ASSIGN(auto reading, state_.reading_of(sight.arrival.digest, sight.arrival.media_type));
        if (auto* const known = std::get_if<DocumentText>(&reading)) {
            sight.text = std::move(*known);
            return {};
        }
        auto& job = std::get<ExtractJob>(reading);
        job.ticket = sight.ticket();
        if (!extractor_) extractor_.emplace(state_.make_extractor());
        return extractor_->submit(std::move(job));
    }

    void take_texts(std::chrono::milliseconds at_most)
    {
        while (extractor_ && extractor_->under_way() > 0) {
            auto answer = extractor_->next(at_most);
            if (!answer.ok()) {
                extractor_.reset();
                const auto unread = std::ranges::find_if(sights_, &Sight::unread);
                give_up(static_cast<std::size_t>(unread - sights_.begin()), answer.error());
                return;
            }
            if (!*answer) return;
            at_most = std::chrono::milliseconds{0};
            const auto at = std::ranges::find(sights_, (*answer)->ticket, &Sight::ticket);
            if (at == sights_.end()) continue;
            at->text = std::move((*answer)->text);
            at->held = size_of(*at->text);
            held_ += at->held;
        }
    }

    /// The arrival at this place and all behind it are for another run; those before it are finished.
    void give_up(std::size_t place, const Error& problem)
    {
        while (sights_.size() > place) sights_.pop_back();
        next_ = arrivals_.size();
        if (!problem_) problem_ = problem;
    }

    /// Keeps the workers busy with the oldest pages there are.
    [[nodiscard]] Result<void> hand_out()
    {
        while (!scanner_ || scanner_->has_room()) {
            const auto at = std::ranges::find_if(
                sights_, [](const Sight& sight) { return !sight.begun || sight.next < sight.wanted.size(); });
            if (at == sights_.end() || at->unread()) return {};
            const auto place = static_cast<std::size_t>(at - sights_.begin());
            if (!at->begun) {
                if (const auto begun = begin(*at); !begun.ok()) give_up(place, begun.error());
                continue;
            }
            auto file = state_.objects->open(at->arrival.digest);
            if (!file.ok()) {
                give_up(place, file.error());
                continue;
            }
            ScanJob job;
            job.page = at->wanted[at->next];
            job.ticket = at->ticket();
            job.media_type = at->arrival.media_type;
            job.file = std::move(*file);
            if (!scanner_) scanner_.emplace(state_.make_scanner({}));
            TRY(scanner_->submit(std::move(job)));
            ++at->next;
            ++at->under_way;
        }
        return {};
    }

    [[nodiscard]] Result<void> begin(Sight& sight)
    {
        if (sight.has_pages()) {
            TRY_ASSIGN(auto known, state_.scans.get(sight.arrival.digest));
            for (ScannedPage& page : known) sight.seen.insert_or_assign(page.number, std::move(page));
            for (std::size_t i = 0; i < sight.text->pages.size(); ++i)
                if (const auto page = static_cast<std::int32_t>(i + 1); sight.is_wanted(page)) sight.wanted.push_back(page);
            TRY_ASSIGN(sight.appender, state_.scans.appender(sight.arrival.digest));
            total_ += sight.wanted.size();
        }
        sight.begun = true;
        return {};
    }

    [[nodiscard]] Result<void> take_answer()
    {
        const bool scanning = scanner_ && scanner_->under_way() > 0;
        if (!scanning) {
            take_texts(patience);
            return {};
        }
        const bool starving = scanner_->has_room() && std::ranges::any_of(sights_, &Sight::unread);
        TRY_ASSIGN(auto answer, scanner_->next(starving ? patience_for_texts : patience));
        if (!answer) return {};
        const auto at = std::ranges::find(sights_, answer->ticket, &Sight::ticket);
        if (at == sights_.end()) return {};
        --at->under_way;
        const auto before = at->seen.find(answer->page.number);
        count_try(answer->page, answer->passing, before != at->seen.end() ? &before->second : nullptr);
        TRY(at->appender->add({answer->page}));
        at->seen.insert_or_assign(answer->page.number, std::move(answer->page));
        observer_.progress(Phase::recognising, ++done_, total_);
        return {};
    }

    [[nodiscard]] Result<void> divide_whole()
    {
        while (!sights_.empty() && sights_.front().is_whole()) {
            Sight sight = std::move(sights_.front());
            sights_.pop_front();
            held_ -= sight.held;
            TRY(finish(sight));
        }
        return {};
    }

    /// Bytes before facts: the pages are durable before the catalog says that they were looked at.
    [[nodiscard]] Result<void> finish(Sight& sight)
    {
        std::vector<ScannedPage> scans;
        if (sight.appender) {
            TRY(sight.appender->sync());
            for (auto& [number, page] : sight.seen)
                if (number <= static_cast<std::int32_t>(sight.text->pages.size())) scans.push_back(std::move(page));
            const auto again = std::ranges::find_if(scans, is_to_be_tried_again);
            if (again != scans.end()) {
                put_off(sight.arrival, *again);
                return {};
            }
            merge_scans(*sight.text, scans);
            TRY(state_.texts.put(sight.arrival.digest, *sight.text));
        } else if (sight.text->state == TextState::done || sight.text->state == TextState::partial) {
            TRY(state_.texts.put(sight.arrival.digest, *sight.text));
        }
        TRY(divide_arrival(state_, sight.arrival, *sight.text, scans, observer_));
        ++looked_;
        return {};
    }

    void put_off(const Arrival& arrival, const ScannedPage& page)
    {
        if (problem_) return;
        problem_ = error(ErrorKind::unavailable,
                         say("Page {} could not be looked at: {}", "第 {} 页未能识别:{}", {page.number, page.note}))
                       .with_hint(say("It waits, and the next fonds inbox run looks at it again.",
                                      "该件继续等候,下次执行 fonds inbox run 时再次识别。"))
                       .at(below_inbox(arrival));
    }

    Archive::State& state_;
    DeskObserver& observer_;
    std::vector<Arrival> arrivals_;
    std::size_t next_ = 0;      ///< of arrivals_
    std::deque<Sight> sights_;  ///< oldest first
    std::size_t held_ = 0;      ///< bytes of their texts
    std::optional<Extractor> extractor_;
    std::optional<Scanner> scanner_;
    std::size_t done_ = 0, total_ = 0;  ///< pages
    std::size_t looked_ = 0;
    std::optional<Error> problem_;  ///< of an arrival that is left for another run
};

}  // namespace

void look_at_arrivals(Archive::State& state, DeskObserver& observer, InboxSummary& summary)
{
    // Pages are appended to the scans of an object by one process at a time.
    const auto ocr =
        Lock::acquire(state.layout.ocr_lock(), LockMode::exclusive, state.config.lock_wait, state.environment.program);
    if (!ocr.ok()) {
        summary.not_looked = ocr.error();
        return;
    }
    Looker looker(state, observer);
    if (const auto done = looker.run(); !done.ok()) summary.not_looked = done.error();
    summary.looked = looker.looked();
}

}  // namespace fonds
