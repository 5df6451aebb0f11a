// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/core/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "schema/core/file_ops.hpp"

namespace fonds {

Result<Fd> memory_file(const std::string& name, std::string_view bytes)
{
    Fd file(::memfd_create(name.c_str(), MFD_CLOEXEC));
    if (!file.valid()) return system_error(errno, "Cannot make a temporary file", "无法创建临时文件", name);
    TRY(posix_file_ops().write(file, bytes, name));
    if (::lseek(file.get(), 0, SEEK_SET) != 0)
        return system_error(errno, "Cannot make a temporary file", "无法创建临时文件", name);
    return file;
}

}  // namespace fonds
