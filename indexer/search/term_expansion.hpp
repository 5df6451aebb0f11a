// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

namespace fonds {

/// Finds the terms that begin in a certain way, within a budget for the whole query.
class TermExpansion {
public:
    static constexpr std::size_t most_terms = 2000;     ///< of one beginning
    static constexpr std::size_t most_in_all = 20'000;  ///< of one query

    explicit TermExpansion(const Xapian::Database& database) : database_(database) {}

    /// Nothing when there are too many.
    [[nodiscard]] std::optional<std::vector<std::string>> terms(const std::string& beginning);

private:
    const Xapian::Database& database_;
    std::size_t used_ = 0;
};

}  // namespace fonds
