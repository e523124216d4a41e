#pragma once

#include <string>
#include <vector>

namespace interpreter {

/// Which tasks `--tags` and `--skip-tags` leave: `always`, `never`, `tagged`, `untagged` and `all` as in Ansible.
class TagFilter {
  public:
    TagFilter(std::vector<std::string> only, std::vector<std::string> skip)
        : only_(std::move(only)), skip_(std::move(skip)) {}

    [[nodiscard]] bool selects(const std::vector<std::string>& tags) const;

  private:
    std::vector<std::string> only_;
    std::vector<std::string> skip_;
};

}  // namespace interpreter
