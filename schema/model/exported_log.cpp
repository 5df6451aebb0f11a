// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/exported_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace fonds {

namespace {

constexpr std::string_view title = "fonds-log:2\n";
constexpr std::string_view title_before = "fonds-log:1\n";  // without checkpoints
constexpr std::string_view end_mark = "end:";
constexpr std::string_view checkpoint_mark = "checkpoint:";
constexpr std::size_t most_held = std::size_t{16} << 20U;
constexpr std::size_t most_digits = 8;

/// A netstring: "5:hello,".
void append(std::string& bytes, std::string_view field)
{
    bytes += std::to_string(field.size());
    bytes += ':';
    bytes += field;
    bytes += ',';
}

enum class Taken { whole, more, broken };

/// The netstring at `at`, which moves behind it. `more`: the bytes end too early.
Taken take_field(std::string_view bytes, std::size_t& at, std::string_view& field)
{
    const auto colon = bytes.substr(at, most_digits + 1).find(':');
    if (colon == std::string_view::npos) return bytes.size() - at > most_digits ? Taken::broken : Taken::more;
    const std::string_view digits = bytes.substr(at, colon);
    std::size_t length = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    // One way to write a length, so that no changed byte leaves the fields as they were.
    if (digits.empty() || problem != std::errc() || end != digits.data() + digits.size() ||
        (digits.size() > 1 && digits.front() == '0'))
        return Taken::broken;
    const std::size_t begin = at + colon + 1;
    if (bytes.size() - begin < length + 1) return Taken::more;
    if (bytes[begin + length] != ',') return Taken::broken;
    field = bytes.substr(begin, length);
    at = begin + length + 1;
    return Taken::whole;
}

/// So many fields and a line end.
template <std::size_t count>
Taken take_line(std::string_view bytes, std::size_t& at, std::array<std::string_view, count>& fields)
{
    for (auto& field : fields)
        if (const Taken taken = take_field(bytes, at, field); taken != Taken::whole) return taken;
    if (at == bytes.size()) return Taken::more;
    return bytes[at++] == '\n' ? Taken::whole : Taken::broken;
}

}  // namespace

std::string LogWriter::hashed(std::string text)
{
    hasher_.update(text);
    return text;
}

std::string LogWriter::begin(const LogOrigin& origin)
{
    std::string text(title);
    for (const auto& field : {origin.id, origin.code, origin.name, origin.at}) append(text, field);
    return hashed(text + "\n");
}

std::string LogWriter::event(const Event& event)
{
    ++events_;
    last_ = event.hash;
    std::string text;
    text.reserve(320 + event.detail.size() + event.subject.size());
    append(text, std::to_string(event.sequence));
    append(text, to_iso8601(event.at));
    append(text, event.actor);
    append(text, event.action);
    append(text, event.subject);
    append(text, event.detail);
    append(text, event.previous.hex());
    append(text, event.hash.hex());
    return hashed(text + "\n");
}

std::string LogWriter::checkpoint(const Checkpoint& checkpoint)
{
    std::string text(checkpoint_mark);
    append(text, std::to_string(checkpoint.sequence));
    append(text, to_iso8601(checkpoint.at));
    append(text, checkpoint.key.hex());
    append(text, checkpoint.signature.hex());
    return hashed(text + "\n");
}

std::string LogWriter::end()
{
    std::string text(end_mark);
    append(text, std::to_string(events_));
    append(text, last_.hex());
    append(text, hasher_.finish().hex());
    return text + "\n";
}

void LogVerdict::fault(std::int64_t event, Text what)
{
    if (faults.size() < most_faults) faults.push_back({event, std::move(what)});
}

void LogVerifier::fault(Text what)
{
    verdict_.fault(verdict_.events + (part_ == Part::event ? 1 : 0), std::move(what));
}

void LogVerifier::lose(Text what)
{
    fault(std::move(what));
    part_ = Part::lost;
}

