// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/model/exported_log.hpp"

using namespace fonds;

namespace {

std::string netstring(std::string_view text)
{
    return std::to_string(text.size()) + ":" + std::string(text) + ",";
}

/// Events that follow each other, with awkward texts.
std::vector<Event> chain(int count)
{
    std::vector<Event> events;
    Digest previous;
    for (int i = 1; i <= count; ++i) {
        Event event;
        event.sequence = i;
        event.at = Instant{std::chrono::milliseconds{1'700'000'000'000 + i}};
        event.actor = "王芳";
        event.action = "record.filed";
        event.subject = "a\nend:1:1,";
        event.detail = "{\"n\":" + std::to_string(i) + "}";
        event.previous = previous;
        event.hash = Digest::of(netstring(std::to_string(i)) + netstring(to_iso8601(event.at)) + netstring(event.actor) +
                                netstring(event.action) + netstring(event.subject) + netstring(event.detail) +
                                netstring(previous.hex()));
        previous = event.hash;
        events.push_back(event);
    }
    return events;
}

std::string exported(const std::vector<Event>& events)
{
    LogWriter writer;
    std::string text = writer.begin({"0011", "J001", "某某公司", "2026-11-22T00:00:00.000Z"});
    for (const auto& event : events) text += writer.event(event);
    return text + writer.end();
}

LogVerdict verified(std::string_view bytes, std::size_t piece = 1 << 16)
{
    LogVerifier verifier;
    for (std::size_t at = 0; at < bytes.size(); at += piece) verifier.take(bytes.substr(at, piece));
    return verifier.finish();
}

}  // namespace

TEST_CASE("a log that was exported is whole, in pieces of any size")
{
    const std::string whole = exported(chain(5));
    for (const std::size_t piece : {1, 2, 7, 100, 100000}) {
        const auto verdict = verified(whole, piece);
        CHECK(verdict.faults.empty());
        CHECK(verdict.events == 5);
        CHECK(verdict.origin.name == "某某公司");
        CHECK(verdict.last == chain(5).back().hash);
    }
    CHECK(verified(exported({})).faults.empty());
}

TEST_CASE("every byte counts: none can be changed, taken away or added")
{
    const std::string whole = exported(chain(3));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int bit : {1, 2, 4, 8, 16, 32, 64, 128}) {
            std::string flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ bit);
            INFO("bit " << bit << " of byte " << at);
            CHECK_FALSE(verified(flipped).faults.empty());
        }
        CHECK_FALSE(verified(whole.substr(0, at)).faults.empty());
        std::string shorter = whole;
        shorter.erase(at, 1);
        CHECK_FALSE(verified(shorter).faults.empty());
    }
    CHECK_FALSE(verified(whole + "\n").faults.empty());
    CHECK_FALSE(verified(whole + whole).faults.empty());
    CHECK_FALSE(verified("").faults.empty());
}

TEST_CASE("a missing event, a swapped pair and a replaced history are told for what they are")
{
    auto events = chain(5);
    events.erase(events.begin() + 2);
    auto verdict = verified(exported(events));
    REQUIRE_FALSE(verdict.faults.empty());
    CHECK(verdict.faults.front().what.en.find("After event 2 comes event 4") != std::string::npos);

    events = chain(5);
    std::swap(events[1], events[2]);
    CHECK(verified(exported(events)).faults.front().what.en.find("another order") != std::string::npos);

    events = chain(5);
    events[3].detail = "{\"n\":40}";
    CHECK(verified(exported(events)).faults.front().what.en.find("Event 4 was changed") != std::string::npos);

    // A history that was forged from the third event on, chained anew, does not end with the hash that was noted.
    events = chain(5);
    for (std::size_t i = 2; i < events.size(); ++i) {
        events[i].detail = "{}";
        events[i].previous = events[i - 1].hash;
        const auto& event = events[i];
        events[i].hash = Digest::of(netstring(std::to_string(event.sequence)) + netstring(to_iso8601(event.at)) +
                                    netstring(event.actor) + netstring(event.action) + netstring(event.subject) +
                                    netstring(event.detail) + netstring(event.previous.hex()));
    }
    verdict = verified(exported(events));
    CHECK(verdict.faults.empty());
    CHECK(verdict.last != chain(5).back().hash);
}

