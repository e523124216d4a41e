#include "modules/system/Accounts.hpp"

#include "modules/system/Process.hpp"

#include <charconv>
#include <fstream>

namespace modules {

namespace {

std::vector<std::string> fields_of(std::string_view line, char separator) {
    std::vector<std::string> fields;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t end = std::min(line.find(separator, start), line.size());
        fields.emplace_back(line.substr(start, end - start));
        start = end + 1;
    }
    return fields;
}

std::optional<std::uint32_t> number_in(const std::string& text) {
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

template <class Account>
using Parse = std::optional<Account> (*)(std::string_view line);

template <class Account>
std::optional<Account> first_in(const char* file, Parse<Account> parse, const auto& fits) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (std::optional<Account> account = parse(line); account && fits(*account)) return account;
    return std::nullopt;
}

template <class Account>
std::optional<Account> asked_of_getent(const char* database, std::string key, Parse<Account> parse) {
    Command command;
    command.program = "getent";
    command.arguments = {database, std::move(key)};
    const ProcessResult result = run_process(command);
    if (!result.ok()) return std::nullopt;
    return parse(std::string_view(result.output).substr(0, result.output.find('\n')));
}

}  // namespace

std::optional<User> user_from_line(std::string_view line) {
    const std::vector<std::string> fields = fields_of(line, ':');
    if (fields.size() != 7 || fields[0].empty()) return std::nullopt;
    const std::optional<std::uint32_t> id = number_in(fields[2]);
    const std::optional<std::uint32_t> group = number_in(fields[3]);
    if (!id || !group) return std::nullopt;
    return User{fields[0], *id, *group, fields[4], fields[5], fields[6]};
}

std::optional<Group> group_from_line(std::string_view line) {
    const std::vector<std::string> fields = fields_of(line, ':');
    if (fields.size() != 4 || fields[0].empty()) return std::nullopt;
    const std::optional<std::uint32_t> id = number_in(fields[2]);
    if (!id) return std::nullopt;
    return Group{fields[0], *id, fields[3].empty() ? std::vector<std::string>{} : fields_of(fields[3], ',')};
}

std::optional<User> user_named(std::string_view name) {
    const auto fits = [&](const User& user) { return user.name == name; };
    if (std::optional<User> local = first_in<User>("/etc/passwd", user_from_line, fits)) return local;
    // getent takes a number for an id, which was not asked.
    if (name.empty() || number_in(std::string(name))) return std::nullopt;
    return asked_of_getent<User>("passwd", std::string(name), user_from_line);
}

std::optional<User> user_numbered(std::uint32_t id) {
    const auto fits = [&](const User& user) { return user.id == id; };
    if (std::optional<User> local = first_in<User>("/etc/passwd", user_from_line, fits)) return local;
    return asked_of_getent<User>("passwd", std::to_string(id), user_from_line);
}

std::optional<Group> group_named(std::string_view name) {
    const auto fits = [&](const Group& group) { return group.name == name; };
    if (std::optional<Group> local = first_in<Group>("/etc/group", group_from_line, fits)) return local;
    if (name.empty() || number_in(std::string(name))) return std::nullopt;
    return asked_of_getent<Group>("group", std::string(name), group_from_line);
}

std::optional<Group> group_numbered(std::uint32_t id) {
    const auto fits = [&](const Group& group) { return group.id == id; };
    if (std::optional<Group> local = first_in<Group>("/etc/group", group_from_line, fits)) return local;
    return asked_of_getent<Group>("group", std::to_string(id), group_from_line);
}

std::vector<Group> local_groups() {
    std::vector<Group> groups;
    std::ifstream lines("/etc/group");
    for (std::string line; std::getline(lines, line);)
        if (std::optional<Group> group = group_from_line(line)) groups.push_back(*std::move(group));
    return groups;
}

}  // namespace modules
