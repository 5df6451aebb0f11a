// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog: every fact of the archive, in one SQLite database (docs/formats/catalog.md).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/catalog/new_record.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/result.hpp"
#include "schema/model/category.hpp"
#include "schema/model/desk.hpp"
#include "schema/model/finding.hpp"
#include "schema/model/recognition.hpp"
#include "schema/model/record.hpp"
#include "schema/model/requests.hpp"

namespace fonds {

/// A record whose index entry is behind its facts.
struct OwedWork {
    RecordId record{};
    std::int64_t revision = 0;
    std::int64_t entry = 0;  ///< outbox row
};

struct StoredObject {
    Digest digest;
    std::uint64_t size = 0;
    std::string media_type;
    TextState text = TextState::pending;
};

/// Objects whose pages are to be looked at. A default one asks for all that wait.
struct ScansRequest {
    std::vector<RecordId> records;  ///< of these alone; empty: of all
    bool redo = false;              ///< also those that were recognised before
    std::optional<double> below;    ///< with redo: only those with a page of less confidence, or none that was recognised
    std::int64_t after = 0;         ///< ScanWork::object of the last one seen
    std::size_t limit = 500;
};

struct ScanWork {
    std::int64_t object = 0;  ///< ascending
    Digest digest;
    std::string media_type;
    TextState text = TextState::pending;
    std::vector<RecordId> records;  ///< that have it, by number
};

struct NewArrival {
    NewComponent file;  ///< its role does not matter
    std::string folder;
    DeskDefaults defaults;
};

struct NewPiece {
    std::vector<PiecePage> pages;
    PieceFacts facts;
    std::string fingerprint;  ///< of its text; bytes of the caller's own form; empty: none
};

/// A page of an arrival that is in no piece.
struct DroppedPage {
    std::int32_t page = 0;
    std::string why;  ///< separator or blank
};

struct EditedParty {
    Party party;
    std::vector<RecordId> owing;  ///< records that owe the index for it
};

enum class Access { read, write };

/// One connection. One thread at a time; open another Catalog for another thread. Writers of several processes queue for
/// at most `Options::wait`, then ErrorKind::locked. Every method that changes something is one durable transaction (or a
/// part of the transaction() it runs in) that also appends to the audit log.
class Catalog {
public:
    struct Options {
        std::chrono::milliseconds wait{30'000};
        /// Asked before an older schema is migrated, so that the caller may take the archive alone; an error stops the
        /// opening.
        std::function<Result<void>()> before_migrating;
        /// What two names of parties must have in common to be one name; without it, width and the case of ASCII letters
        /// do not matter.
        std::function<std::string(std::string_view)> fold_name;
        std::string vfs;  ///< the SQLite VFS that reads and writes the file; empty: the system's
    };
    static constexpr int schema_version = 12;

    /// Creates the database file (mode 0640) with the newest schema and an empty scheme.
    [[nodiscard]] static Result<Catalog> create(const std::string& path, const ArchiveIdentity& identity, const Stamp& stamp,
                                                Options options);
    /// With Access::write an older schema is migrated first; with read it is ErrorKind::schema_version, as a newer one
    /// always is. A file that is no database, or no catalog, is ErrorKind::corrupt.
    [[nodiscard]] static Result<Catalog> open(const std::string& path, Access access, Options options);
    [[nodiscard]] static Result<Catalog> open(const std::string& path, Access access) { return open(path, access, {}); }
    /// The version a file has, without migrating it.
    [[nodiscard]] static Result<int> version_of(const std::string& path);

    ~Catalog();
    Catalog(Catalog&&) noexcept;
    Catalog& operator=(Catalog&&) noexcept;

    [[nodiscard]] const ArchiveIdentity& identity() const;

