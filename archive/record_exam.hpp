// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of 四性检测 on records, some at a time. Private to the facade.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/exam_sheet.hpp"
#include "archive/malware_scan.hpp"
#include "archive/state.hpp"
#include "schema/catalog/examinations.hpp"

namespace fonds {

/// One pass over records; what it keeps of them is what goes into the report, and what is there twice.
class RecordExam {
public:
    RecordExam(Archive::State& state, ExamSheet& sheet, const MalwareScan& scanner)
        : state_(state), sheet_(sheet), scanner_(scanner)
    {
    }

    /// Before the first records.
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> examine(const std::vector<RecordId>& records);
    /// After the last; `all`: they were all that the archive has.
    [[nodiscard]] Result<void> end(bool all);

    [[nodiscard]] std::int64_t records() const { return records_; }

private:
    void examine_metadata(const Record& record);
    void examine_lengths(const Record& record);
    void examine_forms(const Record& record);
    void examine_values(const Record& record);
    void examine_sense(const Record& record);
    void examine_signs(const Record& record);
    void examine_code(const Record& record);
    void examine_required(const Record& record);
    void examine_content(const Record& record, const Registration& registered, bool has_paper);
    void examine_component(const Record& record, const Component& component);
    /// The first bytes; none when the bytes cannot be read whole.
    [[nodiscard]] std::optional<std::string> read_component(const Record& record, const Component& component);
    void scan_files();

    Archive::State& state_;
    ExamSheet& sheet_;
    const MalwareScan& scanner_;
    std::map<std::string, Category> categories_;
    std::map<std::string, CodeTemplate> templates_;
    std::set<std::string> folders_;                                 ///< category/number
    std::map<std::string, std::map<RecordId, std::string>> alike_;  ///< by key
    std::set<std::string> sequences_;                               ///< codes without their figures
    std::vector<std::pair<std::string, std::string>> to_scan_;      ///< path, code
    std::set<std::string> signed_papers_;                           ///< digests of papers of cases
    std::int64_t records_ = 0, papers_ = 0;
    std::uint64_t registered_bytes_ = 0, found_bytes_ = 0;
};

}  // namespace fonds
