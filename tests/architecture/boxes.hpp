// SPDX-License-Identifier: GPL-3.0-or-later
// The map of docs/ARCHITECTURE.md as tables: which box may include which, and which box wraps which library.
#pragma once

#include <string_view>
#include <vector>

namespace fonds::architecture {

enum class Role {
    library,  ///< never prints, exits, reads the environment or asks the time
    program,  ///< a main(), a front end or a tool of the build
    free      ///< tests and benchmarks: may include any box
};

/// One box: the sources directly in `folder` (for a free box, also below it).
struct Box {
    std::string_view folder;
    std::string_view target;  ///< of CMake; empty for programs and free boxes
    Role role = Role::library;
    std::vector<std::string_view> uses;  ///< folders of the boxes it may include, besides itself
};

/// A third-party library: the headers that begin with one of `headers` belong to it.
struct Library {
    std::string_view name;
    std::vector<std::string_view> headers;
    std::vector<std::string_view> targets;  ///< of CMake
    std::vector<std::string_view> boxes;    ///< folders that may include it; free boxes may, too, unless it is for tests
    bool for_tests = false;
};

[[nodiscard]] const std::vector<Box>& boxes();
[[nodiscard]] const std::vector<Library>& libraries();

/// The box of a file in `folder`; nothing when the map does not know the folder.
[[nodiscard]] const Box* box_of(std::string_view folder);
[[nodiscard]] const Library* library_of(std::string_view header);
/// C, C++ and the system's own headers.
[[nodiscard]] bool is_system_header(std::string_view header);

}  // namespace fonds::architecture
