// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume/deflate.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include <zlib.h>

namespace fonds {

namespace {

constexpr std::size_t room = 1 << 18;
constexpr int without_header = -MAX_WBITS;

Error no_memory()
{
    return error(ErrorKind::unavailable, say("There is not enough memory to compress", "内存不足,无法压缩"));
}

Bytef* bytes_of(std::string_view bytes)
{
    return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write to its input
}

}  // namespace

std::uint32_t crc32_after(std::uint32_t crc, std::string_view bytes)
{
    return static_cast<std::uint32_t>(::crc32_z(crc, bytes_of(bytes), bytes.size()));
}

struct Deflater::State {
    z_stream stream{};
    bool ready = false;
    std::string out = std::string(room, '\0');

    Result<void> run(std::string_view bytes, int flush, const ByteSink& sink)
    {
        if (!ready) return no_memory();
        while (!bytes.empty() || flush == Z_FINISH) {
            const std::size_t now = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
            stream.next_in = bytes_of(bytes);
            stream.avail_in = static_cast<uInt>(now);
            bytes.remove_prefix(now);
            int code = Z_OK;
            do {
                stream.next_out = reinterpret_cast<Bytef*>(out.data());
                stream.avail_out = static_cast<uInt>(out.size());
                code = ::deflate(&stream, bytes.empty() ? flush : Z_NO_FLUSH);
                const std::size_t count = out.size() - stream.avail_out;
                if (count != 0) TRY(sink(std::string_view(out).substr(0, count)));
            } while (stream.avail_out == 0);
            if (code == Z_STREAM_END) return {};
        }
        return {};
    }
};

Deflater::Deflater(DeflateLevel level) : state_(std::make_unique<State>())
{
    const int number = level == DeflateLevel::quick ? 1 : 6;
    state_->ready = ::deflateInit2(&state_->stream, number, Z_DEFLATED, without_header, 8, Z_DEFAULT_STRATEGY) == Z_OK;
}

Deflater::~Deflater()
{
    if (state_ && state_->ready) ::deflateEnd(&state_->stream);
}

Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;

Result<void> Deflater::add(std::string_view bytes, const ByteSink& sink)
{
    return state_->run(bytes, Z_NO_FLUSH, sink);
}

Result<void> Deflater::finish(const ByteSink& sink)
{
    return state_->run({}, Z_FINISH, sink);
}

struct Inflater::State {
    z_stream stream{};
    bool ready = false, ended = false;
    std::string out = std::string(room, '\0');
};

Inflater::Inflater() : state_(std::make_unique<State>())
{
    state_->ready = ::inflateInit2(&state_->stream, without_header) == Z_OK;
}

Inflater::~Inflater()
{
    if (state_ && state_->ready) ::inflateEnd(&state_->stream);
}

Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

bool Inflater::ended() const
{
    return state_->ended;
}

Result<void> Inflater::add(std::string_view bytes, const ByteSink& sink)
{
    const auto damaged = [] { return error(ErrorKind::fixity, say("The compressed bytes are damaged", "压缩数据已损坏")); };
    if (!state_->ready) return no_memory();
    while (!bytes.empty()) {
        if (state_->ended) return damaged();
        const std::size_t now = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
        state_->stream.next_in = bytes_of(bytes);
        state_->stream.avail_in = static_cast<uInt>(now);
        do {
            state_->stream.next_out = reinterpret_cast<Bytef*>(state_->out.data());
            state_->stream.avail_out = static_cast<uInt>(state_->out.size());
            const int code = ::inflate(&state_->stream, Z_NO_FLUSH);
            const std::size_t count = state_->out.size() - state_->stream.avail_out;
            if (count != 0) TRY(sink(std::string_view(state_->out).substr(0, count)));
            if (code == Z_STREAM_END)
                state_->ended = true;
            else if (code == Z_MEM_ERROR)
                return no_memory();
            else if (code != Z_OK && code != Z_BUF_ERROR)
                return damaged();
        } while (!state_->ended && (state_->stream.avail_in != 0 || state_->stream.avail_out == 0));
        bytes.remove_prefix(now - state_->stream.avail_in);
    }
    return {};
}

}  // namespace fonds
