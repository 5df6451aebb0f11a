// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/pinned_models.hpp"

#include "schema/core/digest.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

std::string path_of(const std::string& folder, const PinnedFile& file)
{
    return folder + '/' + std::string(file.name);
}

Error unfit(std::string path, std::string_view en, std::string_view zh)
{
    return error(ErrorKind::unavailable, say(en, zh, {path})).with_hint(models_hint()).at(std::move(path));
}

Result<void> look_for(const std::string& folder, const PinnedFile& file)
{
    const std::string path = path_of(folder, file);
    const auto info = posix_file_ops().info(path);
    if (!info || info->type != FileType::regular) {
        return unfit(path, "a file of the recognition engine is missing: {}", "缺少文字识别引擎的文件:{}");
    }
    if (info->size != file.size) {
        return unfit(path, "a file of the recognition engine is incomplete or of another version: {}",
                     "文字识别引擎的文件不完整或版本不符:{}");
    }
    return {};
}

}  // namespace

const std::array<PinnedFile, 5>& pinned_files()
{
    static constexpr std::array<PinnedFile, 5> files{{
#if defined(__aarch64__)
        {ModelFile::runtime, "libonnxruntime.so", 34606912,
         "cfc800d4438f15e8d9017521326776ca7117d8783cb847ccccc2fc61ac4d540f"},
#else
        {ModelFile::runtime, "libonnxruntime.so", 27026609,
         "4b3607aebd1784b26b6f9b20e4bd974c7ab8287043e4d095cb7d2cb40b5e566e"},
#endif
        {ModelFile::detection, "ch_PP-OCRv4_det_infer.onnx", 4745517,
         "30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff"},
        {ModelFile::recognition, "ch_PP-OCRv4_rec_infer.onnx", 10822323,
         "06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0"},
        {ModelFile::direction, "ch_ppocr_mobile_v2.0_cls_infer.onnx", 578966,
         "491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640"},
        {ModelFile::keys, "ppocr_keys_v1.txt", 26249, "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7"},
    }};
    return files;
}

Text models_hint()
{
    return say("Run `fonds ocr setup` to install the recognition engine.", "请运行 `fonds ocr setup` 安装文字识别引擎。");
}

Result<void> look_for_models(const std::string& folder)
{
    if (folder.empty()) {
        return error(ErrorKind::unavailable,
                     say("no folder of the recognition engine is configured", "未配置文字识别引擎的目录"))
            .with_hint(models_hint());
    }
    for (const PinnedFile& file : pinned_files()) TRY(look_for(folder, file));
    return {};
}

Result<std::string> read_model(const std::string& folder, ModelFile file)
{
    const PinnedFile& pinned = pinned_files()[static_cast<std::size_t>(file)];
    TRY(look_for(folder, pinned));
    std::string path = path_of(folder, pinned);
    auto bytes = read_file(posix_file_ops(), path, pinned.size);
    if (!bytes) return unfit(path, "a file of the recognition engine cannot be read: {}", "无法读取文字识别引擎的文件:{}");
    if (Digest::of(*bytes).hex() != pinned.sha256) {
        return unfit(path, "a file of the recognition engine is damaged: {}", "文字识别引擎的文件已损坏:{}");
    }
    return std::move(*bytes);
}

}  // namespace fonds
