// SPDX-License-Identifier: GPL-3.0-or-later
// ONNX Runtime, loaded while running: models as functions from one tensor to one tensor. It creates no thread, reads no file
// once a model is there, and prints nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "indexer/ocr/onnx_table.hpp"
#include "schema/core/result.hpp"

namespace fonds {

class OnnxRuntime {
public:
    /// `library` is verified by the caller. ErrorKind::unavailable where it cannot be loaded. It stays loaded.
    [[nodiscard]] static Result<std::shared_ptr<OnnxRuntime>> load(const std::string& library);
    ~OnnxRuntime();
    OnnxRuntime(const OnnxRuntime&) = delete;
    OnnxRuntime& operator=(const OnnxRuntime&) = delete;

    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] void* const* table() const { return table_; }
    [[nodiscard]] const onnx::Env* environment() const { return environment_; }
    [[nodiscard]] const onnx::MemoryInfo* memory() const { return memory_; }
    /// The message of a failed call, which is released; empty after success.
    [[nodiscard]] std::string failure(onnx::Status* status) const;

private:
    OnnxRuntime() = default;

    void* const* table_ = nullptr;
    std::string version_;
    onnx::Env* environment_ = nullptr;
    onnx::MemoryInfo* memory_ = nullptr;
};

/// Numbers with their shape, owned by the runtime.
class OnnxTensor {
public:
    OnnxTensor(std::shared_ptr<OnnxRuntime> runtime, onnx::Value* value) : runtime_(std::move(runtime)), value_(value) {}
    ~OnnxTensor();
    OnnxTensor(OnnxTensor&& other) noexcept;
    OnnxTensor& operator=(OnnxTensor&&) = delete;

    std::vector<std::int64_t> shape;
    std::span<const float> values;

private:
    std::shared_ptr<OnnxRuntime> runtime_;
    onnx::Value* value_ = nullptr;
};

/// Safe to use from several threads at once.
class OnnxModel {
public:
    /// `model`: the bytes of the file; not needed afterwards. ErrorKind::unavailable where the runtime refuses it.
    [[nodiscard]] static Result<std::unique_ptr<OnnxModel>> open(std::shared_ptr<OnnxRuntime> runtime,
                                                                 std::string_view model);
    ~OnnxModel();
    OnnxModel(const OnnxModel&) = delete;
    OnnxModel& operator=(const OnnxModel&) = delete;

    /// `input` has as many numbers as `shape` says. ErrorKind::unavailable when the runtime fails (memory, most likely).
    [[nodiscard]] Result<OnnxTensor> run(std::span<float> input, std::span<const std::int64_t> shape) const;

private:
    explicit OnnxModel(std::shared_ptr<OnnxRuntime> runtime) : runtime_(std::move(runtime)) {}

    std::shared_ptr<OnnxRuntime> runtime_;
    onnx::Session* session_ = nullptr;
    std::string input_, output_;
};

}  // namespace fonds
