// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume/volume_union.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <map>
#include <numeric>
#include <optional>

#include "archive/volume/deflate.hpp"
#include "schema/core/branching_hasher.hpp"

namespace fonds {

namespace {

constexpr std::size_t piece_size = 1 << 20;
constexpr std::size_t block_size = 4096;
/// Bytes that are the same in all copies end a stretch of damage when there are so many of them: a sector. Where that is
/// too coarse, as two flipped bits close together, so few.
constexpr std::uint64_t usual_gap = 512, fine_gap = 8;
constexpr std::uint64_t most_refined = 16 << 20;  ///< bytes of a stretch
constexpr std::size_t most_tries = 4096;          ///< for one part
constexpr std::uint64_t times_read = 32;          ///< how often all of the volume may be hashed while trying
constexpr std::uint64_t least_budget = 1U << 30;
/// Above so many stretches that are not sure, only what most copies have is tried: no number of tries gets anywhere.
constexpr std::size_t most_open = 64;
/// What a try costs besides its bytes, and each stretch in it, counted as bytes that are hashed.
constexpr std::uint64_t cost_of_try = 4096, cost_of_stretch = 512;

struct Range {
    std::uint64_t begin = 0, end = 0;
};

/// Where copies differ. `options` are copies that stand for those that are alike there, the most first.
struct Stretch {
    Range range;
    std::size_t whole_of = 0;  ///< number of the stretch it was cut from
    std::vector<std::size_t> options{};
    std::vector<std::optional<std::size_t>> option_of{};  ///< by copy
    std::size_t taken = 0;                                ///< of options
    bool sure = false;
};

/// What can be told right from wrong by itself.
struct Part {
    Range range;
    std::uint64_t size = 0;  ///< unpacked
    bool deflated = false;
    std::optional<Digest> digest{};
    std::optional<std::uint32_t> crc{};
    std::optional<std::size_t> whole_in{};  ///< a copy that was proven to have it
};

class Union {
public:
    Union(FileOps& ops, const SealedAs& sealed, const std::vector<DamagedCopy>& copies, const ReadingProgress& go_on)
        : ops_(ops), sealed_(sealed), copies_(copies), go_on_(go_on),
          budget_(std::max(least_budget, times_read * sealed.size))
    {
    }

    Result<United> run(const std::string& target, bool best_too)
    {
        for (const auto& copy : copies_) {
            TRY_ASSIGN(Fd file, ops_.open_read(copy.path));
            files_.push_back(std::move(file));
        }
        TRY_ASSIGN(const auto differing, disputed({0, sealed_.size}, usual_gap));
        std::vector<Part> parts = known_members();
        add_other_entries(parts);
        TRY(cut(differing, parts));
        bool possible = std::ranges::none_of(stretches_, [](const Stretch& one) { return one.options.empty(); });
        for (const Part& part : parts) {
            TRY_ASSIGN(const bool settled, settle(part));
            // Bytes that are not even a digest's are nowhere to be had; a CRC may itself be what is damaged.
            if (!settled && part.digest) possible = false;
        }
        follow_neighbours();
        bool whole = false;
        if (possible) {
            TRY_ASSIGN(whole, try_all());
        }
        if (!whole && !best_too) return United::none;
        TRY_ASSIGN(const Fd out, ops_.create(target));
        TRY(view({0, sealed_.size}, [&](std::string_view bytes) { return ops_.write(out, bytes, target); }));
        return whole ? United::whole : United::best;
    }

private:
    [[nodiscard]] Result<void> count(std::uint64_t bytes)
    {
        if (!go_on_ || go_on_(bytes)) return {};
        return error(ErrorKind::interrupted, say("Stopped", "已停止"));
    }

    /// Bytes of a copy, from `begin` on; `there`: how many of each block can be read, from its beginning.
    void read(std::size_t copy, std::uint64_t begin, std::size_t size, std::string& bytes,
              std::vector<std::size_t>& there) const
    {
        bytes.assign(size, '\0');
        there.assign((size + block_size - 1) / block_size, 0);
        std::size_t done = 0;
        while (done < size) {
            const ssize_t got =
                ::pread(files_[copy].get(), bytes.data() + done, size - done, static_cast<off_t>(begin + done));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) break;
            done += static_cast<std::size_t>(got);
        }
        for (std::size_t block = 0; block < there.size(); ++block) {
            const std::size_t at = block * block_size, length = std::min(block_size, size - at);
            there[block] = done > at ? std::min(done - at, length) : 0;
            if (there[block] == length || done == size) continue;
            // Behind a place that cannot be read, others can.
            const ssize_t got = ::pread(files_[copy].get(), bytes.data() + at, length, static_cast<off_t>(begin + at));
            there[block] = got > 0 ? static_cast<std::size_t>(got) : 0;
        }
    }

