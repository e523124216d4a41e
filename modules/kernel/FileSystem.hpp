#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

struct FileSystemArguments {
    std::string dev;
    std::optional<std::string> fstype;
    Presence state = Presence::present;
    bool force = false;
    bool resizefs = false;
    std::optional<std::string> opts;
};

/// A file system (or swap, or a physical volume of LVM) on a device. What is there is asked of blkid; it is
/// replaced only with force.
/// https://docs.ansible.com/ansible/latest/collections/community/general/filesystem_module.html
class FileSystem final : public TypedModule<FileSystemArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "filesystem"; }
    [[nodiscard]] std::string_view summary() const override { return "Makes file systems on devices"; }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<FileSystemArguments> table() const override;
    [[nodiscard]] Plan check(const FileSystemArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
