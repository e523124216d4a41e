#include "modules/packages/YumRepository.hpp"

#include "modules/files/Paths.hpp"
#include "modules/files/TextFile.hpp"
#include "modules/module/Presence.hpp"
#include "modules/packages/IniSections.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

/// What the module takes beside the settings of a repository.
struct RepositoryArguments : AttributeArguments {
    std::string name;
    std::optional<std::string> description;
    std::optional<std::string> file;
    std::string reposdir = "/etc/yum.repos.d";
    Presence state = Presence::present;
};

ArgumentList<RepositoryArguments> own_arguments() {
    using A = RepositoryArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the id of the repository", {.need = Need::required})
        .add("description", &A::description, "what it is called; needed where it is present")
        .add("file", &A::file, "the file, without .repo; else named after the id")
        .add("reposdir", &A::reposdir, "the directory of the file", {.path = true})
        .add("state", &A::state, "whether it is to be there");
    add_attribute_arguments(list);
    return list;
}

/// How a setting is written: a list with blanks between, or on a line each.
enum class Written { text, number_of_boolean, with_blanks, on_lines, secret };

struct Setting {
    const char* name;
    Written written = Written::text;
    const char* help = "as in dnf.conf(5)";
    std::vector<std::string> choices = {};
    std::vector<std::string> aliases = {};
};

const std::vector<Setting>& settings() {
    static const std::vector<Setting> all{
        {"async", Written::number_of_boolean, "fetch in the background"},
        {"bandwidth", Written::text, "bytes in a second that may be used at most"},
        {"baseurl", Written::on_lines, "addresses of the repository"},
        {"cost", Written::text, "which repository is preferred: the one of lower cost"},
        {"deltarpm_metadata_percentage"},
        {"deltarpm_percentage"},
        {"enabled", Written::number_of_boolean, "whether it is used"},
        {"enablegroups", Written::number_of_boolean, "whether its groups are used"},
        {"exclude", Written::with_blanks, "packages that are not taken from it"},
        {"failovermethod", Written::text, "the order of several addresses", {"roundrobin", "priority"}},
        {"gpgcakey", Written::text, "the key that signs keys"},
        {"gpgcheck", Written::number_of_boolean, "check signatures of packages"},
        {"gpgkey", Written::on_lines, "addresses of the keys"},
        {"http_caching", Written::text, "what caches on the way may keep", {"all", "packages", "none"}},
        {"include", Written::text, "another file of settings"},
        {"includepkgs", Written::with_blanks, "the only packages that are taken from it"},
        {"ip_resolve", Written::text, "which addresses are used", {"4", "6", "IPv4", "IPv6", "whatever"}},
        {"keepalive", Written::number_of_boolean},
        {"keepcache", Written::text, "keep packages that were installed", {"0", "1"}},
        {"metadata_expire", Written::text, "how long its metadata is good: seconds, or 6h, 2d, never"},
        {"metadata_expire_filter",
         Written::text,
         "for which commands",
         {"never", "read-only:past", "read-only:present", "read-only:future"}},
        {"metalink", Written::text, "the address of a metalink file"},
        {"mirrorlist", Written::text, "the address of a list of addresses"},
        {"mirrorlist_expire", Written::text, "how long that list is good"},
        {"module_hotfixes", Written::number_of_boolean, "take its packages in spite of module streams"},
        {"password", Written::secret, "the password of username"},
        {"priority", Written::text, "which repository is preferred: the one of the lower number"},
        {"protect", Written::number_of_boolean, "let no other repository replace its packages"},
        {"proxy", Written::text, "the proxy to go by, or _none_"},
        {"proxy_password", Written::secret, "the password of proxy_username"},
        {"proxy_username", Written::text, "who to log in as at the proxy"},
        {"repo_gpgcheck", Written::number_of_boolean, "check the signature of its metadata"},
        {"retries", Written::text, "how often a file is tried"},
        {"s3_enabled", Written::number_of_boolean},
        {"skip_if_unavailable", Written::number_of_boolean, "go on without it where it cannot be reached"},
        {"ssl_check_cert_permissions", Written::number_of_boolean},
        {"sslcacert", Written::text, "the file of authorities to trust", {}, {"ca_cert"}},
        {"sslclientcert", Written::text, "the file of one's own certificate", {}, {"client_cert"}},
        {"sslclientkey", Written::text, "the file of its key", {}, {"client_key"}},
        {"sslverify", Written::number_of_boolean, "check the server's certificate", {}, {"validate_certs"}},
        {"throttle", Written::text, "the part of the bandwidth, or bytes in a second"},
        {"timeout", Written::text, "seconds to wait for a connection"},
        {"ui_repoid_vars", Written::text, "variables that are shown beside its id"},
        {"username", Written::text, "who to log in as"}};
    return all;
}

