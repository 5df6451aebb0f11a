// SPDX-License-Identifier: GPL-3.0-or-later
// A walk over the elements and text of a hostile XML document.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fonds {

/// Forward only, flat memory. Nothing outside the document is read, no entity is expanded, a DOCTYPE ends the walk.
class XmlWalk {
public:
    enum class Event { start, end, text };
    enum class Fault {
        none,
        damaged,  ///< not well-formed, too deep, or an endless name
        doctype   ///< refused
    };

    explicit XmlWalk(std::string_view bytes);  ///< the bytes outlive the walk
    ~XmlWalk();
    XmlWalk(const XmlWalk&) = delete;
    XmlWalk& operator=(const XmlWalk&) = delete;

    /// Moves to the next event; every start has its end, also for empty elements. False at the end and at a fault.
    [[nodiscard]] bool next();
    [[nodiscard]] Event event() const { return event_; }
    [[nodiscard]] int depth() const;
    /// The element's name without its prefix.
    [[nodiscard]] std::string_view name() const { return name_; }
    /// The URI of the element's namespace at a start event; empty without one.
    [[nodiscard]] std::string_view name_space() const;
    [[nodiscard]] bool starts(std::string_view name) const { return event_ == Event::start && name_ == name; }
    [[nodiscard]] bool ends(std::string_view name) const { return event_ == Event::end && name_ == name; }
    /// Text of the text event.
    [[nodiscard]] std::string_view text() const { return text_; }
    /// Value of an attribute of the element at a start event, by its name without prefix; empty when missing. Of two
    /// attributes that differ in their prefix alone, `Prefixed::yes` takes the one that has one.
    enum class Prefixed { any, yes };
    [[nodiscard]] std::string attribute(std::string_view name, Prefixed prefixed = Prefixed::any) const;
    /// All attributes of the element at a start event by their names without prefixes, declarations of namespaces left out.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> attributes() const;
    /// Goes to the end of the element at a start event: what is in it is not seen.
    void skip();
    /// All text in the element at a start event, up to its end, at most 64 KiB.
    [[nodiscard]] std::string text_within();

    [[nodiscard]] Fault fault() const { return fault_; }

private:
    struct Reader;
    std::unique_ptr<Reader> reader_;
    Event event_ = Event::text;
    Fault fault_ = Fault::none;
    bool end_owed_ = false;  // of an empty element
    std::string name_;
    std::string_view text_;
};

}  // namespace fonds
