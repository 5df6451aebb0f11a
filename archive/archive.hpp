// SPDX-License-Identifier: GPL-3.0-or-later
// The facade: everything a front end can ask of an archive.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/desk.hpp"
#include "archive/filing.hpp"
#include "archive/print_requests.hpp"
#include "archive/recognising.hpp"
#include "schema/core/clock.hpp"
#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"
#include "schema/model/category.hpp"
#include "schema/model/finding.hpp"
#include "schema/model/page_text.hpp"
#include "schema/model/record.hpp"
#include "schema/model/requests.hpp"
#include "schema/model/scanned_page.hpp"
#include "schema/model/search.hpp"
#include "schema/model/stamp.hpp"

namespace fonds {

class FileOps;

/// What the archive needs from the world around it; handed in, never looked up.
struct Environment {
    const Clock* clock = nullptr;
    FileOps* files = nullptr;
    std::string actor;            ///< who acts, for the audit log
    std::string program;          ///< what acts, as lock holders name it: "fonds file"
    std::string extract_program;  ///< path of fonds-extract
    std::string scan_program{};   ///< path of fonds-scan
    std::string ocr_models{};     ///< folder of the main engine's models, unless the archive's settings name one
    std::string draw_program{};   ///< path of fonds-draw
};

enum class Purpose { reading, writing };

/// Which component of a record: 0 is the original, then the attachments and derivatives in the order they came.
using ComponentNumber = std::size_t;

/// The last event of the audit log. Kept elsewhere, it gives away later that the log was rewritten.
struct LogHead {
    std::int64_t event = 0;  ///< its number; 0: the log is empty
    std::string hash;        ///< hexadecimal
};

struct ArchiveStatus {
    ArchiveIdentity identity;
    std::string directory;
    Tallies tallies;
    LogHead log;
    std::string index_state;   ///< good, missing, foreign, outdated, damaged
    std::int64_t indexed = 0;  ///< records in the index; 0 unless it is good
    std::int64_t waiting = 0;  ///< pieces on the desk
    std::size_t left_over_batches = 0;
    std::uint64_t disk_free = 0;    ///< bytes for this user on the archive's disk
    bool default_settings = false;  ///< there is no fonds.toml
    std::string ocr_engine;         ///< that would read scans: ppocr, tesseract; empty: none
    Text ocr_remark;                ///< why not the better one, or why none; empty with the better one
    std::string sandbox;            ///< of the text workers on this kernel: full, no landlock, no seccomp
};

/// A change that is durable: what it made of the thing, and why searches do not see it yet, when they do not.
template <class Thing>
struct Changed {
    Thing now;
    std::optional<Error> not_searchable;
};

struct RepairReport {
    std::size_t batches = 0;                ///< unfinished filings swept
    std::size_t removed_objects = 0;        ///< their bytes that no record refers to
    std::size_t owed_again = 0;             ///< records whose index entry was behind
    std::size_t volumes = 0, left_hot = 0;  ///< never sealed; files in objects/ that volumes have
    DrainSummary drained;
};

/// What is asked of a text beyond its words.
struct TextRequest {
    std::string password;     ///< for encrypted PDFs; empty: none
    bool word_boxes = false;  ///< the place of each word as well
    bool inspect = false;     ///< of a PDF, what it is made of: properties pdf.*
};

/// Files to file, from paths that people name.
struct CollectedPaths {
    std::vector<std::string> files;
    std::size_t left_out = 0;     ///< hidden entries, and what desktops leave behind (Thumbs.db, desktop.ini, ~$…)
    std::size_t own_folders = 0;  ///< folders of the archive itself that the walk came upon and did not enter
    std::vector<Error> problems;  ///< directories that could not be read, or are the archive's own
};

/// One open archive. One thread at a time. Reading never waits for writers.
class Archive {
public:
    /// Makes a new archive in `directory`, which must be absent or empty, with a scheme (see presets() in scheme_book.hpp)
    /// and an empty index. An unknown scheme is ErrorKind::usage.
    [[nodiscard]] static Result<void> create(const std::string& directory, std::string_view code, std::string_view name,
                                             const Environment& environment, std::string_view scheme = "enterprise");
    /// `directory` itself, or the nearest of its parents that is an archive; ErrorKind::no_archive, or ErrorKind::io
    /// where permissions hide whether there is one.
    [[nodiscard]] static Result<std::string> find(const std::string& directory, FileOps& files);
    [[nodiscard]] static Result<Archive> open(const std::string& directory, Purpose purpose, const Environment& environment);
    ~Archive();
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;

