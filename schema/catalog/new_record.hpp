// SPDX-License-Identifier: GPL-3.0-or-later
// What filing asks of the catalog, and gets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "schema/core/digest.hpp"
#include "schema/model/number.hpp"
#include "schema/model/record.hpp"
#include "schema/model/requests.hpp"

namespace fonds {

/// Who does something, and when; goes into the audit log.
struct Stamp {
    std::string actor;
    Instant at{};
};

/// What a filing needs to know of one byte stream, before it is a component.
struct NewComponent {
    ComponentRole role = ComponentRole::original;
    Digest digest;
    std::uint64_t size = 0;
    std::string media_type;
    std::string file_name;
    TextState text = TextState::pending;  ///< ignored when the object is known already
    std::optional<Instant> added_at{};    ///< where it was before; none: now
};

/// When and by whom a record was filed where it was before; the event of its filing here tells both.
struct EarlierFiling {
    Instant at{};
    std::string actor;
};

struct NewRecord {
    RecordMetadata metadata;  ///< the folder must exist; the party too, unless new_party_initials is set
    NewComponent original;
    bool paper_alone = false;  ///< there is no file yet: `original` does not matter
    int year = 0;              ///< for the reference code, when metadata.date is absent; 0: the UTC year of the stamp
    std::optional<Date> day;   ///< of filing, where the archive is; none: the UTC day of the stamp
    Duplicates duplicates = Duplicates::refused;
    std::optional<std::string> new_party_initials;  ///< an unknown party is added with these (see ensure_party)
    std::optional<ReferenceCode> code;              ///< assigned elsewhere, or reserved; none: the next one
    Leap leap = Leap::refused;                      ///< of `code`
    std::optional<EarlierFiling> earlier{};         ///< taken over from another archive; none: filed now
};

struct FiledRecord {
    RecordId id{};
    ReferenceCode code;
    std::optional<std::int64_t>
        numbers_left{};  ///< of the template's width, when they are nearly used up; below 0: outgrown
};

}  // namespace fonds
