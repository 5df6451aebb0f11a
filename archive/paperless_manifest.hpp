// SPDX-License-Identifier: GPL-3.0-or-later
// What the document_exporter of paperless-ngx wrote (https://docs.paperless-ngx.com/administration/#exporter). Private to
// the facade.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/core/json.hpp"
#include "schema/model/amount.hpp"
#include "schema/model/date.hpp"

namespace fonds {

/// A document as it is told there, with names in the place of keys.
struct PaperlessDocument {
    std::int64_t id = 0;
    std::string title, correspondent, type, storage_path, created, original_name, file, archive_file;
    std::string added;                       ///< when it came into that program: a moment with its offset, or a day
    std::string checksum, archive_checksum;  ///< of the two files, hexadecimal: MD5 so far
    std::optional<std::int64_t> serial;      ///< archive serial number (ASN)
    std::vector<std::string> tags;
    std::vector<std::string> notes;
    std::vector<std::pair<std::string, std::string>> fields;  ///< custom fields that are no amounts: name, value
    std::vector<std::pair<std::string, Money>> amounts;       ///< those that are
};

/// The day of such a moment, `offset_minutes` east of Greenwich; none when it is no moment. A day is itself.
[[nodiscard]] std::optional<Date> day_of_moment(std::string_view text, int offset_minutes);

/// The objects of manifest.json and of the files NAME-manifest.json beside it.
class PaperlessManifest {
public:
    /// ErrorKind::bad_input when the text is no list of objects.
    [[nodiscard]] Result<void> add(std::string_view text);
    /// By number. One that cannot be understood costs no other.
    [[nodiscard]] Result<void> each(const std::function<Result<void>(Result<PaperlessDocument>)>& visit) const;
    [[nodiscard]] std::size_t documents() const { return documents_.size(); }

private:
    [[nodiscard]] Result<PaperlessDocument> document(const Json& object) const;
    void add_field(PaperlessDocument& document, const Json& instance) const;

    std::map<std::int64_t, Json> documents_;
    std::map<std::int64_t, std::string> correspondents_, types_, tags_, paths_;
    std::map<std::int64_t, Json> fields_;                       ///< custom fields
    std::map<std::int64_t, std::vector<Json>> values_, notes_;  ///< by document
};

}  // namespace fonds
