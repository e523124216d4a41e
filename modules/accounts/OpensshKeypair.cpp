#include "modules/accounts/OpensshKeypair.hpp"

#include "modules/accounts/PublicKey.hpp"
#include "modules/accounts/SshPassphrase.hpp"
#include "modules/accounts/SshPrivateKey.hpp"
#include "modules/files/Paths.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

constexpr std::string_view proceed = " Will not proceed. To force regeneration, call the module with "
                                     "`regenerate` set to {}, or with `force=true`.";

std::int64_t size_of_key(const OpensshKeypairArguments& wanted) {
    if (wanted.size) return *wanted.size;
    switch (wanted.type) {
    case SshKeyType::rsa:
    case SshKeyType::rsa1:
        return 4096;
    case SshKeyType::dsa:
        return 1024;
    case SshKeyType::ecdsa:
    case SshKeyType::ed25519:
        break;
    }
    return 256;
}

/// As ssh names the type.
std::string wire_type(const OpensshKeypairArguments& wanted) {
    switch (wanted.type) {
    case SshKeyType::rsa:
    case SshKeyType::rsa1:
        return "ssh-rsa";
    case SshKeyType::dsa:
        return "ssh-dss";
    case SshKeyType::ecdsa:
        return fmt::format("ecdsa-sha2-nistp{}", size_of_key(wanted));
    case SshKeyType::ed25519:
        break;
    }
    return "ssh-ed25519";
}

struct KeyFacts {
    std::optional<SshPrivateKey> key;
    std::optional<PublicKey> public_key;
};

/// The private key; one of another format by its public half.
KeyFacts facts_of_key(const std::string& path, const HostView& host) {
    KeyFacts facts;
    facts.key = ssh_private_key_in(host.read_if_there(path).value_or(""));
    facts.public_key = public_key_in(host.read_if_there(path + ".pub").value_or(""));
    return facts;
}

Map result_of_key(const OpensshKeypairArguments& wanted, const KeyFacts& facts) {
    Map data{{"filename", wanted.path},
             {"type", Field<SshKeyType>::to(wanted.type)},
             {"size", size_of_key(wanted)},
             {"comment", facts.public_key ? Value(facts.public_key->comment) : Value()}};
    if (!facts.key) return data;
    data.set("size", facts.key->size);
    data.set("fingerprint", facts.key->fingerprint());
    data.set("public_key", facts.key->type + ' ' + facts.key->blob);
    return data;
}

/// Whether the key is to be made anew. Throws Failure where it may not be.
bool is_to_be_made(const OpensshKeypairArguments& wanted, const KeyFacts& facts, bool exists) {
    if (!exists || wanted.force || wanted.regenerate == Regenerate::always) return true;
    if (wanted.regenerate == Regenerate::never) return false;
    const bool can_be_read = facts.key && facts.key->is_encrypted == wanted.passphrase.has_value();
    if (!can_be_read) {
        if (wanted.regenerate == Regenerate::full_idempotence) return true;
        throw Failure("Unable to read the key. The key is protected with a passphrase or broken." +
                      fmt::format(fmt::runtime(proceed), "`full_idempotence` or `always`"));
    }
    if (facts.key->type == wire_type(wanted) && facts.key->size == size_of_key(wanted)) return false;
    if (wanted.regenerate != Regenerate::fail) return true;
    throw Failure(
        "Key has wrong type and/or size." +
        fmt::format(fmt::runtime(proceed), "`partial_idempotence`, `full_idempotence` or `always`"));
}

void answer(HostControl& control, Command& command, const OpensshKeypairArguments& wanted,
            const char* option) {
    if (wanted.passphrase) {
        answer_passphrase(control, command, wanted.passphrase->characters);
    } else {
        command.arguments.insert(command.arguments.end(), {option, ""});
    }
}

void make_key(HostControl& control, const OpensshKeypairArguments& wanted) {
    control.remove(wanted.path);
    control.remove(wanted.path + ".pub");
    Command command{.program = "ssh-keygen",
                    .arguments = {"-q", "-t", Field<SshKeyType>::to(wanted.type).as_text(), "-b",
                                  std::to_string(size_of_key(wanted)), "-C", wanted.comment.value_or(""),
                                  "-f", wanted.path}};
    constexpr std::array formats{std::pair{SshKeyFormat::pkcs1, "PEM"},
                                 std::pair{SshKeyFormat::pkcs8, "PKCS8"},
                                 std::pair{SshKeyFormat::ssh, "RFC4716"}};
    for (const auto& [format, word] : formats)
        if (wanted.private_key_format == format)
            command.arguments.insert(command.arguments.end(), {"-m", word});
    answer(control, command, wanted, "-N");
    run_or_fail(control, command);
}

