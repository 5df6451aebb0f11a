// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog/event_chain.hpp"

namespace fonds {

namespace {

/// A netstring: "5:hello,". Its length comes first, so no content can be mistaken for a border between fields.
void append_netstring(std::string& bytes, std::string_view field)
{
    bytes += std::to_string(field.size());
    bytes += ':';
    bytes += field;
    bytes += ',';
}

}  // namespace

Digest hash_of(const Event& event, std::string_view at)
{
    std::string bytes;
    bytes.reserve(256 + event.detail.size() + event.subject.size());
    append_netstring(bytes, std::to_string(event.sequence));
    append_netstring(bytes, at);
    append_netstring(bytes, event.actor);
    append_netstring(bytes, event.action);
    append_netstring(bytes, event.subject);
    append_netstring(bytes, event.detail);
    append_netstring(bytes, event.previous.hex());
    return Digest::of(bytes);
}

Result<Event> to_event(const sqlite::Rows& row)
{
    Event event;
    event.sequence = row.integer(0);
    TRY_ASSIGN(event.at, parse_instant(row.view(1)));
    event.actor = row.text(2);
    event.action = row.text(3);
    event.subject = row.text(4);
    event.detail = row.text(5);
    TRY_ASSIGN(event.previous, row.digest(6));
    TRY_ASSIGN(event.hash, row.digest(7));
    return event;
}

}  // namespace fonds
