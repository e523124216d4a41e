#pragma once

#include <string>

namespace modules {

/// Where an agent keeps what is nobody else's business: content that was sent ahead and results that await
/// the next session. Made at first use with mode 0700. Throws Failure when it is not ours: another owner, a
/// link, or writable by others (somebody may have put it there to be found).
class PrivateDirectory {
  public:
    explicit PrivateDirectory(std::string path) : path_(std::move(path)) {}
    /// The directory of that name inside, made if need be.
    [[nodiscard]] std::string inside(const std::string& name) const;
    [[nodiscard]] const std::string& path() const { return path_; }

    /// Where the present user's is when the starter says nothing: /var/lib/understudy for root, else in
    /// /var/tmp (a service's home is its data: MySQL takes every directory there for a database).
    static std::string usual_path();

  private:
    std::string path_;
};

}  // namespace modules
