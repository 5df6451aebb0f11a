// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/location.hpp"

#include <algorithm>

#include "schema/model/category.hpp"
#include "schema/model/full_width.hpp"
#include "schema/model/reference_code.hpp"

namespace fonds {

namespace {

struct KindRow {
    LocationKind kind;
    std::string_view name, zh;
};
constexpr std::array kinds{
    KindRow{LocationKind::storeroom, "storeroom", "库房"},
    KindRow{LocationKind::row, "row", "列"},
    KindRow{LocationKind::side, "side", "面"},
    KindRow{LocationKind::bay, "bay", "节"},
    KindRow{LocationKind::tier, "tier", "层"},
    KindRow{LocationKind::box, "box", "盒"},
};

constexpr std::size_t longest_code = 100;
constexpr std::int64_t most_parts = 1000;

std::string capitals(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return result;
}

std::size_t digits_at_end(std::string_view text)
{
    std::size_t count = 0;
    while (count < text.size() && count < 9 && text[text.size() - 1 - count] >= '0' && text[text.size() - 1 - count] <= '9')
        ++count;
    return count;
}

std::int64_t number_of(std::string_view digits)
{
    std::int64_t number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

}  // namespace

std::string_view name_of(LocationKind kind)
{
    return kinds.at(static_cast<std::size_t>(kind) - 1).name;
}

Text text_of(LocationKind kind)
{
    const KindRow& row = kinds.at(static_cast<std::size_t>(kind) - 1);
    return {std::string(row.name), std::string(row.zh)};
}

std::optional<LocationKind> location_kind(std::string_view name)
{
    for (const KindRow& row : kinds)
        if (row.name == name || row.zh == name) return row.kind;
    return std::nullopt;
}

Result<std::string> canonical_location_code(std::string_view text)
{
    const auto parsed = text.size() > 4 * longest_code ? ReferenceCode::parse("") : ReferenceCode::parse(text);
    if (!parsed.ok() || parsed->text().size() > 2 * longest_code)
        return error(ErrorKind::usage, say("Not an address of a location: {}", "不是有效的库位号:{}",
                                           {text.size() > longest_code ? text.substr(0, 20) : text}))
            .with_hint(
                say("Write letters and digits, parted by - · . or blanks, for example KF01-L03-A-J05-C2-W12; at most {} "
                    "bytes, and none of / \\ : * ? \" < > |",
                    "请用字母、汉字和数字,其间可用 -、·、. 或空格,例如 KF01-L03-A-J05-C2-W12;至多 {} 字节,不能含 / \\ : "
                    "* ? \" < > |",
                    {2 * longest_code}));
    return parsed->text();
}

Result<std::vector<std::string>> location_parts(std::string_view text)
{
    const std::string half = half_width(text);
    const auto dots = half.find("..");
    if (dots == std::string::npos) {
        TRY_ASSIGN(std::string one, canonical_location_code(half));
        return std::vector<std::string>{std::move(one)};
    }
    const auto wrong = [&] {
        return error(ErrorKind::usage, say("Not a range of locations: {}", "不是有效的库位范围:{}", {text}))
            .with_hint(say("Write W01..W12: the same letters, numbers that grow, at most {}.",
                           "请写成 W01..W12:前缀相同,数字递增,最多 {} 个。", {most_parts}));
    };
    const std::string first = capitals(trimmed(std::string_view(half).substr(0, dots)));
    const std::string last = capitals(trimmed(std::string_view(half).substr(dots + 2)));
    const auto width = digits_at_end(first), last_width = digits_at_end(last);
    const std::string prefix = first.substr(0, first.size() - width);
    if (width == 0 || last_width == 0 || last_width < width || last.substr(0, last.size() - last_width) != prefix)
        return wrong();
    const std::int64_t from = number_of(std::string_view(first).substr(prefix.size()));
    const std::int64_t to = number_of(std::string_view(last).substr(prefix.size()));
    if (to < from || to - from >= most_parts) return wrong();
    std::vector<std::string> parts;
    for (std::int64_t number = from; number <= to; ++number) {
        std::string digits = std::to_string(number);
        if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
        TRY_ASSIGN(parts.emplace_back(), canonical_location_code(prefix + digits));
    }
    return parts;
}

Result<PaperName> PaperName::parse(std::string_view text)
{
    constexpr std::string_view prefix = "FONDS:CODE:";
    const std::string half = half_width(text);
    std::string_view bare = trimmed(half);
    if (capitals(bare.substr(0, prefix.size())) == prefix) bare.remove_prefix(prefix.size());
    const auto slash = bare.find('/');
    if (slash == std::string_view::npos) {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(bare));
        return PaperName{{}, code.text()};
    }
    PaperName paper{canonical_category_code(bare.substr(0, slash)), canonical_folder_number(bare.substr(slash + 1))};
    if (!paper.category.empty() && !paper.number.empty() && paper.number.find('/') == std::string::npos) return paper;
    return error(ErrorKind::usage, say("Neither a reference code nor a folder: {}", "既不是档号也不是案卷:{}", {text}))
        .with_hint(say("Write a reference code, or CATEGORY/NUMBER for a folder.", "请写档号,或以“门类/案卷号”指明案卷。"));
}

const ClimateLimits& climate_limits(std::string_view name)
{
    const auto at = std::ranges::find(climate_table, name, &ClimateLimits::name);
    return at == climate_table.end() ? climate_table.front() : *at;
}

bool is_climate(std::string_view name)
{
    return std::ranges::find(climate_table, name, &ClimateLimits::name) != climate_table.end();
}

std::string_view name_of(ClimateFault fault)
{
    switch (fault) {
    case ClimateFault::cold: return "cold";
    case ClimateFault::hot: return "hot";
    case ClimateFault::dry: return "dry";
    case ClimateFault::damp: return "damp";
    case ClimateFault::temperature_drift: return "temperature_drift";
    case ClimateFault::humidity_drift: return "humidity_drift";
    }
    return "";
}

Text text_of(ClimateFault fault)
{
    switch (fault) {
    case ClimateFault::cold: return say("too cold", "温度过低");
    case ClimateFault::hot: return say("too warm", "温度过高");
    case ClimateFault::dry: return say("too dry", "湿度过低");
    case ClimateFault::damp: return say("too damp", "湿度过高");
    case ClimateFault::temperature_drift:
        return say("temperature changed by more than 2 °C in 24 hours", "24 小时内温度变化超过 2 ℃");
    case ClimateFault::humidity_drift:
        return say("humidity changed by more than 5 % in 24 hours", "24 小时内相对湿度变化超过 5%");
    }
    return {};
}

Result<int> parse_tenths(std::string_view text, const Text& what)
{
    std::string number = half_width(text);
    for (const std::string_view unit : {"℃", "°C", "%RH", "%"})
        if (std::string_view(number).ends_with(unit)) number.resize(number.size() - unit.size());
    std::ranges::replace(number, ',', '.');
    std::string_view digits = trimmed(number);
    const bool below = digits.starts_with('-');
    if (below || digits.starts_with('+')) digits.remove_prefix(1);
    const auto dot = digits.find('.');
    const std::string_view whole = digits.substr(0, dot);
    const std::string_view rest = dot == std::string_view::npos ? std::string_view("0") : digits.substr(dot + 1);
    const auto plain = [](std::string_view part) {
        return !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!plain(whole) || !plain(rest) || whole.size() > 3 || rest.size() > 6)
        return error(ErrorKind::usage,
                     {fill("{} is not a number: {}", {what.en, text}), fill("{}不是数值:{}", {what.zh, text})})
            .with_hint(say("Write it like 21.5.", "请写成 21.5 这样的数值。"));
    const int half_up = rest.size() > 1 && rest[1] >= '5' ? 1 : 0;
    const int tenths = static_cast<int>(number_of(whole)) * 10 + (rest[0] - '0') + half_up;
    return below ? -tenths : tenths;
}

std::string text_of_tenths(int tenths)
{
    const int size = tenths < 0 ? -tenths : tenths;
    return (tenths < 0 ? "-" : "") + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

Text incident_text(std::string_view kind)
{
    if (kind == "pest") return say("pests", "有害生物");
    if (kind == "water") return say("water", "水害");
    if (kind == "fire") return say("fire", "火情");
    if (kind == "light") return say("light", "光照");
    if (kind == "dust") return say("dust", "尘污");
    if (kind == "theft") return say("theft", "失窃");
    return say("other", "其他");
}

}  // namespace fonds
