// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/tesseract_pool.hpp"

#include <algorithm>

#include <tesseract/baseapi.h>

namespace fonds {

namespace {

// Tesseract's reader of files takes no argument of ours.
thread_local const std::vector<TessModel>* models_to_read = nullptr;

bool read_model(const char* path, std::vector<char>* bytes)
{
    if (models_to_read == nullptr || path == nullptr) return false;
    const std::string_view wanted(path);
    const auto found =
        std::ranges::find_if(*models_to_read, [&](const TessModel& model) { return wanted.ends_with('/' + model.name); });
    if (found == models_to_read->end()) return false;
    *bytes = found->bytes;
    return true;
}

}  // namespace

TesseractPool::TesseractPool(std::vector<TessModel> models, std::string languages)
    : models_(std::move(models)), languages_(std::move(languages))
{
}

TesseractPool::~TesseractPool() = default;

Result<TesseractPool::Recogniser> TesseractPool::make() const
{
    auto recogniser = std::make_unique<tesseract::TessBaseAPI>();
    models_to_read = &models_;
    const std::vector<std::string> names{"debug_file"}, values{"/dev/null"};
    const int failed = recogniser->Init("/", 0, languages_.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values,
                                        false, read_model);
    models_to_read = nullptr;
    if (failed != 0) {
        return error(ErrorKind::unavailable, say("Tesseract refuses its models", "Tesseract 无法使用其模型"))
            .with_hint(say("Install the packages tesseract-ocr-chi-sim and tesseract-ocr-eng again.",
                           "请重新安装软件包 tesseract-ocr-chi-sim 与 tesseract-ocr-eng。"));
    }
    return recogniser;
}

Result<TesseractPool::Recogniser> TesseractPool::take()
{
    {
        const std::lock_guard lock(mutex_);
        if (!waiting_.empty()) {
            Recogniser recogniser = std::move(waiting_.back());
            waiting_.pop_back();
            return recogniser;
        }
    }
    return make();
}

void TesseractPool::give_back(Recogniser recogniser)
{
    recogniser->Clear();
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(recogniser));
}

}  // namespace fonds
