#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

enum class FoundType { file, directory, link, any };
enum class AgeStamp { modified, accessed, changed };

template <>
struct Words<FoundType> {
    static constexpr std::array words{std::pair{std::string_view("file"), FoundType::file},
                                      std::pair{std::string_view("directory"), FoundType::directory},
                                      std::pair{std::string_view("link"), FoundType::link},
                                      std::pair{std::string_view("any"), FoundType::any}};
};
template <>
struct Words<AgeStamp> {
    static constexpr std::array words{std::pair{std::string_view("mtime"), AgeStamp::modified},
                                      std::pair{std::string_view("atime"), AgeStamp::accessed},
                                      std::pair{std::string_view("ctime"), AgeStamp::changed}};
};

struct FindArguments {
    std::vector<std::string> paths;
    std::vector<std::string> patterns;
    std::vector<std::string> excludes;
    std::optional<std::string> contains;
    bool read_whole_file = false;
    bool use_regex = false;
    bool recurse = false;
    std::optional<std::int64_t> depth;
    FoundType file_type = FoundType::file;
    std::optional<std::string> age;
    AgeStamp age_stamp = AgeStamp::modified;
    std::optional<std::string> size;
    bool hidden = false;
    bool get_checksum = false;
    bool follow = false;
};

/// Files that fit a description.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/find_module.html
class Find final : public TypedModule<FindArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "find"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Lists files by name, age, size, type or content";
    }
    [[nodiscard]] ArgumentList<FindArguments> table() const override;
    [[nodiscard]] Plan check(const FindArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
