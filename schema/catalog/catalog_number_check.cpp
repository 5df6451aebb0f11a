// SPDX-License-Identifier: GPL-3.0-or-later
// fonds number check: what a clerk wants to know of the numbers, beyond what must never be wrong.
#include <algorithm>
#include <map>

#include "schema/catalog/checking.hpp"
#include "schema/catalog/numbering.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/told_elsewhere.hpp"

namespace fonds {

namespace {

constexpr std::string_view open_number = "{SEQ}";

std::string code_at(const std::string& scope, std::int64_t serial, int width)
{
    std::string number = std::to_string(serial);
    if (number.size() < static_cast<std::size_t>(width))
        number.insert(0, static_cast<std::size_t>(width) - number.size(), '0');
    std::string code = scope;
    if (const auto at = code.find(open_number); at != std::string::npos) code.replace(at, open_number.size(), number);
    return code;
}

/// How the numbers of a sequence are written.
struct Shape {
    bool known = false;         ///< some category's template makes them
    int width = 0;              ///< 0: not told by the scope
    std::int64_t capacity = 0;  ///< the highest number of the template's width; 0: not known
    std::string category;       ///< whose template; empty: not known
};

class NumberCheck {
public:
    NumberCheck(CatalogState& state, std::vector<Category> categories, Findings& findings)
        : state_(state), categories_(std::move(categories)), findings_(findings)
    {
    }

    Result<void> run()
    {
        TRY_ASSIGN(auto sequences, state_.db.query("SELECT id, scope FROM sequence ORDER BY scope"));
        TRY(sequences.each([&](const sqlite::Rows& row) -> Result<void> {
            TRY_ASSIGN(shapes_[row.integer(0)], shape_of(row.integer(0), row.text(1)));
            TRY(check_room(row.integer(0), row.text(1), shapes_[row.integer(0)]));
            return check_shape(row.integer(0), row.text(1), shapes_[row.integer(0)]);
        }));
        TRY(check_open());
        return check_unused();
    }

private:
    /// Of a sequence that runs on through other elements: told by any code of it.
    Result<Shape> open_shape(std::int64_t sequence, const std::string& scope)
    {
        Shape shape;
        shape.known = true;
        TRY_ASSIGN(auto rows, state_.db.query("SELECT code FROM record WHERE sequence = ?1 LIMIT 1", {sequence}));
        TRY_ASSIGN(const bool found, rows.next());
        if (!found) return shape;
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(rows.view(0)));
        for (const Category& category : categories_) {
            TRY_ASSIGN(const CodeTemplate* code_template, template_of(state_, category));
            const auto number = code_template->shaped_number(code, state_.identity.code, category.code);
            if (!number || number->scope != scope) continue;
            shape.capacity = code_template->capacity();
            shape.category = category.code;
            break;
        }
        return shape;
    }

    Result<Shape> shape_of(std::int64_t sequence, const std::string& scope)
    {
        if (scope == other_scope) return Shape{};
        const std::string rest = code_at(scope, 1, 1);
        // What a sequence runs on through stands open in its scope: only templates make such scopes.
        if (rest.find('{') != std::string::npos) return open_shape(sequence, scope);
        for (int width = 1; width <= 9; ++width) {
            const auto code = ReferenceCode::parse(code_at(scope, 1, width));
            if (!code.ok()) return Shape{};
            for (const Category& category : categories_) {
                TRY_ASSIGN(const CodeTemplate* code_template, template_of(state_, category));
                const auto number = code_template->shaped_number(*code, state_.identity.code, category.code);
                if (number && number->scope == scope) return Shape{true, width, code_template->capacity(), category.code};
            }
        }
        return Shape{};
    }

    /// A sequence that has outgrown its width, or is about to.
    Result<void> check_room(std::int64_t sequence, const std::string& scope, const Shape& shape)
    {
        if (shape.capacity == 0) return {};
        TRY_ASSIGN(const auto given, state_.db.number("SELECT next - 1 FROM sequence WHERE id = ?1", {sequence}));
        const std::int64_t left = shape.capacity - given;
        if (!is_nearly_used_up(shape.capacity, left)) return {};
        const Text hint = say("Widen the template: fonds category edit {} --template; the sequence goes on as it is.",
                              "请加宽模板的序号位数:fonds category edit {} --template;序列照常接续。", {shape.category});
        findings_.add(
            "number.width", scope,
            left > 0 ? say("{}: the numbers have come to {} of {}", "{}:已用至 {},最大为 {}", {scope, given, shape.capacity})
                     : say("{}: the numbers have gone beyond {}, the last of its width; the last is {}",
                           "{}:该位数最大为 {},已用尽,现已用至 {}", {scope, shape.capacity, given}),
            hint, Severity::warning);
        return {};
    }

