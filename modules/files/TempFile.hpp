#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class TempFileState { file, directory };
template <>
struct Words<TempFileState> {
    static constexpr std::array words{std::pair{std::string_view("file"), TempFileState::file},
                                      std::pair{std::string_view("directory"), TempFileState::directory}};
};

struct TempFileArguments {
    TempFileState state = TempFileState::file;
    std::optional<std::string> path;
    std::string prefix = "ansible.";
    std::string suffix;
};

/// Makes an empty file or directory that only its owner may use, under a name that nobody can guess; the
/// result's `path` is where. As nothing is ever there already, it is always a change, and check mode skips
/// it. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/tempfile_module.html
class TempFile final : public TypedModule<TempFileArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "tempfile"; }
    [[nodiscard]] std::string_view summary() const override { return "Makes a temporary file or directory"; }
    [[nodiscard]] ArgumentList<TempFileArguments> table() const override;
    [[nodiscard]] Plan check(const TempFileArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
