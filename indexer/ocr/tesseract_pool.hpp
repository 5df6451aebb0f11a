// SPDX-License-Identifier: GPL-3.0-or-later
// Tesseract's recognisers: each serves one thread at a time.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "schema/core/result.hpp"

namespace tesseract {
class TessBaseAPI;
}

namespace fonds {

/// The files of models, by name.
struct TessModel {
    std::string name;
    std::vector<char> bytes;
};

/// Safe to use from several threads at once.
class TesseractPool {
public:
    using Recogniser = std::unique_ptr<tesseract::TessBaseAPI>;

    explicit TesseractPool(std::vector<TessModel> models, std::string languages);
    ~TesseractPool();

    /// One that waits, or a new one.
    [[nodiscard]] Result<Recogniser> take();
    void give_back(Recogniser recogniser);

private:
    [[nodiscard]] Result<Recogniser> make() const;

    std::vector<TessModel> models_;
    std::string languages_;
    std::mutex mutex_;
    std::vector<Recogniser> waiting_;
};

}  // namespace fonds
