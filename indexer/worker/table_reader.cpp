// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/table_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "indexer/extract/table_text.hpp"
#include "indexer/worker/office_reader_values.hpp"

namespace fonds {

namespace {

using namespace office;

// A sheet of a hundred thousand rows is 60 MB of XML; memory ends the rest.
constexpr ZipBounds bounds{10'000, std::uint64_t{512} << 20, std::uint64_t{1} << 30, 1000};
constexpr std::size_t page_size = 256 << 10;
constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// "BC12" is column 54, from 0; nothing when it is no reference.
std::optional<std::size_t> column_of(std::string_view reference)
{
    std::size_t column = 0, letters = 0;
    for (const char c : reference) {
        const char upper = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        if (upper < 'A' || upper > 'Z' || letters == 3) break;
        column = column * 26 + static_cast<std::size_t>(upper - 'A' + 1);
        ++letters;
    }
    if (letters == 0) return std::nullopt;
    return column - 1;
}

std::optional<std::uint32_t> whole(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// 1.2E+07 as 12000000.
std::string without_exponent(const std::string& number)
{
    if (number.find_first_of("eE") == std::string::npos) return number;
    double value = 0;
    const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (problem != std::errc() || end != number.data() + number.size() || !std::isfinite(value) || std::abs(value) >= 1e18)
        return number;
    std::array<char, 64> text{};
    const int decimals = value == 0 ? 0 : std::clamp(14 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 20);
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    std::string plain = text.data();
    if (plain.find('.') != std::string::npos) {
        plain.erase(plain.find_last_not_of('0') + 1);
        if (plain.ends_with('.')) plain.pop_back();
    }
    return plain;
}

/// _x000D_ stands for a character (ECMA-376, ST_Xstring). Controls that are no line ends are left out.
std::string with_characters(std::string_view text)
{
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::uint32_t code = 0;
        const bool escaped =
            text[at] == '_' && text.size() - at >= 7 && text[at + 1] == 'x' && text[at + 6] == '_' &&
            std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16).ptr == text.data() + at + 6;
        if (!escaped || code >= 0x80) {
            if (text[at] != '\r') plain += text[at];
            continue;
        }
        if (code >= 0x20 || code == '\n' || code == '\t') plain += static_cast<char>(code);
        at += 6;
    }
    return plain;
}

class TableReading {
public:
    TableReading(const ReadLimits& limits, const Workbook& book) : limits_(limits), book_(book) {}

    /// Empty: all went well.
    std::string read(std::string_view xml, const std::string& part)
    {
        XmlWalk walk(xml);
        std::string type, style, value;
        std::size_t column = 0;
        bool in_cell = false;
        while (walk.next()) {
            if (walk.starts("row")) {
                const auto number = whole(walk.attribute("r"));
                if ((number && *number <= row_.number) || row_.number == most_table_rows) return "its rows are out of order";
                row_.number = number.value_or(row_.number + 1);
                if (row_.number > most_table_rows) return "a row beyond the last one of a sheet";
                row_.cells.clear();
                column = 0;
            } else if (walk.starts("c")) {
                if (const auto at = column_of(walk.attribute("r"))) column = *at;
                type = walk.attribute("t");
                style = walk.attribute("s");
                value.clear();
                in_cell = true;
            } else if (walk.starts("rPh") || walk.starts("f")) {
                walk.skip();
            } else if (in_cell && (walk.starts("v") || walk.starts("t"))) {
                value += walk.text_within();
            } else if (walk.ends("c")) {
                in_cell = false;
                if (!value.empty() && !put(column, type, style, value)) return "more than 1000 columns";
                ++column;
            } else if (walk.ends("row") && !end_row()) {
                return "more text than the limit";
            }
        }
        end_page();
        return fault_of(walk, part);
    }

