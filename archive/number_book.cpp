// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/number_book.hpp"

#include "archive/state.hpp"
#include "schema/catalog/numbers.hpp"

namespace fonds {

std::string_view name_of(NumberRowStatus status)
{
    switch (status) {
    case NumberRowStatus::reserved: return "reserved";
    case NumberRowStatus::made_void: return "void";
    case NumberRowStatus::ended: return "ended";
    case NumberRowStatus::already: return "already";
    case NumberRowStatus::in_use: return "in_use";
    case NumberRowStatus::unusable: return "unusable";
    }
    return "";
}

Text text_of(NumberRowStatus status)
{
    switch (status) {
    case NumberRowStatus::reserved: return say("reserved", "已预留");
    case NumberRowStatus::made_void: return say("void", "已登记作废");
    case NumberRowStatus::ended: return say("its record is no more, and it stays taken", "原件已不存在,档号留痕");
    case NumberRowStatus::already: return say("was held so", "原已登记");
    case NumberRowStatus::in_use: return say("a record has it", "已有档案使用");
    case NumberRowStatus::unusable: return say("cannot be used", "不能使用");
    }
    return {};
}

Text unmeant_retention_text(std::string_view code, std::string_view retention)
{
    return say("The number {} tells the retention {}, which has no meaning: it is kept as an old number, and its period "
               "follows the rules of its category.",
               "档号 {} 中的保管期限 {} 没有含义:作为旧号保留,期限按门类的规则确定。", {code, retention});
}

Text other_year_text(const ReferenceCode& code, std::string_view year, const std::optional<Date>& date)
{
    return say("The number {} tells the year {}, and its document is of {}: the number stays.",
               "档号 {} 所载年度为 {},而文件日期为 {}:档号保持不变。",
               {code.text(), year, date ? date->text() : std::string()});
}

Result<std::vector<ReferenceCode>> NumberBook::preview(const NumberRequest& request)
{
    return Numbers(state_.catalog).preview(request, state_.today());
}

Result<std::vector<ReferenceCode>> NumberBook::reserve(const NumberRequest& request, std::string_view note)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return Numbers(state_.catalog).reserve(request, state_.today(), note, state_.stamp());
}

Result<HeldNumber> NumberBook::make_void(const ReferenceCode& code, std::string_view note)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    Numbers numbers(state_.catalog);
    TRY(numbers.make_void(code, note, state_.stamp()));
    TRY_ASSIGN(auto held, numbers.held(code));
    return std::move(*held);
}

Result<std::optional<HeldNumber>> NumberBook::held(const ReferenceCode& code)
{
    return Numbers(state_.catalog).held(code);
}

Result<std::vector<HeldNumber>> NumberBook::unused(std::string_view category)
{
    return Numbers(state_.catalog).unused(category);
}

Result<std::optional<Tombstone>> NumberBook::tombstone(const ReferenceCode& code)
{
    return Numbers(state_.catalog).tombstone(code);
}

Result<std::string> NumberBook::unmeant_retention(const ReferenceCode& code, std::string_view category)
{
    return Numbers(state_.catalog).unmeant_retention(code, category);
}

Result<std::string> NumberBook::other_year(const ReferenceCode& code, const RecordMetadata& said)
{
    return Numbers(state_.catalog).other_year(code, said);
}

Date NumberBook::day_of(Instant at) const
{
    const bool day_alone = at == std::chrono::floor<std::chrono::days>(at);
    return Date::of(at, day_alone ? 0 : state_.config.time_zone_minutes);
}

Result<std::vector<Finding>> NumberBook::check()
{
    return Numbers(state_.catalog).check();
}

}  // namespace fonds
