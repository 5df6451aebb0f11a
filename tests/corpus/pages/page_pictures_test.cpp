// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of every page of odd and hostile documents, each document in a process of its own. Where the corpora are absent
// the cases say so and pass.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/worker/pdf_document.hpp"
#include "indexer/worker/pdf_page_image.hpp"
#include "tests/support/place.hpp"

namespace {

constexpr std::uint64_t most_pixels = 20'000'000;
constexpr int most_pages = 20;            // of a document
constexpr rlim_t most_memory = 1U << 31;  // bytes of address space
constexpr rlim_t most_seconds = 60;       // of CPU, a document

enum Ending { as_promised = 0, unreadable = 1, beyond_limits = 2 };

bool keeps_its_promises(const fonds::PdfPageImage& page)
{
    const fonds::PageImage& image = page.image;
    const auto pixels = static_cast<std::uint64_t>(image.width) * static_cast<std::uint64_t>(image.height);
    // A drawn page is rounded up to whole pixels.
    const auto rounding = static_cast<std::uint64_t>(image.width) + static_cast<std::uint64_t>(image.height);
    const bool inside = page.left >= -0.5F && page.top >= -0.5F &&
                        page.left + static_cast<float>(image.width) * page.x_scale <= page.width + page.x_scale + 0.5F &&
                        page.top + static_cast<float>(image.height) * page.y_scale <= page.height + page.y_scale + 0.5F;
    return pixels > 0 && pixels <= most_pixels + rounding && inside &&
           image.pixels.size() == pixels * static_cast<std::uint64_t>(image.channels);
}

int picture_all(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    const auto document = fonds::PdfDocument::open(bytes);
    if (!document.ok()) return unreadable;
    for (int number = 1; number <= std::min(document->pages(), most_pages); ++number) {
        const auto started = std::chrono::steady_clock::now();
        fonds::PdfPictureLimits limits;
        limits.pixels = most_pixels;
        limits.late = [started] { return std::chrono::steady_clock::now() - started > std::chrono::seconds(20); };
        const auto page = picture_of_page(document->poppler(), number, limits);
        if (page.ok() && !keeps_its_promises(*page)) return beyond_limits;
    }
    return as_promised;
}

int in_a_child(const std::string& path)
{
    const pid_t child = ::fork();
    if (child == 0) {
#ifndef FONDS_SANITIZED
        const rlimit memory{most_memory, most_memory};
        ::setrlimit(RLIMIT_AS, &memory);
#endif
        const rlimit seconds{most_seconds, most_seconds};
        ::setrlimit(RLIMIT_CPU, &seconds);
        ::_exit(picture_all(path));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

void picture_folder(const std::string& name, std::size_t least_read)
{
    const std::string folder = fonds::test::source_tree() + "/../shared/corpus/" + name;
    if (!std::filesystem::is_directory(folder)) {
        WARN("skipped: there is no corpus " << name << " beside the checkout");
        return;
    }
    std::size_t read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string path = entry.path().string();
        if (entry.path().extension() != ".pdf") continue;
        INFO(path);
        const int status = in_a_child(path);
        CHECK(WIFEXITED(status));
        if (!WIFEXITED(status)) continue;
        CHECK(WEXITSTATUS(status) != beyond_limits);
        read += WEXITSTATUS(status) == as_promised ? 1 : 0;
    }
    CHECK(read >= least_read);
}

}  // namespace

TEST_CASE("Odd scans become pictures within the limits")
{
    picture_folder("scanned", 40);
}

TEST_CASE("Hostile documents become pictures, or plain errors, within the limits")
{
    picture_folder("hostile", 100);
}
