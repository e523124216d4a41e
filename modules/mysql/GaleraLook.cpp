#include "modules/mysql/GaleraLook.hpp"

#include "modules/mysql/Client.hpp"
#include "modules/mysql/GaleraFiles.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <map>

namespace modules::mysql {

namespace {

enum class Form { text, number, real, flag, list };

struct StatusVariable {
    const char* key;
    Form form;
};

// Each is the status variable wsrep_<key>.
constexpr std::array status_variables{
    StatusVariable{"local_state_comment", Form::text}, StatusVariable{"local_state", Form::number},
    StatusVariable{"cluster_status", Form::text},      StatusVariable{"cluster_size", Form::number},
    StatusVariable{"cluster_conf_id", Form::number},   StatusVariable{"cluster_state_uuid", Form::text},
    StatusVariable{"local_state_uuid", Form::text},    StatusVariable{"ready", Form::flag},
    StatusVariable{"connected", Form::flag},           StatusVariable{"incoming_addresses", Form::list},
    StatusVariable{"last_committed", Form::number},    StatusVariable{"local_index", Form::number},
    StatusVariable{"local_recv_queue", Form::number},  StatusVariable{"flow_control_paused", Form::real},
    StatusVariable{"provider_version", Form::text}};

List addresses_in(const std::string& text) {
    List addresses;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        if (end > start) addresses.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return addresses;
}

Value formed(const std::string& text, Form form) {
    switch (form) {
    case Form::text:
        return text;
    case Form::flag:
        return text == "ON";
    case Form::list:
        return addresses_in(text);
    case Form::number:
        // 18446744073709551615 stands for "none".
        if (const std::optional<std::int64_t> number = whole_number(text)) return *number;
        return text == "18446744073709551615" || text == "-1" ? Value(-1) : Value();
    case Form::real:
        break;
    }
    double number = 0;
    const std::from_chars_result read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() ? Value(number) : Value();
}

/// Nothing where no server answers. SHOW is what a node answers even while it is not part of a cluster.
std::optional<std::map<std::string, std::string>> status_of(const GaleraStateArguments& wanted,
                                                            const HostView& host) {
    std::map<std::string, std::string> status;
    try {
        for (const ResultSet& rows : Client(wanted, host).look("SHOW GLOBAL STATUS LIKE 'wsrep\\_%';\n"))
            for (const Row& row : rows)
                if (row.size() == 2) status[row[0].value.value_or("")] = row[1].value.value_or("");
    } catch (const ServerUnreachable& reason) {
        constexpr int too_many_connections = 1040;
        if (reason.number() == too_many_connections) throw;
        return std::nullopt;
    }
    return status;
}

void add_files(Map& node, const GaleraStateArguments& wanted, const HostView& host) {
    const std::optional<GaleraSavedState> saved =
        saved_state(host.read_if_there(wanted.datadir + "/grastate.dat").value_or(""));
    if (saved) {
        node.set("uuid", saved->position.uuid);
        node.set("seqno", saved->position.seqno);
        node.set("safe_to_bootstrap", saved->safe_to_bootstrap);
    }
    // The scripts of every kind of transfer make it at the start and remove it at the end.
    node.set("state_transfer_aborted", host.exists(wanted.datadir + "/sst_in_progress"));
    if (!wanted.recover) return;
    const std::optional<std::string> view = host.read_if_there(wanted.datadir + "/gvwstate.dat");
    if (view) node.set("view", saved_view(*view));
}

}  // namespace

Map look_at_node(const GaleraStateArguments& wanted, const HostView& host) {
    const std::optional<std::map<std::string, std::string>> status = status_of(wanted, host);
    Map node{{"running", status.has_value()}};
    for (const StatusVariable& variable : status_variables) {
        const bool known = status && status->contains(std::string("wsrep_") + variable.key);
        node.set(variable.key,
                 known ? formed(status->at(std::string("wsrep_") + variable.key), variable.form) : Value());
    }
    for (const char* const key : {"uuid", "seqno", "safe_to_bootstrap"})
        node.set(key, Value());
    node.set("state_transfer_aborted", false);
    if (wanted.recover) {
        node.set("view", Value());
        node.set("recovered", false);
    }
    if (!status) {
        add_files(node, wanted, host);
        return node;
    }
    node.set("uuid", *node.find("local_state_uuid"));
    node.set("seqno", *node.find("last_committed"));
    return node;
}

std::vector<std::string> unmet(const GaleraStateArguments& wanted, const Map& node) {
    std::vector<std::string> lines;
    if (!wanted.wait_for && !wanted.wait_for_size) return lines;
    if (!node.find("running")->as_boolean()) return {"no server answers at " + place_of(wanted)};
    const auto text = [&node](const char* key) {
        const Value& value = *node.find(key);
        return value.is_text() ? value.as_text() : std::string("not known");
    };
    if (node.find("local_state_comment")->is_null())
        return {"the server is no node of a Galera cluster (wsrep_on is OFF)"};
    if (wanted.wait_for && text("local_state_comment") != *wanted.wait_for)
        lines.push_back(fmt::format("wsrep_local_state_comment is {}, not {}", text("local_state_comment"),
                                    *wanted.wait_for));
    // A node may call itself Synced in a part of the cluster that lost its quorum.
    if (wanted.wait_for == "Synced" && text("cluster_status") != "Primary")
        lines.push_back(fmt::format("wsrep_cluster_status is {}, not Primary", text("cluster_status")));
    const Value& size = *node.find("cluster_size");
    if (wanted.wait_for_size && (!size.is_integer() || size.as_integer() < *wanted.wait_for_size))
        lines.push_back(fmt::format("wsrep_cluster_size is {}, not {}",
                                    size.is_integer() ? size.as_integer() : 0, *wanted.wait_for_size));
    return lines;
}

bool needs_recovery(const Map& node) {
    const Value& seqno = *node.find("seqno");
    return !node.find("running")->as_boolean() && (seqno.is_null() || seqno == Value(-1));
}

}  // namespace modules::mysql
