// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/onnx_runtime.hpp"

#include <utility>

#include <dlfcn.h>

#include "indexer/ocr/pinned_models.hpp"

namespace fonds {

namespace {

void be_silent(void*, onnx::LoggingLevel, const char*, const char*, const char*, const char*) {}

Error not_loadable(const std::string& library, const std::string& reason)
{
    return error(ErrorKind::unavailable, say("the runtime of the recognition engine cannot be loaded: {}",
                                             "无法加载文字识别引擎的运行库:{}", {reason}))
        .with_hint(models_hint())
        .at(library);
}

Error failed(const std::string& reason)
{
    return error(ErrorKind::unavailable,
                 say("the runtime of the recognition engine failed: {}", "文字识别引擎的运行库出错:{}", {reason}))
        .with_hint(
            say("This is most likely a lack of memory: run fewer jobs at once.", "很可能是内存不足:请减少并行任务数。"));
}

}  // namespace

Result<std::shared_ptr<OnnxRuntime>> OnnxRuntime::load(const std::string& library)
{
    void* const handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    const auto reason = [] {
        const char* const text = ::dlerror();
        return std::string(text != nullptr ? text : "?");
    };
    if (handle == nullptr) return not_loadable(library, reason());
    const auto base_of = reinterpret_cast<const onnx::ApiBase* (*)()>(::dlsym(handle, "OrtGetApiBase"));
    if (base_of == nullptr) return not_loadable(library, reason());
    const onnx::ApiBase* const base = base_of();
    std::shared_ptr<OnnxRuntime> runtime(new OnnxRuntime);
    runtime->table_ = base->get_api(onnx::api_version);
    if (runtime->table_ == nullptr) return not_loadable(library, "OrtApi 17");
    runtime->version_ = base->version();
    std::string failure = runtime->failure(onnx::CreateEnvWithLogger::of(runtime->table_)(
        be_silent, nullptr, onnx::log_fatal, "fonds", &runtime->environment_));
    if (failure.empty()) {
        failure = runtime->failure(
            onnx::CreateCpuMemoryInfo::of(runtime->table_)(onnx::allocator_arena, onnx::memory_default, &runtime->memory_));
    }
    if (!failure.empty()) return not_loadable(library, failure);
    return runtime;
}

OnnxRuntime::~OnnxRuntime()
{
    if (memory_ != nullptr) onnx::ReleaseMemoryInfo::of(table_)(memory_);
    if (environment_ != nullptr) onnx::ReleaseEnv::of(table_)(environment_);
}

std::string OnnxRuntime::failure(onnx::Status* status) const
{
    if (status == nullptr) return {};
    const char* const message = onnx::GetErrorMessage::of(table_)(status);
    std::string text = message != nullptr && *message != '\0' ? message : "?";
    onnx::ReleaseStatus::of(table_)(status);
    return text;
}

OnnxTensor::~OnnxTensor()
{
    if (value_ != nullptr) onnx::ReleaseValue::of(runtime_->table())(value_);
}

OnnxTensor::OnnxTensor(OnnxTensor&& other) noexcept
    : shape(std::move(other.shape)), values(other.values), runtime_(std::move(other.runtime_)),
      value_(std::exchange(other.value_, nullptr))
{
}

Result<std::unique_ptr<OnnxModel>> OnnxModel::open(std::shared_ptr<OnnxRuntime> runtime, std::string_view model)
{
    void* const* const table = runtime->table();
    std::unique_ptr<OnnxModel> result(new OnnxModel(runtime));
    onnx::SessionOptions* options = nullptr;
    std::string failure = runtime->failure(onnx::CreateSessionOptions::of(table)(&options));
    if (!failure.empty()) return failed(failure);
    const auto release = onnx::ReleaseSessionOptions::of(table);
    const std::unique_ptr<onnx::SessionOptions, decltype(release)> owner(options, release);
    const auto attempt = [&](onnx::Status* status) { failure += runtime->failure(status); };
    // One thread means the caller's own. Shapes change from line to line: remembering a plan for each would only cost
    // memory.
    attempt(onnx::SetIntraOpThreads::of(table)(options, 1));
    attempt(onnx::SetInterOpThreads::of(table)(options, 1));
    attempt(onnx::SetExecutionMode::of(table)(options, onnx::run_sequential));
    attempt(onnx::DisableMemoryPattern::of(table)(options));
    attempt(onnx::SetGraphOptimisation::of(table)(options, onnx::optimise_all));
    if (!failure.empty()) return failed(failure);
    attempt(onnx::CreateSessionFromArray::of(table)(runtime->environment(), model.data(), model.size(), options,
                                                    &result->session_));
    if (!failure.empty()) return failed(failure);
    onnx::Allocator* allocator = nullptr;
    attempt(onnx::GetDefaultAllocator::of(table)(&allocator));
    if (!failure.empty()) return failed(failure);
    const auto take = [&](std::string& to, char* name) {
        if (name == nullptr) return;
        to = name;
        attempt(onnx::AllocatorFree::of(table)(allocator, name));
    };
    char* name = nullptr;
    attempt(onnx::GetInputName::of(table)(result->session_, 0, allocator, &name));
    take(result->input_, std::exchange(name, nullptr));
    attempt(onnx::GetOutputName::of(table)(result->session_, 0, allocator, &name));
    take(result->output_, name);
    if (!failure.empty()) return failed(failure);
    return result;
}

OnnxModel::~OnnxModel()
{
    if (session_ != nullptr) onnx::ReleaseSession::of(runtime_->table())(session_);
}

Result<OnnxTensor> OnnxModel::run(std::span<float> input, std::span<const std::int64_t> shape) const
{
    void* const* const table = runtime_->table();
    onnx::Value* value = nullptr;
    std::string failure = runtime_->failure(onnx::CreateTensorOverData::of(table)(
        runtime_->memory(), input.data(), input.size_bytes(), shape.data(), shape.size(), onnx::element_float, &value));
    if (!failure.empty()) return failed(failure);
    const OnnxTensor argument(runtime_, value);
    const char* const input_name = input_.c_str();
    const char* const output_name = output_.c_str();
    onnx::Value* output = nullptr;
    failure = runtime_->failure(onnx::Run::of(table)(session_, nullptr, &input_name, &value, 1, &output_name, 1, &output));
    if (!failure.empty()) return failed(failure);

    OnnxTensor result(runtime_, output);
    onnx::ShapeInfo* info = nullptr;
    failure = runtime_->failure(onnx::GetShape::of(table)(output, &info));
    if (!failure.empty()) return failed(failure);
    const auto release = onnx::ReleaseShape::of(table);
    const std::unique_ptr<onnx::ShapeInfo, decltype(release)> owner(info, release);
    const auto attempt = [&](onnx::Status* status) { failure += runtime_->failure(status); };
    onnx::ElementType type{};
    std::size_t dimensions = 0;
    void* data = nullptr;
    attempt(onnx::GetElementType::of(table)(info, &type));
    attempt(onnx::GetDimensionCount::of(table)(info, &dimensions));
    result.shape.resize(dimensions);
    attempt(onnx::GetDimensions::of(table)(info, result.shape.data(), dimensions));
    attempt(onnx::GetTensorData::of(table)(output, &data));
    if (failure.empty() && type != onnx::element_float) failure = "element type";
    if (!failure.empty()) return failed(failure);
    std::size_t count = 1;
    for (const std::int64_t length : result.shape) count *= static_cast<std::size_t>(length);
    result.values = {static_cast<const float*>(data), count};
    return result;
}

}  // namespace fonds
