// SPDX-License-Identifier: GPL-3.0-or-later
// Row identities of the catalog. Distinct types, so that a folder never passes for a record. Zero means "not stored yet".
#pragma once

#include <cstdint>

namespace fonds {

enum class RecordId : std::int64_t {};
enum class ComponentId : std::int64_t {};
enum class CategoryId : std::int64_t {};
enum class FolderId : std::int64_t {};
enum class PartyId : std::int64_t {};
enum class AccessionId : std::int64_t {};
enum class AccountId : std::int64_t {};

template <class Id>
[[nodiscard]] constexpr std::int64_t raw(Id id)
{
    return static_cast<std::int64_t>(id);
}

}  // namespace fonds
