#pragma once

#include "modules/module/Module.hpp"

namespace modules {

/// Repositories of dnf and yum, in the files of /etc/yum.repos.d. Settings are as in dnf.conf(5); each is
/// written only where it is said.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/yum_repository_module.html
class YumRepository final : public Module {
  public:
    [[nodiscard]] std::string_view name() const override { return "yum_repository"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Adds and removes repositories of dnf and yum";
    }
    [[nodiscard]] const std::vector<Argument>& arguments() const override;
    [[nodiscard]] Plan plan(const Value& arguments, const HostView& host,
                            const CallOptions& options) const override;
};

}  // namespace modules
