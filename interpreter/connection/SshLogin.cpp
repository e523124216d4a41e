#include "interpreter/connection/SshSession.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

namespace interpreter {

namespace {

struct KeyFree {
    void operator()(ssh_key_struct* key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyFree>;

std::string without_tilde(const std::string& path) {
    return path.starts_with("~/") ? home_directory() + path.substr(1) : path;
}

std::string text_or_empty(const Value& value) {
    return value.is_text() ? value.as_text() : std::string();
}

/// Tries one way after another and remembers why each did not do.
class Login {
  public:
    Login(SshSession& session, SshSession::Clock::time_point deadline)
        : session_(session), deadline_(deadline) {}

    void run() {
        int answer = again([this] { return ssh_userauth_none(handle(), nullptr); });
        if (answer == SSH_AUTH_SUCCESS) return;
        if (answer == SSH_AUTH_ERROR) lost();
        if (offered(SSH_AUTH_METHOD_PUBLICKEY, "publickey") && (named_keys() || usual_keys())) return;
        const std::string password = text_or_empty(session_.settings().password);
        if (!password.empty()) {
            if (offered(SSH_AUTH_METHOD_PASSWORD, "password") && by_password(password)) return;
            if (offered(SSH_AUTH_METHOD_INTERACTIVE, "keyboard-interactive") && by_questions(password))
                return;
        } else if (offered(SSH_AUTH_METHOD_PASSWORD, "password")) {
            tried_.emplace_back("no password is set (ansible_password)");
        }
        refuse();
    }

  private:
    [[nodiscard]] ssh_session handle() const { return session_.handle(); }

    template <class Step>
    int again(Step step) {
        return session_.repeat(step, SSH_AUTH_AGAIN, deadline_, "answer the log-in");
    }

    [[noreturn]] void lost() const {
        throw HostUnreachable(fmt::format("the connection to {} was lost during the log-in: {}",
                                          session_.settings().host_name, session_.error_text()));
    }

    bool offered(int method, const std::string& name) {
        const std::vector<std::string>& wanted = session_.arguments().methods;
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) return false;
        return (ssh_userauth_list(handle(), nullptr) & method) != 0;
    }

    bool accepted(int answer, const std::string& what) {
        if (answer == SSH_AUTH_SUCCESS) return true;
        if (answer == SSH_AUTH_ERROR && ssh_is_connected(handle()) == 0) lost();
        tried_.push_back(answer == SSH_AUTH_PARTIAL ? what + " is accepted, but more is wanted" : what);
        return false;
    }

    bool named_keys() {
        std::vector<std::string> files = session_.arguments().identity_files;
        if (!session_.settings().private_key_file.empty())
            files.insert(files.begin(), session_.settings().private_key_file);
        return std::any_of(files.begin(), files.end(),
                           [this](const std::string& file) { return by_file(file); });
    }

    bool by_file(const std::string& written) {
        const std::string file = without_tilde(written);
        if (::access(file.c_str(), R_OK) != 0) {
            tried_.push_back(fmt::format("the key {} cannot be read: {}", file, std::strerror(errno)));
            return false;
        }
        struct stat status {};
        if (::stat(file.c_str(), &status) == 0 && (status.st_mode & 0077) != 0) {
            tried_.push_back(fmt::format("the key {} can be read by others (chmod 600 {})", file, file));
            return false;
        }
        const std::string passphrase = text_or_empty(session_.settings().private_key_passphrase);
        ssh_key raw = nullptr;
        const int read = ssh_pki_import_privkey_file(
            file.c_str(), passphrase.empty() ? nullptr : passphrase.c_str(), nullptr, nullptr, &raw);
        const Key key(raw);
        if (read != SSH_OK) {
            tried_.push_back(passphrase.empty()
                                 ? fmt::format("the key {} is no private key, or needs a passphrase", file)
                                 : fmt::format("the key {} does not open with its passphrase", file));
            return false;
        }
        return accepted(again([&] { return ssh_userauth_publickey(handle(), nullptr, key.get()); }),
                        "the key " + file);
    }

    /// The ssh-agent's, the configuration's and the usual files.
    bool usual_keys() {
        if (session_.arguments().named_keys_only) return false;
        const std::string passphrase = text_or_empty(session_.settings().private_key_passphrase);
        const int answer = again([&] {
            return ssh_userauth_publickey_auto(handle(), nullptr,
                                               passphrase.empty() ? nullptr : passphrase.c_str());
        });
        const char* socket = ::getenv("SSH_AUTH_SOCK");
        return accepted(answer,
                        socket != nullptr ? "the ssh-agent and the keys in ~/.ssh" : "the keys in ~/.ssh");
    }

    bool by_password(const std::string& password) {
        return accepted(again([&] { return ssh_userauth_password(handle(), nullptr, password.c_str()); }),
                        "the password");
    }

    bool by_questions(const std::string& password) {
        int answer = again([this] { return ssh_userauth_kbdint(handle(), nullptr, nullptr); });
        bool given = false;
        while (answer == SSH_AUTH_INFO) {
            const int questions = ssh_userauth_kbdint_getnprompts(handle());
            // Asked again: the first answer was wrong.
            if (given && questions > 0) break;
            for (int question = 0; question < questions; ++question) {
                char echo = 0;
                ssh_userauth_kbdint_getprompt(handle(), static_cast<unsigned>(question), &echo);
                // What may be seen while it is typed is no password.
                ssh_userauth_kbdint_setanswer(handle(), static_cast<unsigned>(question),
                                              echo != 0 ? "" : password.c_str());
                given = true;
            }
            answer = again([this] { return ssh_userauth_kbdint(handle(), nullptr, nullptr); });
        }
        return accepted(answer, "the password (keyboard-interactive)");
    }

    [[noreturn]] void refuse() const {
        const SshTarget& target = session_.target();
        const int methods = ssh_userauth_list(handle(), nullptr);
        std::vector<std::string> names;
        if ((methods & SSH_AUTH_METHOD_PUBLICKEY) != 0) names.emplace_back("publickey");
        if ((methods & SSH_AUTH_METHOD_PASSWORD) != 0) names.emplace_back("password");
        if ((methods & SSH_AUTH_METHOD_INTERACTIVE) != 0) names.emplace_back("keyboard-interactive");
        if ((methods & SSH_AUTH_METHOD_GSSAPI_MIC) != 0) names.emplace_back("gssapi");
        throw HostUnreachable(
            fmt::format("{} ({} port {}) refuses {}; it takes {}; tried: {}", session_.settings().host_name,
                        target.host, target.port, target.user, fmt::join(names, ", "),
                        tried_.empty() ? "nothing" : fmt::format("{}", fmt::join(tried_, "; "))));
    }

    SshSession& session_;
    SshSession::Clock::time_point deadline_;
    std::vector<std::string> tried_;
};

}  // namespace

void authenticate(SshSession& session, SshSession::Clock::time_point deadline) {
    Login(session, deadline).run();
}

}  // namespace interpreter
