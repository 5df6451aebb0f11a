// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/config/config.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "archive/config/toml_reader.hpp"
#include "schema/model/code_template.hpp"
#include "schema/model/examination.hpp"
#include "schema/model/retention_period.hpp"

namespace fonds {

namespace {

/// Says which value is wrong, and what would be right.
Error bad_value(const std::string& key, const Setting& setting, const std::string& path, Text right)
{
    return error(ErrorKind::bad_input,
                 say("Line {}: {} has a value that cannot be used", "第 {} 行:{} 的值无效", {setting.line, key}))
        .with_hint(std::move(right))
        .at(at_line(path, setting.line));
}

/// A whole number from `least` to `most`.
template <class Number>
Result<void> take_whole(const std::string& key, const Setting& setting, const std::string& path, std::int64_t least,
                        std::int64_t most, Number& target)
{
    const auto* number = std::get_if<std::int64_t>(&setting.value);
    if (number == nullptr || *number < least || *number > most)
        return bad_value(key, setting, path,
                         say("Write a whole number from {} to {}.", "请写 {} 到 {} 之间的整数。", {least, most}));
    target = static_cast<Number>(*number);
    return {};
}

Result<void> take_seconds(const std::string& key, const Setting& setting, const std::string& path,
                          std::chrono::seconds& target)
{
    std::int64_t seconds = 0;
    TRY(take_whole(key, setting, path, 1, 86'400, seconds));
    target = std::chrono::seconds(seconds);
    return {};
}

/// Minutes of "+08:00", "-03:30" or "Z".
std::optional<int> minutes_of(std::string_view text)
{
    if (text == "Z") return 0;
    constexpr std::string_view shape = "+00:00";
    if (text.size() != shape.size() || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    std::array<int, 4> digits{};
    for (std::size_t i = 0; const std::size_t at : {1, 2, 4, 5}) {
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
        digits[i++] = text[at] - '0';
    }
    const int hours = digits[0] * 10 + digits[1], minutes = digits[2] * 10 + digits[3];
    const int offset = (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    if (minutes > 59 || offset < -12 * 60 || offset > 14 * 60) return std::nullopt;
    return offset;
}

Result<void> take_time_zone(const std::string& key, const Setting& setting, const std::string& path, int& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    const auto minutes = text != nullptr ? minutes_of(*text) : std::nullopt;
    if (!minutes)
        return bad_value(key, setting, path,
                         say("Write the distance from UTC, like \"+08:00\"; from -12:00 to +14:00.",
                             "请写与 UTC 的时差,如 \"+08:00\",范围 -12:00 至 +14:00。"));
    target = *minutes;
    return {};
}

Result<void> take_currency(const std::string& key, const Setting& setting, const std::string& path, std::string& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    bool good = text != nullptr && text->size() == 3;
    if (good)
        for (const char c : *text) good = good && c >= 'A' && c <= 'Z';
    if (!good)
        return bad_value(
            key, setting, path,
            say("Write the three letters of ISO 4217, like \"CNY\".", "请写 ISO 4217 的三个大写字母,如 \"CNY\"。"));
    target = *text;
    return {};
}

Result<void> take_template(const std::string& key, const Setting& setting, const std::string& path, std::string& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    if (text == nullptr || text->empty())
        return bad_value(key, setting, path,
                         say("Write a code template, like \"{fonds}-{category}·{year}-{retention}-{seq:4}\".",
                             "请写档号模板,如 \"{fonds}-{category}·{year}-{retention}-{seq:4}\"。"));
    if (const auto parsed = CodeTemplate::parse(*text); !parsed.ok()) {
        const Error& problem = parsed.error();
        return bad_value(key, setting, path,
                         {problem.what.en + ". " + problem.hint.en, problem.what.zh + "。" + problem.hint.zh});
    }
    target = *text;
    return {};
}

Result<void> take_engine(const std::string& key, const Setting& setting, const std::string& path, std::string& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    if (text == nullptr || (*text != "automatic" && *text != "ppocr" && *text != "tesseract"))
        return bad_value(
            key, setting, path,
            say("Write \"automatic\", \"ppocr\" or \"tesseract\".", "请写 \"automatic\"、\"ppocr\" 或 \"tesseract\"。"));
    target = *text;
    return {};
}

Result<void> take_folder(const std::string& key, const Setting& setting, const std::string& path, std::string& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    if (text == nullptr || (!text->empty() && text->front() != '/'))
        return bad_value(key, setting, path,
                         say("Write the whole path of a folder, from / on.", "请写目录的完整路径,以 / 开头。"));
    target = *text;
    return {};
}

/// Seconds, with a fraction or without.
Result<void> take_wait(const std::string& key, const Setting& setting, const std::string& path,
                       std::chrono::milliseconds& target)
{
    constexpr double most = 86'400;
    double seconds = std::numeric_limits<double>::quiet_NaN();
    if (const auto* whole = std::get_if<std::int64_t>(&setting.value)) seconds = static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&setting.value)) seconds = *real;
    if (!(seconds >= 0 && seconds <= most))
        return bad_value(key, setting, path,
                         say("Write seconds from 0 to {}.", "请写 0 到 {} 之间的秒数。", {static_cast<int>(most)}));
    target = std::chrono::milliseconds(std::llround(seconds * 1000));
    return {};
}

Result<void> take_offset(const std::string& key, const Setting& setting, const std::string& path, PrintOffset& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    const auto offset = text != nullptr ? parse_print_offset(*text) : Result<PrintOffset>(PrintOffset());
    if (text == nullptr || !offset.ok())
        return bad_value(key, setting, path,
                         say("Write millimetres to the right and downwards, like \"1.5,-0.8\"; 20 at most.",
                             "请写向右、向下的毫米数,如 \"1.5,-0.8\",不超过 20。"));
    target = *offset;
    return {};
}

Result<void> take_file(const std::string& key, const Setting& setting, const std::string& path, std::string& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    if (text == nullptr || text->ends_with('/') || text->find('\0') != std::string::npos)
        return bad_value(key, setting, path,
                         say("Write the path of a file, from / on or within the archive.",
                             "请写文件路径:以 / 开头,或相对于档案库目录。"));
    target = *text;
    return {};
}

Result<void> take_line(const std::string& key, const Setting& setting, const std::string& path, std::string& target)
{
    constexpr std::size_t longest = 500;
    const auto* text = std::get_if<std::string>(&setting.value);
    if (text == nullptr || text->size() > longest ||
        std::ranges::any_of(*text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
        return bad_value(
            key, setting, path,
            say("Write one line of text, {} bytes at most.", "请写一行文字,不超过 {} 字节。", {static_cast<int>(longest)}));
    target = *text;
    return {};
}

Result<void> take_every(const std::string& key, const Setting& setting, const std::string& path, Every& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    const auto every = text != nullptr ? parse_every(*text) : std::nullopt;
    if (!every)
        return bad_value(key, setting, path,
                         say("Write \"daily\", \"weekly\" or \"never\".", "请写 \"daily\"、\"weekly\" 或 \"never\"。"));
    target = *every;
    return {};
}

Result<void> take_yes(const std::string& key, const Setting& setting, const std::string& path, bool& target)
{
    const auto* yes = std::get_if<bool>(&setting.value);
    if (yes == nullptr) return bad_value(key, setting, path, say("Write true or false.", "请写 true 或 false。"));
    target = *yes;
    return {};
}

/// Words of lower-case letters and digits; of `known` ones, unless that is empty.
Result<void> take_words(const std::string& key, const Setting& setting, const std::string& path,
                        std::span<const std::string_view> known, std::vector<std::string>& target)
{
    const auto* words = std::get_if<std::vector<std::string>>(&setting.value);
    const auto* none = std::get_if<std::monostate>(&setting.value);
    bool good = words != nullptr && none == nullptr;
    if (good)
        for (const std::string& word : *words)
            good = good && !word.empty() &&
                   word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
                   (known.empty() || std::ranges::find(known, word) != known.end());
    if (good) {
        target = *words;
        return {};
    }
    std::string all;
    for (const auto each : known) all += (all.empty() ? "" : ", ") + std::string(each);
    if (known.empty())
        return bad_value(key, setting, path,
                         say("Write a list of endings of file names, like [\"pdf\", \"ofd\"].",
                             "请写文件类型(扩展名)列表,如 [\"pdf\", \"ofd\"]。"));
    return bad_value(key, setting, path, say("Write a list of some of these: {}.", "请写由下列各项组成的列表:{}。", {all}));
}

/// A period (3y, 18m, 90d) as days: a year has 365 of them, a month 30.
Result<void> take_days(const std::string& key, const Setting& setting, const std::string& path, int& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    const auto period = text != nullptr ? RetentionPeriod::parse(*text) : Result<RetentionPeriod>(RetentionPeriod());
    // A number alone would be years to one reader and days to another.
    if (text == nullptr || text->find_first_not_of("0123456789") == std::string::npos || !period.ok() || period->permanent())
        return bad_value(key, setting, path,
                         say("Write a period, like \"3y\", \"18m\" or \"90d\".", "请写期限,如 \"3y\"、\"18m\"、\"90d\"。"));
    switch (period->unit) {
    case RetentionPeriod::Unit::years: target = period->count * 365; break;
    case RetentionPeriod::Unit::months: target = period->count * 30; break;
    case RetentionPeriod::Unit::weeks: target = period->count * 7; break;
    default: target = period->count;
    }
    return {};
}

Result<void> take_grades(const std::string& key, const Setting& setting, const std::string& path, std::string& target)
{
    const auto* text = std::get_if<std::string>(&setting.value);
    if (text == nullptr || text->empty() || text->find_first_not_of("ABC") != std::string::npos)
        return bad_value(key, setting, path,
                         say("Write the grades that may go, like \"BC\".", "请写可转冷存的重要性等级,如 \"BC\"。"));
    target = *text;
    return {};
}

Result<void> take_names(const std::string& key, const Setting& setting, const std::string& path, bool folders,
                        std::vector<std::string>& target)
{
    const auto* names = std::get_if<std::vector<std::string>>(&setting.value);
    bool good = names != nullptr;
    if (good)
        for (const std::string& name : *names)
            good = good && !name.empty() && name.find('\0') == std::string::npos && (!folders || name.front() == '/');
    if (!good)
        return bad_value(key, setting, path,
                         folders ? say("Write a list of folders, each from / on: [\"/mnt/second/fonds\"].",
                                       "请写目录列表,每个以 / 开头:[\"/mnt/second/fonds\"]。")
                                 : say("Write a list of codes: [\"HT\", \"FP\"].", "请写代码列表:[\"HT\", \"FP\"]。"));
    target = *names;
    if (folders)
        for (std::string& name : target)
            while (name.size() > 1 && name.back() == '/') name.pop_back();
    return {};
}

Result<void> take_cold(const std::string& key, const Setting& setting, const std::string& path, ColdSettings& cold)
{
    constexpr std::uint64_t kib = 1 << 10, mib = 1 << 20, gib = 1 << 30;
    ColdPolicy& policy = cold.policy;
    std::uint64_t number = 0;
    if (key == "cold.after") return take_days(key, setting, path, policy.after_days);
    if (key == "cold.unused") return take_days(key, setting, path, policy.unused_days);
    if (key == "cold.closed_folders") return take_yes(key, setting, path, policy.closed_folders);
    if (key == "cold.grades") return take_grades(key, setting, path, policy.grades);
    if (key == "cold.categories") {
        std::vector<std::string> codes;
        TRY(take_names(key, setting, path, false, codes));
        policy.categories = {codes.begin(), codes.end()};
        return {};
    }
    if (key == "cold.least_size") {
        TRY(take_whole(key, setting, path, 0, 1'000'000'000, number));
        policy.least_bytes = number * kib;
        return {};
    }
    if (key == "cold.hot_limit") {
        TRY(take_whole(key, setting, path, 0, 1'000'000, number));
        policy.hot_limit = number * gib;
        return {};
    }
    if (key == "cold.volume_size") {
        TRY(take_whole(key, setting, path, 1, 1'000'000, number));
        policy.volume_size = number * mib;
        return {};
    }
    if (key == "cold.copies") return take_names(key, setting, path, true, cold.copies);
    if (key == "cold.least_copies") return take_whole(key, setting, path, 0, 100, cold.least_copies);
    if (key == "cold.parity") return take_whole(key, setting, path, 0, 100, cold.parity);
    if (key == "cold.deflate") return take_yes(key, setting, path, cold.deflate);
    if (key == "cold.key_file") return take_file(key, setting, path, cold.key_file);
    if (key == "cold.cache") return take_whole(key, setting, path, 0, 1'000'000, cold.cache);
    if (key == "scrub.a") return take_whole(key, setting, path, 1, 36'500, cold.scrub_a);
    if (key == "scrub.b") return take_whole(key, setting, path, 1, 36'500, cold.scrub_b);
    if (key == "scrub.c") return take_whole(key, setting, path, 1, 36'500, cold.scrub_c);
    if (key == "scrub.rate") return take_whole(key, setting, path, 0, 1'000'000, cold.scrub_rate);
    return error(ErrorKind::bad_input, say("Line {}: unknown key {}", "第 {} 行:未知的设置项 {}", {setting.line, key}))
        .with_hint(say("Known under [cold]: after, unused, closed_folders, grades, categories, least_size, hot_limit, "
                       "volume_size, copies, least_copies, parity, deflate, key_file, cache; under [scrub]: a, b, c, rate.",
                       "可用:[cold] 之下:after、unused、closed_folders、grades、categories、least_size、hot_limit、"
                       "volume_size、copies、least_copies、parity、deflate、key_file、cache;[scrub] 之下:a、b、c、rate。"))
        .at(at_line(path, setting.line));
}

Result<void> take(const std::string& key, const Setting& setting, const std::string& path, Config& config)
{
    if (key == "code_template") return take_template(key, setting, path, config.code_template);
    if (key == "time_zone") return take_time_zone(key, setting, path, config.time_zone_minutes);
    if (key == "currency") return take_currency(key, setting, path, config.currency);
    if (key == "lock_wait") return take_wait(key, setting, path, config.lock_wait);
    if (key == "extraction" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "extraction.workers") return take_whole(key, setting, path, 0, 256, config.workers);
    if (key == "extraction.memory") return take_whole(key, setting, path, 256, 1'048'576, config.worker_memory);
    if (key == "extraction.max_pages") return take_whole(key, setting, path, 1, 1'000'000, config.max_pages);
    if (key == "extraction.max_text") return take_whole(key, setting, path, 1, 512, config.max_text);
    if (key == "extraction.deadline") return take_seconds(key, setting, path, config.deadline);
    if (key == "ocr" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "ocr.engine") return take_engine(key, setting, path, config.ocr_engine);
    if (key == "ocr.models") return take_folder(key, setting, path, config.ocr_models);
    if (key == "ocr.workers") return take_whole(key, setting, path, 0, 256, config.ocr_workers);
    if (key == "ocr.memory") return take_whole(key, setting, path, 1024, 1'048'576, config.ocr_memory);
    if (key == "ocr.deadline") return take_seconds(key, setting, path, config.ocr_deadline);
    if (key == "inbox" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "inbox.settle") return take_wait(key, setting, path, config.inbox_settle);
    if (key == "inbox.rescan") return take_seconds(key, setting, path, config.inbox_rescan);
    if (key == "print" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "print.offset") return take_offset(key, setting, path, config.print_offset);
    if (key == "access" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "access.log_reading") return take_yes(key, setting, path, config.log_reading);
    if (key == "examination" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "examination.on_intake") return take_yes(key, setting, path, config.examine_on_intake);
    if (key == "examination.accepted_formats") return take_words(key, setting, path, {}, config.accepted_formats);
    if (key == "examination.required") return take_words(key, setting, path, examined_fields, config.required_fields);
    if (key == "examination.unique") return take_words(key, setting, path, examined_keys, config.unique_keys);
    if (key == "loans" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "loans.days") return take_whole(key, setting, path, 1, 3650, config.loan_days);
    if (key == "inspection" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "inspection.a") return take_whole(key, setting, path, 1, 100, config.inspect_a);
    if (key == "inspection.b") return take_whole(key, setting, path, 1, 100, config.inspect_b);
    if (key == "inspection.c") return take_whole(key, setting, path, 1, 100, config.inspect_c);
    if ((key == "cold" || key == "scrub") && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key.starts_with("cold.") || key.starts_with("scrub.")) return take_cold(key, setting, path, config.cold);
    if (key == "owner" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "owner.name") return take_line(key, setting, path, config.owner_name);
    if (key == "owner.address") return take_line(key, setting, path, config.owner_address);
    if (key == "log" && std::holds_alternative<std::monostate>(setting.value)) return {};
    if (key == "log.key") return take_file(key, setting, path, config.log_key);
    if (key == "jobs" && std::holds_alternative<std::monostate>(setting.value)) return {};
    for (const Job job : all_jobs)
        if (key == "jobs." + std::string(name_of(job))) return take_every(key, setting, path, config.jobs.of(job));
    return error(ErrorKind::bad_input, say("Line {}: unknown key {}", "第 {} 行:未知的设置项 {}", {setting.line, key}))
        .with_hint(say(
            "Known: code_template, time_zone, currency, lock_wait; under [extraction]: workers, memory, deadline, "
            "max_pages, max_text; under [ocr]: engine, models, workers, memory, deadline; under [inbox]: settle, rescan; "
            "under [loans]: days; under [inspection]: a, b, c; under [examination]: on_intake, accepted_formats, required, "
            "unique; under [access]: log_reading; under [print]: offset; under [owner]: name, address; under [log]: key; "
            "under [jobs]: retention, holds, "
            "loans, "
            "integrity, full_check, checkpoint, examination, scrub, cold.",
            "可用:code_template、time_zone、currency、lock_wait;[extraction] 之下:workers、memory、deadline、"
            "max_pages、max_text;[ocr] 之下:engine、models、workers、memory、deadline;[inbox] 之下:settle、rescan;"
            "[loans] 之下:days;[inspection] 之下:a、b、c;[examination] 之下:on_intake、accepted_formats、required、unique;"
            "[access] 之下:log_reading;[print] 之下:offset;[owner] 之下:name、address;[log] 之下:key;[jobs] "
            "之下:retention、holds、loans、integrity、"
            "full_check、checkpoint、examination、scrub、cold。"))
        .at(at_line(path, setting.line));
}

}  // namespace

Result<Config> parse_config(std::string_view toml, const std::string& path)
{
    TRY_ASSIGN(const auto settings, read_toml(toml, path));
    Config config;
    config.code_template = CodeTemplate::standard;
    for (const auto& [key, setting] : settings) TRY(take(key, setting, path, config));
    return config;
}

}  // namespace fonds
