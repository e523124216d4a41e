#include "modules/rabbitmq/RabbitmqUser.hpp"

#include "modules/rabbitmq/PasswordHash.hpp"
#include "modules/rabbitmq/Rabbitmqctl.hpp"
#include "modules/rabbitmq/UserRecord.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace modules {

namespace {

using namespace rabbitmq;

std::set<std::string> wanted_tags(const std::optional<std::string>& written) {
    std::set<std::string> tags;
    const std::string text = written.value_or("");
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        const std::string_view tag = trimmed(std::string_view(text).substr(start, end - start));
        if (!tag.empty()) tags.emplace(tag);
        start = end + 1;
    }
    return tags;
}

Permission permission_of(const Map& entry) {
    constexpr std::array known{"vhost", "configure_priv", "write_priv", "read_priv"};
    for (const auto& [key, value] : entry)
        if (std::find(known.begin(), known.end(), key) == known.end() || !value.is_text())
            throw Failure(fmt::format(
                "argument \"permissions\": each is a mapping of vhost, configure_priv, write_priv and "
                "read_priv to text; found \"{}\"",
                key));
    const Value all(entry);
    return {all.text_of("configure_priv", "^$"), all.text_of("write_priv", "^$"),
            all.text_of("read_priv", "^$")};
}

/// One look of the module.
class UserPlan {
  public:
    UserPlan(const RabbitmqUserArguments& wanted, const HostView& host)
        : wanted_(wanted), broker_(host, wanted.node), host_(host) {}

    Plan plan() {
        const std::optional<UserRecord> present =
            user_in(broker_.look(host_).get("definitions").value_or(Value()), wanted_.user);
        plan_.data = {{"user", wanted_.user}, {"state", Field<RabbitmqPresence>::to(wanted_.state)}};
        if (wanted_.state == RabbitmqPresence::absent) {
            if (present) remove();
            return plan_;
        }
        if (present && wanted_.force) remove();
        const bool is_new = !present || wanted_.force;
        if (is_new) {
            create();
        } else if (password_differs(*present)) {
            set_password();
        }
        const UserRecord now = is_new ? UserRecord{} : *present;
        set_tags(now);
        set_permissions(now);
        return plan_;
    }

  private:
    void add(const std::string& subject, Value before, Value after, std::vector<BrokerCommand> commands) {
        plan_.change({subject, std::move(before), std::move(after)},
                     [broker = broker_, commands = std::move(commands)](HostControl& control) {
                         for (const BrokerCommand& command : commands)
                             broker.change(control, command);
                         return Outcome{};
                     });
    }

    [[nodiscard]] std::string subject() const { return "user " + wanted_.user; }
    [[nodiscard]] std::string secret_line() const {
        return (wanted_.password ? wanted_.password->characters : std::string()) + '\n';
    }

    void remove() {
        add(subject(), Map{{"state", "present"}}, Map{{"state", "absent"}},
            {{.name = "delete_user", .names = {wanted_.user}}});
    }

    void create() {
        std::vector<BrokerCommand> commands{
            {.name = "add_user", .names = {wanted_.user}, .input = secret_line()}};
        // Without a password nobody logs in by one, not even by an empty one.
        if (!wanted_.password) commands.push_back({.name = "clear_password", .names = {wanted_.user}});
        add(subject(), Map{{"state", "absent"}}, Map{{"state", "present"}}, std::move(commands));
    }

    [[nodiscard]] bool password_differs(const UserRecord& present) const {
        if (!wanted_.password || wanted_.update_password == RabbitmqPasswordUpdate::on_create) return false;
        const std::string& password = wanted_.password->characters;
        if (const std::optional<bool> same =
                is_password(password, present.password_hash, present.hashing_algorithm))
            return !*same;
        return !broker_.accepts(host_, wanted_.user, password);
    }

    void set_password() {
        add(subject(), Map{{"password", "another one"}}, Map{{"password", "the one asked for"}},
            {{.name = "change_password", .names = {wanted_.user}, .input = secret_line()}});
    }

    void set_tags(const UserRecord& present) {
        const std::set<std::string> tags = wanted_tags(wanted_.tags);
        if (tags == present.tags) return;
        BrokerCommand command{.name = "set_user_tags", .names = {wanted_.user}};
        command.names.insert(command.names.end(), tags.begin(), tags.end());
        add(subject(), Map{{"tags", fmt::format("{}", fmt::join(present.tags, ", "))}},
            Map{{"tags", fmt::format("{}", fmt::join(tags, ", "))}}, {command});
    }

    void set_permissions(const UserRecord& present) {
        std::map<std::string, Permission> permissions;
        for (const Map& entry : wanted_.permissions)
            permissions[Value(entry).text_of("vhost", "/")] = permission_of(entry);
        // A whole list says of every virtual host what is; without it only one is spoken of.
        const bool all = !permissions.empty();
        if (!all)
            permissions[wanted_.vhost] = {wanted_.configure_priv, wanted_.write_priv, wanted_.read_priv};
        for (const auto& [vhost, permission] : permissions) {
            const auto found = present.permissions.find(vhost);
            const bool is_there = found != present.permissions.end();
            if (is_there && found->second == permission) continue;
            add(place(vhost), is_there ? Value(described(found->second)) : Value(), described(permission),
                {{.name = "set_permissions",
                  .options = {"-p", vhost},
                  .names = {wanted_.user, permission.configure, permission.write, permission.read}}});
        }
        for (const auto& [vhost, permission] : present.permissions)
            if (all && !permissions.contains(vhost))
                add(place(vhost), described(permission), {},
                    {{.name = "clear_permissions", .options = {"-p", vhost}, .names = {wanted_.user}}});
    }

    [[nodiscard]] std::string place(const std::string& vhost) const {
        return fmt::format("permissions of {} in {}", wanted_.user, vhost);
    }

    const RabbitmqUserArguments& wanted_;
    Rabbitmqctl broker_;
    const HostView& host_;
    Plan plan_;
};

}  // namespace

ArgumentList<RabbitmqUserArguments> RabbitmqUser::table() const {
    using A = RabbitmqUserArguments;
    ArgumentList<A> list;
    list.add("user", &A::user, "the user's name", {.need = Need::required, .aliases = {"username", "name"}})
        .add("password", &A::password, "the password; it goes by standard input")
        .add("tags", &A::tags, "tags with commas between; those that are not named are taken away")
        .add(
            "permissions", &A::permissions,
            "what the user may in every virtual host: a list of vhost, configure_priv, write_priv, read_priv")
        .add("vhost", &A::vhost, "the virtual host of the three that follow, where there is no list")
        .add("configure_priv", &A::configure_priv, "what may be configured, a regular expression")
        .add("write_priv", &A::write_priv, "what may be written to")
        .add("read_priv", &A::read_priv, "what may be read from")
        .add("node", &A::node, "the Erlang node; else the host's own")
        .add("force", &A::force, "remove the user first, and make it anew")
        .add("state", &A::state, "whether the user is to be there")
        .add("update_password", &A::update_password, "whether the password of a user who is there is set");
    return list;
}

Plan RabbitmqUser::check(const RabbitmqUserArguments& wanted, const HostView& host,
                         const CallOptions& options) const {
    if (wanted.password && wanted.password->characters.find('\n') != std::string::npos)
        throw Failure("argument \"password\": rabbitmqctl reads one line; a password cannot have several");
    try {
        return UserPlan(wanted, host).plan();
    } catch (const BrokerUnreachable& reason) {
        return plan_without_broker(reason, options);
    }
}

}  // namespace modules
