#pragma once

#include "interpreter/connection/Connection.hpp"
#include "modules/module/ModuleResult.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interpreter {

/// One module call, as lanes ask for it.
struct ModuleCall {
    Identity identity;
    std::string module;
    Value arguments;
    bool check = false;
    bool diff = false;
    /// Calls of one lane run one after another; lanes run beside each other.
    std::uint64_t lane = 0;
    std::optional<std::chrono::seconds> limit;
    /// Run as a job that outlives the session, for at most so long; the result is then how to ask for it.
    std::optional<std::chrono::seconds> background;
    std::map<std::string, std::string> environment;
    /// Files to be made known first; their hashes are put into `arguments` by the caller with content_hash().
    std::vector<std::string> contents;
    /// Send what programs print while they run.
    bool live = false;
    /// Progress and live output, from the session's thread.
    std::function<void(std::string_view)> on_output;
};

/// A change that went on when its session had ended, as the next session hears of it.
struct FinishedCall {
    std::string module;
    modules::ModuleResult result;
    /// Seconds since the epoch.
    std::int64_t ended = 0;
};

/// A host's connection with a thread of its own that alone touches it. Any number of lanes (threads) may call
/// at once; each waits for its own reply. The connection is opened at the first call; at most 16 hosts
/// connect at once.
class HostSession {
  public:
    explicit HostSession(ConnectionSettings settings);
    /// With a connection made by the caller (tests).
    HostSession(ConnectionSettings settings, std::unique_ptr<Connection> connection);
    ~HostSession();

    /// Waits for the reply. Throws HostUnreachable or IdentityRefused. After a loss the next call connects
    /// anew: a host that was power-cycled between two tasks is simply there again.
    modules::ModuleResult call(const ModuleCall& call);

    /// A call on its way. Its owner hears the answer once; one that nobody hears is waited for all the same.
    class SentCall {
      public:
        ~SentCall();
        SentCall(const SentCall&) = delete;
        SentCall& operator=(const SentCall&) = delete;
        /// As call().
        modules::ModuleResult take();

      private:
        friend class HostSession;
        struct State;
        explicit SentCall(std::unique_ptr<State> state);
        std::unique_ptr<State> state_;
    };
    /// Does not wait. What one lane sends is done in the order of sending, where it is for one identity.
    std::unique_ptr<SentCall> send(ModuleCall call);
    /// The second Ctrl-C: ends every running call; their lanes get a failure "cancelled".
    void cancel_all();
    /// Closes and forgets what was lost, so that the next call connects anew (meta: reset_connection,
    /// reboot).
    void reset();
    /// What changes of earlier sessions came to; each is given once.
    std::vector<FinishedCall> take_finished();

  private:
    struct Work;
    std::shared_ptr<Work> work_;
};

/// The SHA-256 of content, hexadecimal: the name under which an uploaded file is known.
std::string content_hash(std::string_view content);

}  // namespace interpreter
