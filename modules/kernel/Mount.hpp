#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class MountState { absent, absent_from_fstab, ephemeral, mounted, present, remounted, unmounted };
template <>
struct Words<MountState> {
    static constexpr std::array words{
        std::pair{std::string_view("absent"), MountState::absent},
        std::pair{std::string_view("absent_from_fstab"), MountState::absent_from_fstab},
        std::pair{std::string_view("ephemeral"), MountState::ephemeral},
        std::pair{std::string_view("mounted"), MountState::mounted},
        std::pair{std::string_view("present"), MountState::present},
        std::pair{std::string_view("remounted"), MountState::remounted},
        std::pair{std::string_view("unmounted"), MountState::unmounted}};
};

struct MountArguments {
    std::string path;
    MountState state = MountState::present;
    std::optional<std::string> src;
    std::optional<std::string> fstype;
    std::optional<std::string> opts;
    bool opts_no_log = false;
    std::string dump = "0";
    std::string passno = "0";
    bool boot = true;
    std::string fstab = "/etc/fstab";
    bool backup = false;
};

/// A mount point, in fstab(5) and in the kernel.
/// https://docs.ansible.com/ansible/latest/collections/ansible/posix/mount_module.html
/// As there, `remounted` and `ephemeral` always change something, and `absent` minds only what is in fstab.
/// An entry of fstab with four or five fields counts like one with six.
class Mount final : public TypedModule<MountArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "mount"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Mounts file systems, now and at every start of the host";
    }
    [[nodiscard]] ArgumentList<MountArguments> table() const override;
    [[nodiscard]] Plan check(const MountArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
