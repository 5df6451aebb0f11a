// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/pdf_tail.hpp"

#include <istream>
#include <new>
#include <ostream>
#include <streambuf>

#include <podofo/podofo.h>

namespace fonds {

namespace {

/// Reads the mapped file; PoDoFo's own input from memory copies it.
class MappedInput final : public std::streambuf {
public:
    explicit MappedInput(std::string_view bytes)
    {
        char* const begin = const_cast<char*>(bytes.data());  // only read: there is no put area
        setg(begin, begin, begin + bytes.size());
    }

private:
    pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override
    {
        const off_type size = egptr() - eback();
        const off_type base = from == std::ios_base::beg ? 0 : from == std::ios_base::cur ? gptr() - eback() : size;
        if (offset < -base || offset > size - base) return pos_type(off_type(-1));
        setg(eback(), eback() + base + offset, egptr());
        return base + offset;
    }
    pos_type seekpos(pos_type position, std::ios_base::openmode mode) override
    {
        return seekoff(off_type(position), std::ios_base::beg, mode);
    }
};

/// Takes what PoDoFo writes: compares the old bytes, which it copies first, and keeps the rest.
class TailOutput final : public std::streambuf {
public:
    explicit TailOutput(std::string_view before) : before_(before) {}
    [[nodiscard]] bool prefix_kept() const { return kept_ && at_ >= before_.size(); }
    [[nodiscard]] std::string take() && { return std::move(tail_); }

private:
    std::streamsize xsputn(const char* text, std::streamsize count) override
    {
        std::string_view bytes(text, static_cast<std::size_t>(count));
        if (at_ < before_.size()) {
            const std::string_view old = bytes.substr(0, before_.size() - at_);
            kept_ = kept_ && before_.substr(at_, old.size()) == old;
            at_ += old.size();
            bytes.remove_prefix(old.size());
        }
        at_ += bytes.size();
        tail_ += bytes;
        return count;
    }
    int_type overflow(int_type c) override
    {
        const char byte = traits_type::to_char_type(c);
        if (!traits_type::eq_int_type(c, traits_type::eof())) xsputn(&byte, 1);
        return traits_type::not_eof(c);
    }
    /// Only asked where it is.
    pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override
    {
        const bool here = offset == 0 && from != std::ios_base::beg;
        return here ? pos_type(static_cast<off_type>(at_)) : pos_type(off_type(-1));
    }

    std::string_view before_;
    std::string tail_;
    std::size_t at_ = 0;
    bool kept_ = true;
};

/// What stands before the header, as a byte order mark, does not count in the offsets of a file (ISO 32000-1, H.3, 13).
std::string_view from_header(std::string_view bytes)
{
    constexpr std::size_t reach = 1024;
    const auto header = bytes.substr(0, reach).find("%PDF-");
    return header == std::string_view::npos ? bytes : bytes.substr(header);
}

}  // namespace

std::string tail_of_update(std::string_view bytes, const std::function<bool(PoDoFo::PdfMemDocument&)>& change)
{
    try {
        PoDoFo::PdfError::EnableLogging(false);
        PoDoFo::PdfError::EnableDebug(false);
        bytes = from_header(bytes);
        MappedInput mapped(bytes);
        std::istream input(&mapped);
        PoDoFo::PdfMemDocument document;
        document.LoadFromDevice(PoDoFo::PdfRefCountedInputDevice(new PoDoFo::PdfInputDevice(&input)), true);
        if (!change(document)) return {};
        TailOutput tail(bytes);
        std::ostream output(&tail);
        PoDoFo::PdfOutputDevice device(&output);
        document.WriteUpdate(&device);
        if (!tail.prefix_kept()) return {};
        return std::move(tail).take();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const PoDoFo::PdfError& problem) {
        if (problem.GetError() == PoDoFo::ePdfError_OutOfMemory) throw std::bad_alloc();
        return {};
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace fonds
