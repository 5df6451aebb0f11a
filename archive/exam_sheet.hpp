// SPDX-License-Identifier: GPL-3.0-or-later
// What a running check has seen so far. Private to the facade.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "schema/model/examination.hpp"

namespace fonds {

class ExamSheet {
public:
    ExamSheet()
    {
        for (const ExamKind& kind : exam_kinds()) checks_[std::string(kind.id)].check.id = kind.id;
    }

    void seen(std::string_view id, std::int64_t count = 1) { at(id).check.examined += count; }
    /// Faults of one subject in a row count once.
    void fault(std::string_view id, const std::string& subject, Text why)
    {
        Entry& entry = at(id);
        if (entry.check.failed == 0 || entry.last != subject) ++entry.check.failed;
        entry.last = subject;
        if (entry.check.faults.size() < most_exam_faults) entry.check.faults.push_back({subject, std::move(why)});
    }
    void evidence(std::string_view id, Text text) { at(id).check.evidence = std::move(text); }

    /// Fills the checks, in their order, and how many failed.
    void finish(Examination& examination)
    {
        for (const ExamKind& kind : exam_kinds()) {
            ExamCheck check = std::move(at(kind.id).check);
            check.result = check.failed > 0     ? ExamResult::fail
                           : check.examined > 0 ? ExamResult::pass
                                                : ExamResult::not_applicable;
            examination.failed += check.failed > 0 ? 1 : 0;
            examination.checks.push_back(std::move(check));
        }
    }

private:
    struct Entry {
        ExamCheck check;
        std::string last;
    };
    Entry& at(std::string_view id) { return checks_.find(id)->second; }

    std::map<std::string, Entry, std::less<>> checks_;
};

}  // namespace fonds
