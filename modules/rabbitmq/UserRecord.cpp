#include "modules/rabbitmq/UserRecord.hpp"

#include "modules/rabbitmq/BrokerAnswer.hpp"
#include "modules/value/Text.hpp"

namespace modules::rabbitmq {

namespace {

/// A list, or before RabbitMQ 3.10 words with commas between.
std::set<std::string> tags_in(const Value& user) {
    std::set<std::string> tags;
    const Value written = user.get("tags").value_or(Value());
    if (written.is_list())
        for (const Value& tag : written.as_list())
            tags.insert(tag.as_text());
    if (!written.is_text()) return tags;
    const std::string& text = written.as_text();
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        if (end > start) tags.emplace(trimmed(std::string_view(text).substr(start, end - start)));
        start = end + 1;
    }
    return tags;
}

}  // namespace

std::optional<UserRecord> user_in(const Value& definitions, const std::string& name) {
    std::optional<UserRecord> found;
    for (const Value& user : list_in(definitions, "users")) {
        if (user.text_of("name") != name) continue;
        found =
            UserRecord{tags_in(user), {}, user.text_of("password_hash"), user.text_of("hashing_algorithm")};
    }
    if (!found) return found;
    for (const Value& entry : list_in(definitions, "permissions"))
        if (entry.text_of("user") == name)
            found->permissions[entry.text_of("vhost")] = {entry.text_of("configure"), entry.text_of("write"),
                                                          entry.text_of("read")};
    return found;
}

Map described(const Permission& permission) {
    return {{"configure", permission.configure}, {"write", permission.write}, {"read", permission.read}};
}

}  // namespace modules::rabbitmq
