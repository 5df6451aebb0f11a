// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the office reader: what the cells of a workbook show.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/worker/office_reader_package.hpp"

namespace fonds::office {

/// Many short strings in little memory: a hostile table of empty ones must stay small.
class SharedStrings {
public:
    void add(std::string_view text)
    {
        all_.append(text);
        ends_.push_back(static_cast<std::uint32_t>(all_.size()));
    }
    [[nodiscard]] std::string_view at(std::size_t index) const
    {
        if (index >= ends_.size()) return {};
        const std::uint32_t from = index == 0 ? 0 : ends_[index - 1];
        return std::string_view(all_).substr(from, ends_[index] - from);
    }

private:
    std::string all_;
    std::vector<std::uint32_t> ends_;
};

enum class Epoch { y1900, y1904 };

struct Workbook {
    SharedStrings strings;
    std::vector<bool> date_styles;  ///< for each cell style: does it show a date?
    Epoch epoch = Epoch::y1900;
    std::string fault;  ///< of the parts that were read; empty: none
};

/// Shared strings and styles of a workbook, by its relationships.
[[nodiscard]] Workbook read_workbook(ZipPackage& package, const std::vector<Relationship>& related);

enum class CellKind { text, number, date };
/// By the attributes t and s of the cell.
[[nodiscard]] CellKind kind_of_cell(const Workbook& book, const std::string& type, const std::string& style);
/// What the cell shows: dates as 2024-03-05, 2024-03-05 14:30:00 or 14:30:00, numbers with at most 15 digits.
[[nodiscard]] std::string shown(const Workbook& book, const std::string& type, const std::string& style,
                                const std::string& value);
/// Why a finished walk came to no good end; empty: it did.
[[nodiscard]] std::string fault_of(const XmlWalk& walk, std::string_view part);

}  // namespace fonds::office
