// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ocr/tesseract_engine.hpp"

#include <algorithm>
#include <array>

#include <opencv2/imgproc.hpp>
#include <tesseract/baseapi.h>

#include "indexer/ocr/despeckle.hpp"
#include "indexer/ocr/page_checks.hpp"
#include "indexer/ocr/paper.hpp"
#include "indexer/ocr/skew.hpp"
#include "indexer/ocr/tesseract_lines.hpp"
#include "indexer/ocr/tesseract_pool.hpp"
#include "indexer/ocr/text_box.hpp"
#include "indexer/ocr/words.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

constexpr const char* default_tessdata = "/usr/share/tesseract-ocr/5/tessdata";
// The model of Chinese reads Chinese better alone, and Latin worse: a page that turns out to be Latin is read again.
constexpr const char* chinese = "chi_sim";
constexpr const char* latin = "eng+chi_sim";
constexpr double latin_below = 0.2;  // share of wide characters
constexpr std::array model_names{"chi_sim.traineddata", "eng.traineddata"};
constexpr std::uint64_t largest_model = 200'000'000;
// A page read with less confidence than this may lie another way.
constexpr float doubt = 0.75F;
// Longer pages are reduced: Tesseract's layout takes very long on them, and no text gains.
constexpr int longest_side = 6000;
// Below this, straightening would blur more than it helps.
constexpr float least_skew = 0.2F;

std::string models_in(const std::string& tessdata)
{
    return tessdata.empty() ? default_tessdata : tessdata;
}

Error no_models(std::string path)
{
    return error(ErrorKind::unavailable, say("Tesseract's models are missing: {}", "缺少 Tesseract 的模型:{}", {path}))
        .with_hint(say("Install the packages tesseract-ocr-chi-sim and tesseract-ocr-eng.",
                       "请安装软件包 tesseract-ocr-chi-sim 与 tesseract-ocr-eng。"))
        .at(std::move(path));
}

/// A page turned and straightened, and the way back.
struct Prepared {
    cv::Mat picture;
    cv::Matx23f straight_back;
    int turn = 0;
    float skew = 0;
    float factor = 1;  ///< pixels of the image a pixel of the picture
};

class TesseractEngine final : public OcrEngine {
public:
    explicit TesseractEngine(const std::vector<TessModel>& models) : chinese_(models, chinese), latin_(models, latin) {}

    [[nodiscard]] const std::string& name() const override { return name_; }
    [[nodiscard]] const std::string& version() const override { return version_; }
    [[nodiscard]] Result<OcrPage> recognise(const PageImage& image, const OcrRequest& request) override;
    /// Makes the first recognisers and reads a word with each: OpenMP and OpenCV look around in the system when they first
    /// work, and later a sandbox may forbid it.
    [[nodiscard]] Result<void> prepare()
    {
        PageImage word{320, 80, 1, 200, std::vector<std::uint8_t>(320 * 80, 255)};
        const cv::Mat view(word.height, word.width, CV_8UC1, word.pixels.data());
        cv::putText(view, "ready", cv::Point(20, 55), cv::FONT_HERSHEY_SIMPLEX, 1.5, cv::Scalar(0), 3);
        for (TesseractPool* const pool : {&chinese_, &latin_}) {
            TRY_ASSIGN(TesseractPool::Recogniser recogniser, pool->take());
            static_cast<void>(read(*recogniser, word, 0, {}));
            pool->give_back(std::move(recogniser));
        }
        return {};
    }

private:
    [[nodiscard]] static OcrPage read(tesseract::TessBaseAPI& recogniser, const PageImage& ink, int turn,
                                      const OcrRequest& request);
    [[nodiscard]] static OcrPage read_any_way(tesseract::TessBaseAPI& recogniser, const PageImage& ink,
                                              const OcrRequest& request);

    TesseractPool chinese_, latin_;
    std::string name_ = "tesseract";
    std::string version_ = std::string("Tesseract ") + tesseract::TessBaseAPI::Version() + ", chi_sim, eng";
};

constexpr double softness =
    0.5;  // four fields in 300 more are right; at 0.7 one more is, and words that stand alone are lost

Prepared prepared(const PageImage& ink, int turn)
{
    Prepared result;
    const PageImage upright = turned(ink, turn);
    cv::Mat page(upright.height, upright.width, CV_8UC1, const_cast<std::uint8_t*>(upright.pixels.data()));
    const int longer = std::max(page.cols, page.rows);
    cv::Mat smaller;
    if (longer > longest_side) {
        result.factor = static_cast<float>(longer) / longest_side;
        const auto side = [&](int length) {
            return std::max(1, static_cast<int>(static_cast<float>(length) / result.factor));
        };
        cv::resize(page, smaller, cv::Size(side(page.cols), side(page.rows)), 0, 0, cv::INTER_AREA);
        page = smaller;
    }
    result.turn = turn;
    result.skew = ink_rows(page).skew;
    page = softened(evened(despeckled(page)), ink.dpi / result.factor, softness);
    if (std::abs(result.skew) < least_skew) {
        result.skew = 0;
        result.straight_back = {1, 0, 0, 0, 1, 0};
        result.picture = page.data == upright.pixels.data() ? page.clone() : page;
    } else {
        result.picture = straightened(page, result.skew, result.straight_back);
    }
    return result;
}

