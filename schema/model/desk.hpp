// SPDX-License-Identifier: GPL-3.0-or-later
// 著录台: what came through inbox/ and waits for a person: arrivals (files as they came) and pieces (what becomes a record).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/text.hpp"
#include "schema/model/identifiers.hpp"
#include "schema/model/scanned_page.hpp"
#include "schema/model/suggestion.hpp"

namespace fonds {

enum class ArrivalId : std::int64_t {};
enum class PieceId : std::int64_t {};

enum class PieceState { waiting, accepted, rejected, merged };
[[nodiscard]] std::string_view name_of(PieceState state);
[[nodiscard]] std::optional<PieceState> piece_state(std::string_view name);

/// Why a piece is not simply to be accepted.
enum class Doubt {
    not_looked_at,    ///< its pages have not been looked at yet; detail: why
    unreadable,       ///< pages or text could not be read; detail: why
    encrypted,        ///< a password is needed
    blank,            ///< it has no page with anything on it
    separator_alone,  ///< all its pages are separator sheets, or their backs
    unknown_label,    ///< a code label names no record; detail: its text
    malformed_label,  ///< a code label cannot be understood; detail: its text
    several_labels,   ///< labels of several records on the first page; detail: their texts
    duplicate,        ///< the same bytes are filed; detail: the code
    number_filed,     ///< a record has the same document number; detail: the code
    looks_like,       ///< nearly the same text came before; detail: the record's code or the piece's number
    faulty_data,      ///< the data that it carries contradict themselves or the page; detail: how, English
    bad_defaults,     ///< the file beside the scan cannot be used; detail: why
    // Why a rule did not accept it by itself: found anew at every run, and no reason for a person to hesitate.
    unsure,       ///< facts are not certain enough; detail: their names
    poor_scan,    ///< a page is hard to read; detail: which and why
    important,    ///< records of grade A are for people to accept
    arranged,     ///< people put its pages together, and may not be done
    not_accepted  ///< it was tried; detail: why not
};
[[nodiscard]] std::string_view name_of(Doubt doubt);
/// One of the last five.
[[nodiscard]] bool is_of_rule(Doubt doubt);

struct WaitReason {
    Doubt doubt{};
    Text detail;
    bool operator==(const WaitReason&) const = default;
};
/// The sentence for people.
[[nodiscard]] Text text_of(const WaitReason& reason);
/// Details of reasons: a word that has no language; a record, or a piece that is none yet; what is the matter with a page.
[[nodiscard]] Text as_it_is(std::string_view text);
[[nodiscard]] Text earlier_one(PieceId piece, std::string_view code);
[[nodiscard]] Text on_page(std::int32_t page, const Text& what);
/// The name of a field for people.
[[nodiscard]] Text field_text(SuggestedField field);

/// What is said of a file's pieces before anybody has looked at them: by its folder's name and the file beside it.
struct DeskDefaults {
    /// category, title, party, date, grade, folder, number, amount, currency, note, as people type them
    std::vector<std::pair<std::string, std::string>> fields;
    std::vector<std::string> tags;
    std::optional<bool> split;        ///< at separator sheets; absent: yes
    std::optional<bool> drop_blank;   ///< absent: no
    std::optional<bool> auto_accept;  ///< absent: as the category's rule says
    Text problem;                     ///< why some of it could not be used

    void say_field(std::string_view name, std::string value);
    [[nodiscard]] const std::string* field(std::string_view name) const;
    bool operator==(const DeskDefaults&) const = default;
};

/// A file that was taken from inbox/.
struct Arrival {
    ArrivalId id{};
    Digest digest;
    std::uint64_t size = 0;
    std::string media_type;
    std::string file_name;  ///< bytes of the file system
    std::string folder;     ///< below inbox/; empty: in it
    DeskDefaults defaults;
    Instant taken_at{};
    std::string taken_by;
    std::int32_t pages = 0;  ///< 0: not known, or a format without pages
    bool looked = false;     ///< its pages were looked at, and it was split
};

/// A page in a piece.
struct PiecePage {
    ArrivalId arrival{};
    std::int32_t page = 0;  ///< from 1; 0: the whole file, whose pages are not told apart
    std::int32_t turn = 0;  ///< degrees clockwise to show it turned by: 0, 90, 180, 270
    bool operator==(const PiecePage&) const = default;
};

struct PieceCode {
    std::int32_t page = 0;  ///< of the piece, from 1
    std::string text;
    std::string format, source;  ///< as the scans format names them
    WordBox place;               ///< its text left empty
};

struct PieceQuality {
    std::int32_t page = 0;  ///< of the piece, from 1
    QualityIssue issue{};
    float measure = 0;
};

/// What looking at a piece gave. Pages of suggestions are pages of the piece.
struct PieceFacts {
    std::vector<Suggestion> suggestions;  ///< for each field best first
    std::vector<PieceCode> codes;
    std::vector<PieceQuality> quality;
    std::vector<WaitReason> reasons;
    bool arranged = false;  ///< people have put its pages together or turned them

    [[nodiscard]] bool has(Doubt doubt) const;
    void add(Doubt doubt, Text detail = {});
    void add(Doubt doubt, std::string_view detail) { add(doubt, as_it_is(detail)); }
};

struct Piece {
    PieceId id{};
    PieceState state = PieceState::waiting;
    Arrival arrival;  ///< where its first page came from, or once did
    std::vector<PiecePage> pages;
    PieceFacts facts;
    std::string record;     ///< the reference code of what it became
    PieceId merged_into{};  ///< 0: not merged
    std::string rejected_because;
};

/// Where it lay, below inbox/; bytes of the file system.
[[nodiscard]] std::string below_inbox(const Arrival& arrival);

/// What accepting takes for a field when nobody says otherwise: its best suggestion that is likely enough, doubtful or not,
/// since a person has seen it. Null: there is none.
[[nodiscard]] const Suggestion* proposal_for(const Piece& piece, SuggestedField field);

/// Is it just the file as it came, every page in its place and as it was?
[[nodiscard]] bool is_whole_file(const Piece& piece);

}  // namespace fonds
