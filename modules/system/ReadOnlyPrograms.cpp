#include "modules/system/ReadOnlyPrograms.hpp"

#include "modules/system/BrokerQuestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

enum class Rest { any, one, none };

/// `program` (where it ends with *: all that begin so) looks only when its arguments begin with `leading`, as
/// many follow as `rest` says, none of them is in `refused`, and its input begins with `input`, after which
/// as much follows as `rest_of_input` says.
struct LookingProgram {
    std::string_view program;
    std::vector<std::string_view> leading = {};
    Rest rest = Rest::any;
    std::vector<std::string_view> refused = {};
    std::string_view input = {};
    Rest rest_of_input = Rest::any;
};

// The server itself refuses what follows to write.
constexpr std::string_view read_only_session = "SET SESSION TRANSACTION READ ONLY;\n";

LookingProgram database_client(std::string_view name, std::vector<std::string_view> format) {
    LookingProgram row{name,
                       {"--defaults-file=/dev/fd/3", "--binary-mode", "--default-character-set=utf8mb4"},
                       Rest::none,
                       {},
                       read_only_session};
    row.leading.insert(row.leading.end(), format.begin(), format.end());
    return row;
}

LookingProgram broker_look(std::string_view program, std::vector<std::string_view> leading, Rest rest) {
    return {program, std::move(leading), rest, {}, broker_question, Rest::none};
}

// What runs a program of its own, or does something else in the end.
LookingProgram archive_look(std::string_view operation) {
    return {"tar",
            {operation, "--quoting-style=literal"},
            Rest::any,
            {"-I", "--use-compress-program", "--to-command", "--checkpoint-action", "--info-script",
             "--new-volume-script", "--rsh-command", "--rmt-command", "--index-file", "--extract", "--get", "-x",
             "--create", "-c", "--append", "--update", "--delete", "--concatenate"}};
}

