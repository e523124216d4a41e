#pragma once

#include "modules/system/HostControl.hpp"

#include <map>
#include <string>
#include <vector>

namespace modules {

/// A file system in memory, with links, owners and modes, and the errors that a real one gives.
/// Paths are absolute; "." and ".." are not resolved.
class FakeFiles {
  public:
    struct Node {
        FileStatus status;
        std::string content;
        /// Of a link.
        std::string target;
    };

    FakeFiles();

    /// The path with every link in it resolved (the last one only with Follow::links). Throws Failure on a
    /// loop.
    [[nodiscard]] std::string resolved(const std::string& path, Follow follow) const;
    /// Null where there is nothing.
    [[nodiscard]] const Node* find(const std::string& path, Follow follow) const;
    /// Throws Failure ("cannot ATTEMPT PATH: No such file or directory") where there is nothing.
    [[nodiscard]] Node& at(const std::string& path, Follow follow, std::string_view attempt);
    [[nodiscard]] std::vector<std::string> children(const std::string& directory) const;

    /// Puts a node where the path leads; its directory must exist. An inode of its own, links 1.
    Node& put(const std::string& path, Node node, std::string_view attempt);
    void remove(const std::string& path);
    void move(const std::string& from, const std::string& to);
    /// Makes what directories are missing above the path: root's, 0755.
    void make_parents(const std::string& path);

  private:
    [[nodiscard]] std::string place_of(const std::string& path, std::string_view attempt) const;

    std::map<std::string, Node> nodes_;
    std::uint64_t next_inode_ = 2;
};

}  // namespace modules
