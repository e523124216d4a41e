#include "tests/modules/openstack/ServiceServer.hpp"

#include "modules/module/Module.hpp"
#include "modules/openstack/OpenstackIdentity.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/system/Process.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

namespace modules {

/// In all texts FOLDER, PORT and SOCKET (the database server's) are filled in, and SQL/ before a database's
/// name.
struct ServiceServer::Setup {
    std::string type;
    /// What stands behind the port in the catalog.
    std::string path;
    std::vector<std::string> databases;
    std::string settings;
    std::vector<std::vector<std::string>> schema;
    std::vector<std::string> words;
    std::map<std::string, std::string> environment = {};
    /// Of the package's configuration, to be copied beside the settings.
    std::string paste = {};
};

namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

std::vector<std::string> uwsgi(const std::string& program, const std::string& arguments) {
    return {"uwsgi_python3",
            "--http-socket",
            "127.0.0.1:PORT",
            "--master",
            "--die-on-term",
            "--lazy-apps",
            "--need-app",
            "--processes=1",
            "--buffer-size=65535",
            "--enable-threads",
            "--rem-header=Content-Length",
            "--pyargv=" + arguments,
            "--wsgi-file=/usr/bin/" + program};
}

}  // namespace

const ServiceServer::Setup& ServiceServer::setup_of(const std::string& name) {
    static const std::string option = "--config-file=FOLDER/settings";
    static const std::map<std::string, Setup> table{
        {"glance",
         {.type = "image",
          .path = "",
          .databases = {"glance"},
          .settings =
              "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = PORT\nworkers = 0\nenabled_backends = "
              "file:file\n"
              "[database]\nconnection = SQL/glance\n[paste_deploy]\nflavor = keystone\n"
              "config_file = /etc/glance/glance-api-paste.ini\n[glance_store]\ndefault_backend = file\n"
              "[file]\nfilesystem_store_datadir = FOLDER/images\n"
              "[os_glance_staging_store]\nfilesystem_store_datadir = FOLDER/staging\n"
              "[os_glance_tasks_store]\nfilesystem_store_datadir = FOLDER/tasks\n",
          .schema = {{"glance-manage", option, "db_sync"}},
          .words = {"glance-api", option}}},
        {"neutron",
         {.type = "network",
          .path = "",
          .databases = {"neutron"},
          .settings = "[DEFAULT]\ntransport_url = fake://\ncore_plugin = ml2\nservice_plugins = router\n"
                      "api_paste_config = /etc/neutron/api-paste.ini\nstate_path = FOLDER\n"
                      "notify_nova_on_port_status_changes = false\nnotify_nova_on_port_data_changes = false\n"
                      "[database]\nconnection = SQL/neutron\n[oslo_concurrency]\nlock_path = FOLDER\n"
                      "[ml2]\ntype_drivers = flat,vxlan\ntenant_network_types = vxlan\n"
                      "mechanism_drivers = openvswitch\nextension_drivers = port_security\n"
                      "[ml2_type_flat]\nflat_networks = *\n[ml2_type_vxlan]\nvni_ranges = 1:100\n",
          .schema = {{"neutron-db-manage", option, "upgrade", "heads"}},
          .words = uwsgi("neutron-api", option)}},
        {"nova",
         {.type = "compute",
          .path = "/v2.1",
          .databases = {"nova", "nova_api", "nova_cell0"},
          .settings =
              "[DEFAULT]\ntransport_url = fake://\nstate_path = FOLDER\n[database]\nconnection = SQL/nova\n"
              "[api_database]\nconnection = SQL/nova_api\n[oslo_concurrency]\nlock_path = FOLDER\n",
          .schema = {{"nova-manage", option, "api_db", "sync"},
                     {"nova-manage", option, "cell_v2", "map_cell0", "--database_connection",
                      "SQL/nova_cell0"},
                     {"nova-manage", option, "db", "sync"}},
          .words = uwsgi("nova-api-wsgi", ""),
          .environment = {{"OS_NOVA_CONFIG_DIR", "FOLDER"},
                          {"OS_NOVA_CONFIG_FILES", "api-paste.ini;settings"}},
          .paste = "/etc/nova/api-paste.ini"}},
        {"cinder",
         {.type = "volumev3",
          .path = "/v3/%(project_id)s",
          .databases = {"cinder"},
          .settings = "[DEFAULT]\ntransport_url = fake://\nstate_path = FOLDER\nauth_strategy = keystone\n"
                      "api_paste_config = /etc/cinder/api-paste.ini\n[database]\nconnection = SQL/cinder\n"
                      "[oslo_concurrency]\nlock_path = FOLDER\n",
          .schema = {{"cinder-manage", option, "db", "sync"}},
          .words = uwsgi("cinder-wsgi", option)}},
    };
    return table.at(name);
}

