// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of ONNX Runtime's C interface (OrtApi, version 17) that are called here. The table only ever grows at its end,
// so that a place in it means the same in every later runtime.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fonds::onnx {

// Opaque: the runtime alone knows what is in them.
struct Status;
struct Env;
struct Session;
struct SessionOptions;
struct RunOptions;
struct Value;
struct MemoryInfo;
struct ShapeInfo;
struct Allocator;

/// What the one exported symbol, OrtGetApiBase, returns.
struct ApiBase {
    void* const* (*get_api)(std::uint32_t version);  ///< null where the runtime is older than that
    const char* (*version)();
};

inline constexpr std::uint32_t api_version = 17;

enum LoggingLevel : int { log_fatal = 4 };
enum ExecutionMode : int { run_sequential = 0 };
enum GraphOptimisation : int { optimise_all = 99 };
enum ElementType : int { element_float = 1 };
enum AllocatorKind : int { allocator_arena = 1 };
enum MemoryKind : int { memory_default = 0 };

using Log = void (*)(void* own, LoggingLevel, const char* category, const char* id, const char* where, const char* message);

/// A function of the table: its place and its type. A Status that is not null is an error, to be released.
template <std::size_t place_, class Function>
struct Entry {
    static Function of(void* const* table) { return reinterpret_cast<Function>(table[place_]); }
};

using GetErrorMessage = Entry<2, const char* (*)(const Status*)>;
using CreateEnvWithLogger = Entry<4, Status* (*)(Log, void* own, LoggingLevel, const char* id, Env**)>;
using CreateSessionFromArray =
    Entry<8, Status* (*)(const Env*, const void* model, std::size_t size, const SessionOptions*, Session**)>;
using Run = Entry<9, Status* (*)(Session*, const RunOptions*, const char* const* inputs, const Value* const* values,
                                 std::size_t count, const char* const* outputs, std::size_t output_count, Value**)>;
using CreateSessionOptions = Entry<10, Status* (*)(SessionOptions**)>;
using SetExecutionMode = Entry<13, Status* (*)(SessionOptions*, ExecutionMode)>;
using DisableMemoryPattern = Entry<17, Status* (*)(SessionOptions*)>;
using SetGraphOptimisation = Entry<23, Status* (*)(SessionOptions*, GraphOptimisation)>;
using SetIntraOpThreads = Entry<24, Status* (*)(SessionOptions*, int)>;
using SetInterOpThreads = Entry<25, Status* (*)(SessionOptions*, int)>;
using GetInputName = Entry<36, Status* (*)(const Session*, std::size_t index, Allocator*, char**)>;
using GetOutputName = Entry<37, Status* (*)(const Session*, std::size_t index, Allocator*, char**)>;
using CreateTensorOverData = Entry<49, Status* (*)(const MemoryInfo*, void* data, std::size_t bytes,
                                                   const std::int64_t* shape, std::size_t dimensions, ElementType, Value**)>;
using GetTensorData = Entry<51, Status* (*)(Value*, void**)>;
using GetElementType = Entry<60, Status* (*)(const ShapeInfo*, ElementType*)>;
using GetDimensionCount = Entry<61, Status* (*)(const ShapeInfo*, std::size_t*)>;
using GetDimensions = Entry<62, Status* (*)(const ShapeInfo*, std::int64_t*, std::size_t)>;
using GetShape = Entry<65, Status* (*)(const Value*, ShapeInfo**)>;
using CreateCpuMemoryInfo = Entry<69, Status* (*)(AllocatorKind, MemoryKind, MemoryInfo**)>;
using AllocatorFree = Entry<76, Status* (*)(Allocator*, void*)>;
using GetDefaultAllocator = Entry<78, Status* (*)(Allocator**)>;
using ReleaseEnv = Entry<92, void (*)(Env*)>;
using ReleaseStatus = Entry<93, void (*)(Status*)>;
using ReleaseMemoryInfo = Entry<94, void (*)(MemoryInfo*)>;
using ReleaseSession = Entry<95, void (*)(Session*)>;
using ReleaseValue = Entry<96, void (*)(Value*)>;
using ReleaseShape = Entry<99, void (*)(ShapeInfo*)>;
using ReleaseSessionOptions = Entry<100, void (*)(SessionOptions*)>;

}  // namespace fonds::onnx
