#pragma once

#include "modules/system/HostView.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// What is mounted where.
struct MountedFileSystem {
    /// The mount point.
    std::string place;
    /// A device or a server's directory.
    std::string source;
    /// Where the same is to be seen since before: what a bind mount shows. Empty where nowhere.
    std::string bound;
};

/// The kernel's table of what this process sees mounted (/proc/self/mountinfo, proc(5)), in the order of
/// mounting.
class MountTable {
  public:
    explicit MountTable(const HostView& host);
    explicit MountTable(std::string_view mountinfo);

    /// What one sees at a mount point: the last that was mounted there; nothing where it is none.
    [[nodiscard]] std::optional<MountedFileSystem> at(std::string_view place) const;

  private:
    std::vector<MountedFileSystem> mounted_;
};

}  // namespace modules