Argument argument_of(const Setting& setting) {
    Argument argument;
    argument.name = setting.name;
    argument.help = setting.help;
    argument.choices = setting.choices;
    argument.aliases = setting.aliases;
    switch (setting.written) {
    case Written::text:
        break;
    case Written::number_of_boolean:
        argument.type = ArgumentType::boolean;
        break;
    case Written::with_blanks:
    case Written::on_lines:
        argument.type = ArgumentType::list;
        argument.items = ArgumentType::text;
        break;
    case Written::secret:
        argument.type = ArgumentType::secret;
        break;
    }
    return argument;
}

std::string written_value(const Setting& setting, const Value& value) {
    if (setting.written == Written::number_of_boolean) return value.as_boolean() ? "1" : "0";
    if (!value.is_list()) return value.as_text();
    std::vector<std::string> items;
    for (const Value& item : value.as_list())
        items.push_back(item.as_text());
    return fmt::format("{}", fmt::join(items, setting.written == Written::on_lines ? "\n" : " "));
}

IniSections::Entries entries_of(const Value& arguments, const std::string& description) {
    IniSections::Entries entries{{"name", description}};
    for (const Setting& setting : settings())
        if (const std::optional<Value> value = arguments.get(setting.name); value && !value->is_null())
            entries.emplace_back(setting.name, written_value(setting, *value));
    std::sort(entries.begin(), entries.end());
    return entries;
}

void require_sense_of_repository(const Value& arguments, const RepositoryArguments& wanted) {
    if (wanted.state == Presence::absent) return;
    if (!arguments.get("baseurl") && !arguments.get("metalink") && !arguments.get("mirrorlist"))
        throw Failure("Parameter 'baseurl', 'metalink' or 'mirrorlist' is required.");
    if (!wanted.description) throw Failure("Parameter 'description' is required.");
}

bool has_password(const std::string& text) {
    return text.find("password") != std::string::npos;
}

}  // namespace

const std::vector<Argument>& YumRepository::arguments() const {
    static const std::vector<Argument> all = [] {
        std::vector<Argument> rows = own_arguments().rows();
        for (const Setting& setting : settings())
            rows.push_back(argument_of(setting));
        return rows;
    }();
    return all;
}

Plan YumRepository::plan(const Value& arguments, const HostView& host, const CallOptions& options) const {
    const RepositoryArguments wanted = own_arguments().filled(arguments);
    require_sense_of_repository(arguments, wanted);
    Plan plan;
    plan.data = {{"repo", wanted.name}, {"state", Field<Presence>::to(wanted.state)}};
    if (!host.is_directory(wanted.reposdir)) {
        const std::string missing = fmt::format("Repo directory '{}' does not exist.", wanted.reposdir);
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    const std::string path = joined(wanted.reposdir, wanted.file.value_or(wanted.name) + ".repo");
    TextFile file(path, host);
    const IniSections before(file.text());
    IniSections after = before;
    if (wanted.state == Presence::present) {
        after.put(wanted.name, entries_of(arguments, *wanted.description));
    } else {
        after.remove(wanted.name);
    }
    const bool differs = !after.same_as(before);
    const Showing showing =
        has_password(file.text()) || has_password(after.text()) ? Showing::secret : Showing::plain;
    if (differs && after.empty()) {
        Difference difference{path, {}, {}};
        if (options.diff) difference.before = shown_content(file.text(), showing);
        plan.change(std::move(difference), [path](HostControl& control) {
            control.remove(path);
            return Outcome{};
        });
        return plan;
    }
    if (!file.exists() && !differs) return plan;
    file.set_text(differs ? after.text() : file.text());
    file.save(plan, wanted, {.showing = showing}, options);
    return plan;
}

}  // namespace modules
