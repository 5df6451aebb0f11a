// SPDX-License-Identifier: GPL-3.0-or-later
// 库位: where paper originals stand, what the store is like there, and what happened.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/result.hpp"
#include "schema/model/identifiers.hpp"

namespace fonds {

enum class LocationId : std::int64_t {};
enum class LoanId : std::int64_t {};

/// From the largest to the smallest: 库房 列 面 节 层 盒. A location lies in one of a larger kind; kinds may be left out.
enum class LocationKind { storeroom = 1, row, side, bay, tier, box };
[[nodiscard]] std::string_view name_of(LocationKind kind);
[[nodiscard]] Text text_of(LocationKind kind);
/// By English or Chinese name.
[[nodiscard]] std::optional<LocationKind> location_kind(std::string_view name);

/// An address, or a part of one, as it is stored: half width, capitals, no blanks. Empty, more than 100 characters, or
/// characters that a reference code cannot have are ErrorKind::usage.
[[nodiscard]] Result<std::string> canonical_location_code(std::string_view text);

/// A part, or a range of them: W01..W12 has twelve. At most 1000; a range that is none is ErrorKind::usage.
[[nodiscard]] Result<std::vector<std::string>> location_parts(std::string_view text);

struct Location {
    LocationId id{};
    LocationId parent{};  ///< zero: none
    std::string parent_code;
    LocationKind kind = LocationKind::storeroom;
    std::string part;  ///< its own part of the address
    std::string code;  ///< the whole address: KF01-L03-A-J05-C2-W12
    std::string name;
    std::optional<std::int64_t> capacity;  ///< how many things can stand directly in it: papers and smaller locations
    std::string climate;                   ///< the limits that hold here, see climate_limits; empty: those of its parent
    std::string note;
    bool retired = false;     ///< nothing is put there any more
    std::int64_t papers = 0;  ///< records and folders whose place it is, those on loan with them
    std::int64_t inside = 0;  ///< smaller locations directly in it, without retired ones

    [[nodiscard]] std::int64_t fill() const { return papers + inside; }
    [[nodiscard]] bool overfull() const { return capacity && fill() > *capacity; }
};

struct NewLocation {
    std::string part;
    std::string parent;                ///< address; empty: part says it, as KF01-L03 does where KF01 is known
    std::optional<LocationKind> kind;  ///< else the next smaller one than its parent's; a storeroom without a parent
    std::string code;                  ///< an address that is not built of the parts; empty: it is
    std::string name, climate, note;
    std::optional<std::int64_t> capacity;
    bool retired = false;  ///< it is to be retired at once, and so may lie in one that is
};

/// Absent members stay as they are.
struct LocationEdit {
    std::optional<std::string> name, climate, note;
    std::optional<std::optional<std::int64_t>> capacity;
    std::optional<bool> retired;
    std::optional<LocationKind> kind;
};

// --- papers ---

/// A record's or a folder's paper, as it is typed, scanned or told: a reference code, or CATEGORY/NUMBER.
struct PaperName {
    std::string category;  ///< of a folder; empty: a record
    std::string number;    ///< of a folder, or the reference code

    [[nodiscard]] bool is_folder() const { return !category.empty(); }
    [[nodiscard]] std::string text() const { return is_folder() ? category + "/" + number : number; }
    /// With what a label has before the code (FONDS:CODE:) or without it. What can be neither is ErrorKind::usage.
    [[nodiscard]] static Result<PaperName> parse(std::string_view text);
};

/// Where a paper is now.
struct PaperPlace {
    PaperName paper;
    std::string location;        ///< address; empty: on loan, or nowhere known
    std::string home;            ///< on loan: where it goes back to; may be empty
    std::optional<LoanId> loan;  ///< it is out
    bool with_folder = false;    ///< a record that is where its folder is
};

struct PaperMove {
    Instant at{};
    std::string actor;
    std::string from, to;  ///< addresses of today; empty: nowhere known
    std::string reason;
};

// --- the store ---

/// What temperature (tenths of a degree Celsius) and relative humidity (tenths of a percent) must be, after JGJ 25-2010.
struct ClimateLimits {
    std::string_view name;
    std::string_view zh, en;
    int coldest, hottest, driest, dampest;
};
inline constexpr std::array climate_table{
    ClimateLimits{"paper", "纸质档案库", "paper", 140, 240, 450, 600},
    ClimateLimits{"special", "特藏库", "rare and special papers", 140, 200, 450, 550},
    ClimateLimits{"tape", "音像磁带库、磁性载体库", "tapes and magnetic media", 140, 240, 400, 600},
    ClimateLimits{"film", "胶片库(拷贝片)", "film, copies", 140, 240, 400, 600},
    ClimateLimits{"master", "胶片库(母片)", "film, masters", 130, 150, 350, 450},
    ClimateLimits{"disc", "光盘库", "optical discs", 40, 200, 200, 500},
};
/// Within 24 hours, the same source.
inline constexpr int most_temperature_drift = 20;
inline constexpr int most_humidity_drift = 50;

/// Those of that name; of paper for an empty or unknown one.
[[nodiscard]] const ClimateLimits& climate_limits(std::string_view name);
[[nodiscard]] bool is_climate(std::string_view name);

enum class ClimateFault { cold, hot, dry, damp, temperature_drift, humidity_drift };
[[nodiscard]] std::string_view name_of(ClimateFault fault);
[[nodiscard]] Text text_of(ClimateFault fault);

struct ClimateReading {
    std::string location;
    Instant at{};
    int temperature = 0;  ///< tenths of a degree Celsius
    int humidity = 0;     ///< tenths of a percent
    std::string reader;
    std::string climate;               ///< name of the limits that hold there; told by the catalog
    std::vector<ClimateFault> faults;  ///< told by the catalog
};
enum class Readings { all, faulty };  ///< which are asked for
/// "21.5" as 215; a comma and a sign are understood, and °C or % behind it. Anything else is ErrorKind::usage.
[[nodiscard]] Result<int> parse_tenths(std::string_view text, const Text& what);
[[nodiscard]] std::string text_of_tenths(int tenths);

/// 八防: what befell a place. Stored by name.
inline constexpr std::array<std::string_view, 7> incident_kinds{"pest", "water", "fire", "light", "dust", "theft", "other"};
[[nodiscard]] Text incident_text(std::string_view kind);

struct Incident {
    std::string location;
    Instant at{};
    std::string kind;
    std::string text;
    std::string reader;
};

}  // namespace fonds
