#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// A real sshd on a port of the loopback, with a directory, a host key, a user key and a home of its own. As
/// root it lives in a mount namespace, so that its home, /var/tmp and accounts may be what a test wants.
class SshServer {
  public:
    struct Settings {
        /// Lines for sshd_config.
        std::vector<std::string> configuration = {};
        /// What stands in the home's .bashrc.
        std::string start_up_file = {};
        /// Mount options of tmpfs for the home and /var/tmp ("noexec"); empty: plain directories (/var/tmp as
        /// root only).
        std::string home_options = {};
        std::string var_tmp_options = {};
        /// Files of the machine that read otherwise for this server (root only): path → content.
        std::map<std::string, std::string> files = {};
    };

    SshServer() : SshServer(Settings{}) {}
    explicit SshServer(const Settings& settings);
    ~SshServer();
    SshServer(const SshServer&) = delete;
    SshServer& operator=(const SshServer&) = delete;

    /// False with a reason where no sshd can be had; tests then say so and end.
    static bool available();
    static bool namespaces_available();

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string directory() const { return directory_; }
    [[nodiscard]] std::string home() const { return directory_ + "/home"; }
    [[nodiscard]] std::string key() const { return directory_ + "/user_key"; }
    [[nodiscard]] std::string known_hosts() const { return directory_ + "/known_hosts"; }
    /// The arguments by which ssh knows this server's key.
    [[nodiscard]] std::vector<std::string> arguments() const;
    /// Ends every session's process as a power cut would: no farewell.
    void kill_sessions() const;
    void write(const std::string& name, const std::string& content) const;
    [[nodiscard]] std::string read(const std::string& name) const;

  private:
    void make_keys() const;
    [[noreturn]] void become_sshd(const Settings& settings) const;
    void wait_until_it_answers() const;

    std::string directory_;
    std::uint16_t port_ = 0;
    pid_t process_ = 0;
};
