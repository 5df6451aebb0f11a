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
    if (text == nullptr || !period.ok() || period->permanent())
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

std::string default_config_text()
{
    std::string formats;
    for (const auto kind : formats_for_keeping) formats += (formats.empty() ? "\"" : ", \"") + std::string(kind) + "\"";
    std::string text =
        R"(# Settings of this archive. Lines that begin with # are remarks; remove a line to get its default back.
# 本档案库的设置。以 # 开头的行是说明;删去某行即恢复其默认值。

# How new categories number their records. Elements: {fonds} {category} {year} {retention} {folder} {seq:4}.
# 新建门类的档号模板。可用元素:全宗号 {fonds}、门类 {category}、年度 {year}、保管期限 {retention}、案卷号 {folder}、
# 四位流水号 {seq:4}。
code_template = "{fonds}-{category}·{year}-{retention}-{seq:4}"

# Distance from UTC; decides what "today" is and the year in a code.
# 与 UTC 的时差;决定"今天"以及档号中的年度。
time_zone = "+08:00"

# Currency of amounts that are given without one (ISO 4217).
# 未注明币种的金额所用的币种(ISO 4217)。
currency = "CNY"

# Seconds to wait for another process that is using the archive.
# 等待其他进程释放档案库的秒数。
lock_wait = 30

# Reading the text of documents happens in processes of its own, within these limits.
# 文档文字由独立进程提取,受以下限制。
[extraction]

# Processes at a time; 0 means one for each processor core.
# 同时运行的进程数;0 表示每个处理器核心一个。
workers = 0

# Memory that one process may use, in MiB.
# 单个进程可用的内存,单位 MiB。
memory = 2048

# Seconds that one document may take.
# 单个文档的处理时限,单位秒。
deadline = 60

# Pages, and MiB of text, that are read of one document; what lies beyond is not searchable.
# 单个文档最多读取的页数与文字量(MiB);超出部分不可检索。
max_pages = 20000
max_text = 64

# Scans are read by optical recognition (fonds ocr), in processes of its own.
# 扫描件由独立进程进行文字识别(fonds ocr)。
[ocr]

# "ppocr", "tesseract", or "automatic": the first where it is installed, else the second.
# 识别引擎:"ppocr"、"tesseract",或 "automatic"(优先前者,未安装时用后者)。
engine = "automatic"

# Folder of the models of ppocr; empty means the places that fonds ocr setup names.
# ppocr 模型所在目录;留空则使用 fonds ocr setup 所列的位置。
models = ""

# Processes at a time; 0 means one for each processor core.
# 同时运行的进程数;0 表示每个处理器核心一个。
workers = 0

# Memory that they may use together, in MiB; with little, fewer of them run.
# 全部识别进程可用的内存,单位 MiB;内存较少时进程数相应减少。
memory = 4096

# Seconds that one page may take.
# 单页的处理时限,单位秒。
deadline = 120

# What scanners drop into inbox/ is taken to the desk as it comes (fonds inbox watch).
# 扫描仪放入 inbox/ 的文件随到随收(fonds inbox watch)。
[inbox]

# Seconds that a file must not change before it is taken; a quarter of it for one that was moved in.
# 文件不再变化多少秒后才接收;整体移入的文件只等四分之一。
settle = 3

# Seconds between two looks when the system tells of no change, as on a network drive.
# 系统未通知变化时(如网络盘)每隔多少秒查看一次。
rescan = 60

# Paper originals that are lent (fonds loan).
# 借阅(fonds loan)。
[loans]

# Days until a loan is due, unless the day is said.
# 未注明应还日期时的借阅天数。
days = 14

# Years between two inspections of a record, by its grade (fonds stocktake plan).
# 按重要性定期检查的间隔年数(fonds stocktake plan)。
[inspection]
a = 1
b = 3
c = 5

# The four-property check (四性检测, fonds examine): DA/T 70-2018.
# 四性检测(fonds examine)。
[examination]

# Examine what was filed as soon as it is filed.
# 归档后立即检测。
on_intake = false

# Kinds of files that last (check U3), by the endings of their names.
# 可长期保存的格式(检测项 U3),以扩展名表示。
accepted_formats = [@FORMATS@]

# What every record must say (check I3): title, date, responsible (or a party), party, number, folder, security, unit, pages.
# 必填著录项(检测项 I3)。
required = ["title", "date", "responsible"]

# What no two records may have alike (check A8): number (with the party), title (with date and party), bytes.
# 不得重复的项(检测项 A8):文号、题名、文件内容。
unique = ["number", "title"]

# Who sees what.
# 查阅。
[access]

# Tell the audit log who took the bytes or the text of a record (get, open, text).
# 将查阅原文(get、open、text)记入审计日志。
log_reading = false

# What is printed: labels, stamps and forms.
# 打印:标签、归档章与表单。
[print]

# How far the printer is off, in millimetres: everything is moved to the right and downwards.
# 打印机的偏差(毫米):整体向右、向下移动。
offset = "0,0"

# Whose records these are, for certificates of destruction; without a name, that of the fonds.
# 档案所有单位,用于销毁证明;名称留空则用全宗名称。
[owner]
name = ""
address = ""

# The audit log (fonds log).
# 审计日志(fonds log)。
[log]

# File of the key that signs it: from / on, or within the archive; empty means keys/checkpoint.key.
# 签名密钥文件:绝对路径或相对于档案库目录;留空为 keys/checkpoint.key。
key = ""

# Files that are seldom asked for go to sealed volumes (fonds cold).
# 不常用的文件转入封存的冷存卷(fonds cold)。
[cold]

# How long after filing, and after its bytes or text were last asked for, a record may go: 3y, 18m, 90d.
# 归档后、最后一次查阅后多久可转冷存:3y 三年、18m 十八个月、90d 九十天。
after = "3y"
unused = "1y"

# Of records in folders, only those of closed ones.
# 已组卷的档案,仅限已封卷的案卷。
closed_folders = false

# Which grades may go (A only when it is named), and which categories with those below them; [] means all.
# 可转冷存的重要性等级(A 级须写明)与门类(含下级);[] 表示全部。
grades = "BC"
categories = []

# Smallest size of a record's files, in KiB; and GiB that objects/ may hold: above, the coldest go whatever their age (0: no limit).
# 单件最小字节数(KiB);objects/ 的容量上限(GiB),超出时最冷的先转出,不论年限(0 为不限)。
least_size = 0
hot_limit = 0

# MiB of files in one volume.
# 每个冷存卷容纳的文件量(MiB)。
volume_size = 4096

# Folders, from / on, that get a copy of each volume besides volumes/; and how many verified copies there must be, that in volumes/
# among them, before bytes leave objects/ (0: all).
# 除 volumes/ 外存放副本的目录(以 / 开头);以及原文件移出 objects/ 前须有的已校验份数(含 volumes/ 中的一份;0 为全部)。
copies = []
least_copies = 0

# Parity beside each volume (PAR2), in percent of its size; 0 means none.
# 每卷旁的 PAR2 校验数据占卷大小的百分比;0 为不生成。
parity = 10

# Deflate files that gain a twentieth from it.
# 压缩可节省二十分之一以上的文件。
deflate = true

# A file whose first line is the key of new volumes (AES-256); empty means that they are not encrypted. Keep the key elsewhere too:
# without it nobody reads them.
# 密钥文件,其首行为新卷的密钥(AES-256);留空则不加密。请另行保管密钥,遗失后任何人都无法读取。
key_file = ""

# MiB of unpacked files that are kept in cache/.
# cache/ 中保留的已解出文件总量(MiB)。
cache = 1024

# Bytes are read again against their digests (fonds scrub).
# 定期重读并校验全部数据(fonds scrub)。
[scrub]

# Days within which everything is read once, by grade.
# 按重要性等级,多少天内全部重读一遍。
a = 90
b = 180
c = 365

# MiB a second; 0 means as fast as the disk gives.
# 每秒读取量(MiB);0 为不限。
rate = 0

# How often each job is done (fonds jobs): "daily", "weekly" or "never".
# 各项作业的周期(fonds jobs):"daily" 每日、"weekly" 每周、"never" 不执行。
[jobs]
retention = "daily"
holds = "daily"
loans = "daily"
integrity = "daily"
full_check = "weekly"
checkpoint = "daily"
examination = "weekly"
scrub = "daily"
cold = "weekly"
)";
    constexpr std::string_view mark = "@FORMATS@";
    text.replace(text.find(mark), mark.size(), formats);
    return text;
}

}  // namespace fonds
