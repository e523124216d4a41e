#include "modules/mysql/Authentication.hpp"

#include "modules/mysql/Capitals.hpp"
#include "modules/mysql/Sql.hpp"
#include "modules/system/Digest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace modules::mysql {

namespace {

std::string bytes_of(const std::string& hexadecimal) {
    std::string bytes;
    for (std::size_t place = 0; place + 1 < hexadecimal.size(); place += 2)
        bytes += static_cast<char>(std::stoi(hexadecimal.substr(place, 2), nullptr, 16));
    return bytes;
}

LoginMethod method_of(const Value& entry) {
    return {entry.text_of("plugin"), entry.text_of("authentication_string")};
}

bool fits(const WantedLogin& wanted, const LoginMethod& method) {
    if (method.plugin != wanted.plugin) return false;
    if (!wanted.hash) return true;
    return wanted.plugin == native_password ? in_capitals(method.hash) == in_capitals(*wanted.hash)
                                            : method.hash == *wanted.hash;
}

std::string written(const LoginMethod& method) {
    const std::string plugin = quoted_name(method.plugin);
    return method.hash.empty() && method.plugin != native_password
               ? plugin
               : fmt::format("{} USING {}", plugin, quoted_text(method.hash));
}

}  // namespace

std::string native_password_hash(const std::string& password) {
    if (password.empty()) return {};
    const std::string once = bytes_of(digest_of(DigestKind::sha1, password));
    return '*' + in_capitals(digest_of(DigestKind::sha1, once));
}

std::vector<LoginMethod> login_methods(const Value& entry) {
    LoginMethod own = method_of(entry);
    if (own.plugin.empty()) own.plugin = native_password;
    const std::optional<Value> several = entry.get("auth_or");
    if (!several || !several->is_list()) return {own};
    std::vector<LoginMethod> methods;
    // The entry's own method stands in the list as an empty mapping.
    for (const Value& one : several->as_list())
        methods.push_back(one.get("plugin") ? method_of(one) : own);
    return methods;
}

bool satisfied(const WantedLogin& wanted, const std::vector<LoginMethod>& present) {
    if (wanted.alone && present.size() != 1) return false;
    return std::any_of(present.begin(), present.end(),
                       [&](const LoginMethod& method) { return fits(wanted, method); });
}

std::string identified(const WantedLogin& wanted, const std::vector<LoginMethod>& present) {
    if (wanted.text)
        return fmt::format(" IDENTIFIED VIA {} USING PASSWORD({})", quoted_name(wanted.plugin),
                           quoted_text(*wanted.text));
    const LoginMethod asked{wanted.plugin, wanted.hash.value_or("")};
    std::vector<LoginMethod> methods = wanted.alone ? std::vector<LoginMethod>{} : present;
    const auto place = std::find_if(methods.begin(), methods.end(), [&](const LoginMethod& method) {
        return method.plugin == wanted.plugin;
    });
    if (place != methods.end()) {
        *place = asked;
    } else {
        methods = {asked};
    }
    std::vector<std::string> words;
    for (const LoginMethod& method : methods)
        words.push_back(written(method));
    return fmt::format(" IDENTIFIED VIA {}", fmt::join(words, " OR "));
}

}  // namespace modules::mysql
