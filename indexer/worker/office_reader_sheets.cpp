// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

#include "indexer/worker/office_reader_package.hpp"

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

enum class Epoch { y1900, y1904 };

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

// Many short strings in little memory: a hostile table of empty ones must stay small.
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

SharedStrings read_shared_strings(ZipPackage& package, const std::string& part, PageCollector& pages)
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
    report(walk, part, pages);
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

struct Workbook {
    SharedStrings strings;
    std::vector<bool> date_styles;
    Epoch epoch = Epoch::y1900;
};

std::string shown(const Workbook& book, const std::string& type, const std::string& style, const std::string& value)
{
    if (type == "s") {
        const auto index = number_in<std::size_t>(value);
        return index ? std::string(book.strings.at(*index)) : std::string();
    }
    if (type == "b") return value == "0" ? "FALSE" : "TRUE";
    if (type == "d" || type == "e" || type == "str" || type == "inlineStr") return value;
    const auto number = number_in<std::size_t>(style);
    const bool date = number && *number < book.date_styles.size() && book.date_styles[*number];
    return date ? shown_date(value, book.epoch) : shown_number(value);
}

void collect_sheet(ZipPackage& package, const std::string& part, const Workbook& book, PageCollector& pages)
{
    const auto xml = package.read(part);
    if (!xml) return;
    XmlWalk walk(*xml);
    std::string type, style, value;
    while (!pages.full() && walk.next()) {
        if (walk.starts("c")) {
            type = walk.attribute("t");
            style = walk.attribute("s");
            value.clear();
        } else if (walk.starts("rPh") || walk.starts("f")) {
            walk.skip();
        } else if (walk.starts("v") || walk.starts("t")) {
            value += walk.text_within();
        } else if (walk.ends("c")) {
            const std::string cell = value.empty() ? value : shown(book, type, style, value);
            pages.text(cell);
            pages.end_cell();
        } else if (walk.ends("row")) {
            pages.end_line();
        }
    }
    report(walk, part, pages);
    pages.end_line();
}

}  // namespace

void collect_workbook(ZipPackage& package, const std::string& main_part, PageCollector& pages)
{
    const auto xml = package.read(main_part);
    if (!xml) return;
    const auto related = relationships_of(package, main_part);
    Workbook book;
    if (const Relationship* part = find_by_type(related, "sharedStrings"))
        book.strings = read_shared_strings(package, part->part, pages);
    if (const Relationship* part = find_by_type(related, "styles")) book.date_styles = read_date_styles(package, part->part);
    XmlWalk walk(*xml);
    while (!pages.full() && walk.next()) {
        if (walk.starts("workbookPr")) {
            const std::string from_1904 = walk.attribute("date1904");
            if (from_1904 == "1" || from_1904 == "true") book.epoch = Epoch::y1904;
        }
        if (!walk.starts("sheet")) continue;
        pages.new_page();
        pages.text(walk.attribute("name"));
        pages.end_line();
        const Relationship* sheet = find_by_id(related, walk.attribute("id", XmlWalk::Prefixed::yes));
        if (sheet == nullptr || !package.has(sheet->part)) {
            pages.cut_short("a sheet is missing");
            continue;
        }
        collect_sheet(package, sheet->part, book, pages);
        for (const Relationship& part : relationships_of(package, sheet->part))
            if (part.type == "comments") collect_paragraphs(package, part.part, pages);
    }
    report(walk, main_part, pages);
}

}  // namespace fonds::office
