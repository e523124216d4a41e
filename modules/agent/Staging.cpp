#include "modules/agent/Staging.hpp"

#include "modules/system/SystemFailure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>

namespace modules {

namespace {

constexpr std::string_view session_prefix = "session-";

bool is_hash(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void write_all(int file, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw system_failure("cannot write", path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

Staging::Staging(const PrivateDirectory& directory)
    : directory_(directory), name_(std::string(session_prefix) + std::to_string(::getpid())),
      path_(directory.path() + "/" + name_) {}

Staging::~Staging() {
    std::error_code ignored;
    if (made_) std::filesystem::remove_all(path_, ignored);
}

Message Staging::have(const Message& asked) const {
    const std::string hash = asked.field("hash").as_text();
    return {"have", asked.id, {{"hash", hash}, {"known", known_.count(hash) != 0}}};
}

Message Staging::put(const Message& chunk) {
    const std::string hash = chunk.field("hash").as_text();
    Incoming& incoming = incoming_[hash];
    try {
        if (incoming.problem.empty()) take(chunk, hash, incoming);
    } catch (const Failure& failure) {
        incoming.problem = failure.what();
    }
    Message answer{"have", chunk.id, {{"hash", hash}, {"received", incoming.received}}};
    answer.fields.set("known", known_.count(hash) != 0);
    if (!incoming.problem.empty()) answer.fields.set("problem", incoming.problem);
    const Value last = chunk.field("last");
    if (last.is_boolean() && last.as_boolean()) {
        if (!incoming.problem.empty() && made_) ::unlink((path_ + "/" + hash).c_str());
        incoming_.erase(hash);
    }
    return answer;
}

void Staging::start(const std::string& hash, Incoming& incoming) {
    if (!is_hash(hash)) throw Failure("\"" + hash + "\" is not the name of a content");
    if (!made_) {
        remove_leftovers();
        static_cast<void>(directory_.inside(name_));
        made_ = true;
    }
    const std::string path = path_ + "/" + hash;
    incoming.file = Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!incoming.file.open()) throw system_failure("cannot make", path, errno);
}

void Staging::take(const Message& chunk, const std::string& hash, Incoming& incoming) {
    if (!incoming.file.open()) start(hash, incoming);
    const Value data = chunk.field("data");
    const std::string& bytes = data.as_text();
    if (chunk.field("offset").as_integer() != incoming.received)
        throw Failure("a part of the content is missing");
    write_all(incoming.file.number(), bytes, path_ + "/" + hash);
    incoming.digest.add(bytes);
    incoming.received += static_cast<std::int64_t>(bytes.size());
    const Value last = chunk.field("last");
    if (!last.is_boolean() || !last.as_boolean()) return;
    if (incoming.digest.hexadecimal() != hash) throw Failure("the content arrived damaged");
    known_.insert(hash);
}

void Staging::remove_leftovers() const {
    std::error_code ignored;
    for (const std::filesystem::directory_entry& entry :
         std::filesystem::directory_iterator(directory_.path(), ignored)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with(session_prefix)) continue;
        const pid_t agent = std::atoi(name.c_str() + session_prefix.size());
        const bool gone = agent == ::getpid() || (::kill(agent, 0) != 0 && errno == ESRCH);
        if (agent > 0 && gone) std::filesystem::remove_all(entry.path(), ignored);
    }
}

}  // namespace modules
