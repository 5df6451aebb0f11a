// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume_says.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "archive/bag_names.hpp"
#include "archive/bagged_record.hpp"
#include "archive/copy_owner.hpp"
#include "archive/volume/volume_reader.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t most_of_list = std::uint64_t{4} << 30;

/// J001-V0012 is the twelfth volume of J001.
std::optional<std::pair<std::string, std::int64_t>> parts_of(std::string_view name)
{
    const std::size_t digits = name.find_last_not_of("0123456789");
    if (digits == std::string_view::npos || digits < 1 || name.substr(digits - 1, 2) != "-V") return std::nullopt;
    const std::string_view serial = name.substr(digits + 1);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(serial.data(), serial.data() + serial.size(), number);
    if (problem != std::errc() || end != serial.data() + serial.size()) return std::nullopt;
    return std::pair(std::string(name.substr(0, digits - 1)), number);
}

std::string name_by_file(const std::string& file)
{
    const std::string name = file.substr(file.find_last_of('/') + 1);
    return name.substr(0, name.find('.'));
}

}  // namespace

VolumeSays volume_says(std::string_view bag_info)
{
    VolumeSays says;
    for (const std::string& line : lines_of(bag_info)) {
        const auto value = [&](std::string_view label) {
            return line.starts_with(label) ? line.substr(label.size()) : std::string();
        };
        if (auto archive = value("Fonds-Archive: "); !archive.empty()) says.archive = std::move(archive);
        if (auto moment = value("Fonds-Sealed-At: "); !moment.empty()) says.sealed_at = std::move(moment);
        if (auto name = value("Fonds-Replaced-Volume: "); !name.empty()) says.replaced.push_back(std::move(name));
    }
    return says;
}

bool is_sealed_later(std::string_view name, std::string_view sealed_at, std::string_view other_name,
                     std::string_view other_sealed_at)
{
    const auto one = parts_of(name), other = parts_of(other_name);
    if (one && other && one->first == other->first && one->second != other->second) return one->second > other->second;
    return sealed_at > other_sealed_at;
}

std::vector<GivenVolume> newest_first(FileOps& ops, const std::vector<std::string>& files)
{
    std::vector<GivenVolume> given;
    std::map<std::string, std::string> newest;  // by fonds: what it sealed last
    const auto fonds_of = [](const GivenVolume& one) {
        const auto parts = parts_of(one.name);
        return parts ? parts->first : one.name;
    };
    for (const auto& file : files) {
        GivenVolume one{file, name_by_file(file), {}};
        if (const auto info = bag_info_in(ops, file, one.name)) one.says = volume_says(*info);
        std::string& last = newest[fonds_of(one)];
        last = std::max(last, one.says.sealed_at);
        given.push_back(std::move(one));
    }
    std::ranges::stable_sort(given, [&](const GivenVolume& one, const GivenVolume& other) {
        const auto place = [&](const GivenVolume& each) {
            const auto parts = parts_of(each.name);
            return std::tuple(each.says.is_volume(), newest[fonds_of(each)], fonds_of(each), parts ? parts->second : 0,
                              each.says.sealed_at, each.name, each.file);
        };
        return place(one) > place(other);
    });
    return given;
}

Result<std::set<std::string>> codes_in_volume(FileOps& ops, const std::string& path, const std::string& name,
                                              const std::string& key)
{
    TRY_ASSIGN(const ZipReader zip, ZipReader::open(ops, path));
    TRY_ASSIGN(const std::size_t entry, zip.find(name + "/metadata/records.json"));
    TRY_ASSIGN(const std::string list, zip.text(entry, key, most_of_list));
    std::set<std::string> codes;
    TRY(each_bagged_record(list, [&](std::size_t, const Result<BaggedRecord>& record) -> Result<void> {
        if (record.ok()) codes.insert(record->facts.code->text());
        return {};
    }));
    return codes;
}

}  // namespace fonds
