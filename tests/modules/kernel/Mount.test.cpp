#include "modules/kernel/Mount.hpp"

#include "modules/kernel/FileSystemTable.hpp"
#include "modules/kernel/MountTable.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace modules;

namespace {

const Mount mount_module;

const std::string root_line = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";
const std::string fstab = "# the disks\n/dev/sda1 / ext4 errors=remount-ro 0 1\n\n";

/// A host whose mount and umount do what they say to /proc/self/mountinfo.
class MountingHost {
  public:
    MountingHost() {
        host.add_file("/etc/fstab", fstab).add_directory("/mnt/data").add_directory("/srv/shown");
        show(root_line);
        host.on_run("mount", {}, [this](const Command& command) { return mounted(command.arguments); });
        host.on_run("umount", {}, [this](const Command& command) {
            const std::size_t line = info.rfind(" " + command.arguments.back() + " ");
            const std::size_t start = info.rfind('\n', line) + 1;
            show(info.substr(0, start) + info.substr(info.find('\n', line) + 1));
            return ProcessResult{};
        });
        host.on_run("rmdir", {}, [this](const Command& command) {
            host.remove(command.arguments.back());
            return ProcessResult{};
        });
    }

    void show(const std::string& text) {
        info = text;
        host.add_file("/proc/self/mountinfo", info);
    }
    [[nodiscard]] std::vector<std::string> commands() const {
        std::vector<std::string> lines;
        for (const Command& command : host.ran()) {
            lines.push_back(command.program);
            for (const std::string& argument : command.arguments)
                lines.back() += ' ' + argument;
        }
        return lines;
    }

    FakeHost host;
    std::string info;
    bool refuses = false;
    bool refuses_remount = false;

  private:
    ProcessResult mounted(const std::vector<std::string>& arguments) {
        const bool remounts =
            std::any_of(arguments.begin(), arguments.end(),
                        [](const std::string& argument) { return argument.starts_with("remount"); });
        if (refuses || (remounts && refuses_remount))
            return ProcessResult{32, "", "mount: " + arguments.back() + ": no such device.\n", false};
        if (remounts) return {};
        const std::string& place = arguments.back();
        // Without a source mount(8) asks fstab.
        const std::string table = host.content("/etc/fstab");
        const bool binds = table.find("/srv/shown " + place) != std::string::npos;
        show(info + (binds ? "40 22 8:1 /srv/shown " + place + " rw - ext4 /dev/sda1 rw\n"
                           : "40 22 8:17 / " + place + " rw - ext4 /dev/sdb1 rw\n"));
        return {};
    }
};

Map wanted(const char* state) {
    return {{"path", "/mnt/data"}, {"src", "/dev/sdb1"}, {"fstype", "ext4"}, {"state", state}};
}

}  // namespace

TEST_CASE("an entry is put into fstab, where it stood or at the end, and nothing is mounted") {
    MountingHost mounting;
    FakeHost& host = mounting.host;
    const ModuleResult result = converges(mount_module, wanted("present"), host);
    CHECK(host.content("/etc/fstab") == fstab + "/dev/sdb1 /mnt/data ext4 defaults 0 0\n");
    CHECK(to_json(result.data) ==
          R"({"name": "/mnt/data", "opts": "defaults", "dump": "0", "passno": "0", "fstab": "/etc/fstab", )"
          R"("boot": "yes", "backup_file": "", "src": "/dev/sdb1", "fstype": "ext4"})");
    Map other = wanted("present");
    other.set("opts", "noatime");
    other.set("passno", 2);
    other.set("boot", false);
    other.set("backup", true);
    const ModuleResult changed = converges(mount_module, other, host);
    CHECK(host.content("/etc/fstab") == fstab + "/dev/sdb1 /mnt/data ext4 noatime,noauto 0 2\n");
    CHECK(host.content(Value(changed.data).text_of("backup_file")) ==
          fstab + "/dev/sdb1 /mnt/data ext4 defaults 0 0\n");
    CHECK(mounting.commands().empty());
}

TEST_CASE("an entry that says the same in other words is left as it is") {
    MountingHost mounting;
    mounting.host.add_file("/etc/fstab", "/dev/sdb1\t/mnt/data   ext4 defaults # four fields\n");
    already_converged(mount_module, wanted("present"), mounting.host);
    Map slashed = wanted("present");
    slashed.set("path", "/mnt/data/");
    already_converged(mount_module, slashed, mounting.host);
}

TEST_CASE("blanks in names are escaped, and swap space is known by its source") {
    MountingHost mounting;
    FakeHost& host = mounting.host;
    host.add_file("/etc/fstab", "/dev/sdc1 none swap sw 0 0\n");
    converges(
        mount_module,
        Map{{"path", "/mnt/my data"}, {"src", "//server/my share"}, {"fstype", "cifs"}, {"state", "present"}},
        host);
    converges(mount_module,
              Map{{"path", "none"}, {"src", "/dev/sdd1"}, {"fstype", "swap"}, {"state", "present"}}, host);
    CHECK(host.content("/etc/fstab") ==
          "/dev/sdc1 none swap sw 0 0\n//server/my\\040share /mnt/my\\040data cifs defaults 0 0\n"
          "/dev/sdd1 none swap defaults 0 0\n");
    converges(mount_module, Map{{"path", "none"}, {"src", "/dev/sdc1"}, {"state", "absent_from_fstab"}},
              host);
    CHECK(host.content("/etc/fstab").find("sdc1") == std::string::npos);
    CHECK(unescaped_field(escaped_field("a b\t#\\c")) == "a b\t#\\c");
}

