#include "modules/accounts/Shadow.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace modules {

namespace {

std::vector<std::string> fields_of(std::string_view line, char separator) {
    std::vector<std::string> fields;
    while (true) {
        const std::size_t end = line.find(separator);
        fields.emplace_back(line.substr(0, end));
        if (end == std::string_view::npos) return fields;
        line.remove_prefix(end + 1);
    }
}

std::optional<std::int64_t> number(const std::string& text) {
    std::int64_t value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    return parsed.ec == std::errc() && !text.empty() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string Shadow::without_lock() const {
    return hash.substr(std::min(hash.find_first_not_of('!'), hash.size()));
}

std::optional<Shadow> shadow_of(const HostView& host, std::string_view user) {
    if (host.effective_user() != 0) return std::nullopt;
    const std::optional<std::string> text = host.read_if_there("/etc/shadow");
    if (!text) return std::nullopt;
    for (const std::string& line : fields_of(*text, '\n')) {
        std::vector<std::string> fields = fields_of(line, ':');
        if (fields.front() != user) continue;
        fields.resize(9);
        return Shadow{fields[1], number(fields[3]), number(fields[4]), number(fields[7])};
    }
    return std::nullopt;
}

bool looks_hashed(std::string_view password) {
    const bool mark = !password.empty() && password.find_first_not_of("*!") == std::string_view::npos;
    if (mark) return true;
    if (password.find_first_of(":*!") != std::string_view::npos) return false;
    const std::vector<std::string> fields = fields_of(password, '$');
    if (fields.size() < 4 || !fields.front().empty()) return false;
    const std::string& hash = fields.back();
    if (fields[1] == "1") return hash.size() == 22;
    if (fields[1] == "5") return hash.size() == 43;
    if (fields[1] == "6") return hash.size() == 86;
    return !hash.empty();
}

}  // namespace modules
