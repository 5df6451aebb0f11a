// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/ppocr_engine.hpp"

#include <opencv2/core.hpp>

#include "indexer/ocr/page_checks.hpp"
#include "indexer/ocr/page_reader.hpp"
#include "indexer/ocr/pinned_models.hpp"

namespace fonds {

namespace {

class PpOcrEngine final : public OcrEngine {
public:
    PpOcrEngine(TextDetector detector, LineReader reader, LineDirection direction, std::string version)
        : pages_(std::move(detector), std::move(reader), std::move(direction)), version_(std::move(version))
    {
    }

    [[nodiscard]] const std::string& name() const override { return name_; }
    [[nodiscard]] const std::string& version() const override { return version_; }

    [[nodiscard]] Result<OcrPage> recognise(const PageImage& image, const OcrRequest& request) override
    {
        TRY(check_page(image));
        try {
            return pages_.read(image, request);
        } catch (const std::exception& failure) {  // OpenCV's, or no memory
            return error(ErrorKind::unavailable,
                         say("the recognition engine failed: {}", "文字识别引擎出错:{}", {failure.what()}))
                .with_hint(say("This is most likely a lack of memory: run fewer jobs at once.",
                               "很可能是内存不足:请减少并行任务数。"));
        }
    }

private:
    PageReader pages_;
    std::string name_ = "ppocr";
    std::string version_;
};

}  // namespace

Result<std::unique_ptr<OcrEngine>> open_ppocr(const std::string& models)
{
    TRY(look_for_models(models));
    cv::setNumThreads(1);
    TRY(read_model(models, ModelFile::runtime));  // verified; the loader maps it by itself
    TRY_ASSIGN(const std::shared_ptr<OnnxRuntime> runtime,
               OnnxRuntime::load(models + '/' + std::string(pinned_files()[0].name)));
    const auto open = [&](ModelFile file) -> Result<std::unique_ptr<OnnxModel>> {
        TRY_ASSIGN(const std::string bytes, read_model(models, file));
        return OnnxModel::open(runtime, bytes);
    };
    TRY_ASSIGN(std::unique_ptr<OnnxModel> detection, open(ModelFile::detection));
    TRY_ASSIGN(std::unique_ptr<OnnxModel> recognition, open(ModelFile::recognition));
    TRY_ASSIGN(std::unique_ptr<OnnxModel> direction, open(ModelFile::direction));
    TRY_ASSIGN(const std::string keys, read_model(models, ModelFile::keys));
    return std::unique_ptr<OcrEngine>(new PpOcrEngine(
        TextDetector(std::move(detection)), LineReader(std::move(recognition), keys), LineDirection(std::move(direction)),
        std::string(pinned_models_version) + ", ONNX Runtime " + runtime->version()));
}

}  // namespace fonds
