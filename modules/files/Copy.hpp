#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/files/Text.hpp"

namespace modules {

struct CopyArguments : AttributeArguments {
    std::string dest;
    /// The content itself; a secret is never shown.
    std::optional<Text> content;
    /// A file or directory that is on the host already.
    std::optional<std::string> src;
    bool remote_src = false;
    /// SHA-256 of content that the control side sent ahead (HostView::staged).
    std::optional<std::string> content_hash;
    /// The staged content is a secret, or holds some.
    bool content_secret = false;
    /// It, with dots in the place of each secret; empty: nothing of it is shown.
    std::string content_shown;
    /// The file's name below a dest that is a directory or ends in a slash.
    std::optional<std::string> original_basename;
    bool force = true;
    bool follow = false;
    std::optional<bool> local_follow;
    bool backup = false;
    std::optional<std::string> validate;
    std::optional<Mode> directory_mode;
    /// SHA-1 that the content must have.
    std::optional<std::string> checksum;
};

/// Files with given content, and copies of what is on the host. The control side's half of `copy` and
/// `template` reads local files, stages their content and calls this with `_content_hash` and
/// `_original_basename`. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/copy_module.html
class Copy final : public TypedModule<CopyArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "copy"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Puts content into a file, or copies a file or a directory that is on the host";
    }
    [[nodiscard]] ArgumentList<CopyArguments> table() const override;
    [[nodiscard]] Plan check(const CopyArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