OcrPage TesseractEngine::read(tesseract::TessBaseAPI& recogniser, const PageImage& ink, int turn, const OcrRequest& request)
{
    const Prepared page = prepared(ink, turn);
    // A page of unknown resolution is taken for one of A4.
    const float dpi = ink.dpi > 0 ? ink.dpi : static_cast<float>(std::max(ink.width, ink.height)) / 11.7F;
    const auto resolution = std::clamp(static_cast<int>(dpi / page.factor), 70, 1200);
    OcrPage result = tesseract_lines(recogniser, page.picture, resolution, request);
    result.turn = turn;
    result.skew = page.skew;
    for (OcrLine& line : result.lines)
        for (Point& corner : line.quad) {
            const cv::Vec2f straight = page.straight_back * cv::Vec3f(corner.x, corner.y, 1);
            corner = before_turn({straight[0] * page.factor, straight[1] * page.factor}, turn, ink.width, ink.height);
            corner.x = std::clamp(corner.x, 0.0F, static_cast<float>(ink.width));
            corner.y = std::clamp(corner.y, 0.0F, static_cast<float>(ink.height));
        }
    return result;
}

/// Characters that were read, weighed by how sure they are.
float yield_of(const OcrPage& page)
{
    float sum = 0;
    for (const OcrLine& line : page.lines)
        for (const OcrWord& word : line.words)
            sum += std::max(0.0F, word.confidence - 0.5F) * static_cast<float>(word.text.size());
    return sum;
}

/// Of the characters.
double share_of_wide(const OcrPage& page)
{
    std::size_t wide = 0, all = 0;
    for (const OcrLine& line : page.lines)
        for (const OcrWord& word : line.words)
            for (std::size_t i = 0; i < word.text.size(); ++i) {
                if ((static_cast<unsigned char>(word.text[i]) & 0xC0) == 0x80) continue;
                ++all;
                wide += is_wide(std::string_view(word.text).substr(i)) ? 1 : 0;
            }
    return all == 0 ? 0 : static_cast<double>(wide) / static_cast<double>(all);
}

OcrPage TesseractEngine::read_any_way(tesseract::TessBaseAPI& recogniser, const PageImage& ink, const OcrRequest& request)
{
    const cv::Mat page(ink.height, ink.width, CV_8UC1, const_cast<std::uint8_t*>(ink.pixels.data()));
    const bool sideways = ink_rows(page).sideways;
    OcrPage best = read(recogniser, ink, sideways ? 90 : 0, request);
    if (best.confidence >= doubt) return best;
    // Very bad scans stand upright, too: another way must yield clearly more.
    for (const int turn : sideways ? std::array{270, 0, 180} : std::array{180, 90, 270}) {
        if (!best.whole) break;
        OcrPage other = read(recogniser, ink, turn, request);
        if (yield_of(other) > 1.2F * yield_of(best)) best = std::move(other);
        if (best.confidence >= doubt) break;
    }
    return best;
}

Result<OcrPage> TesseractEngine::recognise(const PageImage& image, const OcrRequest& request)
{
    TRY(check_page(image));
    try {
        const PageImage ink = ink_of(image);
        TRY_ASSIGN(TesseractPool::Recogniser recogniser, chinese_.take());
        OcrPage page = read_any_way(*recogniser, ink, request);
        chinese_.give_back(std::move(recogniser));
        if (!page.whole || page.lines.empty() || share_of_wide(page) >= latin_below) return page;
        TRY_ASSIGN(recogniser, latin_.take());
        OcrPage again = read(*recogniser, ink, page.turn, request);
        latin_.give_back(std::move(recogniser));
        return again.whole && yield_of(again) > yield_of(page) ? std::move(again) : std::move(page);
    } catch (const std::exception& failure) {
        return error(ErrorKind::unavailable, say("Tesseract failed: {}", "Tesseract 出错:{}", {failure.what()}))
            .with_hint(
                say("This is most likely a lack of memory: run fewer jobs at once.", "很可能是内存不足:请减少并行任务数。"));
    }
}

}  // namespace

Result<void> look_for_tessdata(const std::string& tessdata)
{
    for (const char* const name : model_names) {
        std::string path = models_in(tessdata) + '/' + name;
        const auto info = posix_file_ops().info(path);
        if (!info || info->type != FileType::regular) return no_models(std::move(path));
    }
    return {};
}

Result<std::unique_ptr<OcrEngine>> open_tesseract(const std::string& tessdata)
{
    TRY(look_for_tessdata(tessdata));
    cv::setNumThreads(1);
    std::vector<TessModel> models;
    for (const char* const name : model_names) {
        std::string path = models_in(tessdata) + '/' + name;
        auto bytes = read_file(posix_file_ops(), path, largest_model);
        if (!bytes) return no_models(std::move(path));
        models.push_back({name, {bytes->begin(), bytes->end()}});
    }
    auto engine = std::make_unique<TesseractEngine>(models);
    TRY(engine->prepare());
    return std::unique_ptr<OcrEngine>(std::move(engine));
}

}  // namespace fonds
