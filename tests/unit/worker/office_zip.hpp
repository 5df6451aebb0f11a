// SPDX-License-Identifier: GPL-3.0-or-later
// Office packages made in memory.
#pragma once

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <zip.h>

namespace fonds::test {

using Members = std::vector<std::pair<std::string, std::string>>;
enum class Packing { deflated, encrypted };

inline std::string zip_of(const Members& members, Packing packing = Packing::deflated)
{
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &problem);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &problem);
    REQUIRE(archive != nullptr);
    for (const auto& [name, bytes] : members) {
        zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        REQUIRE(index >= 0);
        if (packing == Packing::encrypted)
            REQUIRE(zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, "password") == 0);
    }
    REQUIRE(zip_close(archive) == 0);
    REQUIRE(zip_source_open(target) == 0);
    zip_stat_t stat;
    zip_source_stat(target, &stat);
    std::string bytes(stat.size, '\0');
    REQUIRE(zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

inline std::string package_relationship(const std::string& type, const std::string& target)
{
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
           "Type=\""
           "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
           type + "\" Target=\"" + target +
           "\"/>"
           "<Relationship Id=\"rId2\" "
           "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\""
           " Target=\"docProps/core.xml\"/></Relationships>";
}

}  // namespace fonds::test
