// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/catalog/faulty_vfs.hpp"

#include <new>

#include <sqlite3.h>

namespace fonds::test {

namespace {

struct Plan {
    Fault fault = Fault::no_space;
    int left = 0;
    bool armed = false;
    bool struck = false;
} plan;

/// Is it the turn of this operation to fail?
bool strikes(bool concerned)
{
    if (!plan.armed || !concerned) return false;
    if (plan.left > 0 && --plan.left > 0) return false;
    plan.struck = true;
    return true;
}

/// What SQLite allocates for a file: ours, and the system's file behind it.
struct File {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file)->real();
}
const sqlite3_io_methods& methods(sqlite3_file* file)
{
    return *real(file)->pMethods;
}

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at)
{
    if (strikes(plan.fault == Fault::read)) return SQLITE_IOERR_READ;
    return methods(file).xRead(real(file), bytes, size, at);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at)
{
    if (strikes(plan.fault == Fault::no_space)) return SQLITE_FULL;
    if (strikes(plan.fault == Fault::torn_write)) {
        methods(file).xWrite(real(file), bytes, size / 2, at);
        return SQLITE_IOERR_WRITE;
    }
    return methods(file).xWrite(real(file), bytes, size, at);
}

int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    if (strikes(plan.fault == Fault::torn_write)) return SQLITE_IOERR_TRUNCATE;
    return methods(file).xTruncate(real(file), size);
}

int sync(sqlite3_file* file, int flags)
{
    if (strikes(plan.fault == Fault::sync)) return SQLITE_IOERR_FSYNC;
    return methods(file).xSync(real(file), flags);
}

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags)
{
    auto* system = static_cast<sqlite3_vfs*>(vfs->pAppData);
    static const sqlite3_io_methods ours{
        2,
        [](sqlite3_file* f) { return methods(f).xClose(real(f)); },
        read,
        write,
        truncate,
        sync,
        [](sqlite3_file* f, sqlite3_int64* size) { return methods(f).xFileSize(real(f), size); },
        [](sqlite3_file* f, int level) { return methods(f).xLock(real(f), level); },
        [](sqlite3_file* f, int level) { return methods(f).xUnlock(real(f), level); },
        [](sqlite3_file* f, int* reserved) { return methods(f).xCheckReservedLock(real(f), reserved); },
        [](sqlite3_file* f, int op, void* argument) { return methods(f).xFileControl(real(f), op, argument); },
        [](sqlite3_file* f) { return methods(f).xSectorSize(real(f)); },
        [](sqlite3_file* f) { return methods(f).xDeviceCharacteristics(real(f)); },
        [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
            return methods(f).xShmMap(real(f), page, size, extend, out);
        },
        [](sqlite3_file* f, int offset, int n, int how) { return methods(f).xShmLock(real(f), offset, n, how); },
        [](sqlite3_file* f) { methods(f).xShmBarrier(real(f)); },
        [](sqlite3_file* f, int remove) { return methods(f).xShmUnmap(real(f), remove); },
        nullptr,
        nullptr,
    };
    auto* mine = new (file) File{};
    const int code = system->xOpen(system, path, mine->real(), flags, out_flags);
    mine->base.pMethods = mine->real()->pMethods != nullptr ? &ours : nullptr;
    return code;
}

}  // namespace

const std::string& FaultyVfs::name()
{
    static const std::string registered = [] {
        static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
        vfs.pAppData = sqlite3_vfs_find(nullptr);
        vfs.szOsFile += static_cast<int>(sizeof(File));
        vfs.zName = "faulty";
        vfs.pNext = nullptr;
        vfs.xOpen = open;
        sqlite3_vfs_register(&vfs, 0);
        return std::string("faulty");
    }();
    return registered;
}

void FaultyVfs::arm(Fault fault, int nth)
{
    plan = {fault, nth, nth > 0, false};
}

bool FaultyVfs::struck()
{
    return plan.struck;
}

}  // namespace fonds::test