TEST_CASE("what is no log is refused without reading all of it into memory")
{
    LogVerifier verifier;
    const std::string junk(1 << 20, 'x');
    for (int i = 0; i < 64; ++i) verifier.take(junk);
    CHECK(verifier.finish().faults.size() == 1);
    LogVerifier endless;
    endless.take("fonds-log:2\n0:,0:,0:,0:,\n99999999:");
    for (int i = 0; i < 64; ++i) endless.take(junk);
    const auto verdict = endless.finish();
    REQUIRE(verdict.faults.size() == 1);
    CHECK(verdict.faults.front().what.en.find("too long") != std::string::npos);
}

namespace {

Checkpoint checkpoint_of(std::int64_t event)
{
    Checkpoint checkpoint;
    checkpoint.sequence = event;
    checkpoint.at = Instant{std::chrono::milliseconds{1'700'000'000'000}};
    checkpoint.key.bytes.fill(1);
    checkpoint.signature.bytes.fill(2);
    return checkpoint;
}

/// With checkpoints behind their events.
std::string exported_signed(const std::vector<Event>& events, const std::vector<std::int64_t>& signed_events)
{
    LogWriter writer;
    std::string text = writer.begin({"0011", "J001", "某某公司", "2026-11-22T00:00:00.000Z"});
    for (const auto& event : events) {
        text += writer.event(event);
        for (const auto each : signed_events)
            if (each == event.sequence) text += writer.checkpoint(checkpoint_of(each));
    }
    return text + writer.end();
}

}  // namespace

TEST_CASE("checkpoints stand behind the events they sign, and every byte of them counts")
{
    const std::string whole = exported_signed(chain(4), {2, 4});
    for (const std::size_t piece : {1, 7, 100000}) {
        const auto verdict = verified(whole, piece);
        CHECK(verdict.faults.empty());
        REQUIRE(verdict.checkpoints.size() == 2);
        CHECK(verdict.checkpoints[0].checkpoint.sequence == 2);
        CHECK(verdict.checkpoints[0].hash == chain(4)[1].hash);
        CHECK(verdict.checkpoints[1].checkpoint.key == checkpoint_of(4).key);
        CHECK(verdict.checkpoints[1].checkpoint.signature == checkpoint_of(4).signature);
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 1);
        INFO("byte " << at);
        CHECK_FALSE(verified(flipped).faults.empty());
        CHECK_FALSE(verified(whole.substr(0, at)).faults.empty());
    }
    CHECK_FALSE(verified(exported_signed(chain(4), {2, 2})).faults.empty());
}

TEST_CASE("a checkpoint that the log tells of and that is not there is missed")
{
    auto events = chain(3);
    events[2].action = "log.signed";
    events[2].subject = "2";
    const auto& told = events[2];
    events[2].hash =
        Digest::of(netstring("3") + netstring(to_iso8601(told.at)) + netstring(told.actor) + netstring(told.action) +
                   netstring(told.subject) + netstring(told.detail) + netstring(told.previous.hex()));
    CHECK(verified(exported_signed(events, {2})).faults.empty());
    const auto verdict = verified(exported_signed(events, {}));
    REQUIRE(verdict.faults.size() == 1);
    CHECK(verdict.faults.front().what.en == "The checkpoint of event 2 was taken away");
}

TEST_CASE("a log of the first version is still read, and its events can be watched for")
{
    LogVerifier verifier;
    verifier.watch(2);
    verifier.watch(9);
    std::string old = exported(chain(3));
    old[old.find(":2") + 1] = '1';
    const auto end = old.rfind("end:");
    const auto digest = old.rfind("64:");
    old.replace(digest + 3, 64, Digest::of(old.substr(0, end)).hex());
    verifier.take(old);
    const auto verdict = verifier.finish();
    CHECK(verdict.faults.empty());
    CHECK(verdict.events == 3);
    CHECK(verdict.watched.size() == 1);
    CHECK(verdict.watched.at(2) == chain(3)[1].hash);
}
