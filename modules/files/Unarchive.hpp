#pragma once

#include "modules/files/Attributes.hpp"

namespace modules {

struct UnarchiveArguments : AttributeArguments {
    std::string src;
    std::string dest;
    bool remote_src = false;
    std::optional<std::string> creates;
    bool list_files = false;
    std::vector<std::string> include;
    std::vector<std::string> exclude;
    std::vector<std::string> extra_opts;
    bool keep_newer = false;
    /// SHA-256 of an archive that the control side sent ahead.
    std::optional<std::string> content_hash;
};

/// The members of an archive below a directory. The control side's half of `unarchive` sends its own archives ahead.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/unarchive_module.html
class Unarchive final : public TypedModule<UnarchiveArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "unarchive"; }
    [[nodiscard]] std::string_view summary() const override { return "Unpacks an archive into a directory"; }
    [[nodiscard]] ArgumentList<UnarchiveArguments> table() const override;
    [[nodiscard]] Plan check(const UnarchiveArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
