// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/qpdf_source.hpp"

#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>

#include <qpdf/Buffer.hh>
#include <qpdf/BufferInputSource.hh>
#include <qpdf/InputSource.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFWriter.hh>

namespace fonds {

namespace {

class SinkPipeline final : public Pipeline {
public:
    explicit SinkPipeline(const PieceSink& sink) : Pipeline("result", nullptr), sink_(sink) {}
    void write(unsigned char const* data, std::size_t size) override
    {
        if (size > 0 && !sink_({reinterpret_cast<const char*>(data), size})) throw OutputStopped{};
    }
    void finish() override {}

private:
    const PieceSink& sink_;
};

/// Two pieces of memory, one behind the other.
class TwoPieces final : public InputSource {
public:
    TwoPieces(std::string_view first, std::string_view second) : first_(first), second_(second) {}

    qpdf_offset_t findAndSkipNextEOL() override
    {
        while (at_ < size() && byte(at_) != '\n' && byte(at_) != '\r') ++at_;
        const std::size_t found = at_;
        while (at_ < size() && (byte(at_) == '\n' || byte(at_) == '\r')) ++at_;
        return static_cast<qpdf_offset_t>(found);
    }
    std::string const& getName() const override { return name_; }
    qpdf_offset_t tell() override { return static_cast<qpdf_offset_t>(at_); }
    void seek(qpdf_offset_t offset, int whence) override
    {
        const auto base = static_cast<qpdf_offset_t>(whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at_ : size());
        if (offset < -base) throw std::runtime_error("before the beginning");
        at_ = static_cast<std::size_t>(base + offset);
    }
    void rewind() override { at_ = 0; }
    std::size_t read(char* to, std::size_t length) override
    {
        last_offset = tell();
        std::size_t done = 0;
        for (; done < length && at_ < size(); ++done) to[done] = byte(at_++);
        return done;
    }
    void unreadCh(char) override { at_ -= at_ > 0 ? 1 : 0; }

private:
    [[nodiscard]] std::size_t size() const { return first_.size() + second_.size(); }
    [[nodiscard]] char byte(std::size_t at) const { return at < first_.size() ? first_[at] : second_[at - first_.size()]; }

    std::string_view first_, second_;
    std::size_t at_ = 0;
    const std::string name_ = "result";
};

}  // namespace

std::unique_ptr<QPDF> open_updated_with_qpdf(std::string_view bytes, std::string_view update)
{
    auto document = std::make_unique<QPDF>();
    document->setSuppressWarnings(true);
    document->processInputSource(std::make_shared<TwoPieces>(bytes, update));
    return document;
}

std::unique_ptr<QPDF> open_with_qpdf(std::string_view bytes, const std::string& password)
try {
    auto document = std::make_unique<QPDF>();
    document->setSuppressWarnings(true);
    // qpdf only reads them.
    auto* const begin = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
    auto buffer = std::make_unique<Buffer>(begin, bytes.size());
    auto input = std::make_shared<BufferInputSource>("source", buffer.get(), true);
    static_cast<void>(buffer.release());  // the input's
    document->processInputSource(input, password.empty() ? nullptr : password.c_str());
    return document;
} catch (const QPDFExc& problem) {
    // A document that needs no password opens with any.
    if (password.empty() || problem.getErrorCode() != qpdf_e_password) throw;
    return open_with_qpdf(bytes, {});
}

void write_with_qpdf(QPDF& document, const std::string& least_version, const PieceSink& sink)
{
    SinkPipeline output(sink);
    QPDFWriter writer(document);
    writer.setOutputPipeline(&output);
    writer.setPreserveEncryption(false);
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.setObjectStreamMode(qpdf_o_disable);  // any reader, in any year
    writer.setMinimumPDFVersion(least_version);
    writer.setDeterministicID(true);
    writer.write();
}

std::string written_anew(std::string_view bytes, const std::string& password)
{
    const auto document = open_with_qpdf(bytes, password);
    std::string result;
    write_with_qpdf(*document, document->getPDFVersion(), [&](std::string_view piece) {
        result += piece;
        return true;
    });
    return result;
}

Result<void> catching_qpdf(const std::string& name, const std::function<Result<void>()>& work)
{
    try {
        return work();
    } catch (const OutputStopped&) {
        return error(ErrorKind::unavailable, say("the result is too large", "结果过大"));
    } catch (const QPDFExc& problem) {
        if (problem.getErrorCode() == qpdf_e_password)
            return error(ErrorKind::refused, say("{} needs a password", "{} 需要密码", {name}));
        return error(ErrorKind::bad_input, say("{} is damaged", "{} 已损坏", {name}));
    } catch (const std::bad_alloc&) {
        return error(ErrorKind::unavailable, say("not enough memory for {}", "内存不足以处理 {}", {name}));
    } catch (const std::exception&) {
        return error(ErrorKind::bad_input, say("{} cannot be taken apart", "{} 无法拆分", {name}));
    }
}

}  // namespace fonds
