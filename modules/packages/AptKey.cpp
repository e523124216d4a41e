#include "modules/packages/AptKey.hpp"

#include "modules/files/Paths.hpp"
#include "modules/packages/KeySource.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

constexpr const char* own_keyring = "/etc/apt/trusted.gpg";
constexpr const char* keyring_directory = "/etc/apt/trusted.gpg.d";
constexpr std::size_t short_digits = 8;
constexpr std::size_t long_digits = 16;

/// Keyrings by path, with the keys in each.
using Keyrings = std::map<std::string, std::vector<PgpKey>>;

/// What apt cannot read either (a keybox of GnuPG) holds nothing that it trusts.
std::vector<PgpKey> keys_that_apt_reads(const std::string& content) {
    try {
        return pgp_keys_in(content);
    } catch (const Failure&) {
        return {};
    }
}

Keyrings trusted_keyrings(const AptKeyArguments& wanted, const HostView& host) {
    std::vector<std::string> paths{wanted.keyring.value_or(own_keyring)};
    if (!wanted.keyring && host.is_directory(keyring_directory))
        for (const std::string& name : host.list(keyring_directory))
            if (name.ends_with(".gpg") || name.ends_with(".asc"))
                paths.push_back(std::string(keyring_directory) + '/' + name);
    Keyrings keyrings;
    for (const std::string& path : paths)
        if (const std::optional<std::string> content = host.read_if_there(path))
            keyrings[path] = keys_that_apt_reads(*content);
    return keyrings;
}

List ids_in(const Keyrings& keyrings, bool short_ones) {
    List ids;
    for (const auto& [path, keys] : keyrings)
        for (const PgpKey& key : keys)
            for (const std::string& id : key.ids)
                ids.emplace_back(short_ones ? id.substr(id.size() - short_digits) : id);
    return ids;
}

List ids_of(const std::vector<PgpKey>& keys) {
    List ids;
    for (const PgpKey& key : keys)
        ids.emplace_back(key.ids.front());
    return ids;
}

/// Nothing where the source can be asked only when the key is needed (or at all).
std::optional<std::string> key_at_hand(const AptKeyArguments& wanted, const HostView& host) {
    if (wanted.data) return wanted.data;
    if (wanted.file) return host.read(*wanted.file);
    if (wanted.url && !wanted.id)
        return key_at(*wanted.url, wanted.validate_certs ? Certificates::checked : Certificates::trusted,
                      host);
    return std::nullopt;
}

std::string fetched_when_needed(const AptKeyArguments& wanted, const std::string& id, const HostView& host) {
    if (wanted.keyserver) return key_on_server(*wanted.keyserver, id, host);
    if (!wanted.url) throw Failure("apt_key: one of data, file, url, keyserver says where the key is");
    return key_at(*wanted.url, wanted.validate_certs ? Certificates::checked : Certificates::trusted, host);
}

void write_keyring(HostControl& control, const std::string& path, const std::vector<PgpKey>& keys) {
    std::string packets;
    for (const PgpKey& key : keys)
        packets += key.packets;
    if (const std::string directory = parent_of(path); !control.is_directory(directory))
        control.make_directory(directory, 0755);
    control.write(path, path.ends_with(".asc") ? pgp_armoured(packets) : packets, {});
}

void require_sense_of_key(const AptKeyArguments& wanted) {
    const int sources =
        (wanted.data ? 1 : 0) + (wanted.file ? 1 : 0) + (wanted.keyserver ? 1 : 0) + (wanted.url ? 1 : 0);
    if (sources > 1) throw Failure("parameters are mutually exclusive: data|file|keyserver|url");
    if (wanted.keyserver && !wanted.id) throw Failure("Missing key_id, required with keyserver.");
    if (!wanted.id && sources == 0) throw Failure("key is required to remove a key");
    if (wanted.state == Presence::present && sources == 0)
        throw Failure("apt_key: one of data, file, url, keyserver says where the key is");
}

