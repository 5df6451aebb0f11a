// SPDX-License-Identifier: GPL-3.0-or-later
// A file that somebody wants filed. Private to the facade.
#pragma once

#include <string>

#include "archive/store/layout.hpp"
#include "schema/core/fd.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/result.hpp"
#include "schema/model/record.hpp"

namespace fonds {

/// Opens what a person named; - is standard input. Pipes and devices are refused, since reading them may never end, and so
/// are the archive's own files, whatever links lead to them; what lies in its inbox/ is not its own.
[[nodiscard]] Result<Fd> open_source(const std::string& path, const Layout& archive);

/// The file's name without its suffix; control characters, which a title cannot have, become spaces.
[[nodiscard]] std::string title_from(const std::string& path);

/// What is said of a file, with what follows where nothing is said: its title from its name, the category for the rest.
[[nodiscard]] RecordMetadata described(RecordMetadata said, const std::string& path);

/// What was found of such a description: that the category for the rest is missing is told to whoever named none.
[[nodiscard]] Result<void> about_category(Result<void> checked, const RecordMetadata& said);

/// The media type of a file by its first bytes and its name.
[[nodiscard]] Result<std::string> media_type_of_file(FileOps& files, const std::string& path);

}  // namespace fonds
