// SPDX-License-Identifier: GPL-3.0-or-later
// Names in packages and volumes: what they are on any system, and which of somebody else's are taken. Private to the facade.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/model/reference_code.hpp"

namespace fonds {

/// A name as RFC 8493 §2.1.3 writes it in a manifest, and back.
[[nodiscard]] std::string manifest_path(std::string_view path);
[[nodiscard]] std::string path_in_manifest(std::string_view written);
/// Lines that end with LF, CR or both.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// May a path that somebody wrote be opened below a folder: relative, without ".." and empty parts, without control
/// characters, a backslash or a drive? Links are the opener's to refuse (see open_below).
[[nodiscard]] bool stays_below(std::string_view path);

/// One part of a path that every system takes: no sign that Windows forbids, none of its devices (CON, NUL …), no dot or
/// blank at its end, at most 120 bytes, never empty or hidden.
[[nodiscard]] std::string portable_name(std::string_view name);
/// The folder of a record: two codes never give one name, also where case does not matter.
[[nodiscard]] std::string bag_folder(const ReferenceCode& code);
/// data/FOLDER/NUMBER.EXTENSION; the extension is that of `file_name` where it is a plain one.
[[nodiscard]] std::string bag_path(const ReferenceCode& code, std::size_t number, std::string_view file_name);

}  // namespace fonds
