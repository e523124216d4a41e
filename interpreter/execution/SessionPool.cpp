#include "interpreter/execution/SessionPool.hpp"

namespace interpreter {

namespace {

std::string key_of(const ConnectionSettings& settings) {
    std::string key = settings.host_name + "\n" + settings.address + "\n" + std::to_string(settings.port) + "\n" +
                      settings.user + "\n" + settings.private_key_file +
                      (settings.kind == ConnectionKind::local ? "\nlocal" : "\nssh");
    for (const std::string& argument : settings.ssh_arguments) key += "\n" + argument;
    return key;
}

}  // namespace

std::shared_ptr<HostSession> SessionPool::session(const ConnectionSettings& settings) {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<HostSession>& session = sessions_[key_of(settings)];
    if (!session) session = std::make_shared<HostSession>(settings);
    return session;
}

void SessionPool::cancel_all() {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, session] : sessions_) session->cancel_all();
}

void SessionPool::reset(const std::string& host_name) {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, session] : sessions_)
        if (key.starts_with(host_name + "\n")) session->reset();
}

}  // namespace interpreter