    /// Runs `body` in one immediate transaction: committed durably when it returns ok, else rolled back whole. Nesting joins
    /// the outer transaction. A method inside that fails before its first write (a duplicate, an unknown folder) leaves no
    /// trace and the body may go on; once one fails later, as when the disk is full, the transaction is lost, and it and
    /// every method in it return that error.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()>& body);
    /// Runs `body`, which only reads, on one state of the database: what others write meanwhile it does not see.
    [[nodiscard]] Result<void> snapshot(const std::function<Result<void>()>& body);

    // --- scheme ---
    // Codes of categories and numbers of folders are taken however they are typed: see canonical_category_code.
    [[nodiscard]] Result<void> add_category(const Category& category, const Stamp& stamp);
    /// Everything but the code can change; numbers already assigned stay.
    [[nodiscard]] Result<void> edit_category(std::string_view code, const CategoryEdit& edit, const Stamp& stamp);
    [[nodiscard]] Result<Category> category(std::string_view code);
    [[nodiscard]] Result<std::vector<Category>> categories();
    [[nodiscard]] Result<void> add_folder(const Folder& folder, const Stamp& stamp);
    [[nodiscard]] Result<void> edit_folder(std::string_view category, std::string_view number, const FolderEdit& edit,
                                           const Stamp& stamp);
    [[nodiscard]] Result<Folder> folder(std::string_view category, std::string_view number);
    [[nodiscard]] Result<std::vector<Folder>> folders(std::string_view category);  ///< empty: of all categories
    [[nodiscard]] Result<void> add_party(const Party& party, const Stamp& stamp);
    /// Another name renames it: its records follow, their history tells it, and the old name becomes an alias unless the
    /// edit says all aliases. With other names or aliases its records owe the index.
    [[nodiscard]] Result<EditedParty> edit_party(std::string_view name, const PartyEdit& edit, const Stamp& stamp);
    /// By name, else by alias, else by a name or alias that folds the same.
    [[nodiscard]] Result<Party> party(std::string_view name);
    [[nodiscard]] Result<std::vector<Party>> parties(std::size_t limit, std::size_t offset);
    [[nodiscard]] Result<std::int64_t> party_count();
    [[nodiscard]] Result<std::vector<Party>> parties_by_initials(std::string_view beginning, std::size_t limit);
    /// The party of that name or alias; added when unknown.
    [[nodiscard]] Result<Party> ensure_party(std::string_view name, std::string_view initials, const Stamp& stamp);

    // --- records ---
    /// Would file_record take these metadata? Reads only, so that it can be asked before any bytes are published. The party
    /// need not exist yet (see ensure_party). Not told is what may change until then: `code` is free now.
    [[nodiscard]] Result<void> check_new(const RecordMetadata& metadata,
                                         const std::optional<ReferenceCode>& code = std::nullopt, Leap leap = Leap::refused);
    /// Assigns the next reference code, or the one the record brings along, and stores record, object, component, event and
    /// outbox row. A code that is in use, void, or a tombstone's is ErrorKind::refused; one that the category's template
    /// would make is not assigned again, and numbers it leaps over stay open for records that bring them along. With
    /// Duplicates::refused, bytes that some record already has as its original are ErrorKind::duplicate with its code in
    /// `where`.
    [[nodiscard]] Result<FiledRecord> file_record(const NewRecord& record, const Stamp& stamp);
    /// The first file of a record of paper alone becomes its original.
    [[nodiscard]] Result<void> attach(const ReferenceCode& code, const NewComponent& component, const Stamp& stamp);
    [[nodiscard]] Result<void> edit_record(const ReferenceCode& code, const RecordEdit& edit, const Stamp& stamp);
    [[nodiscard]] Result<Record> record(const ReferenceCode& code);
    [[nodiscard]] Result<Record> record(RecordId id);
    /// In the order of `ids`; those that do not exist are left out.
    [[nodiscard]] Result<std::vector<Record>> records(const std::vector<RecordId>& ids);
    /// Filed records with id > after, ascending; for passes over everything.
    [[nodiscard]] Result<std::vector<Record>> records_after(RecordId after, std::size_t limit);
    /// ListOrder::code has a sequence's numbers in their order; ListOrder::date the newest first, chronological the
    /// oldest; undated records last.
    [[nodiscard]] Result<std::vector<Record>> list(const ListRequest& request);
    /// How many records the request asks for, whatever its limit and offset.
    [[nodiscard]] Result<std::int64_t> count(const ListRequest& request);
    [[nodiscard]] Result<std::vector<ReferenceCode>> codes_of(const Digest& digest);
    [[nodiscard]] Result<std::vector<FieldChange>> history(const ReferenceCode& code);
    /// Codes that contain `part`, for "did you mean"; at most `limit`.
    [[nodiscard]] Result<std::vector<ReferenceCode>> codes_like(std::string_view part, std::size_t limit);