    DocumentText take()
    {
        document_.state = TextState::done;
        document_.page_count = static_cast<std::int32_t>(document_.pages.size());
        return std::move(document_);
    }

private:
    bool put(std::size_t column, const std::string& type, const std::string& style, const std::string& value)
    {
        SheetCell cell;
        const CellKind kind = kind_of_cell(book_, type, style);
        cell.kind = kind == CellKind::date     ? SheetCell::Kind::date
                    : kind == CellKind::number ? SheetCell::Kind::number
                                               : SheetCell::Kind::text;
        // Whole numbers keep every digit they were stored with.
        const bool whole_number = kind == CellKind::number && value.find_first_not_of("0123456789") == std::string::npos;
        const std::string text = whole_number ? value : shown(book_, type, style, value);
        cell.text = kind == CellKind::number ? without_exponent(text) : with_characters(text);
        if (cell.text.empty()) return true;
        if (column >= most_table_columns) return false;
        if (row_.cells.size() <= column) row_.cells.resize(column + 1);
        row_.cells[column] = std::move(cell);
        return true;
    }

    bool end_row()
    {
        if (row_.cells.empty()) return true;
        append_table_row(page_, row_);
        if (used_ + page_.size() > limits_.text) return false;
        if (page_.size() >= page_size) end_page();
        return document_.pages.size() < limits_.pages;
    }

    void end_page()
    {
        if (page_.empty()) return;
        used_ += page_.size();
        PageText page;
        page.text = std::exchange(page_, {});
        document_.pages.push_back(std::move(page));
    }

    ReadLimits limits_;
    const Workbook& book_;
    DocumentText document_;
    std::string page_;
    std::uint64_t used_ = 0;
    TableRow row_;
};

struct FirstSheet {
    std::string part;
    Epoch epoch = Epoch::y1900;
};

FirstSheet find_sheet(std::string_view xml, const std::vector<Relationship>& related)
{
    FirstSheet first;
    XmlWalk walk(xml);
    while (walk.next()) {
        if (walk.starts("workbookPr")) {
            const std::string from_1904 = walk.attribute("date1904");
            if (from_1904 == "1" || from_1904 == "true") first.epoch = Epoch::y1904;
        }
        if (!walk.starts("sheet") || !first.part.empty()) continue;
        const std::string state = walk.attribute("state");
        if (state == "hidden" || state == "veryHidden") continue;
        const Relationship* sheet = find_by_id(related, walk.attribute("id", XmlWalk::Prefixed::yes));
        if (sheet != nullptr && sheet->type == "worksheet") first.part = sheet->part;
    }
    return first;
}

DocumentText read(std::string_view bytes, const ReadLimits& limits)
{
    if (bytes.starts_with(compound_file))
        return unreadable(TextState::none, "a workbook of Excel 97 to 2003, or one with a password");
    ZipPackage package(bytes, bounds);
    const auto failed = [&](const std::string& note) {
        const bool locked = package.fault() == ZipPackage::Fault::encrypted;
        return unreadable(locked ? TextState::encrypted : TextState::failed,
                          package.fault() == ZipPackage::Fault::none ? note : package.note());
    };
    if (!package.is_open()) return failed("no workbook");
    if (package.has("content.xml")) return unreadable(TextState::none, "an OpenDocument file");
    const auto roots = relationships_of(package, "");
    const Relationship* main = find_by_type(roots, "officeDocument");
    const std::string main_part = main == nullptr ? "xl/workbook.xml" : main->part;
    const auto xml = package.read(main_part);
    if (!xml || root_of(*xml) != "workbook") return failed("no workbook");
    const auto related = relationships_of(package, main_part);
    const FirstSheet first = find_sheet(*xml, related);
    if (first.part.empty()) return failed("it has no sheet");
    Workbook book = read_workbook(package, related);
    book.epoch = first.epoch;
    const auto sheet = package.read(first.part);
    if (!sheet || package.fault() != ZipPackage::Fault::none) return failed("its sheet is missing");
    if (!book.fault.empty()) return failed(book.fault);
    TableReading reading(limits, book);
    const std::string fault = reading.read(*sheet, first.part);
    return fault.empty() ? reading.take() : failed(fault);
}

}  // namespace

DocumentText read_table(std::string_view bytes, const ReadLimits& limits)
{
    return guarded([&] { return read(bytes, limits); });
}

}  // namespace fonds
