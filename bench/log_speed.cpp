// SPDX-License-Identifier: GPL-3.0-or-later
// Checking an exported audit log, against hashing its bytes.
//   fonds-bench-log [EVENTS]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "schema/model/exported_log.hpp"

namespace {

using namespace fonds;

double cpu_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::string netstring(std::string_view text)
{
    return std::to_string(text.size()) + ":" + std::string(text) + ",";
}

}  // namespace

int main(int argc, char** argv)
{
    const long count = argc > 1 ? std::atol(argv[1]) : 200'000;
    LogWriter writer;
    std::string log = writer.begin({"00112233445566778899aabbccddeeff", "B001", "bench", "2026-11-22T00:00:00.000Z"});
    std::string hashed;  // what the hashes of all events cover
    Digest previous;
    for (long i = 1; i <= count; ++i) {
        Event event;
        event.sequence = i;
        event.at = Instant(std::chrono::milliseconds(1'790'000'000'000 + i));
        event.actor = "王芳";
        event.action = "record.filed";
        event.subject = "B001-KU·2026-D30-" + std::to_string(i);
        event.detail = R"({"title":"采购合同 )" + std::to_string(i) +
                       R"(","category":"KU","date":"2026-01-02","grade":"B","number":"HT-2026-17","amount":"120000.00",)"
                       R"("currency":"CNY","digest":"0011223344556677889900112233445566778899001122334455667788990011"})";
        event.previous = previous;
        const std::string covered = netstring(std::to_string(i)) + netstring(to_iso8601(event.at)) + netstring(event.actor) +
                                    netstring(event.action) + netstring(event.subject) + netstring(event.detail) +
                                    netstring(previous.hex());
        event.hash = Digest::of(covered);
        previous = event.hash;
        hashed += covered;
        log += writer.event(event);
    }
    log += writer.end();

    const double plain_begin = cpu_seconds();
    const std::size_t piece = hashed.size() / static_cast<std::size_t>(count);
    Digest kept;
    for (std::size_t at = 0; at + piece <= hashed.size(); at += piece)
        kept = Digest::of(std::string_view(hashed).substr(at, piece));
    Hasher whole;
    whole.update(log);
    const bool differ = whole.finish() == kept;
    const double plain = cpu_seconds() - plain_begin;

    const double begin = cpu_seconds();
    LogVerifier verifier;
    constexpr std::size_t read_size = 1 << 18;
    for (std::size_t at = 0; at < log.size(); at += read_size) verifier.take(std::string_view(log).substr(at, read_size));
    const LogVerdict verdict = verifier.finish();
    const double checked = cpu_seconds() - begin;
    std::printf(
        "%ld events of %zu bytes: %.0f a second of CPU; hashing the same bytes alone %.0f a second: %.2f times%s%s\n", count,
        log.size() / static_cast<std::size_t>(count), static_cast<double>(count) / checked,
        static_cast<double>(count) / plain, checked / plain, verdict.faults.empty() ? "" : "; FAULTY", differ ? "!" : "");
    return verdict.faults.empty() ? 0 : 1;
}
