// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/serve_making.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/extract/make_protocol.hpp"
#include "indexer/extract/scan_protocol.hpp"
#include "indexer/scan/page_assembly.hpp"
#include "indexer/scan/searchable.hpp"
#include "indexer/scan/stamping.hpp"
#include "indexer/worker/mapped_file.hpp"
#include "indexer/worker/sandbox.hpp"
#include "indexer/worker/text_trust.hpp"

namespace fonds {

namespace {

/// Cuts the result into frames and holds it against its limit.
class PieceSender {
public:
    PieceSender(JobChannel& channel, const protocol::MakeLimits& limits) : channel_(channel), limits_(limits) {}

    [[nodiscard]] bool add(std::string_view bytes)
    {
        size_ += bytes.size();
        if (size_ > limits_.largest) return false;
        while (!bytes.empty()) {
            const std::size_t part = std::min(bytes.size(), protocol::largest_piece - piece_.size());
            piece_ += bytes.substr(0, part);
            bytes.remove_prefix(part);
            if (piece_.size() == protocol::largest_piece && !flush()) return false;
        }
        return true;
    }

    [[nodiscard]] bool flush()
    {
        const bool sent = piece_.empty() || channel_.send(protocol::encode(protocol::Data{limits_.serial, piece_}));
        piece_.clear();
        return sent;
    }

    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    JobChannel& channel_;
    const protocol::MakeLimits& limits_;
    std::string piece_;
    std::uint64_t size_ = 0;
};

protocol::Outcome outcome_of(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::refused: return protocol::Outcome::refused;
    case ErrorKind::not_found: return protocol::Outcome::no_page;
    case ErrorKind::unavailable: return protocol::Outcome::too_large;
    default: return protocol::Outcome::bad_input;
    }
}

class Maker {
public:
    explicit Maker(JobChannel& channel) : channel_(channel) {}

    /// False when no other job should follow.
    [[nodiscard]] bool assemble_for(const protocol::Assemble& job)
    {
        for (std::uint32_t i = 0; i < job.sources; ++i)
            if (!take_source(job.limits.serial)) return false;
        return make(job.limits, [&](const PieceSink& sink) { return assemble(sources_, job.picks, sink); });
    }

    [[nodiscard]] bool make_searchable_for(const protocol::Searchable& job)
    {
        if (!take_source(job.limits.serial)) return false;
        const auto pages = take_pages(job.limits.serial, job.pages);
        return pages &&
               make(job.limits, [&](const PieceSink& sink) { return add_text_layer(sources_.front(), *pages, sink); });
    }

    [[nodiscard]] bool stamp_for(const protocol::Stamp& job)
    {
        if (!take_source(job.limits.serial) || !take_source(job.limits.serial)) return false;
        const auto pages = take_pages(job.limits.serial, job.pages);
        return pages && make(job.limits, [&](const PieceSink& sink) { return stamp(job.words, *pages, sink); });
    }

private:
    /// Maps it at once, so that any number of files needs one descriptor.
    [[nodiscard]] bool take_source(std::uint64_t serial)
    {
        const auto arrived = channel_.receive_frame();
        if (!arrived || arrived->type != protocol::FrameType::source || !arrived->file.valid()) return false;
        const auto source = protocol::decode_source(arrived->body);
        if (!source || source->serial != serial) return false;
        auto file = MappedFile::map(arrived->file);
        if (!file) unreadable_ = true;
        mapped_.push_back(std::move(file));
        const std::string_view bytes = mapped_.back() ? mapped_.back()->bytes() : std::string_view();
        total_ += bytes.size();
        sources_.push_back({bytes, source->media_type, source->password});
        return true;
    }

    [[nodiscard]] std::optional<std::vector<ScannedPage>> take_pages(std::uint64_t serial, std::uint32_t count)
    {
        std::vector<ScannedPage> pages;
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto arrived = channel_.receive_frame();
            if (!arrived || arrived->type != protocol::FrameType::scanned) return {};
            auto scanned = protocol::decode_scanned(arrived->body);
            if (!scanned || scanned->serial != serial) return {};
            pages.push_back(std::move(scanned->page));
        }
        return pages;
    }

    /// A text layer, where there is one, comes first, so that the stamp is an update behind it.
    [[nodiscard]] Result<void> stamp(const std::string& words, const std::vector<ScannedPage>& pages, const PieceSink& sink)
    {
        SourceBytes source = sources_.at(0);
        std::string searchable;
        bool kept = true;
        if (!pages.empty()) {
            TRY(add_text_layer(source, pages, [&](std::string_view piece) {
                searchable += piece;
                return true;
            }));
            kept = source.media_type != "application/pdf" || searchable.starts_with(source.bytes);
            source = {searchable, "application/pdf", {}};
        }
        TRY_ASSIGN(StampOutcome outcome, add_stamp(source, sources_.at(1).bytes, words, sink));
        outcome.written_anew = outcome.written_anew || !kept;
        note_ = encode(outcome);
        return {};
    }

    template <class Work>
    [[nodiscard]] bool make(const protocol::MakeLimits& limits, const Work& work)
    {
        if (!limit_memory(limits.memory, total_) || !limit_time(limits.deadline)) {
            channel_.send(protocol::encode_bye());
            return false;
        }
        protocol::Made made;
        made.serial = limits.serial;
        if (unreadable_) {
            made.outcome = protocol::Outcome::bad_input;
            made.note = "a file cannot be mapped into memory";
            return channel_.send(protocol::encode(made));
        }
        PieceSender sender(channel_, limits);
        const auto result = work([&](std::string_view bytes) { return sender.add(bytes); });
        if (!result.ok()) {
            made.outcome = outcome_of(result.error().kind);
            made.note = protocol::shorten(clean_page_text(result.error().what.en), protocol::largest_value);
        } else if (!sender.flush()) {
            return false;
        }
        if (made.note.empty()) made.note = note_;
        made.size = sender.size();
        return channel_.send(protocol::encode(made));
    }

    JobChannel& channel_;
    std::vector<std::optional<MappedFile>> mapped_;
    std::vector<SourceBytes> sources_;
    std::uint64_t total_ = 0;
    bool unreadable_ = false;
    std::string note_;  ///< how it went
};

}  // namespace

void serve_making(JobChannel& channel)
{
    if (!channel.send(protocol::encode_hello())) return;
    while (const auto arrived = channel.receive_frame()) {
        Maker maker(channel);
        if (arrived->type == protocol::FrameType::assemble) {
            const auto job = protocol::decode_assemble(arrived->body);
            if (!job || !maker.assemble_for(*job)) return;
        } else if (arrived->type == protocol::FrameType::searchable) {
            const auto job = protocol::decode_searchable(arrived->body);
            if (!job || !maker.make_searchable_for(*job)) return;
        } else if (arrived->type == protocol::FrameType::stamp) {
            const auto job = protocol::decode_stamp(arrived->body);
            if (!job || !maker.stamp_for(*job)) return;
        } else {
            return;
        }
    }
}

}  // namespace fonds
