#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/files/LineInFile.hpp"
#include "modules/files/Text.hpp"

#include <vector>

namespace modules {

struct IniFileArguments : AttributeArguments {
    std::string path;
    /// Nothing: the lines before the first section.
    std::optional<std::string> section;
    std::optional<std::string> option;
    std::optional<Text> value;
    std::optional<std::vector<Text>> values;
    Presence state = Presence::present;
    bool exclusive = true;
    bool no_extra_spaces = false;
    bool ignore_spaces = false;
    bool allow_no_value = false;
    bool modify_inactive_option = true;
    bool create = true;
    bool backup = false;
    bool follow = false;
};

/// One option of an INI file; comments, order and layout of all else stay.
/// https://docs.ansible.com/ansible/latest/collections/community/general/ini_file_module.html
class IniFile final : public TypedModule<IniFileArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "ini_file"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Sets or removes one option of an INI file and leaves the rest as it is";
    }
    [[nodiscard]] ArgumentList<IniFileArguments> table() const override;
    [[nodiscard]] Plan check(const IniFileArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
