#include "modules/watch/WatchedService.hpp"

#include "modules/module/Suggestion.hpp"
#include "modules/network/HttpExchange.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace modules::watch {

namespace {

ArgumentList<WatchedService> service_table() {
    ArgumentList<WatchedService> list;
    list.add("name", &WatchedService::name, "what messages call it", {.need = Need::required})
        .add("kind", &WatchedService::kind, "how it is asked", {.need = Need::required})
        .add("hosts", &WatchedService::hosts, "its addresses", {.need = Need::required, .aliases = {"host"}})
        .add("port", &WatchedService::port, "its port")
        .add("user", &WatchedService::user, "whom to log in as")
        .add("password", &WatchedService::password, "the user's password")
        .add("database", &WatchedService::database, "where to write")
        .add("vhost", &WatchedService::vhost, "the virtual host")
        .add("replicas", &WatchedService::replicas, "how many replicas must confirm a write")
        .add("path", &WatchedService::path, "what to ask for")
        .add("headers", &WatchedService::headers, "further header fields of the request")
        .add("status", &WatchedService::status, "the good answers");
    return list;
}

/// What a kind makes of the keys beside name, kind, hosts and port.
struct KindRow {
    ServiceKind kind;
    /// 0: it must be given.
    std::uint16_t usual_port;
    std::vector<std::string> takes;
    std::vector<std::string> needs;
};

const KindRow& row_of(ServiceKind kind) {
    static const std::vector<KindRow> table{
        {ServiceKind::amqp, 5672, {"user", "password", "vhost"}, {}},
        {ServiceKind::http, 80, {"user", "password", "path", "headers", "status"}, {}},
        {ServiceKind::memcached, 11211, {}, {}},
        {ServiceKind::mysql, 3306, {"user", "password", "database"}, {"user", "database"}},
        {ServiceKind::redis, 6379, {"user", "password", "database", "replicas"}, {}},
        {ServiceKind::tcp, 0, {}, {}},
    };
    return *std::find_if(table.begin(), table.end(), [kind](const KindRow& row) { return row.kind == kind; });
}

bool is_one_of(const std::string& word, const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Reads one mapping, and collects what is wrong with it.
class ServiceReader {
  public:
    ServiceReader(const Map& written, std::size_t number, std::vector<std::string>& mistakes)
        : written_(written), mistakes_(mistakes), before_(mistakes.size()),
          label_(fmt::format("services, item {}", number)) {
        if (const Value* const name = written.find("name");
            name != nullptr && name->is_text() && !name->is_secret())
            label_ += fmt::format(" ({})", name->as_text());
    }

    WatchedService read() {
        for (const auto& [key, value] : written_)
            take(key, value);
        for (const Argument& argument : table_.rows())
            if (argument.required && !values_.contains(argument.name))
                wrong(fmt::format("missing \"{}\" ({})", argument.name, argument.help));
        if (mistakes_.size() > before_) return {};
        WatchedService service = table_.filled(values_);
        const KindRow& row = row_of(service.kind);
        if (service.port == 0) service.port = row.usual_port;
        require_sense(service, row);
        return service;
    }

  private:
    void wrong(const std::string& what) { mistakes_.push_back(label_ + ": " + what); }

    void take(const std::string& key, const Value& value) {
        std::vector<std::string> names;
        for (const Argument& argument : table_.rows()) {
            names.push_back(argument.name);
            if (key != argument.name && !is_one_of(key, argument.aliases)) continue;
            if (value.is_null()) return;
            try {
                values_.set(argument.name, converted(argument, value));
            } catch (const Failure& failure) {
                wrong(fmt::format("\"{}\": {}", key, failure.what()));
                values_.set(argument.name, Value());
            }
            return;
        }
        const std::optional<std::string> meant = closest(key, names);
        wrong(fmt::format("unknown key \"{}\"{}", key,
                          meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
    }

    void require_sense(const WatchedService& service, const KindRow& row) {
        const std::string kind = Field<ServiceKind>::to(service.kind).as_text();
        for (const auto& [key, value] : values_)
            if (!is_one_of(key, {"name", "kind", "hosts", "port"}) && !is_one_of(key, row.takes))
                wrong(fmt::format("the kind {} has no use for \"{}\"", kind, key));
        for (const std::string& key : row.needs)
            if (!values_.contains(key)) wrong(fmt::format("the kind {} needs \"{}\"", kind, key));
        if (service.port == 0) wrong(fmt::format("the kind {} needs \"port\"", kind));
        if (service.port < 0 || service.port > 65535) wrong("\"port\" must be between 1 and 65535");
        if (service.hosts.empty()) wrong("\"hosts\" is empty");
        if (service.replicas < 0) wrong("\"replicas\" must not be negative");
        if (service.status.empty()) wrong("\"status\" is empty");
        if (!service.path.starts_with('/')) wrong("\"path\" must begin with a slash");
        try {
            HttpFields().set_all(service.headers);
        } catch (const Failure& failure) {
            wrong(failure.what());
        }
        if (service.user && !service.password && service.kind != ServiceKind::mysql)
            wrong("\"user\" needs \"password\"");
        if (service.password && !service.user && service.kind != ServiceKind::redis)
            wrong("\"password\" needs \"user\"");
    }

    const Map& written_;
    std::vector<std::string>& mistakes_;
    std::size_t before_;
    std::string label_;
    ArgumentList<WatchedService> table_ = service_table();
    Map values_;
};

}  // namespace

std::vector<WatchedService> watched_services(const std::vector<Map>& written) {
    std::vector<std::string> mistakes;
    std::vector<WatchedService> services;
    std::set<std::string> names;
    if (written.empty()) mistakes.emplace_back("services: the list is empty");
    for (const Map& entry : written) {
        services.push_back(ServiceReader(entry, services.size() + 1, mistakes).read());
        const std::string& name = services.back().name;
        if (!name.empty() && !names.insert(name).second)
            mistakes.push_back(
                fmt::format("services, item {}: there is a service {} already", services.size(), name));
    }
    if (!mistakes.empty()) throw Failure(fmt::format("{}", fmt::join(mistakes, "\n  ")));
    return services;
}

}  // namespace modules::watch
