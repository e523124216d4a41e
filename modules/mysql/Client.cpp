#include "modules/mysql/Client.hpp"

#include "modules/value/Pattern.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace modules::mysql {

namespace {

// As modules/system/ReadOnlyPrograms.cpp knows it.
constexpr std::string_view read_only = "SET SESSION TRANSACTION READ ONLY;\n";

std::vector<std::string> client_arguments(std::vector<std::string> more) {
    std::vector<std::string> arguments{fmt::format("--defaults-file={}", Command::secret_path),
                                       "--binary-mode", "--default-character-set=utf8mb4"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

struct ClientError {
    int number = 0;
    std::string text;
};

/// "ERROR 1141 (42000) at line 3: There is no such grant …"
ClientError client_error(const ProcessResult& result) {
    static const Pattern form(R"(^ERROR (\d+) \([^)]*\)(?: at line \d+)?: ((?:.|\n)*))",
                              PatternOptions{.multiline = true});
    const std::optional<PatternMatch> match = form.search(result.error);
    if (!match) return {0, std::string(trimmed(result.error))};
    const auto part = [&](std::size_t group) {
        return result.error.substr(match->groups[group]->start,
                                   match->groups[group]->end - match->groups[group]->start);
    };
    return {static_cast<int>(whole_number(part(1)).value_or(0)), std::string(trimmed(part(2)))};
}

/// Too many connections, not prepared by the cluster, and the client's own: no socket, no host, connection
/// lost.
bool is_unreachable(int number) {
    constexpr std::array numbers{1040, 1047, 2002, 2003, 2005, 2006, 2013};
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

bool is_denied(int number) {
    return number == 1045 || number == 1698;
}

}  // namespace

Client::Client(const Login& login, const HostView& host)
    : login_(login), host_(&host), options_(option_file(login, host)) {
    for (const char* name : {"mariadb", "mysql"}) {
        if (!host.find_program(name)) continue;
        program_ = name;
        return;
    }
    throw ServerUnreachable("neither mariadb nor mysql is installed here; Debian's package is mariadb-client",
                            0);
}

Client Client::with(const HostView& host) const {
    Client other(*this);
    other.host_ = &host;
    return other;
}

Command Client::command(std::vector<std::string> arguments, std::string sql) const {
    return {.program = program_,
            .arguments = std::move(arguments),
            .input = std::move(sql),
            .limit = limit_,
            .secret = options_};
}

const ProcessResult& Client::judged(const ProcessResult& result, Statement statement) const {
    if (result.ok()) return result;
    if (result.timed_out)
        throw ServerUnreachable(fmt::format("the database server at {} did not answer within {:.1f} seconds",
                                            place_of(login_), std::chrono::duration<double>(*limit_).count()),
                                0);
    ClientError error = client_error(result);
    // A syntax error quotes what it did not understand.
    if (statement == Statement::holds_secrets) error.text = error.text.substr(0, error.text.find(" near '"));
    if (is_unreachable(error.number))
        throw ServerUnreachable(fmt::format("the database server does not answer at {}: {} (error {})",
                                            place_of(login_), error.text, error.number),
                                error.number);
    if (is_denied(error.number))
        throw ServerError(
            fmt::format("{} (error {}): login_user and login_password, or what {} says, are not "
                        "taken by the server at {}",
                        error.text, error.number, login_.config_file, place_of(login_)),
            error.number);
    if (error.number == 0) throw ServerError(fmt::format("{} failed: {}", program_, error.text), 0);
    throw ServerError(fmt::format("{} (error {})", error.text, error.number), error.number);
}

std::vector<ResultSet> Client::look(const std::string& sql, Statement statement) const {
    return result_sets(
        judged(host_->query(command(client_arguments({"--xml"}), std::string(read_only) + sql)), statement)
            .output);
}

std::vector<std::string> Client::look_at_types(const std::string& sql, Statement statement) const {
    return column_types(
        judged(host_->query(command(client_arguments({"--table", "--column-type-info"}),
                                    std::string(read_only) + "SET SESSION sql_select_limit=0;\n" + sql)),
               statement)
            .output);
}

std::vector<ResultSet> Client::change(HostControl& control, const std::string& sql,
                                      Statement statement) const {
    return result_sets(judged(control.run(command(client_arguments({"--xml"}), sql)), statement).output);
}

Plan plan_without_server(const ServerUnreachable& reason, const CallOptions& options) {
    if (!options.check_mode) throw reason;
    Plan plan;
    plan.unknown = reason.what();
    return plan;
}

}  // namespace modules::mysql
