// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <catch2/catch.hpp>

#include "indexer/extract/extractor.hpp"

namespace fonds {
namespace {

using namespace std::string_literals;

std::string kind(const std::string& head, const std::string& name)
{
    return kind_of_media(media_type_of(head, name));
}

std::string zip(const std::string& first_name, const std::string& rest = {})
{
    return "PK\x03\x04"s + std::string(22, '\0') + static_cast<char>(first_name.size()) + "\0\0\0"s + first_name + rest;
}

}  // namespace

TEST_CASE("content decides before the name does")
{
    CHECK(media_type_of("%PDF-1.7\n", "scan.jpg") == "application/pdf");
    CHECK(kind("\xFF\xD8\xFF\xE0"s, "a.pdf") == "jpg");
    CHECK(kind("\x89PNG\r\n\x1A\n"s, "") == "png");
    CHECK(kind("II*\0rest"s, "") == "tif");
    CHECK(kind("MM\0*rest"s, "") == "tif");
    CHECK(kind("GIF89a", "") == "gif");
    CHECK(kind("RIFF\1\2\3\4WEBPVP8 "s, "") == "webp");
    CHECK(kind("\0\0\0\x20"
               "ftypisom"s,
               "") == "mp4");
    CHECK(kind("BM\x36\0\0\0\0\0\0\0\x36\0\0\0"s, "") == "bmp");
    CHECK(kind("\x1F\x8B\x08\0"s, "") == "gz");
    CHECK(kind("7z\xBC\xAF\x27\x1C"s, "") == "7z");
    CHECK(kind("Rar!\x1A\x07\1"s, "") == "rar");
    CHECK(kind("{\\rtf1 text}", "a.doc") == "rtf");
}

TEST_CASE("a PDF header may stand within the first 1024 bytes, but not in a text that quotes it")
{
    CHECK(kind(std::string(1000, '\0') + "%PDF-1.4", "x") == "pdf");
    CHECK(kind("\r\n\r\n%PDF-1.4", "x.pdf") == "pdf");
    CHECK(kind(std::string(2000, '\0') + "%PDF-1.4", "x") == "bin");
    CHECK(kind("A file begins with %PDF-1.4", "notes.txt") == "txt");
}

TEST_CASE("office packages are told apart by their entries, then by their names")
{
    CHECK(kind(zip("mimetype", "application/vnd.oasis.opendocument.textPK"), "x.zip") == "odt");
    CHECK(kind(zip("mimetype", "application/vnd.oasis.opendocument.spreadsheetPK"), "") == "ods");
    CHECK(kind(zip("mimetype", "application/vnd.oasis.opendocument.presentationPK"), "") == "odp");
    CHECK(kind(zip("[Content_Types].xml", "word/document.xml"), "") == "docx");
    CHECK(kind(zip("[Content_Types].xml", "xl/workbook.xml"), "") == "xlsx");
    CHECK(kind(zip("[Content_Types].xml", "ppt/slides"), "") == "pptx");
    CHECK(kind(zip("[Content_Types].xml"), "报价.XLSX") == "xlsx");
    CHECK(kind(zip("OFD.xml"), "发票.zip") == "ofd");
    CHECK(kind(zip("photos/a.jpg"), "a.zip") == "zip");
    CHECK(kind(zip("photos/a.jpg"), "a.pdf") == "zip");
}

TEST_CASE("OLE files go by their suffix")
{
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s;
    CHECK(kind(ole, "a.doc") == "doc");
    CHECK(kind(ole, "a.XLS") == "xls");
    CHECK(kind(ole, "a.ppt") == "ppt");
    CHECK(kind(ole, "a.docx") == "docx");  // with a password
    CHECK(kind(ole, "a") == "ole");
}

TEST_CASE("mails are known by their headers or their suffix")
{
    const std::string mail = "Received: from a\r\n\tby b\r\nDate: today\r\nSubject: s\r\n\r\nText";
    CHECK(kind(mail, "1234") == "eml");
    CHECK(kind("anything", "letter.eml") == "eml");
    CHECK(kind("Date: 1 May\nTo: the board\n\nA memo.", "memo.txt") == "txt");
    CHECK(kind("From: here to there: a story\n", "a.txt") == "txt");
}

TEST_CASE("texts are told apart by their beginning and their suffix")
{
    CHECK(kind("<!DOCTYPE HTML><p>", "a.txt") == "html");
    CHECK(kind("\xEF\xBB\xBF\n <html>", "") == "html");
    CHECK(kind("<?xml version='1.0'?><a/>", "a") == "xml");
    CHECK(kind("<?xml version='1.0'?><html xmlns='x'>", "a.xhtml") == "html");
    CHECK(kind("# Title", "README.md") == "md");
    CHECK(kind("a,b", "t.csv") == "csv");
    CHECK(kind("{}", "t.json") == "json");
    CHECK(kind("plain", "LICENSE") == "txt");
    CHECK(kind("\xBA\xCF\xCD\xAC", "gbk.txt") == "txt");
    CHECK(kind("\xFF\xFEh\0i\0"s, "utf16") == "txt");
    CHECK(kind("a\0b"s, "x") == "bin");
    CHECK(kind("", "x") == "bin");
    CHECK(kind("BM is not always a bitmap", "x") == "txt");
}

TEST_CASE("a damaged PDF goes to the PDF reader by its name, which says what is wrong")
{
    CHECK(kind("", "a.pdf") == "pdf");
    CHECK(kind("no pdf at all", "a.pdf") == "pdf");
    CHECK(kind("\0\1\2\3"s, "a.PDF") == "pdf");
}

TEST_CASE("types with a reader are those that fonds-extract reads")
{
    CHECK(has_text_reader("application/pdf"));
    CHECK(has_text_reader("text/csv"));
    CHECK(has_text_reader("message/rfc822"));
    CHECK(has_text_reader("application/vnd.oasis.opendocument.text"));
    CHECK(has_text_reader("image/tiff"));
    CHECK_FALSE(has_text_reader("image/gif"));
    CHECK_FALSE(has_text_reader("application/octet-stream"));
    CHECK_FALSE(has_text_reader("never/heard"));
    CHECK(kind_of_media("never/heard") == "bin");
}

}  // namespace fonds
