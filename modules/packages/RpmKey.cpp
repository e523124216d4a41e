#include "modules/packages/RpmKey.hpp"

#include "modules/packages/KeySource.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

constexpr std::size_t rpm_digits = 8;

bool is_key_id(const std::string& text) {
    const std::string digits = text.starts_with("0x") || text.starts_with("0X") ? text.substr(2) : text;
    return digits.size() >= rpm_digits &&
           digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

std::vector<PgpKey> imported_keys(const HostView& host) {
    const ProcessResult result =
        host.query({.program = "rpm",
                    .arguments = {"-q", "--queryformat", "%{DESCRIPTION}\\n", "gpg-pubkey"},
                    .environment = {{"LC_ALL", "C"}}});
    // It fails where there is none.
    return result.ok() ? pgp_keys_in(result.output) : std::vector<PgpKey>{};
}

std::string without_blanks(std::string text) {
    std::erase(text, ' ');
    for (char& character : text)
        if (character >= 'a' && character <= 'f') character = static_cast<char>(character - 'a' + 'A');
    return text;
}

/// What was given: a key, or only the id of one.
struct GivenKey {
    std::string id;
    std::optional<PgpKey> key;
};

GivenKey given_key(const RpmKeyArguments& wanted, const HostView& host) {
    std::string content;
    if (wanted.key.find("://") != std::string::npos) {
        content =
            key_at(wanted.key, wanted.validate_certs ? Certificates::checked : Certificates::trusted, host);
    } else if (is_key_id(wanted.key)) {
        return {key_id(wanted.key), std::nullopt};
    } else {
        content = host.read(wanted.key);
    }
    const std::vector<PgpKey> keys = pgp_keys_in(content);
    if (keys.empty()) throw Failure(fmt::format("Not a public key: {}", wanted.key));
    return {keys.front().ids.front(), keys.front()};
}

}  // namespace

ArgumentList<RpmKeyArguments> RpmKey::table() const {
    using A = RpmKeyArguments;
    ArgumentList<A> list;
    list.add("key", &A::key, "the key: a file on the host, an address, or the id of one that is imported",
             {.need = Need::required})
        .add("fingerprint", &A::fingerprint, "what its fingerprint must be")
        .add("validate_certs", &A::validate_certs, "refuse a server whose certificate is not to be trusted")
        .add("state", &A::state, "whether the key is to be there");
    return list;
}

Plan RpmKey::check(const RpmKeyArguments& wanted, const HostView& host, const CallOptions& options) const {
    Plan plan;
    const bool is_file = wanted.key.find("://") == std::string::npos && !is_key_id(wanted.key);
    std::string missing;
    if (!host.find_program("rpm")) missing = "Failed to find required executable \"rpm\"";
    if (is_file && !host.exists(wanted.key)) missing = fmt::format("Not a valid key {}", wanted.key);
    if (!missing.empty()) {
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    const GivenKey given = given_key(wanted, host);
    const std::vector<PgpKey> present = imported_keys(host);
    const auto found = std::find_if(present.begin(), present.end(),
                                    [&](const PgpKey& key) { return is_meant(key, given.id); });
    const bool is_there = found != present.end();
    if (is_there == (wanted.state == Presence::present)) return plan;
    const std::string subject = "key " + given.id + " of rpm";
    if (wanted.state == Presence::absent) {
        const std::string package = "gpg-pubkey-" + lower_case(found->ids.front().substr(rpm_digits));
        plan.change(
            {subject, Map{{"state", "present"}}, Map{{"state", "absent"}}}, [package](HostControl& control) {
                run_or_fail(control, {.program = "rpm", .arguments = {"--erase", "--allmatches", package}});
                return Outcome{};
            });
        return plan;
    }
    if (!given.key) throw Failure("When importing a key, a valid file must be given");
    if (wanted.fingerprint && without_blanks(*wanted.fingerprint) != given.key->fingerprint)
        throw Failure(fmt::format("The specified fingerprint, '{}', does not match the key fingerprint '{}'",
                                  without_blanks(*wanted.fingerprint), given.key->fingerprint));
    plan.change({subject, Map{{"state", "absent"}}, Map{{"state", "present"}}},
                [armoured = pgp_armoured(given.key->packets)](HostControl& control) {
                    const std::string file = control.temporary_directory() + "/key.asc";
                    control.write(file, armoured, {});
                    run_or_fail(control, {.program = "rpm", .arguments = {"--import", file}});
                    return Outcome{};
                });
    return plan;
}

}  // namespace modules