    /// Where copies differ, or one at least cannot be read; apart where others can be.
    Result<std::vector<Range>> disputed(const Range& range, std::uint64_t gap)
    {
        std::vector<Range> found;
        std::vector<bool> readers, all(copies_.size(), true);  // of the last found
        const auto add = [&](std::uint64_t begin, std::uint64_t end, const std::vector<bool>& readable) {
            if (!found.empty() && begin <= found.back().end + gap && readers == readable) {
                found.back().end = end;
                return;
            }
            found.push_back({begin, end});
            readers = readable;
        };
        std::vector<std::string> bytes(copies_.size());
        std::vector<std::vector<std::size_t>> there(copies_.size());
        for (std::uint64_t at = range.begin; at < range.end;) {
            const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, range.end - at));
            for (std::size_t copy = 0; copy < copies_.size(); ++copy) {
                read(copy, at, size, bytes[copy], there[copy]);
                TRY(count(size));
            }
            for (std::size_t block = 0; block * block_size < size; ++block) {
                const std::size_t from = block * block_size, length = std::min(block_size, size - from);
                std::vector<std::size_t> ends{length};
                for (const auto& one : there)
                    if (one[block] > 0 && one[block] < length) ends.push_back(one[block]);
                std::ranges::sort(ends);
                std::size_t begin = 0;
                for (const std::size_t end : ends) {
                    std::vector<bool> readable;
                    for (const auto& one : there) readable.push_back(one[block] >= end);
                    if (readable != all && end > begin) add(at + from + begin, at + from + end, readable);
                    if (readable == all)
                        compare(bytes, from + begin, from + end, [&](std::size_t i) { add(at + i, at + i + 1, readable); });
                    begin = end;
                }
            }
            at += size;
        }
        return found;
    }

    /// Tells each place where they are not all the same.
    static void compare(const std::vector<std::string>& bytes, std::size_t begin, std::size_t end,
                        const std::function<void(std::size_t)>& differs)
    {
        const auto same = [&](std::size_t from, std::size_t length) {
            return std::ranges::all_of(bytes, [&](const std::string& one) {
                return std::memcmp(one.data() + from, bytes.front().data() + from, length) == 0;
            });
        };
        if (same(begin, end - begin)) return;
        for (std::size_t i = begin; i < end; ++i)
            if (!same(i, 1)) differs(i);
    }

    [[nodiscard]] std::vector<Part> known_members() const
    {
        std::vector<Part> parts;
        for (std::size_t i = 0; i < sealed_.members.size(); ++i) {
            const MemberRange& range = sealed_.members[i].range;
            if (range.offset == 0 || range.offset + range.stored_size > sealed_.size) continue;
            parts.push_back({{range.offset, range.offset + range.stored_size},
                             range.size,
                             range.deflated,
                             sealed_.members[i].digest,
                             {},
                             copy_with(i)});
        }
        return parts;
    }

    [[nodiscard]] std::optional<std::size_t> copy_with(std::size_t member) const
    {
        for (std::size_t copy = 0; copy < copies_.size(); ++copy)
            if (copies_[copy].proven && !std::ranges::binary_search(copies_[copy].damaged, member)) return copy;
        return std::nullopt;
    }

    /// What is in the zip besides, and all of one that is encrypted, as far as the headers of one copy or another tell it.
    void add_other_entries(std::vector<Part>& parts) const
    {
        std::map<std::string, std::size_t> members;
        for (std::size_t i = 0; i < sealed_.members.size(); ++i) members.emplace(sealed_.members[i].path, i);
        // Each place once, and members before what a damaged header says of their place.
        std::map<std::uint64_t, Part> places;
        std::uint64_t last = 0;
        for (const Part& part : parts) {
            places.emplace(part.range.begin, part);
            last = std::max(last, part.range.end);
        }
        const auto is_free = [&](const Range& range) {
            const auto after = places.lower_bound(range.begin);
            if (after != places.end() && after->first < std::max(range.end, range.begin + 1)) return false;
            return after == places.begin() || std::prev(after)->second.range.end <= range.begin;
        };
        for (const auto& copy : copies_)
            for (const std::uint64_t from : {std::uint64_t{0}, last}) {
                const auto starts = member_starts(ops_, copy.path, from);
                if (!starts.ok()) continue;
                for (const auto& [name, found] : *starts) {
                    if (found.stored_size > sealed_.size || found.offset > sealed_.size - found.stored_size) continue;
                    const Range range{found.offset, found.offset + found.stored_size};
                    const auto member = members.find(name);
                    std::optional<std::size_t> whole;
                    if (member != members.end()) whole = copy_with(member->second);
                    if ((found.crc || whole) && is_free(range))
                        places.emplace(range.begin, Part{range, found.size, found.deflated, {}, found.crc, whole});
                }
            }
        parts.clear();
        for (const auto& [begin, part] : places) parts.push_back(part);
    }

    /// Makes stretches of what is disputed, cut where parts begin and end.
    Result<void> cut(const std::vector<Range>& differing, const std::vector<Part>& parts)
    {
        auto part = parts.begin();
        for (std::size_t number = 0; number < differing.size(); ++number) {
            std::uint64_t at = differing[number].begin;
            while (part != parts.end() && part->range.end <= at) ++part;
            auto next = part;
            while (at < differing[number].end) {
                while (next != parts.end() && next->range.end <= at) ++next;
                std::uint64_t end = differing[number].end;
                if (next != parts.end()) end = std::min(end, next->range.begin > at ? next->range.begin : next->range.end);
                TRY(add_stretch({at, end}, number, stretches_));
                at = end;
            }
        }
        return {};
    }

    Result<void> add_stretch(const Range& range, std::size_t number, std::vector<Stretch>& to)
    {
        Stretch stretch{range, number};
        std::vector<bool> readable(copies_.size(), true);
        std::vector<std::size_t> like(copies_.size());
        for (std::size_t copy = 0; copy < copies_.size(); ++copy) like[copy] = copy;
        std::vector<std::string> bytes(copies_.size());
        std::vector<std::size_t> there;
        std::vector<std::vector<bool>> same(copies_.size(), std::vector<bool>(copies_.size(), true));
        for (std::uint64_t at = range.begin; at < range.end;) {
            const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, range.end - at));
            for (std::size_t copy = 0; copy < copies_.size(); ++copy) {
                read(copy, at, size, bytes[copy], there);
                TRY(count(size));
                if (std::accumulate(there.begin(), there.end(), std::size_t{0}) != size) readable[copy] = false;
            }
            for (std::size_t one = 0; one < copies_.size(); ++one)
                for (std::size_t other = 0; other < one; ++other)
                    if (same[one][other] && bytes[one] != bytes[other]) same[one][other] = false;
            at += size;
        }
        std::vector<std::size_t> votes(copies_.size(), 0);
        for (std::size_t one = 0; one < copies_.size(); ++one) {
            if (!readable[one]) continue;
            for (std::size_t other = 0; other < one && like[one] == one; ++other)
                if (readable[other] && same[one][other]) like[one] = like[other];
            ++votes[like[one]];
        }
        for (std::size_t copy = 0; copy < copies_.size(); ++copy)
            if (votes[copy] > 0) stretch.options.push_back(copy);
        std::ranges::stable_sort(stretch.options, std::greater<>(), [&](std::size_t copy) { return votes[copy]; });
        stretch.option_of.resize(copies_.size());
        for (std::size_t copy = 0; copy < copies_.size(); ++copy)
            for (std::size_t i = 0; readable[copy] && i < stretch.options.size(); ++i)
                if (stretch.options[i] == like[copy]) stretch.option_of[copy] = i;
        stretch.sure = stretch.options.size() == 1;
        to.push_back(std::move(stretch));
        return {};
    }

    /// The first stretch that ends behind it.
    [[nodiscard]] std::size_t first_from(std::uint64_t at) const
    {
        const auto found = std::ranges::upper_bound(stretches_, at, {}, [](const Stretch& one) { return one.range.end; });
        return static_cast<std::size_t>(found - stretches_.begin());
    }

    /// The bytes there, as stretches are taken now.
    Result<void> view(const Range& range, const ByteSink& sink)
    {
        std::string bytes;
        std::vector<std::size_t> there;
        std::size_t next = first_from(range.begin);
        for (std::uint64_t at = range.begin; at < range.end;) {
            while (next < stretches_.size() && stretches_[next].range.end <= at) ++next;
            std::uint64_t end = std::min<std::uint64_t>(range.end, at + piece_size);
            std::size_t copy = 0;
            if (next < stretches_.size() && stretches_[next].range.begin <= at) {
                const Stretch& stretch = stretches_[next];
                end = std::min(end, stretch.range.end);
                if (!stretch.options.empty()) copy = stretch.options[stretch.taken];
            } else if (next < stretches_.size()) {
                end = std::min(end, stretches_[next].range.begin);
            }
            read(copy, at, static_cast<std::size_t>(end - at), bytes, there);
            TRY(count(end - at));
            TRY(sink(bytes));
            at = end;
        }
        return {};
    }

    /// False as well when all that may be read for trying has been read. `stretches`: how many are in it.
    Result<bool> is_right(const Part& part, std::size_t stretches)
    {
        if (!may_try(part.range.end - part.range.begin + stretches * cost_of_stretch)) return false;
        Hasher hasher;
        std::uint32_t crc = 0;
        std::uint64_t given = 0;
        const ByteSink take = [&](std::string_view bytes) -> Result<void> {
            given += bytes.size();
            if (part.digest)
                hasher.update(bytes);
            else
                crc = crc32_after(crc, bytes);
            if (given <= part.size) return {};
            return error(ErrorKind::fixity, say("It is longer than it was", "长度超出"));
        };
        Inflater inflater;
        const auto seen = view(
            part.range, [&](std::string_view bytes) { return part.deflated ? inflater.add(bytes, take) : take(bytes); });
        if (!seen.ok() && seen.error().kind == ErrorKind::fixity) return false;
        TRY(seen);
        if (given != part.size || (part.deflated && !inflater.ended())) return false;
        return part.digest ? hasher.finish() == *part.digest : part.crc && crc == *part.crc;
    }

    bool may_try(std::uint64_t bytes)
    {
        if (budget_ < bytes + cost_of_try) return false;
        budget_ -= bytes + cost_of_try;
        return true;
    }

    /// Takes of all stretches in it what one copy has; false: it has not all.
    bool take(std::size_t copy, std::size_t begin, std::size_t end)
    {
        for (std::size_t i = begin; i < end; ++i)
            if (!stretches_[i].option_of[copy]) return false;
        for (std::size_t i = begin; i < end; ++i) stretches_[i].taken = *stretches_[i].option_of[copy];
        return true;
    }

    void be_sure(std::size_t begin, std::size_t end)
    {
        for (std::size_t i = begin; i < end; ++i) stretches_[i].sure = true;
    }

    /// Chooses for the stretches of a part; false: nothing makes it right.
    Result<bool> settle(const Part& part)
    {
        const std::size_t begin = first_from(part.range.begin);
        std::size_t end = begin;
        while (end < stretches_.size() && stretches_[end].range.begin < part.range.end) ++end;
        if (begin == end) return true;
        if (part.whole_in && take(*part.whole_in, begin, end)) {
            be_sure(begin, end);
            return true;
        }
        if (!part.digest && !part.crc) return true;  // told by the whole file alone
        for (std::size_t copy = 0; copy < copies_.size(); ++copy) {
            if (!take(copy, begin, end)) continue;
            TRY_ASSIGN(const bool right, is_right(part, end - begin));
            if (right) be_sure(begin, end);
            if (right) return true;
        }
        TRY_ASSIGN(bool right, try_each(part, begin, end));
        if (!right) {
            TRY_ASSIGN(const bool finer, refine(begin, end));
            if (finer) {
                TRY_ASSIGN(right, try_each(part, begin, end));
            }
        }
        if (right) be_sure(begin, end);
        return right;
    }

    /// Every choice for these stretches, up to a number.
    Result<bool> try_each(const Part& part, std::size_t begin, std::size_t end)
    {
        for (std::size_t i = begin; i < end; ++i) {
            if (stretches_[i].options.empty()) return false;
            stretches_[i].taken = 0;
        }
        for (std::size_t tries = 0; tries < most_tries; ++tries) {
            TRY_ASSIGN(const bool right, is_right(part, end - begin));
            if (right) return true;
            std::size_t i = begin;
            while (i < end && ++stretches_[i].taken == stretches_[i].options.size()) stretches_[i++].taken = 0;
            if (i == end) return false;
        }
        for (std::size_t i = begin; i < end; ++i) stretches_[i].taken = 0;
        return false;
    }

    /// Divides stretches where a few bytes are the same; false: there is nothing to divide. `end` is moved.
    Result<bool> refine(std::size_t begin, std::size_t& end)
    {
        std::vector<Stretch> finer;
        for (std::size_t i = begin; i < end; ++i) TRY(divide(stretches_[i], finer));
        if (finer.size() == end - begin) return false;
        const auto at = static_cast<std::ptrdiff_t>(begin);
        stretches_.erase(stretches_.begin() + at, stretches_.begin() + static_cast<std::ptrdiff_t>(end));
        stretches_.insert(stretches_.begin() + at, finer.begin(), finer.end());
        end = begin + finer.size();
        return true;
    }

    Result<void> divide(const Stretch& one, std::vector<Stretch>& to)
    {
        if (one.options.size() < 2 || one.range.end - one.range.begin > most_refined) {
            to.push_back(one);
            return {};
        }
        TRY_ASSIGN(const auto ranges, disputed(one.range, fine_gap));
        if (ranges.size() == 1) to.push_back(one);
        for (const Range& range : ranges)
            if (ranges.size() > 1) TRY(add_stretch(range, one.whole_of, to));
        return {};
    }

    /// What damaged the member damaged the header beside it: where a stretch was cut, the copy that was right in one piece
    /// is tried first in the next.
    void follow_neighbours()
    {
        const auto follow = [](Stretch& one, const Stretch& neighbour) {
            if (one.sure || !neighbour.sure || one.whole_of != neighbour.whole_of || neighbour.options.empty()) return;
            const auto& option = one.option_of[neighbour.options[neighbour.taken]];
            if (!option || *option == 0) return;
            const std::size_t was = *option;
            std::swap(one.options[0], one.options[was]);
            for (auto& each : one.option_of)
                if (each && (*each == 0 || *each == was)) each = was - *each;
        };
        for (auto& one : stretches_)
            if (!one.sure) one.taken = 0;
        for (std::size_t i = 1; i < stretches_.size(); ++i) follow(stretches_[i], stretches_[i - 1]);
        for (std::size_t i = 1; i < stretches_.size(); ++i) follow(stretches_[i - 1], stretches_[i]);
    }

    /// The digest of the whole file decides on what is not sure.
    Result<bool> try_all()
    {
        TRY_ASSIGN(const bool right, try_open());
        if (right) return true;
        // Finer, as within parts.
        std::vector<Stretch> finer;
        for (const Stretch& one : stretches_) {
            if (one.sure)
                finer.push_back(one);
            else
                TRY(divide(one, finer));
        }
        if (finer.size() == stretches_.size()) return false;
        stretches_ = std::move(finer);
        return try_open();
    }

    /// What comes before each choice is hashed once.
    Result<bool> try_open()
    {
        open_.clear();
        for (std::size_t i = 0; i < stretches_.size(); ++i)
            if (!stretches_[i].sure) open_.push_back(i);
        const bool once = open_.empty() || open_.size() > most_open;
        BranchingHasher hasher;
        TRY(hash({0, once ? sealed_.size : stretches_[open_.front()].range.begin}, hasher));
        return once ? hasher.finish() == sealed_.digest : try_from(0, hasher);
    }

    /// Calls itself for the next, most_open deep at most.
    Result<bool> try_from(std::size_t open, const BranchingHasher& before)
    {
        Stretch& stretch = stretches_[open_[open]];
        const bool last = open + 1 == open_.size();
        const Range range{stretch.range.begin, last ? sealed_.size : stretches_[open_[open + 1]].range.begin};
        for (std::size_t option = 0; option < stretch.options.size(); ++option) {
            if (!may_try(range.end - range.begin)) break;
            stretch.taken = option;
            BranchingHasher hasher = before;
            TRY(hash(range, hasher));
            bool right = false;
            if (last) {
                right = hasher.finish() == sealed_.digest;
            } else {
                TRY_ASSIGN(right, try_from(open + 1, hasher));
            }
            if (right) return true;
        }
        stretch.taken = 0;
        return false;
    }

    Result<void> hash(const Range& range, BranchingHasher& hasher)
    {
        return view(range, [&](std::string_view bytes) -> Result<void> {
            hasher.update(bytes);
            return {};
        });
    }

    FileOps& ops_;
    const SealedAs& sealed_;
    const std::vector<DamagedCopy>& copies_;
    const ReadingProgress& go_on_;
    std::uint64_t budget_;  ///< bytes that may still be hashed while trying
    std::vector<Fd> files_;
    std::vector<Stretch> stretches_;  ///< ascending
    std::vector<std::size_t> open_;   ///< stretches that are not sure
};

}  // namespace

Result<United> unite_copies(FileOps& ops, const SealedAs& sealed, const std::vector<DamagedCopy>& copies,
                            const std::string& target, bool best_too, const ReadingProgress& go_on)
{
    if (copies.empty()) return United::none;
    return Union(ops, sealed, copies, go_on).run(target, best_too);
}

}  // namespace fonds
