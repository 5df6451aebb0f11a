// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/office_reader_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

namespace fonds::office {

namespace {

// Does a number format show a date or a time? Its literals, conditions and colours are no part of the answer.
bool shows_date(std::string_view format)
{
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"') {
            i = std::min(format.find('"', i + 1), format.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const auto end = std::min(format.find(']', i), format.size());
            const std::string_view inside = format.substr(i + 1, end - i - 1);
            if (inside.find_first_not_of("hHmMsS") == std::string_view::npos) return true;  // elapsed time
            i = end;
        } else if (std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
            return true;
        } else if (c == 'G' || c == 'g') {
            return false;  // General
        }
    }
    return false;
}

bool is_date_format_number(int id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

template <class Number>
std::optional<Number> number_in(std::string_view text)
{
    Number value{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Numbers are stored with 17 digits and shown with at most 15: 0.10000000000000001 is 0.1 to whoever searches it.
std::string shown_number(const std::string& stored)
{
    const auto value = number_in<double>(stored);
    if (!value || stored.size() <= 15) return stored;
    std::array<char, 40> buffer;
    const auto [end, problem] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), *value, std::chars_format::general, 15);
    return problem == std::errc() ? std::string(buffer.data(), end) : stored;
}

// A serial date as 2024-03-05, 2024-03-05 14:30:00 or 14:30:00. Day 60 of the 1900 epoch, 29 February 1900, does not exist.
std::string shown_date(const std::string& stored, Epoch epoch)
{
    const auto serial = number_in<double>(stored);
    if (!serial || *serial < 0 || *serial >= 2'958'466) return stored;
    auto day = static_cast<int>(std::floor(*serial));
    auto seconds = static_cast<int>(std::lround((*serial - day) * 86400));
    if (seconds == 86400) {
        ++day;
        seconds = 0;
    }
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (day == 0 && epoch == Epoch::y1900) return time.data();
    using namespace std::chrono;
    const sys_days base =
        epoch == Epoch::y1904 ? sys_days(year(1904) / 1 / 1) : sys_days(year(1899) / 12 / (day < 60 ? 31 : 30));
    const year_month_day date(base + days(day));
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return seconds == 0 ? text.data() : std::string(text.data()) + " " + time.data();
}

SharedStrings read_shared_strings(ZipPackage& package, const std::string& part, std::string& fault)
{
    SharedStrings strings;
    const auto xml = package.read(part);
    if (!xml) return strings;
    XmlWalk walk(*xml);
    std::string current;
    while (walk.next()) {
        if (walk.starts("rPh")) walk.skip();  // how to pronounce it
        if (walk.starts("t")) current += walk.text_within();
        if (walk.ends("si")) {
            strings.add(current);
            current.clear();
        }
    }
    if (fault.empty()) fault = fault_of(walk, part);
    return strings;
}

// For each cell style: does it show a date?
std::vector<bool> read_date_styles(ZipPackage& package, const std::string& part)
{
    std::vector<bool> styles;
    const auto xml = package.read(part);
    if (!xml) return styles;
    std::map<int, bool> formats;
    bool in_cell_styles = false;
    XmlWalk walk(*xml);
    while (walk.next()) {
        if (walk.starts("numFmt"))
            formats[number_in<int>(walk.attribute("numFmtId")).value_or(-1)] = shows_date(walk.attribute("formatCode"));
        if (walk.starts("cellXfs")) in_cell_styles = true;
        if (walk.ends("cellXfs")) in_cell_styles = false;
        if (!in_cell_styles || !walk.starts("xf")) continue;
        const int id = number_in<int>(walk.attribute("numFmtId")).value_or(0);
        const auto own = formats.find(id);
        styles.push_back(own != formats.end() ? own->second : is_date_format_number(id));
    }
    return styles;
}

}  // namespace

std::string fault_of(const XmlWalk& walk, std::string_view part)
{
    switch (walk.fault()) {
    case XmlWalk::Fault::none: break;
    case XmlWalk::Fault::damaged: return "part " + std::string(part) + " is damaged XML";
    case XmlWalk::Fault::doctype: return "part " + std::string(part) + " has a DOCTYPE: refused";
    }
    return {};
}

Workbook read_workbook(ZipPackage& package, const std::vector<Relationship>& related)
{
    Workbook book;
    if (const Relationship* part = find_by_type(related, "sharedStrings"))
        book.strings = read_shared_strings(package, part->part, book.fault);
    if (const Relationship* part = find_by_type(related, "styles")) book.date_styles = read_date_styles(package, part->part);
    return book;
}

CellKind kind_of_cell(const Workbook& book, const std::string& type, const std::string& style)
{
    if (type == "d") return CellKind::date;
    if (!type.empty() && type != "n") return CellKind::text;
    const auto number = number_in<std::size_t>(style);
    const bool date = number && *number < book.date_styles.size() && book.date_styles[*number];
    return date ? CellKind::date : CellKind::number;
}

std::string shown(const Workbook& book, const std::string& type, const std::string& style, const std::string& value)
{
    if (type == "s") {
        const auto index = number_in<std::size_t>(value);
        return index ? std::string(book.strings.at(*index)) : std::string();
    }
    if (type == "b") return value == "0" ? "FALSE" : "TRUE";
    if (type == "d" || type == "e" || type == "str" || type == "inlineStr") return value;
    return kind_of_cell(book, type, style) == CellKind::date ? shown_date(value, book.epoch) : shown_number(value);
}

}  // namespace fonds::office