/// Takes bytes that count for the digest of the file.
void LogVerifier::drop(std::size_t bytes)
{
    hasher_.update(std::string_view(held_).substr(read_, bytes));
    read_ += bytes;
}

bool LogVerifier::take_title()
{
    const std::string_view rest = std::string_view(held_).substr(read_);
    if (rest.size() < title.size() && (title.starts_with(rest) || title_before.starts_with(rest))) return false;
    has_checkpoints_ = rest.starts_with(title);
    if (!has_checkpoints_ && !rest.starts_with(title_before)) {
        lose(say("This is no log of Fonds, or its first line was changed", "不是 Fonds 导出的日志,或首行已被改动"));
        return true;
    }
    drop(title.size());
    part_ = Part::origin;
    return true;
}

bool LogVerifier::take_origin()
{
    const std::string_view rest = std::string_view(held_).substr(read_);
    std::array<std::string_view, 4> fields;
    std::size_t at = 0;
    switch (take_line(rest, at, fields)) {
    case Taken::more: return false;
    case Taken::broken: lose(say("The line that says whose log it is was changed", "标明归属的一行已被改动")); return true;
    case Taken::whole: break;
    }
    verdict_.origin = {std::string(fields[0]), std::string(fields[1]), std::string(fields[2]), std::string(fields[3])};
    drop(at);
    part_ = Part::event;
    return true;
}

bool LogVerifier::take_event()
{
    const std::string_view rest = std::string_view(held_).substr(read_);
    if (rest.size() < end_mark.size()) return false;
    if (rest.starts_with(end_mark)) {
        before_end_ = hasher_.finish();
        part_ = Part::end;
        return true;
    }
    if (has_checkpoints_ && rest.front() == checkpoint_mark.front()) return take_checkpoint();
    std::array<std::string_view, 8> fields;
    std::size_t at = 0;
    const auto next = verdict_.events + 1;
    switch (take_line(rest, at, fields)) {
    case Taken::more: return false;
    case Taken::broken:
        lose(say("Event {} cannot be read: bytes were changed", "第 {} 条无法读取:字节已被改动", {next}));
        return true;
    case Taken::whole: break;
    }
    // The hash covers the bytes of the first seven fields, as they stand here.
    const auto behind_seven = static_cast<std::size_t>(fields[6].data() - rest.data()) + fields[6].size() + 1;
    const Digest computed = Digest::of(rest.substr(0, behind_seven));
    if (fields[0] != std::to_string(next))
        fault(say("After event {} comes event {}: events are missing, or were put in another order",
                  "第 {} 条之后是第 {} 条:有缺失或次序被改动", {verdict_.events, fields[0]}));
    else if (fields[6] != verdict_.last.hex())
        fault(say("Event {} does not follow the event before it: one of them was replaced",
                  "第 {} 条日志与前一条不衔接:其中之一曾被替换", {next}));
    if (fields[7] != computed.hex())
        fault(say("Event {} was changed: its content does not match its hash", "第 {} 条日志曾被改动:内容与摘要不符",
                  {fields[0]}));
    verdict_.last = computed;
    verdict_.events = next;
    note_event(fields[3], fields[4]);
    drop(at);
    return true;
}

void LogVerifier::note_event(std::string_view action, std::string_view subject)
{
    if (watched_.contains(verdict_.events)) verdict_.watched[verdict_.events] = verdict_.last;
    if (!has_checkpoints_ || action != "log.signed") return;
    // The checkpoint stands behind the event that it signs, and so before this one.
    const auto& all = verdict_.checkpoints;
    std::int64_t wanted = 0;
    std::from_chars(subject.data(), subject.data() + subject.size(), wanted);
    const auto at =
        std::ranges::lower_bound(all, wanted, {}, [](const SignedEvent& one) { return one.checkpoint.sequence; });
    if (at == all.end() || at->checkpoint.sequence != wanted)
        verdict_.fault(verdict_.events,
                       say("The checkpoint of event {} was taken away", "第 {} 条的检查点被删去", {subject}));
}

