// SPDX-License-Identifier: GPL-3.0-or-later
// 稽核: the parts of an audit and what they find. An error that a part meets is a finding as well, and the audit goes on.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "archive/state.hpp"

namespace fonds {

struct Audit {
    Archive::State& state;
    Depth depth;
    WorkObserver& observer;
    std::vector<Finding> findings{};

    void found(Severity severity, std::string kind, std::string subject, Text what, Text hint)
    {
        findings.push_back({severity, std::move(kind), std::move(subject), std::move(what), std::move(hint)});
    }
    void found(Severity severity, std::string kind, std::string subject, const Error& error)
    {
        found(severity, std::move(kind), std::move(subject), error.what, error.hint);
    }
    /// ErrorKind::interrupted when the observer wants that.
    [[nodiscard]] Result<void> go_on() const;
};

// Each returns an error only when the catalog cannot be asked any further, or ErrorKind::interrupted.
[[nodiscard]] Result<void> audit_objects(Audit& audit);
[[nodiscard]] Result<void> audit_index(Audit& audit);
[[nodiscard]] Result<void> audit_volumes(Audit& audit);

}  // namespace fonds
