#pragma once

#include "modules/files/File.hpp"
#include "modules/files/FileTimes.hpp"

namespace modules {

/// One look of the `file` module: what is at the path, and what would make it as asked for.
class FileLook {
  public:
    FileLook(const FileArguments& wanted, const HostView& host, const CallOptions& options);
    [[nodiscard]] Plan plan();

  private:
    [[nodiscard]] FileState wanted_state() const;
    [[nodiscard]] std::string effective_path() const;

    [[nodiscard]] Plan file();
    [[nodiscard]] Plan directory();
    [[nodiscard]] Plan touch();
    [[nodiscard]] Plan absent();
    // FileLinks.cpp
    [[nodiscard]] Plan link();
    [[nodiscard]] Plan hard_link();
    void require_convertible_to_link() const;

    void make_directories(Plan& plan) const;
    void change_below(Plan& plan, const std::string& directory) const;
    void change_attributes(Plan& plan, const std::string& path, Follow follow) const;
    /// Adds the present facts of the path to what check mode answers, and the later ones to what a run
    /// answers.
    void finish(Plan& plan, const std::string& path) const;
    [[nodiscard]] Map state_side(const std::string& state) const;
    /// What is missing may be made by an earlier task: in check mode nobody knows, otherwise it is a failure.
    [[nodiscard]] Plan missing(const std::string& message, Map data) const;

    const FileArguments& wanted_;
    const HostView& host_;
    const CallOptions& options_;
    std::string path_;
    std::string present_;
    FileState state_;
    Attributes attributes_;
    FileTimes times_;
};

}  // namespace modules
