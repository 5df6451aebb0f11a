// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error. g++ 12 has no std::expected in C++20; when it has, only this header changes.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "schema/core/error.hpp"

namespace fonds {

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// The value. Calling it on an error is a defect and throws std::bad_variant_access.
    [[nodiscard]] T& value() & { return std::get<0>(state_); }
    [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] Error& error() & { return std::get<1>(state_); }
    [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
    [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] Error& error() & { return error_.value(); }
    [[nodiscard]] const Error& error() const& { return error_.value(); }
    [[nodiscard]] Error&& error() && { return std::move(error_).value(); }

private:
    std::optional<Error> error_;
};

}  // namespace fonds

#define FONDS_JOIN_(a, b) a##b
#define FONDS_JOIN(a, b) FONDS_JOIN_(a, b)

#define FONDS_TRY_(name, expression)                                                                                        \
    do {                                                                                                                    \
        if (auto name = (expression); !name.ok()) return std::move(name).error();                                           \
    } while (false)

/// Returns the error of `expression` from the enclosing function, or goes on.
#define TRY(expression) FONDS_TRY_(FONDS_JOIN(fonds_try_, __COUNTER__), expression)

#define FONDS_TRY_ASSIGN_(name, target, expression)                                                                         \
    auto name = (expression);                                                                                               \
    if (!name.ok()) return std::move(name).error();                                                                         \
    target = std::move(name).value()

/// Assigns the value of `expression` to `target` (a declaration or a variable), or returns its error. Several statements:
/// not for the body of an if without braces.
#define TRY_ASSIGN(target, expression) FONDS_TRY_ASSIGN_(FONDS_JOIN(fonds_try_, __COUNTER__), target, expression)