    [[nodiscard]] const ArchiveIdentity& identity() const;

    // --- filing ---
    /// `paths` with directories walked depth first, files and folders alike in order of names. Each directory is entered
    /// once, so loops end. Folders of this archive are not entered, except its inbox/.
    [[nodiscard]] CollectedPaths collect(const std::vector<std::string>& paths) const;
    /// Looks, before anything is filed, at what is said of all `items` at once: an error is one that the items which take it
    /// over would each meet. Its folder counts with its category, for the items that take over both.
    [[nodiscard]] Result<void> check_said(const RecordMetadata& said, const std::vector<FilingItem>& items);
    /// Files the items in order, batch by batch, each batch durable before its codes are told; then brings the index up to
    /// date. A bad item is told to the observer and costs nothing else. Once the run has begun every item is told exactly
    /// once, unless it was interrupted: when the disk or the catalog fails, the items that are left fail with it.
    [[nodiscard]] Result<FilingSummary> file(const std::vector<FilingItem>& items, const FilingOptions& options,
                                             WorkObserver& observer);
    /// An error means that nothing was attached.
    [[nodiscard]] Result<AttachOutcome> attach(const ReferenceCode& code, const std::string& path, WorkObserver& observer);
    /// An error here and in the edits of the scheme means that nothing has changed.
    [[nodiscard]] Result<Changed<Record>> edit(const ReferenceCode& code, const RecordEdit& edit, WorkObserver& observer);

    // --- reading ---
    [[nodiscard]] Result<Record> record(const ReferenceCode& code);
    [[nodiscard]] Result<std::vector<FieldChange>> history(const ReferenceCode& code);
    [[nodiscard]] Result<std::vector<Record>> list(const ListRequest& request);
    /// How many records the request asks for, whatever its limit and offset.
    [[nodiscard]] Result<std::int64_t> count(const ListRequest& request);
    /// The bytes of a component, digest checked on the way; see ObjectStore::read.
    [[nodiscard]] Result<void> read(const ReferenceCode& code, ComponentNumber component,
                                    const std::function<Result<void>(std::string_view)>& sink);
    /// To a new file, whole and durable or not at all; an existing one is ErrorKind::duplicate unless `replace`.
    [[nodiscard]] Result<void> save(const ReferenceCode& code, ComponentNumber component, const std::string& path,
                                    bool replace);
    /// The text of a component. Extracts it when it is not stored, or when more is asked than is stored.
    [[nodiscard]] Result<DocumentText> text(const ReferenceCode& code, ComponentNumber component,
                                            const TextRequest& request);
    [[nodiscard]] Result<SearchResult> search(const SearchRequest& request);
    // --- scheme ---
    [[nodiscard]] Result<void> add_category(Category category);
    [[nodiscard]] Result<Category> edit_category(std::string_view code, const CategoryEdit& edit);
    [[nodiscard]] Result<Category> category(std::string_view code);
    [[nodiscard]] Result<std::vector<Category>> categories();
    [[nodiscard]] Result<void> add_folder(const Folder& folder);
    [[nodiscard]] Result<Folder> edit_folder(std::string_view category, std::string_view number, const FolderEdit& edit);
    [[nodiscard]] Result<Folder> folder(std::string_view category, std::string_view number);
    [[nodiscard]] Result<std::vector<Folder>> folders(std::string_view category);
    [[nodiscard]] Result<void> add_party(Party party);
    [[nodiscard]] Result<Changed<Party>> edit_party(std::string_view name, PartyEdit edit, WorkObserver& observer);
    [[nodiscard]] Result<Party> party(std::string_view name);
    [[nodiscard]] Result<std::vector<Party>> parties(std::size_t limit, std::size_t offset);
    [[nodiscard]] Result<std::int64_t> party_count();

