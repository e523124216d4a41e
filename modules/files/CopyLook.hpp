#pragma once

#include "modules/files/Copy.hpp"

#include <set>
#include <string>

namespace modules {

/// One look of the `copy` module.
class CopyLook {
  public:
    CopyLook(const CopyArguments& wanted, const HostView& host, const CallOptions& options);
    [[nodiscard]] Plan plan();

  private:
    /// What is to be in the file, and where it comes from.
    struct Source {
        std::string content;
        std::optional<std::string> on_host;
        std::optional<unsigned> mode;
    };

    [[nodiscard]] std::string destination() const;
    /// `present` is what the destination holds, so that content that is there already need not be read again.
    [[nodiscard]] Source source(const std::optional<std::string>& present) const;
    [[nodiscard]] Plan one_file(const std::string& path);
    [[nodiscard]] std::optional<Plan> missing_directory(Plan& plan, const std::string& directory);
    void make_directories(Plan& plan, const std::string& directory);
    [[nodiscard]] Plan missing(const std::string& message) const;

    // CopyTree.cpp
    [[nodiscard]] Plan tree();
    void copy_below(Plan& plan, const std::string& from, const std::string& to);
    void copy_one(Plan& plan, const std::string& from, const std::string& to, const FileStatus& status);
    void copy_link(Plan& plan, const std::string& from, const std::string& to) const;

    const CopyArguments& wanted_;
    const HostView& host_;
    const CallOptions& options_;
    Showing showing_;
    /// Directories that the plan makes already.
    std::set<std::string> planned_;
};

}  // namespace modules