bool LogVerifier::take_checkpoint()
{
    const std::string_view rest = std::string_view(held_).substr(read_);
    if (rest.size() < checkpoint_mark.size()) return false;
    std::array<std::string_view, 4> fields;
    std::size_t at = checkpoint_mark.size();
    const Taken taken = rest.starts_with(checkpoint_mark) ? take_line(rest, at, fields) : Taken::broken;
    if (taken == Taken::more) return false;
    SignedEvent read{{verdict_.events, {}, {}, {}}, verdict_.last};
    const auto when = taken == Taken::whole ? parse_instant(fields[1]) : Result<Instant>(Instant{});
    const auto key = taken == Taken::whole ? PublicKey::parse(fields[2]) : Result<PublicKey>(PublicKey{});
    const auto signature = taken == Taken::whole ? Signature::parse(fields[3]) : Result<Signature>(Signature{});
    if (taken == Taken::broken || !when.ok() || !key.ok() || !signature.ok()) {
        lose(say("The checkpoint behind event {} cannot be read: bytes were changed",
                 "第 {} 条之后的检查点无法读取:字节已被改动", {verdict_.events}));
        return true;
    }
    const bool again = !verdict_.checkpoints.empty() && verdict_.checkpoints.back().checkpoint.sequence == verdict_.events;
    if (fields[0] != std::to_string(verdict_.events) || again)
        fault(say("The checkpoint of event {} stands behind event {}", "第 {} 条的检查点位于第 {} 条之后",
                  {fields[0], verdict_.events}));
    read.checkpoint.at = *when;
    read.checkpoint.key = *key;
    read.checkpoint.signature = *signature;
    if (!again) verdict_.checkpoints.push_back(read);
    drop(at);
    return true;
}

bool LogVerifier::take_end()
{
    const std::string_view rest = std::string_view(held_).substr(read_);
    std::array<std::string_view, 3> fields;
    std::size_t at = end_mark.size();
    switch (take_line(rest, at, fields)) {
    case Taken::more: return false;
    case Taken::broken: lose(say("The last line was changed", "末行已被改动")); return true;
    case Taken::whole: break;
    }
    if (fields[0] != std::to_string(verdict_.events))
        fault(say("The last line tells of {} events, but there are {}", "末行记载 {} 条,实有 {} 条",
                  {fields[0], verdict_.events}));
    if (fields[1] != verdict_.last.hex())
        fault(say("The last line tells another hash than the last event has", "末行所载摘要与最后一条不符"));
    if (fields[2] != before_end_.hex())
        fault(say("The file was changed: its bytes do not match the digest in its last line",
                  "文件已被改动:字节与末行摘要不符"));
    read_ += at;
    part_ = Part::behind;
    return true;
}

bool LogVerifier::take_part()
{
    switch (part_) {
    case Part::title: return take_title();
    case Part::origin: return take_origin();
    case Part::event: return take_event();
    case Part::end: return take_end();
    case Part::behind:
        if (read_ == held_.size()) return false;
        lose(say("Something stands behind the last line", "末行之后还有内容"));
        return true;
    case Part::lost: read_ = held_.size(); return false;
    }
    return false;
}

void LogVerifier::take(std::string_view bytes)
{
    held_ += bytes;
    while (take_part()) {
    }
    held_.erase(0, read_);
    read_ = 0;
    if (held_.size() > most_held)
        lose(say("Event {} is too long to be one", "第 {} 条过长,不是有效记录", {verdict_.events + 1}));
    if (part_ == Part::lost) held_.clear();
}

LogVerdict LogVerifier::finish()
{
    if (part_ != Part::behind && part_ != Part::lost)
        fault(say("The log ends too early: its last line is missing", "日志不完整:缺少末行"));
    return std::move(verdict_);
}

}  // namespace fonds
