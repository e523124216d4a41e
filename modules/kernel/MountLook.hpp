#pragma once

#include "modules/kernel/FileSystemTable.hpp"
#include "modules/kernel/Mount.hpp"
#include "modules/kernel/MountTable.hpp"
#include "modules/system/HostControl.hpp"

namespace modules {

/// One look of the `mount` module.
class MountLook {
  public:
    MountLook(const MountArguments& wanted, const HostView& host, const CallOptions& options);
    [[nodiscard]] Plan plan();

  private:
    void add_facts();
    void add_to_table();
    void remove_from_table();
    void write_table(const FileSystemTable& table);
    void make_directories();
    void mount_as_in_table();
    void mount_once();
    void unmount();
    void remount(std::string_view failure);
    void remove_directory();
    /// Is there what shall be there? Of a bind mount only if it shows the right directory.
    [[nodiscard]] bool is_mounted() const;
    [[nodiscard]] bool has_wanted_source() const;
    [[nodiscard]] std::vector<std::string> mount_command() const;
    void change_state(std::string_view before, std::string_view after,
                      std::function<Outcome(HostControl&)> action);

    const MountArguments& wanted_;
    const HostView& host_;
    const CallOptions& options_;
    FileSystemEntry entry_;
    std::optional<MountedFileSystem> mounted_;
    /// fstab before it is changed, for when a mount fails; nothing where there is none.
    std::optional<std::string> table_before_;
    std::vector<std::string> new_directories_;
    Plan plan_;
};

}  // namespace modules
