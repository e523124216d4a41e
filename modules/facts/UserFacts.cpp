#include "modules/facts/UserFacts.hpp"

#include <unistd.h>

namespace modules {

Map user_facts(const HostView& host) {
    const std::uint32_t id = host.effective_user();
    Map facts{{"user_uid", id},
              {"real_user_id", ::getuid()},
              {"effective_user_id", id},
              {"real_group_id", ::getgid()},
              {"effective_group_id", ::getegid()}};
    if (const std::optional<User> user = host.user(id)) {
        facts.set("user_id", user->name);
        facts.set("user_gid", user->group);
        facts.set("user_gecos", user->comment);
        facts.set("user_dir", user->home);
        facts.set("user_shell", user->shell);
    }
    Map environment;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos)
            environment.set(std::string(text.substr(0, equals)), text.substr(equals + 1));
    }
    facts.set("env", std::move(environment));
    return facts;
}

}  // namespace modules
