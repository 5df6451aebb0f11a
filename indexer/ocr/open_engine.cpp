// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/ocr_engine.hpp"
#include "indexer/ocr/pinned_models.hpp"
#include "indexer/ocr/ppocr_engine.hpp"
#include "indexer/ocr/tesseract_engine.hpp"

namespace fonds {

Result<std::unique_ptr<OcrEngine>> open_ocr_engine(OcrChoice choice, const OcrPlaces& places)
{
    if (choice == OcrChoice::tesseract) return open_tesseract(places.tessdata);
    auto main = open_ppocr(places.models);
    if (main || choice == OcrChoice::ppocr) return main;
    if (auto fallback = open_tesseract(places.tessdata)) return fallback;
    return std::move(main).error();
}

OcrAvailability ocr_availability(const OcrPlaces& places)
{
    auto main = look_for_models(places.models);
    if (main) return {"ppocr", {}};
    return {look_for_tessdata(places.tessdata) ? "tesseract" : "", std::move(main.error().what)};
}

}  // namespace fonds
