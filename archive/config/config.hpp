// SPDX-License-Identifier: GPL-3.0-or-later
// fonds.toml (docs/formats/config.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/config/cold_settings.hpp"
#include "schema/core/result.hpp"
#include "schema/model/examination.hpp"
#include "schema/model/job.hpp"
#include "schema/model/label_sheet.hpp"

namespace fonds {

/// A member that the file leaves out keeps its default; code_template then is the standard one.
struct Config {
    std::string code_template;       ///< for new categories; the catalog's side checks its elements
    int time_zone_minutes = 8 * 60;  ///< east of Greenwich; for "today" and the year of a code
    std::string currency = "CNY";    ///< of amounts given without one
    std::chrono::milliseconds lock_wait{30'000};
    unsigned workers = 0;                             ///< extraction processes; 0: one a core
    std::uint64_t worker_memory = 2048;               ///< MiB of address space a worker may use
    std::chrono::seconds deadline{60};                ///< wall time for one document
    std::uint32_t max_pages = 20'000;                 ///< read of one document
    std::uint64_t max_text = 64;                      ///< MiB of text read of one document
    std::string ocr_engine = "automatic";             ///< automatic, ppocr or tesseract
    std::string ocr_models;                           ///< folder of the main engine's models; empty: where the program looks
    unsigned ocr_workers = 0;                         ///< recognition processes; 0: one a core
    std::uint64_t ocr_memory = 4096;                  ///< MiB that all of them may use together
    std::chrono::seconds ocr_deadline{120};           ///< CPU time for one page
    std::chrono::milliseconds inbox_settle{3'000};    ///< that a file of inbox/ must not change before a watch takes it
    std::chrono::seconds inbox_rescan{60};            ///< between two looks into inbox/ when the system tells of no change
    int loan_days = 14;                               ///< from lending to due
    int inspect_a = 1, inspect_b = 3, inspect_c = 5;  ///< years between two inspections of a record, by grade

    std::string owner_name, owner_address;  ///< of the records, for certificates; empty: the name of the fonds, none
    std::string log_key;  ///< file of the key that signs the log, from / on or within the archive; empty: the usual one
    JobTimes jobs;
    // The four-property check; see schema/model/examination.hpp.
    bool examine_on_intake = false;  ///< what was filed is examined at once
    /// Kinds of files: pdf, ofd …
    std::vector<std::string> accepted_formats{formats_for_keeping.begin(), formats_for_keeping.end()};
    std::vector<std::string> required_fields{"title", "date", "responsible"};  ///< of every record
    std::vector<std::string> unique_keys{"number", "title"};                   ///< what no two records have alike

    bool log_reading = false;  ///< the log is told who takes bytes or text of a record
    ColdSettings cold;
    PrintOffset print_offset;  ///< how far the printer is off, for what is printed

    bool operator==(const Config&) const = default;
};

/// Unknown keys and values of the wrong type or out of range are ErrorKind::bad_input naming line and key.
[[nodiscard]] Result<Config> parse_config(std::string_view toml, const std::string& path);
/// A commented file with every key at its default, in both languages.
[[nodiscard]] std::string default_config_text();

}  // namespace fonds
