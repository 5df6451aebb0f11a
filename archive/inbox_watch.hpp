// SPDX-License-Identifier: GPL-3.0-or-later
// The watch over inbox/: waits, looks, and has taken what has come to rest, until it is asked to stop. The world is handed
// in. Private to the facade.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "archive/desk.hpp"
#include "archive/settling.hpp"
#include "archive/store/folder_watch.hpp"

namespace fonds {

struct InboxSight {
    std::vector<SeenFile> files;  ///< paths below inbox/
    std::vector<Error> problems;  ///< folders that cannot be read
    bool look_again = false;      ///< something may have come meanwhile
    std::optional<Error> untold;  ///< why the system tells of no changes, or not of all
};

/// What a watch works with.
class WatchedInbox {
public:
    virtual ~WatchedInbox() = default;
    [[nodiscard]] virtual std::string place() const = 0;
    [[nodiscard]] virtual Settling::Time now() = 0;
    [[nodiscard]] virtual InboxSight look() = 0;
    /// Waits for a change, at most so long. Paths are below inbox/.
    [[nodiscard]] virtual FolderChanges wait(std::chrono::milliseconds at_most) = 0;
    /// Takes these files, in order of paths.
    [[nodiscard]] virtual Result<InboxSummary> take(const std::vector<std::string>& files, DeskObserver& observer) = 0;
    /// The same, then looks at whatever waits on the desk to be looked at.
    [[nodiscard]] virtual Result<InboxSummary> take_and_look(const std::vector<std::string>& files,
                                                             DeskObserver& observer) = 0;
};

struct WatchPace {
    std::chrono::milliseconds settle;  ///< that a file has to rest
    std::chrono::milliseconds rescan;  ///< between two looks when nothing is told
};

/// What goes wrong again and again is told once, and tried again after pauses that grow.
class InboxWatch final : private DeskObserver {
public:
    InboxWatch(WatchedInbox& inbox, WatchPace pace, WatchObserver& observer)
        : inbox_(inbox), pace_(pace), observer_(observer), settling_(pace.settle)
    {
    }

    /// Until the observer wants to stop.
    void run();

private:
    using Time = Settling::Time;

    void progress(Phase phase, std::size_t done, std::size_t total) override
    {
        if (!between_pages_) observer_.progress(phase, done, total);
    }
    [[nodiscard]] bool stop_requested() override { return observer_.stop_requested(); }
    void taken(const TakenFile& file) override;
    void divided(const DividedFile& file) override { observer_.divided(file); }
    void between_pages() override;
    void accepted(const AcceptedPiece& piece) override
    {
        ++told_.accepted;
        observer_.accepted(piece);
    }

    void look();
    void take(const std::vector<std::string>& files);
    void wait();
    void hear(std::chrono::milliseconds at_most);
    /// Tells of a trouble once until it goes well again.
    void trouble(const Error& problem);
    [[nodiscard]] std::chrono::milliseconds growing_pause();
    [[nodiscard]] Time next_look() const;

    WatchedInbox& inbox_;
    WatchPace pace_;
    WatchObserver& observer_;
    Settling settling_;
    Time looked_at_;
    std::chrono::milliseconds breath_{0};
    bool look_soon_ = true;
    bool untold_ = false;
    bool owes_looking_ = true;                 ///< at pages of what was taken; unknown at the beginning
    bool between_pages_ = false;               ///< files are taken while others are looked at
    bool came_meanwhile_ = false;              ///< such files
    Time not_before_;                          ///< after a failure; of the whole desk, or of looking
    bool failed_ = false;                      ///< the last time the desk could take nothing
    int pauses_ = 0;                           ///< since it went well
    std::map<std::string, std::string> said_;  ///< of files and folders, by path
    std::set<std::string> troubles_;           ///< told since it went well
    InboxSummary told_;                        ///< of this batch, what is new
};

}  // namespace fonds
