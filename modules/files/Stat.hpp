#pragma once

#include "modules/module/TypedModule.hpp"
#include "modules/system/Digest.hpp"

namespace modules {

template <>
struct Words<DigestKind> {
    static constexpr std::array words{
        std::pair{std::string_view("md5"), DigestKind::md5},
        std::pair{std::string_view("sha1"), DigestKind::sha1},
        std::pair{std::string_view("sha224"), DigestKind::sha224},
        std::pair{std::string_view("sha256"), DigestKind::sha256},
        std::pair{std::string_view("sha384"), DigestKind::sha384},
        std::pair{std::string_view("sha512"), DigestKind::sha512},
    };
};

struct StatArguments {
    std::string path;
    bool follow = false;
    bool get_checksum = true;
    bool get_mime = true;
    bool get_attributes = true;
    bool get_md5 = false;
    DigestKind checksum_algorithm = DigestKind::sha1;
};

/// What is known of a file.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/stat_module.html
class Stat final : public TypedModule<StatArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "stat"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Tells what is known of a file or directory";
    }
    [[nodiscard]] ArgumentList<StatArguments> table() const override;
    [[nodiscard]] Plan check(const StatArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
