#include "interpreter/playbook/ActionName.hpp"

#include "interpreter/playbook/PlaybookLoader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace interpreter {

std::string canonical_action(std::string_view name) {
    static constexpr std::array<std::string_view, 7> collections{
        "ansible.builtin.", "ansible.legacy.",  "ansible.posix.",     "community.general.",
        "ansible.mysql.",   "community.mysql.", "community.rabbitmq."};
    for (const std::string_view collection : collections) {
        if (name.starts_with(collection)) return std::string(name.substr(collection.size()));
    }
    return std::string(name);
}

Construct construct_of(std::string_view canonical) {
    static constexpr std::array<std::pair<std::string_view, Construct>, 6> constructs{{
        {"meta", Construct::meta},
        {"include_tasks", Construct::include_tasks},
        {"include_role", Construct::include_role},
        {"import_tasks", Construct::import_tasks},
        {"import_role", Construct::import_role},
        {"include", Construct::include},
    }};
    for (const auto& [name, construct] : constructs) {
        if (name == canonical) return construct;
    }
    return Construct::none;
}

bool is_action(std::string_view canonical, const ActionCatalogue& catalogue) {
    return construct_of(canonical) != Construct::none || catalogue.find(canonical) != nullptr;
}

bool may_be_elsewhere(std::string_view name) {
    // Those that roles for several platforms name by their short names, behind a condition.
    static constexpr std::array<std::string_view, 56> led_elsewhere{
        "alternatives",  "apk",           "archive",        "at",           "composer",
        "cpanm",         "docker_container", "docker_image", "docker_network", "firewalld",
        "flatpak",       "gem",           "homebrew",       "homebrew_cask", "htpasswd",
        "installp",      "java_cert",     "launchd",        "locale_gen",   "lvg",
        "lvol",          "macports",      "make",           "nmcli",        "npm",
        "openbsd_pkg",   "openssl_certificate", "openssl_csr", "openssl_dhparam", "openssl_privatekey",
        "opkg",          "osx_defaults",  "pacman",         "parted",       "patch",
        "pkgin",         "pkgng",         "pkgutil",        "portage",      "postgresql_db",
        "postgresql_privs", "postgresql_user", "redhat_subscription", "rhsm_repository", "seboolean",
        "sefcontext",    "selinux",       "seport",         "snap",         "supervisorctl",
        "synchronize",   "ufw",           "xbps",           "xml",          "zypper",
        "zypper_repository"};
    if (name.starts_with("ansible.builtin.") || name.starts_with("ansible.legacy.")) return false;
    if (std::count(name.begin(), name.end(), '.') == 2) return true;
    return name.starts_with("win_") || std::find(led_elsewhere.begin(), led_elsewhere.end(), name) != led_elsewhere.end();
}

bool takes_command_line(std::string_view canonical) {
    return canonical == "command" || canonical == "shell" || canonical == "raw" || canonical == "script";
}

}  // namespace interpreter
