#include "modules/accounts/AuthorizedKey.hpp"

#include "modules/accounts/PublicKey.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

std::vector<PublicKey> wanted_keys(const AuthorizedKeyArguments& wanted) {
    if (wanted.key.starts_with("http://") || wanted.key.starts_with("https://"))
        throw Failure("key: fetch the keys first (lookup \"url\"), then give them as text");
    std::vector<PublicKey> keys;
    for (const std::string& line : lines_of(wanted.key)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos || line.starts_with('#')) continue;
        std::optional<PublicKey> key = public_key_in(line);
        if (!key) throw Failure(fmt::format("invalid key specified: {}", line));
        if (wanted.key_options) key->options = key_options_in(*wanted.key_options);
        if (wanted.comment) key->comment = *wanted.comment;
        const bool twice = std::any_of(keys.begin(), keys.end(),
                                       [&](const PublicKey& other) { return other.blob == key->blob; });
        if (!twice) keys.push_back(*std::move(key));
    }
    return keys;
}

/// The file's lines with the keys as asked for; those that are there stay in their places.
std::vector<std::string> edited(const std::vector<std::string>& lines, const std::vector<PublicKey>& keys,
                                const AuthorizedKeyArguments& wanted) {
    const bool adds = wanted.state == AccountState::present;
    std::vector<std::string> result;
    std::vector<std::string> placed;
    for (const std::string& line : lines) {
        const std::optional<PublicKey> present = public_key_in(line);
        if (!present) {
            result.push_back(line);
            continue;
        }
        const auto meant = std::find_if(keys.begin(), keys.end(),
                                        [&](const PublicKey& key) { return key.blob == present->blob; });
        if (meant == keys.end()) {
            if (!wanted.exclusive || !adds) result.push_back(line);
        } else if (adds && std::find(placed.begin(), placed.end(), meant->blob) == placed.end()) {
            result.push_back(present->same_as(*meant) ? line : meant->line());
            placed.push_back(meant->blob);
        }
    }
    for (const PublicKey& key : keys)
        if (adds && std::find(placed.begin(), placed.end(), key.blob) == placed.end())
            result.push_back(key.line());
    return result;
}

std::string together(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

void add_directory_change(Plan& plan, const HostView& host, const std::string& directory, const User& user) {
    const std::optional<FileStatus> there = host.status(directory, Follow::links);
    const Ownership ownership{user.id, user.group, 0700};
    if (there && there->user == user.id && there->group == user.group && there->mode == 0700) return;
    plan.change({directory, Map{{"state", there ? "directory" : "absent"}},
                 Map{{"state", "directory"}, {"owner", user.name}, {"mode", "0700"}}},
                [directory, ownership, exists = there.has_value()](HostControl& control) {
                    if (!exists) control.make_directory(directory, 0700);
                    control.set_ownership(directory, ownership, Follow::links);
                    return Outcome{};
                });
}

}  // namespace

ArgumentList<AuthorizedKeyArguments> AuthorizedKey::table() const {
    ArgumentList<AuthorizedKeyArguments> table;
    table.add("user", &AuthorizedKeyArguments::user, "whom the key lets in as", {.need = Need::required})
        .add("key", &AuthorizedKeyArguments::key,
             "the key as it stands in a .pub file; several lines are several keys", {.need = Need::required})
        .add("state", &AuthorizedKeyArguments::state, "whether the key is to be there")
        .add("path", &AuthorizedKeyArguments::path,
             "the file, in place of .ssh/authorized_keys in the user's home", {.path = true})
        .add("manage_dir", &AuthorizedKeyArguments::manage_dir,
             "make the file's directory, and see to its owner and mode")
        .add("key_options", &AuthorizedKeyArguments::key_options,
             "options before the key: no-pty,from=\"10.0.0.0/8\"")
        .add("exclusive", &AuthorizedKeyArguments::exclusive, "remove all other keys from the file")
        .add("comment", &AuthorizedKeyArguments::comment, "the key's comment, in place of its own")
        .add("follow", &AuthorizedKeyArguments::follow, "where the file is a link, change its target")
        .add("validate_certs", &AuthorizedKeyArguments::validate_certs,
             "accepted; keys are not fetched here");
    return table;
}

Plan AuthorizedKey::check(const AuthorizedKeyArguments& wanted, const HostView& host,
                          const CallOptions& options) const {
    const std::vector<PublicKey> keys = wanted_keys(wanted);
    Plan plan;
    const std::optional<User> user = host.user(wanted.user);
    if (!user) {
        const std::string message = fmt::format("Failed to lookup user {}", wanted.user);
        if (!options.check_mode) throw Failure(message);
        plan.unknown = message;
        return plan;
    }
    const std::string written = wanted.path.value_or(user->home + "/.ssh/authorized_keys");
    const std::string path = wanted.follow ? host.real_path(written) : written;
    const std::string text = host.read_if_there(path).value_or("");
    const std::vector<std::string> before_lines = lines_of(text);
    const std::vector<std::string> after_lines = edited(before_lines, keys, wanted);
    const std::string after = together(after_lines);
    plan.data = {{"user", wanted.user},
                 {"keyfile", path},
                 {"key", wanted.key},
                 {"exclusive", wanted.exclusive},
                 {"state", wanted.state == AccountState::present ? "present" : "absent"}};
    if (wanted.manage_dir && wanted.state == AccountState::present)
        add_directory_change(plan, host, path.substr(0, path.rfind('/')), *user);
    if (after_lines == before_lines) return plan;
    Difference difference{path, {}, {}};
    if (options.diff) {
        difference.before = text;
        difference.after = after;
    }
    const Ownership ownership = wanted.manage_dir ? Ownership{user->id, user->group, 0600} : Ownership{};
    plan.change(std::move(difference), [path, after, ownership](HostControl& control) {
        control.write(path, after, ownership);
        return Outcome{};
    });
    return plan;
}

}  // namespace modules