    // --- objects and their text ---
    [[nodiscard]] Result<std::optional<StoredObject>> object(const Digest& digest);
    /// In the order of digests, which come after `after`; for audits.
    [[nodiscard]] Result<std::vector<StoredObject>> objects_after(const std::optional<Digest>& after, std::size_t limit);
    /// Objects whose text has this note, each with the records that have it.
    [[nodiscard]] Result<std::vector<std::pair<Digest, std::vector<RecordId>>>> objects_with_note(std::string_view note);
    /// Records what reading the object gave. Its records get their next revision and owe the index; one that owes it already
    /// keeps its revision, so whoever settles that must have indexed this text. No history and no event: text is derived.
    [[nodiscard]] Result<void> set_text(const Digest& digest, TextState state, std::string_view note, std::int32_t pages);

    // --- recognition ---
    [[nodiscard]] Result<std::vector<ScanWork>> scans_to_recognise(const ScansRequest& request);
    /// Replaces what was known. No event: it is derived. ErrorKind::not_found for an unknown object.
    [[nodiscard]] Result<void> set_recognition(const Digest& digest, const Recognition& recognition);
    [[nodiscard]] Result<std::optional<Recognition>> recognition(const Digest& digest);

    // --- the desk ---
    /// Takes a file in, with one piece of all of it that waits, not looked at yet; gives that piece.
    [[nodiscard]] Result<PieceId> add_arrival(const NewArrival& arrival, const Stamp& stamp);
    [[nodiscard]] Result<std::vector<Arrival>> arrivals_of(const Digest& digest);
    /// Those whose piece still waits to be looked at, oldest first.
    [[nodiscard]] Result<std::vector<Arrival>> arrivals_to_look_at();
    /// Those whose file may still be in the inbox.
    [[nodiscard]] Result<std::vector<Arrival>> arrivals_in_inbox();
    /// The arrival's file is no longer in the inbox. No event.
    [[nodiscard]] Result<void> set_left_inbox(ArrivalId arrival);
    /// What looking at an arrival gave: all its pages, each in one of `pieces` or dropped. Its piece becomes the first of
    /// them. ErrorKind::refused when the piece does not wait any more.
    [[nodiscard]] Result<std::vector<PieceId>> divide_arrival(ArrivalId arrival, std::int32_t pages,
                                                              const std::vector<NewPiece>& pieces,
                                                              const std::vector<DroppedPage>& dropped, const Stamp& stamp);
    [[nodiscard]] Result<std::vector<DroppedPage>> dropped_pages(ArrivalId arrival);
    /// Pieces with pages of this arrival that are not decided yet.
    [[nodiscard]] Result<std::vector<PieceId>> waiting_pieces_of(ArrivalId arrival);
    [[nodiscard]] Result<std::optional<Arrival>> arrival(ArrivalId id);
    [[nodiscard]] Result<Piece> piece(PieceId id);
    /// By id; of all states when none is said.
    [[nodiscard]] Result<std::int64_t> waiting_pieces();  ///< how many
    [[nodiscard]] Result<std::vector<Piece>> pieces(std::optional<PieceState> state, PieceId after, std::size_t limit);
    /// Replaces what was found out about a piece. No event: it is derived.
    [[nodiscard]] Result<void> set_facts(PieceId id, const PieceFacts& facts, std::string_view fingerprint);
    /// The same, and its fingerprint stays.
    [[nodiscard]] Result<void> set_facts(PieceId id, const PieceFacts& facts);
    // Decisions. A piece that does not wait is ErrorKind::refused.
    /// `rule`: what accepted it, when nobody did; the event tells it.
    [[nodiscard]] Result<void> accept_piece(PieceId id, const ReferenceCode& record, ComponentRole as, std::string_view rule,
                                            const Stamp& stamp);
    [[nodiscard]] Result<void> reject_piece(PieceId id, std::string_view reason, const Stamp& stamp);
    /// The pages of `others` follow those of `into`, in that order.
    [[nodiscard]] Result<void> merge_pieces(PieceId into, const std::vector<PieceId>& others, const Stamp& stamp);
    /// Cuts before each of these pages of the piece (from 2, ascending); gives the new pieces.
    [[nodiscard]] Result<std::vector<PieceId>> split_piece(PieceId id, const std::vector<std::size_t>& before,
                                                           const Stamp& stamp);
    /// Turns these pages of the piece (from 1; empty: all) clockwise, by 90, 180 or 270 degrees.
    [[nodiscard]] Result<void> turn_pages(PieceId id, const std::vector<std::size_t>& pages, std::int32_t degrees,
                                          const Stamp& stamp);
    /// Records whose document number is this one; at most `limit`.
    [[nodiscard]] Result<std::vector<ReferenceCode>> codes_with_number(std::string_view number, std::size_t limit);
    /// Every piece with a fingerprint that was not rejected or merged: its id, its record's code (may be empty), the
    /// fingerprint.
    [[nodiscard]] Result<void>
    each_fingerprint(const std::function<void(PieceId, std::string_view code, std::string_view fingerprint)>& visit);

