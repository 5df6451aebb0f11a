// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/settling.hpp"

#include <algorithm>
#include <utility>

namespace fonds {

namespace {

using namespace std::chrono_literals;

constexpr int share_of_moved_in = 4;
constexpr std::chrono::milliseconds first_pause = 1s, longest_pause = 10min;
constexpr int most_doublings = 10;

}  // namespace

void Settling::closed(const std::string& path, Time now)
{
    files_[path] = File{{}, now, false, 0};
}

void Settling::moved_in(const std::string& path, Time now)
{
    files_[path] = File{{}, now, true, 0};
}

void Settling::look(const std::vector<SeenFile>& files, Time now)
{
    std::map<std::string, File> there;
    for (const SeenFile& seen : files) {
        const auto known = files_.find(seen.path);
        File file = known == files_.end() ? File{seen.stamps, now, false, 0} : std::move(known->second);
        if (file.stamps.empty())
            file.stamps = seen.stamps;
        else if (file.stamps != seen.stamps)
            file = File{seen.stamps, now, false, 0};
        there.insert_or_assign(seen.path, std::move(file));
    }
    files_ = std::move(there);
}

Settling::Time Settling::rests_at(const File& file) const
{
    if (file.declined > 0) {
        const auto pause = std::max(settle_, first_pause) * (1 << std::min(file.declined - 1, most_doublings));
        return file.since + std::min(pause, std::max(settle_, longest_pause));
    }
    return file.since + (file.moved_in ? settle_ / share_of_moved_in : settle_);
}

std::vector<std::string> Settling::settled(Time now) const
{
    std::vector<std::string> paths;
    for (const auto& [path, file] : files_)
        if (!file.stamps.empty() && rests_at(file) <= now) paths.push_back(path);
    return paths;
}

int Settling::declined(const std::string& path, Time now)
{
    const auto at = files_.find(path);
    if (at == files_.end()) return 0;
    at->second.since = now;
    return ++at->second.declined;
}

std::optional<Settling::Time> Settling::next() const
{
    std::optional<Time> earliest;
    for (const auto& [path, file] : files_)
        if (const Time at = rests_at(file); !earliest || at < *earliest) earliest = at;
    return earliest;
}

}  // namespace fonds