    // --- recognition ---
    /// Reads the pictures of pages that have no text to rely on, page by page, every core busy; each page is kept as soon as
    /// it is read, so that a run that was stopped or killed goes on where it was. Then the words can be found.
    /// ErrorKind::locked while another run is under way, ErrorKind::unavailable without an engine.
    [[nodiscard]] Result<RecogniseSummary> recognise(const RecogniseRequest& request, WorkObserver& observer);
    /// A component as a PDF whose recognised words can be searched and copied: they lie invisible over the pages, as an
    /// update behind the bytes of a PDF that can be updated (docs/formats/scans.md). The stored bytes are verified and
    /// untouched. ErrorKind::unavailable when nothing was recognised on it or a page still waits, ErrorKind::refused without
    /// the password of an encrypted one.
    [[nodiscard]] Result<void> read_searchable(const ReferenceCode& code, ComponentNumber component,
                                               const std::string& password,
                                               const std::function<Result<void>(std::string_view)>& sink);
    /// The same to a new file, as `save` writes it.
    [[nodiscard]] Result<void> save_searchable(const ReferenceCode& code, ComponentNumber component,
                                               const std::string& password, const std::string& path, bool replace);
    /// A component as a PDF with an archive stamp (DA/T 22-2015) where the top of its first page is blank, and with the
    /// recognised words when `searchable`; otherwise as above. Nothing need have been recognised for the stamp alone.
    [[nodiscard]] Result<StampOutcome> read_stamped(const ReferenceCode& code, ComponentNumber component,
                                                    const StampRequest& request,
                                                    const std::function<Result<void>(std::string_view)>& sink);
    [[nodiscard]] Result<StampOutcome> save_stamped(const ReferenceCode& code, ComponentNumber component,
                                                    const StampRequest& request, const std::string& path, bool replace);
    /// What the stamp of a record says, as far as it is known.
    [[nodiscard]] Result<StampCells> stamp(const ReferenceCode& code);
    /// What was seen on the pages of a component, by page number; empty when nothing was.
    [[nodiscard]] Result<std::vector<ScannedPage>> scans(const ReferenceCode& code, ComponentNumber component);

    // --- the desk ---
    /// Takes every file of inbox/ to the desk: its bytes are stored and it waits as a piece before it leaves the inbox. Then
    /// accepts what a rule says is accepted by itself.
    [[nodiscard]] Result<InboxSummary> run_inbox(DeskObserver& observer);
    /// Does that with each file once it has come to rest, until the observer wants to stop; what fails is told, and tried
    /// again later. Others can work meanwhile. ErrorKind::locked when somebody watches already.
    [[nodiscard]] Result<void> watch_inbox(WatchObserver& observer);
    /// By id; of all states when none is said.
    [[nodiscard]] Result<std::vector<Piece>> pieces(std::optional<PieceState> state, PieceId after, std::size_t limit);
    [[nodiscard]] Result<Piece> piece(PieceId id);
    /// Files a piece: a whole file with its very bytes, else a new PDF of its pages; a labelled one is attached to its
    /// record. An error means that it still waits.
    [[nodiscard]] Result<AcceptOutcome> accept(PieceId id, const AcceptRequest& request, WorkObserver& observer);
    /// What a person should look at before that; empty: nothing is doubtful. What `request` says is certain.
    [[nodiscard]] Result<std::vector<WaitReason>> doubts(const Piece& piece, const AcceptRequest& request);
    [[nodiscard]] Result<void> reject(PieceId id, std::string_view reason);
    /// The pages of `others` follow those of `into`, in that order; gives the piece as it is now. An error here and in the
    /// two below means that nothing has changed.
    [[nodiscard]] Result<Piece> merge(PieceId into, const std::vector<PieceId>& others);
    /// Cuts before each of these pages of the piece (from 2, ascending); gives the piece and the new ones.
    [[nodiscard]] Result<std::vector<Piece>> split(PieceId id, const std::vector<std::size_t>& before);
    /// Shows these pages of the piece (from 1; empty: all) turned clockwise by 90, 180 or 270 degrees.
    [[nodiscard]] Result<Piece> rotate(PieceId id, const std::vector<std::size_t>& pages, std::int32_t degrees);

