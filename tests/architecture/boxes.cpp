// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/boxes.hpp"

#include <algorithm>
#include <array>

namespace fonds::architecture {

const std::vector<Box>& boxes()
{
    static const std::vector<Box> table{
        {"schema/core", "fonds_core", Role::library, {}},
        {"schema/model", "fonds_model", Role::library, {"schema/core"}},
        {"schema/catalog", "fonds_catalog", Role::library, {"schema/core", "schema/model"}},
        {"archive/store", "fonds_store", Role::library, {"schema/core", "schema/model"}},
        {"archive/volume", "fonds_volume", Role::library, {"schema/core"}},
        {"archive/config", "fonds_config", Role::library, {"schema/core", "schema/model"}},
        {"archive/secrets", "fonds_secrets", Role::library, {"schema/core"}},
        {"archive/sheet", "fonds_sheet", Role::library, {"schema/core", "schema/model"}},
        {"archive/print", "fonds_print", Role::library, {"schema/core", "schema/model"}},
        {"archive/pdf", "fonds_pdf", Role::library, {"schema/core", "schema/model", "archive/print"}},
        {"archive/pdf/main", "", Role::program, {"schema/core", "schema/model", "archive/print", "archive/pdf"}},
        {"indexer/text", "fonds_text", Role::library, {"schema/core"}},
        {"indexer/text/tool", "", Role::program, {"schema/core", "indexer/text"}},
        {"indexer/search", "fonds_index", Role::library, {"schema/core", "schema/model", "indexer/text"}},
        {"indexer/extract", "fonds_extractor", Role::library, {"schema/core", "schema/model"}},
        {"indexer/image", "fonds_image", Role::library, {"schema/core", "schema/model"}},
        {"indexer/ocr", "fonds_ocr", Role::library, {"schema/core", "schema/model", "indexer/image"}},
        {"indexer/codes", "fonds_codes", Role::library, {"schema/core", "schema/model", "indexer/image"}},
        {"indexer/capture", "fonds_capture", Role::library, {"schema/core", "schema/model", "indexer/text"}},
        {"indexer/worker",
         "fonds_worker",
         Role::library,
         {"schema/core", "schema/model", "indexer/extract", "indexer/image"}},
        {"indexer/scan",
         "fonds_scan",
         Role::library,
         {"schema/core", "schema/model", "indexer/extract", "indexer/worker", "indexer/image", "indexer/ocr",
          "indexer/codes"}},
        {"indexer/scan/main",
         "",
         Role::program,
         {"schema/core", "schema/model", "indexer/extract", "indexer/worker", "indexer/ocr", "indexer/scan"}},
        {"indexer/worker/main", "", Role::program, {"schema/core", "schema/model", "indexer/extract", "indexer/worker"}},
        {"archive",
         "fonds_archive",
         Role::library,
         {"schema/core", "schema/model", "schema/catalog", "archive/store", "archive/volume", "archive/config",
          "archive/secrets", "archive/sheet", "archive/print", "indexer/text", "indexer/search", "indexer/extract",
          "indexer/capture"}},
        {"cli", "fonds_cli", Role::program, {"schema/core", "schema/model", "archive"}},
        {"cli/main", "", Role::program, {"schema/core", "schema/model", "archive", "cli"}},
        {"bench/tests", "", Role::free, {}},
        {"bench", "", Role::free, {}},
        {"tests", "", Role::free, {}},
    };
    return table;
}

const std::vector<Library>& libraries()
{
    static const std::vector<Library> table{
        {"SQLite", {"sqlite3"}, {"PkgConfig::SQLITE"}, {"schema/catalog"}},
        {"Nettle", {"nettle/"}, {"PkgConfig::NETTLE"}, {"schema/core"}},
        {"nlohmann/json", {"nlohmann/"}, {"nlohmann_json::nlohmann_json"}, {"schema/core"}},
        {"Boost.Filesystem", {"boost/"}, {"Boost::filesystem"}, {"archive/store"}},
        {"zstd", {"zstd", "zdict.h"}, {"PkgConfig::ZSTD"}, {"archive/store"}},
        {"toml++", {"toml++/", "toml.hpp"}, {"tomlplusplus::tomlplusplus"}, {"archive/config"}},
        {"libsodium", {"sodium"}, {"PkgConfig::SODIUM"}, {"archive/secrets"}},
        {"cairo and pango", {"cairo", "pango/"}, {"PkgConfig::CAIRO"}, {"archive/pdf"}},
        {"libqrencode", {"qrencode.h"}, {"PkgConfig::QRENCODE"}, {"archive/pdf"}},
        {"libxlsxwriter", {"xlsxwriter"}, {"PkgConfig::XLSXWRITER"}, {"archive/sheet"}},
        {"ICU", {"unicode/"}, {"PkgConfig::ICU", "PkgConfig::ICU_OF_WORKER"}, {"indexer/text", "indexer/worker"}},
        {"OpenCC", {"opencc"}, {"PkgConfig::OPENCC"}, {"indexer/text/tool"}},
        {"Xapian", {"xapian"}, {"PkgConfig::XAPIAN"}, {"indexer/search"}},
        {"poppler",
         {"poppler", "goo/", "splash/", "fofi/"},
         {"PkgConfig::POPPLER", "PkgConfig::POPPLER_PRIVATE"},
         {"indexer/worker"}},
        {"PoDoFo", {"podofo/"}, {"PkgConfig::PODOFO"}, {"indexer/worker", "indexer/scan"}},
        {"zlib", {"zlib.h", "zconf.h"}, {"PkgConfig::ZLIB"}, {"indexer/worker", "archive/volume"}},
        {"libzip", {"zip.h", "zipconf.h"}, {"PkgConfig::LIBZIP"}, {"indexer/worker", "archive/volume"}},
        {"libxml2", {"libxml/"}, {"PkgConfig::XML"}, {"indexer/worker"}},
        {"GMime", {"gmime/"}, {"PkgConfig::GMIME"}, {"indexer/worker"}},
        {"qpdf", {"qpdf/"}, {"PkgConfig::QPDF"}, {"indexer/scan"}},
        {"OpenCV", {"opencv2/"}, {"opencv_core", "opencv_imgproc"}, {"indexer/ocr"}},
        {"Tesseract", {"tesseract/"}, {"PkgConfig::TESSERACT"}, {"indexer/ocr"}},
        {"Leptonica", {"leptonica/"}, {"PkgConfig::LEPTONICA"}, {"indexer/image"}},
        {"ZXing", {"ZXing/"}, {"PkgConfig::ZXING"}, {"indexer/codes"}},
        {"ZBar", {"zbar.h", "zbar/"}, {"PkgConfig::ZBAR"}, {"indexer/codes"}},
        {"libseccomp", {"seccomp.h"}, {"PkgConfig::SECCOMP"}, {"indexer/worker"}},
        {"GLib", {"glib", "gio/", "gobject/"}, {}, {"archive/pdf", "indexer/worker"}},
        {"CLI11", {"CLI/"}, {"CLI11::CLI11"}, {"cli"}},
        {"Catch2", {"catch2/"}, {"Catch2::Catch2"}, {"bench/tests", "tests"}, true},
    };
    return table;
}

const Box* box_of(std::string_view folder)
{
    for (const Box& box : boxes()) {
        if (box.folder == folder) return &box;
        if (box.role == Role::free && folder.starts_with(box.folder) && folder[box.folder.size()] == '/') return &box;
    }
    return nullptr;
}

const Library* library_of(std::string_view header)
{
    for (const Library& library : libraries())
        for (const std::string_view beginning : library.headers)
            if (header.starts_with(beginning)) return &library;
    // poppler's inner headers stand in one folder without a name of its own: <PDFDoc.h>, <XRef.h>.
    const bool bare = header.find('/') == std::string_view::npos && header.ends_with(".h");
    return bare && header.front() >= 'A' && header.front() <= 'Z' ? library_of("poppler/") : nullptr;
}

bool is_system_header(std::string_view header)
{
    if (header.find_first_of("./") == std::string_view::npos) return true;  // <vector>
    if (header.starts_with("sys/") || header.starts_with("linux/") || header.starts_with("netinet/")) return true;
    static constexpr std::array names{"cxxabi.h", "dirent.h",  "dlfcn.h",  "fcntl.h",    "ftw.h",    "langinfo.h",
                                      "poll.h",   "pthread.h", "pwd.h",    "grp.h",      "sched.h",  "signal.h",
                                      "spawn.h",  "termios.h", "unistd.h", "wchar.h",    "locale.h", "malloc.h",
                                      "stdio.h",  "stdlib.h",  "time.h",   "errno.h",    "string.h", "strings.h",
                                      "stdint.h", "limits.h",  "endian.h", "byteswap.h", "iconv.h"};
    return std::find(names.begin(), names.end(), header) != names.end();
}

}  // namespace fonds::architecture