void plan_addition(Plan& plan, const AptKeyArguments& wanted, const Keyrings& keyrings, const std::string& id,
                   const std::optional<std::string>& content) {
    const std::string path = wanted.keyring.value_or(own_keyring);
    const std::vector<PgpKey> present = keyrings.contains(path) ? keyrings.at(path) : std::vector<PgpKey>{};
    List after = ids_of(present);
    after.emplace_back(id);
    plan.change({path, keyrings.contains(path) ? Value(Map{{"keys", ids_of(present)}}) : Value(),
                 Map{{"keys", after}}},
                [=](HostControl& control) {
                    std::vector<PgpKey> all = present;
                    // Nothing that cannot be read is written over.
                    if (const std::optional<std::string> there = control.read_if_there(path))
                        static_cast<void>(pgp_keys_in(*there));
                    const std::vector<PgpKey> added =
                        pgp_keys_in(content ? *content : fetched_when_needed(wanted, id, control));
                    const bool has_it = std::any_of(added.begin(), added.end(),
                                                    [&](const PgpKey& key) { return is_meant(key, id); });
                    if (!has_it)
                        throw Failure(fmt::format(
                            "the key {} is not in what was given (check that the id is correct)", id));
                    all.insert(all.end(), added.begin(), added.end());
                    write_keyring(control, path, all);
                    return Outcome{};
                });
}

void plan_removal(Plan& plan, const Keyrings& keyrings, const std::string& id) {
    for (const auto& [path, keys] : keyrings) {
        std::vector<PgpKey> kept = keys;
        std::erase_if(kept, [&](const PgpKey& key) { return is_meant(key, id); });
        if (kept.size() == keys.size()) continue;
        plan.change(
            {path, Map{{"keys", ids_of(keys)}}, kept.empty() ? Value() : Value(Map{{"keys", ids_of(kept)}})},
            [path = path, kept](HostControl& control) {
                if (kept.empty()) {
                    control.remove(path);
                } else {
                    write_keyring(control, path, kept);
                }
                return Outcome{};
            });
    }
}

}  // namespace

ArgumentList<AptKeyArguments> AptKey::table() const {
    using A = AptKeyArguments;
    ArgumentList<A> list;
    list.add("id", &A::id,
             "the key's id: 8, 16 or more digits of hexadecimal; else that of the key that is given")
        .add("url", &A::url, "the address of the key")
        .add("data", &A::data, "the key itself, armoured")
        .add("file", &A::file, "the key's file on the host", {.path = true})
        .add("keyring", &A::keyring, "the keyring, in place of apt's own", {.path = true})
        .add("keyserver", &A::keyserver, "a server of keys, which is asked for the id")
        .add("validate_certs", &A::validate_certs, "refuse a server whose certificate is not to be trusted")
        .add("state", &A::state, "whether the key is to be there");
    return list;
}

Plan AptKey::check(const AptKeyArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense_of_key(wanted);
    Plan plan;
    if (wanted.file && !host.exists(*wanted.file)) {
        const std::string missing = fmt::format("Unable to extract key from '{}'", *wanted.file);
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    const std::optional<std::string> content = key_at_hand(wanted, host);
    std::string written = wanted.id.value_or("");
    if (!wanted.id) {
        const std::vector<PgpKey> given = pgp_keys_in(*content);
        if (given.empty())
            throw Failure("Unable to continue as we could not extract a valid fingerprint to compare against "
                          "existing keys.");
        written = given.front().ids.front();
    }
    const std::string id = key_id(written);
    const bool is_short = id.size() == short_digits;
    const Keyrings keyrings = trusted_keyrings(wanted, host);
    plan.data = {{"id", written},
                 {"short_id", id.substr(id.size() - short_digits)},
                 {"fp", id.size() > long_digits ? id.substr(id.size() - long_digits) : id},
                 {"key_id", id},
                 {"before", ids_in(keyrings, is_short)}};
    const bool is_there = std::any_of(keyrings.begin(), keyrings.end(), [&](const auto& keyring) {
        return std::any_of(keyring.second.begin(), keyring.second.end(),
                           [&](const PgpKey& key) { return is_meant(key, id); });
    });
    if (is_there == (wanted.state == Presence::present)) return plan;
    if (wanted.state == Presence::present) {
        plan_addition(plan, wanted, keyrings, id, content);
    } else {
        plan_removal(plan, keyrings, id);
    }
    plan.afterwards = [wanted, is_short](const HostView& later) {
        return Map{{"after", ids_in(trusted_keyrings(wanted, later), is_short)}};
    };
    return plan;
}

}  // namespace modules