ServiceServer* ServiceServer::the(const std::string& name) {
    static std::map<std::string, std::unique_ptr<ServiceServer>> servers;
    if (!KeystoneServer::available()) return nullptr;
    const std::string program = setup_of(name).schema.front().front();
    if (!program_path(program)) {
        WARN("not tried, for want of " << program);
        return nullptr;
    }
    std::unique_ptr<ServiceServer>& server = servers[name];
    if (!server) server = std::make_unique<ServiceServer>(name);
    return server.get();
}

ServiceServer::ServiceServer(const std::string& name) {
    const Setup& setup = setup_of(name);
    configure(setup);
    make_databases(setup);
    register_in_catalog(setup);
    ServerProcess::Start start{
        .words = {}, .log = folder_ / "said", .ready = [this] { return listens(port_); }};
    for (const std::string& word : setup.words)
        start.words.push_back(filled(word));
    for (const auto& [variable, value] : setup.environment)
        start.environment[variable] = filled(value);
    process_ = std::make_unique<ServerProcess>(std::move(start));
}

std::string ServiceServer::filled(const std::string& text) const {
    std::string result = text;
    replace_all(result, "SQL/", "mysql+pymysql://root@localhost/");
    for (const char* const database : {"glance", "neutron", "nova_api", "nova_cell0", "nova", "cinder"}) {
        const std::string bare = std::string("@localhost/") + database;
        if (!result.ends_with(bare) && result.find(bare + '\n') == std::string::npos) continue;
        const std::string socket = "?unix_socket=" + KeystoneServer::the().database().socket();
        if (result.ends_with(bare)) result += socket;
        replace_all(result, bare + '\n', bare + socket + '\n');
    }
    replace_all(result, "FOLDER", folder_.path());
    replace_all(result, "PORT", std::to_string(port_));
    return result;
}

void ServiceServer::configure(const Setup& setup) const {
    const KeystoneServer& keystone = KeystoneServer::the();
    std::ofstream(folder_ / "settings")
        << filled(setup.settings)
        << "[keystone_authtoken]\nauth_type = password\nauth_url = " << keystone.url()
        << "/v3\nwww_authenticate_uri = " << keystone.url() << "/v3\nusername = admin\nproject_name = admin\n"
        << "user_domain_id = default\nproject_domain_id = default\nhttp_connect_timeout = 60\nhttp_request_max_retries = 10\npassword = " << keystone.password()
        << '\n';
    for (const char* const name : {"images", "staging", "tasks"})
        std::filesystem::create_directory(folder_ / name);
    if (!setup.paste.empty())
        std::filesystem::copy_file(setup.paste,
                                   folder_ / std::filesystem::path(setup.paste).filename().string());
}

void ServiceServer::make_databases(const Setup& setup) const {
    std::string sql;
    for (const std::string& database : setup.databases)
        sql += fmt::format("CREATE DATABASE {} CHARACTER SET utf8mb3;\n", database);
    std::vector<std::vector<std::string>> commands{
        {"mariadb", "--no-defaults", "--user=root", "--socket=" + KeystoneServer::the().database().socket()}};
    commands.insert(commands.end(), setup.schema.begin(), setup.schema.end());
    for (const std::vector<std::string>& words : commands) {
        Command command{.program = words.front(), .arguments = {}};
        for (std::size_t place = 1; place < words.size(); ++place)
            command.arguments.push_back(filled(words[place]));
        if (words.front() == "mariadb") command.input = sql;
        const ProcessResult result = run_process(command);
        if (!result.ok())
            throw std::runtime_error(
                fmt::format("{}: {}{}", fmt::join(words, " "), result.output, result.error));
    }
}

void ServiceServer::register_in_catalog(const Setup& setup) const {
    const std::string url = fmt::format("http://127.0.0.1:{}{}", port_, setup.path);
    PosixHost host;
    const ModuleResult result =
        run(OpenstackIdentity(),
            KeystoneServer::the().arguments(
                {{"region_name", "regionOne"},
                 {"services", List{Map{{"name", setup.type}, {"type", setup.type}}}},
                 {"endpoints", List{Map{{"service", setup.type}, {"interface", "public"}, {"url", url}}}}}),
            host, Run::apply, {});
    if (result.failure) throw std::runtime_error(*result.failure);
}

}  // namespace modules
