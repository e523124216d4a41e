#pragma once

#include "modules/protocol/Frame.hpp"
#include "modules/system/Descriptor.hpp"

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

/// The test agent as a running program, spoken to frame by frame as a control side does.
class AgentProgram {
  public:
    explicit AgentProgram(const std::string& directory);
    ~AgentProgram();

    void send(const modules::Message& message);
    void send_bytes(std::string_view bytes);
    /// The next message that is no pong; fails the test when none comes.
    modules::Message receive();
    /// The next reply, whatever events come before it.
    modules::Message reply();
    /// Everything before the first frame.
    [[nodiscard]] const std::string& banner() const { return banner_; }
    [[nodiscard]] const modules::Message& hello() const { return hello_; }
    /// Ends the session as a lost connection does.
    void hang_up();
    /// Waits for the program's end; fails the test when it does not come.
    void wait_for_end();

  private:
    bool fill();

    pid_t process_ = 0;
    modules::Descriptor socket_;
    modules::FrameReader reader_;
    std::string banner_;
    modules::Message hello_;
};

/// A call as the control side writes it.
modules::Message call(modules::CallId id, std::int64_t lane, const std::string& module,
                      const std::string& text = {}, modules::Map more = {});
