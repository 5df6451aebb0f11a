// SPDX-License-Identifier: GPL-3.0-or-later
// What every use of qpdf begins and ends with.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>

#include "indexer/scan/page_assembly.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// The bytes outlive the document. Says nothing anywhere. Throws what qpdf throws.
[[nodiscard]] std::unique_ptr<QPDF> open_with_qpdf(std::string_view bytes, const std::string& password);

/// A document and what was appended to it, without a password.
[[nodiscard]] std::unique_ptr<QPDF> open_updated_with_qpdf(std::string_view bytes, std::string_view update);

/// Writes the document without encryption; the same objects give the same bytes. Throws what qpdf throws, and OutputStopped.
void write_with_qpdf(QPDF& document, const std::string& least_version, const PieceSink& sink);

/// The same document without encryption, and without what is wrong with its structure. Throws what qpdf throws.
[[nodiscard]] std::string written_anew(std::string_view bytes, const std::string& password);

struct OutputStopped {};

/// What `work` throws, as an error of the file called `name`.
[[nodiscard]] Result<void> catching_qpdf(const std::string& name, const std::function<Result<void>()>& work);

}  // namespace fonds
