#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// One line of fstab(5), its fields as they are meant, not as they are escaped.
struct FileSystemEntry {
    std::string source;
    std::string place;
    std::string type;
    std::string options = "defaults";
    std::string dump = "0";
    std::string pass = "0";
};

/// An fstab(5). Lines that are not changed stay as they are written.
class FileSystemTable {
  public:
    explicit FileSystemTable(std::string_view text);

    /// The entry for that mount point; of swap space, which has none, for that source.
    [[nodiscard]] bool holds(const FileSystemEntry& wanted) const;
    /// Puts the entry where the mount point's stood, or at the end.
    void set(const FileSystemEntry& wanted);
    void remove(const FileSystemEntry& wanted);
    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::string> lines_;
};

/// A field as it stands in the table, with \040 for a blank, and back (fstab(5), proc(5)).
std::string escaped_field(std::string_view field);
std::string unescaped_field(std::string_view field);

}  // namespace modules
