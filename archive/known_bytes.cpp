// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/known_bytes.hpp"

#include <algorithm>

namespace fonds {

namespace {

Error duplicate_of(const ReferenceCode& code, Text what)
{
    return error(ErrorKind::duplicate, std::move(what))
        .with_hint(say("Use --allow-duplicate to file another record on them.", "如需另立一件,请加 --allow-duplicate。"))
        .at(code.text());
}

}  // namespace

Result<void> refuse_known_bytes(Catalog& catalog, const Digest& digest)
{
    TRY_ASSIGN(const auto holders, catalog.codes_of(digest));
    if (holders.empty()) return {};
    for (const auto& code : holders) {
        TRY_ASSIGN(const Record record, catalog.record(code));
        if (std::ranges::any_of(record.components, [&](const Component& component) {
                return component.digest == digest && component.role == ComponentRole::original;
            }))
            return duplicate_of(code, say("The same bytes are already filed as {}", "相同内容已归档为 {}", {code.text()}));
    }
    const ReferenceCode& first = holders.front();
    return duplicate_of(first, say("The same bytes are already attached to {}", "相同内容已是 {} 的附件", {first.text()}));
}

}  // namespace fonds
