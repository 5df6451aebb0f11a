// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ocr/engines.hpp"

#include <cstdlib>
#include <iostream>

namespace fonds::test {

namespace {

OcrEngine* opened(OcrChoice choice)
{
    auto engine = open_ocr_engine(choice, {model_folder(), {}});
    if (engine) return engine->release();  // until the program ends
    std::cerr << "not tested: " << engine.error().what.en << '\n';
    return nullptr;
}

}  // namespace

std::string model_folder()
{
    const char* const data = std::getenv("XDG_DATA_HOME");
    const char* const home = std::getenv("HOME");
    const std::string base =
        data != nullptr && *data != '\0' ? data : std::string(home != nullptr ? home : "") + "/.local/share";
    return base + "/fonds/ocr";
}

OcrEngine* main_engine()
{
    static OcrEngine* const engine = opened(OcrChoice::ppocr);
    return engine;
}

const std::vector<OcrEngine*>& engines()
{
    static const std::vector<OcrEngine*> all = [] {
        std::vector<OcrEngine*> found;
        for (OcrEngine* const engine : {main_engine(), opened(OcrChoice::tesseract)})
            if (engine != nullptr) found.push_back(engine);
        return found;
    }();
    return all;
}

std::string text_of_page(const OcrPage& page)
{
    std::string text;
    for (const OcrLine& line : page.lines) text += text_of(line) + '\n';
    return text;
}

}  // namespace fonds::test
