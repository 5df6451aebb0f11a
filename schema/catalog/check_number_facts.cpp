// SPDX-License-Identifier: GPL-3.0-or-later
// What a reference code tells of its record, against what the record says. A number never changes, so one that was right
// when it was given may tell what was changed since: that is only noted.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "schema/catalog/checking.hpp"
#include "schema/catalog/numbering.hpp"
#include "schema/catalog/retention_codes.hpp"
#include "schema/model/record.hpp"

namespace fonds {

namespace {

/// What a code tells and its record does not.
struct Contradiction {
    std::string_view kind, field;  ///< of the finding; in the history
    Text what;
};

class NumberFacts {
public:
    NumberFacts(CatalogState& state, const std::vector<Category>& categories, Findings& findings)
        : state_(state), categories_(categories), findings_(findings)
    {
    }

    Result<void> run()
    {
        TRY_ASSIGN(auto rows,
                   state_.db.query("SELECT record.id, record.code, category.code, coalesce(substr(record.date, 1, 4), ''),"
                                   " record.unit, record.project, record.sequence, sequence.scope FROM record"
                                   " JOIN category ON category.id = record.category"
                                   " JOIN sequence ON sequence.id = record.sequence"
                                   " WHERE record.id NOT IN (SELECT record FROM tombstone) ORDER BY record.id"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(row.view(1)));
            const Said said{row.text(2), row.text(3), row.text(4), row.text(5)};
            TRY(look_at_retention(row.integer(6), row.text(7), code, said.category));
            // Codes of one sequence differ in their numbers alone, unless it runs on through other elements.
            const auto key = std::tuple(row.integer(6), said.category, said.year, said.unit, said.project);
            const bool alike = row.text(7) != other_scope && row.text(7).find('{') == row.text(7).rfind('{');
            if (alike && sound_.contains(key)) return {};
            TRY_ASSIGN(const auto contradictions, contradictions_of(code, said));
            if (alike && contradictions.empty()) sound_.insert(key);
            for (const Contradiction& each : contradictions) TRY(tell(row.integer(0), code, each));
            return {};
        }));
        tell_retentions();
        return {};
    }

private:
    struct Said {
        std::string category, year, unit, project;
    };

    /// Codes of one sequence tell one retention, unless it runs on through that.
    Result<void> look_at_retention(std::int64_t sequence, const std::string& scope, const ReferenceCode& code,
                                   const std::string& of)
    {
        const auto key = std::pair(sequence, of);
        auto known = retentions_.find(key);
        if (known == retentions_.end() || scope == other_scope || scope.find("{RETENTION}") != std::string::npos) {
            const Category* own = category(of);
            std::string retention;
            if (own != nullptr) {
                TRY_ASSIGN(retention, retention_without_meaning(state_, code, *own));
            }
            known = retentions_.insert_or_assign(key, std::move(retention)).first;
        }
        if (known->second.empty()) return {};
        Unmeant& all = unmeant_[known->second + ' ' + of];
        if (all.records++ == 0) all.first = code.text();
        all.retention = known->second;
        return {};
    }

    void tell_retentions()
    {
        for (const auto& [key, all] : unmeant_)
            findings_.add(
                "number.retention", all.first,
                say("{} {record has a number that tells|records have numbers that tell} the retention {}, which has "
                    "no meaning, such as {}",
                    "{} 件的档号含没有含义的保管期限 {},例如 {}", {all.records, all.retention, all.first}),
                say("Old numbers stay as they are; the periods follow the rules: fonds retention show {}.",
                    "旧号保持不变,期限按规则确定:fonds retention show {}。", {all.first}),
                Severity::warning);
    }

    [[nodiscard]] const Category* category(std::string_view code) const
    {
        const auto at = std::ranges::find(categories_, code, &Category::code);
        return at == categories_.end() ? nullptr : &*at;
    }

    Result<std::vector<Contradiction>> contradictions_of(const ReferenceCode& code, const Said& said)
    {
        std::vector<Contradiction> found;
        const Category* own = category(said.category);
        if (own == nullptr) return found;
        TRY_ASSIGN(const CodeTemplate* mine, template_of(state_, *own));
        const auto parts = mine->parts_of(code, state_.identity.code, own->code);
        if (!parts) {
            for (const Category& other : categories_) {
                TRY_ASSIGN(const CodeTemplate* theirs, template_of(state_, other));
                if (&other == own || !theirs->parts_of(code, state_.identity.code, other.code)) continue;
                found.push_back({"number.category", "category",
                                 say("{} has the form of category {}, and its record is in {}",
                                     "{} 合门类 {} 的模板,而该件属于门类 {}", {code.text(), other.code, own->code})});
                break;
            }
            return found;
        }
        const auto compare = [&](std::string_view kind, std::string_view field, const Text& name, const std::string& told,
                                 const std::string& has) {
            if (told.empty() || has.empty() || told == has) return;
            found.push_back({kind,
                             field,
                             {fill("{} tells the {} {}, and its record says {}", {code.text(), name.en, told, has}),
                              fill("{} 中的{}为 {},而该件著录为 {}", {code.text(), name.zh, told, has})}});
        };
        const bool short_year = parts->year.size() == 2 && said.year.size() == 4;
        compare("number.year", "date", {"year", "年度"}, parts->year, short_year ? said.year.substr(2) : said.year);
        compare("number.unit", "unit", {"unit", "机构(问题)代码"}, parts->unit, spelt(said.unit));
        compare("number.project", "project", {"project", "项目号"}, parts->project, spelt(said.project));
        return found;
    }

    /// As it stands in a code.
    static std::string spelt(const std::string& value)
    {
        const auto code = ReferenceCode::parse(value);
        return without_spaces(code.ok() ? code->text() : value);
    }

    Result<void> tell(std::int64_t record, const ReferenceCode& code, const Contradiction& each)
    {
        TRY_ASSIGN(const auto changed,
                   state_.db.number("SELECT EXISTS (SELECT 1 FROM history WHERE record = ?1 AND field = ?2)",
                                    {record, each.field}));
        findings_.add(each.kind, code.text(), each.what,
                      changed != 0 ? say("It was changed since: the number stays. fonds show {} --history tells when.",
                                         "著录后来有修改,档号保持不变;可用 fonds show {} --history 查看。", {code.text()})
                                   : say("Look at the paper. If the record is wrong: fonds edit {}; the number stays.",
                                         "请核对原件;如著录有误,请用 fonds edit {} 更正,档号保持不变。", {code.text()}),
                      changed != 0 ? Severity::note : Severity::warning);
        return {};
    }

    struct Unmeant {
        std::int64_t records = 0;
        std::string first, retention;
    };

    CatalogState& state_;
    const std::vector<Category>& categories_;
    Findings& findings_;
    std::map<std::pair<std::int64_t, std::string>, std::string> retentions_;  ///< by sequence and category
    std::map<std::string, Unmeant> unmeant_;                                  ///< by retention and category
    std::set<std::tuple<std::int64_t, std::string, std::string, std::string, std::string>> sound_;
};

}  // namespace

Result<void> check_number_facts(CatalogState& state, const std::vector<Category>& categories, Findings& findings)
{
    return NumberFacts(state, categories, findings).run();
}

}  // namespace fonds