TEST_CASE("what is mounted stands in fstab and in the kernel, on a directory that is made") {
    MountingHost mounting;
    FakeHost& host = mounting.host;
    Map arguments = wanted("mounted");
    arguments.set("path", "/mnt/new/data");
    converges(mount_module, arguments, host);
    CHECK(host.is_directory("/mnt/new/data"));
    CHECK(host.content("/etc/fstab") == fstab + "/dev/sdb1 /mnt/new/data ext4 defaults 0 0\n");
    CHECK(mounting.commands() == std::vector<std::string>{"mount /mnt/new/data"});
    // Only mounted by hand: fstab follows, and the mount takes its options.
    arguments.set("opts", "noatime");
    converges(mount_module, arguments, host);
    CHECK(mounting.commands().back() == "mount -o remount /mnt/new/data");
}

TEST_CASE("a file system that cannot be remounted is unmounted and mounted") {
    MountingHost mounting;
    mounting.refuses_remount = true;
    mounting.show(root_line + "40 22 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n");
    converges(mount_module, wanted("mounted"), mounting.host);
    CHECK(mounting.commands() ==
          std::vector<std::string>{"mount -o remount /mnt/data", "umount /mnt/data", "mount /mnt/data"});
}

TEST_CASE("a mount that fails leaves fstab and directories as they were") {
    MountingHost mounting;
    FakeHost& host = mounting.host;
    mounting.refuses = true;
    Map arguments = wanted("mounted");
    arguments.set("path", "/mnt/new/data");
    CHECK(applied(mount_module, arguments, host).failure ==
          "Error mounting /mnt/new/data: mount: /mnt/new/data: no such device.");
    CHECK(host.content("/etc/fstab") == fstab);
    CHECK(!host.exists("/mnt/new"));
    arguments.set("fstab", "/etc/other-fstab");
    CHECK(applied(mount_module, arguments, host).failure);
    CHECK(mounting.commands()[mounting.commands().size() - 3] == "mount -T /etc/other-fstab /mnt/new/data");
    CHECK(!host.exists("/etc/other-fstab"));
}

TEST_CASE("a bind mount is there only if it shows the right directory") {
    MountingHost mounting;
    const Map arguments{{"path", "/mnt/data"},
                        {"src", "/srv/shown"},
                        {"fstype", "none"},
                        {"opts", "bind"},
                        {"state", "mounted"}};
    mounting.show(root_line + "40 22 8:1 /srv/other /mnt/data rw - ext4 /dev/sda1 rw\n");
    converges(mount_module, arguments, mounting.host);
    CHECK(mounting.commands() == std::vector<std::string>{"mount /mnt/data"});
    const std::optional<MountedFileSystem> shown = MountTable(mounting.host).at("/mnt/data");
    REQUIRE(shown);
    CHECK(shown->bound == "/srv/shown");
}

TEST_CASE("the kernel's table tells where a part of a file system is to be seen") {
    const MountTable table(root_line + "30 22 0:35 / /tmp rw - tmpfs tmpfs rw\n"
                                       "31 30 0:35 /aaa /srv/b\\040c rw master:2 - tmpfs tmpfs rw\n"
                                       "32 22 8:1 /home /export rw - ext4 /dev/sda1 rw\n"
                                       "33 22 0:40 /@home /home rw - btrfs /dev/sdc rw\n"
                                       "34 22 0:40 /@other /other rw - btrfs /dev/sdc rw\n"
                                       "damaged line\n");
    CHECK(table.at("/tmp")->bound.empty());
    CHECK(table.at("/srv/b c")->bound == "/tmp/aaa");
    CHECK(table.at("/export")->bound == "/home");
    CHECK(table.at("/other")->source == "/dev/sdc");
    CHECK(table.at("/other")->bound.empty());
    CHECK(!table.at("/none"));
}

TEST_CASE("what is absent is unmounted, out of fstab, and its directory goes if it is empty") {
    MountingHost mounting;
    FakeHost& host = mounting.host;
    host.add_file("/etc/fstab", fstab + "/dev/sdb1 /mnt/data ext4 defaults 0 0\n");
    mounting.show(root_line + "40 22 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n");
    const Map absent{{"path", "/mnt/data"}, {"state", "absent"}};
    converges(mount_module, absent, host);
    CHECK(host.content("/etc/fstab") == fstab);
    CHECK(mounting.commands() == std::vector<std::string>{"umount /mnt/data", "rmdir /mnt/data"});
    CHECK(!host.exists("/mnt/data"));

    // What is not in fstab is not absent's business.
    host.add_directory("/mnt/data");
    mounting.show(root_line + "40 22 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n");
    already_converged(mount_module, absent, host);
    host.add_file("/etc/fstab", "/dev/sdb1 /mnt/data ext4 defaults\n");
    host.answer("rmdir", {}, "", 1, "rmdir: failed to remove '/mnt/data': Directory not empty\n");
    CHECK(applied(mount_module, absent, host).failure ==
          "Error rmdir /mnt/data: rmdir: failed to remove '/mnt/data': Directory not empty");
}

