// SPDX-License-Identifier: GPL-3.0-or-later
// fonds-bench-ocr ENGINE MODELS THREADS TEXT_DIR IMAGE…: an engine (ppocr, tesseract) in a bare loop over binary PGM and PPM
// files (as `pdftoppm -r 200 -gray` writes them; NAME@DPI.ppm tells the resolution). Writes TEXT_DIR/NAME.txt, prints pages
// a second and processor seconds a page.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "indexer/ocr/ocr_engine.hpp"

namespace {

using namespace fonds;

PageImage read_image(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string magic;
    int most = 0;
    PageImage image;
    file >> magic >> image.width >> image.height >> most;
    file.get();
    image.channels = magic == "P6" ? 3 : 1;
    if (!file || (magic != "P5" && magic != "P6") || most != 255) return {};
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                        static_cast<std::size_t>(image.channels));
    file.read(reinterpret_cast<char*>(image.pixels.data()), static_cast<std::streamsize>(image.pixels.size()));
    const std::size_t at = path.rfind('@');
    if (at != std::string::npos) image.dpi = std::strtof(path.c_str() + at + 1, nullptr);
    return image;
}

std::string name_of(const std::string& path)
{
    const std::size_t begin = path.rfind('/') + 1;
    return path.substr(begin, std::min(path.find('@', begin), path.find('.', begin)) - begin);
}

double processor_seconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 6) {
        std::cerr << "usage: fonds-bench-ocr ppocr|tesseract MODELS THREADS TEXT_DIR IMAGE...\n";
        return 2;
    }
    const OcrChoice choice = std::string(argv[1]) == "ppocr" ? OcrChoice::ppocr : OcrChoice::tesseract;
    auto engine = open_ocr_engine(choice, {argv[2], {}});
    if (!engine) {
        std::cerr << engine.error().what.en << '\n' << engine.error().hint.en << '\n';
        return 1;
    }
    const std::vector<std::string> images(argv + 5, argv + argc);
    std::atomic<std::size_t> next = 0;
    std::atomic<int> failures = 0;
    std::mutex output;
    const auto begin = std::chrono::steady_clock::now();
    const double cpu = processor_seconds();
    const auto work = [&] {
        for (std::size_t i = next++; i < images.size(); i = next++) {
            const auto page = (*engine)->recognise(read_image(images[i]), {});
            if (!page) {
                const std::lock_guard lock(output);
                std::cerr << images[i] << ": " << page.error().what.en << '\n';
                ++failures;
                continue;
            }
            std::ofstream text(std::string(argv[4]) + '/' + name_of(images[i]) + ".txt");
            for (const OcrLine& line : page->lines) text << text_of(line) << '\n';
            const std::lock_guard lock(output);
            std::cout << name_of(images[i]) << ": " << page->lines.size() << " lines, turn " << page->turn << ", skew "
                      << page->skew << ", confidence " << page->confidence << '\n';
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < std::max(1, std::atoi(argv[3])); ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const auto pages = static_cast<double>(images.size());
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << (*engine)->version() << ": " << pages << " pages, " << pages / seconds << " pages/s, "
              << (processor_seconds() - cpu) / pages << " CPU s/page, " << usage.ru_maxrss / 1024 << " MB\n";
    return failures == 0 ? 0 : 1;
}
