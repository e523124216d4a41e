#pragma once

#include "modules/module/TypedModule.hpp"
#include "modules/system/HostControl.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules {

/// What a directory gets that nobody gave a mode.
inline constexpr unsigned usual_directory_mode = 0755;

/// Who owns a file and who may use it, as every module that makes files takes it.
struct AttributeArguments {
    std::optional<std::string> owner;
    std::optional<std::string> group;
    std::optional<Mode> mode;
    std::optional<std::string> attributes;
    std::optional<std::string> seuser;
    std::optional<std::string> serole;
    std::optional<std::string> setype;
    std::optional<std::string> selevel;
    bool unsafe_writes = false;
};

template <class Arguments>
void add_attribute_arguments(ArgumentList<Arguments>& table) {
    using Given = std::optional<std::string>;
    table.template add<Given>("owner", &Arguments::owner, "user who owns the file, by name or number");
    table.template add<Given>("group", &Arguments::group, "group that owns the file, by name or number");
    table.template add<std::optional<Mode>>(
        "mode", &Arguments::mode, "permissions: octal (\"0644\", quoted) or as chmod writes them (u=rw,g-w)");
    table.template add<Given>("attributes", &Arguments::attributes, "flags as chattr writes them: +i, -a, =i",
                             {.aliases = {"attr"}});
    table.template add<Given>("seuser", &Arguments::seuser, "user part of the SELinux context");
    table.template add<Given>("serole", &Arguments::serole, "role part of the SELinux context");
    table.template add<Given>("setype", &Arguments::setype, "type part of the SELinux context");
    table.template add<Given>("selevel", &Arguments::selevel, "level part of the SELinux context");
    table.template add<bool>("unsafe_writes", &Arguments::unsafe_writes,
                             "write into the file that is there instead of replacing it in one step");
}

/// The same with names looked up on a host: compares with what is there and makes the changes.
class Attributes {
  public:
    /// Throws Failure ("chown failed: failed to look up user x") for a name that the host does not know. In
    /// check mode an earlier task might have made it: then it is a warning, and the owner counts as
    /// different.
    Attributes(const AttributeArguments& wanted, const HostView& host, const CallOptions& options);

    /// Nothing was asked for, so nothing can differ.
    [[nodiscard]] bool none() const;

    /// What a file gets that is about to be made; `usual_mode` is what symbolic modes start from.
    [[nodiscard]] Ownership for_new(unsigned usual_mode, bool is_directory) const;
    /// What a file gets that is there: all that was asked for, so that writing it anew keeps nothing else.
    [[nodiscard]] Ownership for_present(const FileStatus& status) const;

    /// Adds a change where what is at `path` differs. With Follow::nothing a link's own owner is meant (a
    /// link has no mode); with Follow::links `status` is the target's.
    void add_changes(Plan& plan, const std::string& path, const FileStatus& status, Follow follow) const;

    /// Adds the warnings about names that are not known yet; add_changes() does it too.
    void add_warnings(Plan& plan) const;

    /// Adds what was asked for to the `after` side of a difference.
    void describe(Map& after) const;

  private:
    void add_context_change(Plan& plan, const std::string& path) const;
    void add_flags_change(Plan& plan, const std::string& path) const;

    const HostView& host_;
    AttributeArguments wanted_;
    std::optional<std::uint32_t> user_;
    std::optional<std::uint32_t> group_;
    std::vector<std::string> warnings_;
};

}  // namespace modules
