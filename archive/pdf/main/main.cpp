// SPDX-License-Identifier: GPL-3.0-or-later
// fonds-draw: reads a job from standard input and prints the PDF (docs/formats/draw-job.md).
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "archive/pdf/sheets.hpp"
#include "archive/print/drawing.hpp"

namespace {

using namespace fonds;

std::string read_input()
{
    std::string text;
    char chunk[65536];
    for (std::size_t got = 1; got > 0;) {
        got = std::fread(chunk, 1, sizeof chunk, stdin);
        text.append(chunk, got);
    }
    return text;
}

Result<std::string> answer(const std::string& job_text)
{
    TRY_ASSIGN(const PrintJob job, decode_print_job(job_text));
    return drawn(job);
}

bool print(std::string_view bytes)
{
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
}

int serve()
{
    const auto pdf = answer(read_input());
    if (pdf.ok()) return print(*pdf) ? 0 : 2;
    return print(encode_problem(pdf.error())) ? 1 : 2;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        std::puts("fonds-draw " FONDS_VERSION);
        return 0;
    }
    if (argc != 1 || ::isatty(STDIN_FILENO) != 0) {
        std::fputs("fonds-draw is started by fonds; on its own it knows --version\n", stderr);
        return 2;
    }
    try {
        return serve();
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "fonds-draw: %s\n", problem.what());
        return 2;
    }
}
