#pragma once

#include "modules/files/Attributes.hpp"

#include <array>

namespace modules {

enum class FileState { file, directory, link, hard, touch, absent };

template <>
struct Words<FileState> {
    static constexpr std::array words{
        std::pair{std::string_view("file"), FileState::file},
        std::pair{std::string_view("directory"), FileState::directory},
        std::pair{std::string_view("link"), FileState::link},
        std::pair{std::string_view("hard"), FileState::hard},
        std::pair{std::string_view("touch"), FileState::touch},
        std::pair{std::string_view("absent"), FileState::absent},
    };
};

struct FileArguments : AttributeArguments {
    std::string path;
    /// Nothing: what is there stays what it is; where there is nothing, a file (a directory with `recurse`).
    std::optional<FileState> state;
    std::optional<std::string> src;
    bool recurse = false;
    bool force = false;
    bool follow = true;
    /// Nothing: "preserve", and "now" with state touch.
    std::optional<std::string> access_time;
    std::optional<std::string> modification_time;
    std::string access_time_format = "%Y%m%d%H%M.%S";
    std::string modification_time_format = "%Y%m%d%H%M.%S";
    std::optional<std::string> original_basename;
};

/// Files, directories and links, their owners, modes and times.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/file_module.html
class File final : public TypedModule<FileArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "file"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Makes and removes files, directories and links, and sets their owner, mode and times";
    }
    [[nodiscard]] ArgumentList<FileArguments> table() const override;
    [[nodiscard]] Plan check(const FileArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
