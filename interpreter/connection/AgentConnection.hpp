#pragma once

#include "interpreter/connection/AgentStarter.hpp"
#include "interpreter/connection/Connection.hpp"
#include "interpreter/connection/Transport.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>

namespace interpreter {

/// A connection made of agents over any transport: one agent for each identity, started when it is first
/// asked for.
class AgentConnection final : public Connection {
  public:
    AgentConnection(const ConnectionSettings& settings, std::unique_ptr<Transport> transport,
                    AgentProgram program);
    ~AgentConnection() override;

    void open() override { transport_->open(); }
    CallId submit(const Identity& identity, Message call) override;
    std::optional<Message> receive(std::chrono::steady_clock::time_point deadline) override;
    void cancel(CallId call) override;
    std::string upload(const Identity& identity, const std::string& content) override;
    void close() override;
    void wake() override { transport_->wake(); }
    /// Asks the identity's agent something and waits for the answer: the round trip, for measurements.
    void echo(const Identity& identity);

  private:
    AgentChannel& agent(const Identity& identity);
    void exchange_all();
    /// Acknowledgements of content are kept apart from what the caller receives.
    void sort(AgentChannel& from);

    std::string host_name_;
    std::unique_ptr<Transport> transport_;
    AgentProgram program_;
    std::map<std::string, std::unique_ptr<AgentChannel>> agents_;
    std::map<CallId, std::string> identity_of_call_;
    std::deque<Message> ready_;
    std::deque<Message> acknowledgements_;
    CallId last_call_ = 0;
};

}  // namespace interpreter