    // --- printing ---
    /// Labels for records, in the order of `codes`, as PDF (docs/formats/desk.md says what is in their codes). A code that
    /// is neither filed nor reserved is ErrorKind::not_found, a void one refused, and nothing is printed; ErrorKind::usage
    /// when a code has no room on such a label, unavailable without fonds-draw.
    [[nodiscard]] Result<std::string> labels(const std::vector<ReferenceCode>& codes, const LabelRequest& request);

    /// Archive stamps for records, each in the middle of a label, for transparent sheets; errors as above.
    [[nodiscard]] Result<std::string> stamp_labels(const std::vector<ReferenceCode>& codes, const LabelRequest& request);

    /// A form filled with what the catalog knows. ErrorKind::usage when the request does not say for what, not_found for
    /// what is not there.
    [[nodiscard]] Result<Form> form(const FormRequest& request);
    /// The form as PDF, moved as the settings say unless `offset` does; errors as above.
    [[nodiscard]] Result<std::string> print(const Form& form, const std::optional<PrintOffset>& offset);

    // --- care ---
    /// Does the work owed to the index. Who else holds the index does it for all: then this waits until nothing is owed.
    [[nodiscard]] Result<DrainSummary> drain(WorkObserver& observer);
    /// Reads one record's originals again with a password and indexes it.
    [[nodiscard]] Result<DrainSummary> read_again(const ReferenceCode& code, std::string_view password,
                                                  WorkObserver& observer);
    /// Builds the index anew from catalog and text, alone; readers go on with the old one until it is replaced.
    [[nodiscard]] Result<DrainSummary> reindex(WorkObserver& observer);
    [[nodiscard]] Result<LogHead> log_head();
    /// Compares catalog, objects, text and index. Changes nothing. What cannot be read is a finding too; an error is
    /// ErrorKind::interrupted.
    [[nodiscard]] Result<std::vector<Finding>> check(Depth depth, WorkObserver& observer);
    /// Brings the archive back to clean after a crash: sweeps unfinished filings, owes what the index lacks, drains. Alone.
    [[nodiscard]] Result<RepairReport> repair(WorkObserver& observer);
    [[nodiscard]] Result<ArchiveStatus> status();

    struct State;

private:
    // Parts of the facade in headers of their own.
    friend class BackupBook;
    friend class BagBook;
    friend class PaperlessBook;
    friend class Foldering;
    friend class Grading;
    friend class Cooling;
    friend class Scrubbing;
    friend class Placing;
    friend class Deduplicating;
    friend class Disposing;
    friend class Examining;
    friend class Exporting;
    friend class Importing;
    friend class Holding;
    friend class Lending;
    friend class LogBook;
    friend class JobBook;
    friend class NumberBook;
    friend class Reporting;
    friend class Retaining;
    friend class SchemeBook;
    friend class Stocktaking;
    friend class DeskReading;
    friend class UserBook;
    explicit Archive(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Sheets that divide a stack where it is scanned (docs/formats/desk.md), as PDF; 1 to 1000 of them. They need no archive.
[[nodiscard]] Result<std::string> separator_sheets(const Paper& paper, int count, const Environment& environment);

/// Makes a file of bytes: complete and durable, or not at all. An existing file is ErrorKind::duplicate unless `replace`.
[[nodiscard]] Result<void> save_bytes(std::string_view bytes, const std::string& path, bool replace,
                                      const Environment& environment);

/// The text of any file, without an archive. ErrorKind::not_found and io as usual; a file without text has state none.
[[nodiscard]] Result<DocumentText> text_of_file(const std::string& path, const TextRequest& request,
                                                const Environment& environment);

/// The same after recognition: pages without text to rely on are read by `engine` (automatic, ppocr, tesseract). `workers`
/// 0: one a core.
[[nodiscard]] Result<DocumentText> recognised_text_of_file(const std::string& path, const TextRequest& request,
                                                           const std::string& engine, unsigned workers,
                                                           const Environment& environment, WorkObserver& observer);

/// What fonds-scan says of its engines; ErrorKind::unavailable when it cannot be asked.
[[nodiscard]] Result<OcrEngines> ocr_engines(const std::string& models, const Environment& environment);

}  // namespace fonds
