// SPDX-License-Identifier: GPL-3.0-or-later
// The one error type. Kinds are few and named by meaning, never by a library: callers branch on what happened.
#pragma once

#include <string>
#include <utility>

#include "schema/core/text.hpp"

namespace fonds {

enum class ErrorKind {
    usage,           ///< the request itself is wrong: an option, a value, a query
    not_found,       ///< no such record, category, page …
    duplicate,       ///< the same thing is already there
    refused,         ///< a hold or a policy forbids it
    no_archive,      ///< there is no archive at that place
    locked,          ///< somebody else holds what is needed, longer than we wait
    schema_version,  ///< written by a newer or an unsupported older program
    fixity,          ///< bytes are not what their digest says
    bad_input,       ///< a file or a message from outside cannot be understood
    corrupt,         ///< our own data is damaged
    io,              ///< the system refused: disk full, permission, broken device
    unavailable,     ///< a helper program or a part of the archive is missing
    interrupted,     ///< the user asked to stop
    internal         ///< a defect of the program
};

/// What went wrong, in a sentence; what to do next; and where (a path, an object, a query position; may be empty).
struct Error {
    ErrorKind kind = ErrorKind::internal;
    Text what;
    Text hint;
    std::string where;

    [[nodiscard]] Error&& with_hint(Text text) &&
    {
        hint = std::move(text);
        return std::move(*this);
    }
    [[nodiscard]] Error&& at(std::string place) &&
    {
        where = std::move(place);
        return std::move(*this);
    }
};

[[nodiscard]] inline Error error(ErrorKind kind, Text what)
{
    return {kind, std::move(what), {}, {}};
}

/// The system call's errno as a kind and a sentence naming `what` was tried on `path`.
[[nodiscard]] Error system_error(int errno_value, std::string_view what_en, std::string_view what_zh, std::string path);

/// The machine-readable name of a kind, as JSON output prints it.
[[nodiscard]] std::string_view name_of(ErrorKind kind);

}  // namespace fonds
