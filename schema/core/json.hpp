// SPDX-License-Identifier: GPL-3.0-or-later
// JSON (RFC 8259) values, built up and printed or read. The one place that knows the JSON library.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/result.hpp"

namespace fonds {

/// A JSON value. Objects keep the order in which members were set. Bytes that are not UTF-8 are printed as U+FFFD: a
/// JSON text is always valid UTF-8.
class Json {
public:
    Json();  ///< null
    Json(std::string_view text);
    Json(const std::string& text) : Json(std::string_view(text)) {}
    Json(const char* text) : Json(std::string_view(text)) {}
    Json(bool value);
    Json(int value) : Json(static_cast<std::int64_t>(value)) {}
    Json(std::int64_t value);
    Json(std::uint64_t value);
    Json(double value);
    ~Json();
    Json(const Json&);
    Json& operator=(const Json&);
    Json(Json&&) noexcept;
    Json& operator=(Json&&) noexcept;

    [[nodiscard]] static Json object();
    [[nodiscard]] static Json array();
    /// Anything that is not one JSON text is ErrorKind::bad_input. Depth is bounded.
    [[nodiscard]] static Result<Json> parse(std::string_view text);

    Json& set(std::string_view key, Json value);  ///< on an object; replaces a member of that name
    Json& push(Json value);                       ///< on an array

    [[nodiscard]] bool is_null() const;
    [[nodiscard]] std::size_t size() const;  ///< members or elements
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] Json get(std::string_view key) const;  ///< null when absent
    [[nodiscard]] Json at(std::size_t index) const;      ///< null when out of range
    [[nodiscard]] std::vector<std::string> keys() const;
    [[nodiscard]] std::string text() const;            ///< a string's value; empty for anything else
    [[nodiscard]] std::int64_t number() const;         ///< a whole number's value; 0 for anything else
    [[nodiscard]] std::optional<double> real() const;  ///< a number's value, whole or not
    [[nodiscard]] bool boolean() const;

    [[nodiscard]] std::string dump() const;         ///< one line
    [[nodiscard]] std::string dump_pretty() const;  ///< indented by two spaces

private:
    struct Value;
    explicit Json(std::unique_ptr<Value> value);
    std::unique_ptr<Value> value_;
};

}  // namespace fonds
