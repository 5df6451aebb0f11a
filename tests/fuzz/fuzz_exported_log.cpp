// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are an exported log or have faults, the same whether they come at once or in pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schema/model/exported_log.hpp"

namespace {

void require(bool promise)
{
    if (!promise) std::abort();
}

fonds::LogVerdict read_in_pieces(std::string_view bytes, std::size_t size)
{
    fonds::LogVerifier verifier;
    verifier.watch(1);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(size, bytes.size()))) verifier.take(bytes.substr(0, size));
    return verifier.finish();
}

void require_same(const fonds::LogVerdict& one, const fonds::LogVerdict& other)
{
    require(one.events == other.events && one.last == other.last && one.watched == other.watched);
    require(one.faults.size() == other.faults.size() && one.checkpoints.size() == other.checkpoints.size());
    for (std::size_t i = 0; i < one.faults.size(); ++i)
        require(one.faults[i].event == other.faults[i].event && one.faults[i].what.en == other.faults[i].what.en);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const fonds::LogVerdict whole = read_in_pieces(bytes, size + 1);
    require(whole.faults.size() <= fonds::LogVerdict::most_faults);
    require(whole.events >= 0);
    for (const auto& fault : whole.faults) require(!fault.what.empty());
    require_same(whole, read_in_pieces(bytes, 1));
    require_same(whole, read_in_pieces(bytes, 7));
    if (size == 0) return 0;
    // A log that is whole is so no more without its last byte.
    if (whole.faults.empty()) require(!read_in_pieces(bytes.substr(0, size - 1), size).faults.empty());
    return 0;
}
