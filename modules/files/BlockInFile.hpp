#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/files/LineInFile.hpp"
#include "modules/files/Text.hpp"

namespace modules {

struct BlockInFileArguments : AttributeArguments {
    std::string path;
    Presence state = Presence::present;
    std::string marker = "# {mark} ANSIBLE MANAGED BLOCK";
    std::string marker_begin = "BEGIN";
    std::string marker_end = "END";
    Text block;
    std::optional<std::string> insertafter;
    std::optional<std::string> insertbefore;
    bool create = false;
    bool backup = false;
    std::optional<std::string> validate;
};

/// Lines of a text file between two marker lines.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/blockinfile_module.html
class BlockInFile final : public TypedModule<BlockInFileArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "blockinfile"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Sees to it that lines stand between two marker lines of a text file, or are not there";
    }
    [[nodiscard]] ArgumentList<BlockInFileArguments> table() const override;
    [[nodiscard]] Plan check(const BlockInFileArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
