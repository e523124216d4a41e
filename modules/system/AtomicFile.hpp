#pragma once

#include "modules/system/Descriptor.hpp"
#include "modules/system/HostControl.hpp"

namespace modules {

/// A file in the making: a temporary file beside `path` that only its owner reads, which takes the place of
/// what is there in one step, with that file's owner, mode and extended attributes where nothing else is
/// asked for. Whoever opens `path` sees the old content or the new, never a part. An unfinished one leaves
/// nothing behind.
class AtomicFile {
  public:
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void append(std::string_view bytes);
    void finish(const Ownership& ownership);

  private:
    void take_ownership(const Ownership& ownership);
    void keep_extended_attributes();
    [[noreturn]] void fail(int error) const;

    std::string path_;
    std::string temporary_;
    Descriptor file_;
};

}  // namespace modules