const std::vector<LookingProgram>& table() {
    static const std::vector<LookingProgram> programs{
        // packages
        {"apt-cache", {"depends"}},
        {"apt-cache", {"madison"}},
        {"apt-cache", {"policy"}},
        {"apt-cache", {"rdepends"}},
        {"apt-cache", {"search"}},
        {"apt-cache", {"show"}},
        {"apt-cache", {"showpkg"}},
        {"apt-config", {"dump"}},
        {"apt-config", {"shell"}},
        {"apt-get", {"--simulate"}, Rest::any, {"--no-simulate", "update", "clean", "-o", "--option", "-c"}},
        {"apt-mark", {"showauto"}},
        {"apt-mark", {"showhold"}},
        {"apt-mark", {"showmanual"}},
        {"dnf", {"--assumeno", "autoremove"}, Rest::any, {"-y", "--assumeyes"}},
        {"dnf", {"--assumeno", "downgrade"}, Rest::any, {"-y", "--assumeyes"}},
        {"dnf", {"--assumeno", "install"}, Rest::any, {"-y", "--assumeyes"}},
        {"dnf", {"--assumeno", "remove"}, Rest::any, {"-y", "--assumeyes"}},
        {"dnf", {"--assumeno", "upgrade"}, Rest::any, {"-y", "--assumeyes"}},
        {"dnf", {"repolist", "--quiet"}},
        {"dnf", {"repoquery", "--quiet"}},
        {"dpkg", {"--compare-versions"}},
        {"dpkg", {"--get-selections"}},
        {"dpkg", {"--print-architecture"}},
        {"dpkg-deb", {"--field"}},
        {"dpkg-deb", {"-f"}},
        {"dpkg-query"},
        {"pip*", {"install", "--dry-run"}},
        {"pip*", {"list", "--format=freeze"}},
        {"rpm", {"--eval"}},
        {"rpm", {"--query"}},
        {"rpm", {"-q"}},
        {"rpm", {"-qa"}},
        {"rpm", {"-qf"}},
        {"rpm", {"-qp"}},
        {"update-alternatives", {"--display"}},
        {"update-alternatives", {"--query"}},
        {"yum", {"--assumeno", "autoremove"}, Rest::any, {"-y", "--assumeyes"}},
        {"yum", {"--assumeno", "downgrade"}, Rest::any, {"-y", "--assumeyes"}},
        {"yum", {"--assumeno", "install"}, Rest::any, {"-y", "--assumeyes"}},
        {"yum", {"--assumeno", "remove"}, Rest::any, {"-y", "--assumeyes"}},
        {"yum", {"--assumeno", "upgrade"}, Rest::any, {"-y", "--assumeyes"}},
        {"yum", {"repolist", "--quiet"}},
        {"yum", {"repoquery", "--quiet"}},
        // systemd
        {"hostnamectl", {"status"}},
        {"journalctl", {"--no-pager", "--output=cat", "--lines=8", "--unit"}},
        {"service", {"--status-all"}, Rest::none},
        {"systemctl", {"--version"}},
        {"systemctl", {"cat"}},
        {"systemctl", {"is-active"}},
        {"systemctl", {"is-enabled"}},
        {"systemctl", {"is-failed"}},
        {"systemctl", {"is-system-running"}},
        {"systemctl", {"list-unit-files"}},
        {"systemctl", {"list-units"}},
        {"systemctl", {"show"}},
        {"systemctl", {"--user", "is-active"}},
        {"systemctl", {"--user", "is-enabled"}},
        {"systemctl", {"--user", "show"}},
        {"systemctl", {"--global", "is-enabled"}},
        {"timedatectl", {"show"}},
        // the cluster
        {"cibadmin", {"--query"}},
        {"cibadmin", {"-Q"}},
        {"corosync-cfgtool", {"-s"}},
        {"corosync-cmapctl", {}, Rest::none},
        {"corosync-cmapctl", {"-g"}},
        {"corosync-quorumtool", {"-s"}},
        {"crm_attribute", {"--query"}, Rest::any, {"--delete", "-D", "--update", "-v"}},
        {"crm_diff"},
        {"crm_mon",
         {},
         Rest::any,
         {"-d", "--daemonize", "-E", "--external-agent", "-o", "--output-to", "-h"}},
        {"crm_node", {"--list"}},
        {"crm_node", {"-l"}},
        {"crm_node", {"--name"}},
        {"crm_node", {"-n"}},
        {"crm_node", {"--quorum"}},
        {"crm_node", {"-q"}},
        {"crm_resource", {"--list-agents"}},
        {"crm_resource", {"--list-ocf-providers"}},
        {"crm_resource", {"--list-standards"}},
        {"crm_resource", {"--locate"}},
        {"crm_resource", {"--show-metadata"}},
        {"crm_verify", {}, Rest::any, {"-S", "--save-xml"}},
        {"crmadmin", {"--dc_lookup"}},
        {"crmadmin", {"-D"}},
        {"pcs", {"--version"}},
        {"pcs", {"cluster", "cib"}, Rest::none},
        {"pcs", {"cluster", "config", "show"}},
        {"pcs", {"cluster", "corosync"}},
        {"pcs", {"cluster", "pcsd-status"}},
        {"pcs", {"cluster", "status"}},
        {"pcs", {"config"}, Rest::none},
        {"pcs", {"constraint", "config"}},
        {"pcs", {"constraint", "show"}},
        {"pcs", {"property", "config"}},
        {"pcs", {"quorum", "config"}},
        {"pcs", {"quorum", "status"}},
        {"pcs", {"resource", "agents"}},
        {"pcs", {"resource", "config"}},
        {"pcs", {"resource", "describe"}},
        {"pcs", {"resource", "list"}},
        {"pcs", {"resource", "metadata"}},
        {"pcs", {"resource", "providers"}},
        {"pcs", {"resource", "standards"}},
        {"pcs", {"resource", "status"}},
        {"pcs", {"status"}},
        {"pcs", {"stonith", "config"}},
        {"pcs", {"stonith", "describe"}},
        {"pcs", {"stonith", "history", "show"}},
        {"pcs", {"stonith", "list"}},
        {"pcs", {"stonith", "metadata"}},
        {"pcs", {"stonith", "status"}},
        {"stonith_admin", {"--history"}},
        {"stonith_admin", {"--list-installed"}},
        {"stonith_admin", {"--list-registered"}},
        {"stonith_admin", {"--metadata"}},
        {"stonith_admin", {"-I"}},
        {"stonith_admin", {"-L"}},
        // databases and message brokers
        database_client("mariadb", {"--xml"}),
        database_client("mariadb", {"--table", "--column-type-info"}),
        database_client("mysql", {"--xml"}),
        database_client("mysql", {"--table", "--column-type-info"}),
        broker_look("erl_call", {"-R", "-e", "-sname"}, Rest::one),
        broker_look("erl_call", {"-R", "-e", "-name"}, Rest::one),
        {"rabbitmqctl", {"authenticate_user"}},
        broker_look("rabbitmqctl", {"eval", "-q"}, Rest::none),
        broker_look("rabbitmqctl", {"eval", "-q", "-n"}, Rest::one),
        {"runuser", {"-u", "rabbitmq", "--", "/usr/lib/rabbitmq/bin/rabbitmqctl", "authenticate_user"}},
        broker_look("runuser", {"-u", "rabbitmq", "--", "/usr/lib/rabbitmq/bin/rabbitmqctl", "eval", "-q"},
                    Rest::none),
        broker_look("runuser",
                    {"-u", "rabbitmq", "--", "/usr/lib/rabbitmq/bin/rabbitmqctl", "eval", "-q", "-n"},
                    Rest::one),
        // accounts, network, kernel, files
        {"blkid", {"-c", "/dev/null"}, Rest::any, {"-w"}},
        {"blockdev", {"--getsize64"}, Rest::one},
        {"crontab", {"-l"}, Rest::none},
        {"crontab", {"-l", "-u"}, Rest::one},
        {"dumpe2fs", {"-h"}, Rest::one},
        {"file", {"--brief", "--mime-type", "--mime-encoding"}},
        {"findmnt"},
        {"getent"},
        {"hostname", {}, Rest::none},
        {"hostname", {"-f"}, Rest::none},
        {"hostname", {"-s"}, Rest::none},
        {"id"},
        {"git", {"--no-optional-locks", "status"}},
        {"git", {"archive"}, Rest::any, {"-o", "--output", "--exec", "--remote"}},
        {"git", {"cat-file", "-t"}},
        {"git", {"ls-remote"}, Rest::any, {"--exec", "--upload-pack"}},
        {"git", {"rev-parse"}},
        {"git", {"submodule", "status"}},
        {"git", {"verify-commit"}},
        {"git", {"verify-tag"}},
        {"ip6tables", {"-C"}},
        {"ip6tables", {"-S"}},
        {"iptables", {"-C"}},
        {"iptables", {"-S"}},
        {"ip", {"-j", "addr"}, Rest::none},
        {"ip", {"-j", "addr", "show"}},
        {"ip", {"-j", "link", "show"}},
        {"ip", {"-j", "route", "show"}},
        {"ip", {"addr", "show"}},
        {"ip", {"link", "show"}},
        {"ip", {"route", "show"}},
        {"lsattr", {"-d"}},
        {"lsblk"},
        {"pvs"},
        {"ssh-keygen", {"-l", "-f"}},
        {"stat"},
        archive_look("--diff"),
        archive_look("--list"),
        {"unzip", {"-v"}},
        {"sysctl", {"-n"}, Rest::any, {"-w", "-p", "--write", "--load"}},
        {"uname"},
        {"xfs_info", {}, Rest::one},
    };
    return programs;
}

