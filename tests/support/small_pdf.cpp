// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_pdf.hpp"

#include <cstdio>

namespace fonds::test {

namespace {

class Writer {
public:
    void object(const std::string& content)
    {
        offsets_.push_back(bytes_.size());
        bytes_ += std::to_string(offsets_.size()) + " 0 obj\n" + content + "\nendobj\n";
    }

    std::string finish()
    {
        const std::size_t table = bytes_.size();
        const std::string size = std::to_string(offsets_.size() + 1);
        bytes_ += "xref\n0 " + size + "\n0000000000 65535 f \n";
        for (const std::size_t offset : offsets_) {
            char line[32];
            std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
            bytes_ += line;
        }
        bytes_ += "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
        return std::move(bytes_);
    }

private:
    std::string bytes_ = "%PDF-1.4\n";
    std::vector<std::size_t> offsets_;
};

std::string escaped(const std::string& text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '(' || c == ')' || c == '\\') safe.push_back('\\');
        safe.push_back(c);
    }
    return safe;
}

}  // namespace

std::string small_pdf(const std::vector<std::string>& pages)
{
    Writer writer;
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(4 + 2 * i) + " 0 R ";
    writer.object("<< /Type /Catalog /Pages 2 0 R >>");
    writer.object("<< /Type /Pages /Kids [ " + kids + "] /Count " + std::to_string(pages.size()) + " >>");
    writer.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string content = "BT /F1 12 Tf 72 720 Td (" + escaped(pages[i]) + ") Tj ET";
        writer.object(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents " +
            std::to_string(5 + 2 * i) + " 0 R >>");
        writer.object("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream");
    }
    return writer.finish();
}

}  // namespace fonds::test