    Result<void> check_shape(std::int64_t sequence, const std::string& scope, const Shape& shape)
    {
        if (!shape.known) {
            TRY_ASSIGN(auto rows, state_.db.query("SELECT count(*), min(code) FROM record WHERE sequence = ?1", {sequence}));
            TRY_ASSIGN(const bool found, rows.next());
            if (found && rows.integer(0) > 0)
                findings_.add(
                    "number.shape", rows.text(1),
                    say("{} {record has a number|records have numbers} like {}, which no category's template makes",
                        "有 {} 件的档号形如 {},不符合任何门类的档号模板", {rows.integer(0), rows.view(1)}),
                    say("Old numbers stay as they are. To go on with them, give a category such a template.",
                        "旧号保持不变;如需沿用,请为门类设置相应的模板。"),
                    Severity::note);
            return {};
        }
        if (shape.width == 0) return {};
        const auto usual = static_cast<std::int64_t>(scope.size() - open_number.size()) + shape.width;
        TRY_ASSIGN(auto rows,
                   state_.db.query("SELECT length(CAST(code AS BLOB)) < ?2 AS short, count(*), min(serial), code FROM record"
                                   " WHERE sequence = ?1 AND length(CAST(code AS BLOB)) <> ?2 GROUP BY short",
                                   {sequence, usual}));
        return rows.each([&](const sqlite::Rows& row) -> Result<void> {
            const bool one = row.integer(1) == 1, fewer = row.integer(0) != 0;
            findings_.add(
                "number.width", row.text(3),
                one ? say(fewer ? "{} has fewer digits than the template's {}" : "{} has more digits than the template's {}",
                          fewer ? "{} 的序号位数少于模板规定的 {} 位" : "{} 的序号位数超过模板规定的 {} 位",
                          {row.view(3), shape.width})
                    : say(fewer ? "{} numbers, the first of them {}, have fewer digits than the template's {}"
                                : "{} numbers, the first of them {}, have more digits than the template's {}",
                          fewer ? "{} 个号(从 {} 起)的序号位数少于模板规定的 {} 位"
                                : "{} 个号(从 {} 起)的序号位数超过模板规定的 {} 位",
                          {row.integer(1), row.view(3), shape.width}),
                say("Numbers stay as they are. Widen the template when a sequence outgrows it: fonds category edit "
                    "--template.",
                    "已用的档号不变;序列用尽时请用 fonds category edit --template 加宽位数。"),
                Severity::warning);
            return {};
        });
    }

    void tell_open(std::int64_t sequence, const std::string& scope, int width, std::int64_t first, std::int64_t last)
    {
        if (first > last) return;
        const std::string from = code_at(scope, first, width), to = code_at(scope, last, width);
        findings_.add(
            "number.open", from,
            first == last
                ? say("{} has no record", "{} 没有对应的档案", {from})
                : say("{} to {}: {} numbers have no record", "{} 至 {}:{} 个号没有对应的档案", {from, to, last - first + 1}),
            say("File the papers that have these numbers: fonds file --code; or import the list with those that are "
                "void: fonds number import.",
                "请用 fonds file --code 补录这些号的文件;作废的号可用 fonds number import 导入清单登记。"),
            // Old numbers that merely end in figures may be no sequence at all.
            shapes_[sequence].known || scope.starts_with(state_.identity.code) ? Severity::warning : Severity::note);
    }

    /// As its own numbers are written, where no template makes them any more: zeros before a number tell how wide it is.
    Result<int> width_of(std::int64_t sequence, const std::string& scope)
    {
        if (const int width = shapes_[sequence].width; width > 0 || scope.find(open_number) == std::string::npos)
            return width;
        const auto others = static_cast<std::int64_t>(scope.size() - open_number.size());
        TRY_ASSIGN(
            const auto padded,
            state_.db.number("SELECT coalesce(max(length(CAST(code AS BLOB))), 0) FROM (SELECT code, serial FROM record"
                             " WHERE sequence = ?1 UNION ALL SELECT code, serial FROM held_number WHERE sequence = ?1)"
                             " WHERE length(CAST(code AS BLOB)) - ?2 > length(CAST(serial AS TEXT))",
                             {sequence, others}));
        return static_cast<int>(std::clamp<std::int64_t>(padded - others, 0, 9));
    }

