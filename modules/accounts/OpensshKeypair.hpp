#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/module/Presence.hpp"

namespace modules {

enum class SshKeyType { rsa, dsa, rsa1, ecdsa, ed25519 };
template <>
struct Words<SshKeyType> {
    static constexpr std::array words{std::pair{std::string_view("rsa"), SshKeyType::rsa},
                                      std::pair{std::string_view("dsa"), SshKeyType::dsa},
                                      std::pair{std::string_view("rsa1"), SshKeyType::rsa1},
                                      std::pair{std::string_view("ecdsa"), SshKeyType::ecdsa},
                                      std::pair{std::string_view("ed25519"), SshKeyType::ed25519}};
};
/// When a key that is there is replaced: never; never, but another one is a failure; where it is another one;
/// where it cannot be read either; always.
enum class Regenerate { never, fail, partial_idempotence, full_idempotence, always };
template <>
struct Words<Regenerate> {
    static constexpr std::array words{
        std::pair{std::string_view("never"), Regenerate::never},
        std::pair{std::string_view("fail"), Regenerate::fail},
        std::pair{std::string_view("partial_idempotence"), Regenerate::partial_idempotence},
        std::pair{std::string_view("full_idempotence"), Regenerate::full_idempotence},
        std::pair{std::string_view("always"), Regenerate::always}};
};
enum class SshKeyFormat { any, pkcs1, pkcs8, ssh };
template <>
struct Words<SshKeyFormat> {
    static constexpr std::array words{std::pair{std::string_view("auto"), SshKeyFormat::any},
                                      std::pair{std::string_view("pkcs1"), SshKeyFormat::pkcs1},
                                      std::pair{std::string_view("pkcs8"), SshKeyFormat::pkcs8},
                                      std::pair{std::string_view("ssh"), SshKeyFormat::ssh}};
};

struct OpensshKeypairArguments : AttributeArguments {
    std::string path;
    Presence state = Presence::present;
    SshKeyType type = SshKeyType::rsa;
    std::optional<std::int64_t> size;
    std::optional<std::string> comment;
    std::optional<SecretText> passphrase;
    SshKeyFormat private_key_format = SshKeyFormat::any;
    Regenerate regenerate = Regenerate::partial_idempotence;
    bool force = false;
    std::string backend = "auto";
};

/// A pair of keys for ssh: the private one at a path, the public one beside it. What is there is read here;
/// ssh-keygen only makes keys.
/// https://docs.ansible.com/ansible/latest/collections/community/crypto/openssh_keypair_module.html
class OpensshKeypair final : public TypedModule<OpensshKeypairArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "openssh_keypair"; }
    [[nodiscard]] std::string_view summary() const override { return "A pair of keys for ssh"; }
    [[nodiscard]] ArgumentList<OpensshKeypairArguments> table() const override;
    [[nodiscard]] Plan check(const OpensshKeypairArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules
