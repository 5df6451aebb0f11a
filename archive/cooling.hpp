// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for cold volumes (冷存卷): what goes into them, and what comes back.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/cold_plan.hpp"
#include "schema/model/volume.hpp"

namespace fonds {

/// What stayed where it was, and why.
struct StayedHot {
    ReferenceCode code;
    Error why;
};

struct ColdRunReport {
    std::vector<Volume> volumes;  ///< sealed in this run
    std::int64_t records = 0, files = 0;
    std::uint64_t bytes = 0;        ///< of the files that were packed
    std::uint64_t freed = 0;        ///< bytes that left objects/
    std::vector<StayedHot> stayed;  ///< damaged records …
    std::int64_t waiting = 0;       ///< files that stay in objects/ until enough copies of their volume are verified
    std::vector<Error> copies;      ///< that could not be made
    bool interrupted = false;       ///< what was sealed before stays
    std::optional<Error> failure;   ///< that ended the run after the first volume
};

struct RecallReport {
    std::int64_t records = 0, files = 0;
    std::uint64_t bytes = 0;
    std::vector<StayedHot> failed;  ///< still cold
};

/// What a copy of a volume turned out to be.
struct CopyReport {
    std::string volume;
    VolumeCopy copy;
    std::vector<std::string> damaged;  ///< paths of members
    bool out_of_reach = false;         ///< its folder is not there, so that nothing is known of it
    /// Empty: it was not repaired; "copies": put together from several that were damaged; "parity"; "itself": its parity
    /// was made anew; else the place of the copy.
    std::string repaired_from;
    std::optional<Error> problem;  ///< why it is not whole, or was not
    bool all_readable = false;     ///< damaged, but every file of records is whole in it or another copy
};

/// What became of a file that was given to be adopted.
enum class AdoptFate {
    adopted,
    known,     ///< the volume is here already
    left_out,  ///< replaced, or with records that were destroyed here: see the problems
    failed
};
[[nodiscard]] std::string_view name_of(AdoptFate fate);

struct AdoptOutcome {
    std::string file;  ///< as it was given
    AdoptFate fate = AdoptFate::failed;
    std::int64_t records = 0, known = 0;  ///< made; there already
    std::optional<Error> problem;         ///< of one that failed
};

struct AdoptReport {
    std::vector<AdoptOutcome> outcomes;  ///< in the order in which the files were given
    bool interrupted = false;            ///< the others were not begun
    std::vector<Volume> volumes;
    std::int64_t records = 0, files = 0;
    std::int64_t known = 0;           ///< records that were there already
    std::int64_t held = 0;            ///< records that lay on hold when their volume was sealed
    std::set<std::string> holds{};    ///< numbers, here, of the holds that cover these
    std::vector<StayedHot> problems;  ///< records that were not taken; where it has no code, `why.where` names it
    /// Files that are damaged, and were taken as the parity beside them gives them; they are as they were.
    std::vector<std::string> repaired{};
    /// Records that were part of another when they were sealed, and which: made so in the end.
    std::vector<std::pair<ReferenceCode, ReferenceCode>> merged{};
    /// Likewise, but they are here already, each for itself, and nobody is known to have parted them: told, not done.
    std::vector<std::pair<ReferenceCode, ReferenceCode>> apart{};
};

/// Lives no longer than its archive; one thread at a time. An error means that nothing was done, or what was done before it
/// is durable and whole.
class Cooling {
public:
    explicit Cooling(Archive& archive) : archive_(archive), state_(*archive.state_) {}

    [[nodiscard]] const ColdPolicy& policy() const;
    [[nodiscard]] Result<ColdPlan> plan(const ColdPolicy& policy);
    /// Records as the plan names them, in that order.
    [[nodiscard]] Result<std::vector<Record>> records(const std::vector<PlannedRecord>& planned);

    /// Seals volume after volume: packed, proven, with parity and copies, entered, and only then do bytes leave objects/.
    /// Killed anywhere, nothing is lost, and the next run or `repair` clears what was left. First does what earlier runs
    /// left undone: copies that were missing. ErrorKind::locked while another run is under way.
    /// With ColdPlan::encrypted, ErrorKind::usage without a key, before anything is done.
    [[nodiscard]] Result<ColdRunReport> run(const ColdPlan& plan, WorkObserver& observer);
    /// Brings all files of records back into objects/; volumes keep what they have.
    [[nodiscard]] Result<RecallReport> recall(const std::vector<ReferenceCode>& codes, WorkObserver& observer);

    /// With their copies as they look now: see look_at_copies.
    [[nodiscard]] Result<std::vector<Volume>> volumes(bool replaced_too);
    [[nodiscard]] Date day_of(Instant at) const;  ///< where the archive is
    [[nodiscard]] Result<Volume> volume(std::string_view name);
    [[nodiscard]] Result<std::vector<VolumeMember>> members(std::string_view name);
    /// Those that were sealed in it: its own lists name them.
    [[nodiscard]] Result<std::vector<ReferenceCode>> records_in(std::string_view name);
    [[nodiscard]] Result<std::int64_t> dead_members(std::string_view name);
    [[nodiscard]] Result<StorageTally> tally();

    /// Reads every copy of a volume whole, member by member where the whole digest is wrong; remembers how each stands, and
    /// mends a damaged or missing one from another copy or by parity. One whose folder is not there is let be.
    [[nodiscard]] Result<std::vector<CopyReport>> verify(std::string_view name, WorkObserver& observer);
    /// Seals the living members of volumes anew as one, and removes the old files; nothing is sealed when none lives.
    [[nodiscard]] Result<std::optional<Volume>> rewrite(const std::vector<std::string>& names, WorkObserver& observer);
    /// The copy in volumes/ (or in `from`) lies in another folder from now on.
    [[nodiscard]] Result<Volume> move(std::string_view name, std::string_view from, const std::string& to,
                                      WorkObserver& observer);
    /// Takes the volumes of an archive, with all records in them, into this one. What lay on hold when it was sealed is on
    /// hold here; holds that were placed or released later are in no volume. The order of the files does not matter, and one
    /// that cannot be adopted costs no other: see `outcomes`; an error is about more than one file.
    [[nodiscard]] Result<AdoptReport> adopt(const std::vector<std::string>& files, WorkObserver& observer);

    /// Asked while bytes are read, and while parity repairs them; true ends the reading.
    void stop_when(std::function<bool()> stop_requested);
    /// How many volumes are encrypted, when their key is not there; 0 while all can be opened.
    [[nodiscard]] Result<std::int64_t> locked_volumes();
    /// What copies of volumes failed to give since this was last asked; each is remembered in the catalog, where that can
    /// be.
    [[nodiscard]] std::vector<Error> troubles();

private:
    Archive& archive_;
    Archive::State& state_;
};

}  // namespace fonds
