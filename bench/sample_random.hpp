// SPDX-License-Identifier: GPL-3.0-or-later
// The same seed gives the same numbers with every standard library, which its own distributions do not promise.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>

namespace fonds::bench {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// splitmix64.
    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    std::uint64_t below(std::uint64_t end) { return end == 0 ? 0 : next() % end; }
    /// Both ends included.
    int between(int first, int last)
    {
        return first + static_cast<int>(below(static_cast<std::uint64_t>(last - first + 1)));
    }
    bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
    /// Zipf's law: rank r about in proportion to 1/(r+1), as words of a language are.
    std::size_t rank(std::size_t count)
    {
        const double uniform = static_cast<double>(next() >> 11) * 0x1.0p-53;
        const auto index = static_cast<std::size_t>(std::exp(uniform * std::log(static_cast<double>(count) + 1))) - 1;
        return index < count ? index : count - 1;
    }
    template <class T>
    const T& any(std::span<const T> items)
    {
        return items[below(items.size())];
    }
    template <class T>
    const T& common(std::span<const T> items)
    {
        return items[rank(items.size())];
    }

private:
    std::uint64_t state_;
};

}  // namespace fonds::bench
