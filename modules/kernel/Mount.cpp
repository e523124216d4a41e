#include "modules/kernel/Mount.hpp"

#include "modules/kernel/MountLook.hpp"

#include <fmt/format.h>

namespace modules {

ArgumentList<MountArguments> Mount::table() const {
    ArgumentList<MountArguments> list;
    list.add("path", &MountArguments::path, "the mount point; none for swap space",
             {.need = Need::required, .aliases = {"name"}, .path = true})
        .add("state", &MountArguments::state,
             "mounted: in fstab and in the kernel; present: in fstab; ephemeral: in the kernel only",
             {.need = Need::required})
        .add("src", &MountArguments::src, "a device, UUID=…, LABEL=…, a server's directory", {.path = true})
        .add("fstype", &MountArguments::fstype, "the type of the file system")
        .add("opts", &MountArguments::opts, "options as fstab has them (default: defaults)")
        .add("opts_no_log", &MountArguments::opts_no_log, "the options hold a secret: never show them")
        .add("dump", &MountArguments::dump, "fstab's fifth field")
        .add("passno", &MountArguments::passno, "fstab's sixth field: the order of checks at the start")
        .add("boot", &MountArguments::boot, "no: add noauto")
        .add("fstab", &MountArguments::fstab, "another file in fstab's place", {.path = true})
        .add("backup", &MountArguments::backup, "keep a dated copy of the old fstab");
    return list;
}

Plan Mount::check(const MountArguments& wanted, const HostView& host, const CallOptions& options) const {
    const bool mounts = wanted.state == MountState::mounted || wanted.state == MountState::present ||
                        wanted.state == MountState::ephemeral;
    if (mounts && (!wanted.src || !wanted.fstype))
        throw Failure(fmt::format("mount: with state {} both src and fstype are needed, and {} {} missing",
                                  Field<MountState>::to(wanted.state).as_text(),
                                  wanted.src      ? "fstype"
                                  : wanted.fstype ? "src"
                                                  : "both",
                                  wanted.src || wanted.fstype ? "is" : "are"));
    return MountLook(wanted, host, options).plan();
}

}  // namespace modules