    // --- work owed to the index ---
    [[nodiscard]] Result<std::vector<OwedWork>> owed(std::int64_t after_entry, std::size_t limit);
    [[nodiscard]] Result<bool> owes(const std::vector<RecordId>& records);  ///< any of them
    /// Removes outbox rows of up to that revision, whatever their entry; newer changes stay owed. No event.
    [[nodiscard]] Result<void> settle(const std::vector<OwedWork>& done);
    /// Owes existing records anew, without another revision. No event.
    [[nodiscard]] Result<void> owe(const std::vector<RecordId>& records);

    // --- audit ---
    /// Appends an event of an action that has no method here (archive.reindexed …).
    [[nodiscard]] Result<void> log(std::string_view action, std::string_view subject, std::string_view detail_json,
                                   const Stamp& stamp);
    [[nodiscard]] Result<std::vector<Event>> events(std::int64_t after, std::size_t limit);
    [[nodiscard]] Result<Tallies> tallies();
    /// The last event of the log: who keeps its number and hash elsewhere can prove later that the log was not rewritten.
    [[nodiscard]] Result<std::optional<Event>> newest_event();
    /// The database itself, its foreign keys, the event chain, numbers without gaps, tallies against counts; full compares
    /// each record with the events that tell of it as well. Read-only.
    [[nodiscard]] Result<std::vector<Finding>> check(Depth depth);

private:
    // Parts of the catalog in headers of their own.
    friend class Cases;
    friend class WholeCatalog;
    friend class Accounts;
    friend class AuditFacts;
    friend class Checkpoints;
    friend class JobRuns;
    friend class LogClock;
    friend class Folders;
    friend class Ordering;
    friend class Doubles;
    friend class Examinations;
    friend class Places;
    friend class Loans;
    friend class Holds;
    friend class Numbers;
    friend class Retention;
    friend class Stocktakes;
    friend class Volumes;
    friend class FixityBook;
    struct State;
    explicit Catalog(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace fonds
