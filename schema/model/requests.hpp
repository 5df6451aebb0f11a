// SPDX-License-Identifier: GPL-3.0-or-later
// What front ends ask of the archive, and the plain answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/core/clock.hpp"
#include "schema/model/category.hpp"
#include "schema/model/record.hpp"

namespace fonds {

struct ArchiveIdentity {
    std::string id;    ///< random, 32 hexadecimal digits; ties index and volumes to this archive
    std::string code;  ///< 全宗号
    std::string name;  ///< 全宗名称
    Instant created_at{};
};

enum class Duplicates { refused, allowed };

// Edits: absent members stay as they are. What is there is applied to what the catalog has when it writes, so that people
// who edit different things at once lose nothing.

struct RecordEdit {
    std::optional<std::string> title, category, folder, party, number, currency, note, responsible, unit, project;
    std::optional<std::string> append_note;  ///< a further line of the note
    std::optional<std::optional<Date>> date;
    std::optional<Grade> grade;
    std::optional<std::optional<Amount>> amount;
    std::optional<std::optional<Security>> security;
    std::optional<std::int32_t> paper_pages;
    std::optional<PageRange> page_range;  ///< another folder clears it, unless it is said here
    std::vector<std::string> add_tags, remove_tags;
    std::optional<std::string> new_party_initials;  ///< an unknown party is added with these
};

struct CategoryEdit {
    std::optional<std::string> name_zh, name_en, retention, code_template, scope_note;
    std::optional<Grade> default_grade;
    std::optional<Numbering> numbering;
    std::optional<bool> auto_accept;
    std::optional<std::string> parent;  ///< code; empty: to the top
    std::optional<std::optional<Date>> effective_from, effective_until;
    std::optional<bool> mixed_folders;
    std::optional<std::string> grade_meanings_zh, grade_meanings_en, grade_rules, expects;
};

struct FolderEdit {
    std::optional<std::string> title, period;
    std::optional<std::int64_t> most_pieces, most_pages, spine;  ///< 0: without limit
    std::optional<bool> mixed;
    std::optional<bool> open;  ///< to close what is incomplete, and to open again, takes a reason
    std::string reason;
};

struct PartyEdit {
    std::optional<std::string> name, aliases, initials, note;
};

enum class ListOrder { newest, code, date, chronological };

struct ListRequest {
    std::string category, folder, party, tag;  ///< empty: any
    std::optional<Grade> grade;
    std::optional<int> year;
    ListOrder order = ListOrder::newest;  ///< newest: last filed first
    std::size_t limit = 50;
    std::size_t offset = 0;
};

/// Kept by triggers, so that they answer in constant time.
struct Tallies {
    std::int64_t records = 0;
    std::int64_t components = 0;
    std::int64_t objects = 0;
    std::int64_t bytes = 0;  ///< of all objects
    std::int64_t owed = 0;   ///< outbox rows
    std::int64_t events = 0;
    std::vector<std::pair<std::string, std::int64_t>> categories;  ///< code, records
    std::vector<std::pair<TextState, std::int64_t>> text_states;   ///< objects
};

/// Quick: what can be told without reading every byte. Full: everything.
enum class Depth { quick, full };

}  // namespace fonds
