#pragma once

#include "modules/files/File.hpp"

namespace modules {

/// The access and modification times that a call asks for.
class FileTimes {
  public:
    /// Throws Failure when a time does not fit its format.
    FileTimes(const FileArguments& wanted, FileState state);

    /// Adds a change where the times differ; "now" always does, as in Ansible.
    void add_change(Plan& plan, const std::string& path, const FileStatus& status) const;
    /// For a file that is about to be made: its times are now unless others are asked for.
    [[nodiscard]] bool only_now() const { return access_.now && modification_.now; }
    void set(HostControl& host, const std::string& path) const;

  private:
    struct Time {
        bool now = false;
        std::optional<double> seconds;
        [[nodiscard]] bool preserved() const { return !now && !seconds; }
        [[nodiscard]] bool differs(double present) const { return now || (seconds && *seconds != present); }
    };
    static Time parsed(const std::optional<std::string>& written, const std::string& format, FileState state);

    Time access_;
    Time modification_;
};

}  // namespace modules