bool allows(const LookingProgram& row, std::string_view program, const Command& command) {
    const std::vector<std::string>& arguments = command.arguments;
    const bool is_meant = row.program.ends_with('*')
                              ? program.starts_with(row.program.substr(0, row.program.size() - 1))
                              : row.program == program;
    if (!is_meant || arguments.size() < row.leading.size()) return false;
    if (!command.input.starts_with(row.input)) return false;
    if (row.rest_of_input == Rest::none && command.input != row.input) return false;
    if (!std::equal(row.leading.begin(), row.leading.end(), arguments.begin())) return false;
    const std::size_t following = arguments.size() - row.leading.size();
    if (row.rest != Rest::any && following != (row.rest == Rest::one ? 1 : 0)) return false;
    return std::none_of(arguments.begin(), arguments.end(), [&](std::string_view argument) {
        const std::string_view name = argument.substr(0, argument.find('='));
        return std::find(row.refused.begin(), row.refused.end(), name) != row.refused.end();
    });
}

}  // namespace

bool only_looks(const Command& command) {
    const std::string_view program = std::string_view(command.program).substr(command.program.rfind('/') + 1);
    // A host's own fact programs (/etc/ansible/facts.d) only look, by what they are for.
    if (program.ends_with(".fact")) return true;
    return std::any_of(table().begin(), table().end(),
                       [&](const LookingProgram& row) { return allows(row, program, command); });
}

void require_only_looks(const Command& command) {
    if (only_looks(command)) return;
    throw std::logic_error(
        fmt::format("\"{} {}\" is not known to look only: a module may ask it only as a change, or "
                    "after it has a row in modules/system/ReadOnlyPrograms.cpp",
                    command.program, fmt::join(command.arguments, " ")));
}

}  // namespace modules
