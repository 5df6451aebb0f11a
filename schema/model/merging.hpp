// SPDX-License-Identifier: GPL-3.0-or-later
// What a merge of two records, or taking it back, made of them.
#pragma once

#include <string>
#include <vector>

namespace fonds {

/// A field of which two records say different things; fields as the history names them.
struct Difference {
    std::string field, kept, other;
};

struct Merging {
    std::vector<std::string> fields;      ///< that the kept record took over; of an undoing: gave back
    std::vector<std::string> files;       ///< the same, by name, or by digest without one
    std::vector<Difference> differences;  ///< merging: what the kept record did not take over; undoing: what it keeps,
                                          ///< since somebody changed it after the merge
};

}  // namespace fonds