void plan_making(Plan& plan, const OpensshKeypairArguments& wanted, const KeyFacts& facts, bool exists,
                 const Attributes& attributes) {
    Map before{{"state", exists ? "present" : "absent"}};
    if (facts.key) before = {{"type", facts.key->type}, {"size", facts.key->size}};
    const Ownership ownership = attributes.for_new(0600, false);
    plan.change(
        {wanted.path, before, Map{{"type", wire_type(wanted)}, {"size", size_of_key(wanted)}}},
        [wanted, ownership](HostControl& control) {
            make_key(control, wanted);
            control.set_ownership(wanted.path, ownership, Follow::links);
            control.set_ownership(wanted.path + ".pub", {ownership.user, ownership.group, {}}, Follow::links);
            return Outcome{};
        });
}

/// The key stays; its public half and its comment are seen to.
void plan_details(Plan& plan, const OpensshKeypairArguments& wanted, const KeyFacts& facts,
                  const HostView& host) {
    const std::string path = wanted.path + ".pub";
    const std::string comment = wanted.comment.value_or(facts.public_key ? facts.public_key->comment : "");
    if (facts.key && (!facts.public_key || facts.public_key->blob != facts.key->blob)) {
        const std::string line =
            facts.key->type + ' ' + facts.key->blob + (comment.empty() ? "" : ' ' + comment) + '\n';
        const std::optional<std::string> present = host.read_if_there(path);
        plan.change({path, present ? Value(*present) : Value(), line}, [path, line](HostControl& control) {
            control.write(path, line, {.mode = 0644});
            return Outcome{};
        });
    }
    if (!wanted.comment || !facts.public_key || facts.public_key->comment == *wanted.comment) return;
    plan.change({wanted.path, Map{{"comment", facts.public_key->comment}}, Map{{"comment", *wanted.comment}}},
                [wanted](HostControl& control) {
                    Command command{.program = "ssh-keygen",
                                    .arguments = {"-q", "-c", "-C", *wanted.comment, "-f", wanted.path}};
                    answer(control, command, wanted, "-P");
                    run_or_fail(control, command);
                    return Outcome{};
                });
}

void plan_removal_of_keys(Plan& plan, const std::string& path, const HostView& host) {
    for (const std::string& file : {path, path + ".pub"})
        if (host.exists(file))
            plan.change({file, Map{{"state", "present"}}, Map{{"state", "absent"}}},
                        [file](HostControl& control) {
                            control.remove(file);
                            return Outcome{};
                        });
}

/// What an earlier task may be about to bring.
std::string what_a_key_needs(const OpensshKeypairArguments& wanted, const HostView& host) {
    if (!host.find_program("ssh-keygen")) return "Failed to find required executable \"ssh-keygen\"";
    const std::string directory = parent_of(wanted.path);
    if (host.is_directory(directory)) return {};
    return fmt::format("The directory {} does not exist or the file is not a directory", directory);
}

}  // namespace

ArgumentList<OpensshKeypairArguments> OpensshKeypair::table() const {
    using A = OpensshKeypairArguments;
    ArgumentList<A> list;
    list.add("path", &A::path, "the file of the private key; the public one is beside it, with .pub",
             {.need = Need::required, .path = true})
        .add("state", &A::state, "whether the keys are to be there")
        .add("type", &A::type, "the kind of key")
        .add("size", &A::size, "its bits; else as is usual for the kind")
        .add("comment", &A::comment, "its comment")
        .add("passphrase", &A::passphrase, "what it is encrypted with; it goes by a file of the call's own")
        .add("private_key_format", &A::private_key_format, "the format of the private key")
        .add("regenerate", &A::regenerate, "when a key that is there is replaced")
        .add("force", &A::force, "replace a key that is there")
        .add("backend", &A::backend, "accepted; ssh-keygen is always used");
    add_attribute_arguments(list);
    return list;
}

Plan OpensshKeypair::check(const OpensshKeypairArguments& wanted, const HostView& host,
                           const CallOptions& options) const {
    Plan plan;
    const bool exists = host.exists(wanted.path);
    const KeyFacts facts = facts_of_key(wanted.path, host);
    if (wanted.state == Presence::absent) {
        plan.data = result_of_key(wanted, facts);
        plan_removal_of_keys(plan, wanted.path, host);
        return plan;
    }
    if (wanted.type == SshKeyType::rsa1)
        throw Failure("keys of type rsa1 are made by no ssh-keygen any more");
    if (const std::string missing = what_a_key_needs(wanted, host); !missing.empty()) {
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    const Attributes attributes(wanted, host, options);
    if (is_to_be_made(wanted, facts, exists)) {
        plan_making(plan, wanted, facts, exists, attributes);
    } else {
        plan_details(plan, wanted, facts, host);
        attributes.add_changes(plan, wanted.path, *host.status(wanted.path, Follow::links), Follow::links);
    }
    plan.data = result_of_key(wanted, facts);
    plan.afterwards = [wanted](const HostView& later) {
        return result_of_key(wanted, facts_of_key(wanted.path, later));
    };
    return plan;
}

}  // namespace modules
