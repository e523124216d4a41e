#pragma once

#include "modules/system/HostControl.hpp"

#include <memory>
#include <string>
#include <vector>

namespace modules {

/// What is to come out of an archive, and where to.
struct Extraction {
    /// The archive, on the host.
    std::string archive;
    /// The directory that its members go below.
    std::string dest;
    std::vector<std::string> include;
    std::vector<std::string> exclude;
    std::vector<std::string> extra_options;
    /// Leave files that are newer than those in the archive.
    bool keep_newer = false;
    /// Owner, group or mode are given apart from the archive, so that they may differ from what it says.
    bool own_user = false;
    bool own_group = false;
    bool own_mode = false;
};

/// An archive of one kind, as it lies on a host.
class Archive {
  public:
    virtual ~Archive() = default;
    /// Ansible's word for the kind: TgzArchive, ZipArchive, …
    [[nodiscard]] virtual std::string kind() const = 0;
    /// The members that are to come out, directories with a slash at the end.
    [[nodiscard]] virtual std::vector<std::string> members() const = 0;
    /// Where the directory differs from them, a line each; empty when all is there as in the archive.
    [[nodiscard]] virtual std::vector<std::string> differences() const = 0;
    [[nodiscard]] virtual Command extracting() const = 0;
};

/// By the archive's first bytes. Throws Failure where nobody can read it.
std::unique_ptr<Archive> open_archive(const Extraction& wanted, const HostView& host);

}  // namespace modules
