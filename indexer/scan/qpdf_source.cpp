// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/qpdf_source.hpp"

#include <exception>
#include <new>

#include <qpdf/Buffer.hh>
#include <qpdf/BufferInputSource.hh>
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

}  // namespace

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
