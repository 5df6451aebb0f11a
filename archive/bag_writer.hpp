// SPDX-License-Identifier: GPL-3.0-or-later
// A BagIt bag (RFC 8493) as a folder that is being written. Private to the facade.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "archive/saving.hpp"
#include "schema/core/digest.hpp"

namespace fonds {

struct BaggedFile {
    std::string path;  ///< within the bag
    Digest digest;
    std::uint64_t size = 0;
};

/// Nothing is durable before settle().
class BagWriter {
public:
    BagWriter(FileOps& files, std::string root) : files_(files), root_(std::move(root)) {}

    /// A folder, empty: the bag itself; one that is there already is fine.
    [[nodiscard]] Result<void> folder(const std::string& name);
    [[nodiscard]] Result<void> put(const std::string& name, std::string_view bytes);
    /// What lies there under that name, as a run that was broken off left it, is replaced.
    [[nodiscard]] Result<void> stream(const std::string& name,
                                      const std::function<Result<void>(const ByteReceiver&)>& produce);
    /// Is the file there already with these bytes, from a run that was broken off? Then it belongs to the bag.
    [[nodiscard]] Result<bool> keep(const BaggedFile& file, const std::function<void(std::uint64_t)>& read);

    /// The manifest of the payload, or of all other files: sorted by path.
    [[nodiscard]] std::string manifest(bool payload) const;
    [[nodiscard]] std::uint64_t payload_bytes() const;
    [[nodiscard]] std::int64_t payload_files() const;
    [[nodiscard]] const BaggedFile& last() const { return written_.back(); }
    [[nodiscard]] std::uint64_t bytes() const;

    /// Reads every file again, and tells `read` how many bytes it has read since it was last told. ErrorKind::fixity for one
    /// that is not what was written.
    [[nodiscard]] Result<void> verify(const std::function<Result<void>(std::uint64_t)>& read = {});
    /// Removes what lies in the bag and was not written to it, and makes all of it durable.
    [[nodiscard]] Result<void> settle();

private:
    [[nodiscard]] Result<Digest> digest_of(const std::string& path, const std::function<Result<void>(std::uint64_t)>& read);

    FileOps& files_;
    std::string root_;
    Fd hold_;                        ///< on its file system, from before the first write
    std::set<std::string> folders_;  ///< paths
    std::vector<BaggedFile> written_;
};

}  // namespace fonds
