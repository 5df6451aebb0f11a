// SPDX-License-Identifier: GPL-3.0-or-later
// 四性检测 of a package: a BagIt bag (RFC 8493) as fonds case pack writes it, or anybody else. Private to the facade.
#pragma once

#include <functional>
#include <string>

#include "archive/exam_sheet.hpp"
#include "archive/malware_scan.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

struct BagExamRequest {
    std::string directory;
    /// The digest of the transfer list that a case of this archive keeps, by number of the case; empty: no such case here.
    std::function<Result<std::string>(const std::string& number)> list_sent;
    std::function<bool()> stop_requested;
};

/// Fills A11, A12, I1, I2, I7, U1, U5 and S1 of the sheet; gives how many records the package says it has.
/// ErrorKind::not_found for what is no directory; what is wrong inside is a fault.
[[nodiscard]] Result<std::int64_t> examine_bag(const BagExamRequest& request, FileOps& files, const MalwareScan& scanner,
                                               ExamSheet& sheet);

}  // namespace fonds
