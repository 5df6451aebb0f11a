// SPDX-License-Identifier: GPL-3.0-or-later
// What every object store does, whatever it keeps its bytes in.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "archive/store/object_store.hpp"

namespace fonds::test {

/// An open file with these bytes, read from the beginning.
[[nodiscard]] Fd source_of(const std::string& bytes);

/// One batch of these byte strings, from add to finish.
void store_all(ObjectStore& store, const std::vector<std::string>& contents);
/// The bytes of an object as `read` hands them out; fails the test when it reports an error.
[[nodiscard]] std::string bytes_of(ObjectStore& store, const Digest& digest);
/// The hex digests of all objects, as `for_each` visits them.
[[nodiscard]] std::vector<std::string> digests_in(ObjectStore& store);

/// Runs the suite. `fresh` gives an empty store; called once for each section.
void check_object_store(const std::function<std::unique_ptr<ObjectStore>()>& fresh);

}  // namespace fonds::test
