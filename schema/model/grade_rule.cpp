// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/grade_rule.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "schema/model/full_width.hpp"

namespace fonds {

namespace {

using Test = GradeRule::Test;

struct TestRow {
    Test test;
    std::string_view name, zh;
};
constexpr std::array tests{TestRow{Test::amount, "amount", "金额"}, TestRow{Test::word, "word", "词"},
                           TestRow{Test::tag, "tag", "标签"}, TestRow{Test::party, "party", "单位"}};

Error no_rule(std::string_view text)
{
    return error(ErrorKind::usage, say("Not a rule of grades: {}", "不是有效的重要性规则:{}", {text}))
        .with_hint(say("Write a grade and one of amount>=10万, word:独家, tag:急件, party:华为: A amount>=100000 CNY.",
                       "请写等级及以下之一:金额>=10万、词:独家、标签:急件、单位:华为,例如 A 金额>=10万。"));
}

Error no_meaning(std::string_view text)
{
    return error(ErrorKind::usage, say("Not the meaning of a grade: {}", "不是有效的重要性说明:{}", {text}))
        .with_hint(say("Write A=…; B=…; C=…, each at most once.", "请写成 A=…; B=…; C=…,每级至多一次。"));
}

/// Takes the first of these from the beginning of `rest`.
bool take(std::string_view& rest, std::initializer_list<std::string_view> ones)
{
    rest = trimmed(rest);
    for (const auto one : ones) {
        if (!rest.starts_with(one)) continue;
        rest.remove_prefix(one.size());
        rest = trimmed(rest);
        return true;
    }
    return false;
}

Result<GradeRule> parse_rule(const std::string& line)
{
    const std::string folded = half_width(line);
    std::string_view rest = trimmed(folded);
    GradeRule rule;
    const auto grade = parse_grade(rest.substr(0, 1));
    if (!grade.ok()) return no_rule(line);
    rule.grade = *grade;
    rest.remove_prefix(1);
    const auto* const row = std::ranges::find_if(tests, [&](const TestRow& each) {
        return take(rest, {each.name, each.zh});
    });
    if (row == tests.end()) return no_rule(line);
    rule.test = row->test;
    if (rule.test != Test::amount) {
        if (!take(rest, {":"}) || rest.empty()) return no_rule(line);
        rule.text = rest;
        return rule;
    }
    if (!take(rest, {">=", "≥"})) return no_rule(line);
    const auto blank = rest.find_last_of(' ');
    if (blank != rest.npos)
        if (const auto currency = parse_currency(rest.substr(blank)); currency.ok()) {
            rule.currency = *currency;
            rest = trimmed(rest.substr(0, blank));
        }
    const auto least = Amount::parse(rest);
    if (!least.ok() || least->hundredths <= 0) return no_rule(line);
    rule.least = *least;
    return rule;
}

bool stands_in(const std::string& part, const std::string& whole)
{
    return spelling_key(whole).find(spelling_key(part)) != std::string::npos;
}

}  // namespace

std::vector<std::string> lines_in(std::string_view text)
{
    std::vector<std::string> lines;
    constexpr std::string_view wide = "；";
    std::string line;
    const auto end = [&] {
        if (const auto whole = trimmed(line); !whole.empty()) lines.emplace_back(whole);
        line.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const bool is_wide = text.substr(at).starts_with(wide);
        if (is_wide || text[at] == ';' || text[at] == '\n' || text[at] == '\r')
            end();
        else
            line += text[at];
        at += is_wide ? wide.size() : 1;
    }
    end();
    return lines;
}

std::string GradeRule::line() const
{
    const auto* const row = std::ranges::find(tests, test, &TestRow::test);
    const std::string head = std::string(text_of(grade)) + " " + std::string(row->name);
    if (test != Test::amount) return head + ":" + text;
    return head + ">=" + least.text() + (currency.empty() ? "" : " " + currency);
}

bool GradeRule::covers(const RecordMetadata& metadata, std::string_view other_names) const
{
    switch (test) {
    case Test::amount: {
        if (!metadata.amount || (!currency.empty() && metadata.currency != currency)) return false;
        const auto amount = metadata.amount->hundredths;
        return (amount < 0 ? -amount : amount) >= least.hundredths;
    }
    case Test::word: return stands_in(text, metadata.title);
    case Test::tag:
        return std::ranges::any_of(metadata.tags,
                                   [&](const std::string& tag) { return spelling_key(tag) == spelling_key(text); });
    case Test::party:
        return stands_in(text, metadata.party) ||
               std::ranges::any_of(lines_in(other_names), [&](const std::string& name) { return stands_in(text, name); });
    }
    return false;
}

Text GradeRule::reason() const
{
    const std::string sum = least.grouped() + (currency.empty() ? "" : " " + currency);
    switch (test) {
    case Test::amount: return say("amount of {} or more", "金额达到 {}", {sum});
    case Test::word: return say("the title has “{}”", "题名含“{}”", {text});
    case Test::tag: return say("it has the tag {}", "带有标签 {}", {text});
    case Test::party: return say("the party is {}", "往来单位为 {}", {text});
    }
    return {};
}

Result<std::vector<GradeRule>> parse_grade_rules(std::string_view text)
{
    std::vector<GradeRule> rules;
    for (const std::string& line : lines_in(text)) {
        TRY_ASSIGN(auto rule, parse_rule(line));
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::string lines_of(const std::vector<GradeRule>& rules)
{
    std::string text;
    for (const GradeRule& rule : rules) text += (text.empty() ? "" : "\n") + rule.line();
    return text;
}

std::optional<SuggestedGrade> suggest_grade(const std::vector<GradeRule>& rules, const RecordMetadata& metadata,
                                            std::string_view other_names)
{
    std::optional<SuggestedGrade> best;
    for (const GradeRule& rule : rules)
        if (rule.covers(metadata, other_names) && (!best || rule.grade < best->grade)) best = {rule.grade, rule.reason()};
    return best;
}

bool ask_for_party(const std::vector<GradeRule>& rules)
{
    return std::ranges::find(rules, Test::party, &GradeRule::test) != rules.end();
}

Result<std::string> parse_grade_meanings(std::string_view text)
{
    std::map<Grade, std::string> meanings;
    for (const std::string& line : lines_in(text)) {
        const std::string folded = half_width(line.substr(0, std::min<std::size_t>(line.size(), 8)));
        std::string_view head = folded;
        const auto grade = parse_grade(head.substr(0, 1));
        const auto sign = line.find_first_of("= ");
        const auto wide = line.find("＝");
        const auto at = std::min(sign, wide);
        if (!grade.ok() || at == std::string::npos || !parse_grade(line.substr(0, at)).ok()) return no_meaning(line);
        const std::string meaning(trimmed(line.substr(at + (at == wide ? 3 : 1))));
        if (!meaning.empty() && !meanings.emplace(*grade, meaning).second) return no_meaning(line);
    }
    std::string lines;
    for (const auto& [grade, meaning] : meanings)
        lines += (lines.empty() ? "" : "\n") + std::string(text_of(grade)) + " " + meaning;
    return lines;
}

std::string meaning_of(Grade grade, std::string_view meanings)
{
    const std::string head = std::string(text_of(grade)) + " ";
    for (const std::string& line : lines_in(meanings))
        if (line.starts_with(head)) return line.substr(head.size());
    return {};
}

std::string name_lines(std::string_view text)
{
    std::vector<std::string> names;
    for (std::string& name : lines_in(text))
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    std::string lines;
    for (const std::string& name : names) lines += (lines.empty() ? "" : "\n") + name;
    return lines;
}

}  // namespace fonds
