// SPDX-License-Identifier: GPL-3.0-or-later
// 件: the unit that is numbered, filed, retained and disposed of; and its components, the byte streams.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/core/digest.hpp"
#include "schema/model/amount.hpp"
#include "schema/model/date.hpp"
#include "schema/model/grade.hpp"
#include "schema/model/identifiers.hpp"
#include "schema/model/page_range.hpp"
#include "schema/model/reference_code.hpp"
#include "schema/model/security.hpp"

namespace fonds {

enum class ComponentRole { original, attachment, derivative };

/// What is known of a component's text. Stored as its name; see name_of.
enum class TextState {
    pending,    ///< owed: extraction has not run yet
    done,       ///< all pages have been read
    partial,    ///< a limit or damage cut it short; what was read is indexed
    needs_ocr,  ///< read, but some pages carry no trustworthy text
    none,       ///< a type that has no text for us
    encrypted,  ///< a password is needed
    failed      ///< the file is damaged, or its reading broke a limit
};

[[nodiscard]] std::string_view name_of(ComponentRole role);
[[nodiscard]] std::string_view name_of(TextState state);
[[nodiscard]] std::optional<ComponentRole> component_role(std::string_view name);
[[nodiscard]] std::optional<TextState> text_state(std::string_view name);

/// 数字对象: one byte stream. Its bytes are the object of its digest and never change.
struct Component {
    ComponentId id{};
    ComponentRole role = ComponentRole::original;
    Digest digest;
    std::uint64_t size = 0;  ///< bytes
    std::string media_type;  ///< application/pdf …
    std::string file_name;   ///< as it came, bytes of the file system; may be no UTF-8
    TextState text = TextState::pending;
    std::string text_note;   ///< why the text is partial or failed; English, for the log
    std::int32_t pages = 0;  ///< 0 when unknown or not paged
    Instant added_at{};
};

/// What a person says of a record; everything here can be edited and leaves history.
struct RecordMetadata {
    std::string title;
    std::string category;  ///< code
    std::string folder;    ///< number within the category; empty: in none
    std::string party;     ///< name; empty: none
    std::optional<Date> date;
    Grade grade = Grade::B;
    std::string number;  ///< the document's own number (文号, 合同编号, 发票号码)
    std::optional<Amount> amount;
    std::string currency;  ///< ISO 4217; empty without an amount
    std::string note;
    std::vector<std::string> tags;  ///< sorted, unique
    std::string responsible;        ///< 责任者: who wrote or issued it
    std::optional<Security> security;
    std::string unit;              ///< 机构(问题): a code of capital letters and digits (DA/T 22-2015: three)
    std::string project;           ///< 项目号
    std::int32_t paper_pages = 0;  ///< 页数 of the paper original; 0: not counted
    PageRange page_range;          ///< 页号 within its folder
};

/// A unit's code as it is stored: half width, capital letters. Other signs than letters and digits, and more than 12 of
/// them, are ErrorKind::usage.
[[nodiscard]] Result<std::string> parse_unit(std::string_view text);

/// 件.
struct Record {
    RecordId id{};
    ReferenceCode code;
    RecordMetadata metadata;
    std::int64_t revision = 1;  ///< grows with every change; the index carries it
    Instant filed_at{};
    std::string filed_by;
    std::vector<Component> components;  ///< the original first
};

/// 页数: those of the paper as they were counted, else those of its range in the folder where that is longer than a page,
/// else those of the original's file, else the one page of the range; 0 when unknown.
[[nodiscard]] std::int32_t pages_of(const Record& record);

/// One change of one field, oldest first in a listing.
struct FieldChange {
    Instant at{};
    std::string actor;
    std::string field;
    std::string before;
    std::string after;
};

/// An entry of the audit log; see docs/formats/audit-log.md for its hash.
struct Event {
    std::int64_t sequence = 0;
    Instant at{};
    std::string actor;
    std::string action;   ///< record.filed, record.edited, category.added …
    std::string subject;  ///< reference code or name
    std::string detail;   ///< JSON object
    Digest previous;
    Digest hash;
};

}  // namespace fonds
