#include "modules/accounts/KnownHosts.hpp"

#include "modules/accounts/KnownHost.hpp"
#include "modules/files/Paths.hpp"
#include "modules/module/Expansion.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace modules {

namespace {

// What a difference shows of a name whose salt is drawn when it is written.
constexpr const char* hashed_later = "|1|…";

std::string random_salt() {
    constexpr int length = 20;
    std::random_device random;
    std::uniform_int_distribution<int> any(0, 255);
    std::string salt;
    for (int count = 0; count < length; ++count)
        salt += static_cast<char>(any(random));
    return salt;
}

KnownHost wanted_host(const KnownHostsArguments& wanted, const std::string& name) {
    std::optional<KnownHost> key = known_host_in(*wanted.key);
    if (!key) throw Failure(fmt::format("this is no line of known_hosts: {}", *wanted.key));
    if (name.find(',') != std::string::npos)
        throw Failure(
            "Comma separated list of names is not supported. Please pass a single name to lookup in the "
            "known_hosts file.");
    if (!wanted.hash_host && !key->is_about(name))
        throw Failure("Host parameter does not match hashed host field in supplied key");
    if (wanted.hash_host) key->names = hashed_later;
    return *key;
}

/// The lines of a file, and what is to become of them.
struct KnownHostsEdit {
    std::vector<std::string> lines;
    bool changed = false;
};

bool is_same(const KnownHost& one, const KnownHost& other) {
    const bool same_names = one.names == other.names || (one.is_hashed() && other.is_hashed());
    return same_names && one.marker == other.marker && one.type == other.type && one.key == other.key;
}

/// The line that has the wanted key, or else one of its type: whichever comes first.
std::optional<std::size_t> line_with(const std::vector<std::string>& lines, const KnownHost& key,
                                     const std::string& name) {
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const std::optional<KnownHost> present = known_host_in(lines[index]);
        if (present && present->is_about(name) && present->type == key.type) return index;
    }
    return std::nullopt;
}

KnownHostsEdit edited_hosts(std::vector<std::string> lines, const KnownHostsArguments& wanted,
                            const std::optional<KnownHost>& key, const std::string& name) {
    if (!key) {
        const std::size_t removed = std::erase_if(lines, [&](const std::string& line) {
            const std::optional<KnownHost> present = known_host_in(line);
            return present && present->marker.empty() && present->is_about(name);
        });
        return {std::move(lines), removed > 0};
    }
    const std::optional<std::size_t> found = line_with(lines, *key, name);
    if (wanted.state == Presence::absent) {
        if (found) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(*found));
        return {std::move(lines), found.has_value()};
    }
    if (found && is_same(*known_host_in(lines[*found]), *key)) return {std::move(lines), false};
    if (found) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(*found));
    lines.push_back(wanted.hash_host ? key->line() : std::string(trimmed(*wanted.key)));
    return {std::move(lines), true};
}

std::string text_of_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

}  // namespace

ArgumentList<KnownHostsArguments> KnownHosts::table() const {
    using A = KnownHostsArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the host: its name or address, [name]:port where that is not 22",
             {.need = Need::required, .aliases = {"host"}})
        .add("key", &A::key, "the whole line: name, type, key; needed where it is present")
        .add("path", &A::path, "the file", {.path = true})
        .add("hash_host", &A::hash_host, "hide the host's name in the file")
        .add("state", &A::state, "whether it is to be there");
    return list;
}

Plan KnownHosts::check(const KnownHostsArguments& wanted, const HostView& host,
                       const CallOptions& options) const {
    const std::string name = lower_case(wanted.name);
    const bool has_key = wanted.key && !trimmed(*wanted.key).empty();
    if (!has_key && wanted.state == Presence::present) throw Failure("No key specified when adding a host");
    const std::string path = expanded(wanted.path, host);
    std::optional<KnownHost> key;
    if (has_key) key = wanted_host(wanted, name);
    Plan plan;
    plan.data = {{"name", wanted.name},
                 {"key", wanted.key ? Value(*wanted.key) : Value()},
                 {"path", path},
                 {"hash_host", wanted.hash_host},
                 {"state", Field<Presence>::to(wanted.state)}};
    const std::optional<std::string> text = host.read_if_there(path);
    const KnownHostsEdit edit = edited_hosts(lines_of(text.value_or("")), wanted, key, name);
    if (!edit.changed) return plan;
    if (const std::string directory = parent_of(path); !host.is_directory(directory)) {
        const std::string missing =
            fmt::format("Failed to write to file {}: there is no directory {}", path, directory);
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    const std::string after = text_of_lines(edit.lines);
    Difference difference{path, {}, {}};
    if (options.diff) difference = {path, text ? Value(*text) : Value(), after};
    plan.change(std::move(difference), [path = host.real_path(path), after, name](HostControl& control) {
        std::string content = after;
        if (const std::size_t place = content.find(hashed_later); place != std::string::npos)
            content.replace(place, std::string_view(hashed_later).size(), hashed_host(name, random_salt()));
        control.write(path, content, {});
        return Outcome{};
    });
    return plan;
}

}  // namespace modules
