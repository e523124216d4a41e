#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// A sysctl.conf(5): "name = value" lines among comments. Lines that are not changed stay as they are
/// written.
class SysctlFile {
  public:
    explicit SysctlFile(std::string_view content);

    /// The last value given to the name, its blanks made single; nothing when it stands nowhere.
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    /// Puts "name=value" where the name stood first, or at the end; drops further lines of that name.
    void set(const std::string& name, const std::string& value);
    void remove(std::string_view name);
    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::string> lines_;
};

/// The value with leading, trailing and repeated blanks and tabs made single spaces: how the kernel's values
/// compare.
std::string single_spaced(std::string_view value);

/// Where the kernel shows a setting: net.ipv4.ip_forward → /proc/sys/net/ipv4/ip_forward. Where the first
/// separator is a slash, slashes separate and dots are part of names, and the other way round (sysctl(8)).
std::string proc_path(std::string_view name);

}  // namespace modules
