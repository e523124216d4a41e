#pragma once

#include "interpreter/connection/ConnectionSettings.hpp"
#include "modules/protocol/Message.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace interpreter {

using modules::CallId;
using modules::Message;

/// The host cannot be reached, refused us, or was lost: Ansible's "unreachable". `what()` says why in one
/// line, `hint()` what to do about it (the command that would accept a host key, …).
class HostUnreachable : public std::runtime_error {
  public:
    explicit HostUnreachable(const std::string& message, std::string hint = {})
        : std::runtime_error(message), hint_(std::move(hint)) {}
    [[nodiscard]] const std::string& hint() const { return hint_; }

  private:
    std::string hint_;
};

/// The host is there but the identity is not to be had (sudo refused, wrong password): the task fails, the
/// host lives.
class IdentityRefused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The host is there but content cannot be kept on it (a full disk): the call fails, the host lives.
class ContentRefused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A session with one host, over which agents of several identities answer framed requests. Used by its owner
/// thread only, wake() aside. Sees messages, never tasks.
class Connection {
  public:
    virtual ~Connection() = default;

    /// Logs in. Throws HostUnreachable.
    virtual void open() = 0;
    /// Sends a call to the identity's agent, starting (and if need be uploading) that agent first. Returns
    /// the call's id. Throws HostUnreachable, IdentityRefused.
    virtual CallId submit(const Identity& identity, Message call) = 0;
    /// The next event or reply of any agent, or a "finished" (module, result, ended) for each change that
    /// outlived an earlier session; nothing when the deadline passes or wake() is called. Throws
    /// HostUnreachable when the host is lost (also after three unanswered pings).
    virtual std::optional<Message> receive(std::chrono::steady_clock::time_point deadline) = 0;
    virtual void cancel(CallId call) = 0;
    /// Makes content known to the identity's agent and returns its SHA-256; sends it only if the agent lacks
    /// it. Throws HostUnreachable, IdentityRefused, ContentRefused.
    virtual std::string upload(const Identity& identity, const std::string& content) = 0;
    /// Ends the agents and the session. Never throws.
    virtual void close() = 0;
    /// Makes receive() return at once; from any thread.
    virtual void wake() = 0;
};

/// By the settings' kind.
std::unique_ptr<Connection> make_connection(const ConnectionSettings& settings);

}  // namespace interpreter
