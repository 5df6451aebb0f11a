// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "schema/catalog/catalog.hpp"
#include "schema/catalog/sqlite.hpp"

namespace fonds {

/// Creates an empty file that must not exist, mode 0640 under the umask.
[[nodiscard]] Result<void> create_database_file(const std::string& path);
/// Removes a database that could not be finished, with its side files.
void remove_database_files(const std::string& path);

[[nodiscard]] Result<sqlite::Connection> open_for_writing(const std::string& path, const Catalog::Options& options);
/// Sees what was committed last and never waits for a writer. Works where the directory cannot be written.
[[nodiscard]] Result<sqlite::Connection> open_for_reading(const std::string& path, const Catalog::Options& options);

}  // namespace fonds
