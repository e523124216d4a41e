#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class PipState { present, absent, latest, forcereinstall };
template <>
struct Words<PipState> {
    static constexpr std::array words{
        std::pair{std::string_view("present"), PipState::present},
        std::pair{std::string_view("absent"), PipState::absent},
        std::pair{std::string_view("latest"), PipState::latest},
        std::pair{std::string_view("forcereinstall"), PipState::forcereinstall}};
};

struct PipArguments {
    std::vector<std::string> name;
    std::optional<std::string> version;
    std::optional<std::string> requirements;
    PipState state = PipState::present;
    std::optional<std::string> virtualenv;
    std::string virtualenv_command = "virtualenv";
    std::optional<std::string> virtualenv_python;
    bool virtualenv_site_packages = false;
    std::optional<std::string> extra_args;
    bool editable = false;
    std::optional<std::string> chdir;
    std::optional<std::string> executable;
    std::optional<std::string> umask;
    bool break_system_packages = false;
};

/// Python packages. Whether named ones are there is asked with one `pip list`; of what only pip can resolve
/// (latest, files of requirements, addresses) check mode asks pip itself (--dry-run, from pip 22.2 on; else
/// it cannot know), and a run compares the packages before and after.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/pip_module.html
class Pip final : public TypedModule<PipArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pip"; }
    [[nodiscard]] std::string_view summary() const override { return "Installs and removes Python packages"; }
    [[nodiscard]] ArgumentList<PipArguments> table() const override;
    [[nodiscard]] Plan check(const PipArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
