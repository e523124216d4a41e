#include "modules/network/Netrc.hpp"

#include <sstream>

namespace modules {

std::optional<Login> netrc_login(const HostView& host, std::string_view machine) {
    std::optional<std::string> path = host.environment("NETRC");
    if (!path) {
        const std::optional<User> user = host.user(host.effective_user());
        if (user) path = user->home + "/.netrc";
    }
    if (!path) return std::nullopt;
    std::istringstream words(host.read_if_there(*path).value_or(""));
    std::optional<Login> login;
    bool meant = false;
    bool found = false;
    for (std::string word; words >> word;) {
        if (word == "machine" || word == "default") {
            if (found) break;
            std::string name(machine);
            if (word == "machine") words >> name;
            meant = found = name == machine;
            if (meant) login = Login{};
        } else if (word == "login" || word == "password" || word == "account") {
            std::string value;
            words >> value;
            if (meant && word == "login") login->user = value;
            if (meant && word == "password") login->password = value;
        } else if (word == "macdef") {
            // A macro ends with an empty line.
            std::string line;
            while (std::getline(words, line) && !line.empty()) {
            }
        } else if (word.starts_with('#')) {
            std::string comment;
            std::getline(words, comment);
        }
    }
    if (login && (login->user.empty() || login->password.empty())) return std::nullopt;
    return login;
}

}  // namespace modules
