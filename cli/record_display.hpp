// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.hpp"
#include "schema/model/record.hpp"

namespace fonds::cli {

/// The record in lines, with what its grade means; and a remark when the rules of its category say a more important one.
void show_record(Context& context, const Record& record);

}  // namespace fonds::cli
