#pragma once

#include "modules/agent/ByteQueue.hpp"
#include "modules/agent/FinishedResults.hpp"
#include "modules/agent/Lane.hpp"
#include "modules/agent/PrivateDirectory.hpp"
#include "modules/agent/RawFrames.hpp"
#include "modules/agent/Staging.hpp"

#include <map>
#include <memory>
#include <string>

namespace modules {

/// The agent: greets, then answers framed requests from one descriptor on another until the first ends and no
/// change that must not be broken off runs any more. One loop, no thread; whatever may take time runs in a
/// lane.
class Serve {
  public:
    /// `directory` is this user's own (PrivateDirectory).
    Serve(int input, int output, const std::string& directory);
    /// `hash` is the agent's own, for the banner.
    void run(const std::string& hash);

  private:
    void greet(const std::string& hash);
    [[nodiscard]] bool finished() const;
    void wait();
    [[nodiscard]] int patience() const;
    void read_input();
    void write_output();
    void end_of_input();
    void take(std::string frame);
    void take_call(const Message& call, std::string frame);
    void send(const Message& message);
    Lane& lane(std::int64_t number);

    int input_;
    int output_;
    bool input_open_ = true;
    bool output_open_ = true;
    PrivateDirectory directory_;
    Staging staging_;
    FinishedResults finished_;
    RawFrames frames_{0};
    ByteQueue outgoing_;
    std::map<std::int64_t, std::unique_ptr<Lane>> lanes_;
};

}  // namespace modules
