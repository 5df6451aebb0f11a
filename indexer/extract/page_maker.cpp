// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_maker.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "indexer/extract/make_protocol.hpp"
#include "indexer/extract/scan_protocol.hpp"
#include "indexer/extract/worker_process.hpp"

namespace fonds {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds start_grace{10'000};
constexpr std::uint64_t serial = 1;  // a worker makes one document

Error broke_off(const std::string& why)
{
    return error(ErrorKind::unavailable, say("making the document broke off ({})", "生成文档的过程中断({})", {why}))
        .with_hint(say("try again; if it happens again, a file it is made from is damaged",
                       "请重试;若再次发生,则所用的文件已损坏"));
}

Error took_too_long(const PageMaker& maker)
{
    return error(ErrorKind::unavailable,
                 say("making the document took longer than {} s", "生成文档超过 {} 秒", {maker.deadline.count() / 1000}));
}

Error too_large(const PageMaker& maker)
{
    return error(ErrorKind::bad_input,
                 say("the document would have more than {} bytes", "生成的文档将超过 {} 字节", {maker.largest}));
}

/// What the worker says in English alone, in both languages.
Text in_both_languages(const std::string& note)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> known{
        {{"the file is neither a PDF nor an image", "该文件既不是 PDF 也不是图像"},
         {"the file cannot take a stamp", "该文件无法加盖归档章"},
         {"the file cannot take a text layer", "该文件无法加入文本层"},
         {"the file is damaged", "该文件已损坏"},
         {"the file cannot be taken apart", "该文件无法拆分"},
         {"not enough memory for the file", "内存不足以处理该文件"},
         {"the result is too large", "结果过大"}}};
    for (const auto& [en, zh] : known)
        if (note == en) return say(en, zh);
    return say("{}", "{}", {note});
}

Result<void> result_of(const protocol::Made& made)
{
    switch (made.outcome) {
    case protocol::Outcome::ok: return {};
    case protocol::Outcome::refused:
        return error(ErrorKind::refused, say("a file it is made from needs a password", "所用的文件需要密码"))
            .with_hint(say("give its password", "请提供密码"));
    case protocol::Outcome::no_page:
        return error(ErrorKind::not_found, say("there is no such page: {}", "没有这一页:{}", {made.note}));
    case protocol::Outcome::bad_input:
    case protocol::Outcome::too_large: break;
    }
    const Text why = in_both_languages(made.note);
    return error(ErrorKind::bad_input,
                 {fill("the document cannot be made: {}", {why.en}), fill("无法生成文档:{}", {why.zh})});
}

/// One worker that makes one document.
class Making {
public:
    explicit Making(const PageMaker& maker) : maker_(maker) {}

    [[nodiscard]] Result<void> start()
    {
        TRY_ASSIGN(worker_, WorkerProcess::start(maker_.program, {"--make"}));
        deadline_ = SteadyClock::now() + start_grace;
        auto greeting = next_frame();
        if (!greeting.ok() || greeting->type != protocol::FrameType::hello)
            return error(ErrorKind::unavailable, say("the scan worker does not start", "扫描识别进程无法启动"))
                .at(maker_.program);
        deadline_ = SteadyClock::now() + maker_.deadline;
        return {};
    }

    [[nodiscard]] protocol::MakeLimits limits() const { return {serial, maker_.memory, maker_.deadline, maker_.largest}; }

    /// What the worker did not take is noticed when its answer is waited for.
    void send(std::string_view frame, int descriptor = -1)
    {
        good_ = good_ && worker_.send_waiting(frame, descriptor, deadline_);
    }

    void send(const PageSource& source) { send_source(source.file, source.media_type, source.password); }

    void send_source(const Fd& file, const std::string& media_type, const std::string& password)
    {
        protocol::Source frame;
        frame.serial = serial;
        frame.media_type = protocol::shorten(media_type, protocol::largest_name);
        frame.password = password.substr(0, protocol::largest_password);
        send(protocol::encode(frame), file.get());
    }

    void send(const std::vector<const ScannedPage*>& pages)
    {
        for (const ScannedPage* const page : pages) {
            protocol::Scanned frame;
            frame.serial = serial;
            frame.page = *page;
            send(protocol::encode(frame));
        }
    }

    [[nodiscard]] Result<void> take(const ByteSink& sink)
    {
        std::uint64_t size = 0;
        for (;;) {
            TRY_ASSIGN(const Frame frame, next_frame());
            if (frame.type == protocol::FrameType::made) {
                const auto made = protocol::decode_made(frame.body);
                const bool whole = made && made->serial == serial &&
                                   (made->outcome != protocol::Outcome::ok || (made->size == size && size > 0));
                if (!whole) return broken();
                note_ = made->note;
                return result_of(*made);
            }
            const auto data = frame.type == protocol::FrameType::data ? protocol::decode_data(frame.body) : std::nullopt;
            if (!data || data->serial != serial) return broken();
            size += data->bytes.size();
            if (size > maker_.largest) return too_large(maker_);
            const auto before = SteadyClock::now();
            TRY(sink(data->bytes));
            deadline_ += SteadyClock::now() - before;  // a slow disk is not the document's fault
        }
    }

