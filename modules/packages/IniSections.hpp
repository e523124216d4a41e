#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace modules {

/// A file of sections, as dnf reads it (and Python's configparser): [name], key = value, further lines of a
/// value indented; remarks are not kept.
class IniSections {
  public:
    using Entries = std::vector<std::pair<std::string, std::string>>;

    explicit IniSections(std::string_view text);

    /// Replaces the section; it then stands last.
    void put(const std::string& name, Entries entries);
    void remove(const std::string& name);
    [[nodiscard]] bool empty() const { return sections_.empty(); }
    [[nodiscard]] std::string text() const;
    /// The same sections with the same entries, in any order.
    [[nodiscard]] bool same_as(const IniSections& other) const;

  private:
    std::vector<std::pair<std::string, Entries>> sections_;
};

}  // namespace modules
