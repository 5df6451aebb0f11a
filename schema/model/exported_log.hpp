// SPDX-License-Identifier: GPL-3.0-or-later
// The audit log in a file that is checked by itself, without its archive (docs/formats/audit-log.md, "An exported log").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/model/checkpoint.hpp"
#include "schema/model/record.hpp"

namespace fonds {

/// Whose log it is, and when it was written.
struct LogOrigin {
    std::string id, code, name;  ///< of the archive
    std::string at;              ///< ISO 8601, UTC
};

/// Makes the text of such a file, piece by piece.
class LogWriter {
public:
    [[nodiscard]] std::string begin(const LogOrigin& origin);
    [[nodiscard]] std::string event(const Event& event);
    /// Behind the event that it signs.
    [[nodiscard]] std::string checkpoint(const Checkpoint& checkpoint);
    [[nodiscard]] std::string end();

private:
    std::string hashed(std::string text);

    Hasher hasher_;
    std::int64_t events_ = 0;
    Digest last_;
};

struct LogFault {
    std::int64_t event = 0;  ///< near which; 0: before the first
    Text what;
};

/// A checkpoint, and the hash that the event it signs has in this log. Whether the signature is right is for others to say.
struct SignedEvent {
    Checkpoint checkpoint;
    Digest hash;
};

struct LogVerdict {
    LogOrigin origin;
    std::int64_t events = 0;       ///< that were read
    Digest last;                   ///< hash of the last of them
    std::vector<LogFault> faults;  ///< at most `most_faults`; empty: every byte is as it was written
    std::vector<SignedEvent> checkpoints;
    std::map<std::int64_t, Digest> watched;  ///< hashes of the events that were to be watched for

    void fault(std::int64_t event, Text what);
    static constexpr std::size_t most_faults = 50;
};

/// Reads such a file, piece by piece, whatever its bytes. Memory does not grow with the file, but with its longest event, of
/// which 16 MiB are read.
class LogVerifier {
public:
    /// The hash of this event will be in the verdict.
    void watch(std::int64_t event) { watched_.insert(event); }
    void take(std::string_view bytes);
    [[nodiscard]] LogVerdict finish();

private:
    enum class Part { title, origin, event, end, behind, lost };

    [[nodiscard]] bool take_part();
    [[nodiscard]] bool take_title();
    [[nodiscard]] bool take_origin();
    [[nodiscard]] bool take_event();
    [[nodiscard]] bool take_checkpoint();
    [[nodiscard]] bool take_end();
    void fault(Text what);
    void lose(Text what);
    void drop(std::size_t bytes);
    void note_event(std::string_view action, std::string_view subject);

    bool has_checkpoints_ = true;  ///< its version knows them
    std::set<std::int64_t> watched_;
    Part part_ = Part::title;
    std::string held_;      ///< bytes that no part has taken yet
    std::size_t read_ = 0;  ///< of them, taken
    Hasher hasher_;
    Digest before_end_;
    LogVerdict verdict_;
};

}  // namespace fonds
