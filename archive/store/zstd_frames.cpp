// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/zstd_frames.hpp"

#include <memory>
#include <new>

#include <zstd.h>

#include "archive/store/little_endian.hpp"

namespace fonds {

namespace {

constexpr int level = 3;
constexpr std::uint32_t skippable_magic = 0x184D2A5F;
/// No block of a frame (3 bytes at least) holds more than 128 KiB.
constexpr std::uint64_t most_per_byte = 128 * 1024 / 3;
constexpr std::uint64_t largest = 1ULL << 30;

/// One for each thread: making a context asks the processor for its features, which a virtual machine answers slowly.
ZSTD_DCtx* unpacking_context()
{
    struct Free {
        void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
    };
    static thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
    if (!context) throw std::bad_alloc();
    return context.get();
}

}  // namespace

struct FramePacker::Context {
    Context() : handle(ZSTD_createCCtx())
    {
        if (handle == nullptr) throw std::bad_alloc();
        ZSTD_CCtx_setParameter(handle, ZSTD_c_compressionLevel, level);
        ZSTD_CCtx_setParameter(handle, ZSTD_c_checksumFlag, 1);
    }
    ~Context() { ZSTD_freeCCtx(handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    ZSTD_CCtx* handle;
};

FramePacker::FramePacker() : context_(std::make_unique<Context>()) {}
FramePacker::~FramePacker() = default;

Result<std::string> FramePacker::pack(std::string_view bytes)
{
    if (bytes.size() > largest)
        return error(ErrorKind::bad_input, say("The text is larger than {} bytes", "文本超过 {} 字节", {largest}));
    std::string frame(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress2(context_->handle, frame.data(), frame.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0)
        return error(ErrorKind::internal, say("Cannot compress: {}", "无法压缩:{}", {ZSTD_getErrorName(size)}));
    frame.resize(size);
    return frame;
}

std::optional<std::string> unpack_frame(std::string_view frame, std::uint64_t size)
{
    if (size > largest || size > frame.size() * most_per_byte) return std::nullopt;
    if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size) return std::nullopt;
    if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size()) return std::nullopt;
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (ZSTD_decompressDCtx(unpacking_context(), bytes.data(), bytes.size(), frame.data(), frame.size()) != size)
        return std::nullopt;
    return bytes;
}

std::optional<FrameSize> first_frame(std::string_view bytes)
{
    const std::size_t packed = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
    const unsigned long long unpacked = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (ZSTD_isError(packed) != 0 || unpacked > largest) return std::nullopt;
    return FrameSize{packed, unpacked};
}

std::string skippable_header(std::uint32_t payload_size)
{
    std::string header;
    put_u32(header, skippable_magic);
    put_u32(header, payload_size);
    return header;
}

std::optional<std::uint32_t> skippable_payload(std::string_view header)
{
    LittleEndianReader reader(header);
    const std::uint32_t magic = reader.u32();
    const std::uint32_t size = reader.u32();
    if (!reader.ok() || magic != skippable_magic) return std::nullopt;
    return size;
}

}  // namespace fonds