TEST_CASE("unmounted changes the kernel only") {
    MountingHost mounting;
    mounting.host.add_file("/etc/fstab", fstab + "/dev/sdb1 /mnt/data ext4 defaults 0 0\n");
    mounting.show(root_line + "40 22 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n");
    const Map unmounted{{"path", "/mnt/data"}, {"state", "unmounted"}};
    converges(mount_module, unmounted, mounting.host);
    CHECK(mounting.commands() == std::vector<std::string>{"umount /mnt/data"});
    CHECK(mounting.host.content("/etc/fstab") == fstab + "/dev/sdb1 /mnt/data ext4 defaults 0 0\n");
    mounting.show(root_line + "40 22 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n");
    mounting.host.answer("umount", {}, "", 32, "umount: /mnt/data: target is busy.\n");
    CHECK(applied(mount_module, unmounted, mounting.host).failure ==
          "Error unmounting /mnt/data: umount: /mnt/data: target is busy.");
}

TEST_CASE("ephemeral mounts past fstab, again and again, but never over another source") {
    MountingHost mounting;
    Map ephemeral = wanted("ephemeral");
    ephemeral.set("opts", "ro");
    CHECK(applied(mount_module, ephemeral, mounting.host).changed);
    CHECK(applied(mount_module, ephemeral, mounting.host).changed);
    CHECK(mounting.commands() ==
          std::vector<std::string>{"mount -t ext4 -o ro /dev/sdb1 /mnt/data",
                                   "mount -o remount -t ext4 -o ro /dev/sdb1 /mnt/data"});
    CHECK(mounting.host.content("/etc/fstab") == fstab);
    mounting.host.add_file("/dev/sdb1", "").add_link("../../sdb1", "/dev/disk/by-uuid/1234");
    mounting.host.add_link("/dev/sdb1", "/dev/disk/by-label/data");
    ephemeral.set("src", "LABEL=data");
    CHECK(applied(mount_module, ephemeral, mounting.host).changed);
    ephemeral.set("src", "/dev/sdz1");
    CHECK(failure_of(mount_module, ephemeral, mounting.host) ==
          "Ephemeral mount point is already mounted with a different source than the specified one: "
          "/dev/sdb1 is there, "
          "/dev/sdz1 is asked for. Unmount it first (state: unmounted), or take another path.");
}

TEST_CASE("remounted remounts, with the options that are given or those of fstab") {
    MountingHost mounting;
    mounting.show(root_line + "40 22 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n");
    Map remounted{{"path", "/mnt/data"}, {"state", "remounted"}};
    CHECK(checked(mount_module, remounted, mounting.host).changed);
    CHECK(applied(mount_module, remounted, mounting.host).changed);
    remounted.set("opts", "ro");
    applied(mount_module, remounted, mounting.host);
    CHECK(mounting.commands() ==
          std::vector<std::string>{"mount -o remount /mnt/data", "mount -o remount,ro /mnt/data"});
    mounting.refuses = true;
    CHECK(applied(mount_module, remounted, mounting.host).failure ==
          "Options were specified with remounted, but the remount command failed: mount: /mnt/data: no such "
          "device.. "
          "Failing in order to prevent an unexpected mount result; take \"state: unmounted\" and then "
          "\"state: mounted\" "
          "with all the options.");
    remounted.erase("opts");
    CHECK(applied(mount_module, remounted, mounting.host).failure ==
          "Error remounting /mnt/data: mount: /mnt/data: no such device.");
}

TEST_CASE("options that are a secret stand in no result and no difference") {
    MountingHost mounting;
    Map arguments = wanted("present");
    arguments.set("opts", "password=hunter22");
    arguments.set("opts_no_log", true);
    const ModuleResult result = applied(mount_module, arguments, mounting.host);
    CHECK(mounting.host.content("/etc/fstab").find("hunter22") != std::string::npos);
    CHECK(to_json(to_value(result)).find("hunter22") == std::string::npos);
}

TEST_CASE("a mount without source or type is refused, and one that sets boot and noauto is warned of") {
    MountingHost mounting;
    FakeHost& host = mounting.host;
    CHECK(failure_of(mount_module, Map{{"path", "/x"}, {"state", "mounted"}, {"src", "y"}}, host) ==
          "mount: with state mounted both src and fstype are needed, and fstype is missing");
    CHECK(failure_of(mount_module, Map{{"path", "/x"}, {"state", "present"}}, host) ==
          "mount: with state present both src and fstype are needed, and both are missing");
    Map arguments = wanted("present");
    arguments.set("opts", "noauto,rw");
    CHECK(checked(mount_module, arguments, host).warnings ==
          std::vector<std::string>{"Ignore the 'boot' due to 'opts' contains 'noauto'."});
}
