// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade that takes over what paperless-ngx exported.
#pragma once

#include <map>
#include <string>

#include "archive/archive.hpp"
#include "archive/tables.hpp"

namespace fonds {

struct PaperlessRequest {
    std::string path;                          ///< the folder that document_exporter wrote, or manifest.json in it
    std::string category = "QT";               ///< of documents without a type, or of one that is not in `types`
    std::map<std::string, std::string> types;  ///< document type there → code of a category here
    bool dry_run = false;
};

/// Lives no longer than its archive; one thread at a time.
class PaperlessBook {
public:
    explicit PaperlessBook(Archive& archive) : state_(*archive.state_) {}

    /// Files each document: its original as it was, the version for archiving as a derivative. Documents whose original is
    /// here already are told as unchanged. One that cannot be taken costs no other. ErrorKind::bad_input for what is no such
    /// export, not_found for a category that is not here.
    [[nodiscard]] Result<ImportSummary> import(const PaperlessRequest& request, ImportObserver& observer);

private:
    Archive::State& state_;
};

}  // namespace fonds
