// SPDX-License-Identifier: GPL-3.0-or-later
// Models that are missing or damaged are never loaded, and the fallback stands in.
#include <unistd.h>

#include <catch2/catch.hpp>

#include "indexer/ocr/onnx_runtime.hpp"
#include "indexer/ocr/pinned_models.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/ocr/engines.hpp"

using namespace fonds;
using namespace fonds::test;

namespace {

/// The models by links, so that one of them can be replaced.
void link_models(const TemporaryDirectory& folder)
{
    for (const PinnedFile& file : pinned_files()) {
        const std::string name(file.name);
        REQUIRE(::symlink((model_folder() + '/' + name).c_str(), (folder / name).c_str()) == 0);
    }
}

void replace(const TemporaryDirectory& folder, const PinnedFile& file, const std::string& bytes)
{
    const std::string path = folder / std::string(file.name);
    REQUIRE(::unlink(path.c_str()) == 0);
    test::write_file(path, bytes);
}

void check_unavailable(const std::string& folder)
{
    const auto engine = open_ocr_engine(OcrChoice::ppocr, {folder, {}});
    REQUIRE_FALSE(engine.ok());
    CHECK(engine.error().kind == ErrorKind::unavailable);
    CHECK(engine.error().hint.en.find("fonds ocr setup") != std::string::npos);
    CHECK(engine.error().hint.zh.find("fonds ocr setup") != std::string::npos);
    const auto stand_in = open_ocr_engine(OcrChoice::automatic, {folder, {}});
    REQUIRE(stand_in.ok());
    CHECK((*stand_in)->name() == "tesseract");
}

}  // namespace

TEST_CASE("Without models the fallback is available, and what is missing is said")
{
    const TemporaryDirectory empty;
    for (const std::string& folder : {std::string(), empty.path(), empty / "absent"}) {
        const OcrAvailability found = ocr_availability({folder, {}});
        CHECK(found.engine == "tesseract");
        CHECK_FALSE(found.why.empty());
        check_unavailable(folder);
    }
    CHECK(ocr_availability({empty.path(), empty.path()}).engine.empty());
    const auto none = open_ocr_engine(OcrChoice::automatic, {empty.path(), empty.path()});
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().kind == ErrorKind::unavailable);
    CHECK_FALSE(none.error().hint.empty());
    CHECK(open_ocr_engine(OcrChoice::tesseract, {{}, empty.path()}).error().hint.en.find("tesseract-ocr-chi-sim") !=
          std::string::npos);
}

TEST_CASE("A runtime that is no library is not loaded")
{
    const TemporaryDirectory folder;
    test::write_file(folder / "library.so", "no ELF file");
    const auto runtime = OnnxRuntime::load(folder / "library.so");
    REQUIRE_FALSE(runtime.ok());
    CHECK(runtime.error().kind == ErrorKind::unavailable);
    const auto other = OnnxRuntime::load("libm.so.6");
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().kind == ErrorKind::unavailable);
}

TEST_CASE("The models that are pinned are taken as a whole or not at all")
{
    if (main_engine() == nullptr) return;  // engines() says so
    CHECK(ocr_availability({model_folder(), {}}).engine == "ppocr");
    CHECK(ocr_availability({model_folder(), {}}).why.empty());
    const PinnedFile& file =
        pinned_files()[GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{4})];
    INFO(file.name);
    const std::string bytes = test::read_file(model_folder() + '/' + std::string(file.name));
    const TemporaryDirectory folder;
    link_models(folder);
    SECTION("missing")
    {
        REQUIRE(::unlink((folder / std::string(file.name)).c_str()) == 0);
        CHECK(ocr_availability({folder.path(), {}}).engine == "tesseract");
        check_unavailable(folder.path());
    }
    SECTION("truncated")
    {
        replace(folder, file, bytes.substr(0, bytes.size() / 2));
        CHECK(ocr_availability({folder.path(), {}}).engine == "tesseract");
        check_unavailable(folder.path());
    }
    SECTION("one bit flipped")
    {
        std::string flipped = bytes;
        flipped[flipped.size() / 2] ^= 1;
        replace(folder, file, flipped);
        check_unavailable(folder.path());
    }
}
