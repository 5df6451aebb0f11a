// SPDX-License-Identifier: GPL-3.0-or-later
// Small PDF documents written by hand, with a valid cross-reference table, and the bombs that no tool would write.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace fonds::test {

class PdfBuilder {
public:
    /// The number of the new object.
    int add(const std::string& body)
    {
        objects_.push_back(body);
        return static_cast<int>(objects_.size());
    }
    int add_stream(const std::string& dictionary, const std::string& bytes)
    {
        return add("<< " + dictionary + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
                   "\nendstream");
    }
    void set(int number, const std::string& body) { objects_[static_cast<std::size_t>(number - 1)] = body; }

    [[nodiscard]] std::string build(int root, const std::string& trailer = {}) const
    {
        std::string file = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
        std::vector<std::size_t> offsets;
        for (std::size_t i = 0; i < objects_.size(); ++i) {
            offsets.push_back(file.size());
            file += std::to_string(i + 1) + " 0 obj\n" + objects_[i] + "\nendobj\n";
        }
        const std::size_t table = file.size();
        file += "xref\n0 " + std::to_string(objects_.size() + 1) + "\n0000000000 65535 f \n";
        for (const std::size_t offset : offsets) {
            char line[24];
            std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
            file += line;
        }
        return file + "trailer\n<< /Size " + std::to_string(objects_.size() + 1) + " /Root " + std::to_string(root) +
               " 0 R " + trailer + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    }

private:
    std::vector<std::string> objects_;
};

struct TestPage {
    std::string content;         ///< content stream
    std::string page = {};       ///< further entries of the page dictionary
    std::string resources = {};  ///< further entries of its resources
};

struct TestPdf {
    std::vector<TestPage> pages;
    std::string count = {};                 ///< what /Count claims instead of the truth
    std::string info = {};                  ///< entries of the information dictionary
    std::string catalog = {};               ///< further entries of the catalog
    std::string font = {};                  ///< further entries of the font F1
    std::vector<std::string> objects = {};  ///< further objects; the first one is number 4
};

inline std::string pdf_of(const TestPdf& pdf)
{
    PdfBuilder builder;
    const int catalog = builder.add("<< /Type /Catalog /Pages 2 0 R " + pdf.catalog + " >>");
    const int pages = builder.add("");
    const int font = builder.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica " + pdf.font + " >>");
    for (const std::string& object : pdf.objects) builder.add(object);
    std::string kids;
    for (const TestPage& page : pdf.pages) {
        const int content = builder.add_stream("", page.content);
        const int number = builder.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                                       std::to_string(content) + " 0 R /Resources << /Font << /F1 " + std::to_string(font) +
                                       " 0 R >> " + page.resources + " >> " + page.page + " >>");
        kids += std::to_string(number) + " 0 R ";
    }
    const std::string count = pdf.count.empty() ? std::to_string(pdf.pages.size()) : pdf.count;
    builder.set(pages, "<< /Type /Pages /Kids [" + kids + "] /Count " + count + " >>");
    std::string trailer;
    if (!pdf.info.empty()) trailer = "/Info " + std::to_string(builder.add("<< " + pdf.info + " >>")) + " 0 R";
    return builder.build(catalog, trailer);
}

/// A content stream that shows `words` at the top of the page.
inline std::string show(const std::string& words)
{
    return "BT /F1 12 Tf 72 770 Td (" + words + ") Tj ET";
}

inline std::string pdf_of_words(const std::vector<std::string>& pages)
{
    TestPdf pdf;
    for (const std::string& words : pages) pdf.pages.push_back({show(words)});
    return pdf_of(pdf);
}

/// A zlib stream of `unit` (two bytes) again and again, 258 bytes for each 13 bits: deflate with fixed codes, written by
/// hand.
inline std::string deflate_bomb(std::string_view unit, std::uint64_t bytes)
{
    std::string out = "\x78\x9C";
    std::uint32_t buffer = 0;
    int filled = 0;
    const auto put = [&](std::uint32_t bits, int count) {  // least significant bit first
        buffer |= bits << filled;
        for (filled += count; filled >= 8; filled -= 8, buffer >>= 8) out.push_back(static_cast<char>(buffer & 0xFF));
    };
    const auto put_code = [&](std::uint32_t code, int count) {  // Huffman codes go the other way round
        for (int bit = count - 1; bit >= 0; --bit) put(code >> bit & 1, 1);
    };
    put(1, 1);                                                                     // last block
    put(1, 2);                                                                     // fixed codes
    for (const char c : unit) put_code(0x30U + static_cast<unsigned char>(c), 8);  // literals below 144
    for (std::uint64_t made = unit.size(); made < bytes; made += 258) {
        put_code(0xC5, 8);  // length 258
        put_code(1, 5);     // distance 2
    }
    put_code(0, 7);
    put(0, 7);
    return out + std::string(4, '\0');
}

/// A first page with words and a second one whose font takes very long to load, where nobody asks for the time.
inline std::string pdf_with_slow_second_page(std::uint64_t bytes)
{
    TestPdf pdf;
    const std::string bomb = deflate_bomb("  ", bytes);
    pdf.objects.push_back("<< /Filter /FlateDecode /Length " + std::to_string(bomb.size()) + " >>\nstream\n" + bomb +
                          "\nendstream");
    pdf.objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 4 0 R >>");
    pdf.pages.push_back({show("first page")});
    pdf.pages.push_back({show("second page"), "", "/Font << /F1 5 0 R >>"});
    return pdf_of(pdf);
}

}  // namespace fonds::test
