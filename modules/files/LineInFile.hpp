#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/files/Text.hpp"
#include "modules/module/Presence.hpp"

#include <array>

namespace modules {

struct LineInFileArguments : AttributeArguments {
    std::string path;
    Presence state = Presence::present;
    std::optional<std::string> regexp;
    std::optional<std::string> search_string;
    std::optional<Text> line;
    std::optional<std::string> insertafter;
    std::optional<std::string> insertbefore;
    bool backrefs = false;
    bool create = false;
    bool backup = false;
    bool firstmatch = false;
    std::optional<std::string> validate;
};

/// One line of a text file, found by a regular expression or by itself.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/lineinfile_module.html
class LineInFile final : public TypedModule<LineInFileArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "lineinfile"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Sees to it that a line is in a text file, replaced, or not there";
    }
    [[nodiscard]] ArgumentList<LineInFileArguments> table() const override;
    [[nodiscard]] Plan check(const LineInFileArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