    Result<void> check_open()
    {
        TRY_ASSIGN(auto gaps, state_.db.query("SELECT sequence, scope, first, last FROM number_gap JOIN sequence ON"
                                              " sequence.id = number_gap.sequence ORDER BY scope, first"));
        return gaps.each([&](const sqlite::Rows& gap) -> Result<void> {
            const auto sequence = gap.integer(0), last = gap.integer(3);
            const std::string scope = gap.text(1);
            auto next = gap.integer(2);
            TRY_ASSIGN(const int width, width_of(sequence, scope));
            TRY_ASSIGN(auto taken,
                       state_.db.query("SELECT serial FROM record WHERE sequence = ?1 AND serial BETWEEN ?2 AND ?3 UNION"
                                       " SELECT serial FROM held_number WHERE sequence = ?1 AND serial BETWEEN ?2 AND ?3"
                                       " ORDER BY serial",
                                       {sequence, next, last}));
            TRY(taken.each([&](const sqlite::Rows& row) -> Result<void> {
                tell_open(sequence, scope, width, next, row.integer(0) - 1);
                next = row.integer(0) + 1;
                return {};
            }));
            tell_open(sequence, scope, width, next, last);
            return {};
        });
    }

    /// Reserved numbers that follow one another, reserved at once, are told together.
    Result<void> check_unused()
    {
        struct Run {
            std::int64_t sequence = 0, first = 0, last = 0, event = 0;
            std::string from, to, category, at;
        } run;
        const auto tell = [&] {
            if (run.sequence == 0) return;
            const std::string day = run.at.substr(0, 10);
            findings_.add("number.unused", run.from,
                          run.first == run.last ? say("{} is reserved since {} and not used ({})",
                                                      "{} 自 {} 起预留,尚未使用({})", {run.from, day, run.category})
                                                : say("{} to {}: {} numbers are reserved since {} and not used ({})",
                                                      "{} 至 {}:{} 个号自 {} 起预留,尚未使用({})",
                                                      {run.from, run.to, run.last - run.first + 1, day, run.category}),
                          say("Use them with fonds file --code or by their labels; what is spoiled: fonds number void.",
                              "可用 fonds file --code 或扫描标签使用;已损坏的标签请用 fonds number void 作废。"),
                          Severity::note);
        };
        TRY_ASSIGN(auto rows,
                   state_.db.query("SELECT held.sequence, serial, held.code, category.code, event, " + std::string(told_at) +
                                   " FROM held_number"
                                   " AS held JOIN category ON category.id = held.category JOIN event ON"
                                   " event.sequence = held.event WHERE kind = 'reserved' AND NOT EXISTS"
                                   " (SELECT 1 FROM record WHERE record.code = held.code)"
                                   " ORDER BY held.sequence, serial"));
        TRY(rows.each([&](const sqlite::Rows& row) -> Result<void> {
            if (run.sequence == row.integer(0) && run.last + 1 == row.integer(1) && run.event == row.integer(4)) {
                run.last = row.integer(1);
                run.to = row.text(2);
                return {};
            }
            tell();
            run = {row.integer(0), row.integer(1), row.integer(1), row.integer(4),
                   row.text(2),    row.text(2),    row.text(3),    row.text(5)};
            return {};
        }));
        tell();
        return {};
    }

    CatalogState& state_;
    std::vector<Category> categories_;
    Findings& findings_;
    std::map<std::int64_t, Shape> shapes_;
};

}  // namespace

Result<std::vector<Finding>> Numbers::check()
{
    return state_.read([&]() -> Result<std::vector<Finding>> {
        Findings findings;
        TRY(check_numbers(state_, findings));
        TRY_ASSIGN(auto categories, catalog_.categories());
        TRY(check_number_facts(state_, categories, findings));
        TRY(NumberCheck(state_, std::move(categories), findings).run());
        return findings.take();
    });
}

}  // namespace fonds
