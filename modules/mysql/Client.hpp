#pragma once

#include "modules/module/Module.hpp"
#include "modules/mysql/Login.hpp"
#include "modules/mysql/ResultSets.hpp"
#include "modules/system/HostControl.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::mysql {

/// A statement that the server refused, or that never reached it.
/// https://mariadb.com/kb/en/mariadb-error-code-reference/
class ServerError : public Failure {
  public:
    ServerError(const std::string& message, int number) : Failure(message), number_(number) {}
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

/// There is no server to be asked: it does not run, does not take connections yet, or no client is installed.
class ServerUnreachable : public ServerError {
  public:
    using ServerError::ServerError;
};

/// May an error quote the statement?
enum class Statement { plain, holds_secrets };

/// The client program of MariaDB (or MySQL). SQL goes by its standard input, the password by Command::secret:
/// neither stands in the arguments, in the environment or in a file.
class Client {
  public:
    /// Throws ServerUnreachable where no client is installed. `host` must live as long as this; change() gets
    /// its own.
    Client(const Login& login, const HostView& host);

    /// Statements that only look: the server itself refuses them to write (SET SESSION TRANSACTION READ
    /// ONLY), though not to write files (INTO OUTFILE) or to set variables. Throws ServerError.
    [[nodiscard]] std::vector<ResultSet> look(const std::string& sql,
                                              Statement statement = Statement::plain) const;
    /// The types of the columns of a look's only result, without its rows.
    [[nodiscard]] std::vector<std::string> look_at_types(const std::string& sql,
                                                         Statement statement = Statement::plain) const;
    /// Statements that change something, in one session.
    std::vector<ResultSet> change(HostControl& control, const std::string& sql,
                                  Statement statement = Statement::plain) const;

    /// No statement may take longer from now on, connecting included: then it is ServerUnreachable.
    void set_limit(std::chrono::milliseconds limit) { limit_ = limit; }

    /// The same client, looking through another host: that of an action, which must not use the one of the
    /// look.
    [[nodiscard]] Client with(const HostView& host) const;

    /// The option file, and the name of the client program that is installed.
    [[nodiscard]] const std::string& options() const { return options_; }
    [[nodiscard]] const std::string& program() const { return program_; }

  private:
    [[nodiscard]] Command command(std::vector<std::string> arguments, std::string sql) const;
    [[nodiscard]] const ProcessResult& judged(const ProcessResult& result, Statement statement) const;

    Login login_;
    const HostView* host_;
    std::string options_;
    std::string program_;
    std::optional<std::chrono::milliseconds> limit_;
};

/// What the look of a module is in check mode where there is no server: an earlier task may be what would
/// bring it up. Outside of check mode throws the reason.
Plan plan_without_server(const ServerUnreachable& reason, const CallOptions& options);

}  // namespace modules::mysql
