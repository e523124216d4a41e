#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace modules {

/// Which lines of a file may be shown, by what is known of its new content: of the old one nobody knows what was
/// secret. A line that the new content has as well is what it is there; a setting ("name = value" under "[section]")
/// is what the setting of that name is there; of all others nothing is shown.
class SecretLines {
  public:
    /// `shown` is `content` with dots (masked_secret) in the place of each secret.
    SecretLines(const std::string& content, const std::string& shown);

    /// Another content of the same file, made fit to be compared with `shown`: lines that did not change are the same.
    [[nodiscard]] std::string without_secrets(const std::string& other) const;

  private:
    /// Every line as it really is.
    std::set<std::string, std::less<>> lines_;
    /// Those without a secret.
    std::set<std::string, std::less<>> plain_lines_;
    std::set<std::string> plain_settings_;
    /// Settings with a secret, each as it may be shown.
    std::unordered_map<std::string, std::string> secret_settings_;
};

}  // namespace modules