    /// What the worker said of the document it has made.
    [[nodiscard]] const std::string& note() const { return note_; }

    static Error broken() { return broke_off("the scan worker broke the protocol"); }

private:
    struct Frame {
        protocol::FrameType type{};
        std::string body;
    };

    [[nodiscard]] Result<Frame> next_frame()
    {
        for (;;) {
            if (buffer_.size() >= protocol::header_size) {
                const auto header = protocol::decode_header(buffer_);
                if (!header || !is_answer(header->type)) return broken();
                const std::size_t whole = protocol::header_size + header->size;
                if (buffer_.size() >= whole) {
                    Frame frame{header->type, buffer_.substr(protocol::header_size, header->size)};
                    buffer_.erase(0, whole);
                    return frame;
                }
            }
            switch (worker_.receive(buffer_)) {
            case WorkerProcess::Received::bytes: continue;
            case WorkerProcess::Received::closed: return broke_off(describe_wait_status(worker_.end()));
            case WorkerProcess::Received::nothing_yet: break;
            }
            if (!good_) return broke_off("the scan worker does not listen");
            TRY(wait());
        }
    }

    static bool is_answer(protocol::FrameType type)
    {
        return type == protocol::FrameType::hello || type == protocol::FrameType::data || type == protocol::FrameType::made;
    }

    [[nodiscard]] Result<void> wait()
    {
        constexpr std::int64_t longest_wait = 60'000;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - SteadyClock::now()).count();
        if (left <= 0) return took_too_long(maker_);
        pollfd readable{worker_.socket(), POLLIN, 0};
        ::poll(&readable, 1, static_cast<int>(std::min<std::int64_t>(left, longest_wait)));
        return {};
    }

    const PageMaker& maker_;
    WorkerProcess worker_;
    std::string buffer_;
    std::string note_;
    SteadyClock::time_point deadline_{};
    bool good_ = true;
};

/// The others have nothing to lay over a page.
std::vector<const ScannedPage*> pages_with_words(const std::vector<ScannedPage>& scans)
{
    std::vector<const ScannedPage*> wanted;
    for (const ScannedPage& page : scans)
        if (page.number >= 1 && !page.lines.empty()) wanted.push_back(&page);
    return wanted;
}

Error no_such_page(std::int32_t page)
{
    return error(ErrorKind::not_found, say("There is no page {}", "没有第 {} 页", {page}));
}

}  // namespace

Result<void> assemble_pages(const PageMaker& maker, const std::vector<PageSource>& sources,
                            const std::vector<PagePick>& picks, const ByteSink& sink)
{
    Making making(maker);
    protocol::Assemble frame;
    frame.limits = making.limits();
    frame.sources = static_cast<std::uint32_t>(sources.size());
    for (const PagePick& pick : picks) {
        if (pick.source >= sources.size() || pick.page < 1) return no_such_page(pick.page);
        const std::int32_t turn = (pick.turn % 360 + 360) % 360;
        if (turn % 90 != 0)
            return error(ErrorKind::usage,
                         say("Pages are turned by 90, 180 or 270 degrees", "页面只能旋转 90、180 或 270 度"));
        frame.picks.push_back({static_cast<std::uint32_t>(pick.source), static_cast<std::uint32_t>(pick.page),
                               static_cast<std::uint32_t>(turn)});
    }
    const std::string head = protocol::encode(frame);
    if (picks.empty()) return error(ErrorKind::usage, say("A document has a page at least", "文档至少要有一页"));
    if (sources.size() > protocol::most_sources || head.size() > protocol::largest_assemble)
        return error(ErrorKind::bad_input, say("These are too many pages for one document", "页数过多,无法合成一个文档"));
    TRY(making.start());
    making.send(head);
    for (const PageSource& source : sources) making.send(source);
    return making.take(sink);
}

Result<void> make_searchable(const PageMaker& maker, const PageSource& source, const std::vector<ScannedPage>& scans,
                             const ByteSink& sink)
{
    Making making(maker);
    TRY(making.start());
    const auto wanted = pages_with_words(scans);
    making.send(protocol::encode(protocol::Searchable{making.limits(), static_cast<std::uint32_t>(wanted.size())}));
    making.send(source);
    making.send(wanted);
    return making.take(sink);
}

Result<StampOutcome> make_stamped(const PageMaker& maker, const PageSource& source, const Fd& drawing,
                                  const std::string& words, const std::vector<ScannedPage>& scans, const ByteSink& sink)
{
    Making making(maker);
    TRY(making.start());
    const auto wanted = pages_with_words(scans);
    making.send(protocol::encode(protocol::Stamp{making.limits(), static_cast<std::uint32_t>(wanted.size()),
                                                 std::string(protocol::shorten(words, protocol::largest_value))}));
    making.send(source);
    making.send_source(drawing, "application/pdf", {});
    making.send(wanted);
    TRY(making.take(sink));
    if (const auto outcome = decode_stamp_outcome(making.note())) return *outcome;
    return Making::broken();
}

}  // namespace fonds
